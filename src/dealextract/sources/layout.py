"""Where the lines of a page stand, and which of them make a paragraph."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dealextract.sources.reflow import joined

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
BULLET = re.compile(r"[•·▪◦●■□►▶‣⁃*–—-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
SENTENCE_END = re.compile(r"[.!?:][\"'”’»)\]]*$")
MORE_LEAD = 1.3
"""Times the usual distance of lines at which a new paragraph begins; half a line is usual, a fifth is seen."""
LETTER = 0.45
"""Width of a letter of running text as a share of the size of its type, about."""
FULL = 0.8
"""Share of the width of a column that a line and the next word must reach for it to have been broken at the margin. Letters are of
different widths, so that of two lines of one width one may have a fifth more of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: `x` and `y` of its first letter and the size of its type, in points from the lower left."""

    text: str
    x: float
    y: float
    size: float


def page_lines(page: Any) -> list[Line]:
    """The lines of a page of pypdf that hold anything, in the order in which they were written."""
    parts: list[tuple[str, float, float, float]] = []

    def take(text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
        parts.append((text, float(x), float(y), float(size) * scale))

    page.extract_text(visitor_text=take)
    lines: list[Line] = []
    current: list[tuple[str, float, float, float]] = []
    for text, x, y, size in parts:
        first, *others = text.split("\n")
        current.append((first, x, y, size))
        for other in others:
            _finish(current, lines)
            current = [(other, x, y, size)]
    _finish(current, lines)
    return lines


def _finish(parts: list[tuple[str, float, float, float]], lines: list[Line]) -> None:
    text = re.sub(r"[ \t\r\f\xa0]+", " ", "".join(part[0] for part in parts)).strip().translate(LIGATURES)
    if text:
        _, x, y, size = next(part for part in parts if part[0].strip())
        lines.append(Line(text, round(x), round(y, 1), round(size, 1)))


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> str:
    """The text of pages: a paragraph to a line, a blank line between paragraphs, items and rows on lines of their own."""
    lines = [line for page in pages for line in page]
    words = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(line.text for line in lines).lower()))
    lead = _usual_lead(lines)
    margins = _margins(lines)
    out: list[str] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        how = "apart" if before is None else _how(before, line, lead.get(line.size), margins[number - 1])
        if how == "same" and out:
            out[-1] = joined(out[-1], line.text, words)
        else:
            if how == "apart" and out:
                out.append("")
            out.append(line.text)
    return "\n".join(out)


def _usual_lead(lines: Sequence[Line]) -> dict[float, float]:
    """The most frequent distance of two lines of a size; of two as frequent the smaller."""
    found: defaultdict[float, Counter[float]] = defaultdict(Counter)
    for a, b in itertools.pairwise(lines):
        if a.size == b.size and 0 < a.y - b.y < 4 * a.size:
            found[a.size][round(a.y - b.y)] += 1
    return {size: min(counts, key=lambda d: (-counts[d], d)) for size, counts in found.items()}


def _margins(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """The left and the right edge of the column that each line stands in; a column is a run of lines that go down the page."""
    found: list[tuple[float, float]] = []
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or not 0 < lines[number - 1].y - lines[number].y < 8 * lines[number - 1].size:
            run = lines[start:number]
            edges = min(line.x for line in run), max(_right(line, line.text) for line in run)
            found += [edges] * len(run)
            start = number
    return found


def _right(line: Line, text: str) -> float:
    """About where a text ends that begins as a line does."""
    return line.x + len(text) * LETTER * line.size


def _how(a: Line, b: Line, lead: float | None, margins: tuple[float, float]) -> str:
    """How a line follows another: `same` paragraph, `below` it, or `apart` from it."""
    distance = a.y - b.y
    if abs(a.size - b.size) > 0.1 * max(a.size, b.size):
        return "apart"
    item = bool(BULLET.match(b.text))
    if distance < 0 or lead is None or distance > 4 * a.size:  # the next column or page
        goes_on = not SENTENCE_END.search(a.text) and b.text[:1].islower() and not item
        return "same" if goes_on else "apart"
    if distance > MORE_LEAD * lead:
        return "below" if item and BULLET.match(a.text) else "apart"
    left, right = margins
    wide = right - left > 20 * LETTER * a.size
    full = wide and _right(a, f"{a.text} {b.text.split()[0]}") - left > FULL * (right - left)
    if item or not full:
        return "below"
    indented = b.x > a.x + 0.7 * b.size and SENTENCE_END.search(a.text) and not BULLET.match(a.text)
    return "apart" if indented else "same"
