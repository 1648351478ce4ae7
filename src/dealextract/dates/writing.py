"""When an article was written, where it tells it in passing: "last year, in 2018", "said on Tuesday, 4 May 2021"."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import NamedTuple

from dealextract.dates import periods, tense
from dealextract.dates.periods import Period
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


LEAD = 1500
"""Code points from the beginning in which an article tells its news: a day further down may be history."""

NOTICE = re.compile(
    r"\b(?:announces?|informs?|advises?|reports?|is\s+pleased\s+to\s+announce)\b[^.;\n]{0,40}\bthat,?\s+on\s+\Z",
    re.IGNORECASE,
)
"""What a notice says before the day of what it notifies: "The Board announces that on"."""

WEEK = dt.timedelta(days=6)
"""News is written within a week of what it tells. Set by hand."""


def week_of_report(text: str, found: list[Found]) -> tuple[Period, str] | None:
    """The week in which an article that tells the day of its news was written, and the reason; or None.

    The day is one with its weekday and its year in the lead, told in the past ("said on Tuesday, 4 May 2021"): nobody
    writes so of history; or that of a notice ("announces that on 4 May 2021"). Of two such days neither is taken.
    """
    days: dict[dt.date, str] = {}
    for one in found:
        r = one.reading
        if one.start > LEAD:
            break
        if not (r.year and r.month and r.day) or r.bound not in (None, "on"):
            continue
        period = periods.make_day(r.year, r.month, r.day)
        told = r.weekday and tense.cue(text, one.start, one.end).weight < 0
        if period is None or not (told or NOTICE.search(text, max(0, one.start - 80), one.start)):
            continue
        days.setdefault(period.first, " ".join(text[one.start : one.end].split()))
    if len(days) != 1:
        return None
    ((day, words),) = days.items()
    week = Period(day.isoformat(), "week", day, day + WEEK)
    return week, f"the article tells news of '{words}', and was written within a week of it"
