"""Two expressions that are the ends of one range: "from May to August 2010", "2019–2021", "between March and May".

A range gives one date a side: `from` and `until`, or both `between` where the text says so. The left side takes the
year (and "of last year") from the right one where it has none of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dealextract.dates.readings import Found, Reading
from dealextract.records import Bound

DASH = re.compile(r"\s?[-–—]\s?")
TO = re.compile(r",?\s+(?:to|until|till|through|thru|up\s+to)\s+(?:the\s+|about\s+)?", re.IGNORECASE)
AND = re.compile(r",?\s+and\s+(?:the\s+|about\s+)?", re.IGNORECASE)


def join(text: str, found: list[Found]) -> list[Found]:
    """The same expressions with the bounds and years that ranges give them."""
    out = list(found)
    for n in range(len(out) - 1):
        left, right = out[n], out[n + 1]
        gap = text[left.end : right.start]
        if len(gap) > 20:
            continue
        pair = _bounds(gap, left.reading, right.reading)
        if pair is None:
            continue
        first, last = pair
        reading = _completed(left.reading, right.reading)
        out[n] = replace(left, reading=replace(reading, bound=first))
        out[n + 1] = replace(right, reading=replace(right.reading, bound=last))
    return out


def joined(text: str, left: Found, right: Found) -> bool:
    """True where the two, as `join` has left them, are the ends of one range."""
    return (left.reading.bound, right.reading.bound) in (("from", "until"), ("between", "between")) and (
        right.start - left.end <= 20 and _bounds(text[left.end : right.start], left.reading, right.reading) is not None
    )


def _bounds(gap: str, left: Reading, right: Reading) -> tuple[Bound, Bound] | None:
    if left.kind in ("vague", "event") or right.kind in ("vague", "event"):
        return None
    alike = _shape(left) == _shape(right)
    if DASH.fullmatch(gap):
        return ("from", "until") if alike or (left.month and right.month) else None
    if TO.fullmatch(gap) and (alike or left.bound == "from" or bool(left.month and right.month)):
        return "from", "until"
    if AND.fullmatch(gap) and left.bound == "between":
        return "between", "between"
    return None


def _shape(reading: Reading) -> tuple[bool, ...]:
    return tuple(
        value is not None
        for value in (
            reading.month,
            reading.day,
            reading.quarter,
            reading.half,
            reading.season,
            reading.week,
            reading.weekday,
            reading.decade,
        )
    )


def _completed(left: Reading, right: Reading) -> Reading:
    """The left side with the year that stands only at the right one."""
    if not left.open_year or left.within or left.toward is not None:
        return left
    if right.within is not None:
        return replace(left, within=right.within)
    if right.year is None:
        return left
    back = left.month is not None and right.month is not None and left.month > right.month
    return replace(left, year=right.year - back)
