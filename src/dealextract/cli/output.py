"""Where results go and as what: standard output or a file; a table, JSON or JSON Lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dealextract.cli.terminal import Manners, look_of, put
from dealextract.errors import UsageError
from dealextract.writers.files import whole_file

if TYPE_CHECKING:
    from dealextract.writers.table import Look

Write = Callable[[str], None]
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".txt": "table"}


def format_of(format: str | None, output: str | None) -> str:
    """The format: the option, else by the suffix of the file, else a table on a terminal and JSON Lines in a pipe."""
    if format is not None:
        return str(format)
    if output is None or output == "-":
        return "table" if sys.stdout.isatty() else "jsonl"
    suffix = Path(output).suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            f"the suffix {suffix!r} names no format" if suffix else "a name without a suffix names no format",
            where=output,
            remedy=f"use {', '.join(SUFFIXES)}, or say --format",
        )
    return SUFFIXES[suffix]


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
