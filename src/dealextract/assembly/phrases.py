"""What the words around two names say of their roles, whatever the reader makes of them: `roles_said`."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from operator import attrgetter

from dealextract.assembly.evidence import Context, Named
from dealextract.knowledge.phrases import phrases
from dealextract.records import DealType
from dealextract.types import Candidate

REACH = 400
"""Code points on either side of a trigger that are looked at: a sentence without an end may be as long as the text."""


def roles_said(context: Context, candidate: Candidate, kind: DealType) -> dict[str, Named]:
    """The roles that phrases of a type give in the clauses of a candidate's triggers: the first to give a role has it."""
    found: dict[str, Named] = {}
    for i in candidate.triggers:
        trigger = context.reading.triggers[i]
        start, end = context.reading.sentence(trigger.start)
        marked = Marked(context, max(start, trigger.start - REACH), min(end, trigger.end + REACH))
        for match in marked.matches(kind):
            if marked.offset(match.start()) >= trigger.end or marked.offset(match.end()) <= trigger.start:
                continue
            said = {role: marked.names[int(number)] for role, number in match.groupdict().items()}
            taken = {name.entity for name in found.values()}
            if len({name.entity for name in said.values()}) == len(said):
                found |= {role: n for role, n in said.items() if role not in found and n.entity not in taken}
    return found


class Marked:
    """A stretch of text with its names as numbers (`knowledge.phrases`), and the way back to its offsets."""

    def __init__(self, context: Context, start: int, end: int) -> None:
        first, last = (bisect.bisect_left(context.named, at, key=attrgetter("start")) for at in (start, end))
        self.names = [name for name in context.named[first:last] if name.end <= end]
        self._places, self._offsets = [0], [start]
        text, pieces, at = context.clean.text, "", start
        for n, name in enumerate(self.names):
            pieces += f"{text[at : name.start]}⟨{n}⟩"
            at = name.end
            self._places.append(len(pieces))
            self._offsets.append(at)
        self.text = pieces + text[at:end]

    def offset(self, place: int) -> int:
        """The offset in the text of a place in the marked one."""
        n = bisect.bisect_right(self._places, place) - 1
        return self._offsets[n] + place - self._places[n]

    def matches(self, kind: DealType) -> Iterator[re.Match[str]]:
        """Where phrases of a type hold."""
        if len(self.names) > 1:
            for pattern in phrases(kind):
                yield from pattern.finditer(self.text)
