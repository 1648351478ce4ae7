# ruff: noqa: E501 - a pattern is easier to read on one line
"""The rules of the calendar: figures, months, weekdays, quarters, seasons, holidays, years.

A rule is a name, the words that it starts with, a pattern matched at such a word, and a production that gives a
`Reading` or None. `yes` are texts that the whole pattern must read, `no` texts that it must not; both are tested.
Patterns use bounded quantifiers only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from dealextract.dates import words
from dealextract.dates.readings import Reading
from dealextract.dates.words import DAY_ORDINALS, HOLIDAY, MONTH, ORDINALS, SEASON, WEEKDAY, YEAR

Build = Callable[["re.Match[str]"], Reading | None]


@dataclass(frozen=True)
class Rule:
    """One kind of expression; `starts` names classes of first words (see `grammar.starters`) or the words themselves."""

    name: str
    starts: tuple[str, ...]
    pattern: str
    build: Build
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()
    flags: re.RegexFlag = field(default=re.IGNORECASE)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(rf"(?:{self.pattern})(?!\w)", self.flags)


DAY = r"(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th)\b)?"
DAY_WORDS = words.alternation(DAY_ORDINALS).replace(r"\-", r"[\s-]")
DAY_WORD = rf"(?P<dayword>{DAY_WORDS})"
GAP = r"(?:\s|\s?-\s?(?=\w))"


def _iso(m: re.Match[str]) -> Reading | None:
    return _full(int(m["year"]), int(m["month"]), int(m["day"]))


def _iso_month(m: re.Match[str]) -> Reading | None:
    """2016-11 is a month; 2011-12 and 2008/09 are the years that business and sport count in."""
    month = int(m["month"])
    if not 1 <= month <= 12 or (m["sep"] != "." and len(m["month"]) == 2 and int(m["year"]) % 100 + 1 == month):
        return None
    return Reading("calendar", year=int(m["year"]), month=month)


def _full(year: int, month: int, day: int) -> Reading | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Reading("calendar", year=year, month=month, day=day)


def century(short: int) -> int:
    """The year that two figures stand for: 70 to 99 are of the last century, the others of this one.

    >>> century(99), century(21)
    (1999, 2021)
    """
    return short + (1900 if short >= 70 else 2000)


def _figures(m: re.Match[str]) -> Reading | None:
    """Two numbers and a year: the order is settled here only where one of them cannot be a month."""
    year = int(m["year"])
    if len(m["year"]) == 2:
        year = century(year)
    a, b = int(m["a"]), int(m["b"])
    if m["sep"] == ".":  # dotted dates are written day first everywhere
        return _full(year, b, a)
    if a == b or a > 12:
        return _full(year, b, a)
    if b > 12:
        return _full(year, a, b)
    if not a or not b:
        return None
    return Reading("calendar", year=year, month=b, day=a, alternative=(a, b))


def _short_figures(m: re.Match[str]) -> Reading | None:
    a, b = int(m["a"]), int(m["b"])
    if a > 12:
        a, b = b, a
        return Reading("calendar", month=a, day=b) if 1 <= a <= 12 and b <= 31 else None
    if not a or not b or b > 31:
        return None
    if b > 12 or a == b:
        return Reading("calendar", month=a, day=b)
    return Reading("calendar", month=b, day=a, alternative=(a, b))


def _day_month(m: re.Match[str]) -> Reading | None:
    day = DAY_ORDINALS[re.sub(r"\s", "-", m["dayword"].lower())] if m["dayword"] else int(m["day"])
    if not 1 <= day <= 31:
        return None
    return Reading("calendar", month=words.month_of(m["month"]), day=day)


def _month(m: re.Match[str]) -> Reading | None:
    return Reading("calendar", month=words.month_of(m["month"]))


def _quarter(m: re.Match[str]) -> Reading | None:
    groups = m.groupdict()
    which = groups.get("n") or groups.get("k")
    number = int(which) if which else ORDINALS[m["which"].lower()]
    fiscal = bool(groups.get("fiscal"))
    if groups.get("unit", "quarter").lower().startswith(("q", "trim")):
        return Reading("calendar", quarter=number, fiscal=fiscal)
    if number > 2 and m["which"].lower() in ("last", "final"):
        number = 2
    return Reading("calendar", half=number, fiscal=fiscal) if number < 3 else None


def _month_quarter(m: re.Match[str]) -> Reading | None:
    month = words.month_of(m["month"])
    return Reading("calendar", quarter=month // 3) if month % 3 == 0 else None


def _month_range(m: re.Match[str]) -> Reading | None:
    """ "January–March" and "January to June" name a quarter or a half."""
    first, last = words.month_of(m["first"]), words.month_of(m["last"])
    if last - first == 2 and last % 3 == 0:
        return Reading("calendar", quarter=last // 3)
    if last - first == 5 and last % 6 == 0:
        return Reading("calendar", half=last // 6)
    return None


def _season(m: re.Match[str]) -> Reading | None:
    return Reading("calendar", season=words.SEASONS[m["season"].lower()])


def _holiday(m: re.Match[str]) -> Reading | None:
    return Reading("calendar", holiday=words.holiday_of(m["holiday"]))


def _year(m: re.Match[str]) -> Reading | None:
    return Reading("calendar", year=int(m["year"]))


def _short_year(m: re.Match[str]) -> Reading | None:
    return Reading("calendar", year=century(int(m["year"])))


def _fiscal(m: re.Match[str]) -> Reading | None:
    text = m["year"]
    year = int(text) if len(text) == 4 else century(int(text))
    last = _last_year(year, m["last"])
    if m["last"] and last is None:
        return None
    return Reading("calendar", year=year, last_year=last, fiscal=True)


def _last_year(first: int, text: str | None) -> int | None:
    """The year that "2020/21" ends in, where the two follow one another."""
    if not text:
        return None
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    last += 100 if last < first else 0
    return last if last == first + 1 else None


def _double_year(m: re.Match[str]) -> Reading | None:
    first = int(m["year"])
    last = _last_year(first, m["last"])
    return Reading("calendar", year=first, last_year=last) if last else None


def _week(m: re.Match[str]) -> Reading | None:
    number = int(m["week"])
    return Reading("calendar", week=number) if 1 <= number <= 53 else None


def _weekday(m: re.Match[str]) -> Reading | None:
    name = m["weekday"].lower().rstrip(".")
    return Reading("weekday", weekday=words.WEEKDAYS[name])


def _month_day(m: re.Match[str]) -> Reading | None:
    return _day_month(m)


def _monthday(m: re.Match[str]) -> Reading | None:
    day = int(m["day"])
    return Reading("monthday", day=day) if 1 <= day <= 31 else None


def _nth(m: re.Match[str]) -> Reading | None:
    which = m["which"].lower()
    nth = -1 if which == "last" else ORDINALS[which]
    return Reading(
        "nth", weekday=words.WEEKDAYS[m["weekday"].lower().rstrip(".")], count=nth, month=words.month_of(m["month"])
    )


def _nth_week(m: re.Match[str]) -> Reading | None:
    return Reading("calendar", month=words.month_of(m["month"]))


def _short(m: re.Match[str]) -> Reading | None:
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


def _decades(m: re.Match[str]) -> Reading | None:
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


def _roman(m: re.Match[str]) -> Reading | None:
    number = {"I": 1, "II": 2, "III": 3, "IV": 4}[m["roman"].upper()]
    year = int(m["year"]) if m["year"] else None
    if m["unit"].lower() == "quarter":
        return Reading("calendar", year=year, quarter=number)
    return Reading("calendar", year=year, half=number) if number < 3 else None


def _word_year(m: re.Match[str]) -> Reading | None:
    if m["thousand"]:
        return Reading("calendar", year=2000 + (words.number(m["rest"]) if m["rest"] else 0))
    hundreds = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[m["century"].lower()]
    return Reading("calendar", year=hundreds + words.number(m["ones"] or m["tens"]))


PART_OF_DAY = r"(?:\s+(?:late\s+|early\s+)?(?:morning|afternoon|evening|night|lunchtime|noon))?"

CALENDAR: tuple[Rule, ...] = (
    Rule("iso", ("digit",), r"(?P<year>\d{4})(?P<sep>\s?[-/.]\s?)(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?:T[\d:.]{4,12}Z?)?(?![-/.]?\d)",
         _iso, ("2021-05-03", "2021/5/3", "2021.05.03"), ("2021-13-03", "2021-05/03")),
    Rule("iso_name", ("digit",), rf"(?P<year>{YEAR})(?P<sep>[-/\s])(?P<month>{MONTH})(?P=sep)(?P<day>[0-3]?\d)(?!\d)",
         lambda m: _full(int(m["year"]), words.month_of(m["month"]), int(m["day"])), ("2019-sep-1", "2019/Aug/01"), ("2019-sep/1",)),
    Rule("iso_month", ("digit",), r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>0?\d|1[0-2])(?![-/.]?\d)",
         _iso_month,
         ("2016.01", "2016-11", "2015-3"), ("2016-13", "2016-00", "2011-12")),
    Rule("figures", ("digit",), r"(?P<a>\d{1,2})(?P<sep>[./-])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<year>(?:1[89]|20|21)\d\d|\d\d)(?![\d%])(?![./-]\d)",
         _figures, ("03/04/2021", "25.12.2021", "17.10.22", "12-25-2021"), ("13/13/2021", "00/05/2021")),
    Rule("short_figures", ("digit",), r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/%])", _short_figures, ("2/19", "31/3", "4/22"), ("0/5", "32/1")),
    Rule("month_year_figures", ("digit",), r"(?P<month>0?[1-9]|1[0-2])\s?[/-]\s?(?P<year>(?:19|20)\d\d)(?![\d/-])",
         lambda m: Reading("calendar", year=int(m["year"]), month=int(m["month"])), ("11/2016", "3/2015"), ("13/2016",)),
    Rule("day_month", ("digit", "ordinal"), rf"(?:{DAY}|{DAY_WORD})\.?(?:{GAP}{{1,3}}|\s+(?:day\s+)?of\s+)(?P<month>{MONTH})",
         _day_month, ("3 May", "3rd of May", "21 Sept.", "first of May", "3-May"), ("32 May", "3 Mayor")),
    Rule("month_day", ("month",), rf"(?P<month>{MONTH})(?:{GAP}|\s+the\s+)(?:{DAY}|{DAY_WORD})(?![\d%])(?!(?:,\d{{3}}|[./:]\d|\s?(?:%|per\b|percent|pc\b|million|bn|billion)))",
         _month_day, ("May 3", "Sept. 12", "May 3rd", "May the third", "Dec-21"), ("May 3,500", "May 45", "March 12%")),
    Rule("month_range", ("month",), rf"(?P<first>{MONTH})(?:\s?[-–—/]\s?|\s+to\s+|\s+through\s+)(?P<last>{MONTH})",
         _month_range, ("January–March", "July to December", "Jan.-Mar."), ("January–February", "February to April")),
    Rule("month_quarter", ("month",), rf"(?P<month>{MONTH})\s+quarter", _month_quarter, ("March quarter", "December quarter"), ("May quarter",)),
    Rule("month", ("month",), rf"(?P<month>{MONTH})", _month, ("May", "Sept", "Feb."), ("Mayor",)),
    Rule("weekday", ("weekday",), rf"(?P<weekday>{WEEKDAY}){PART_OF_DAY}", _weekday, ("Friday", "Tues.", "Friday night"), ("Fridays",)),
    Rule("nth_weekday", ("ordinal", "last"), rf"(?P<which>first|second|third|fourth|last)\s+(?P<weekday>{WEEKDAY})\s+(?:of|in)\s+(?P<month>{MONTH})",
         _nth, ("first Monday of February", "last Friday in May"), ("fifth Monday of May",)),
    Rule("nth_week", ("ordinal", "last"), rf"(?P<which>first|second|third|fourth|last)\s+(?:week|weekend|half|days|fortnight)\s+(?:of|in)\s+(?P<month>{MONTH})",
         _nth_week, ("first week of February", "first half of May"), ("first week of the strike",)),
    Rule("quarter", ("digit", "ordinal", "last", "final", "fiscal", "financial"),
         r"(?P<fiscal>(?:fiscal|financial)[\s-])?(?:(?P<which>first|second|third|fourth|final|last(?!\s+quarter(?!\s+of))|1st|2nd|3rd|4th)|(?P<n>[1-4])(?:st|nd|rd|th))[\s-]+(?:fiscal\s+|financial\s+|calendar\s+)?(?P<unit>quarter|trimester|half|semester)\b(?!-?(?:hour|dozen|century|mile|time|of\s+(?:a|an|the\s+(?:match|game))\b))(?:-year\b)?",
         _quarter, ("third quarter", "third-quarter", "first half", "fiscal second quarter", "4th quarter", "first half-year"),
         ("third half", "first quarter-mile")),
    Rule("two_quarters", ("ordinal", "last", "final"), r"(?P<which>first|last|second|final)\s+(?:two|six)\s+(?P<unit>quarters|months)",
         lambda m: Reading("calendar", half=1 if m["which"].lower() == "first" else 2), ("first two quarters", "last six months", "first six months"),
         ("first three months",)),
    Rule("three_months", ("ordinal", "last", "final"), r"(?P<which>first|final)\s+three\s+months", lambda m: Reading("calendar", quarter=1 if m["which"].lower() == "first" else 4),
         ("first three months",), ("three months",)),
    Rule("short_period", ("q", "h", "digit"), r"(?:(?P<unit>Q|H)\s?(?P<n>[1-4])|(?P<k>[1-4])(?P<unit2>Q|H))(?:[\s/-]{0,2}(?P<year>(?:FY)?'?(?:(?:19|20)\d\d|\d\d))(?![\d.,%]\d|\d|%|\s?(?:per|million|bn)))?",
         _short, ("Q3", "Q3 2022", "3Q22", "1H", "Q1/22", "H2"), ("Q5", "H3"), re.NOFLAG),
    Rule("roman_period", ("quarter", "semester", "half"), r"(?P<unit>quarter|semester|half)\s+(?P<roman>IV|I{1,3})(?:/(?P<year>\d{4}))?", _roman, ("quarter IV/2017", "semester I"), ("quarter V", "semester IV")),
    Rule("word_year", ("nineteen", "twenty", "two", "eighteen"), rf"(?:(?P<century>eighteen|nineteen|twenty)[\s-](?:(?P<tens>(?:{words.alternation(t for t in words.NUMBERS if words.NUMBERS[t] > 9 and t[0] != 'a' and 'hundred' not in t)})|(?:oh|zero)[\s-](?P<ones>one|two|three|four|five|six|seven|eight|nine)))|(?P<thousand>two\s+thousand)(?:\s+(?:and\s+)?(?P<rest>{words.alternation(w for w in words.NUMBERS if 0 < words.NUMBERS[w] < 100 and w[0] != 'a' and 'couple' not in w)}))?)(?!\s+(?:(?-i:[a-z]+s)\b|million|people))", _word_year,
         ("nineteen ninety-six", "two thousand and eight", "two thousand"), ("nineteen ships", "two thousand ships")),
    Rule("season", ("season",), rf"(?P<season>{SEASON})", _season, ("spring", "Autumn"), ("springs",)),
    Rule("holiday", ("holiday",), rf"(?P<holiday>{HOLIDAY})", _holiday, ("Christmas", "New Year’s Eve", "Black Friday"), ("Christmassy",), re.IGNORECASE),
    Rule("double_year", ("digit",), r"(?P<year>(?:1[89]|20)\d\d)\s?[/–-]\s?(?P<last>(?:(?:1[89]|20)\d\d|\d\d))(?![\d/-])", _double_year,
         ("2023/24", "1997-98", "2020/2021"), ("2015-19", "2020/19")),
    Rule("fiscal", ("fy", "fiscal", "financial", "year"), r"(?:(?:the\s+)?(?:fiscal|financial)(?:\s+year)?|FY|the\s+year|year)\s?[-'’]?(?P<year>(?:19|20)\d\d|(?<![\d\s])\d\d|(?<=['’])\d\d)(?:[/–-](?P<last>(?:19|20)\d\d|\d\d))?(?!\d)",
         _fiscal, ("fiscal 2022", "FY22", "fiscal year 2022", "FY 2020-21", "FY2022"), ("FY 22nd", "fiscal 22")),
    Rule("year", ("digit",), rf"(?P<year>{YEAR})", _year, ("2021", "1974"), ("2021%", "1300", "2021.5")),
    Rule("short_year", ("'",), r"['’](?P<year>\d\d)(?!\d|s\b|['’])", _short_year, ("'98", "’21"), ("'98s",)),
    Rule("decade", ("digit", "'", "decadename"),
         r"(?P<digits>(?:1[89]|20)\d0)['’]?s|['’]?(?P<digits2>[2-9]0)['’]?s|(?P<name>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)",
         _decades, ("1980s", "1980's", "'80s", "eighties"), ("1985s", "'85s")),
    Rule("week", ("week",), r"(?:week|wk\.?)\s(?P<week>\d{1,2})", _week, ("week 10",), ("week 60", "week ten")),
    Rule("monthday", ("digit", "the"), r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)", _monthday, ("21st", "3rd"), ("41st",)),
)  # fmt: skip
