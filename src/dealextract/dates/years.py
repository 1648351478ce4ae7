"""The year of a date that tells none: beside a day of publication by tense and distance, without one from a date beside it."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from dealextract.dates import tense
from dealextract.dates.grammar import joined
from dealextract.dates.periods import Period
from dealextract.dates.readings import Reading
from dealextract.dates.story import Story, Value, build, open_value
from dealextract.dates.tense import Cue, leaning
from dealextract.records import Precision

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
    if n + 1 < len(story.found) and joined(story.text, one, story.found[n + 1]):
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


PRECISE: tuple[Precision, ...] = ("day", "month", "quarter", "half", "week", "other")

FORWARD = 12.0
"""A story told in order runs on: of two readings the later wins up to so many times further away than the earlier, where
both clauses stand in the same tense. Set by hand after reading errors."""

WEEKDAY_YEARS = 3
"""A day with its weekday ("Wednesday 5 February") fits one year in five to eleven: so far it is sought."""

CLOSE = 260
"""Code points between two dates of one sequence, at most: further away another story is told."""

STORY = 700
"""The same where a sentence begins with the next step: "A second shop"."""

YEARS = 1
"""Years that the text may span, by the years it prints, for a heading's date to stand for the whole of it."""


def in_sequence(story: Story, n: int, r: Reading) -> Value:
    """The year from the date told before or the one told next, where the two stand in one sequence.

    A year that is told elsewhere in the text is no reason by itself: of a bare "March" in an article that also tells
    of 2014 nobody knows the year. Such a date keeps its year open, with what it would be in `because`.
    """
    anchors = [a for a in (story.told(n, precise=PRECISE), story.coming(n, precise=PRECISE)) if a is not None]
    if not anchors:
        return Value(open=open_value(r), because=(f"nothing in the text tells the year of '{story.words(n)}'",))
    if r.weekday and (value := _by_weekday(story, r, anchors)) is not None:
        return value
    tied = [a for a in anchors if _tied(story, n, a)]
    read = [_beside(story, n, r, a) for a in tied or anchors]
    if tied:
        return read[0]
    readings = tuple(
        f"{value.period.value} if it belongs to '{story.words(a)}', to which nothing ties it"
        for value, a in zip(read, anchors, strict=True)
        if value.period
    )
    return Value(open=open_value(r), because=readings or read[0].because)


def before_next_step(story: Story, n: int, r: Reading) -> Value | None:
    """The year of a step still to come from the step told next, where the two are tied; else None."""
    if r.alternative or not (r.month or r.quarter or r.half):
        return None
    a = story.coming(n, precise=PRECISE)
    if a is None or tense.cue(story.text, story.found[n].start, story.found[n].end).weight <= 0:
        return None
    if tense.cue(story.text, story.found[a].start, story.found[a].end).weight <= 0 or not _tied(story, n, a):
        return None
    return _beside(story, n, r, a)


def after_last_step(story: Story, n: int, r: Reading) -> Value | None:
    """The year of a step still to come from a later step told with its year just before, in the same sentence; else None."""
    if r.alternative or not (r.month or r.quarter or r.half) or story.published is None:
        return None
    a = story.told(n, precise=PRECISE)
    if a is None or story.values[a].basis != "stated" or story.sentence(a) != story.sentence(n):
        return None
    if story.period(a).first <= story.published or story.found[n].start - story.found[a].end > CLOSE:
        return None
    own, told = (tense.cue(story.text, story.found[k].start, story.found[k].end).weight for k in (n, a))
    return _beside(story, n, r, a) if own > 0 and told > 0 else None


def _by_weekday(story: Story, r: Reading, anchors: list[int]) -> Value | None:
    """The one year near the dates told in which the day falls on its weekday."""
    for a in anchors:
        year = story.period(a).year
        options = [p for y in range(year - WEEKDAY_YEARS, year + WEEKDAY_YEARS + 1) if (p := build(r, y))]
        fitting = [p for p in options if p.first.isoweekday() == r.weekday]
        if len(fitting) == 1:
            return Value(fitting[0], because=(f"year from the weekday and '{story.words(a)}'",))
    return None


def _tied(story: Story, n: int, a: int) -> bool:
    """True where expressions n and a stand in one sequence: side by side, in one paragraph, in the same tense.

    The end of a contract ("runs until June 2026") and a deadline are no steps beside others.
    """
    one, other = story.found[n], story.found[a]
    low, high = (other.end, one.start) if a < n else (one.end, other.start)
    own, told = (tense.cue(story.text, f.start, f.end).weight for f in (one, other))
    if not told and a < n and HEADING.search(story.text, max(0, other.start - 60), other.start) and _one_year(story):
        return True
    step = STEP.match(story.text, story.sentence(max(n, a))[0]) is not None
    if high - low > (CLOSE if not step else STORY) or any(
        story.found[k].reading.holiday is None for k in range(min(a, n) + 1, max(a, n))
    ):
        return False
    if not own and not told:
        return True  # a list of dates
    together = story.sentence(n) == story.sentence(a)
    if told > 0 and _ends(story, a) and not (together and a > n):
        return False
    if own * told < 0:
        return together
    if step:
        return True
    if "\n\n" in story.text[low:high]:
        return False
    if together or own < 0 or told < 0:
        return True
    return a > n or _one_year(story) or story.values[a].basis == "inferred"


def _ends(story: Story, a: int) -> bool:
    """True where expression a is the end of something that lasts, and not the time of a step."""
    one = story.found[a]
    if one.reading.bound not in ("until", "by", "before", "between"):
        return False
    return not WAIT.search(story.text, max(0, one.start - 24), one.start)


WAIT = re.compile(r"\b(?:wait\w*|not|delayed)\s+(?:\w+\s+)?(?:until|till|before)\s+(?:the\s+)?\Z", re.IGNORECASE)
"""Words that make an end a beginning: "must wait until April"."""

HEADING = re.compile(r"(?:^|\n)[^\n.]{0,40}\Z")
"""What stands before the date of a heading or of an entry: little, and a line's beginning before that."""

STEP = re.compile(
    r"\W{0,3}(?:(?:and\s+)?then|next|later|afterwards|after\s+that|thereafter|subsequently|finally|second(?:ly)?|"
    r"(?:the|a|its|his|her|their)\s+(?:second|third|fourth|next|last|rest|other|others|remaining))\b",
    re.IGNORECASE,
)
"""How a sentence begins that tells the next step: "Then, in February 2021, ..."; "The second shop opens in May"."""


def _one_year(story: Story) -> bool:
    """True where the years that the text prints are the same or follow one another."""
    years = [f.reading.year for f in story.found if f.reading.kind == "calendar" and f.reading.year]
    return bool(years) and max(years) - min(years) <= YEARS


def _beside(story: Story, n: int, r: Reading, a: int) -> Value:
    """The reading of expression n that fits expression a best, by tense and distance."""
    base, one, other = story.period(a), story.found[n], story.found[a]
    options = [p for y in range(base.year - 1, base.year + 2) if (p := build(r, y))]
    if not options:
        return Value(open=open_value(r), because=("the calendar has no such day near the dates told",))
    reason = f"year from '{story.words(a)}', " + (
        "the next milestone in the same sequence" if a > n else "the date told before"
    )
    holding = [p for p in options if p.first <= base.last and p.last >= base.first]
    if holding:
        return Value(holding[0], because=(reason,))
    before = [p for p in options if p.last < base.first]
    after = [p for p in options if p.first > base.last]
    if not before or not after:
        return Value((before or after)[-1 if before else 0], because=(reason,))
    own, told = (tense.cue(story.text, f.start, f.end) for f in (one, other))
    back, ahead = (base.first - before[-1].last).days, (after[0].first - base.last).days
    step = (own.weight > 0) - (own.weight < 0) - (told.weight > 0) + (told.weight < 0)
    reach = REACH[step] if step else FORWARD if a < n else 1 / FORWARD
    if step:
        reason += "; " + " beside ".join(f"'{c.word}'" for c in (own, told) if c.word)
    return Value(after[0] if ahead < back * reach else before[-1], because=(reason,))
