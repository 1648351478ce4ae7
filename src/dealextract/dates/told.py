"""Expressions counted from a date told before: "the following year", "two years later", "the year-ago quarter"."""

from __future__ import annotations

import re

from dealextract.dates import periods
from dealextract.dates.periods import Period
from dealextract.dates.readings import Reading
from dealextract.dates.story import REACH, Story, Value


def narrative(story: Story, n: int, r: Reading) -> Value:
    """The value of an expression that counts from the date told before, or from publication where none was."""
    k = story.told(n)
    compares = r.unit == "period" or (r.unit == "year" and r.count == -1 and story.found[n].rule == "later")
    if compares:
        compared = comparison(story, n) if r.unit == "year" else reported(story, n)
        own = story.found[n]
        if r.unit == "period" and not r.quarter and LONGER.search(story.text[max(0, own.start - 260) : own.start]):
            compared = None
            if story.published and not r.last_year and r.event != "quarter":
                return Value(
                    periods.year(story.published.year - 1),
                    because=(story.published_because, "compared with the year at hand"),
                )
        if (
            compared is None
            and r.unit == "period"
            and r.event == "quarter"
            and story.published
            and not r.quarter
            and not r.last_year
        ):
            ended = periods.shift(story.published, "quarter", -5)
            return Value(
                periods.around(ended, "quarter") if ended else None,
                because=(story.published_because, "compared with the last quarter that has ended"),
            )
        k = compared if compared is not None else _no_comparison(story, n)
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
    unit: str
    if keep:
        unit = base.precision
    elif r.unit == "period":
        unit = "year"
    else:
        unit = r.unit
    finer = {"day": 0, "week": 1, "month": 2, "quarter": 3, "half": 4, "year": 5, "decade": 6}
    if finer.get(unit, 5) < finer.get(base.precision, 5):
        return Value(
            because=(
                f"'{story.words(n)}' counts from '{story.words(k) if k is not None else 'publication'}', a longer one",
            )
        )
    start = base.last if r.count > 0 and unit == "day" else base.first
    moved = periods.shift(start, "year" if keep else r.unit if r.unit != "period" else "year", r.count)
    if moved is None:
        return Value(because=("the calendar does not reach so far",))
    return Value(periods.around(moved, unit), because=(reason,))


def _named_period(r: Reading, base: Period, reason: str) -> Value:
    """ "the year-ago third quarter", "the same period of 2019": the period told before, moved to the year named."""
    year = r.last_year or base.year - 1
    if r.quarter:
        return Value(periods.quarter(year, r.quarter), because=(reason,))
    moved = periods.shift(base.first, "year", year - base.year)
    keep = base.precision in ("quarter", "half") or (base.precision == "month" and r.event.startswith("month"))
    unit = base.precision if keep else "year"
    return Value(periods.around(moved, unit) if moved else None, because=(reason,))


def _no_comparison(story: Story, n: int) -> int | None:
    """The last date told that is no comparison itself."""
    for k in range(n - 1, max(-1, n - 1 - REACH), -1):
        if story.values[k].period is not None and story.found[k].rule not in COMPARISONS:
            return k
    return None


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


COMPARISONS = frozenset({"later", "year_ago", "ago", "year_after", "same_period", "period_of_year", "quarter_ago"})


LONGER = re.compile(r"\b(?:nine|six|12|twelve|9|6)\s+months\b|\bfull[\s-]year\b|\bfor\s+the\s+year\b", re.IGNORECASE)


COMPARED = re.compile(
    r"(?:[\d%]|\b(?:million|billion|percent|cents?|share|from|than|with|to|loss|profit|income|m|bn))[,\s]*(?:in\s+)?\Z",
    re.IGNORECASE,
)


def comparison(story: Story, n: int) -> int | None:
    """The quarter or half that "a year ago" beside a figure compares with, where one was told a short way before."""
    one = story.found[n]
    if not COMPARED.search(story.text[max(0, one.start - 24) : one.start]):
        return None
    k = reported(story, n)
    if k is None or one.start - story.found[k].end > 900:
        return None
    if LONGER.search(story.text[max(story.found[k].end, one.start - 260) : one.start]):
        return None
    between = [story.values[i].period for i in range(k + 1, n) if story.found[i].rule not in COMPARISONS]
    return None if any(p and p.precision in ("year", "month") for p in between) else k
