"""A workbook for Excel, LibreOffice and Numbers: a sheet for each table, and one that explains the columns.

Days are dates and amounts are numbers; texts are written as texts, so that none is ever run as a formula. A workbook
holds numbers of 15 significant digits, 32,767 letters a cell and 1,048,576 rows a sheet: what does not fit the first two
stands in the sheet `diagnostics`, and more rows are refused. Days before March 1900, which Excel has not, are texts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from dealextract.errors import UsageError
from dealextract.records import Record
from dealextract.writers.columns import Column, Table
from dealextract.writers.limits import Limits, fits_double
from dealextract.writers.rows import Flattener, Value
from dealextract.writers.staging import ROOM, staged_file
from dealextract.writers.tables import BY_NAME, TABLES

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LIMITS = Limits(fits_double, longest=32_767)
MOST_ROWS = 1_048_576
FIRST_DAY = dt.date(1900, 3, 1)
CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The workbook says that it was made then: a clock would make the bytes differ from run to run."""

SHEETS = ("deals", "parties", "terms", "milestones", *(t.name for t in TABLES if t.name not in
          ("deals", "parties", "terms", "milestones")))  # fmt: skip
WIDTHS = {"text": 18, "integer": 12, "decimal": 18, "real": 12, "boolean": 12, "date": 12}
"""Widths of columns in letters, by type; `WIDE` by name."""
WIDE = {
    "summary": 60, "parties": 60, "evidence": 80, "text": 80, "message": 80, "because": 50, "label": 40, "name": 30,
    "title": 40, "aliases": 30, "conditions": 40, "path": 40, "words": 30,
}  # fmt: skip


def write(records: Iterable[Record], target: Path) -> None:
    """Write all tables. Raises `UsageError` where a sheet cannot hold the rows; the target stays as it was."""
    from xlsxwriter.exceptions import XlsxWriterException
    from xlsxwriter.workbook import Workbook

    with staged_file(target) as path:
        options = {"constant_memory": True, "tmpdir": str(path.parent), "default_date_format": "yyyy-mm-dd"}
        book = Workbook(str(path), options)
        try:
            book.set_properties({"title": "Deals", "created": CREATED.replace(tzinfo=None)})
            sheets = {name: _Sheet(book, BY_NAME[name], target) for name in SHEETS}
            flattener = Flattener(LIMITS)
            for record in records:
                for name, rows in flattener.rows(record).items():
                    for row in rows:
                        sheets[name].add(row)
            for sheet in sheets.values():
                sheet.finish()
            _explain(book)
            book.close()
        except XlsxWriterException as error:
            _abandon(book)
            raise UsageError(f"cannot be written: {error}", where=str(target), remedy=ROOM) from error
        except BaseException:
            _abandon(book)
            raise


class _Sheet:
    """A sheet that is filled row by row."""

    def __init__(self, book: Workbook, table: Table, target: Path) -> None:
        self.table, self.target, self.row = table, target, 0
        self.sheet = book.add_worksheet(table.name)
        self.whole = book.add_format({"num_format": "#,##0"})
        self.part = book.add_format({"num_format": "#,##0.00####"})
        self.share = book.add_format({"num_format": "0.000"})
        _head(book, self.sheet, [(column.name, _width(column)) for column in table.columns])

    def add(self, row: tuple[Value, ...]) -> None:
        """Write a row."""
        self.row += 1
        if self.row >= MOST_ROWS:
            raise UsageError(
                f"the sheet {self.table.name} would hold more than the {MOST_ROWS:,} rows of a workbook",
                where=str(self.target),
                remedy="write csv, parquet, sqlite or duckdb; nothing was written",
            )
        for number, value in enumerate(row):
            self.cell(number, value)

    def cell(self, number: int, value: Value) -> None:
        """Write a cell, each type by its own method: the general one takes texts for formulas and links."""
        match value:
            case None | "":
                return
            case bool():
                self.sheet.write_boolean(self.row, number, value)
            case str():
                self.sheet.write_string(self.row, number, value)
            case Decimal():
                self.sheet.write_number(self.row, number, value, self.number(value))
            case dt.date():
                if value < FIRST_DAY:
                    self.sheet.write_string(self.row, number, value.isoformat())
                else:
                    self.sheet.write_datetime(self.row, number, value)
            case float():
                self.sheet.write_number(self.row, number, value, self.share)
            case int():
                self.sheet.write_number(self.row, number, value)

    def number(self, value: Decimal) -> Format:
        """Grouped digits, with decimals where there are any."""
        return self.whole if value == value.to_integral_value() else self.part

    def finish(self) -> None:
        """Put the filters on."""
        self.sheet.autofilter(0, 0, self.row, len(self.table.columns) - 1)


def _width(column: Column) -> int:
    return max(WIDE.get(column.name, WIDTHS[column.type]), len(column.name) + 4)


def _head(book: Workbook, sheet: Worksheet, columns: list[tuple[str, int]]) -> None:
    """The first row: bold, always in sight."""
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for number, (name, width) in enumerate(columns):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, name, bold)


def _explain(book: Workbook) -> None:
    """The sheet that says what each column means."""
    sheet = book.add_worksheet("columns")
    _head(book, sheet, [("table", 14), ("column", 28), ("type", 10), ("unit", 26), ("empty", 10), ("meaning", 100)])
    row = 0
    for name in SHEETS:
        for column in BY_NAME[name].columns:
            row += 1
            cells = (name, column.name, column.type, column.unit, "maybe" if column.null else "never", column.meaning)
            for number, text in enumerate(cells):
                sheet.write_string(row, number, text)
    sheet.autofilter(0, 0, row, 5)


def _abandon(book: Workbook) -> None:
    """Close the temporary files of a workbook that is not finished, without writing it."""
    book.fileclosed = True
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None and not sheet.row_data_fh.closed:
            sheet.row_data_fh.close()
