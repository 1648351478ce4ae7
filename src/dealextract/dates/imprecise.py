"""Articles whose day of publication is known to the month or the year only: a value stands where any day gives it."""

from __future__ import annotations

import datetime as dt

from dealextract.dates.periods import Period
from dealextract.dates.readings import Found
from dealextract.dates.resolve import resolve
from dealextract.records import Date


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
