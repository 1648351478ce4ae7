"""From readings to values: the anchors and the reasoning.

The anchors are, in order: the expression's own words; the day of publication, with tense; dates that the text has told
already, in the direction of the story; and dates that it tells next. Every inference names its premises.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from dealextract.dates import periods
from dealextract.dates.counted import deictic, event
from dealextract.dates.partial import monthday, nth, partial, weekday
from dealextract.dates.periods import Period
from dealextract.dates.published import Written
from dealextract.dates.readings import Found, Reading
from dealextract.dates.story import (
    REACH,
    Story,
    Value,
    build,
    countries_told,
    open_precision,
    open_value,
    order_of_text,
    settle_holiday,
)
from dealextract.dates.told import narrative
from dealextract.dates.words import BY_COUNTRY
from dealextract.dates.years import before_next_step
from dealextract.records import Date


def resolve(
    text: str, found: list[Found], published: dt.date | None, because: str, *, written: Written | None = None
) -> list[Date]:
    """The dates of the text in order: each reading with the value that its words and the anchors give it.

    `published` is the day of publication, `because` the sentence that says so, `written` the year of writing where
    only that is known.
    """
    story = Story(text, list(found), published, because, written=written)
    if any(f.reading.alternative for f in found):
        story.order = order_of_text(text)
    _place_holidays(story)
    for n, one in enumerate(story.found):
        if n in story.values:
            continue
        stated = _stated(story, n)
        if stated is not None:
            story.values[n] = _edged(one.reading, stated)
    if published is None:
        _look_ahead(story)
    for n, one in enumerate(story.found):
        if n not in story.values:
            story.values[n] = _edged(one.reading, _inferred(story, n))
    return [_date(story, n) for n in range(len(found))]


def _look_ahead(story: Story) -> None:
    """Steps still to come take their year from the step told next, the last of them first: "on 6 November ... in January
    ... in June 2020"."""
    for n in range(len(story.found) - 2, -1, -1):
        one = story.found[n]
        if (
            n not in story.values
            and one.reading.open_year
            and one.reading.within is None
            and one.reading.toward is None
        ):
            value = before_next_step(story, n, one.reading)
            if value is not None:
                story.values[n] = _edged(one.reading, value)


def _place_holidays(story: Story) -> None:
    """Holidays that several countries keep on days of their own take the day of the text's country, or stay open."""
    which = [n for n, f in enumerate(story.found) if f.reading.holiday in BY_COUNTRY]
    if not which:
        return
    told = countries_told(story.text)
    for n in which:
        one = story.found[n]
        day = settle_holiday(BY_COUNTRY[one.reading.holiday or ""], told)
        story.placed[n] = day.because
        if day.rule is None:
            story.values[n] = Value(because=day.because)
        else:
            story.found[n] = replace(one, reading=replace(one.reading, holiday=day.rule))


def _edged(r: Reading, value: Value) -> Value:
    """The day or week that "the last day of", "the first day of" and "the week of" take from a period."""
    period = value.period
    if period is None or r.edge not in ("first day", "last day", "week"):
        return value
    if r.edge == "week":
        return replace(value, period=periods.week_of(period.first)) if period.precision == "day" else value
    return replace(value, period=periods.day(period.first if r.edge == "first day" else period.last))


def _date(story: Story, n: int) -> Date:
    one, value = story.found[n], story.values[n]
    r = one.reading
    if r.fiscal and (r.quarter or r.half) and r.open_year and r.within is None:
        # It has a place in the story, so that a comparison is not counted from a date before it; but its year is a guess.
        reason = f"'{story.words(n)}' is a fiscal period: neither its year nor the months it covers are told"
        value = Value(open=open_value(r), because=(reason,))
    written = value.period.value if value.period else value.open
    precision = value.period.precision if value.period else open_precision(one.reading)
    placed = story.placed.get(n, ()) if value.because != story.placed.get(n) else ()
    return Date(
        start=one.start, end=one.end, text=story.text[one.start : one.end], value=written, precision=precision,
        bound=one.reading.bound or "on", basis="inferred" if placed else value.basis, because=(*value.because, *placed),
    )  # fmt: skip


def _stated(story: Story, n: int) -> Value | None:
    r = story.found[n].reading
    if r.kind == "vague":
        return Value(because=("the words name no definite time",), basis="stated")
    if r.kind != "calendar":
        return None
    if r.decade is not None:
        return Value(periods.decade(r.decade), basis="stated")
    if r.year is None:
        return None
    if r.alternative:
        return _ordered(story, r)
    if r.or_month and (value := _year_or_month(story, n, r.year, r.or_month)) is not None:
        return value
    if r.last_year and not (r.month or r.quarter or r.half or r.season):
        ends = r.bound in ("until", "by")
        return Value(
            periods.year(r.last_year if ends else r.year),
            basis="stated",
            because=("a year of two calendar years counts as the one it " + ("ends in" if ends else "begins in"),),
        )
    period = build(r, r.year)
    if period is None:
        return Value(because=("the calendar has no such day",), basis="stated")
    note = ("a fiscal period keeps its own name: the months it covers are not told",) if r.fiscal else ()
    return Value(period, basis="stated", because=note)


def _year_or_month(story: Story, n: int, year: int, month: int) -> Value | None:
    """ "2011-12": December 2011 or the year 2011/12, by the words right before it or other dates of the text.

    None where it is the year; null with both readings where nothing tells.
    """
    one = story.found[n]
    low, high = max(0, one.start - 24), one.end + 24
    if YEAR_WORDS.search(story.text, low, high):
        return None
    nearby = story.found[max(0, n - REACH) : n + REACH]
    double = [f for f in nearby if f.reading.last_year and not f.reading.or_month]
    iso = [f for f in nearby if f.rule in ("iso", "iso_month")]
    if double and not iso:
        return None
    if iso and not double:
        other = story.text[iso[0].start : iso[0].end]
        because = f"'{other}' in the same text writes the month in figures behind the year"
        return Value(periods.month(year, month), because=(because,))
    return Value(
        because=(
            f"{periods.month(year, month).value} if the second figure is a month",
            f"{year} if the two figures are two years that follow one another",
        )
    )


YEAR_WORDS = re.compile(
    r"\b(?:fiscal|financial|FY|seasons?|years?|academic|crop|marketing|accounts|annual)\b", re.IGNORECASE
)
"""Words beside "2011-12" that make it a year of two calendar years: "the 2011-12 season", "fiscal 2011-12"."""


def _ordered(story: Story, r: Reading) -> Value:
    """A date in figures that may be read in two orders."""
    assert r.year is not None and r.alternative is not None  # noqa: PT018 - checked by the caller
    a, b = r.alternative
    day_first, month_first = periods.make_day(r.year, b, a), periods.make_day(r.year, a, b)
    if day_first is None or month_first is None:
        return Value(day_first or month_first, basis="stated")
    if story.order is None:
        both = tuple(
            f"{_spelt(p)} if the {name} comes first" for p, name in ((day_first, "day"), (month_first, "month"))
        )
        return Value(because=(*both, "nothing else in the text tells the order"))
    return Value(day_first if story.order.order == "day first" else month_first, because=(story.order.because,))


def _spelt(period: Period) -> str:
    """3 April 2021, whatever the locale."""
    names = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    return f"{period.first.day} {names[period.first.month - 1]} {period.first.year}"


def _inferred(story: Story, n: int) -> Value:
    r = story.found[n].reading
    match r.kind:
        case "deictic":
            return deictic(story, n, r)
        case "narrative":
            return narrative(story, n, r)
        case "event":
            return event(story, n, r)
        case "weekday":
            return weekday(story, n, r)
        case "monthday":
            return monthday(story, n, r)
        case "nth":
            return nth(story, n, r)
        case _:
            return partial(story, n, r)


ANY_YEAR = 2001
"""A common year that begins on a Monday; it stands in for the open one and never shows."""


def resolve_open(text: str, found: list[Found], own: Date) -> list[Date]:
    """The dates of a text that is dated `own`, a day of an open year (`XXXX-03-03`).

    Days and months counted from it keep the open year; years, weeks and weekdays cannot be told.
    """
    plain = resolve(text, found, None, "")
    assert own.value is not None
    try:
        day = dt.date(ANY_YEAR, int(own.value[5:7]), int(own.value[8:10]))
    except ValueError:
        return plain
    because = f"the article is dated '{' '.join(own.text.split())}', whose year stays open"
    counted = resolve(text, found, day, because)
    return [
        _opened(one, other, because) if one.value is None else one for one, other in zip(plain, counted, strict=True)
    ]


def _opened(plain: Date, counted: Date, because: str) -> Date:
    value = counted.value or ""
    words = counted.text.lower()
    if (
        not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", value)
        or because not in counted.because
        or re.search(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", words)
    ):
        return plain
    if int(value[:4]) != ANY_YEAR or value[5:7] > "12":
        return plain
    return counted.model_copy(update={"value": "XXXX" + value[4:]})


def resolve_within(text: str, found: list[Found], published: Period, because: str = "") -> list[Date]:
    """The dates of a text that was published on some day of a period: a month, a year, the week after an announcement.

    `because` says how that is known; without it that it was given.

    Resolved from the first day, the middle and the last of it: where the three agree the value stands, where they do
    not it is null, with the readings in `because`. "Last year" of an article of 2021 is 2020; "yesterday" stays open.
    """
    because = because or f"the article was published in {published.value}, on a day that is not told"
    days = sorted({published.first, published.middle, published.last})
    several = [resolve(text, found, day, because) for day in days]
    return [_agreed(options, days) for options in zip(*several, strict=True)]


def _agreed(options: tuple[Date, ...], days: list[dt.date]) -> Date:
    first = options[0]
    if len({(d.value, d.basis) for d in options}) == 1:
        return first
    seen: dict[str, dt.date] = {}
    for date, day in zip(options, days, strict=True):
        if date.value:
            seen.setdefault(date.value, day)
    readings = tuple(f"{value} if it was published on {day.isoformat()}" for value, day in seen.items())
    return first.model_copy(update={"value": None, "basis": "inferred", "because": (*first.because[:1], *readings)})
