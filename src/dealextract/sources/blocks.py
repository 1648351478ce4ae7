"""A tree of HTML, or of what trafilatura makes of it, as text: a blank line between blocks, a line for each item and row."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot",
    "thead", "ul", "ab", "code", "head", "list", "quote",
})  # fmt: skip
"""Elements of HTML, then of trafilatura, that stand apart from what is before and after them."""
LINES = frozenset(["li", "item", "tr", "row", "caption", "option"])
CELLS = frozenset(["td", "th", "cell"])
SMALL = 120
"""Letters of a cell that is shown on the line of its row whatever it is made of."""
BREAKS = frozenset(["br", "lb"])
KEPT = frozenset(["pre", "code", "textarea"])
"""Whose line ends are line ends."""
UNSEEN = frozenset({
    "script", "style", "template", "noscript", "svg", "math", "select", "button", "iframe", "object", "datalist",
    "title", "meta", "link",
})  # fmt: skip
SPACES = re.compile(r"[ \t\r\n\f]+")


def text_of(tree: Any) -> str:
    """The text of an element and all that is in it.

    >>> text_of(etree.fromstring("<body><p>A <b>deal</b></p><list><item>in cash</item><item>in shares</item></list></body>"))
    'A deal\\n\\n- in cash\\n- in shares'
    """
    writer = _Writer()
    unseen = kept = small = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        hidden = tag in UNSEEN or (
            tag == "head" and element.getparent() is not None and element.getparent().tag == "html"
        )
        if event == "start":
            unseen += hidden
            kept += tag in KEPT
            if not unseen:
                writer.open(tag, inside=small > 0)
            small += small > 0 or (tag in CELLS and _is_small(element))
            if not unseen:
                writer.put(element.text, kept > 0)
        else:
            kept -= tag in KEPT
            small -= small > 0
            if not unseen:
                writer.close(tag, inside=small > 0)
            unseen -= hidden
            if not unseen and element is not tree:
                writer.put(element.tail, kept > 0)
    return writer.text()


def same_words(a: str, b: str) -> bool:
    """Whether two texts have the same words, whatever is between them."""
    return re.findall(r"\w+", a) == re.findall(r"\w+", b)


def _is_small(cell: Any) -> bool:
    """Whether a cell holds a word or a figure, and not a part of the page, as in pages that are laid out with tables."""
    size = 0
    for number, piece in enumerate(cell.itertext()):
        size += len(piece.strip())
        if size > SMALL or number > SMALL:
            return False
    return True


class _Writer:
    """Lines, with what is still to be put before the next word."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._cells = 0
        self._gap = False

    def open(self, tag: str, *, inside: bool) -> None:
        """Begin an element; `inside` a small cell nothing ends a line."""
        if inside:
            self._line.append(" " if tag in BLOCKS or tag in LINES or tag in BREAKS else "")
        elif tag in BLOCKS:
            self._end(gap=True)
        elif tag in LINES:
            self._end()
            self._cells = 0
            if tag in ("li", "item"):
                self._line.append("- ")
        elif tag in CELLS:
            if self._cells:
                self._line.append(" | ")
            self._cells += 1
        elif tag in BREAKS:
            self._end()

    def close(self, tag: str, *, inside: bool) -> None:
        """End an element."""
        if inside:
            self._line.append(" " if tag in BLOCKS or tag in LINES else "")
        elif tag in BLOCKS:
            self._end(gap=True)
        elif tag in LINES:
            self._end()

    def put(self, text: str | None, kept: bool) -> None:
        if not text:
            return
        if kept and "\n" in text:
            for number, line in enumerate(text.splitlines()):
                if number:
                    self._end(blank=True)
                self._line.append(line)
        else:
            self._line.append(SPACES.sub(" ", text))

    def _end(self, *, gap: bool = False, blank: bool = False) -> None:
        """End the line; `gap` where a block begins or ends, `blank` where an empty line may stand for itself."""
        bare = SPACES.sub(" ", "".join(self._line)).strip(" ")
        if bare == "-" and gap:
            return  # the mark of an item waits for the first word of what is in it
        self._line = []
        if bare.strip(" |-"):
            if self._gap and self._lines:
                self._lines.append("")
            self._lines.append(bare)
            self._gap = False
        self._gap = self._gap or gap or (blank and not bare)

    def text(self) -> str:
        self._end()
        return "\n".join(self._lines)
