"""What the words around names say of their roles, whatever the reader makes of them: `roles_said`."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import get_args

from dealextract.assembly.evidence import Context, Named
from dealextract.knowledge.phrases import phrases
from dealextract.records import DealType
from dealextract.types import Candidate

REACH = 400
"""Code points on either side of a trigger that are looked at: a sentence without an end may be as long as the text."""

FAR = 2_500
"""Code points between a trigger and a phrase that gives one role alone ("lead manager"): the banks of an issue stand far below it."""

LIST = re.compile(r"⟨\d+⟩(?:, ⟨\d+⟩)*,? (?:and|&) ⟨\d+⟩")
"""Names in one row, which play one role."""

LIKELY = 0.5
"""Probability of a type from which a trigger tells of a deal of it."""


def roles_said(context: Context, candidate: Candidate, kind: DealType) -> dict[str, tuple[str, Named]]:
    """The roles that phrases of a type give to entities in the clauses of a candidate's triggers, and where each is named.

    The first phrase to speak of an entity counts. A phrase of one role alone may stand away from the triggers, if nearer to them than to
    those of another deal of the type, and counts where the reader is not sure of another role.
    """
    found: dict[str, tuple[str, Named]] = {}
    for said in _matches(context, candidate, [p for p in phrases(kind) if len(p.groupindex) > 1]):
        found = {n.entity: (role, n) for role, names in said.items() for n in names} | found
    return _far(context, candidate, kind) | found


def type_said(context: Context, candidate: Candidate) -> DealType | None:
    """The type that a phrase in the clause of a trigger decides, if one does."""
    return next((k for k in get_args(DealType) if any(_matches(context, candidate, phrases(k, decisive=True)))), None)


def _matches(
    context: Context, candidate: Candidate, patterns: Sequence[re.Pattern[str]]
) -> Iterator[dict[str, list[Named]]]:
    """The names in each role where a phrase holds in a clause that holds a trigger of the candidate."""
    for i in candidate.triggers if patterns else ():
        trigger = context.reading.triggers[i]
        start, end = context.reading.sentence(trigger.start)
        marked = Marked(context, max(start, trigger.start - REACH), min(end, trigger.end + REACH))
        for said, first, last in marked.matches(patterns):
            if first < trigger.end and last > trigger.start:
                yield said


def _far(context: Context, candidate: Candidate, kind: DealType) -> dict[str, tuple[str, Named]]:
    """The roles that phrases of one role give nearer to this candidate than to another of the type."""
    alone = [p for p in phrases(kind) if len(p.groupindex) == 1]
    if not alone:
        return {}
    reading, found = context.reading, dict[str, tuple[str, Named]]()
    sure = {f.value: f.slot for f in candidate.facts if f.probability >= LIKELY}
    likely = [i for i, t in enumerate(reading.triggers) if t.types.get(kind, 0.0) >= LIKELY]
    own = [reading.triggers[i].start for i in candidate.triggers]
    first, last = (bisect.bisect(reading.sentences, (at, 0)) for at in (min(own) - FAR, max(own) + FAR))
    for start, end in reading.sentences[first:last]:
        near = min(likely, key=lambda i: abs(reading.triggers[i].start - start), default=None)
        if near not in candidate.triggers or min(abs(start - at) for at in own) > FAR:
            continue
        for said, _, _ in Marked(context, start, min(end, start + REACH)).matches(alone):
            new = {n.entity: (role, n) for role, names in said.items() for n in names}
            found = {e: told for e, told in new.items() if sure.get(e, told[0]) == told[0]} | found
    return found


PLAIN = str.maketrans("⟨⟩", "()")
"""What becomes of the signs that mark a name where the text itself holds them."""


class Marked:
    """A stretch of text with its names as numbers (`knowledge.phrases`), and the way back to its offsets."""

    def __init__(self, context: Context, start: int, end: int) -> None:
        first, last = (bisect.bisect_left(context.named, at, key=attrgetter("start")) for at in (start, end))
        self.names = [name for name in context.named[first:last] if name.end <= end]
        self._places, self._offsets = [0], [start]
        text, pieces, at = context.clean.text, "", start
        for n, name in enumerate(self.names):
            pieces += f"{text[at : name.start].translate(PLAIN)}⟨{n}⟩"
            at = name.end
            self._places.append(len(pieces))
            self._offsets.append(at)
        self.text = pieces + text[at:end].translate(PLAIN)

    def _offset(self, place: int) -> int:
        """The offset in the text of a place in the marked one."""
        n = bisect.bisect_right(self._places, place) - 1
        return self._offsets[n] + place - self._places[n]

    def matches(self, patterns: Sequence[re.Pattern[str]]) -> Iterator[tuple[dict[str, list[Named]], int, int]]:
        """The names in each role where a phrase holds, and from where to where. Names in one row with one that a phrase names share
        its role."""
        rows = [set(map(int, re.findall(r"\d+", row[0]))) for row in LIST.finditer(self.text)]
        for pattern in patterns:
            if len(self.names) < len(pattern.groupindex):
                continue
            for match in pattern.finditer(self.text):
                numbers = {role: int(number) for role, number in match.groupdict().items()}
                said = {role: [self.names[n] for n in _row(n, rows, numbers)] for role, n in numbers.items()}
                entities = [name.entity for names in said.values() for name in names]
                if len(set(entities)) == len(entities):
                    yield said, self._offset(match.start()), self._offset(match.end())


def _row(number: int, rows: list[set[int]], taken: dict[str, int]) -> list[int]:
    """A name and those in a row with it, unless another of the row has a role of its own."""
    row = next((r for r in rows if number in r), {number})
    return sorted(row) if len(row & set(taken.values())) == 1 else [number]
