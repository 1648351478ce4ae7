"""Expressions counted from a date told before: "the following year", "two years later", "the year-ago quarter"."""

from __future__ import annotations

from dealextract.dates import periods
from dealextract.dates.compared import (
    LONGER,
    apart,
    beside_figure,
    comparison,
    doubted,
    either,
    last_told,
    longer,
    reported,
    year_between,
    year_or_day,
)
from dealextract.dates.periods import Period
from dealextract.dates.readings import Reading
from dealextract.dates.story import Story, Value


def narrative(story: Story, n: int, r: Reading) -> Value:
    """The value of an expression that counts from the date told before, or from publication where none was."""
    k = _told_alike(story, n, r)
    compares = r.unit == "period" or (r.unit == "year" and r.count == -1 and story.found[n].rule == "later")
    if compares:
        k, settled = _compared(story, n, r)
        if settled is not None:
            return settled
    if k is None:
        if story.published is None:
            return Value(because=(f"no date is told before '{story.words(n)}' that it could follow",))
        base: Period = periods.day(story.published)
        reason = story.published_because
    else:
        base = story.period(k)
        reason = f"counted from '{story.words(k)}', the date told before"
    if r.unit == "same":
        return Value(base, because=(reason,))
    if r.unit == "period" and (r.quarter or r.last_year):
        return _named_period(r, base, reason)
    keep = (
        base.precision in ("quarter", "half", "month")
        and k is not None
        and (compares or (story.found[n].rule == "later" and r.unit == "year" and r.count == 1))
    )
    unit = base.precision if keep else "year" if r.unit == "period" else r.unit
    if FINER.get(unit, 5) < FINER.get(base.precision, 5):
        other = story.words(k) if k is not None else "publication"
        return Value(because=(f"'{story.words(n)}' counts from '{other}', a longer one",))
    start = base.last if r.count > 0 and unit == "day" else base.first
    moved = periods.shift(start, "year" if keep or r.unit == "period" else r.unit, r.count)
    if moved is None:
        return Value(because=("the calendar does not reach so far",))
    return Value(periods.around(moved, unit), because=(reason,))


def _told_alike(story: Story, n: int, r: Reading) -> int | None:
    """The date told before; "that quarter" is the quarter told before, where one was named in these sentences."""
    k = story.told(n)
    if k is not None and r.count == 0 and r.unit in ("quarter", "half") and story.period(k).precision != r.unit:
        other = story.told(n, precise=(r.unit,))  # type: ignore[arg-type]
        if other is not None and story.found[n].start - story.found[other].end < NEARBY:
            return other
    return k


NEARBY = 300
"""So many code points back "that quarter" looks for a quarter before it takes the one of the last date told."""

FINER = {"day": 0, "week": 1, "month": 2, "quarter": 3, "half": 4, "year": 5, "decade": 6}


def _compared(story: Story, n: int, r: Reading) -> tuple[int | None, Value | None]:
    """What a comparison counts from, or its value where that is settled without: `(expression, value)`."""
    if r.unit == "year":
        k = comparison(story, n)
        if k is not None:
            return k, either(story, k) if apart(story, k, n) else doubted(story, n, k)
        k = last_told(story, n)
        if k is None:
            return None, year_or_day(story) if story.published else None
        if story.period(k).precision == "quarter" and beside_figure(story, n) and longer(story, n, k):
            return k, either(story, k)
        short = story.period(k).precision in ("day", "week") or (
            story.period(k).precision == "month" and beside_figure(story, n)
        )
        return k, either(story, k) if short else None
    k = reported(story, n)
    plain = not r.quarter and not r.last_year and story.published is not None
    own = story.found[n]
    if not r.quarter and LONGER.search(story.text[max(0, own.start - 260) : own.start]):
        k = None
        if r.last_year:
            return None, Value(periods.year(r.last_year), because=("the months of that year are compared",))
        if plain and story.published and r.event != "quarter":
            because = (story.published_because, "compared with the year at hand")
            return None, Value(periods.year(story.published.year - 1), because=because)
    if k is None and plain and story.published and r.event == "quarter":
        ended = periods.shift(story.published, "quarter", -5)
        because = (story.published_because, "compared with the last quarter that has ended")
        return None, Value(periods.around(ended, "quarter") if ended else None, because=because)
    if k is None:
        return last_told(story, n), None
    if not r.event and not r.quarter and not r.last_year and year_between(story, k, n):
        return k, either(story, k)
    return k, None if r.quarter else doubted(story, n, k)


def _named_period(r: Reading, base: Period, reason: str) -> Value:
    """ "the year-ago third quarter", "the same period of 2019": the period told before, moved to the year named."""
    year = r.last_year or base.year - 1
    if r.quarter:
        return Value(periods.quarter(year, r.quarter), because=(reason,))
    moved = periods.shift(base.first, "year", year - base.year)
    keep = base.precision in ("quarter", "half") or (base.precision == "month" and r.event.startswith("month"))
    unit = base.precision if keep else "year"
    return Value(periods.around(moved, unit) if moved else None, because=(reason,))
