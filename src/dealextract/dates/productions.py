"""What a match of a calendar rule stands for: the productions of `rules.CALENDAR`."""

from __future__ import annotations

import re

from dealextract.dates import words
from dealextract.dates.readings import Reading
from dealextract.dates.words import DAY_ORDINALS, ORDINALS


def iso(m: re.Match[str]) -> Reading | None:
    """ "2021-05-03": year, month, day in figures."""
    return full(int(m["year"]), int(m["month"]), int(m["day"]))


def iso_month(m: re.Match[str]) -> Reading | None:
    """2016-11 is a month; 2011-12 and 2008/09 are the years that business and sport count in."""
    month = int(m["month"])
    if not 1 <= month <= 12 or (m["sep"] != "." and len(m["month"]) == 2 and int(m["year"]) % 100 + 1 == month):
        return None
    return Reading("calendar", year=int(m["year"]), month=month)


def full(year: int, month: int, day: int) -> Reading | None:
    """A day of the calendar, or None where the figures cannot be one."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Reading("calendar", year=year, month=month, day=day)


def century(short: int) -> int:
    """The year that two figures stand for: 70 to 99 are of the last century, the others of this one.

    >>> century(99), century(21)
    (1999, 2021)
    """
    return short + (1900 if short >= 70 else 2000)


def figures(m: re.Match[str]) -> Reading | None:
    """Two numbers and a year: the order is settled here only where one of them cannot be a month."""
    year = int(m["year"])
    if len(m["year"]) == 2:
        year = century(year)
    a, b = int(m["a"]), int(m["b"])
    if m["sep"] == ".":  # dotted dates are written day first everywhere
        return full(year, b, a)
    if a == b or a > 12:
        return full(year, b, a)
    if b > 12:
        return full(year, a, b)
    if not a or not b:
        return None
    return Reading("calendar", year=year, month=b, day=a, alternative=(a, b))


def short_figures(m: re.Match[str]) -> Reading | None:
    """ "2/19": two figures without a year."""
    a, b = int(m["a"]), int(m["b"])
    if a > 12:
        a, b = b, a
        return Reading("calendar", month=a, day=b) if 1 <= a <= 12 and b <= 31 else None
    if not a or not b or b > 31:
        return None
    if b > 12 or a == b:
        return Reading("calendar", month=a, day=b)
    return Reading("calendar", month=b, day=a, alternative=(a, b))


def day_month(m: re.Match[str]) -> Reading | None:
    """ "3 May", "the third of May"."""
    day = DAY_ORDINALS[re.sub(r"\s", "-", m["dayword"].lower())] if m["dayword"] else int(m["day"])
    if not 1 <= day <= 31:
        return None
    return Reading("calendar", month=words.month_of(m["month"]), day=day)


def month(m: re.Match[str]) -> Reading | None:
    """ "May"."""
    return Reading("calendar", month=words.month_of(m["month"]))


def quarter(m: re.Match[str]) -> Reading | None:
    """ "The third quarter", "the first half"."""
    groups = m.groupdict()
    which = groups.get("n") or groups.get("k")
    number = int(which) if which else ORDINALS[m["which"].lower()]
    fiscal = bool(re.search(r"fiscal|financial", m[0], re.IGNORECASE))
    if groups.get("unit", "quarter").lower().startswith(("q", "trim")):
        return Reading("calendar", quarter=number, fiscal=fiscal)
    if number > 2 and m["which"].lower() in ("last", "final"):
        number = 2
    return Reading("calendar", half=number, fiscal=fiscal) if number < 3 else None


def month_quarter(m: re.Match[str]) -> Reading | None:
    """ "The March quarter": the quarter that ends in that month."""
    month = words.month_of(m["month"])
    return Reading("calendar", quarter=month // 3) if month % 3 == 0 else None


def month_range(m: re.Match[str]) -> Reading | None:
    """ "January–March" and "January to June" name a quarter or a half."""
    first, last = words.month_of(m["first"]), words.month_of(m["last"])
    if last - first == 2 and last % 3 == 0:
        return Reading("calendar", quarter=last // 3)
    if last - first == 5 and last % 6 == 0:
        return Reading("calendar", half=last // 6)
    return None


def season(m: re.Match[str]) -> Reading | None:
    """ "Spring"."""
    return Reading("calendar", season=words.SEASONS[m["season"].lower()])


def holiday(m: re.Match[str]) -> Reading | None:
    """ "Christmas"."""
    return Reading("calendar", holiday=words.holiday_of(m["holiday"]))


def year(m: re.Match[str]) -> Reading | None:
    """ "2021"."""
    return Reading("calendar", year=int(m["year"]))


def short_year(m: re.Match[str]) -> Reading | None:
    """ "'98"."""
    return Reading("calendar", year=century(int(m["year"])))


def fiscal(m: re.Match[str]) -> Reading | None:
    """ "Fiscal 2022", "FY 2020-21"."""
    text = m["year"]
    year = int(text) if len(text) == 4 else century(int(text))
    last = last_year(year, m["last"])
    if m["last"] and last is None:
        return None
    return Reading("calendar", year=year, last_year=last, fiscal=True)


def last_year(first: int, text: str | None) -> int | None:
    """The year that "2020/21" ends in, where the two follow one another."""
    if not text:
        return None
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    last += 100 if last < first else 0
    return last if last == first + 1 else None


def double_year(m: re.Match[str]) -> Reading | None:
    """ "2023/24"; of "2011-12" the second figure may be a month."""
    first = int(m["year"])
    last = last_year(first, m["last"])
    if last is None:
        return None
    month = last % 100 if len(m["last"]) == 2 and "/" not in m[0] and 1 <= last % 100 <= 12 else None
    return Reading("calendar", year=first, last_year=last, or_month=month)


def week(m: re.Match[str]) -> Reading | None:
    """ "Week 10"."""
    number = int(m["week"])
    return Reading("calendar", week=number) if 1 <= number <= 53 else None


def weekday(m: re.Match[str]) -> Reading | None:
    """ "Friday"."""
    name = m["weekday"].lower().rstrip(".")
    return Reading("weekday", weekday=words.WEEKDAYS[name])


def month_day(m: re.Match[str]) -> Reading | None:
    """ "May 3"."""
    return day_month(m)


def monthday(m: re.Match[str]) -> Reading | None:
    """ "The 21st"."""
    day = int(m["day"])
    return Reading("monthday", day=day) if 1 <= day <= 31 else None


def nth(m: re.Match[str]) -> Reading | None:
    """ "The first Monday of May"."""
    which = m["which"].lower()
    nth = -1 if which == "last" else ORDINALS[which]
    return Reading(
        "nth", weekday=words.WEEKDAYS[m["weekday"].lower().rstrip(".")], count=nth, month=words.month_of(m["month"])
    )


def nth_week(m: re.Match[str]) -> Reading | None:
    """ "The first week of May": the month."""
    return Reading("calendar", month=words.month_of(m["month"]))


def short(m: re.Match[str]) -> Reading | None:
    """ "Q3 2022", "1H22"."""
    number = int(m["n"] or m["k"])
    unit = m["unit"] or m["unit2"]
    if unit == "H" and number > 2:
        return None
    text = (m["year"] or "").replace("'", "")
    fiscal = text.startswith("FY")
    text = text.removeprefix("FY")
    year = None if not text else int(text) if len(text) == 4 else century(int(text))
    if unit == "Q":
        return Reading("calendar", year=year, quarter=number, fiscal=fiscal)
    return Reading("calendar", year=year, half=number, fiscal=fiscal)


def decades(m: re.Match[str]) -> Reading | None:
    """ "The 1980s", "the eighties"."""
    if m["name"]:
        tens = {
            "twenties": 20,
            "thirties": 30,
            "forties": 40,
            "fifties": 50,
            "sixties": 60,
            "seventies": 70,
            "eighties": 80,
            "nineties": 90,
        }
        return Reading("calendar", decade=1900 + tens[m["name"].lower()])
    digits = m["digits"] or m["digits2"]
    return Reading("calendar", decade=int(digits) if len(digits) == 4 else 1900 + int(digits))


def roman(m: re.Match[str]) -> Reading | None:
    """ "Quarter IV/2017"."""
    number = {"I": 1, "II": 2, "III": 3, "IV": 4}[m["roman"].upper()]
    year = int(m["year"]) if m["year"] else None
    if m["unit"].lower() == "quarter":
        return Reading("calendar", year=year, quarter=number)
    return Reading("calendar", year=year, half=number) if number < 3 else None


def word_year(m: re.Match[str]) -> Reading | None:
    """ "Nineteen ninety-six", "two thousand and eight"."""
    if m["thousand"]:
        return Reading("calendar", year=2000 + (words.number(m["rest"]) if m["rest"] else 0))
    hundreds = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[m["century"].lower()]
    return Reading("calendar", year=hundreds + words.number(m["ones"] or m["tens"]))
