"""CSV and TSV: an article in each row under a line of names; read row by row."""

from __future__ import annotations

import codecs
import csv
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from dealextract.errors import InputError
from dealextract.records import Diagnostic
from dealextract.sources import fields, kinds
from dealextract.sources.columns import SEPARATOR, TEXT, delimiter, split
from dealextract.sources.content import Content
from dealextract.sources.encodings import decode_line, likely_encoding, narrow, with_line_feeds
from dealextract.sources.options import SourceOptions
from dealextract.sources.places import Place

LONGEST_CELL = 2_000_000
"""Characters of one cell. A quote that is never closed would else take the rest of the file for one cell."""
LONGEST_LINE = 10_000_000
"""Bytes of one line, and characters of one row."""
UNCLOSED = "opens a quote that is not closed within {:,} characters or before the end of the file"

Row = tuple[Place, bytes, Content | InputError]
_LOCK = threading.Lock()


def rows(stream: BinaryIO, head: bytes, place: Place, options: SourceOptions) -> Iterator[Row]:
    """The articles of a table: place (the line on which the row begins), its bytes, and the article or what is wrong with the row.

    Raises `InputError` where the first line names no column that holds text.
    """
    stream, encoding = narrow(stream, options.encoding or kinds.wide_encoding(head), place.where)
    if b"\n" not in head and b"\r" in head:  # as Excel for the Macintosh writes it
        stream = with_line_feeds(stream, place.where)
    likely = None if encoding else likely_encoding(head, place.where)
    table = _Table(stream, place, "utf-8" if encoding else options.encoding, likely)
    mark, names = _header(table, place, options)
    media_type = "text/tab-separated-values" if mark == "\t" else "text/csv"
    while (row := table.row(mark)) is not None:
        at = place.line(row.number)
        try:
            content = _content(row, names, media_type, at, options)
        except InputError as error:
            yield at, row.raw, error
        else:
            told = encoding or row.encoding
            yield at, row.raw, replace(content, encoding=told, diagnostics=(*row.diagnostics, *content.diagnostics))


@dataclass(slots=True)
class _Line:
    number: int
    raw: bytes
    text: str
    encoding: str = "utf-8"
    diagnostics: tuple[Diagnostic, ...] = ()
    error: str = ""


@dataclass(slots=True)
class _Row:
    """A row as it was read, or what is wrong with it."""

    number: int
    raw: bytes
    encoding: str
    diagnostics: tuple[Diagnostic, ...]
    cells: list[str] = field(default_factory=list)
    error: str = ""


class _Table:
    """Rows from lines, where a row that goes wrong costs one line and no more."""

    def __init__(self, stream: BinaryIO, place: Place, encoding: str | None, likely: str | None) -> None:
        self._stream, self._place, self._encoding, self._likely = stream, place, encoding, likely
        self._number = 0
        self._again: deque[_Line] = deque()

    def line(self) -> _Line | None:
        """The next line."""
        if self._again:
            return self._again.popleft()
        raw = more = self._stream.readline(LONGEST_LINE)
        if not raw:
            return None
        self._number += 1
        while len(more) == LONGEST_LINE and not more.endswith(b"\n"):
            more = self._stream.readline(LONGEST_LINE)
        if more is not raw:
            return _Line(self._number, b"", "", error=f"is a line of more than {LONGEST_LINE // 1_000_000} MB")
        bare = raw.removeprefix(codecs.BOM_UTF8) if self._number == 1 else raw
        try:
            return _Line(self._number, raw, *decode_line(bare, self._encoding, self._likely, ""))
        except InputError as error:
            return _Line(self._number, raw, "", error=error.message)

    def row(self, mark: str) -> _Row | None:
        """The next row that is not blank; None at the end."""
        taken: list[_Line] = []

        def feed() -> Iterator[str]:
            size = 0
            while (line := self.line()) is not None:
                taken.append(line)
                size += len(line.text)
                if line.error or size > LONGEST_LINE:
                    return
                yield line.text

        while True:
            taken.clear()
            cells, error = _parsed(feed(), mark)
            if not taken:
                return None
            error = taken[-1].error or error
            if not error and len(taken) > 1 and self._ended_open(taken, mark):
                error = UNCLOSED.format(LONGEST_CELL)
            if error or any(cell.strip() for cell in cells):
                break
        if error:
            self._again.extendleft(reversed(taken[1:]))
            del taken[1:]
        first = taken[0]
        odd = next((line for line in taken if line.encoding != "utf-8"), first)
        raw = b"".join(line.raw for line in taken).rstrip(b"\r\n")
        return _Row(first.number, raw, odd.encoding, odd.diagnostics, cells, error)

    def _ended_open(self, taken: list[_Line], mark: str) -> bool:
        """Whether the file ended inside a quote. A lenient reader takes that for the end of the cell."""
        following = self.line()
        if following is not None:
            self._again.appendleft(following)
        if following is not None and sum(len(line.text) for line in taken) <= LONGEST_LINE:
            return False
        _, error = _parsed((line.text for line in taken), mark, strict=True)
        return "unexpected end" in error


def _header(table: _Table, place: Place, options: SourceOptions) -> tuple[str, list[str]]:
    """What separates the columns, and their names."""
    first = table.line()
    said = SEPARATOR.match(first.text) if first else None
    if said:
        first = table.line()
    if first is None:
        raise InputError("holds no article", where=place.where, remedy="check that it is the file that was meant")
    mark = said[1] if said else "\t" if options.input_format == "tsv" else delimiter(first.text, options.text_key)
    if mark is None:  # the caller says that it is CSV
        mark = max(",;\t|", key=first.text.count)
    table._again.appendleft(first)
    header = table.row(mark)
    names = [name.strip() for name in header.cells] if header else []
    wanted = (options.text_key,) if options.text_key else TEXT
    if not {*wanted} & ({*names} if options.text_key else {name.lower() for name in names}):
        columns = ", ".join(split(first.text, mark)[: fields.SHOWN])
        message = f"has no column {' or '.join(wanted)}; its columns are {columns}"
        raise InputError(message, where=place.where, remedy="--text-key names the column that holds the text")
    return mark, names


def _content(row: _Row, names: list[str], media_type: str, at: Place, options: SourceOptions) -> Content:
    if row.error:
        raise InputError(row.error, where=at.where, remedy="close it, or write it twice inside a cell")
    if any(cell.strip() for cell in row.cells[len(names) :]):
        columns = "column" if len(names) == 1 else "columns"
        message = f"has {len(row.cells)} cells under {len(names)} {columns}"
        raise InputError(message, where=at.where, remedy="put quotes around cells that hold the separator")
    values = dict(reversed([*zip(names, row.cells, strict=False)]))  # the first of two columns of one name
    return fields.content(values, media_type, at.where, options)


def _parsed(lines: Iterator[str], mark: str, *, strict: bool = False) -> tuple[list[str], str]:
    """The cells of the next row, and what is wrong with it."""
    reader = csv.reader(lines, delimiter=mark, strict=strict)
    with _field_limit():
        try:
            return next(reader, []), ""
        except csv.Error as error:
            message = str(error)
            return [], UNCLOSED.format(LONGEST_CELL) if "field limit" in message else f"is no row of CSV ({message})"


@contextmanager
def _field_limit() -> Iterator[None]:
    """The limit of the csv module, which is one for the whole process, for a moment."""
    with _LOCK:
        before = csv.field_size_limit(LONGEST_CELL)
        try:
            yield
        finally:
            csv.field_size_limit(before)
