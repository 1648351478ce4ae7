"""DOCX documents: paragraphs, lists, tables, notes and text boxes, straight from the parts of the package.

python-docx gives the text of plain runs alone: what was inserted with changes tracked, stands in content controls, text boxes or
notes would be lost without a word. So the parts are read with lxml, in the order in which Word shows them.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

from dealextract.errors import InputError
from dealextract.records import Diagnostic
from dealextract.sources.archives import ERRORS, Given, Member
from dealextract.sources.content import Content, label, language_label

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
PART_LIMIT = 30_000_000
"""Bytes of one part. Of 1,000 pages the text takes about 10 MB."""
GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}delInstrText"})
"""What was deleted while changes were tracked, and the codes of fields, of which the result stands beside."""
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DC = "{http://purl.org/dc/elements/1.1/}"
NO_TITLE = re.compile(r"microsoft word\b.*|(?:untitled|document)[\s\d]*|.*\.(?:docx?|rtf|odt)", re.I)
AGAIN = "open it in a word processor and save it again"


def read_docx(data: bytes, where: str) -> Content:
    """The article of a document. Raises `InputError` for one that is damaged, locked, or grows too much."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except ERRORS as error:
        raise InputError(f"is a damaged DOCX document ({error})", where=where, remedy=AGAIN) from None
    given = Given(len(data))
    body = _part(package, "word/document.xml", given, where)
    if body is None:
        raise InputError("is no DOCX document: it has no word/document.xml", where=where, remedy=AGAIN)
    writer = _Writer()
    writer.write(body)
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if (notes := _part(package, name, given, where)) is not None:
            writer.write(notes)
    title, language = _properties(_part(package, "docProps/core.xml", given, where))
    return Content(
        writer.text(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        title=title or writer.title, language=language, diagnostics=_left_out(package, given, where),
    )  # fmt: skip


def _part(package: zipfile.ZipFile, name: str, given: Given, where: str) -> Any:
    """The tree of a part; None where the package has none of that name."""
    if name not in package.NameToInfo:
        return None
    info = package.getinfo(name)
    if info.flag_bits & 1:
        raise InputError("is encrypted", where=where, remedy="save it without a password")
    with Member(package, info, given, f"{where}!/{name}") as member:
        data = io.BufferedReader(member).read(PART_LIMIT + 1)
    if len(data) > PART_LIMIT:
        raise InputError(f"holds more than {PART_LIMIT // 1_000_000} MB of text", where=where, remedy="split it")
    # Entities that stand for one another grow without end, and no word processor writes any; libxml2 leaves them alone here.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(data.replace(STRICT.encode(), W[1:-1].encode()), parser)
    except (etree.LxmlError, ValueError) as error:
        message = f"is a damaged DOCX document ({name}: {label(str(error))})"
        raise InputError(message, where=where, remedy=AGAIN) from None
    if tree.getroottree().docinfo.internalDTD is not None:
        raise InputError(f"is a damaged DOCX document ({name} declares entities)", where=where, remedy=AGAIN)
    return tree


class _Writer:
    """Paragraphs with a blank line between them; items and rows on lines of their own."""

    def __init__(self) -> None:
        self.title: str | None = None
        self._blocks: list[str] = []
        self._kinds: list[str] = []

    def write(self, tree: Any) -> None:
        """The paragraphs and tables of a part, in order. A text box comes after the paragraph that it hangs on."""
        paragraphs: list[_Paragraph] = []
        rows: list[list[list[str]]] = []
        gone = 0
        for event, element in etree.iterwalk(tree, events=("start", "end")):
            tag = element.tag
            if tag in GONE or tag == FALLBACK:
                gone += 1 if event == "start" else -1
            if gone or not isinstance(tag, str):
                continue
            if event == "start":
                if tag == f"{W}p":
                    paragraphs.append(_Paragraph())
                elif tag == f"{W}tr":
                    rows.append([])
                elif tag == f"{W}tc" and rows:
                    rows[-1].append([])
                elif paragraphs:
                    paragraphs[-1].take(element)
            elif tag == f"{W}p":
                self._finish(paragraphs.pop(), rows)
            elif tag == f"{W}tr":
                row = " | ".join(" ".join(cell) for cell in rows.pop())
                if row.strip(" |"):
                    self._put(row, "row", rows)

    def text(self) -> str:
        """What was written."""
        out: list[str] = []
        for number, (block, kind) in enumerate(zip(self._blocks, self._kinds, strict=True)):
            if number and not (kind != "paragraph" and kind == self._kinds[number - 1]):
                out.append("")
            out.append(block)
        return "\n".join(out)

    def _finish(self, paragraph: _Paragraph, rows: list[list[list[str]]]) -> None:
        text = paragraph.text()
        if not text:
            return
        if paragraph.style.lower() == "title" and self.title is None:
            self.title = label(text)
        if paragraph.listed and not rows:
            self._put(f"- {text}", "item", rows)
        else:
            self._put(text, "paragraph", rows)

    def _put(self, text: str, kind: str, rows: list[list[list[str]]]) -> None:
        """Write a block, or what is in a table into its cell, on one line."""
        if rows and rows[-1]:
            rows[-1][-1].append(" ".join(text.split()))
        else:
            self._blocks.append(text)
            self._kinds.append(kind)


class _Paragraph:
    """What was read of a paragraph so far."""

    BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "\u2011"}  # noqa: RUF012

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.style, self.listed = "", False

    def take(self, element: Any) -> None:
        """A child, at any depth."""
        tag = element.tag
        if tag == f"{W}t":
            self._parts.append(element.text or "")
        elif tag in self.BREAKS and element.getparent().tag != f"{W}tabs":
            self._parts.append(self.BREAKS[tag])
        elif tag == f"{W}pStyle":
            self.style = element.get(f"{W}val") or ""
        elif tag == f"{W}numPr":
            self.listed = True

    def text(self) -> str:
        """Its text, without blanks at the edges of lines."""
        lines = (line.strip() for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line)


def _properties(core: Any) -> tuple[str | None, str | None]:
    """Title and language of the properties."""
    if core is None:
        return None, None
    title = label(core.findtext(f"{DC}title"))
    if title and NO_TITLE.fullmatch(title):
        title = None
    return title, language_label(core.findtext(f"{DC}language"))


def _left_out(package: zipfile.ZipFile, given: Given, where: str) -> tuple[Diagnostic, ...]:
    """What is in the package and is no part of the text."""
    found = []
    for name in sorted(package.NameToInfo):
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml|word/comments\.xml", name):
            writer = _Writer()
            if (tree := _part(package, name, given, where)) is not None:
                writer.write(tree)
            if text := " ".join(writer.text().split()):
                found.append(
                    f"{name.removeprefix('word/').removesuffix('.xml')} ({text[:80]}{'…' if text[80:] else ''})"
                )
    return (Diagnostic(code="left_out", message=f"left out: {'; '.join(found[:8])}"),) if found else ()
