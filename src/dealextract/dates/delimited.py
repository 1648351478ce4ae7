# ruff: noqa: E501 - a pattern is easier to read on one line
"""The long tail of delimited dates: a month in words, a day and a year in an order or with marks that few write.

"3/May/2021", "Oct.3, 2021", "2021 3 May", "2021-May": the pattern finds them, dateparser reads them. The common forms
have rules of their own, which need no parser.
"""

from __future__ import annotations

import re

from dealextract.dates.parsing import parse_parts
from dealextract.dates.readings import Reading
from dealextract.dates.rule import Rule
from dealextract.dates.words import MONTH

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
