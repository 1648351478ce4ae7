# ruff: noqa: E501 - a pattern is easier to read on one line
"""The rules of expressions that hang on another date: the day of writing, a date told before, or an event."""

from __future__ import annotations

import re
from dataclasses import replace

from dealextract.dates import words
from dealextract.dates.readings import A_WEEK_ON, Reading, Rule
from dealextract.dates.rules import PART_OF_DAY
from dealextract.dates.words import HOLIDAY, MONTH, NUMBER, SEASON, WEEKDAY, YEAR

LAST = r"last|past|this\s+past|this\s+last"
THIS = r"this|current|this\s+coming"
NEXT = r"next|coming|upcoming"
UNIT = r"day|week|weekend|fortnight|month|quarter|half|year|decade"
SPAN = r"days?|weeks?|fortnights?|months?|quarters?|years?|decades?"
YEAR_WORDS = r"(?:(?:fiscal|financial|calendar|business|tax|reporting)\s+)?"


def _toward(word: str) -> int:
    plain = " ".join(word.lower().split())
    return {"last": -1, "past": -1, "this past": -1, "this last": -1, "this": 0, "current": 0, "this coming": 1}.get(
        plain, 1
    )


def unit_of(word: str) -> str:
    """The singular of a unit, lower case.

    >>> unit_of("Weeks"), unit_of("half")
    ('week', 'half')
    """
    plain = word.lower()
    return plain if plain == "half" else plain.rstrip("s")


def _deictic_unit(m: re.Match[str]) -> Reading | None:
    unit = unit_of(m["unit"])
    if unit == "day":  # "the next day" is told from the day before, "last day" of something else
        return None
    fiscal = bool(re.search(r"fiscal|financial|tax|business", m[0], re.IGNORECASE))
    return Reading("deictic", unit=unit, count=_toward(m["which"]), fiscal=fiscal)


def _deictic_name(m: re.Match[str]) -> Reading | None:
    toward = _toward(m["which"])
    if m["month"]:
        return Reading("calendar", month=words.month_of(m["month"]), toward=toward)
    if m["season"]:
        return Reading("calendar", season=words.SEASONS[m["season"].lower()], toward=toward)
    if m["holiday"]:
        return Reading("calendar", holiday=words.holiday_of(m["holiday"]), toward=toward)
    return Reading("weekday", weekday=words.WEEKDAYS[m["weekday"].lower().rstrip(".")], toward=toward)


DAYS = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "last night": -1, "last evening": -1, "overnight": 0, "the day before yesterday": -2, "the day after tomorrow": 2,
    "a week tomorrow": 8, "a week today": 7, "today's date": 0, "earlier today": 0, "later today": 0, "the date hereof": 0,
    "a week yesterday": -8,
}  # fmt: skip


def _day_word(m: re.Match[str]) -> Reading | None:
    return Reading("deictic", unit="day", count=DAYS[" ".join(m["word"].lower().replace("’", "'").split())])


def _ago(m: re.Match[str]) -> Reading | None:
    return Reading("deictic", unit=unit_of(m["unit"]), count=-words.number(m["n"]))


def _ahead(m: re.Match[str]) -> Reading | None:
    return Reading("deictic", unit=unit_of(m["unit"]), count=words.number(m["n"]))


def _within(m: re.Match[str]) -> Reading | None:
    event = m["event"]
    if event:
        found = event_of(event)
        if found is None:
            return Reading("vague", bound="by")
        return Reading("event", unit=unit_of(m["unit"]), count=words.number(m["n"]), event=found, bound="by")
    return Reading("deictic", unit=unit_of(m["unit"]), count=words.number(m["n"]), bound="by", edge="late")


def event_of(words_: str) -> str | None:
    """The event that a noun phrase names, by the vocabulary's table of events.

    >>> event_of("its completion"), event_of("the cat")
    ('closing', None)
    """
    last = " ".join(words_.lower().split())
    for event, forms in words.table("events").items():
        if any(last == noun or last.endswith(" " + noun) for noun in forms["nouns"]):
            return str(event)
    return None


def _event(m: re.Match[str]) -> Reading | None:
    event = event_of(m["event"])
    if event is None:
        return None
    sign = -1 if m["way"].lower() in ("before", "prior to") else 1
    return Reading("event", unit=unit_of(m["unit"]), count=sign * words.number(m["n"]), event=event)


def _later(m: re.Match[str]) -> Reading | None:
    sign = -1 if m["way"].lower() in ("earlier", "before", "previously") else 1
    return Reading("narrative", unit=unit_of(m["unit"]), count=sign * words.number(m["n"]))


def _following(m: re.Match[str]) -> Reading | None:
    which = m["which"].lower()
    count = {
        "following": 1,
        "next": 1,
        "previous": -1,
        "preceding": -1,
        "prior": -1,
        "same": 0,
        "that": 0,
        "that same": 0,
    }[which]
    if m["unit"]:
        unit = "day" if m["unit"].lower() == "date" else unit_of(m["unit"])
        return Reading("narrative", unit=unit, count=count)
    if m["month"]:
        return Reading(
            "calendar", month=words.month_of(m["month"]), within=Reading("narrative", unit="month", count=count)
        )
    if m["season"]:
        season = words.SEASONS[m["season"].lower()]
        return Reading("calendar", season=season, within=Reading("narrative", unit="season", count=count))
    weekday = words.WEEKDAYS[m["weekday"].lower().rstrip(".")]
    return Reading("weekday", weekday=weekday, within=Reading("narrative", unit="day", count=count))


def _year_after(m: re.Match[str]) -> Reading | None:
    return Reading("narrative", unit=unit_of(m["unit"]), count=-1 if m["way"].lower() == "before" else 1)


def _period_end(m: re.Match[str]) -> Reading | None:
    unit = m["unit"].lower()
    return Reading("deictic", unit=unit, count=0, edge="end", yearly=unit == "year")


def _plain_unit(m: re.Match[str]) -> Reading | None:
    return Reading("deictic", unit=unit_of(m["unit"]), count=0, yearly=True)


def _year_ago(m: re.Match[str]) -> Reading | None:
    unit = (m["unit"] or "").lower()
    quarter = words.ORDINALS[m["ordinal"].lower()] if m["ordinal"] else None
    return Reading("narrative", unit="period", count=-1, quarter=quarter, event=unit)


def _latest(m: re.Match[str]) -> Reading | None:
    unit = m["unit"].lower()
    if unit in ("quarter", "period"):
        return Reading("deictic", unit="quarter", count=0, yearly=True)
    return Reading("deictic", unit=unit, count=0 if unit in ("week", "month") else -1)


def _same_period(m: re.Match[str]) -> Reading | None:
    groups = m.groupdict()
    year = groups.get("year") or groups.get("year2")
    return Reading("narrative", unit="period", count=-1, last_year=int(year) if year else None, event=m["unit"].lower())


def _monthday_of(m: re.Match[str]) -> Reading | None:
    day = int(m["day"]) if m["day"] else words.DAY_ORDINALS[m["dayword"].lower()]
    return Reading("monthday", day=day, within=Reading("deictic", unit="month", count=_toward(m["which"] or "this")))


def _weekday_week(m: re.Match[str]) -> Reading | None:
    """ "Sunday next" is the one of next week; "Wednesday week" and "a week on Friday" are a week after the coming one."""
    weekday = words.WEEKDAYS[(m["on"] or m["weekday"]).lower().rstrip(".")]
    return Reading("weekday", weekday=weekday, toward=1 if m[0].lower().endswith("next") else A_WEEK_ON)


def _weeks_weekday(m: re.Match[str]) -> Reading | None:
    week = Reading("deictic", unit="week", count=_toward(m["which"]))
    return Reading("weekday", weekday=words.WEEKDAYS[m["weekday"].lower().rstrip(".")], within=week)


def _nth_of_month(m: re.Match[str]) -> Reading | None:
    nth = -1 if m["nth"].lower() == "last" else words.ORDINALS[m["nth"].lower()]
    count = {"this": 0, "month": 0, "next": 1}.get(m["which"].lower(), -1)
    weekday = words.WEEKDAYS[m["weekday"].lower().rstrip(".")]
    return Reading("nth", weekday=weekday, count=nth, within=Reading("deictic", unit="month", count=count))


def _vague(m: re.Match[str]) -> Reading | None:
    return Reading("vague", bound="by" if m[0].lower().startswith("within") else None)


def _weekday_number(m: re.Match[str]) -> Reading | None:
    day = int(m["day"])
    weekday = words.WEEKDAYS[m["weekday"].lower().rstrip(".")]
    return Reading("monthday", day=day, weekday=weekday) if 1 <= day <= 31 else None


def _then(m: re.Match[str]) -> Reading | None:
    return Reading("narrative", unit="same", count=0)


def _since_count(m: re.Match[str]) -> Reading | None:
    return replace(_ago(m) or Reading("vague"), edge="early")


def _winters_ago(m: re.Match[str]) -> Reading | None:
    return Reading("calendar", season=words.SEASONS[m["season"].lower().rstrip("s")], toward=-words.number(m["n"]))


def _years_half(m: re.Match[str]) -> Reading | None:
    return Reading("deictic", unit="year", count=_toward(m["which"]))


EVENT_NOUNS = words.alternation(noun for forms in words.table("events").values() for noun in forms["nouns"])
EVENT_NOUN = rf"(?P<event>(?:(?:the|its|their|this|that|such|each|formal|main|final|first)\s+){{0,2}}(?:[a-z]{{2,14}}\s+)?(?:{EVENT_NOUNS})(?!\w))"

RELATIVE: tuple[Rule, ...] = (
    Rule("day_word", ("today", "tonight", "yesterday", "tomorrow", "this", "last", "the", "a", "overnight", "earlier", "later", "late", "early"),
         rf"(?P<word>{words.alternation([d for d in DAYS if d != 'overnight'])}){PART_OF_DAY}",
         _day_word, ("today", "the day before yesterday", "this morning", "yesterday evening", "last night"), ("todays",)),
    Rule("deictic_unit", ("last", "past", "this", "current", "next", "coming", "upcoming", "latest"),
         rf"(?P<which>{LAST}|{THIS}|{NEXT})\s+{YEAR_WORDS}(?P<unit>{UNIT})", _deictic_unit,
         ("last year", "next quarter", "this past month", "coming week", "last fiscal year", "this week"), ("this day", "last years", "last few days")),
    Rule("deictic_name", ("last", "this", "next", "coming"),
         rf"(?P<which>last|this\s+past|this\s+last|{THIS}|{NEXT})\s+(?:(?P<month>{MONTH})|(?P<season>{SEASON})|(?P<weekday>{WEEKDAY})|(?P<holiday>{HOLIDAY})){PART_OF_DAY}", _deictic_name,
         ("last September", "next spring", "this Friday", "this coming Monday", "last Christmas"), ("last springs", "past April")),
    Rule("ago", ("number", "a"), rf"(?P<n>{NUMBER})\s+(?P<unit>{SPAN})\s+(?:or\s+so\s+)?(?:ago|back(?!\s+to))", _ago, ("five years ago", "a decade ago", "10 days ago"),
         ("years ago", "five years")),
    Rule("since", ("number",), rf"(?P<n>{NUMBER})\s+(?P<unit>years)\s+since", _ago, ("five years since",), ("five years ago",)),
    Rule("ahead", ("in",), rf"in\s+(?!an?\s+(?:{UNIT})\b(?!['’]s\s+time|\s+from))(?P<n>{NUMBER})\s+(?P<unit>{SPAN})(?:['’]s?\s+time|\s+from\s+now)?(?!\s+(?:of|to|since|he|she|it|they|ended|and|with|at|for|running|before|after|or|by)\b)", _ahead,
         ("in two weeks", "in three years' time", "in 18 months"), ("in years",)),
    Rule("from_now", ("number", "a"), rf"(?P<n>{NUMBER})\s+(?P<unit>{SPAN})\s+(?:from\s+(?:now|today)|hence|away)", _ahead, ("two weeks from now", "a year hence"), ("two weeks",)),
    Rule("within", ("within",), rf"within\s+(?:the\s+next\s+)?(?P<n>{NUMBER})\s+(?:business\s+|working\s+|calendar\s+|trading\s+)?(?P<unit>{SPAN})(?:\s+(?:of|after|from|following)\s+{EVENT_NOUN})?", _within,
         ("within 30 days", "within 90 days of closing", "within two years of the closing"), ("within days",)),
    Rule("event", ("number", "a"), rf"(?P<n>{NUMBER})\s+(?:business\s+|working\s+)?(?P<unit>{SPAN})\s+(?P<way>after|following|before|from|prior\s+to)\s+{EVENT_NOUN}", _event,
         ("18 months after signing", "two years after the closing"), ("two years after the cat",)),
    Rule("later", ("number", "a"), rf"(?P<n>{NUMBER})\s+(?P<unit>{SPAN})\s+(?P<way>later(?!\s+than)|earlier(?!\s+than)|on(?=,)|afterwards|previously|(?:before|after)(?:\s+that(?=[,.]|\s+(?:is|was)))?(?=[,.;:)]|\s+(?:in|on|at|to|and|for|with|by|but)\b|\s*\Z))", _later,
         ("two years later", "a year earlier", "a year before"), ("years later", "two years later than")),
    Rule("following", ("following", "previous", "preceding", "prior", "same", "that", "next"),
         rf"(?P<which>following|previous|preceding|prior|same|that(?:\s+same)?|next)\s+{YEAR_WORDS}(?:(?P<unit>day|date|week|month|quarter|year|weekend|half)|(?P<month>{MONTH})|(?P<season>{SEASON})|(?P<weekday>{WEEKDAY})){PART_OF_DAY}",
         lambda m: None if m["which"].lower() == "next" and not m["unit"] else _following(m), ("following year", "same month", "following February", "previous week", "that year"), ("following years", "next Friday")),
    Rule("year_after", ("year", "month", "day", "week", "quarter"), r"(?P<unit>year|month|day|week|quarter)\s+(?P<way>before|after)(?!\s+(?:last|next|he|she|it|they|the|a|that|its|his|her|we|tomorrow|yesterday|[A-Z])\b)", _year_after,
         ("year before", "year after", "day before"), ("year before it", "day after tomorrow")),
    Rule("year_before_last", ("year", "week", "month"), r"(?P<unit>year|week|month)\s+(?:before\s+last|after\s+(?:the\s+)?next)",
         lambda m: Reading("deictic", unit=m["unit"].lower(), count=-2 if "last" in m[0].lower() else 2), ("year before last", "week after next"), ("year before",)),
    Rule("year_ago", ("year", "prior"), r"(?:year-(?:ago|earlier|before)|year\s+ago|prior[\s-]year|year\s+earlier)(?:\s+(?P<ordinal>first|second|third|fourth))?(?:\s+(?P<unit>period|quarter|half|month|level|figure))?", _year_ago,
         ("year-ago", "year-earlier quarter", "prior-year quarter", "year-ago third quarter"), ("year before it",)),
    Rule("same_period", ("same", "corresponding", "comparable", "equivalent", "like"),
         rf"(?:same|corresponding|comparable|equivalent|like)\s+(?:{NUMBER}\s+|year-(?:ago|earlier)\s+)?(?P<unit>period|quarter|half|months?|weeks)(?:\s+(?:of|in|the)\s+(?P<year>{YEAR})|(?:\s+(?:of|in))?\s+(?:last\s+year|the\s+(?:previous|preceding|prior)\s+year|the\s+year\s+before)|\s+a\s+year\s+(?:ago|earlier|before)|,?\s+(?P<year2>{YEAR}))",
         _same_period, ("same period of 2019", "corresponding quarter last year", "same three months a year earlier"), ("same period",)),
    Rule("period_of_year", ("digit",), rf"(?P<year>{YEAR})\s+(?P<unit>quarter|period)", _same_period, ("1988 quarter", "2007 period"), ("1988 quarters",)),
    Rule("quarter_ago", ("quarter",), r"(?P<unit>quarter)\s+(?:a\s+year\s+(?:ago|earlier|before)|last\s+year)", _same_period, ("quarter a year ago",), ("quarter ago",)),
    Rule("last_years_quarter", ("last",), r"last\s+year['’]s\s+(?P<unit>quarter|period)", _same_period, ("last year's quarter",), ("last year's quarters",)),
    Rule("latest", ("latest",), rf"latest\s+{YEAR_WORDS}(?P<unit>quarter|period|half|year|month|week|weekend)", _latest, ("latest quarter", "latest fiscal year"), ("latest quarters",)),
    Rule("period_end", ("year", "month", "quarter"), r"(?P<unit>year|month|quarter)(?:-|\s|['’]s\s)end", _period_end, ("year-end", "month-end", "year's end", "year end"), ("year-ends",)),
    Rule("monthday_of", ("digit", "ordinal"), rf"(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)|(?P<dayword>{words.alternation(words.DAY_ORDINALS)}))\s+(?:day\s+)?of\s+(?:the\s+month|(?P<which>this|next|last)\s+month)", _monthday_of,
         ("21st of the month", "first of next month"), ("21st of the year",)),
    Rule("weeks_weekday", ("weekday",), rf"(?P<weekday>{WEEKDAY})\s+(?:(?:of|in)\s+)?(?P<which>last|this|next)\s+week", _weeks_weekday, ("Thursday of last week", "Friday next week"), ("Friday week",)),
    Rule("week_then_weekday", ("last", "this", "next"), rf"(?P<which>last|this|next)\s+week,?\s+(?:on\s+)?(?P<weekday>{WEEKDAY})", _weeks_weekday, ("next week Friday", "this week on Tuesday"), ("next week Fridays",)),
    Rule("nth_of_month", ("ordinal", "last"), rf"(?P<nth>first|second|third|fourth|last)\s+(?P<weekday>{WEEKDAY})\s+(?:of|in)\s+(?:the\s+)?(?P<which>this|next|last|previous|month)(?:\s+month)?", _nth_of_month,
         ("first Friday of next month", "last Monday of the month"), ("fifth Friday of next month",)),
    Rule("weekday_week", ("weekday", "a"), rf"(?:a\s+week\s+(?:on|from)\s+(?P<on>{WEEKDAY})|(?P<weekday>{WEEKDAY})\s+(?:week|next)(?!\s+(?:week|month|year|in|to)))", _weekday_week,
         ("Wednesday week", "Sunday next", "a week on Friday"), ("Wednesday last",)),
    Rule("vague", ("in", "over", "within", "coming", "during"), r"(?:(?:in|over|within|during)\s+the\s+|)(?:next|coming)\s+(?:few\s+|couple\s+of\s+|several\s+)?(?:days|weeks|months|years|quarters)(?:\s+ahead)?|within\s+(?:days|weeks|months|the\s+month|the\s+year)", _vague,
         ("in the coming weeks", "over the next few months", "within weeks"), ("in weeks",)),
    Rule("full_year", ("full",), r"full[\s-]year", lambda m: Reading("deictic", unit="year", count=0, yearly=True, event="full"), ("full-year", "full year"), ("full years",)),
    Rule("that_part", ("that", "the"), r"that\s+(?:same\s+)?(?:morning|afternoon|evening|night)", lambda m: Reading("narrative", unit="day", count=0), ("that morning", "that same night"), ("that mourning",)),
    Rule("weekday_number", ("weekday",), rf"(?P<weekday>{WEEKDAY})\s+(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d/.:%-]|,\d|\s*(?:{MONTH}|%|[ap]\.?m\b|per|million))", _weekday_number,
         ("Wed 26", "Friday the 11th"), ("Wed 45", "Wed 26 May")),
    Rule("then", ("then",), r"then", _then, ("then",), ("thence",)),
    Rule("seasons_ago", ("number", "a"), rf"(?P<n>{NUMBER})\s+(?P<season>(?:{SEASON})s?)\s+ago", _winters_ago, ("two summers ago",), ("summers ago",)),
    Rule("plain_unit", ("year", "quarter", "month", "week", "weekend", "half"), r"(?P<unit>year|quarter|month|week|weekend|half)", _plain_unit, ("year", "quarter"), ("years",)),
)  # fmt: skip
