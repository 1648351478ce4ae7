"""The tidy tables in Arrow: schemas, batches, Parquet files. One of the two homes of pyarrow (extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from dealextract.records import SCHEMA_VERSION, Record
from dealextract.writers.columns import DIGITS, SCALE, Column, Table
from dealextract.writers.extras import extra
from dealextract.writers.rows import Flattener, Value
from dealextract.writers.staging import staged_tables
from dealextract.writers.tables import TABLES

with extra("parquet"):
    import pyarrow as pa

ROWS = 20_000
"""Rows of a table that are gathered before they are written: some megabytes."""

TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "decimal": pa.decimal128(DIGITS, SCALE),
    "real": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def field(column: Column) -> pa.Field:
    """The field of a column, without its meaning."""
    return pa.field(column.name, TYPES[column.type], nullable=column.null)


def table_schema(table: Table) -> pa.Schema:
    """The schema of a table; each field says what it means."""
    fields = [
        field(column).with_metadata({"description": column.meaning, **({"unit": column.unit} if column.unit else {})})
        for column in table.columns
    ]
    return pa.schema(fields, metadata={"description": table.meaning, "schema_version": SCHEMA_VERSION})


def to_batch(rows: Sequence[tuple[Value, ...]], schema: pa.Schema) -> pa.RecordBatch:
    """Rows as a batch."""
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def write(records: Iterable[Record], target: Path) -> None:
    """Write all tables as Parquet: `deals.parquet`, `deals.parties.parquet` …, or files in the folder."""
    from pyarrow.parquet import ParquetWriter

    schemas = {table.name: table_schema(table) for table in TABLES}
    waiting: dict[str, list[tuple[Value, ...]]] = {table.name: [] for table in TABLES}
    flattener = Flattener()
    with staged_tables(target, ".parquet") as folder, ExitStack() as stack:
        files = {
            name: stack.enter_context(ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in schemas.items()
        }
        for record in records:
            for name, rows in flattener.rows(record).items():
                waiting[name] += rows
                if len(waiting[name]) >= ROWS:
                    files[name].write_batch(to_batch(waiting[name], schemas[name]))
                    waiting[name] = []
        for name, rows in waiting.items():
            if rows:
                files[name].write_batch(to_batch(rows, schemas[name]))
