"""Weekdays: "on Friday", "next Monday", "the following Wednesday"."""

from __future__ import annotations

import datetime as dt
import re

from dealextract.dates import periods, tense
from dealextract.dates.leanings import leaning
from dealextract.dates.readings import Reading
from dealextract.dates.story import Story, Value, unanchored


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
