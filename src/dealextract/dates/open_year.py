"""Articles whose dateline has a day but no year: what can be said is said with the year left open."""

from __future__ import annotations

import datetime as dt
import re

from dealextract.dates.readings import Found
from dealextract.dates.resolve import resolve
from dealextract.records import Date

ANY_YEAR = 2001
"""A common year that begins on a Monday; it stands in for the open one and never shows."""


def resolve_open(text: str, found: list[Found], own: Date) -> list[Date]:
    """The dates of a text that is dated `own`, a day of an open year (`XXXX-03-03`).

    Days and months counted from it keep the open year; years, weeks and weekdays cannot be told.
    """
    plain = resolve(text, found, None, "")
    assert own.value is not None
    try:
        day = dt.date(ANY_YEAR, int(own.value[5:7]), int(own.value[8:10]))
    except ValueError:
        return plain
    because = f"the article is dated '{' '.join(own.text.split())}', whose year stays open"
    counted = resolve(text, found, day, because)
    return [
        _opened(one, other, because) if one.value is None else one for one, other in zip(plain, counted, strict=True)
    ]


def _opened(plain: Date, counted: Date, because: str) -> Date:
    value = counted.value or ""
    words = counted.text.lower()
    if (
        not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", value)
        or because not in counted.because
        or re.search(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", words)
    ):
        return plain
    if int(value[:4]) != ANY_YEAR or value[5:7] > "12":
        return plain
    return counted.model_copy(update={"value": "XXXX" + value[4:]})
