"""Spans of the clean text, and the sentences that state something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dealextract.records import Date, Money, Percent, Span
from dealextract.types import CleanText, Entity, Reading, WordedTerm

if TYPE_CHECKING:  # loaded where there is a configuration
    from dealextract.knowledge.config import Config

Value = Money | Percent | Date


@dataclass(frozen=True, slots=True)
class Context:
    """All that assembly looks at beside the candidate: text, reading, values by mention, entities by id, terms in words; what
    the user declares, if anything."""

    clean: CleanText
    reading: Reading
    values: dict[int, Value]
    entities: dict[str, Entity]
    worded: tuple[WordedTerm, ...] = ()
    config: Config | None = None

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
