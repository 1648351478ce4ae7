"""Where the lines of a page stand, and which of them make a paragraph."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dealextract.sources.reflow import joined

BULLET = re.compile(r"[•·▪◦●■□►▶‣⁃*–—-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
SENTENCE_END = re.compile(r"[.!?:][\"'”’»)\]]*$")
MORE_LEAD = 1.2
"""Times the usual distance of lines at which a new paragraph begins; half a line is usual, a quarter is seen."""
ROOM = 0.05
"""Share of the width of a column that a line may leave free where the next word had no room: words are measured by their letters."""
NARROWEST = 10
"""Sizes of the type that a column is wide at least; what is narrower is a cell."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: where its letters begin and end, its base line and the size of its type, in points from the lower left."""

    text: str
    x: float
    right: float
    y: float
    size: float


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> str:
    """The text of pages: a paragraph to a line, a blank line between paragraphs, items and rows on lines of their own."""
    lines = [line for page in pages for line in page]
    words = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(line.text for line in lines).lower()))
    lead = _usual_lead(lines)
    margins = _margins(lines)
    out: list[str] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        how = "apart" if before is None else _how(before, line, lead.get(before.size), margins[number - 1])
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
    """The left and the right edge of the column that each line stands in: a run of lines of one size that go down the page."""
    found: list[tuple[float, float]] = []
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or not _in_one_column(lines[number - 1], lines[number]):
            run = lines[start:number]
            found += [(min(line.x for line in run), max(line.right for line in run))] * len(run)
            start = number
    return found


def _in_one_column(a: Line, b: Line) -> bool:
    return _of_one_size(a, b) and 0 < a.y - b.y < 8 * a.size and a.x < b.right and b.x < a.right


def _of_one_size(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= 0.1 * max(a.size, b.size)


def _how(a: Line, b: Line, lead: float | None, margins: tuple[float, float]) -> str:
    """How a line follows another: `same` paragraph, `below` it, or `apart` from it."""
    if not _of_one_size(a, b):
        return "apart"
    item = bool(BULLET.match(b.text))
    distance = a.y - b.y
    left, right = margins
    word = len(b.text.split()[0]) * (a.right - a.x) / len(a.text)
    full = right - left > NARROWEST * a.size and a.right + word > right - ROOM * (right - left)
    if lead is None or not 0 < distance < 4 * a.size:  # the next column or page
        goes_on = not SENTENCE_END.search(a.text) and (full or b.text[:1].islower()) and not item
        return "same" if goes_on else "apart"
    if distance > MORE_LEAD * lead:
        return "below" if item and BULLET.match(a.text) else "apart"
    if item or not full:
        return "below"
    indented = b.x > a.x + 0.7 * b.size and SENTENCE_END.search(a.text) and not BULLET.match(a.text)
    return "apart" if indented else "same"
