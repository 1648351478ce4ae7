# ruff: noqa: E501 - a pattern is easier to read on one line
"""The rules of the calendar: figures, months, weekdays, quarters, seasons, holidays, years.

`CALENDAR` holds them; what a match stands for is in `productions`, what a rule is in `rule`.
"""

from __future__ import annotations

import re

from dealextract.dates import productions as p
from dealextract.dates import words
from dealextract.dates.readings import Reading, Rule
from dealextract.dates.words import DAY_ORDINALS, HOLIDAY, MONTH, SEASON, WEEKDAY, YEAR

DAY = r"(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th)\b)?"
DAY_WORDS = words.alternation(DAY_ORDINALS).replace(r"\-", r"[\s-]")
DAY_WORD = rf"(?P<dayword>{DAY_WORDS})"
GAP = r"(?:\s|\s?-\s?(?=\w))"


PART_OF_DAY = r"(?:\s+(?:late\s+|early\s+)?(?:morning|afternoon|evening|night|lunchtime|noon))?"

OTHER_CALENDARS = "".join(
    rf"(?<!{name}\s)"
    for name in ("lunar", "chinese", "jewish", "tamil", "thai", "persian", "khmer", "orthodox", "islamic")
)
"""Before a feast: that of another calendar, whose day is another one."""

CALENDAR: tuple[Rule, ...] = (
    Rule("iso", ("digit",), r"(?P<year>\d{4})(?P<sep>\s?[-/.]\s?)(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?:T[\d:.]{4,12}Z?)?(?![-/.]?\d)",
         p.iso, ("2021-05-03", "2021/5/3", "2021.05.03"), ("2021-13-03", "2021-05/03")),
    Rule("iso_name", ("digit",), rf"(?P<year>{YEAR})(?P<sep>[-/\s])(?P<month>{MONTH})(?P=sep)(?P<day>[0-3]?\d)(?!\d)",
         lambda m: p.full(int(m["year"]), words.month_of(m["month"]), int(m["day"])), ("2019-sep-1", "2019/Aug/01"), ("2019-sep/1",)),
    Rule("iso_month", ("digit",), r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>0?\d|1[0-2])(?![-/.]?\d)",
         p.iso_month,
         ("2016.01", "2016-11", "2015-3"), ("2016-13", "2016-00", "2011-12")),
    Rule("figures", ("digit",), r"(?P<a>\d{1,2})(?P<sep>[./-])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<year>(?:1[89]|20|21)\d\d|\d\d)(?![\d%])(?![./-]\d)",
         p.figures, ("03/04/2021", "25.12.2021", "17.10.22", "12-25-2021"), ("13/13/2021", "00/05/2021")),
    Rule("short_figures", ("digit",), r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/%])", p.short_figures, ("2/19", "31/3", "4/22"), ("0/5", "32/1")),
    Rule("month_year_figures", ("digit",), r"(?P<month>0?[1-9]|1[0-2])\s?[/-]\s?(?P<year>(?:19|20)\d\d)(?![\d/-])",
         lambda m: Reading("calendar", year=int(m["year"]), month=int(m["month"])), ("11/2016", "3/2015"), ("13/2016",)),
    Rule("day_month", ("digit", "ordinal"), rf"(?:{DAY}|{DAY_WORD})\.?(?:{GAP}{{1,3}}|\s+(?:day\s+)?of\s+)(?P<month>{MONTH})",
         p.day_month, ("3 May", "3rd of May", "21 Sept.", "first of May", "3-May"), ("32 May", "3 Mayor")),
    Rule("month_day", ("month",), rf"(?P<month>{MONTH})(?:(?:{GAP}|\s+the\s+){DAY}|[^\S\n](?:the\s+)?{DAY_WORD})(?![\d%])(?!(?:,\d{{3}}|[./:]\d|\s?(?:%|per\b|percent|pc\b|million|bn|billion)))",
         p.month_day, ("May 3", "Sept. 12", "May 3rd", "May the third", "Dec-21"), ("May 3,500", "May 45", "March 12%")),
    Rule("month_range", ("month",), rf"(?P<first>{MONTH})(?:\s?[-–—/]\s?|\s+to\s+|\s+through\s+)(?P<last>{MONTH})",
         p.month_range, ("January–March", "July to December", "Jan.-Mar."), ("January–February", "February to April")),
    Rule("month_quarter", ("month",), rf"(?P<month>{MONTH})\s+quarter", p.month_quarter, ("March quarter", "December quarter"), ("May quarter",)),
    Rule("month", ("month",), rf"(?P<month>{MONTH})", p.month, ("May", "Sept", "Feb."), ("Mayor",)),
    Rule("weekday", ("weekday",), rf"(?P<weekday>{WEEKDAY}){PART_OF_DAY}", p.weekday, ("Friday", "Tues.", "Friday night"), ("Fridays",)),
    Rule("nth_weekday", ("ordinal", "last"), rf"(?P<which>first|second|third|fourth|last)\s+(?P<weekday>{WEEKDAY})\s+(?:of|in)\s+(?P<month>{MONTH})",
         p.nth, ("first Monday of February", "last Friday in May"), ("fifth Monday of May",)),
    Rule("nth_week", ("ordinal", "last"), rf"(?P<which>first|second|third|fourth|last)\s+(?:week|weekend|half|days|fortnight)\s+(?:of|in)\s+(?P<month>{MONTH})",
         p.nth_week, ("first week of February", "first half of May"), ("first week of the strike",)),
    Rule("quarter", ("digit", "ordinal", "last", "final", "fiscal", "financial"),
         r"(?P<fiscal>(?:fiscal|financial)[\s-])?(?:(?P<which>first|second|third|fourth|final|last(?!\s+quarter(?!\s+of))|1st|2nd|3rd|4th)|(?P<n>[1-4])(?:st|nd|rd|th))[\s-]+(?:fiscal\s+|financial\s+|calendar\s+)?(?P<unit>quarter|trimester|half|semester)\b(?!-?(?:hour|dozen|century|mile|time|of\s+(?:a|an|the\s+(?:match|game))\b))(?:-year\b)?",
         p.quarter, ("third quarter", "third-quarter", "first half", "fiscal second quarter", "4th quarter", "first half-year"),
         ("third half", "first quarter-mile")),
    Rule("two_quarters", ("ordinal", "last", "final"), r"(?P<which>first|last|second|final)\s+(?:two|six)\s+(?P<unit>quarters|months)",
         lambda m: Reading("calendar", half=1 if m["which"].lower() == "first" else 2), ("first two quarters", "last six months", "first six months"),
         ("first three months",)),
    Rule("three_months", ("ordinal", "last", "final"), r"(?P<which>first|final)\s+three\s+months", lambda m: Reading("calendar", quarter=1 if m["which"].lower() == "first" else 4),
         ("first three months",), ("three months",)),
    Rule("short_period", ("q", "h", "digit"), r"(?:(?P<unit>Q|H)\s?(?P<n>[1-4])|(?P<k>[1-4])(?P<unit2>Q|H))(?:[\s/-]{0,2}(?P<year>(?:FY)?'?(?:(?:19|20)\d\d|\d\d))(?![\d.,%]\d|\d|%|\s?(?:per|million|bn)))?",
         p.short, ("Q3", "Q3 2022", "3Q22", "1H", "Q1/22", "H2"), ("Q5", "H3"), re.NOFLAG),
    Rule("roman_period", ("quarter", "semester", "half"), r"(?P<unit>quarter|semester|half)\s+(?P<roman>IV|I{1,3})(?:/(?P<year>\d{4}))?", p.roman, ("quarter IV/2017", "semester I"), ("quarter V", "semester IV")),
    Rule("word_year", ("nineteen", "twenty", "two", "eighteen"), rf"(?:(?P<century>eighteen|nineteen|twenty)[\s-](?:(?P<tens>(?:{words.alternation(t for t in words.NUMBERS if words.NUMBERS[t] > 9 and t[0] != 'a' and 'hundred' not in t)})|(?:oh|zero)[\s-](?P<ones>one|two|three|four|five|six|seven|eight|nine)))|(?P<thousand>two\s+thousand)(?:\s+(?:and\s+)?(?P<rest>{words.alternation(w for w in words.NUMBERS if 0 < words.NUMBERS[w] < 100 and w[0] != 'a' and 'couple' not in w)}))?)(?!\s+(?:(?-i:(?!(?:has|was|is|its)\b)[a-z]+s)\b|million|people))", p.word_year,
         ("nineteen ninety-six", "two thousand and eight", "two thousand"), ("nineteen ships", "two thousand ships")),
    Rule("season", ("season",), rf"(?P<season>{SEASON})", p.season, ("spring", "Autumn"), ("springs",)),
    Rule("holiday", ("holiday",), rf"{OTHER_CALENDARS}(?P<holiday>{HOLIDAY})", p.holiday, ("Christmas", "New Year’s Eve", "Black Friday"), ("Christmassy",), re.IGNORECASE),
    Rule("double_year", ("digit",), r"(?P<year>(?:1[89]|20)\d\d)\s?[/–-]\s?(?P<last>(?:(?:1[89]|20)\d\d|\d\d))(?![\d/-])", p.double_year,
         ("2023/24", "1997-98", "2020/2021"), ("2015-19", "2020/19")),
    Rule("fiscal", ("fy", "fiscal", "financial", "year"), r"(?:(?:the\s+)?(?:fiscal|financial)(?:\s+year)?|FY|the\s+year|year)\s?[-'’]?(?P<year>(?:19|20)\d\d|(?<![\d\s])\d\d|(?<=['’])\d\d)(?:[/–-](?P<last>(?:19|20)\d\d|\d\d))?(?!\d)",
         p.fiscal, ("fiscal 2022", "FY22", "fiscal year 2022", "FY 2020-21", "FY2022"), ("FY 22nd", "fiscal 22")),
    Rule("year", ("digit",), rf"(?P<year>{YEAR})", p.year, ("2021", "1974"), ("2021%", "1300", "2021.5")),
    Rule("short_year", ("'",), r"['’](?P<year>\d\d)(?!\d|s\b|['’])", p.short_year, ("'98", "’21"), ("'98s",)),
    Rule("decade", ("digit", "'", "decadename"),
         r"(?P<digits>(?:1[89]|20)\d0)['’]?s|['’]?(?P<digits2>[2-9]0)['’]?s|(?P<name>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)",
         p.decades, ("1980s", "1980's", "'80s", "eighties"), ("1985s", "'85s")),
    Rule("week", ("week",), rf"(?:week|wk\.?)[ \t](?P<week>\d{{1,2}})(?!\.?\s?(?:of\s)?{MONTH})", p.week, ("week 10",), ("week 60", "week ten", "week\n16", "week 16 March")),
    Rule("monthday", ("digit", "the"), r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)", p.monthday, ("21st", "3rd"), ("41st",)),
)  # fmt: skip
