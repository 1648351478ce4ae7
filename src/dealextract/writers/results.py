"""Results to a file, or a set of them, in any of the formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from dealextract.errors import UsageError
from dealextract.records import Record
from dealextract.writers.staging import staged_file

Writer = Callable[[Iterable[Record], Path], None]
TABULAR: Final = ("csv", "parquet", "xlsx", "sqlite", "duckdb")
FORMATS: Final = ("json", "jsonl", *TABULAR, "md")


def write_results(records: Iterable[Record], target: str | Path, format: str) -> None:
    """Write the records, whole or not at all; they are gone through once and never held all at once.

    `format`: `jsonl` (a record on each line), `json` (an array), `md` (for people), or one with the tidy tables:
    `csv` and `parquet` (a file for each table: `deals.csv`, `deals.parties.csv` … for the target `deals.csv`, else
    files in the folder), `xlsx` (a sheet for each), `sqlite`, `duckdb`. Raises `UsageError` for an unknown format, a
    place that cannot be written to and what a workbook cannot hold, `InstallationError` where the library of a format
    is missing.
    """
    writer_of(format)(records, Path(target))


def writer_of(format: str) -> Writer:
    """The writer of a format, its library imported. Raises as `write_results` does, before anything is read."""
    match format:
        case "jsonl" | "json" | "md":
            return _text_writer(format)
        case "csv":
            from dealextract.writers.csv import write
        case "parquet":
            from dealextract.writers.arrow import write
        case "xlsx":
            from dealextract.writers.xlsx import write
        case "sqlite":
            from dealextract.writers.sqlite import write
        case "duckdb":
            from dealextract.writers.duckdb import write
        case _:
            raise UsageError(f"{format!r} is no format of results", remedy=f"use {', '.join(FORMATS)}")
    return write


def _text_writer(format: str) -> Writer:
    from dealextract.writers import json, markdown

    pieces = {"jsonl": lambda records: map(json.line, records), "json": json.array, "md": markdown.pieces}[format]

    def write(records: Iterable[Record], target: Path) -> None:
        with staged_file(target) as path, open(path, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(pieces(records))

    return write
