"""Dated steps of a deal, and the short label that tells them apart."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, get_args

from dealextract.assembly.evidence import Context
from dealextract.records import Date, Milestone, MilestoneKind
from dealextract.types import Candidate, Fact

ACCEPT = 0.4
"""Probability of being any step of the deal from which a date is a milestone; of which kind is then the likeliest."""

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


@cache
def _words() -> dict[str, Any]:
    text = resources.files("dealextract.knowledge").joinpath("milestones.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    return table


def milestones(context: Context, candidate: Candidate) -> tuple[list[Milestone], list[Fact]]:
    """The milestones of a deal in the order of their dates' places in the text, and the date facts left without a value."""
    best: dict[str, Fact] = {}
    total: dict[str, float] = defaultdict(float)
    for fact in candidate.facts:
        if fact.slot.startswith("date_"):
            total[fact.value] += fact.probability
            if fact.value not in best or fact.probability > best[fact.value].probability:
                best[fact.value] = fact
    steps = [f for f in best.values() if total[f.value] >= ACCEPT]
    made: list[tuple[str, Date]] = []
    open_facts: list[Fact] = []
    for fact in sorted(steps, key=lambda f: f.evidence):
        date = context.values[int(fact.value)]
        if not isinstance(date, Date):
            continue
        if date.value is None and not date.because:
            open_facts.append(fact)
            continue
        kind = fact.slot.removeprefix("date_")
        if not any(k == kind and d.value == date.value and d.value is not None for k, d in made):
            made.append((kind, date))
    labels = _labels(context, made)
    return [
        Milestone(kind=_kind(kind), label=label, date=date, evidence=context.sentences([date.start]))
        for (kind, date), label in zip(made, labels, strict=True)
    ], open_facts


def _kind(name: str) -> MilestoneKind:
    return next(k for k in get_args(MilestoneKind) if k == name)


def _labels(context: Context, made: Sequence[tuple[str, Date]]) -> list[str]:
    """A label for each milestone: its kind in words, or what tells it from others of its kind."""
    kinds = [k for k, _ in made]
    out = []
    for kind, date in made:
        plain = _words()["labels"].get(kind, kind)
        out.append(_object(context, date) or plain if kinds.count(kind) > 1 or kind == "launch" else plain)
    return out


def _object(context: Context, date: Date) -> str | None:
    """What happens on a date, in a word: "focus on beauty", "its flagship store", looked for in the sentence and the next.

    First what a phrase of purpose names, then the word before a noun that stands for what is launched.
    """
    at = next((i for i, (s, e) in enumerate(context.reading.sentences) if s <= date.start < e), None)
    if at is None:
        return None
    start, end = context.reading.sentences[at]
    sentence = context.clean.text[start:end]
    table = _words()
    purpose = re.search(
        rf"\b(?:{'|'.join(table['purpose'])})\s+(?:the\s+|its\s+|a\s+|an\s+)?([^\W\d_]+(?:-[^\W\d_]+)*)", sentence, re.I
    )
    if purpose:
        return str(purpose[1]).lower()
    words: list[str] = WORD.findall(sentence)
    lowered = [w.lower() for w in words]
    for word in lowered:
        if word in table["standing_alone"]:
            return word
    for i in range(1, len(words)):
        if lowered[i] in table["nouns"] and lowered[i - 1] not in table["empty"] and words[i - 1].islower():
            return lowered[i - 1]
    return None
