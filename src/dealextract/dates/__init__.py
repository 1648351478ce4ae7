"""Dates of business news: where they stand, what they stand for, and why.

    find_dates(text, published)   every date expression with its value, bound, basis and reasons
    publication_date(text)        what the article itself says about when it was published
    find_durations(text)          lengths of time, as ISO 8601 durations

Nothing here depends on the clock, the time zone or the locale.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from dealextract.dates import grammar
from dealextract.dates import published as head
from dealextract.dates.counted import from_event
from dealextract.dates.durations import Duration, find_durations
from dealextract.dates.grammar import join
from dealextract.dates.parsing import parse_day
from dealextract.dates.periods import Period, from_value
from dealextract.dates.published import week_of_report, year_of_writing
from dealextract.dates.readings import Found
from dealextract.dates.resolve import resolve, resolve_open, resolve_within
from dealextract.errors import UsageError
from dealextract.records import Date

__all__ = ["Duration", "counted_from", "event_of", "find_dates", "find_durations", "publication_date"]


def find_dates(text: str, published: str | dt.date | None = None) -> list[Date]:
    """The date expressions of the text, in order and without overlap; `text[d.start:d.end] == d.text`.

    `published` is the day of publication where the caller knows it, as a date or as text (`2021-05-04`, or any full
    date in English), or the month or year of it (`2021-05`, `May 2021`, `2021`): then only what any of its days gives
    has a value. Without it the article's own header or dateline counts. A range gives one date a side. Raises
    `UsageError` for a `published` that is no date.

    >>> [d.value for d in find_dates("It signed on 3 May and closes next month.", "2021-05-04")]
    ['2021-05-03', '2021-06']
    """
    found = join(text, grammar.read(text))
    day = _given(published)
    if isinstance(day, Period):
        return resolve_within(text, found, day)
    if day is not None:
        return resolve(text, found, day, f"the article was published on {day.isoformat()}")
    own = _publication(text, found)
    if own is not None and own.value and re.fullmatch(r"\d{4}-\d\d-\d\d", own.value):
        day = dt.date.fromisoformat(own.value)
        return resolve(text, found, day, f"the article is dated '{' '.join(own.text.split())}', {day.isoformat()}")
    if own is not None and own.value and own.value.startswith("XXXX-"):
        return resolve_open(text, found, own)
    if own is None and (report := week_of_report(text, found)) is not None:
        return resolve_within(text, found, *report)
    return resolve(text, found, None, "", written=year_of_writing(text, found))


def publication_date(text: str) -> Date | None:
    """What the article says about when it was published, or None; never guessed from the dates of its story.

    >>> publication_date("LONDON, 3 May 2021 -- Kerrow plc has sold its mill.").value
    '2021-05-03'
    """
    low = len(text) - head.HEAD
    if low <= head.HEAD:
        return _publication(text, grammar.read(text))
    foot = [replace(f, start=f.start + low, end=f.end + low) for f in grammar.read(text[low:])]
    return _publication(text, [*grammar.read(text[: head.HEAD]), *foot])


def event_of(date: Date) -> str | None:
    """The event from which a date counts ("signing", "closing" …), or None where it counts from none.

    >>> event_of(find_dates("It closes 18 months after signing.")[0])
    'signing'
    """
    found = grammar.read(date.text)
    return found[0].reading.event or None if found and found[0].reading.kind == "event" else None


def counted_from(date: Date, base: Date) -> Date | None:
    """A date that counts from an event, given the event's own date; None where that is open or too inexact.

    >>> (close,) = find_dates("It closes within 90 days of signing.")
    >>> counted_from(close, find_dates("3 May 2021")[0]).value
    '2021-08-01'
    """
    period = from_value(base.value) if base.value else None
    if period is None or event_of(date) is None:
        return None
    reading = replace(grammar.read(date.text)[0].reading, bound=date.bound)
    counted = from_event(reading, period)
    if counted is None:
        return None
    because = (f"counted from '{base.text}', the date of the {reading.event}", *base.because)
    return date.model_copy(
        update={"value": counted.value, "precision": counted.precision, "basis": "inferred", "because": because}
    )


def _publication(text: str, found: list[Found]) -> Date | None:
    one = head.locate(text, found)
    if one is None:
        return None
    one = replace(one, reading=replace(one.reading, bound=None))
    others = [f for f in found if f.start > one.start] if one.reading.alternative else []
    value = resolve(text, [one, *others], None, "")[0]
    end = head.end_with_time(text, one.end)
    return value.model_copy(update={"end": end, "text": text[one.start : end]})


def _given(published: str | dt.date | None) -> dt.date | Period | None:
    if published is None or published == "":
        return None
    if isinstance(published, dt.datetime):
        return published.date()
    if isinstance(published, dt.date):
        return published
    period = _period_of(published) or parse_day(published)
    if period is None:
        raise UsageError(
            f"{published!r} is no date", where="published", remedy="give it as YYYY-MM-DD, or YYYY-MM or YYYY"
        )
    return period.first if isinstance(period, Period) and period.precision == "day" else period


def _period_of(text: str) -> Period | None:
    """The day, month or year of a string that is in ISO form or that the grammar reads as one date and nothing else."""
    plain = text.strip()
    if re.fullmatch(r"[12]\d{3}(?:-\d\d){0,2}", plain):
        month = plain[5:7]
        return from_value(plain) if not month or 1 <= int(month) <= 12 else None
    found = grammar.read(text)
    if len(found) != 1 or found[0].end - found[0].start < len(plain) - 1 or found[0].reading.alternative:
        return None
    value = resolve(text, found, None, "")[0].value
    period = from_value(value) if value else None
    return period if period and period.precision in ("day", "month", "year") else None
