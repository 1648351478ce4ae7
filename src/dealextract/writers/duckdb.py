"""A DuckDB database: the tidy tables with keys and ties, views and comments. The home of duckdb (extra `duckdb`).

Two runs give the same contents; the bytes differ, since DuckDB writes a random identifier into each file.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

from dealextract.errors import DealextractError, InputError, UsageError
from dealextract.records import Record
from dealextract.writers import sql
from dealextract.writers.columns import DIGITS, SCALE, Table, Type
from dealextract.writers.extras import extra
from dealextract.writers.rows import Flattener, Value
from dealextract.writers.staging import ROOM, staged_file
from dealextract.writers.tables import TABLES

with extra("duckdb"):
    import duckdb

TYPES: dict[Type, str] = {
    "text": "VARCHAR", "integer": "BIGINT", "decimal": f"DECIMAL({DIGITS}, {SCALE})", "real": "DOUBLE",
    "boolean": "BOOLEAN", "date": "DATE",
}  # fmt: skip
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def write(records: Iterable[Record], target: Path) -> None:
    """Write the database. Raises `UsageError` where it cannot be written, `InputError` for ids that repeat in a record."""
    with staged_file(target) as path:
        rows = path.parent / "rows"
        rows.mkdir()
        _spool(records, rows)
        try:
            with duckdb.connect(str(path), config={**SETTINGS, "temp_directory": str(rows)}) as database:
                _fill(database, rows)
        except duckdb.Error as error:
            raise _failure(error, target) from error


def _spool(records: Iterable[Record], folder: Path) -> None:
    """The rows as JSON Lines, a file for each table: what DuckDB reads fastest without another library."""
    flattener = Flattener()
    with ExitStack() as stack:
        streams = {t.name: stack.enter_context(open(folder / f"{t.name}.jsonl", "w", encoding="utf-8")) for t in TABLES}
        for record in records:
            rows = flattener.rows(record)
            for table in TABLES:
                streams[table.name].writelines(_line(table, row) for row in rows[table.name])


def _line(table: Table, row: tuple[Value, ...]) -> str:
    return json.dumps(dict(zip(table.names, map(_spooled, row), strict=True)), ensure_ascii=False) + "\n"


def _spooled(value: Value) -> str | int | float | None:
    match value:
        case Decimal():
            return f"{value:f}"
        case dt.date():
            return value.isoformat()
        case _:
            return value


def _fill(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for table in TABLES:
        database.execute("BEGIN")
        database.execute(sql.create_table(table, TYPES, to_itself=False))  # ties are checked row by row
        spool = folder / f"{table.name}.jsonl"
        if spool.stat().st_size:
            columns = ", ".join(f"{sql.literal(c.name)}: {sql.literal(TYPES[c.type])}" for c in table.columns)
            database.execute(
                f"INSERT INTO {sql.quoted(table.name)} SELECT * FROM read_json({sql.literal(str(spool))}, "
                f"format = 'newline_delimited', columns = {{{columns}}}, maximum_object_size = 33554432)"
            )
        for column in table.columns:
            database.execute(
                f"COMMENT ON COLUMN {table.name}.{sql.quoted(column.name)} IS {sql.literal(column.meaning)}"
            )
        database.execute(f"COMMENT ON TABLE {table.name} IS {sql.literal(table.meaning)}")
        database.execute("COMMIT")
        database.execute("CHECKPOINT")  # what is on disk need not stay in memory
    for statement in (*sql.explain_columns(), *sql.views("string_agg(name, '; ' ORDER BY number)")):
        database.execute(statement)
    database.execute("CHECKPOINT")


def _failure(error: duckdb.Error, target: Path) -> DealextractError:
    """An error of the database as one that says what to do."""
    if isinstance(error, duckdb.ConstraintException):
        return InputError(f"a record breaks the tables: {error}", where=str(target), remedy="its ids must not repeat")
    return UsageError(f"cannot be written: {error}", where=str(target), remedy=ROOM)
