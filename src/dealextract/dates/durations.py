"""Lengths of time as ISO 8601 durations: "five-year", "18 months", "two and a half years"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from dealextract.dates import words
from dealextract.dates.words import NUMBER

DurationQualifier = Literal["exact", "about", "up_to", "at_least", "more_than", "less_than", "range"]


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: `text[start:end]`, its ISO 8601 value and how exact it is; `value` is null for "several years".

    Of a range ("three to five years") `value` is the longer end and `minimum` the shorter.
    """

    start: int
    end: int
    text: str
    value: str | None
    qualifier: DurationQualifier = "exact"
    minimum: str | None = None


UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year|decade|hour|minute|season)"
PATTERN = re.compile(
    rf"(?<![\w$£€.,])(?:(?P<low>{NUMBER})(?:[\s-]to[\s-]|\s?[-–]\s?|\s+or\s+)(?=\d|[a-z]))?(?P<n>{NUMBER}|several|a\s+few|half\s+a|half-a)(?P<half>\s+and\s+a\s+half|\s?½|\.5|\s1/2)?(?:[\s-]+|(?=(?:year|month|day)))"
    rf"(?:(?:business|working|calendar|trading|consecutive|full|further|more|additional|extra|whole)\s+)?{UNIT}s?(?:['’]s?)?(?P<old>-old|\s+old)?(?!\w)(?:\s+and\s+a\s+(?P<tail>half)\b)?",
    re.IGNORECASE,
)
STARTS = frozenset({w.split()[0].split("-")[0] for w in words.NUMBERS} | {"several", "half"})
QUALIFIERS: tuple[tuple[DurationQualifier, str], ...] = (
    ("up_to", r"up\s+to|at\s+most|a\s+maximum\s+of|maximum|no\s+more\s+than|not\s+more\s+than|within"),
    ("at_least", r"at\s+least|a\s+minimum\s+of|minimum|no\s+less\s+than|not\s+less\s+than"),
    ("more_than", r"more\s+than|over|above|longer\s+than"),
    ("less_than", r"less\s+than|under|almost|nearly|just\s+under|below"),
    ("about", r"about|around|roughly|approximately|some|approx\.?|circa"),
)
BEFORE = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{form}))" for name, form in QUALIFIERS).join(
        ("(?:", r")\s+(?:the\s+(?:next|last)\s+)?(?:a\s+)?$")
    ),
    re.IGNORECASE,
)
DESIGNATOR = {"day": "D", "week": "W", "month": "M", "year": "Y"}


def find_durations(text: str) -> list[Duration]:
    """The durations of the text in order, without overlap; ages ("a 30-year-old") are none.

    >>> [d.value for d in find_durations("a five-year lease, renewable for 18 months")]
    ['P5Y', 'P18M']
    """
    out = []
    for match in PATTERN.finditer(text):
        if match["old"] or match["n"].lower() in ("second",):
            continue
        unit = match["unit"].lower()
        half = bool(match["half"] or match["tail"])
        start = match.start("low") if match["low"] else match.start("n")
        window = text[max(0, start - 40) : start]
        before = BEFORE.search(window)
        qualifier: DurationQualifier = "exact"
        if before:
            qualifier = next(name for name, _ in QUALIFIERS if before[name])
        value = _value(match["n"], unit, half)
        minimum = None
        if match["low"]:
            minimum, qualifier = _value(match["low"], unit, False), "range"
        elif (
            re.match(r"a$|an$", match["n"], re.IGNORECASE)
            and not half
            and unit in ("day", "week", "month", "year", "hour", "minute", "season")
            and re.match(r"\s+(?:ago|earlier|later|before|after)\b", text[match.end() : match.end() + 9])
        ):
            continue
        out.append(Duration(start, match.end(), text[start : match.end()], value, qualifier, minimum))
    return out


def _value(word: str, unit: str, half: bool) -> str | None:
    plain = " ".join(word.lower().split())
    if plain in ("several", "a few"):
        return None
    if plain in ("half a", "half-a"):
        return {"year": "P6M", "day": "PT12H", "hour": "PT30M", "decade": "P5Y"}.get(unit)
    count = words.number(plain)
    match unit:
        case "hour" | "minute":
            extra = "30M" if half and unit == "hour" else ""
            return f"PT{count}{unit[0].upper()}{extra}"
        case "decade":
            return f"P{count * 10 + 5 * half}Y"
        case "quarter":
            return f"P{count * 3}M"
        case "fortnight":
            return f"P{count * 2}W"
        case "season":
            return f"P{count}Y"
        case "year":
            return f"P{count}Y6M" if half else f"P{count}Y"
        case _:
            return f"P{count}{DESIGNATOR[unit]}" if not half else None
