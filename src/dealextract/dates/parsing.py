"""Delimited date strings of metadata and options, in whatever form a publisher wrote them.

This is the only module that imports dateparser, and only when a string is not in ISO form. The language is English, the
base is fixed and a day, a month and a year are required: nothing is filled in from the clock or the locale.
"""

from __future__ import annotations

import datetime as dt
import re

ISO = re.compile(r"\s*(\d{4})(-?)(\d\d)\2(\d\d)(?!\d)")
TWO_WAYS = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])([/.-])(0?[1-9]|1[0-2])\2\d{4}")
BASE = dt.datetime(2000, 1, 1)
"""Never shows: every part is required, so dateparser has nothing to take from it."""


def parse_day(text: str, *, order: str | None = None) -> dt.date | None:
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
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": BASE,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "DATE_ORDER": order or "DMY",
        "PREFER_LOCALE_DATE_ORDER": False,
        "TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PARSERS": ["absolute-time"],
    }
    parser = DateDataParser(languages=["en"], settings=settings)
    plain = re.sub(r"\b(?:[ECMP][SD]?T|GMT|BST|UTC|CES?T|[A-Z]{2,4}T)\b|(?<=\d)h(?=\d\d)", " ", text)
    found = parser.get_date_data(" ".join(plain.split()).strip(" ,|-")).date_obj
    return found.date() if found else None
