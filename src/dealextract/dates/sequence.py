"""The year of a date in a text whose publication nobody tells: from a date told beside it in one sequence, or none."""

from __future__ import annotations

import re

from dealextract.dates import tense
from dealextract.dates.nearer import REACH
from dealextract.dates.readings import Reading
from dealextract.dates.story import Story, Value, build, open_value
from dealextract.records import Precision

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
        reason += f"; '{own.word}' beside '{told.word}'"
    return Value(after[0] if ahead < back * reach else before[-1], because=(reason,))
