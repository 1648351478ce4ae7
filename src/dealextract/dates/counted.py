"""Expressions counted from the day of writing or an event: "next month", "two weeks ago", "18 months after signing"."""

from __future__ import annotations

import datetime as dt
import re

from dealextract.dates import periods, tense
from dealextract.dates.leanings import FORECAST, REPORTED, leaning
from dealextract.dates.readings import Reading
from dealextract.dates.story import REACH, Story, Value, unanchored
from dealextract.dates.told import comparison, reported
from dealextract.dates.words import table


def deictic(story: Story, n: int, r: Reading) -> Value:
    """The value of an expression that counts from the day of writing."""
    if (
        r.yearly
        and r.unit == "quarter"
        and (k := reported(story, n)) is not None
        and story.period(k).precision == "quarter"
    ):
        return Value(story.period(k), because=(f"the quarter is that of '{story.words(k)}'",))
    if r.unit == "year" and r.count == -1 and story.found[n].rule == "ago" and (k := comparison(story, n)) is not None:
        base = periods.shift(story.period(k).first, "year", -1)
        return Value(
            periods.around(base, story.period(k).precision) if base else None,
            because=(f"compared with '{story.words(k)}'",),
        )
    if story.published is None and story.written and r.unit in ("year", "decade"):
        year = story.written.year + r.count * (10 if r.unit == "decade" else 1)
        return Value(
            periods.year(year) if r.unit == "year" else periods.decade(year - year % 10),
            because=(story.written.because,),
        )
    if story.published is None and r.unit == "year" and r.count <= -2 and (k := _next_step(story)) is not None:
        reason = f"counted from '{story.words(k)}', the first step that the article still looks ahead to"
        return Value(periods.year(story.period(k).year + r.count), because=(reason,))
    if story.published is None:
        return unanchored(story, n)
    if r.unit == "half" and r.count == 0:
        return Value(because=("no half year is told",))
    if r.yearly and r.unit == "quarter" and r.edge is None:
        ended = periods.shift(story.published, "quarter", -1)
        return Value(
            periods.around(ended, "quarter") if ended else None,
            because=(story.published_because, "the quarter reported on is the last one that has ended"),
        )
    if r.yearly and r.unit == "year" and story.published.month <= 4:
        one = story.found[n]
        if (
            r.event == "full"
            and REPORTED.match(story.text, one.end)
            and not FORECAST.search(story.text, *tense.sentence(story.text, one.start, one.end))
        ):
            return Value(
                periods.year(story.published.year - 1),
                because=(story.published_because, "results are of the year that has ended"),
            )
        cue = tense.cue(story.text, one.start, one.end)
        if cue.weight < 0 and r.bound not in ("by", "until", "before"):
            return Value(
                periods.year(story.published.year - 1),
                because=(story.published_because, f"'{cue.word}' tells of a year that has ended"),
            )
    if r.unit == "weekend":
        return _weekend(story, n, r, story.published)
    moved = periods.shift(story.published, r.unit, r.count)
    if moved is None:
        return Value(because=("the calendar does not reach so far",))
    unit = "day" if r.unit == "day" or (r.bound == "by" and r.edge == "late" and r.unit != "year") else r.unit
    return Value(periods.around(moved, unit), because=(story.published_because,))


def _next_step(story: Story) -> int | None:
    """The earliest day or month that the text speaks of as still to come: the article was written shortly before it."""
    ahead = []
    for k, value in story.values.items():
        one = story.found[k]
        if (
            value.period is None
            or value.period.precision not in ("day", "month")
            or one.reading.bound in ("by", "until")
        ):
            continue
        if tense.cue(story.text, one.start, one.end).weight == 2:
            ahead.append((value.period.first, k))
    return min(ahead)[1] if ahead else None


def _weekend(story: Story, n: int, r: Reading, day: dt.date) -> Value:
    """The week whose weekend is meant: the coming one where the clause looks ahead, else the last one."""
    one = story.found[n]
    cue = tense.cue(story.text, one.start, one.end)
    ahead = r.count > 0 or (r.count == 0 and cue.weight + leaning(r, story.text, one.start, one.end) > 0)
    back = 0 if ahead or (day.isoweekday() >= 6 and r.count == 0) else -1
    moved = periods.shift(day, "week", back)
    why = "the coming weekend" if ahead else "the weekend before it"
    return Value(periods.week_of(moved) if moved else None, because=(story.published_because, why))


def event(story: Story, n: int, r: Reading) -> Value:
    """The value of an expression that counts from an event whose one date the text tells."""
    verbs = re.compile(
        r"\b(?:" + "|".join(re.escape(v) for v in table("events")[r.event]["verbs"]) + r")\b", re.IGNORECASE
    )
    days: dict[str, int] = {}
    for k in range(max(0, n - REACH), min(len(story.found), n + REACH)):
        one, value = story.found[k], story.values.get(k)
        if k == n or not value or not value.period:
            continue
        low, high = tense.sentence(story.text, one.start, one.end)
        own = story.found[n]
        clause = (
            story.text[low : own.start] + story.text[own.end : high]
            if low <= own.start < high
            else story.text[low:high]
        )
        if verbs.search(clause):
            days.setdefault(value.period.value, k)
    if len(days) != 1:
        if not days:
            return Value(because=(f"the text does not tell the date of the {r.event}",))
        return Value(because=tuple(f"the {r.event} may be '{story.words(k)}'" for k in days.values()))
    (k,) = days.values()
    base = story.period(k)
    moved = periods.shift(base.first, r.unit, r.count)
    unit = r.unit
    if r.bound == "by" and base.precision == "day":
        unit = "day"
    if moved is None or (unit in ("day", "week") and base.precision != "day"):
        return Value(because=(f"'{story.words(k)}', the date of the {r.event}, is too inexact to count from",))
    return Value(periods.around(moved, unit), because=(f"counted from '{story.words(k)}', the date of the {r.event}",))
