"""The period that "a year ago" and "the year-ago quarter" beside a figure are compared with."""

from __future__ import annotations

import re

from dealextract.dates import periods
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
