"""What the tests of the outputs share: an awkward record, what the tables should hold, and other programs' readers."""

from __future__ import annotations

import csv
import datetime as dt
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars
import pyarrow.parquet
from openpyxl.utils.escape import unescape

from dealextract.records import (
    Adviser,
    Company,
    Date,
    Deal,
    Diagnostic,
    Former,
    Identifier,
    Milestone,
    MoneyTerm,
    Party,
    PercentTerm,
    Person,
    Record,
    Source,
    Span,
    Terms,
    TextTerm,
)
from dealextract.writers.columns import Table
from dealextract.writers.limits import EXACT, Limits
from dealextract.writers.rows import Flattener
from dealextract.writers.tables import BY_NAME, TABLES

Tables = dict[str, list[tuple[Any, ...]]]


def date(value: str | None, **about: Any) -> Date:
    return Date(start=0, end=1, text="x", value=value, precision=about.pop("precision", "day"), **about)


def awkward() -> Record:
    """A record of texts, numbers and days that formats and spreadsheets trip over."""
    milestones = (
        Milestone(kind="signed", label="=HYPERLINK(1)", date=date("1850-03-01")),
        Milestone(kind="launch", label="half\x00way", date=date("XXXX-12-15", because=("a; b", "c"), basis="inferred")),
        Milestone(kind="other", label="-", date=date("202X", precision="other")),
        Milestone(kind="expiry", label="by then", date=date("2021-W53", precision="week", bound="by")),
        Milestone(kind="filed", label="open", date=date(None)),
    )
    deal = Deal(
        id="deal-1",
        type="stake_purchase",
        status="proposed",
        summary='+SUM(A1:A9), "quoted",\nover two lines; _x0041_ is no A',
        parties=(
            Party(company="c2", name="@Home\tHoldings", role="investor", confidence=0.123456789),
            Party(company="c1", name="\tTabbed & <Sons> 💼", role="target"),
            Party(company="p1", name="-Ana", role="seller", evidence=(Span(start=3, end=7, text="=1+1"),)),
        ),
        terms=Terms(
            value=MoneyTerm(start=0, end=2, text="£1", amount="-1234567890.25", currency=None, qualifier="about"),
            price_per_share=MoneyTerm(start=0, end=2, text="x", amount="0.000125", currency="GBP"),
            stake_percent=PercentTerm(
                start=0, end=2, text="x", value="49.9", qualifier="range", minimum="-2.5", maximum="49.9"
            ),
            debt=MoneyTerm(start=0, end=2, text="x", amount="9007199254740993", currency="JPY"),
            conditions=(TextTerm(value="a vote; or two"), TextTerm(value="")),
        ),
        milestones=milestones,
        people=("p1",),
        advisers=(Adviser(company="c1", name="One", kind="legal", side="c2"),),
        history=(Former(field="value", value="\r\n=2+2"),),
        confidence=1,
        evidence=(Span(start=0, end=3, text="=A1"), Span(start=4, end=9, text="\ufffe\x1b[1m")),
    )
    return Record(
        source=Source(path="-\udc80=x.txt", sha256="ab" * 32, title="＝1+1", characters=9),
        published=date("2021-Q4", precision="quarter", bound="by"),
        deals=(deal,),
        companies=(
            Company(id="c1", name="Tabbed", parent="c2", aliases=("T&S", "＠x")),
            Company(id="c2", name="@Home", identifiers=(Identifier(scheme="ticker", value="=X", exchange=None),)),
        ),
        people=(Person(id="p1", name="Ana", organization="c1"),),
        diagnostics=(Diagnostic(code="x", message="+1", start=None, end=None),),
    )


def expected(records: Iterable[Record], limits: Limits = EXACT) -> Tables:
    """The rows that the tables should hold."""
    tables: Tables = {table.name: [] for table in TABLES}
    flattener = Flattener(limits)
    for record in records:
        for name, rows in flattener.rows(record).items():
            tables[name] += rows
    return tables


def from_csv(path: Path, *, folder: bool = False) -> Tables:
    """The files as Python's csv reads them, typed after the description; an empty cell is no value."""
    found: Tables = {}
    for table in TABLES:
        name = table.name if folder else path.stem if table.name == "deals" else f"{path.stem}.{table.name}"
        with open((path if folder else path.parent) / f"{name}.csv", encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream, strict=True)
        assert tuple(head) == table.names
        found[table.name] = [tuple(_typed(table, row)) for row in rows]
    return found


def _typed(table: Table, row: list[str]) -> Iterable[Any]:
    types = {
        "integer": int,
        "decimal": Decimal,
        "real": float,
        "date": dt.date.fromisoformat,
        "boolean": {"true": True, "false": False}.__getitem__,
        "text": str,
    }
    for column, cell in zip(table.columns, row, strict=True):
        yield types[column.type](cell) if cell else None


def from_parquet(path: Path) -> Tables:
    return {
        name: [tuple(row.values()) for row in pyarrow.parquet.read_table(file).to_pylist()]
        for name, file in _files(path, ".parquet").items()
    }


def from_parquet_by_polars(path: Path) -> Tables:
    return {name: polars.read_parquet(file).rows() for name, file in _files(path, ".parquet").items()}


def _files(path: Path, suffix: str) -> dict[str, Path]:
    names = {table.name: f"{path.stem}.{table.name}{suffix}" for table in TABLES}
    return {name: path if name == "deals" else path.with_name(file) for name, file in names.items()}


def from_sqlite(path: Path) -> Tables:
    """The tables with the types that SQLite has; `as_sqlite` turns what is expected into the same."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {t.name: connection.execute(f"SELECT * FROM {t.name} ORDER BY rowid").fetchall() for t in TABLES}


def as_sqlite(tables: Tables) -> Tables:
    def plain(value: Any) -> Any:
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        return value.isoformat() if isinstance(value, dt.date) else value

    return {name: [tuple(map(plain, row)) for row in rows] for name, rows in tables.items()}


def from_duckdb(path: Path) -> Tables:
    with duckdb.connect(str(path), read_only=True) as database:
        return {t.name: database.execute(f"SELECT * FROM {t.name}").fetchall() for t in TABLES}


def from_xlsx(path: Path) -> Tables:
    """The sheets as openpyxl reads them, days as days and numbers as decimals after the description."""
    book = openpyxl.load_workbook(path)
    found: Tables = {}
    for name in book.sheetnames:
        rows = [tuple(cell.value for cell in row) for row in book[name].iter_rows()]
        if name == "columns":
            continue
        assert rows[0] == BY_NAME[name].names
        found[name] = [tuple(_from_cell(BY_NAME[name], row)) for row in rows[1:]]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    return found


def _from_cell(table: Table, row: tuple[Any, ...]) -> Iterable[Any]:
    for column, value in zip(table.columns, row, strict=True):
        if column.type == "date" and isinstance(value, str):
            yield dt.date.fromisoformat(value)
        elif column.type == "date" and value is not None:
            assert value.time() == dt.time(0)
            yield value.date()
        elif column.type == "decimal" and value is not None:
            assert isinstance(value, int | float)
            yield Decimal(repr(value))
        else:
            yield unescape(value) if isinstance(value, str) else value  # _x005F_ is how the format writes an underscore


def no_empty_texts(tables: Tables) -> Tables:
    """CSV and workbooks have no empty text beside no value."""
    return {name: [tuple(None if v == "" else v for v in row) for row in rows] for name, rows in tables.items()}
