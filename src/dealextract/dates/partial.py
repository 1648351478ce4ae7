"""Days, months, quarters, halves, seasons and feasts whose year (or month) is not said, and weekdays."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from dealextract.dates import periods, tense
from dealextract.dates.counted import deictic
from dealextract.dates.grammar import joined
from dealextract.dates.readings import A_WEEK_ON, Reading
from dealextract.dates.story import Story, Value, build, open_value, unanchored
from dealextract.dates.tense import leaning
from dealextract.dates.told import narrative
from dealextract.dates.years import after_last_step, in_sequence, nearer


def weekday(story: Story, n: int, r: Reading) -> Value:
    """The value of a weekday: from the day of writing and the tense, or from a day told before."""
    assert r.weekday is not None
    if r.within is not None and r.within.kind == "narrative":
        k = story.told(n, precise=("day",))
        if k is None:
            return Value(because=(f"no day is told before '{story.words(n)}'",))
        base = story.period(k).first
        step = (r.weekday - base.isoweekday() + 3) % 7 - 3  # "the same Friday" is in the week around the date told
        if r.within.count > 0:
            step = (r.weekday - base.isoweekday() - 1) % 7 + 1
        elif r.within.count < 0:
            step = -((base.isoweekday() - r.weekday - 1) % 7 + 1)
        return Value(
            periods.day(base + dt.timedelta(days=step)),
            because=(f"counted from '{story.words(k)}', the date told before",),
        )
    day = story.published
    if day is None:
        return unanchored(story, n)
    if r.within is not None:
        week = day - dt.timedelta(days=day.weekday()) + dt.timedelta(days=7 * r.within.count)
        return Value(periods.day(week + dt.timedelta(days=r.weekday - 1)), because=(story.published_because,))
    ahead = (r.weekday - day.isoweekday()) % 7
    if r.toward == A_WEEK_ON:
        return Value(periods.day(day + dt.timedelta(days=ahead + 7)), because=(story.published_because,))
    if r.toward == 1:
        return Value(
            periods.day(day - dt.timedelta(days=day.weekday()) + dt.timedelta(days=6 + r.weekday)),
            because=(story.published_because,),
        )
    back = (day.isoweekday() - r.weekday) % 7
    if r.toward == -1:
        return Value(periods.day(day - dt.timedelta(days=back or 7)), because=(story.published_because,))
    return _tensed_weekday(story, n, day, ahead, back)


def _tensed_weekday(story: Story, n: int, day: dt.date, ahead: int, back: int) -> Value:
    """A weekday alone: the last one unless the clause looks ahead."""
    why, one = story.published_because, story.found[n]
    if ahead == 0:
        return Value(periods.day(day), because=(why, "the weekday is that of publication"))
    cue = tense.cue(story.text, one.start, one.end)
    if one.reading.toward == 0 and cue.weight >= 0:
        return Value(periods.day(day + dt.timedelta(days=ahead)), because=(why,))
    static = cue.word.lower().split(" ")[0] in ("is", "are")
    weight = (0 if static and cue.weight == 1 else cue.weight) + leaning(one.reading, story.text, one.start, one.end)
    if re.match(r"['’]s\b", story.text[one.end : one.end + 2]):
        weight -= 2
    if weight > 0:
        reason = (
            f"'{cue.word}' puts it after publication"
            if cue.weight > 0
            else f"'{one.reading.bound}' puts it after publication"
        )
        return Value(periods.day(day + dt.timedelta(days=ahead)), because=(why, reason))
    last = periods.day(day - dt.timedelta(days=back))
    if weight < 0:
        because = f"'{cue.word}' puts it before publication" if cue.weight < 0 else "the words around it look back"
        return Value(last, because=(why, because))
    if back <= JUST_PAST and cue.weight <= 0:
        return Value(last, because=(why, "a weekday alone, and so shortly before publication, is the last one"))
    coming = periods.day(day + dt.timedelta(days=ahead))
    return Value(because=(why, f"{last.value} if it is past", f"{coming.value} if it is to come"))


JUST_PAST = 2
"""A weekday that no verb places is read as past only where it is clearly nearer than the coming one: two days back and
five ahead, not three and four. Set by hand."""


def monthday(story: Story, n: int, r: Reading) -> Value:
    """The value of "the 21st"."""
    assert r.day is not None
    k = story.told(n, precise=("day", "month"))
    near = k is not None and story.found[n].start - story.found[k].end < (120 if story.published else 600)
    near = near and (story.published is None or story.sentence(k) == story.sentence(n))  # type: ignore[arg-type]
    if r.within is None and near and k is not None:
        base = story.period(k).first
        period = periods.make_day(base.year, base.month, r.day)
        return Value(period, because=(f"month from '{story.words(k)}', the date told before",))
    if story.published is None:
        return unanchored(story, n)
    if r.weekday is not None:
        near_days = [story.published + dt.timedelta(days=d) for d in range(-40, 41)]
        fitting = [d for d in near_days if d.day == r.day and d.isoweekday() == r.weekday]
        if len(fitting) == 1 or fitting:
            best = min(fitting, key=lambda d: abs((d - story.published).days) if story.published else 0)
            return Value(periods.day(best), because=(story.published_because, "month from the weekday"))
    count = r.within.count if r.within else 0
    moved = periods.shift(story.published.replace(day=1), "month", count)
    return Value(
        periods.make_day(moved.year, moved.month, r.day) if moved else None, because=(story.published_because,)
    )


def nth(story: Story, n: int, r: Reading) -> Value:
    """The value of "the first Monday of March"."""
    if r.within is not None and r.month is None:
        outer = deictic(story, n, r.within)
        if outer.period is None or r.weekday is None:
            return Value(because=outer.because)
        first = outer.period.first
        return Value(
            periods.day(periods.nth_weekday(first.year, first.month, r.weekday, r.count)), because=outer.because
        )
    if r.year is None:
        outer = partial(story, n, replace(r, kind="calendar", weekday=None, count=0))
        if outer.period is None:
            return Value(because=outer.because)
        year, because = outer.period.year, outer.because
    else:
        year, because = r.year, ()
    assert r.month is not None and r.weekday is not None  # noqa: PT018 - an nth reading has both
    return Value(
        periods.day(periods.nth_weekday(year, r.month, r.weekday, r.count)),
        because=because,
        basis="inferred" if because else "stated",
    )


def partial(story: Story, n: int, r: Reading) -> Value:
    """A month, day, quarter, half, season or feast whose year is not said."""
    if r.alternative:
        told = story.order
        if told is None:
            both = tuple(
                f"day {d} of month {m} if the {name} comes first"
                for d, m, name in ((*r.alternative, "day"), (*r.alternative[::-1], "month"))
            )
            return Value(because=(*both, "nothing else in the text tells the order"))
        a, b = r.alternative
        month, day = (b, a) if told.order == "day first" else (a, b)
        settled = partial(story, n, replace(r, alternative=None, month=month, day=day))
        return replace(settled, because=(*settled.because, told.because))
    if r.within is not None:
        outer = deictic(story, n, r.within) if r.within.kind == "deictic" else _within_story(story, n, r)
        if outer.period is None:
            return Value(open=open_value(r), because=outer.because)
        if r.within.kind == "narrative" and r.within.unit in ("month", "season"):
            return outer
        return Value(build(r, outer.period.year), because=outer.because)
    if (other := _apposed(story, n, r)) is not None:
        return other
    if n and (value := _end_of_range(story, n, r)) is not None:
        return value
    if story.published is not None:
        return _near_publication(story, n, r, story.published)
    if r.toward is not None:
        return Value(open=open_value(r), because=unanchored(story, n).because)
    return in_sequence(story, n, r)


def _end_of_range(story: Story, n: int, r: Reading) -> Value | None:
    """The end of "from October to March": the first one behind the beginning, whose year is known already."""
    left, value = story.found[n - 1], story.values.get(n - 1)
    if value is None or value.period is None or not joined(story.text, left, story.found[n]):
        return None
    options = [p for y in range(value.period.year, value.period.year + 2) if (p := build(r, y))]
    later = [p for p in options if p.last >= value.period.first]
    if not later:
        return None
    return Value(later[0], because=(f"the range begins with '{story.words(n - 1)}'", *value.because))


APPOSITION = re.compile(r",\s+(?:the\s+)?|,?\s+(?:that\s+)?ended\s+(?:on\s+)?", re.IGNORECASE)
"""What joins a period and its own name: "the year-ago quarter, the second quarter ended Oct. 31"."""


def _apposed(story: Story, n: int, r: Reading) -> Value | None:
    """The period or its last day that names a comparison again has the year of that comparison."""
    if not n or not (n - 1 in story.apposed or story.found[n - 1].rule in ("year_ago", "same_period", "quarter_ago")):
        return None
    left, value = story.found[n - 1], story.values.get(n - 1)
    if value is None or value.period is None or not (r.quarter or r.half or r.month):
        return None
    gap = story.text[left.end : story.found[n].start]
    if len(gap) > 20 or not APPOSITION.fullmatch(gap):
        return None
    period = build(r, value.period.year)
    if period is None:
        return None
    story.apposed.add(n)
    return Value(period, because=(f"it names '{story.words(n - 1)}' again",))


def _within_story(story: Story, n: int, r: Reading) -> Value:
    assert r.within is not None
    if r.within.unit not in ("month", "season"):
        return narrative(story, n, replace(r.within, event=""))
    k = story.told(n)
    base = story.period(k).first if k is not None else story.published
    if base is None:
        return Value(because=(f"no date is told before '{story.words(n)}' that it could follow",))
    reason = f"counted from '{story.words(k)}', the date told before" if k is not None else story.published_because
    years = (base.year - 1, base.year, base.year + 1)
    options = [p for y in years if (p := build(r, y))]
    if r.within.count > 0:
        later = [p for p in options if p.first > (story.period(k).last if k is not None else base)]
        return Value(later[0] if later else None, because=(reason,))
    if r.within.count < 0:
        earlier = [p for p in options if p.last < base]
        return Value(earlier[-1] if earlier else None, because=(reason,))
    return Value(build(r, base.year), because=(reason,))


def _near_publication(story: Story, n: int, r: Reading, day: dt.date) -> Value:
    options = [p for y in (day.year - 2, day.year - 1, day.year, day.year + 1, day.year + 2) if (p := build(r, y))]
    why = story.published_because
    if not options:
        return Value(open=open_value(r), because=("the calendar has no such day near publication",))
    if r.weekday is not None:
        fitting = [p for p in options if p.first.isoweekday() == r.weekday]
        if fitting:
            best = min(fitting, key=lambda p: abs((p.first - day).days))
            if abs((best.first - day).days) < 400:
                return Value(best, because=(why, "year from the weekday"))
    if r.toward is not None:
        if r.toward < 0:
            # "last February" said in March would be "last month"
            past = [p for p in options if (day - p.last).days > (27 if r.month else 0)]
            index = r.toward
            return Value(past[index] if len(past) >= -index else None, because=(why,))
        if r.toward == 0:
            return Value(build(r, day.year), because=(why,))
        # "next March" said in February is the one of the year after: one so near would be "March" or "this March"
        return Value(next((p for p in options if (p.first - day).days > 40), None), because=(why,))
    return after_last_step(story, n, r) or nearer(story, n, options, day)
