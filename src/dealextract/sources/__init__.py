"""Files and standard input in, articles out.

Bytes are read whole, their kind is told by content (never by suffix), and their encoding is told in this order: the
caller's word, a byte order mark, UTF-8, UTF-16 without a mark, a guess by charset-normalizer. A guess is reported.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dealextract.errors import InputError, UsageError
from dealextract.records import Diagnostic
from dealextract.sources.encodings import decode
from dealextract.sources.kinds import refuse_binary, refuse_markup
from dealextract.sources.markdown import Front, front_matter, is_markdown, plain_text
from dealextract.types import Article

LIMIT = 50_000_000
"""Bytes that are read at all: in no encoding can more of them be one article."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with what was guessed or found odd on the way to it."""

    article: Article
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What overrides the telling by content."""

    encoding: str | None = None
    published: str | None = None
    input_format: str | None = None
    text_key: str | None = None
    id_key: str | None = None
    date_key: str | None = None

    def check(self) -> None:
        """Raise `UsageError` for a value that means nothing."""
        if self.published is not None:
            checked_date(self.published)
        if self.encoding is not None:
            decode(b"", self.encoding, "")


def read_articles(path: str | Path, options: SourceOptions = SourceOptions()) -> Iterator[Reading | InputError]:
    """The articles in a file; what cannot be read is an `InputError` among them."""
    if str(path).endswith(".jsonl"):
        with open(path, "rb") as stream:
            yield from read_articles_from(stream, options, path=str(path))
        return
    try:
        yield read_file(path, encoding=options.encoding, published=options.published)
    except InputError as error:
        yield error


def read_articles_from(
    stream: BinaryIO, options: SourceOptions = SourceOptions(), *, path: str | None = None
) -> Iterator[Reading | InputError]:
    """The articles in a stream: JSON Lines with `text`, or one text."""
    import json

    first = stream.readline()
    lines = itertools.chain([first], stream)
    if not first.startswith(b"{"):
        try:
            yield read_bytes(b"".join(lines), path=path, encoding=options.encoding, published=options.published)
        except InputError as error:
            yield error
        return
    for number, line in enumerate(lines, 1):
        where = f"{path or 'standard input'}:{number}"
        try:
            yield read_bytes(json.loads(line)["text"].encode(), path=where, published=options.published)
        except InputError as error:
            yield error
        except (ValueError, KeyError):
            yield InputError("is no JSON", where=where, remedy="check the line")


def read_file(path: str | Path, *, encoding: str | None = None, published: str | None = None) -> Reading:
    """The article in a file.

    `encoding` and `published` (an ISO day, month or year) override what the file says. Raises `InputError` where the
    file is missing, a folder, unreadable, larger than `LIMIT` bytes or no text, and `UsageError` for an encoding or a
    date that means nothing.
    """
    where = str(path)
    if Path(path).is_dir():
        raise InputError("is a folder, not a file", where=where, remedy=f"name the files in it: {Path(path) / '*.txt'}")
    try:
        with open(path, "rb") as stream:
            return read_stream(stream, path=where, encoding=encoding, published=published)
    except FileNotFoundError:
        raise InputError("no such file", where=where, remedy="check the path") from None
    except PermissionError:
        raise InputError("cannot be read: permission denied", where=where, remedy="check its permissions") from None
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        cause = getattr(error, "strerror", None) or error
        raise InputError(f"cannot be read: {cause}", where=where, remedy="check the path") from error


def read_stream(
    stream: BinaryIO, *, path: str | None = None, encoding: str | None = None, published: str | None = None
) -> Reading:
    """The article in a binary stream that is read to its end; `path` None stands for standard input. As `read_file`."""
    return read_bytes(stream.read(LIMIT + 1), path=path, encoding=encoding, published=published)


def read_bytes(
    data: bytes, *, path: str | None = None, encoding: str | None = None, published: str | None = None
) -> Reading:
    """The article in bytes.

    >>> read_bytes(b"Kestrel buys Oakfield.", path="a.txt").article.encoding
    'utf-8'
    """
    where = path or "standard input"
    if published is not None:
        published = checked_date(published)
    if len(data) > LIMIT:
        raise InputError(
            f"is larger than {LIMIT // 1_000_000} MB", where=where, remedy="split it into one file for each article"
        )
    refuse_binary(data, where)
    text, name, diagnostics = decode(data, encoding, where)
    refuse_markup(text, where)
    media_type, front = "text/plain", Front()
    if is_markdown(text):
        media_type = "text/markdown"
        front, body = front_matter(text)
        text, heading = plain_text(body)
        front = Front(front.title or heading, front.publisher, front.published)
    article = Article(
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        path=path,
        media_type=media_type,
        encoding=name,
        title=front.title,
        publisher=front.publisher,
        published=published or front.published,
    )
    return Reading(article, diagnostics)


def checked_date(value: str) -> str:
    """The date itself when it is an ISO day, month or year; `UsageError` otherwise.

    >>> checked_date("2021-02")
    '2021-02'
    """
    form = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value.strip(), re.ASCII)
    try:
        if form is None:
            raise ValueError("not an ISO date")
        datetime.date(int(form[1]), int(form[2] or 1), int(form[3] or 1))
    except ValueError as error:
        raise UsageError(
            f"{value!r} is no date of publication ({error})", remedy="write 2021-03-02, 2021-03 or 2021"
        ) from None
    return form[0]
