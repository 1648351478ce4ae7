"""A date without a year beside a day of publication: the reading before it or the one behind it, or neither."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from dealextract.dates import ranges, tense
from dealextract.dates.leanings import leaning
from dealextract.dates.periods import Period
from dealextract.dates.story import Story, Value
from dealextract.dates.tense import Cue

REACH = {-5: 0.02, -4: 0.03, -3: 0.05, -2: 0.1, -1: 0.25, 0: 1.0, 1: 2.5, 2: 12.0, 3: 30.0}
"""How much further ahead than back the later reading may lie and still win, by the weight of the tense. Set by hand
after reading errors: a date without a year is rarely ten months away, whatever the verbs say."""

CLEAR = 3.0
"""Where nothing tells the tense, the nearer of two readings wins only if the other is so many times as far from
publication; else the value stays open. "12 May" in an article of 20 May is the one of that year, "in November" in one
of June may be either. Set by hand after reading errors."""

FAR = 2.0
"""A reading so many times as far from publication as the other needs a verb that surely speaks of the date itself."""

BESIDE = 10.0
"""So many times nearer, a reading wins even against a verb: "it asked for time on 12 May", written on 9 May."""

INFINITIVE = re.compile(
    r"\b(?:to(?!\s+(?:(?:the|a|an|its|their)\b|\d))|if|unless|whether|provided|that\s+(?:the|a|an|its|their))\s",
    re.IGNORECASE,
)
"""What begins a clause of its own between a verb and the date: "agreed *to buy* it in March", "if it closes in March".
Which of the two the date belongs to is not told."""

SURE = re.compile(
    r"(?:will|shall|'ll|’ll|won['’]t|to|has\s+to|have\s+to|must|(?:is|are|be)\s|due|scheduled|slated|convened|booked|"
    r"(?:expect|plan|aim|intend|hope|anticipate|foresee)(?:s|ed)?\b)",
    re.IGNORECASE,
)
"""Words that surely look ahead: "will close", "is due", "to be held"; not "could close" nor "the target"."""


class Sides(NamedTuple):
    """The nearest reading before publication and the nearest behind it, and how many days each is away."""

    before: Period
    after: Period
    back: int
    ahead: int


def nearer(story: Story, n: int, options: list[Period], day: dt.date) -> Value:
    """The reading before publication or the one behind it: tense and distance weigh.

    Where they pull apart and no verb surely speaks of the date, the value is null and both readings are named.
    """
    why, one = story.published_because, story.found[n]
    holding = [p for p in options if p.first <= day <= p.last]
    cue = tense.cue(story.text, one.start, one.end, story.found[n - 1].end if n else 0)
    weight = max(-5, min(3, cue.weight + leaning(one.reading, story.text, one.start, one.end)))
    before = [p for p in options if p.last < day]
    after = [p for p in options if p.first > day]
    if holding:
        return _holding(story, holding[0], before, weight, day)
    if not before or not after:
        return Value((before or after)[-1 if before else 0], because=(why,))
    sides = Sides(before[-1], after[0], (day - before[-1].last).days, (after[0].first - day).days)
    if _granted(story, n, cue) and sides.back >= sides.ahead:
        return Value(sides.after, because=(why, f"'{one.reading.bound}' behind '{cue.word}' looks ahead"))
    reach = min(REACH[weight], 5.0) if sides.before.precision in ("quarter", "half") else REACH[weight]
    later = sides.ahead < sides.back * reach
    doubt = _doubt(story, n, cue, weight, sides, later)
    if doubt:
        return Value(
            because=(why, f"{sides.before.value} if it is past", f"{sides.after.value} if it is to come", doubt)
        )
    if later:
        reason = f"'{cue.word}' puts it after publication" if cue.weight > 0 else "the nearest to publication"
        return Value(sides.after, because=(why, reason))
    reason = f"'{cue.word}' puts it before publication" if cue.weight < 0 else "the nearest to publication"
    return Value(sides.before, because=(why, reason))


def _holding(story: Story, period: Period, before: list[Period], weight: int, day: dt.date) -> Value:
    """The reading that holds the day of publication."""
    why = story.published_because
    if period.precision == "day":
        return Value(period, because=(why,))
    if period.precision in ("quarter", "half") and weight < 0 and before:
        ended = period.precision == "half" and (day - period.first).days < 50
        return Value(before[-1] if ended else period, because=(why,))
    return Value(period, because=(why, "the article was written in it"))


def _granted(story: Story, n: int, cue: Cue) -> bool:
    """True where a past verb grants or agrees something up to, by or from the date: "has agreed to wait until March"."""
    one = story.found[n]
    if cue.weight >= 0 or not 0 <= cue.end <= one.start or one.reading.bound not in ("by", "until", "before", "from"):
        return False
    if n + 1 < len(story.found) and ranges.joined(story.text, one, story.found[n + 1]):
        return False  # "was shut from November to March"
    return not SINCE.search(story.text, max(0, one.start - 30), one.start)


SINCE = re.compile(r"\b(?:since|to|ended|ending)\s+(?:the\s+)?(?:end\s+of\s+)?\Z", re.IGNORECASE)
"""Words that set a bound and look back: "since March", "the year ended March"."""


def _doubt(story: Story, n: int, cue: Cue, weight: int, sides: Sides, later: bool) -> str:
    """Why neither reading is sure, or nothing where the one that tense and distance pick is."""
    one = story.found[n]
    if weight == 0 and max(sides.back, sides.ahead) < CLEAR * min(sides.back, sides.ahead):
        return "no verb tells which, and neither is much nearer"
    between = story.text[cue.end : one.start] if 0 <= cue.end <= one.start else ""
    if cue.weight < 0 and between and sides.back >= FAR * sides.ahead and weight >= -2:
        if later and sides.back < BESIDE * sides.ahead and not tense.NEW_CLAUSE.search(between):
            return f"'{cue.word}' looks back, and the later reading is much nearer"
        if not later and INFINITIVE.search(between):
            return f"the date may belong to '{cue.word}' or to what follows it"
    if weight > 0 and later and sides.ahead >= FAR * sides.back and not SURE.match(cue.word):
        return f"'{cue.word}' does not surely look ahead, and the earlier reading is much nearer"
    return ""
