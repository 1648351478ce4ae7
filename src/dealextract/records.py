"""The records that the program hands out: Pydantic models of schema 1.0.

Everything here is public and additive: a field may be added, none is renamed or dropped within a schema version.
All offsets are half-open code points into the clean text of the article; `clean[span.start:span.end] == span.text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Final = "1.0"

DealType = Literal[
    "acquisition", "merger", "stake_purchase", "funding", "joint_venture", "partnership", "licensing",
    "supply", "distribution", "offering", "financing", "spin_off", "litigation",
]  # fmt: skip
Status = Literal["rumoured", "proposed", "agreed", "completed", "terminated"]
Role = Literal[
    "acquirer", "target", "seller", "merging_party", "investor", "recipient", "partner", "venture", "platform",
    "licensor", "licensee", "supplier", "customer", "distributor", "issuer", "underwriter", "borrower", "lender",
    "parent", "unit", "plaintiff", "defendant",
]  # fmt: skip
MilestoneKind = Literal[
    "announced", "signed", "approval", "expected_close", "completed", "effective", "launch", "expiry", "filed",
    "terminated", "other",
]  # fmt: skip
CompanyKind = Literal["company", "brand", "platform", "unit", "fund", "public_body", "other"]
Precision = Literal["day", "week", "month", "quarter", "half", "year", "other"]
Bound = Literal["on", "by", "from", "until", "before", "after", "between"]
Basis = Literal["stated", "inferred"]
Qualifier = Literal["exact", "about", "up_to", "at_least", "more_than", "less_than", "range", "undisclosed"]
AdviserKind = Literal["financial", "legal", "other"]
IdentifierScheme = Literal["ticker", "isin", "lei", "other"]

Probability = Annotated[float, Field(ge=0, le=1)]
DecimalString = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]


class Frozen(BaseModel):
    """A record that cannot be changed and takes no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """A piece of the clean text: `clean[start:end] == text`."""

    start: int = Field(ge=0, description="first code point")
    end: int = Field(ge=0, description="one past the last code point")
    text: str


class Name(Span):
    """A name in the text; what `find_names` gives."""

    kind: Literal["organization", "person", "place"]


class Date(Span):
    """A date expression with the value it stands for, at the precision that the text states.

    `value` is `2020-12-21`, `2021-02`, `2021-W10`, `2021-Q1`, `2021-H1`, `2021`, a season or decade as EDTF writes it
    (`2021-21` spring … `2021-24` winter, `202X`), `XXXX-12-15` where the year stays open, or null where two readings
    stay possible or nothing can be said.
    """

    value: str | None
    precision: Precision
    bound: Bound = "on"
    basis: Basis = "stated"
    because: tuple[str, ...] = Field((), description="the premises of an inference, as sentences")


class Money(Span):
    """An amount of money in main units of an ISO 4217 currency."""

    amount: DecimalString | None = Field(description="main units; null for an undisclosed sum; the maximum of a range")
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = Field(
        description="ISO 4217; null where it stays open"
    )
    qualifier: Qualifier = "exact"
    minimum: DecimalString | None = None
    maximum: DecimalString | None = None


class Percent(Span):
    """A percentage, 0 to 100 for a stake."""

    value: DecimalString | None
    qualifier: Qualifier = "exact"
    minimum: DecimalString | None = None
    maximum: DecimalString | None = None


class MoneyTerm(Money):
    """An amount with the sentence that makes it a term of the deal."""

    evidence: tuple[Span, ...] = ()


class PercentTerm(Percent):
    """A percentage with the sentence that makes it a term of the deal."""

    evidence: tuple[Span, ...] = ()


class TextTerm(Frozen):
    """A term in words or as a code (duration: ISO 8601 such as `P5Y`; consideration: cash, shares, mixed …)."""

    value: str
    evidence: tuple[Span, ...] = ()


class Terms(Frozen):
    """What was agreed. Each term carries its own evidence."""

    value: MoneyTerm | None = Field(None, description="what is paid for the whole deal")
    price_per_share: MoneyTerm | None = None
    stake_percent: PercentTerm | None = Field(None, description="the part that changes hands")
    resulting_percent: PercentTerm | None = Field(None, description="the holding that results")
    premium_percent: PercentTerm | None = None
    upfront: MoneyTerm | None = None
    fee: MoneyTerm | None = Field(None, description="a fee a year or a season, or one that is not said to be another")
    break_fee: MoneyTerm | None = Field(None, description="due where the deal falls through")
    earn_out: MoneyTerm | None = Field(
        None, description="paid later if something comes about; amount null where none is told"
    )
    royalty: PercentTerm | None = None
    enterprise_value: MoneyTerm | None = Field(
        None, description="with debt; where nothing else is told it is `value` too"
    )
    debt: MoneyTerm | None = Field(None, description="debt taken over")
    debt_included: TextTerm | None = Field(
        None, description="included | excluded: whether `value` is said to count debt taken over"
    )
    exchange_ratio: TextTerm | None = Field(None, description="shares for shares, in the text's words")
    consideration: TextTerm | None = Field(None, description="cash | shares | mixed | other")
    duration: TextTerm | None = Field(None, description="ISO 8601 duration")
    exclusivity: TextTerm | None = Field(None, description="exclusive | non_exclusive")
    territory: TextTerm | None = None
    conditions: tuple[TextTerm, ...] = ()

    def stated(self) -> Iterator[tuple[str, MoneyTerm | PercentTerm | TextTerm]]:
        """The terms that there are, each with the name of its field, in the order of the fields."""
        for name in type(self).model_fields:
            held = getattr(self, name)
            for term in held if isinstance(held, tuple) else (held,):
                if term is not None:
                    yield name, term


class Party(Frozen):
    """Who takes part, in which role. `company` is an id in `companies`, or in `people` where a person deals."""

    company: str
    name: str
    role: Role
    evidence: tuple[Span, ...] = ()
    confidence: Probability | None = None


class Milestone(Frozen):
    """A dated step of a deal."""

    kind: MilestoneKind
    label: str
    date: Date
    evidence: tuple[Span, ...] = ()


class Adviser(Frozen):
    """A bank, law or consulting firm said to advise."""

    company: str
    name: str
    kind: AdviserKind
    side: str | None = Field(None, description="id of the company advised, where the text says so")
    evidence: tuple[Span, ...] = ()


class Former(Frozen):
    """What the text says held before: an earlier bid, price or status."""

    field: str
    value: str
    evidence: tuple[Span, ...] = ()


class Deal(Frozen):
    """One transaction, however often it is told."""

    id: str
    type: DealType
    subtype: str | None = Field(None, description="a type within it that the user's configuration declares")
    status: Status
    background: bool = False
    summary: str
    parties: tuple[Party, ...]
    terms: Terms = Terms()
    milestones: tuple[Milestone, ...] = ()
    people: tuple[str, ...] = Field((), description="ids in `people`")
    advisers: tuple[Adviser, ...] = ()
    history: tuple[Former, ...] = ()
    confidence: Probability
    evidence: tuple[Span, ...] = ()
    weighed: tuple[tuple[str, float], ...] = Field(
        (),
        exclude=True,
        repr=False,
        description="what raised or lowered the confidence, in log-odds; not part of the JSON",
    )

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from dealextract import render

        return render(self)


class Identifier(Frozen):
    """An identifier that the text prints beside a company's name; without evidence, one that the user's configuration gives."""

    scheme: IdentifierScheme
    value: str
    exchange: str | None = None
    evidence: tuple[Span, ...] = ()


class Company(Frozen):
    """An organisation, brand, platform or unit; `name` is the longest proper name that the text gives it, or the one that the user's
    configuration gives."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: CompanyKind = "company"
    parent: str | None = Field(None, description="id of the parent, only where the text says so")
    identifiers: tuple[Identifier, ...] = ()
    evidence: tuple[Span, ...] = ()


class Person(Frozen):
    """A person; `organization` is a company id."""

    id: str
    name: str
    title: str | None = None
    organization: str | None = None
    evidence: tuple[Span, ...] = ()


class Diagnostic(Frozen):
    """What was skipped, guessed or in conflict."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


class Source(Frozen):
    """Where the article came from."""

    path: str | None = Field(
        None, description="`archive.zip!/member.html`, `feed.jsonl:12`; bytes of a name that are no UTF-8 as `\\xff`"
    )
    id: str | None = Field(None, description="what the input itself calls the article")
    sha256: str = Field(description="of the bytes that were read: of a file, member, line or row, unpacked")
    media_type: str = "text/plain"
    encoding: str | None = None
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    characters: int = Field(description="code points of the clean text")


class Record(Frozen):
    """All that one article gives."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    source: Source
    published: Date | None = None
    deals: tuple[Deal, ...] = ()
    companies: tuple[Company, ...] = ()
    people: tuple[Person, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    text: str = Field("", exclude=True, repr=False, description="the clean text; not part of the JSON")

    def noting(self, diagnostics: Iterable[Diagnostic]) -> Record:
        """The same record with these diagnostics before its own: what was found on the way to the article."""
        return self.model_copy(update={"diagnostics": (*diagnostics, *self.diagnostics)})

    def to_json(self) -> str:
        """One line of JSON with sorted keys; the same record gives the same bytes."""
        import json

        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from dealextract import render

        return render(self)
