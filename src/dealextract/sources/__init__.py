"""Files and standard input in, articles out.

The kind of an input is told by its content, never by its name: plain text, Markdown, HTML, PDF, DOCX, messages (EML, MHTML), JSON
Lines, JSON, CSV and TSV, each also packed with gzip, bzip2, xz or zstd or in a ZIP archive. Its encoding is told in this order:
the caller's word, a byte order mark, UTF-8, what the data declare, UTF-16 without a mark, a guess. A guess is reported.

    for item in read_articles("feed.jsonl.gz"):
        if isinstance(item, InputError): ...   # this one cannot be read; the others go on
        else: item.article, item.diagnostics

Nothing here goes to a network, runs code that an input holds, or writes to a disk (an archive that comes through a pipe is kept
in a temporary file without a name while it is read).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dealextract.errors import InputError
from dealextract.sources.content import Reading
from dealextract.sources.files import open_file
from dealextract.sources.options import FORMATS, TOLD, SourceOptions, checked_date
from dealextract.sources.places import Place, shown
from dealextract.sources.routing import articles

__all__ = ["FORMATS", "Reading", "SourceOptions", "checked_date", "read_articles", "read_articles_from"]


def read_articles(path: str | Path, options: SourceOptions = TOLD) -> Iterator[Reading | InputError]:
    """The articles of a file in their order, one after the other as they are asked for.

    What cannot be read is an `InputError` in its place, whose `where` names file, member and line, and the others go on; a file of
    which nothing can be read gives one. Every file gives at least one of either. An article's `path` is `archive.zip!/member.html`
    or `feed.jsonl:12` where the file holds several. Raises `UsageError` at once for an option that means nothing.
    """
    options.check()
    return _of_file(path, options)


def read_articles_from(
    stream: BinaryIO,
    options: SourceOptions = TOLD,
    *,
    path: str | None = None,
) -> Iterator[Reading | InputError]:
    """The articles of a binary stream that is read to its end; `path` None stands for standard input. As `read_articles`."""
    options.check()
    return articles(stream, Place(None if path is None else shown(path)), options)


def _of_file(path: str | Path, options: SourceOptions) -> Iterator[Reading | InputError]:
    try:
        stream = open_file(path)
    except InputError as error:
        yield error
        return
    with stream:
        yield from articles(stream, Place(shown(path)), options)
