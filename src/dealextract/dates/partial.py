"""Days, months, quarters, halves, seasons and feasts whose year (or month) is not said."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from dealextract.dates import periods, tense
from dealextract.dates.counted import deictic
from dealextract.dates.leanings import leaning
from dealextract.dates.periods import Period
from dealextract.dates.readings import Reading
from dealextract.dates.story import Story, Value, build, open_value, unanchored
from dealextract.dates.told import narrative
from dealextract.records import Precision


def monthday(story: Story, n: int, r: Reading) -> Value:
    """The value of "the 21st"."""
    assert r.day is not None
    k = story.told(n, precise=("day", "month"))
    near = k is not None and story.found[n].start - story.found[k].end < (120 if story.published else 600)
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
    if story.published is not None:
        return _near_publication(story, n, r, story.published)
    if r.toward is not None:
        return Value(open=open_value(r), because=unanchored(story, n).because)
    return _in_sequence(story, n, r)


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
    return _nearer(story, n, options, day)


REACH = {-5: 0.02, -4: 0.03, -3: 0.05, -2: 0.1, -1: 0.25, 0: 1.0, 1: 2.5, 2: 12.0, 3: 30.0}
"""How much further ahead than back the later reading may lie and still win, by the weight of the tense. Set by hand
after reading errors: a date without a year is rarely ten months away, whatever the verbs say."""

CLEAR = 3.0
"""Where nothing tells the tense, the nearer of two readings wins only if the other is so many times as far from
publication; else the value stays open. "12 May" in an article of 20 May is the one of that year, "in November" in one
of June may be either. Set by hand after reading errors."""


def _nearer(story: Story, n: int, options: list[Period], day: dt.date) -> Value:
    """The reading before publication or the one behind it: tense and distance weigh."""
    why, one = story.published_because, story.found[n]
    holding = [p for p in options if p.first <= day <= p.last]
    cue = tense.cue(story.text, one.start, one.end, story.found[n - 1].end if n else 0)
    weight = max(-5, min(3, cue.weight + leaning(one.reading, story.text, one.start, one.end)))
    before = [p for p in options if p.last < day]
    after = [p for p in options if p.first > day]
    if holding and holding[0].precision != "day":
        if holding[0].precision in ("quarter", "half") and weight < 0 and before:
            return Value(
                before[-1] if (day - holding[0].first).days < 50 and holding[0].precision == "half" else holding[0],
                because=(why,),
            )
        return Value(holding[0], because=(why, "the article was written in it"))
    if holding:
        return Value(holding[0], because=(why,))
    if not before or not after:
        return Value((before or after)[-1 if before else 0], because=(why,))
    back, ahead = (day - before[-1].last).days, (after[0].first - day).days
    reach = min(REACH[weight], 5.0) if before[-1].precision in ("quarter", "half") else REACH[weight]
    if weight == 0 and max(back, ahead) < CLEAR * min(back, ahead):
        return Value(
            because=(
                why,
                f"{before[-1].value} if it is past",
                f"{after[0].value} if it is to come",
                "no verb tells which, and neither is much nearer",
            )
        )
    if ahead < back * reach:
        reason = f"'{cue.word}' puts it after publication" if cue.weight > 0 else "the nearest to publication"
        return Value(after[0], because=(why, reason))
    reason = f"'{cue.word}' puts it before publication" if cue.weight < 0 else "the nearest to publication"
    return Value(before[-1], because=(why, reason))


PRECISE: tuple[Precision, ...] = ("day", "month", "quarter", "half", "week", "other")


FORWARD = 3.0
"""A story told in order runs on: of two readings the later wins up to three times further away than the earlier, where
both clauses stand in the same tense. Set by hand after reading errors."""

WEEKDAY_YEARS = 3
"""A day with its weekday ("Wednesday 5 February") fits one year in five to eleven: so far it is sought."""


def _in_sequence(story: Story, n: int, r: Reading) -> Value:
    """Without a publication date: the year from the dates told before and next, by tense and distance."""
    k, j = story.told(n, precise=PRECISE), story.coming(n, precise=PRECISE)
    if k is None and j is None:
        return Value(open=open_value(r), because=(f"nothing in the text tells the year of '{story.words(n)}'",))
    one = story.found[n]
    anchor = (
        k
        if j is None
        else j
        if k is None
        else k
        if story.found[k].end > one.start - 240 or story.found[j].start > one.end + 240
        else j
    )
    assert anchor is not None
    base = story.period(anchor)
    span = WEEKDAY_YEARS if r.weekday else 1
    options = [p for y in range(base.year - span, base.year + span + 1) if (p := build(r, y))]
    if r.weekday:
        options = [p for p in options if p.first.isoweekday() == r.weekday]
        if len(options) == 1:
            reason = f"year from the weekday and '{story.words(anchor)}'"
            return Value(options[0], because=(reason,))
    if not options:
        return Value(open=open_value(r), because=("the calendar has no such day near the dates told",))
    name = "the next milestone in the same sequence" if anchor > n else "the date told before"
    reason = f"year from '{story.words(anchor)}', {name}"
    holding = [p for p in options if p.first <= base.last and p.last >= base.first]
    if holding:
        return Value(holding[0], because=(reason,))
    before = [p for p in options if p.last < base.first]
    after = [p for p in options if p.first > base.last]
    own = tense.cue(story.text, one.start, one.end)
    other = tense.cue(story.text, story.found[anchor].start, story.found[anchor].end)
    if before and after:
        back, ahead = (base.first - before[-1].last).days, (after[0].first - base.last).days
        step = (own.weight > 0) - (own.weight < 0) - (other.weight > 0) + (other.weight < 0)
        reach = FORWARD if not step and anchor < n else 1 / FORWARD if not step else REACH[step]
        pick = after[0] if ahead < back * reach else before[-1]
        if step:
            reason += f"; '{own.word}' beside '{other.word}'"
        return Value(pick, because=(reason,))
    return Value((before or after)[-1 if before else 0], because=(reason,))
