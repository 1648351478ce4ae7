"""From text to readings: where date expressions stand, what their own words say, and which two are the ends of one range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dealextract.dates.around import bound_around, leading, suffixed
from dealextract.dates.guards import GUARDS
from dealextract.dates.matching import LIKELY, LONGEST, RULES, TOKEN, core, rules_at, starters
from dealextract.dates.readings import Found, Reading, Rule
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


__all__ = ["RULES", "TOKEN", "read", "starters"]

DAYS_OF_MONTH = re.compile(
    r"(?P<first>[0-3]?\d)(?:st|nd|rd|th)?\s?(?:-|–|to|and|until|till|through)\s?(?P<last>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+|in\s+)?(?P<which>this|next|last)\s+month\b",
    re.IGNORECASE,
)
DAY_RANGE = re.compile(
    r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s?(?:-|–|—|to|and|until|till|through|or|/)\s?(?=(?:the\s+)?(?:[0-3]?\d(?:st|nd|rd|th)?\s?(?:of\s+)?[A-Za-z]|[A-Z][a-z]{2,8}\.?\s+\d))",
    re.IGNORECASE,
)
RANGE_TAIL = re.compile(
    r"\s?(?:-|–|—|\s(?:to|and|until|till|through|or)\s)\s?(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%:/]|\.\d|,\d{3}|\s?(?:per|million|bn|%))",
    re.IGNORECASE,
)
EXTENDED = frozenset({"month", "season", "holiday", "weekday", "year"})
"""Rules whose guard is not asked where a year or the like follows: "May 2021" is a date in any company."""
BARE = frozenset({"iso", "figures", "short_figures", "day_word", "delimited_year_first", "delimited_year_month"})
"""Rules before which neither an article nor "the end of" belongs to the expression."""


def read(text: str) -> list[Found]:
    """Every date expression of the text with its reading, in order, without overlap."""
    table = starters()
    keys: dict[str, str] = {}  # of each word of this text, or nothing where it begins no expression
    out: list[Found] = []
    position = 0
    for token in TOKEN.finditer(text):
        word = token[0]
        key = keys.get(word)
        if key is None:
            key = "0" if word[0].isdigit() else "'" if word in "'’" else word.lower()
            keys[word] = key = key if key in table else ""
        if not key:
            continue
        start = token.start()
        if start < position or not LIKELY[key](text, start, start + LONGEST):
            continue
        if start and word[0].isalpha() and text[start - 1].isalnum() and not text[start - 1].isdigit():
            continue
        for found in _expression(text, start, table[key], position):
            out.append(found)
            position = found.end
    return out


def _expression(text: str, start: int, rules: tuple[Rule, ...], floor: int) -> Iterator[Found]:
    """The expression, or the two of a range of days, that begin at `start`."""
    if text[start].isdigit() and not (start and (text[start - 1].isalnum() or text[start - 1] in "./-$£€")):
        pair = _days_of_month(text, start, floor) or _day_range(text, start, floor)
        if pair:
            yield from pair
            return
    taken = _guarded(text, start, rules)
    if taken is None:
        return
    end, body_end, reading, rule = taken
    lead, edge = (start, None) if rule.name in BARE else leading(text, start, floor)
    tail = RANGE_TAIL.match(text, end, end + 16) if rule.name == "month_day" else None
    if tail and int(tail["day"]) > (reading.day or 0):
        second_end, second, _ = suffixed(text, start, tail.end(), replace(reading, day=int(tail["day"])), rule)
        opener = replace(reading, year=second.year, within=second.within)
        opening, closing = _sides(text, lead, start, floor)
        yield Found(lead, end, replace(opener, bound=opening), rule.name)
        yield Found(tail.start("day"), second_end, replace(second, bound=closing), rule.name)
        return
    if edge is not None:
        reading = replace(reading, edge=edge)
    if (
        rule.name == "deictic_unit"
        and text[start : start + 4].lower() == "next"
        and text[lead:start].lower().split() == ["the"]
    ):
        reading = replace(reading, kind="narrative")
    bound = reading.bound or bound_around(text, lead, body_end, floor)
    yield Found(lead, body_end, replace(reading, bound=bound), rule.name)


def _guarded(text: str, start: int, rules: tuple[Rule, ...]) -> tuple[int, int, Reading, Rule] | None:
    """The longest core that its guard lets pass, else the next longest: end of core, end, reading, rule."""
    for _ in range(2):
        found = core(text, start, rules)
        if found is None:
            return None
        end, reading, rule = found
        guard = GUARDS.get(rule.name)
        body_end, reading, extended = suffixed(text, start, end, reading, rule)
        if guard is None or (extended and rule.name in EXTENDED) or guard(text, start, end):
            verb = extended and rule.name == "month" and text[start:end].rstrip(".") in ("may", "march")
            return None if verb else (end, body_end, reading, rule)
        rules = tuple(r for r in rules if r is not rule)
    return None


def _sides(text: str, lead: int, start: int, floor: int) -> tuple[Bound, Bound]:
    """The bounds of a range that begins at `lead`."""
    return ("between", "between") if bound_around(text, lead, start, floor) == "between" else ("from", "until")


def _days_of_month(text: str, start: int, floor: int) -> tuple[Found, Found] | None:
    """ "3 to 5 of next month"."""
    days = DAYS_OF_MONTH.match(text, start, start + 60)
    if days is None or not 1 <= int(days["first"]) < int(days["last"]) <= 31:
        return None
    month = Reading("deictic", unit="month", count={"this": 0, "next": 1}.get(days["which"].lower(), -1))
    opening, closing = _sides(text, start, start, floor)
    first = Reading("monthday", day=int(days["first"]), within=month, bound=opening)
    last = Reading("monthday", day=int(days["last"]), within=month, bound=closing)
    return (
        Found(days.start("first"), days.end("first"), first, "day_range"),
        Found(days.start("last"), days.end(), last, "day_range"),
    )


def _day_range(text: str, start: int, floor: int) -> tuple[Found, Found] | None:
    """ "3 to 5 May 2021": the first day takes month and year from the second. Looks one expression ahead, no further."""
    left = DAY_RANGE.match(text, start, start + 40)
    if left is None or not 1 <= int(left["day"]) <= 31:
        return None
    taken = _guarded(text, left.end(), rules_at(text, left.end()))
    if taken is None or taken[3].name not in ("day_month", "month_day"):
        return None
    _, end, reading, rule = taken
    lead, _ = leading(text, start, floor)
    opening, closing = _sides(text, lead, start, floor)
    first = replace(reading, day=int(left["day"]), weekday=None, bound=opening)
    return (
        Found(start, left.start() + len(left["day"]), first, "day_range"),
        Found(left.end(), end, replace(reading, bound=closing), rule.name),
    )
