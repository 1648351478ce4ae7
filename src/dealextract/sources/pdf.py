"""PDF documents: the text layer by pypdf, page by page, with lines joined to paragraphs by where they stand."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import Any

import pypdf
from pypdf import errors

from dealextract.errors import InputError
from dealextract.records import Diagnostic
from dealextract.sources.content import Content, label, language_label
from dealextract.sources.layout import Line, page_lines, paragraphs_of

PAGES = 2_000
"""Pages that are read. The longest annual reports have about 700."""
LONGEST = 20_000_000
"""Characters of text that are read."""
NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint)\b.*|(?:untitled|document|layout|presentation|slide)[\s\d]*"
    r"|.*\.(?:docx?|pdf|indd|rtf|odt|qxd|html?|pptx?|txt)",
    re.I,
)
"""What programs write where nobody gave a title."""
OCR = "read the text off it first (OCR), for example with ocrmypdf"


def read_pdf(data: bytes, where: str) -> Content:
    """The article of a document. Raises `InputError` for one that is damaged, locked, too long or without a text layer."""
    if not logging.getLogger("pypdf").handlers:
        logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its words are not for the user's terminal
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            _unlock(reader, where)
        count = len(reader.pages)
    except InputError:
        raise
    except Exception as error:  # pypdf lets through whatever a damaged file brings out
        raise _damaged(error, where) from None
    if count > PAGES:
        message = f"has {count:,} pages, more than the {PAGES:,} that are read"
        raise InputError(message, where=where, remedy="split it into its articles")
    pages, bad = _pages(reader, count, where)
    empty = [number for number, lines in enumerate(pages, 1) if not lines and number not in bad]
    if not any(pages):
        if bad:
            raise InputError(
                "is a damaged PDF document: no page can be read", where=where, remedy="print it to PDF again"
            )
        message = f"has no text layer: its {count} pages are pictures" if count else "has no pages"
        raise InputError(message, where=where, remedy=OCR if count else "check that it was saved whole")
    kept, heads = _without_heads(pages)
    notes = []
    if bad:
        notes.append(_note("pages_unreadable", f"pages that cannot be read: {_listed(list(bad))}"))
    if empty:
        notes.append(
            _note("pages_without_text", f"pages without text, perhaps pictures (OCR reads them): {_listed(empty)}")
        )
    if heads:
        notes.append(_note("running_heads", f"left out at the edges of the pages: {'; '.join(heads[:5])}"))
    return Content(
        paragraphs_of(kept),
        "application/pdf",
        title=_title(reader),
        language=_language(reader),
        diagnostics=tuple(notes),
    )


def _unlock(reader: Any, where: str) -> None:
    """Open a document that is locked without a password, as those are that may be read but not changed."""
    try:
        opened = reader.decrypt("")
    except errors.DependencyError:
        message = "is encrypted with AES, which the extra 'encrypted' reads"
        raise InputError(message, where=where, remedy="pip install 'dealextract[encrypted]'") from None
    if not opened:
        raise InputError("is encrypted with a password", where=where, remedy="save it without one (qpdf --decrypt)")


def _damaged(error: Exception, where: str) -> InputError:
    cause = label(str(error)) or type(error).__name__
    return InputError(f"is a damaged PDF document ({cause})", where=where, remedy="open it and print it to PDF again")


def _pages(reader: Any, count: int, where: str) -> tuple[list[list[Line]], dict[int, str]]:
    """The lines of each page, and the numbers of those that cannot be read with the cause."""
    pages: list[list[Line]] = []
    bad: dict[int, str] = {}
    size = 0
    for number in range(count):
        try:
            lines = page_lines(reader.pages[number])
        except Exception as error:  # as above; a page that is damaged does not take the others with it
            lines, bad[number + 1] = [], type(error).__name__
        size += sum(len(line.text) for line in lines)
        if size > LONGEST:
            message = f"holds more than {LONGEST // 1_000_000} million characters"
            raise InputError(message, where=where, remedy="split it into its articles")
        pages.append(lines)
    return pages, bad


def _without_heads(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without what stands at the edge of most of them, such as the name of the paper, and page numbers."""
    texts: Counter[str] = Counter()
    for lines in pages:
        texts.update({_numberless(line.text) for line in (*lines[:2], *lines[-2:])} if len(lines) > 4 else set())
    often = {text for text, times in texts.items() if times > 1 and times * 2 > len(pages)}
    kept, heads = [], []
    for lines in pages:
        while lines and len(pages) > 1 and (_numberless(lines[0].text) in often or _is_number(lines[0].text)):
            heads.append(lines[0].text)
            lines = lines[1:]
        tail: list[Line] = []
        while lines and len(pages) > 1 and (_numberless(lines[-1].text) in often or _is_number(lines[-1].text)):
            tail.append(lines[-1])
            lines = lines[:-1]
        heads += [line.text for line in reversed(tail)]
        kept.append(lines)
    return kept, list(dict.fromkeys(heads))


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", text, re.I))


def _title(reader: Any) -> str | None:
    try:
        title = label(reader.metadata.title if reader.metadata else None)
    except Exception:  # as above; a document can do without
        return None
    return None if title is None or NO_TITLE.fullmatch(title) else title


def _language(reader: Any) -> str | None:
    try:
        return language_label(str(reader.trailer["/Root"].get("/Lang") or ""))
    except Exception:  # as above
        return None


def _note(code: str, message: str) -> Diagnostic:
    return Diagnostic(code=code, message=message)


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (f" and {len(numbers) - 20} more" if numbers[20:] else "")
