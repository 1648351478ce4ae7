"""CSV: a file for each table, for programs and for spreadsheets.

UTF-8 with line feeds; a comma between cells, quotes where needed (RFC 4180); an empty cell is no value. Numbers are exact
decimals with a point, days are ISO dates, truth is `true` or `false`. A text that a spreadsheet would run as a formula
gets an apostrophe before it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from io import StringIO
from pathlib import Path

from dealextract.records import Record
from dealextract.writers.columns import Table
from dealextract.writers.rows import Flattener, Value
from dealextract.writers.staging import staged_tables
from dealextract.writers.tables import BY_NAME, TABLES

RUN = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
"""What a text begins with that Excel, LibreOffice or Google Sheets takes for a formula (after OWASP, "CSV Injection")."""


def write(records: Iterable[Record], target: Path) -> None:
    """Write all tables: `deals.csv`, `deals.parties.csv` … for the target `deals.csv`, else files in the folder."""
    with staged_tables(target, ".csv") as folder, ExitStack() as stack:
        writers = {}
        for table in TABLES:
            stream = open(folder / f"{table.name}.csv", "w", encoding="utf-8", newline="")  # noqa: SIM115
            writers[table.name] = csv.writer(stack.enter_context(stream), lineterminator="\n")
            writers[table.name].writerow(table.names)
        flattener = Flattener()
        for record in records:
            for name, rows in flattener.rows(record).items():
                writers[name].writerows(map(cell, row) for row in rows)


def table_text(records: Iterable[Record], name: str = "deals") -> Iterator[str]:
    """One table in pieces, the head first, then the rows of each record."""
    flattener = Flattener()
    yield _text(BY_NAME[name], head=True, rows=())
    for record in records:
        yield _text(BY_NAME[name], head=False, rows=flattener.rows(record)[name])


def _text(table: Table, *, head: bool, rows: Iterable[tuple[Value, ...]]) -> str:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    if head:
        writer.writerow(table.names)
    writer.writerows(map(cell, row) for row in rows)
    return stream.getvalue()


def cell(value: Value) -> str:
    """A value as the text of a cell.

    >>> cell("=1+1"), cell(Decimal("-2.50")), cell(True), cell(None)
    ("'=1+1", '-2.50', 'true', '')
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}" if value.startswith(RUN) else value
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
