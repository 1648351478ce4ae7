"""Expressions counted from the day of writing or an event: "next month", "two weeks ago", "18 months after signing"."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from dealextract.dates import periods, tense
from dealextract.dates.periods import Period
from dealextract.dates.readings import Reading
from dealextract.dates.story import REACH, Story, Value, unanchored
from dealextract.dates.tense import FORECAST, REPORTED, leaning
from dealextract.dates.told import apart, beside_figure, comparison, doubted, either, reported, year_or_day
from dealextract.dates.words import table


def deictic(story: Story, n: int, r: Reading) -> Value:
    """The value of an expression that counts from the day of writing."""
    if r.unit == "year" and r.count == -1 and r.kind == "deictic" and (value := _year_before(story, n, r)) is not None:
        return value
    if r.yearly and r.unit == "quarter":
        k = reported(story, n)
        if k is not None and story.period(k).precision == "quarter":
            if story.found[k].reading.fiscal:
                return doubted(story, n, k) or Value()
            return Value(story.period(k), because=(f"the quarter is that of '{story.words(k)}'",))
    day = story.published
    if day is None:
        return _without_publication(story, n, r)
    if r.unit == "quarter" and r.count == 0 and not r.yearly and (both := _quarter_told(story, n, day)) is not None:
        return both
    if r.unit == "half" and r.count == 0:
        return Value(because=("no half year is told",))
    if r.yearly and r.unit == "quarter" and r.edge is None:
        ended = periods.shift(day, "quarter", -1)
        because = (story.published_because, "the quarter reported on is the last one that has ended")
        return Value(periods.around(ended, "quarter") if ended else None, because=because)
    if r.yearly and r.unit == "year" and (value := _year_at_hand(story, n, r, day)) is not None:
        return value
    if r.unit == "weekend":
        return _weekend(story, n, r, day)
    moved = periods.shift(day, r.unit, r.count)
    if moved is None:
        return Value(because=("the calendar does not reach so far",))
    if (both := _two_weeks(story, n, r, moved)) is not None:
        return both
    unit = "day" if r.unit == "day" or (r.bound == "by" and r.edge == "late" and r.unit != "year") else r.unit
    return Value(periods.around(moved, unit), because=(story.published_because,))


def _year_before(story: Story, n: int, r: Reading) -> Value | None:
    """ "A year ago" and "last year" beside a figure: the quarter compared with, both readings, or None."""
    one = story.found[n]
    if one.rule not in ("ago", "deictic_unit") or r.fiscal or (one.rule == "deictic_unit" and r.edge):
        return None
    k = comparison(story, n)
    if k is None:
        return year_or_day(story) if one.rule == "ago" and story.published and beside_figure(story, n) else None
    if one.rule == "deictic_unit" or apart(story, k, n):
        return either(story, k)
    if (open_ := doubted(story, n, k)) is not None:
        return open_
    base = periods.shift(story.period(k).first, "year", -1)
    value = periods.around(base, story.period(k).precision) if base else None
    return Value(value, because=(f"compared with '{story.words(k)}'",))


OWN_RESULT = re.compile(
    r"['’]s\s+(?:\w+\s+)?(?:net|loss|losses|profits?|income|earnings|results|figures|revenues?|sales)\b", re.IGNORECASE
)
"""What a quarter must have ended to have: "this quarter's loss" beside a report on the quarter before."""


def _quarter_told(story: Story, n: int, day: dt.date) -> Value | None:
    """Both readings of "this quarter's loss" where the text reports on a quarter that has ended; else None."""
    if not OWN_RESULT.match(story.text, story.found[n].end):
        return None
    k = reported(story, n)
    running = periods.around(day, "quarter")
    if k is None or story.period(k).precision != "quarter" or story.period(k).value == running.value:
        return None
    return Value(
        because=(
            story.published_because,
            f"{story.period(k).value} if the quarter reported on is meant",
            f"{running.value} if the one at hand is",
        )
    )


def _without_publication(story: Story, n: int, r: Reading) -> Value:
    """Years told by the year of writing or by the next step of the story; everything else stays open."""
    if story.written and r.unit in ("year", "decade"):
        year = story.written.year + r.count * (10 if r.unit == "decade" else 1)
        value = periods.year(year) if r.unit == "year" else periods.decade(year - year % 10)
        return Value(value, because=(story.written.because,))
    if r.unit == "year" and r.count <= -2 and (k := _next_step(story, n)) is not None:
        reason = f"counted from '{story.words(k)}', the first step that the article still looks ahead to"
        return Value(periods.year(story.period(k).year + r.count), because=(reason,))
    return unanchored(story, n)


def _year_at_hand(story: Story, n: int, r: Reading, day: dt.date) -> Value | None:
    """ "The year" that has ended: "since year-end", and in the first months of the next one where results are told."""
    one = story.found[n]
    ended = periods.year(day.year - 1)
    if (
        r.edge == "end"
        and r.bound in ("from", "after")
        and not AHEAD_FROM.search(story.text, max(0, one.start - 24), one.start)
    ):
        return Value(ended, because=(story.published_because, f"'{story.words(n)}' is where a count begins"))
    if day.month > 4:
        return None
    low, high = tense.sentence(story.text, one.start, one.end)
    if r.event == "full" and REPORTED.match(story.text, one.end) and not FORECAST.search(story.text, low, high):
        return Value(ended, because=(story.published_because, "results are of the year that has ended"))
    cue = tense.cue(story.text, one.start, one.end)
    if cue.weight < 0 and r.bound not in ("by", "until", "before"):
        return Value(ended, because=(story.published_because, f"'{cue.word}' tells of a year that has ended"))
    return None


AHEAD_FROM = re.compile(r"\b(?:from|after|starting|beginning|effective|following|past|beyond)\b", re.IGNORECASE)
"""Words that set the bounds `from` and `after` without looking back: "from year-end"; "since year-end" looks back."""

ROUGH = re.compile(
    r"\b(?:about|around|roughly|approximately|some|nearly|almost|more\s+than|over|less\s+than|under|barely|only\s+about)\s+\Z",
    re.IGNORECASE,
)
"""Words that make a count of weeks a rough one: "nearly two weeks ago"; not "only two weeks ago"."""


def _two_weeks(story: Story, n: int, r: Reading, moved: dt.date) -> Value | None:
    """Both readings of a rough count of weeks, "a week or so ago"."""
    one = story.found[n]
    if r.unit != "week" or one.rule != "ago":
        return None
    own = story.text[one.start : one.end].lower()
    if "or so" not in own and not ROUGH.search(story.text[max(0, one.start - 16) : one.start]):
        return None
    other = periods.shift(moved, "week", 1)
    later = periods.week_of(other).value if other else "none"
    return Value(
        because=(
            story.published_because,
            f"{periods.week_of(moved).value} if the count is exact",
            f"{later} if it is a little less",
        )
    )


def _next_step(story: Story, n: int) -> int | None:
    """The earliest day or month near n that the text speaks of as still to come: it was written shortly before it."""
    ahead = []
    for k in range(max(0, n - REACH), min(len(story.found), n + REACH)):
        one, value = story.found[k], story.values.get(k)
        if (
            value is None
            or value.period is None
            or value.period.precision not in ("day", "month")
            or one.reading.bound in ("by", "until")
        ):
            continue
        if tense.cue(story.text, one.start, one.end).weight == 2:
            ahead.append((value.period.first, k))
    return min(ahead)[1] if ahead else None


def _weekend(story: Story, n: int, r: Reading, day: dt.date) -> Value:
    """Null, with both days of the weekend that is meant: the coming one where the clause looks ahead, else the last."""
    one = story.found[n]
    cue = tense.cue(story.text, one.start, one.end)
    ahead = r.count > 0 or (r.count == 0 and cue.weight + leaning(r, story.text, one.start, one.end) > 0)
    back = 0 if ahead or (day.isoweekday() >= 6 and r.count == 0) else -1
    moved = periods.shift(day, "week", back)
    if moved is None:
        return Value(because=("the calendar does not reach so far",))
    saturday = periods.week_of(moved).last - dt.timedelta(days=1)
    why = "the coming weekend" if ahead else "the weekend before it"
    return Value(
        because=(
            story.published_because,
            f"{saturday.isoformat()} if Saturday of {why} is meant",
            f"{periods.week_of(moved).last.isoformat()} if Sunday is",
        )
    )


def event(story: Story, n: int, r: Reading) -> Value:
    """The value of an expression that counts from an event whose one date the text tells."""
    days = _days_of_event(story, n, r.event)
    if not days:
        return Value(because=(f"the text does not tell the date of the {r.event}",))
    if len(days) > 1:
        return Value(because=tuple(f"the {r.event} may be '{story.words(k)}'" for k in days))
    (k,) = days
    period = from_event(r, story.period(k))
    if period is None:
        return Value(because=(f"'{story.words(k)}', the date of the {r.event}, is too inexact to count from",))
    return Value(period, because=(f"counted from '{story.words(k)}', the date of the {r.event}",))


def from_event(r: Reading, base: Period) -> Period | None:
    """The time that an event reading counts from the date of its event; None where that is too inexact."""
    moved = periods.shift(base.first, r.unit, r.count)
    unit = "day" if r.bound == "by" and base.precision == "day" else r.unit
    if moved is None or (unit in ("day", "week") and base.precision != "day"):
        return None
    return periods.around(moved, unit)


@cache
def _verbs(event: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, table("events")[event]["verbs"])) + r")\b", re.IGNORECASE)


def _days_of_event(story: Story, n: int, event: str) -> list[int]:
    """The expressions near n, one for each date, in whose sentence a verb tells the event."""
    own, days = story.found[n], dict[str, int]()
    for k in range(max(0, n - REACH), min(len(story.found), n + REACH)):
        value = story.values.get(k)
        if k == n or not value or not value.period or value.period.value in days:
            continue
        low, high = story.sentence(k)
        if low <= own.start < high:
            told = _verbs(event).search(story.text, low, own.start) or _verbs(event).search(story.text, own.end, high)
        else:
            told = _verbs(event).search(story.text, low, high)
        if told:
            days[value.period.value] = k
            if len(days) > MOST_READINGS:
                break
    return list(days.values())


MOST_READINGS = 4
"""So many dates of one event are named where it has several."""
