"""The articles that records were read from, found again: by path, then by what the bytes hash to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from dealextract.cleaning import clean
from dealextract.errors import InputError
from dealextract.records import Record, Span
from dealextract.sources import SourceOptions, read_articles
from dealextract.sources.options import TOLD

INSIDE = re.compile(r"(?:!/.*|:\d+|\[\d+\])+$", re.DOTALL)
"""What follows the name of a file in the path of an article that stands in it."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where articles are looked for: at their own path, beside the results, and in a folder with all that it holds."""

    beside: Path | None = None
    folder: Path | None = None
    options: SourceOptions = TOLD


@dataclass(slots=True)
class Search:
    """Records whose texts are looked for: those that are missing by the hash of their bytes, and the texts found so far by index."""

    missing: dict[str, list[int]]
    found: dict[int, str] = field(default_factory=dict)

    def take(self, records: Sequence[Record], path: Path, options: SourceOptions) -> None:
        """Look through the articles of a file; what cannot be read is passed over."""
        for item in read_articles(path, options):
            if isinstance(item, InputError) or item.article.sha256 not in self.missing:
                continue
            text = clean(item.article.text).text
            wanted = self.missing[item.article.sha256]
            read_as = (None, item.article.encoding)
            for index in [i for i in wanted if records[i].source.encoding in read_as and is_text_of(records[i], text)]:
                self.found[index] = text
                wanted.remove(index)


def texts_of(records: Sequence[Record], places: Places) -> dict[int, str]:
    """The clean texts of records, by index, those alone that hold every span of their record.

    An article is known by the hash of its bytes, so that a file of the same name with another content is not taken for it. It is read as
    `places.options` say, then with the encoding that its record names.
    """
    missing: dict[str, list[int]] = {}
    for index, record in enumerate(records):
        missing.setdefault(record.source.sha256, []).append(index)
    search = Search(missing)
    read: set[tuple[Path, str | None]] = set()
    for index, record in enumerate(records):
        for path in _candidates(record, places):
            for encoding in dict.fromkeys((places.options.encoding, record.source.encoding)):
                if index not in search.found and (path, encoding) not in read:
                    read.add((path, encoding))
                    search.take(records, path, dataclasses.replace(places.options, encoding=encoding))
    if places.folder is not None and len(search.found) < len(records):
        for path in sorted(p for p in places.folder.rglob("*") if p.is_file()):
            if (path, places.options.encoding) not in read:
                search.take(records, path, places.options)
    return search.found


def _candidates(record: Record, places: Places) -> Iterator[Path]:
    """The files that may hold an article, the likeliest first."""
    if record.source.path is None:
        return
    for name in dict.fromkeys((record.source.path, INSIDE.sub("", record.source.path))):
        own = Path(name)
        tried = [own, *(folder / p for folder in (places.beside, places.folder) if folder for p in (own, own.name))]
        for path in tried:
            if _is_file(path):
                yield path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that is too long, or holds a NUL
        return False


def is_text_of(record: Record, text: str) -> bool:
    """Whether a text is as long as a record says, and has all its spans where they should be."""
    return len(text) == record.source.characters and all(
        text[s.start : s.end] == s.text for s in spans_of((record.deals, record.companies, record.people))
    )


def spans_of(value: BaseModel | Iterable[object]) -> Iterator[Span]:
    """Every stretch of the text that a record, or a part of one, points to; those without words are left out."""
    if isinstance(value, Span) and value.text:
        yield value
    parts = (getattr(value, name) for name in type(value).model_fields) if isinstance(value, BaseModel) else value
    for part in parts:
        if isinstance(part, (BaseModel, tuple)):
            yield from spans_of(part)
