"""The year in which an article was written, where it tells it in passing: "last year, in 2018", "this year (2019)"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from dealextract.dates.readings import Found

APPOSITION = re.compile(
    r"\s*(?:,|\(|–|—|-)\s*(?:that\s+is,?\s+)?(?:precisely\s+|namely\s+|back\s+)?(?:in\s+)?", re.IGNORECASE
)


class Written(NamedTuple):
    """The year of writing and the words that tell it."""

    year: int
    because: str


def year_of_writing(text: str, found: list[Found]) -> Written | None:
    """The year of writing, from a deictic and a calendar year that name the same time; None where they differ."""
    told: dict[int, str] = {}
    for left, right in pairwise(found):
        gap = text[left.end : right.start]
        if len(gap) > 24 or not APPOSITION.fullmatch(gap):
            continue
        for deictic, calendar in ((left, right), (right, left)):
            d, c = deictic.reading, calendar.reading
            if (
                d.kind == "deictic"
                and d.unit == "year"
                and c.kind == "calendar"
                and c.year
                and not d.yearly
                and not c.fiscal
                and not d.fiscal
                and d.within is None
            ):
                quoted = " ".join(text[left.start : right.end].split())
                told.setdefault(c.year - d.count, f"the year of writing from '{quoted}'")
    if len(told) != 1:
        return None
    ((year, because),) = told.items()
    return Written(year, because)
