"""From a stream of bytes to its articles: containers are opened, the kind of what is in them is told, and its reader called."""

from __future__ import annotations

import contextlib
import hashlib
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from dealextract.errors import InputError
from dealextract.sources import kinds
from dealextract.sources.content import Content, Reading
from dealextract.sources.files import unreadable
from dealextract.sources.options import SourceOptions
from dealextract.sources.places import Place
from dealextract.sources.unpacking import unpacked
from dealextract.types import Article

LIMIT = 50_000_000
"""Bytes of one article as text, page or message: in no encoding can more of them be one."""
DOCUMENT_LIMIT = 200_000_000
"""Bytes of a PDF or DOCX file, most of which are pictures."""
NESTED = 4
"""Containers in one another that are opened: an archive in an archive that is compressed, and one more."""

Item = Reading | InputError


def articles(stream: BinaryIO, place: Place, options: SourceOptions, depth: int = 0) -> Iterator[Item]:
    """The articles of a stream, in order. What cannot be read is an `InputError` among them; nothing is left out."""
    try:
        yield from _articles(stream, place, options, depth)
    except InputError as error:
        yield error
    except OSError as error:
        yield unreadable(error, place.where)


def _articles(stream: BinaryIO, place: Place, options: SourceOptions, depth: int) -> Iterator[Item]:
    head, stream = peeked(stream)
    kind = kinds.binary_kind(head)
    if kind in ("gzip", "bzip2", "xz", "zstd", "zip") and depth >= NESTED:
        raise InputError(f"is packed more than {NESTED} times over", where=place.where, remedy="unpack it first")
    if kind == "zip":
        yield from _members(stream, place, options, depth)
        return
    if kind in ("gzip", "bzip2", "xz", "zstd"):
        yield from _articles(unpacked(stream, kind, place.where), place, options, depth + 1)
        return
    kind = options.input_format or kind or _told(head, place, options)
    if kind in ("jsonl", "csv", "tsv"):
        yield from _rows(kind, stream, head, place, options)
    elif kind == "json":
        from dealextract.sources.jsonl import documents

        data = whole(stream, place, LIMIT)
        for at, raw, content in documents(data, place, options):
            yield content if isinstance(content, InputError) else reading(content, raw, at, options)
    else:
        data = whole(stream, place, DOCUMENT_LIMIT if kind in ("pdf", "docx") else LIMIT)
        yield reading(read_document(kind, data, place, options), data, place, options)


def _members(stream: BinaryIO, place: Place, options: SourceOptions, depth: int) -> Iterator[Item]:
    """The articles of an archive, or the one that it is where it is a DOCX document."""
    from dealextract.sources.archives import open_archive

    archive = open_archive(stream, place)
    with contextlib.closing(archive):
        if archive.is_docx or options.input_format == "docx":
            archive.stream.seek(0)
            data = whole(archive.stream, place, DOCUMENT_LIMIT)
            yield reading(read_document("docx", data, place, options), data, place, options)
            return
        notes = archive.hidden()
        for at, member in archive.members():
            for item in (member,) if isinstance(member, InputError) else articles(member, at, options, depth + 1):
                if notes and isinstance(item, Reading):
                    item, notes = Reading(item.article, (*notes, *item.diagnostics)), ()
                yield item


def _told(head: bytes, place: Place, options: SourceOptions) -> str:
    """The kind of what is no container, by its first bytes; raises `InputError` for what is never read."""
    if refused := kinds.refused_kind(head):
        raise InputError(f"is {refused[0]}, which is not read", where=place.where, remedy=refused[1])
    text = kinds.head_text(head, options.encoding)
    kind = kinds.text_kind(text)
    if kind == "xml":
        raise InputError(
            "is an XML document, which is not read", where=place.where, remedy="save its text as plain text or HTML"
        )
    if kind == "text":
        from dealextract.sources.columns import delimiter

        # A table that lacks the column that was named is still one, and then an error that says what columns it has.
        found = delimiter(text, options.text_key) or delimiter(text)
        return "text" if found is None else "tsv" if found == "\t" else "csv"
    return kind


def _rows(kind: str, stream: BinaryIO, head: bytes, place: Place, options: SourceOptions) -> Iterator[Item]:
    """The articles of a file that holds one in each line or row."""
    if kind == "jsonl":
        from dealextract.sources.jsonl import lines as rows
    else:
        from dealextract.sources.tables import rows
    empty = True
    for at, raw, content in rows(stream, head, place, options):
        empty = False
        yield content if isinstance(content, InputError) else reading(content, raw, at, options)
    if empty:
        raise InputError("holds no article", where=place.where, remedy="check that it is the file that was meant")


def read_document(kind: str, data: bytes, place: Place, options: SourceOptions) -> Content:
    """The one article in bytes of a kind; each format's library is imported when it is first met."""
    if kind == "pdf":
        from dealextract.sources.pdf import read_pdf

        return read_pdf(data, place.where)
    if kind == "docx":
        from dealextract.sources.docx import read_docx

        return read_docx(data, place.where)
    if kind == "eml":
        from dealextract.sources.mail import read_mail

        return read_mail(data, place.where, options.encoding)
    if kind == "html":
        from dealextract.sources.html import read_html

        return read_html(data, place.where, options.encoding)
    from dealextract.sources.texts import read_text

    return read_text(data, place.where, options.encoding, markdown=None if options.input_format is None else kind)


def reading(content: Content, raw: bytes, place: Place, options: SourceOptions) -> Reading:
    """The article of a content; `raw` are the bytes that it was made from."""
    article = Article(
        text=content.text,
        sha256=hashlib.sha256(raw).hexdigest(),
        path=place.path,
        media_type=content.media_type,
        encoding=content.encoding,
        id=content.id,
        title=content.title,
        publisher=content.publisher,
        language=content.language,
        published=options.published.strip() if options.published else content.published,
    )
    return Reading(article, content.diagnostics)


def whole(stream: BinaryIO, place: Place, limit: int) -> bytes:
    """All that is left of a stream, or `InputError` for more than the limit."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(
            f"is larger than {limit // 1_000_000} MB",
            where=place.where,
            remedy="split it into one file for each article",
        )
    return data


class _Rest(io.RawIOBase):
    """Bytes that were read ahead, then what is left of the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head[: len(buffer)] or _some(self._stream, len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def peeked(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and a stream that still has them. A feed that comes in slowly is not waited for beyond its
    first line."""
    head = b""
    while len(head) < kinds.HEAD:
        more = _some(stream, kinds.HEAD - len(head))
        if not more:
            break
        head += more
        if head.startswith(b"{") and b"\n" in head:
            break
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return head, stream
    return head, io.BufferedReader(_Rest(head, stream), kinds.HEAD)


def _some(stream: BinaryIO, size: int) -> bytes:
    """What there is at once; b"" at the end alone."""
    read1 = getattr(stream, "read1", None)
    data: bytes = read1(size) if read1 else stream.read(size)
    return data
