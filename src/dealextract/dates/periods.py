"""Periods of the calendar: what a date value spans, and arithmetic on it. Pure; no clock, no locale, no time zone."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from dealextract.dates.words import HOLIDAYS
from dealextract.records import Precision


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar as a date value writes it: `value`, its precision, its first and last day."""

    value: str
    precision: Precision
    first: dt.date
    last: dt.date

    @property
    def year(self) -> int:
        """The year that the value names."""
        return int(self.value[:4].replace("X", "0"))

    @property
    def middle(self) -> dt.date:
        """The day half way through."""
        return self.first + (self.last - self.first) / 2


def day(date: dt.date) -> Period:
    """The period of one day."""
    return Period(date.isoformat(), "day", date, date)


def make_day(year: int, month: int, number: int) -> Period | None:
    """The day, or None where the calendar has no such day."""
    try:
        return day(dt.date(year, month, number))
    except ValueError:
        return None


def year(number: int) -> Period:
    """The calendar year."""
    return Period(f"{number:04}", "year", dt.date(number, 1, 1), dt.date(number, 12, 31))


def months(number: int, first: int, count: int, value: str, precision: Precision) -> Period:
    """`count` months from the month `first` on."""
    last = first + count - 1
    end_year, end_month = number + (last - 1) // 12, (last - 1) % 12 + 1
    end = dt.date(end_year, end_month, monthrange(end_year, end_month)[1])
    return Period(value, precision, dt.date(number, first, 1), end)


def month(number: int, which: int) -> Period:
    """The calendar month."""
    return months(number, which, 1, f"{number:04}-{which:02}", "month")


def quarter(number: int, which: int) -> Period:
    """The calendar quarter."""
    return months(number, which * 3 - 2, 3, f"{number:04}-Q{which}", "quarter")


def half(number: int, which: int) -> Period:
    """The calendar half year."""
    return months(number, which * 6 - 5, 6, f"{number:04}-H{which}", "half")


def season(number: int, which: int) -> Period:
    """A season after EDTF, northern months: spring is March to May, winter begins in December."""
    return months(number, {21: 3, 22: 6, 23: 9, 24: 12}[which], 3, f"{number:04}-{which}", "other")


def decade(first_year: int) -> Period:
    """The ten years that begin with `first_year`."""
    value = f"{first_year // 10:03}X"
    return Period(value, "other", dt.date(first_year, 1, 1), dt.date(first_year + 9, 12, 31))


def week_of(date: dt.date) -> Period:
    """The ISO week that holds the day."""
    iso = date.isocalendar()
    monday = date - dt.timedelta(days=date.weekday())
    return Period(f"{iso.year:04}-W{iso.week:02}", "week", monday, monday + dt.timedelta(days=6))


def iso_week(number: int, which: int) -> Period | None:
    """Week `which` of the ISO year, or None where it has none such."""
    try:
        return week_of(dt.date.fromisocalendar(number, which, 1))
    except ValueError:
        return None


def around(date: dt.date, unit: str) -> Period:
    """The period of the unit that holds the day: `around(d, "quarter")` is its calendar quarter."""
    match unit:
        case "day":
            return day(date)
        case "week" | "weekend" | "fortnight":
            return week_of(date)
        case "month":
            return month(date.year, date.month)
        case "quarter":
            return quarter(date.year, (date.month + 2) // 3)
        case "half":
            return half(date.year, (date.month + 5) // 6)
        case "decade":
            return decade(date.year - date.year % 10)
        case _:
            return year(date.year)


def shift(date: dt.date, unit: str, count: int) -> dt.date | None:
    """The day `count` units later; months are clipped to their last day; None outside the calendar.

    >>> shift(dt.date(2021, 1, 31), "month", 1)
    datetime.date(2021, 2, 28)
    """
    try:
        if unit in ("day", "week", "weekend", "fortnight"):
            return date + dt.timedelta(days=count * {"day": 1, "fortnight": 14}.get(unit, 7))
        step = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
        whole = date.year * 12 + date.month - 1 + step * count
        to_year, to_month = divmod(whole, 12)
        return dt.date(to_year, to_month + 1, min(date.day, monthrange(to_year, to_month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def easter(number: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of Meeus and Jones).

    >>> easter(2021)
    datetime.date(2021, 4, 4)
    """
    a, b, c = number % 19, number // 100, number % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    whole = h + n - 7 * m + 114
    return dt.date(number, whole // 31, whole % 31 + 1)


def holiday(name: str, number: int) -> Period:
    """The day of the holiday in the year; `name` as in the vocabulary, lower case, or the rule of the day itself."""
    rule = HOLIDAYS.get(name, name)
    if rule.startswith("easter"):
        return day(easter(number) + dt.timedelta(days=int(rule[6:])))
    if rule.startswith("nth"):
        which, weekday, nth, *offset = (int(part) for part in rule.split()[1:])
        found = nth_weekday(number, which, weekday, nth)
        return day(found + dt.timedelta(days=offset[0] if offset else 0))
    return day(dt.date(number, int(rule[:2]), int(rule[3:])))


def nth_weekday(number: int, which: int, weekday: int, nth: int) -> dt.date:
    """The nth weekday (Monday 1) of a month; -1 is the last.

    >>> nth_weekday(2021, 5, 1, -1)
    datetime.date(2021, 5, 31)
    """
    if nth < 0:
        last = dt.date(number, which, monthrange(number, which)[1])
        return last - dt.timedelta(days=(last.isoweekday() - weekday) % 7)
    first = dt.date(number, which, 1)
    return first + dt.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def from_value(value: str) -> Period | None:
    """The period that a closed date value spans; None for an open one.

    >>> from_value("2021-Q1").last
    datetime.date(2021, 3, 31)
    """
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        return make_day(*(int(part) for part in match.groups()))
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        return iso_week(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        return (quarter if match[2] == "Q" else half)(int(match[1]), int(match[3]))
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        which = int(match[2])
        return month(int(match[1]), which) if which < 13 else season(int(match[1]), which)
    if re.fullmatch(r"\d{4}", value):
        return year(int(value))
    if re.fullmatch(r"\d{3}X", value):
        return decade(int(value[:3]) * 10)
    return None
