"""Records as data frames: one of the tidy tables in pandas, polars or Arrow. The home of pandas and polars."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, Literal, overload

from dealextract.errors import UsageError
from dealextract.records import Record
from dealextract.writers.columns import DIGITS, SCALE, Table
from dealextract.writers.extras import extra
from dealextract.writers.rows import Flattener, Value
from dealextract.writers.tables import BY_NAME

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

BACKENDS: Final = ("pandas", "polars", "arrow")


@overload
def to_frame(
    records: Record | Iterable[Record], table: str = ..., backend: Literal["pandas"] = ...
) -> pandas.DataFrame: ...
@overload
def to_frame(
    records: Record | Iterable[Record], table: str = ..., *, backend: Literal["polars"]
) -> polars.DataFrame: ...
@overload
def to_frame(records: Record | Iterable[Record], table: str = ..., *, backend: Literal["arrow"]) -> pyarrow.Table: ...
def to_frame(records: Record | Iterable[Record], table: str = "deals", backend: str = "pandas") -> Any:
    """One of the tidy tables of a record or several: a pandas or polars `DataFrame` or an Arrow `Table`.

    `table` is `deals`, `parties`, `terms`, `milestones`, `companies` … as `dealextract schema --format columns` lists
    them. Columns are typed, also those without a value: amounts and percentages are exact decimals (`Decimal` objects
    in pandas), days are dates (`datetime64[s]` in pandas). Raises `UsageError` for an unknown table or backend,
    `InstallationError` where the library of the backend is not installed.
    """
    if table not in BY_NAME:
        raise UsageError(f"there is no table {table!r}", remedy=f"use {', '.join(BY_NAME)}")
    if backend not in BACKENDS:
        raise UsageError(f"there is no backend {backend!r}", remedy=f"use {', '.join(BACKENDS)}")
    make = {"pandas": _pandas, "polars": _polars, "arrow": _arrow}[backend]
    flattener = Flattener()
    given = [records] if isinstance(records, Record) else records
    return make([row for record in given for row in flattener.rows(record)[table]], BY_NAME[table])


def _pandas(rows: list[tuple[Value, ...]], table: Table) -> Any:
    with extra("pandas"):
        import pandas as pd

    types = {
        "text": "string",
        "integer": "Int64",
        "decimal": "object",
        "real": "float64",
        "boolean": "boolean",
        "date": "datetime64[s]",
    }
    columns = zip(*rows, strict=True) if rows else [()] * len(table.columns)
    return pd.DataFrame(
        {
            column.name: pd.Series(list(values), dtype=types[column.type])
            for column, values in zip(table.columns, columns, strict=True)
        }
    )


def _polars(rows: list[tuple[Value, ...]], table: Table) -> Any:
    with extra("polars"):
        import polars as pl

    types: dict[str, Any] = {
        "text": pl.String,
        "integer": pl.Int64,
        "decimal": pl.Decimal(DIGITS, SCALE),
        "real": pl.Float64,
        "boolean": pl.Boolean,
        "date": pl.Date,
    }
    return pl.DataFrame(rows, schema={column.name: types[column.type] for column in table.columns}, orient="row")


def _arrow(rows: list[tuple[Value, ...]], table: Table) -> Any:
    from dealextract.writers.arrow import table_schema, to_batch

    schema = table_schema(table)
    with extra("parquet"):
        import pyarrow as pa
    return pa.Table.from_batches([to_batch(rows, schema)], schema)
