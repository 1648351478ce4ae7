"""Records as tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dealextract.errors import UsageError
from dealextract.records import Record
from dealextract.writers import json
from dealextract.writers.files import whole_file


def write_results(records: Iterable[Record], target: Path, format: str) -> None:
    """Write records in a format, whole or not at all."""
    if format != "json":
        raise UsageError(f"{format} is not written", where=str(target))
    with whole_file(target) as stream:
        for piece in json.array(records):
            stream.write(piece)
