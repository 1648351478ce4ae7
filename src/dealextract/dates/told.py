"""Expressions counted from a date told before: "the following year", "two years later"; "a year ago" beside a figure."""

from __future__ import annotations

import re

from dealextract.dates import periods
from dealextract.dates.periods import Period
from dealextract.dates.readings import Reading
from dealextract.dates.story import REACH, Story, Value
from dealextract.dates.words import NUMBERS, alternation

COMPARISONS = frozenset({"later", "year_ago", "ago", "year_after", "same_period", "period_of_year", "quarter_ago"})
"""The rules whose expressions are comparisons themselves."""

LONGER = re.compile(r"\b(?:nine|six|12|twelve|9|6)\s+months\b|\bfull[\s-]year\b|\bfor\s+the\s+year\b", re.IGNORECASE)
"""Words between a quarter and a comparison that say that something longer is compared: "for the nine months"."""

COMPARED = re.compile(
    rf"(?:\d(?:m|bn|tn|k)?|%|\b(?:(?:from|to|than|with)\s+(?:{alternation(NUMBERS)})|million|billion|percent|cents?|share|from|than|with|to|loss|profit|income|m|bn))[,\s]*(?:in\s+)?\Z",
    re.IGNORECASE,
)
"""What stands before a comparison of figures: "$4m a year earlier", "up from a year ago"; not "It fell a year ago"."""

APART = 250
"""From so many code points and a new paragraph on, the quarter told before is as often not the one that a figure is
compared with as it is. Set by hand after reading errors."""


def beside_figure(story: Story, n: int) -> bool:
    """True where the expression follows a figure or "from", "than", "with", or owns one: "last year's results"."""
    one = story.found[n]
    return bool(
        COMPARED.search(story.text[max(0, one.start - 24) : one.start])
        or re.match(r"['’]s\s", story.text[one.end : one.end + 3])
    )


def reported(story: Story, n: int) -> int | None:
    """The period that a comparison ("the year-ago quarter") compares with: the last that is no comparison itself."""
    for k in range(n - 1, max(-1, n - 1 - REACH), -1):
        one, value = story.found[k], story.values[k]
        if value.period is None or one.rule in COMPARISONS or value.period.precision not in ("quarter", "half"):
            continue
        if story.published is not None and value.period.last > story.published:
            continue  # a quarter that has not ended is not reported yet
        return k
    return None


def comparison(story: Story, n: int) -> int | None:
    """The quarter or half that "a year ago" beside a figure compares with, where one was told a short way before."""
    if not beside_figure(story, n):
        return None
    one, k = story.found[n], reported(story, n)
    if k is None or one.start - story.found[k].end > 900:
        return None
    return None if longer(story, n, k) or year_between(story, k, n) else k


def year_between(story: Story, k: int, n: int) -> bool:
    """True where a year or a month was told of between expressions k and n."""
    between = [story.values[i].period for i in range(k + 1, n) if story.found[i].rule not in COMPARISONS]
    return any(p and p.precision in ("year", "month") for p in between)


def longer(story: Story, n: int, k: int) -> bool:
    """True where nine months or a year were told of between k and n: then that is compared and not k."""
    one = story.found[n]
    return bool(LONGER.search(story.text[max(story.found[k].end, one.start - 260) : one.start]))


def doubted(story: Story, n: int, k: int) -> Value | None:
    """Null where expression k, the period told before, may not be what a comparison counts from; else None.

    The months of a fiscal quarter are not told; and where a paragraph lies between and the text reports on another
    quarter too, either may be meant.
    """
    one, base = story.found[k], story.period(k)
    if one.reading.fiscal and base.precision in ("quarter", "half"):
        return Value(because=(f"'{story.words(k)}' is a fiscal period: the months it covers are not told",))
    if not apart(story, k, n):
        return None
    for other in range(k - 1, max(-1, k - 1 - REACH), -1):
        period = story.values[other].period
        if period is None or period.precision != base.precision or story.found[other].rule in COMPARISONS:
            continue
        if period.value != base.value:
            readings = (k, other)
            return Value(because=tuple(f"it may be compared with '{story.words(i)}'" for i in readings))
    return None


def last_told(story: Story, n: int) -> int | None:
    """The last date told that is no comparison itself."""
    for k in range(n - 1, max(-1, n - 1 - REACH), -1):
        if story.values[k].period is not None and story.found[k].rule not in COMPARISONS:
            return k
    return None


def apart(story: Story, k: int, n: int) -> bool:
    """True where expression k, a paragraph and more before n, may or may not be what n is compared with."""
    gap = story.text[story.found[k].end : story.found[n].start]
    return len(gap) > APART and "\n\n" in gap


def either(story: Story, k: int) -> Value:
    """Null, with both readings: the year before as a whole, or the same period as k of the year before."""
    base = story.period(k)
    moved = periods.shift(base.first, "year", -1)
    if moved is None:
        return Value(because=("the calendar does not reach so far",))
    part = periods.around(moved, base.precision if base.precision != "other" else "year")
    return Value(
        because=(
            f"{moved.year} if the whole year is meant",
            f"{part.value} if the figure is compared with that of '{story.words(k)}'",
        )
    )


def year_or_day(story: Story) -> Value:
    """Null, with both readings of "a year ago" beside a figure that belongs to no period told."""
    day = story.published
    moved = periods.shift(day, "year", -1) if day else None
    if moved is None:
        return Value(because=("no publication date is known to count from",))
    return Value(
        because=(
            story.published_because,
            f"{moved.year} if the whole year is meant",
            f"{moved.isoformat()} if it is counted from the day of publication",
        )
    )


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
