# ruff: noqa: E501 - a pattern is easier to read on one line
"""Delimited date strings: those of metadata and options in whatever form, and the long tail of forms in a text.

This is the only module that imports dateparser, and only when a string is neither in ISO form nor one of the common
forms that the grammar reads itself. The language is English, the base is fixed and the parts that a caller names are
required: nothing is filled in from the clock or the locale.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from dealextract.dates.readings import Reading, Rule
from dealextract.dates.words import MONTH

Order = Literal["DMY", "MDY", "YMD", "YDM", "MYD"]
ISO = re.compile(r"\s*(\d{4})(-?)(\d\d)\2(\d\d)(?!\d)")
TWO_WAYS = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])([/.-])(0?[1-9]|1[0-2])\2\d{4}")
ZONE = re.compile(r"\b(?:[ECMP][SD]?T|GMT|BST|UTC|CES?T|[A-Z]{2,4}T)\b|(?<=\d)h(?=\d\d)")
ORDINAL = re.compile(r"(?<=\d)\s?(?:st|nd|rd|th)\b", re.IGNORECASE)
SEPARATOR = re.compile(r"[\s./,-]+(?:of\b|the\b)?[\s./,-]*", re.IGNORECASE)
BASE = dt.datetime(2000, 1, 1)
"""Never shows: every part that counts is required, so dateparser has nothing to take from it."""


class Parts(NamedTuple):
    """What a delimited string says: a year and a month, and a day where it has one."""

    year: int
    month: int
    day: int | None


@cache
def _parser(order: Order, parts: tuple[str, ...]) -> Any:
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": BASE,
        "REQUIRE_PARTS": list(parts),
        "DATE_ORDER": order,
        "PREFER_LOCALE_DATE_ORDER": False,
        "TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PARSERS": ["absolute-time"],
    }
    return DateDataParser(languages=["en"], settings=settings)


@lru_cache(maxsize=4096)
def _parsed(text: str, order: Order, parts: tuple[str, ...]) -> dt.date | None:
    found = _parser(order, parts).get_date_data(text).date_obj
    return found.date() if found else None


def parse_parts(text: str, *, day: bool) -> Parts | None:
    """The parts of a delimited string with its month in words and its year in full; None where it is no date.

    `day` says whether the string holds a day. Stops, strokes, commas, ordinals and "of" count as blanks.

    >>> parse_parts("3/May/2021", day=True), parse_parts("2021.May", day=False), parse_parts("31/June/2021", day=True)
    (Parts(year=2021, month=5, day=3), Parts(year=2021, month=5, day=None), None)
    """
    plain = SEPARATOR.sub(" ", ORDINAL.sub("", text)).strip()
    found = _parsed(plain, "DMY", ("day", "month", "year") if day else ("month", "year"))
    return Parts(found.year, found.month, found.day if day else None) if found else None


def parse_day(text: str, *, order: Order | None = None) -> dt.date | None:
    """The day that a delimited string names, or None where it names none in full.

    `order`, `"DMY"` or `"MDY"`, settles a date in figures that can be read two ways; without it there is none.

    >>> parse_day("2021-05-04T10:00:00+02:00"), parse_day("Feb 21, 2024, 06:45 ET"), parse_day("May 2021")
    (datetime.date(2021, 5, 4), datetime.date(2024, 2, 21), None)
    """
    match = ISO.match(text)
    if match:
        try:
            return dt.date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            return None
    if not re.search(r"\d{4}", text) or len(text) > 80:
        return None
    two_ways = TWO_WAYS.search(text)
    if order is None and two_ways and two_ways[2] != "." and int(two_ways[1]) != int(two_ways[3]):
        return None
    plain = " ".join(ZONE.sub(" ", text).split()).strip(" ,|-")
    return _parsed(plain, order or "DMY", ("day", "month", "year"))


FULL_YEAR = r"(?:1[89]|20|21)\d\d(?![\d%])(?![.,]\d)"
DAY_NUMBER = r"[0-3]?\d(?:\s?(?:st|nd|rd|th))?"
ODD = r"(?:\s?[/,]\s?|\.(?=\w))"
"""What few write between a day and a month: a stroke, a comma, a stop without a blank."""
ANY = r"[\s./,-]{1,3}(?:of\s+)?"
MARK = r"[\s./-]{1,2}"


def _full(m: re.Match[str]) -> Reading | None:
    parts = parse_parts(m[0], day=True)
    return Reading("calendar", year=parts.year, month=parts.month, day=parts.day) if parts else None


def _month(m: re.Match[str]) -> Reading | None:
    parts = parse_parts(m[0], day=False)
    return Reading("calendar", year=parts.year, month=parts.month) if parts else None


DELIMITED: tuple[Rule, ...] = (
    Rule("delimited", ("digit",), rf"{DAY_NUMBER}{ODD}(?:of\s+)?{MONTH}{ANY}{FULL_YEAR}", _full,
         ("3/May/2021", "3.May.2021", "3rd, May, 2021", "12.Dec. 2021"), ("31/June/2021", "3/May/21")),
    Rule("delimited_month_first", ("month",), rf"{MONTH}{ODD}{DAY_NUMBER}{ANY}{FULL_YEAR}", _full,
         ("May/3/2021", "Oct.3, 2021", "Sept, 3rd of 2021"), ("May/32/2021", "May/3/21")),
    Rule("delimited_year_first", ("digit",), rf"{FULL_YEAR}{MARK}(?:{MONTH}{MARK}{DAY_NUMBER}|{DAY_NUMBER}{MARK}(?:of\s+)?{MONTH})(?![\s,./-]{{1,2}}\d)", _full,
         ("2021 3 May", "2021 May 3rd", "2021/3rd of May", "2021. 3 Dec."), ("2021 31 June", "2021 3 May 2022")),
    Rule("delimited_year_month", ("digit",), rf"{FULL_YEAR}[/-]{MONTH}(?![\s./-]?\d)", _month, ("2021-May", "2021/Sept."), ("2021-May 3", "2021 May", "2021.May")),
)  # fmt: skip
