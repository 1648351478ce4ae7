"""PDF documents: the text layer by PDFium, page by page, with lines joined to paragraphs by where they stand.

PDFium is what Chrome shows documents with. It puts the letters of kerned and justified print together to words, where readers that
go by the order of the file alone leave gaps in them, and a name with a gap in it is no name any more.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from dealextract.errors import InputError
from dealextract.records import Diagnostic
from dealextract.sources.content import Content, label, language_label
from dealextract.sources.layout import Line, paragraphs_of

LOCK = threading.Lock()
"""PDFium keeps its state for the whole process: two threads in it at once would bring it down."""
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
ROOM = 100_000
"""Bytes of a title or a language that are looked at."""
AGAIN = "open it and print it to PDF again"
OCR = "read the text off it first (OCR), for example with ocrmypdf"


LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
HYPHEN = "\ufffe"
"""What PDFium puts for a hyphen at the end of a line and the line end after it."""


def read_pdf(data: bytes, where: str) -> Content:
    """The article of a document. Raises `InputError` for one that is damaged, locked, too long or without a text layer."""
    with LOCK:
        document = _opened(data, where)
        try:
            count = len(document)
            if count > PAGES:
                message = f"has {count:,} pages, more than the {PAGES:,} that are read"
                raise InputError(message, where=where, remedy="split it into its articles")
            pages, bad = _pages(document, count, where)
            title, language = _title(document), _language(document)
        finally:
            document.close()
    empty = [number for number, lines in enumerate(pages, 1) if not lines and number not in bad]
    if not any(pages):
        if bad:
            raise InputError("is a damaged PDF document: no page can be read", where=where, remedy=AGAIN)
        pictures = "its page is a picture" if count == 1 else f"its {count} pages are pictures"
        message = f"has no text layer: {pictures}" if count else "is a PDF document without pages"
        raise InputError(message, where=where, remedy=OCR if count else AGAIN)
    kept, heads = _without_heads(pages)
    notes = []
    if bad:
        notes.append(_note("pages_unreadable", f"pages that cannot be read: {_listed(bad)}"))
    if empty:
        notes.append(
            _note("pages_without_text", f"pages without text, perhaps pictures (OCR reads them): {_listed(empty)}")
        )
    if heads:
        notes.append(_note("running_heads", f"left out at the edges of the pages: {'; '.join(heads[:5])}"))
    return Content(paragraphs_of(kept), "application/pdf", title=title, language=language, diagnostics=tuple(notes))


def _opened(data: bytes, where: str) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            remedy = "save it without one (qpdf --decrypt)"
            raise InputError("is encrypted with a password", where=where, remedy=remedy) from None
        cause = label(str(error).partition("PDFium: ")[2].rstrip(").")) or "it cannot be opened"
        raise InputError(f"is a damaged PDF document ({cause.lower()})", where=where, remedy=AGAIN) from None


def _pages(document: Any, count: int, where: str) -> tuple[list[list[Line]], list[int]]:
    """The lines of each page, and the numbers of those that cannot be read: they do not take the others with them."""
    pages: list[list[Line]] = []
    bad: list[int] = []
    size = 0
    for number in range(count):
        try:
            page = document[number]
            try:
                lines = list(_lines(page.get_textpage()))
            finally:
                page.close()
        except pypdfium2.PdfiumError:
            lines = []
            bad.append(number + 1)
        size += sum(len(line.text) for line in lines)
        if size > LONGEST:
            message = f"holds more than {LONGEST // 1_000_000} million characters"
            raise InputError(message, where=where, remedy="split it into its articles")
        pages.append(lines)
    return pages, bad


def _lines(textpage: Any) -> Iterator[Line]:
    """The lines of a page that hold anything, in their order."""
    text = textpage.get_text_range()
    for match in re.finditer(rf"[^\r\n{HYPHEN}]+{HYPHEN}?", text):
        written = match[0].replace(HYPHEN, "-")
        bare = re.sub(r"\s+", " ", written).strip().translate(LIGATURES)
        if not bare:
            continue
        first = match.start() + len(written) - len(written.lstrip())
        last = match.start() + len(written.rstrip().removesuffix("-" if HYPHEN in match[0] else "")) - 1
        x, y = _origin(textpage, first)
        right = _box(textpage, max(first, last))
        yield Line(bare, x, max(right, x + 1), y, _size(textpage, first))


def _index(textpage: Any, number: int) -> int:
    """The number of a letter of the page for its place in the text."""
    return max(int(raw.FPDFText_GetCharIndexFromTextIndex(textpage, number)), 0)


def _origin(textpage: Any, number: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, _index(textpage, number), x, y)
    return round(x.value, 1), round(y.value, 1)


def _box(textpage: Any, number: int) -> float:
    """Where a letter ends."""
    edges = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(textpage, _index(textpage, number), *edges)
    return round(edges[1].value, 1)


def _size(textpage: Any, number: int) -> float:
    """The size of a letter's type as it is seen on the page."""
    index = _index(textpage, number)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    return round(float(raw.FPDFText_GetFontSize(textpage, index)) * (math.hypot(matrix.c, matrix.d) or 1.0), 1)


def _without_heads(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without what stands at the edge of most of them, such as the name of the paper, and page numbers."""
    edges = [_edges(lines) for lines in pages]
    texts = Counter(text for found in edges for text in {_numberless(line.text) for line in found})
    often = {text for text, times in texts.items() if times > 1 and times * 2 > len(pages)}
    kept, heads = [], []
    for lines, found in zip(pages, edges, strict=True):
        gone = {line for line in found if len(pages) > 1 and (_numberless(line.text) in often or _is_number(line.text))}
        heads += [line.text for line in lines if line in gone]
        kept.append([line for line in lines if line not in gone])
    return kept, list(dict.fromkeys(heads))


def _edges(lines: list[Line]) -> list[Line]:
    """The two uppermost and the two lowest lines of a page of more than four."""
    if len(lines) <= 4:
        return []
    heights = sorted({line.y for line in lines})
    return [line for line in lines if line.y <= heights[:2][-1] or line.y >= heights[-2:][0]]


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", text, re.I))


def _title(document: Any) -> str | None:
    title = label(_words(lambda *room: raw.FPDF_GetMetaText(document, b"Title", *room)))
    return None if title is None or NO_TITLE.fullmatch(title) else title


def _language(document: Any) -> str | None:
    return language_label(_words(lambda *room: raw.FPDFCatalog_GetLanguage(document, *room)))


def _words(give: Callable[[Any, int], int]) -> str:
    """What a function of PDFium writes in UTF-16 into the room that it is given; half a pair in it is no reason to fail."""
    size = give(None, 0)
    if not 2 < size < ROOM:
        return ""
    room = (ctypes.c_ushort * (size // 2 + 1))()
    give(room, size)
    return bytes(room).decode("utf-16-le", errors="replace").partition("\0")[0]


def _note(code: str, message: str) -> Diagnostic:
    return Diagnostic(code=code, message=message)


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (f" and {len(numbers) - 20} more" if numbers[20:] else "")
