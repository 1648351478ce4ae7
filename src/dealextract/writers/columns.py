"""What a tidy table is made of: columns, keys and ties, and the columns that several tables share.

The columns of the terms follow the model `Terms`, so that a new term gets its columns by being declared there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

from dealextract.records import Basis, Bound, Money, Percent, Precision, Qualifier, Terms, TextTerm

Type = Literal["text", "integer", "decimal", "real", "boolean", "date"]
TYPE_NAMES: Final[tuple[Type, ...]] = get_args(Type)

DIGITS: Final = 38
"""Digits of a decimal: as many as a 128-bit decimal of Arrow, Parquet and DuckDB holds."""
SCALE: Final = 6
"""Decimals of a decimal: prices of penny shares have five."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `unit` is empty where the value has none, `values` where the vocabulary is open."""

    name: str
    type: Type
    meaning: str
    unit: str = ""
    null: bool = True
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Columns that hold the key of a row of another table, or nothing."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `key` identifies a row, and none of its columns is ever empty."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    ties: tuple[Tie, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(column.name for column in self.columns)


def required(name: str, type: Type, meaning: str, unit: str = "", values: Any = None) -> Column:
    """A column that is never empty; `values` is a closed vocabulary, as the type of a field of the records."""
    return Column(name, type, meaning, unit, False, get_args(values))


def coded(name: str, values: Any, meaning: str) -> Column:
    """A column that may be empty and else holds a word of a closed vocabulary."""
    return Column(name, "text", meaning, "", True, get_args(values))


DOCUMENT = required(
    "document_id", "text", "the document: the first 12 digits of its sha256, -2 and so on for a repetition"
)
DEAL = required("deal_id", "text", "the deal, within its document; the same on every run over the same text")
NUMBER = required("number", "integer", "counts the rows of a deal, from 1")
COMPANY = Column("company_id", "text", "the company, within its document; empty where it is a person or not identified")
PERSON = Column("person_id", "text", "the person, within the document; empty where it is a company")
START = Column("start_offset", "integer", "where the words begin in the clean text", "code points")
END = Column("end_offset", "integer", "where the words end: one past the last", "code points")

TO_DOCUMENT = Tie(("document_id",), "documents", ("document_id",))
TO_DEAL = Tie(("document_id", "deal_id"), "deals", ("document_id", "deal_id"))
TO_COMPANY = Tie(("document_id", "company_id"), "companies", ("document_id", "company_id"))
TO_PERSON = Tie(("document_id", "person_id"), "people", ("document_id", "person_id"))


def date(name: str, what: str, *, prefix: str = "") -> tuple[Column, ...]:
    """The columns of a date: as the text states it, and what can be reckoned with."""
    return (
        Column(name, "text", f"{what}, no more precise than the text states it: 2021-03-02, 2021-03, 2021-Q1, XXXX-03-02 …"),
        Column(f"{name}_from", "date", f"the first day that `{name}` covers; empty where its year or value stays open"),
        Column(f"{name}_to", "date", f"the last day that `{name}` covers; empty likewise"),
        coded(f"{prefix}precision", Precision, f"how precise `{name}` is"),
        coded(f"{prefix}bound", Bound, f"how it lies to `{name}`: `by` 2022 is no later than the end of 2022"),
        coded(f"{prefix}basis", Basis, "whether the text states it or it was inferred"),
        Column(f"{prefix}because", "text", "the premises of an inference, or the readings that stay possible"),
    )  # fmt: skip


def kind_of_term(annotation: Any) -> tuple[type[Money] | type[Percent] | type[TextTerm], bool]:
    """The kind of a field of `Terms`, and whether it holds several. Raises `TypeError` for a kind that has no columns."""
    options = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    (option,) = (o for o in options if o is not type(None))
    several = get_origin(option) is tuple
    kind = get_args(option)[0] if several else option
    for known in (Money, Percent, TextTerm):
        if isinstance(kind, type) and issubclass(kind, known):
            return known, several
    raise TypeError(f"a term of the kind {annotation!r} has no columns; describe them in dealextract.writers.tables")


def term_columns() -> Iterator[Column]:
    """The columns that a deal has for each term; all about a term stands in the table `terms`."""
    for name, field in Terms.model_fields.items():
        kind, several = kind_of_term(field.annotation)
        what = field.description or name.replace("_", " ")
        if kind is TextTerm:
            yield Column(name, "text", f"{what}; several are separated by `; `" if several else what)
        elif several:
            continue
        elif kind is Money:
            yield Column(f"{name}_amount", "decimal", f"{what}; the maximum of a range", "main units of the currency")
            yield Column(f"{name}_currency", "text", "ISO 4217; empty where it stays open")
            yield coded(f"{name}_qualifier", Qualifier, "how exact the amount is")
        else:
            yield Column(name, "decimal", what, "percent")
            yield coded(f"{name}_qualifier", Qualifier, "how exact the percentage is")
