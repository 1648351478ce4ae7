"""Dated steps of a deal, and the short label that tells them apart."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, get_args

from dealextract.assembly.evidence import Context, Value
from dealextract.dates import counted_from, event_of
from dealextract.records import Date, Milestone, MilestoneKind
from dealextract.types import Candidate, Fact

ACCEPT = 0.55
"""Probability of being any step of the deal from which a date is a milestone; of which kind is then the likeliest."""

SEQUENCE = 0.2
"""The same for a date whose year was told by a milestone of the deal, being the step before or after it."""

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


@cache
def _words() -> dict[str, Any]:
    text = resources.files("dealextract.knowledge").joinpath("milestones.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    return table


def milestones(context: Context, candidate: Candidate) -> list[Milestone]:
    """The milestones of a deal in the order of their dates' places in the text.

    A step whose time is open stays, with a null date and the reason. One that counts from another step of the deal
    ("18 months after signing") takes that step's date where it is the only one of its kind.
    """
    best: dict[str, Fact] = {}
    total: dict[str, float] = defaultdict(float)
    for fact in candidate.facts:
        if fact.slot.startswith("date_"):
            total[fact.value] += fact.probability
            if fact.value not in best or fact.probability > best[fact.value].probability:
                best[fact.value] = fact
    steps = [f for f in best.values() if total[f.value] >= ACCEPT]
    named = [f"'{context.values[int(f.value)].text}'" for f in steps]
    steps += [
        f
        for f in best.values()
        if SEQUENCE <= total[f.value] < ACCEPT and _in_sequence(context.values[int(f.value)], named)
    ]
    made: list[tuple[str, Date]] = []
    for fact in sorted(steps, key=lambda f: f.evidence):
        date = context.values[int(fact.value)]
        if not isinstance(date, Date) or _told_as_history(context, date):
            continue
        kind = fact.slot.removeprefix("date_")
        if kind == "other" and _launches(context, date):
            kind = "launch"
        if not any(k == kind and d.value == date.value and d.value is not None for k, d in made):
            made.append((kind, date))
    made = [(kind, _counted(date, made)) for kind, date in made if not _stray(kind, date, made, candidate)]
    labels = _labels(context, made)
    return [
        Milestone(kind=_kind(kind), label=label, date=date, evidence=context.sentences([date.start]))
        for (kind, date), label in zip(made, labels, strict=True)
    ]


HISTORY = re.compile(
    r"\b(?:since\s+(?!then\b)|after\s+(?:having|(?:it|he|she|they)\s+had)\s+)(?:[^\s,;:]+\s+){2,16}\Z", re.IGNORECASE
)
"""A clause that tells what was before: "the first of its kind since Kestrel opened a shop in 2017", "after having started in 2017"."""


@cache
def _launching() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_words()['launching'])})\b", re.IGNORECASE)


def _launches(context: Context, date: Date) -> bool:
    """Whether the sentence of a date says that something opens or starts."""
    start, end = context.reading.sentence(date.start)
    return bool(_launching().search(context.clean.text, start, end))


def _told_as_history(context: Context, date: Date) -> bool:
    """Whether a date stands in a clause of what was before, which is no step; "since 2017" itself may be one."""
    start, _ = context.reading.sentence(date.start)
    return bool(HISTORY.search(context.clean.text[start : date.start]))


AHEAD = frozenset(["launch", "effective", "expected_close"])
"""Kinds of steps that follow an agreement."""

YEARS = 2
"""Years before the other steps ahead from which a year is that of something else: "after it had opened a shop of its own in 2017"."""


def _stray(kind: str, date: Date, made: Sequence[tuple[str, Date]], candidate: Candidate) -> bool:
    """Whether a date tells no step of its own: the coarser of two for one step, or years before those of a deal not yet done."""
    others = [d.value for k, d in made if d is not date and d.value and (k == kind or {k, kind} <= AHEAD)]
    if date.value is None or not others:
        return False
    if any(value.startswith(f"{date.value}-") for value in others):
        return True
    years = [int(value[:4]) for value in (date.value, *others) if value[:4].isdigit()]
    done = candidate.statuses.get("completed", 0.0) >= 0.5
    return kind in AHEAD and not done and len(years) > 1 and years[0] <= min(years[1:]) - YEARS


EVENTS: dict[str, tuple[MilestoneKind, ...]] = {
    "signing": ("signed", "announced"),
    "agreement": ("signed", "announced"),
    "announcement": ("announced",),
    "closing": ("completed", "expected_close"),
    "approval": ("approval",),
    "launch": ("launch",),
    "filing": ("filed",),
}
"""The steps that an event of the date grammar may be."""


def _counted(date: Date, made: Sequence[tuple[str, Date]]) -> Date:
    """A date that counts from an event, from the one step of the deal that is this event; else as it was."""
    event = event_of(date) if date.value is None else None
    for kind in EVENTS.get(event or "", ()):
        bases = [d for k, d in made if k == kind and d.value is not None]
        if bases:
            return (counted_from(date, bases[0]) if len({d.value for d in bases}) == 1 else None) or date
    return date


def _in_sequence(value: Value, steps: Sequence[str]) -> bool:
    """Whether a date was resolved as the step before or after one that is a milestone already."""
    return isinstance(value, Date) and any(
        "same sequence" in reason and step in reason for reason in value.because for step in steps
    )


def _kind(name: str) -> MilestoneKind:
    return next(k for k in get_args(MilestoneKind) if k == name)


def _labels(context: Context, made: Sequence[tuple[str, Date]]) -> list[str]:
    """A label for each milestone: its kind in words, or what tells it from others of its kind."""
    kinds = [k for k, _ in made]
    out = []
    for kind, date in made:
        plain = _words()["labels"].get(kind, kind)
        told_apart = kinds.count(kind) > 1 or kind == "launch"
        out.append((_object(context, date, [d for _, d in made]) if told_apart else None) or plain)
    return out


def _object(context: Context, date: Date, dates: Sequence[Date]) -> str | None:
    """What happens on a date, in a word: "beauty" of "focus on beauty", "flagship" of "its flagship store".

    Looked for in the date's sentence, where another milestone stands in it too only up to that one. First what a phrase
    of purpose names, then a word that says it by itself, then the word before a noun for what is launched; of several
    the nearest to the date.
    """
    start, end = context.reading.sentence(date.start)
    start = max([start, *(d.end for d in dates if start <= d.start < date.start)])
    end = min([end, *(d.start for d in dates if date.start < d.start < end)])
    text, table = context.clean.text[start:end], _words()

    def distance(at: int) -> int:
        return abs(start + at - date.start)

    phrase = re.compile(rf"\b(?:{'|'.join(table['purpose'])})\s+(?:(?:the|its|a|an)\s+)?({WORD.pattern})", re.I)
    named = {m.start(): m[1] for m in phrase.finditer(text)}
    words = list(WORD.finditer(text))
    alone = {w.start(): w[0] for w in words if w[0].lower() in table["standing_alone"]}
    before = {
        w.start(): w[0]
        for w, noun in pairwise(words)
        if noun[0].lower() in table["nouns"] and w[0].lower() not in table["empty"] and w[0].islower()
    }
    for found in (named, alone, before):
        if found:
            return found[min(found, key=distance)].lower()
    return None
