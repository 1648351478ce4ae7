"""What the tests of the readers share: bytes in, the one article out."""

from __future__ import annotations

import io
from pathlib import Path

from dealextract.errors import InputError
from dealextract.sources import Reading, SourceOptions, read_articles, read_articles_from

FILES = Path(__file__).parent / "files"


def items(data: bytes, *, path: str | None = None, **options: str) -> list[Reading | InputError]:
    """All that a stream gives."""
    return list(read_articles_from(io.BytesIO(data), SourceOptions(**options), path=path))


def one(data: bytes, *, path: str | None = None, **options: str) -> Reading:
    """The only article of a stream, or its error raised."""
    (item,) = items(data, path=path, **options)
    if isinstance(item, InputError):
        raise item
    return item


def one_of(path: Path, **options: str) -> Reading:
    """The only article of a file, or its error raised."""
    (item,) = read_articles(path, SourceOptions(**options))
    if isinstance(item, InputError):
        raise item
    return item


def codes(reading: Reading) -> list[str]:
    """The codes of its diagnostics."""
    return [note.code for note in reading.diagnostics]
