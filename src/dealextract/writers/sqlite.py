"""A SQLite database: the tidy tables with keys and ties, views and an explanation of the columns.

Days are ISO texts in columns declared DATE, truth is 0 or 1, decimals are numbers: SQLite has no decimals, so an amount
that neither 64 bits nor 15 significant digits hold stands in the table `diagnostics`.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from dealextract.errors import DealextractError, InputError, UsageError
from dealextract.records import Record
from dealextract.writers import sql
from dealextract.writers.columns import Type
from dealextract.writers.limits import Limits, fits_double
from dealextract.writers.rows import Flattener, Value
from dealextract.writers.staging import ROOM, staged_file
from dealextract.writers.tables import TABLES

TYPES: dict[Type, str] = {
    "text": "TEXT", "integer": "INTEGER", "decimal": "NUMERIC", "real": "REAL", "boolean": "BOOLEAN", "date": "DATE",
}  # fmt: skip
MOST = 2**63


def fits(value: Decimal) -> bool:
    """Whether SQLite holds a number exactly: as an integer of 64 bits or with 15 significant digits."""
    return fits_double(value) or (value == value.to_integral_value() and -MOST <= value < MOST)


def write(records: Iterable[Record], target: Path) -> None:
    """Write the database. Raises `UsageError` where it cannot be written, `InputError` for ids that repeat in a record."""
    with staged_file(target) as path, closing(sqlite3.connect(path, isolation_level=None)) as connection:
        try:
            _fill(connection, records)
        except sqlite3.Error as error:
            raise failure(error, target) from error


def _fill(connection: sqlite3.Connection, records: Iterable[Record]) -> None:
    # A half-written file is thrown away, so that a journal would guard nothing; the whole one is synced afterwards.
    for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA foreign_keys = ON", "BEGIN"):
        connection.execute(statement)
    # The parent of a company may come after it: ties are checked at the end.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for table in TABLES:
        connection.execute(sql.create_table(table, TYPES, to_itself=True))
    inserts = {t.name: f"INSERT INTO {t.name} VALUES ({', '.join('?' * len(t.columns))})" for t in TABLES}
    flattener = Flattener(Limits(fits))
    for record in records:
        for name, rows in flattener.rows(record).items():
            connection.executemany(inserts[name], [tuple(map(_bound, row)) for row in rows])
    for statement in (*sql.indexes(), *sql.explain_columns(), *sql.views("group_concat(name, '; ')")):
        connection.execute(statement)
    connection.execute("COMMIT")


def _bound(value: Value) -> str | int | float | None:
    """A value as SQLite stores it."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dt.date():
            return value.isoformat()
        case _:
            return value


def failure(error: Exception, target: Path) -> DealextractError:
    """An error of a database as one that says what to do."""
    if "constraint" in str(error).lower():
        return InputError(f"a record breaks the tables: {error}", where=str(target), remedy="its ids must not repeat")
    return UsageError(f"cannot be written: {error}", where=str(target), remedy=ROOM)
