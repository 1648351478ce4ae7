"""Where results go and as what: standard output, a file or a set of them, in the formats that there are."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dealextract.cli.terminal import Manners, look_of, put
from dealextract.errors import UsageError
from dealextract.writers.files import whole_file

if TYPE_CHECKING:
    from dealextract.records import Record
    from dealextract.writers.table import Look

Write = Callable[[str], None]
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".txt": "table"}
RECORD_SUFFIXES = {
    **SUFFIXES, ".csv": "csv", ".parquet": "parquet", ".xlsx": "xlsx", ".sqlite": "sqlite", ".sqlite3": "sqlite",
    ".db": "sqlite", ".duckdb": "duckdb", ".md": "md",
}  # fmt: skip
"""The suffixes of files that hold records."""
PARSE_SUFFIXES = {**RECORD_SUFFIXES, ".html": "html", ".htm": "html"}
"""Those that `parse` writes, which has the texts at hand that a page shows."""
IN_FILES = ("parquet", "xlsx", "sqlite", "duckdb")
"""Formats that are files, never a stream."""


def format_of(format: str | None, output: str | None, suffixes: Mapping[str, str] = SUFFIXES) -> str:
    """The format: the option, else by the suffix of the file, else a table on a terminal and JSON Lines in a pipe."""
    if format is not None:
        return str(format)
    if output is None or output == "-":
        return "table" if sys.stdout.isatty() else "jsonl"
    suffix = Path(output).suffix.lower()
    if suffix not in suffixes:
        raise UsageError(
            f"the suffix {suffix!r} names no format" if suffix else "a name without a suffix names no format",
            where=output,
            remedy=f"use {', '.join(suffixes)}, or say --format",
        )
    return suffixes[suffix]


def writer_to(output: str | None, format: str) -> Callable[[Iterable[Record]], None] | None:
    """What writes records to a file or a set of them in one of the formats that are more than a text; None for others.

    On standard output CSV is the table of deals. Raises `UsageError` where a format needs a file and none is named,
    `InstallationError` where its library is missing: before anything is read.
    """
    if output is None or output == "-":
        if format in IN_FILES:
            raise UsageError(
                f"{format} is a format of files, not of standard output", remedy=f"name one: -o deals.{format}"
            )
        return _csv_to_standard_output if format == "csv" else None
    if format not in (*IN_FILES, "csv"):
        return None
    from dealextract.writers.results import writer_of

    writer = writer_of(format)
    return lambda records: writer(records, Path(output))


def _csv_to_standard_output(records: Iterable[Record]) -> None:
    from dealextract.writers.csv import table_text

    for text in table_text(records):
        put(text)


@contextmanager
def output_to(output: str | None, format: str) -> Iterator[Write]:
    """Something that takes text in pieces: standard output, or a file that is written whole or not at all."""
    if output is None or output == "-":
        encoding = sys.stdout.encoding if format == "table" else "utf-8"
        yield lambda text: put(text, encoding=encoding)
        return
    with whole_file(output) as stream:

        def write(text: str) -> None:
            stream.write(text)

        yield write


def look_for(output: str | None, manners: Manners) -> Look:
    """How a table looks there; a file gets whole lines, and colour only when it is asked for."""
    from dealextract.writers.table import Look

    if output is None or output == "-":
        return look_of(sys.stdout, manners.color)
    return Look(colour=manners.color == "always")
