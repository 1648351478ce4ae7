"""Spans of the clean text, and the sentences that state something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dealextract.records import Date, Money, Percent, Span
from dealextract.types import CleanText, Entity, Reading, WordedTerm

if TYPE_CHECKING:  # loaded where there is a configuration
    from dealextract.knowledge.config import Config

Value = Money | Percent | Date


class Named(NamedTuple):
    """Where an entity is named."""

    start: int
    end: int
    entity: str


@dataclass(frozen=True, slots=True)
class Context:
    """All that assembly looks at beside the candidate: text, reading, values by mention, entities by id, terms in words; what
    the user declares, if anything; `named`: where entities are named, in the order of the text and without overlap."""

    clean: CleanText
    reading: Reading
    values: dict[int, Value]
    entities: dict[str, Entity]
    worded: tuple[WordedTerm, ...] = ()
    config: Config | None = None
    named: tuple[Named, ...] = field(init=False)

    def __post_init__(self) -> None:
        places = ((self.reading.mentions[i], e.id) for e in self.entities.values() for i in e.mentions)
        found: list[Named] = []
        for start, negative, entity in sorted((m.start, -m.end, entity) for m, entity in places):
            if not found or start >= found[-1].end:
                found.append(Named(start, -negative, entity))
        object.__setattr__(self, "named", tuple(found))

    def span(self, start: int, end: int) -> Span:
        """A stretch of the clean text as a record."""
        return Span(start=start, end=end, text=self.clean.text[start:end])

    def sentences(self, offsets: Iterable[int]) -> tuple[Span, ...]:
        """The sentences around offsets, each once, in the order given."""
        seen = dict.fromkeys(self.reading.sentence(o) for o in offsets)
        return tuple(self.span(*s) for s in seen if s[1] > s[0])

    def in_boilerplate(self, offset: int) -> bool:
        """Whether an offset lies in a region that is no article text."""
        return any(r.start <= offset < r.end for r in self.clean.regions)
