"""A table as a data frame: the same rows in each library, typed where there is nothing too."""

from __future__ import annotations

import builtins
import datetime as dt
from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import dealextract
from dealextract.errors import InstallationError, UsageError
from dealextract.records import Record
from dealextract.writers.tables import BY_NAME
from tests.writers.conftest import record as record
from tests.writers.foreign import awkward, expected


@pytest.mark.parametrize("table", BY_NAME)
def test_a_frame_has_the_rows_of_the_table(table: str, record: Record) -> None:
    records = [record, awkward()]
    rows = expected(records)[table]
    assert rows
    columns = list(BY_NAME[table].names)
    polars = dealextract.to_frame(iter(records), table, backend="polars")
    assert (polars.columns, polars.rows()) == (columns, rows)
    arrow = dealextract.to_frame(iter(records), table, backend="arrow")
    assert [tuple(row.values()) for row in arrow.to_pylist()] == rows
    frame = dealextract.to_frame(iter(records), table)
    assert list(frame.columns) == columns
    assert [tuple(map(plain, row)) for row in frame.itertuples(index=False)] == rows


def plain(value: Any) -> Any:
    """A value of pandas as the one of Python; what is missing is None."""
    if value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def test_columns_are_typed_where_there_is_nothing_too(record: Record) -> None:
    for records in ([], [record]):
        frame = dealextract.to_frame(records, "milestones")
        assert frame.dtypes["date_from"] == "datetime64[s]"
        assert frame.dtypes["number"] == "Int64"
        assert dealextract.to_frame(records).dtypes["background"] == "boolean"
        polars = dealextract.to_frame(records, backend="polars")
        assert (polars.schema["value_amount"], polars.schema["confidence"]) == (pl.Decimal(38, 6), pl.Float64)
        arrow = dealextract.to_frame(records, "milestones", backend="arrow")
        assert arrow.schema.field("date_to").type == pa.date32()


def test_one_record_is_enough_and_amounts_are_exact(record: Record) -> None:
    frame = dealextract.to_frame(record)
    assert list(frame["value_amount"]) == [Decimal(1250000000), None]
    days = dealextract.to_frame(record, "milestones", backend="polars")["date_to"].to_list()
    assert days == [dt.date(2022, 4, 3), dt.date(2022, 6, 30), None]


def test_what_there_is_not_is_a_usage_error(record: Record) -> None:
    with pytest.raises(UsageError, match="there is no table 'dales'; use documents, companies"):
        dealextract.to_frame(record, "dales")
    with pytest.raises(UsageError, match="there is no backend 'R'; use pandas, polars, arrow"):
        dealextract.to_frame(record, backend="R")  # type: ignore[call-overload]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_names_the_extra(library: str, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Any = builtins.__import__

    def absent(name: str, *rest: Any, **more: Any) -> Any:
        if name == library:
            raise ModuleNotFoundError(f"No module named {library!r}", name=library)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(InstallationError) as caught:
        dealextract.to_frame(record, backend=library)  # type: ignore[call-overload]
    remedy = f"it comes with pip install 'dealextract[{library}]', in a copy of the source pip install '.[{library}]'"
    assert str(caught.value) == f"{library} is not installed; {remedy}"
