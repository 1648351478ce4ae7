"""The nouns that pass between the stages: frozen, plain, and free of any library.

A stage takes one of these and gives another; what leaves the program is in `dealextract.records`.
All offsets are half-open code points, into the clean text unless the field says otherwise.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Article:
    """One input as it was read and decoded, before cleaning; `text` is the body, with offsets of its own."""

    text: str
    sha256: str
    path: str | None = None
    media_type: str = "text/plain"
    encoding: str | None = None
    id: str | None = None
    """What the input calls it: a key or column of a feed, the Message-ID of a message."""
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    published: str | None = None
    """ISO date of publication where it was given or stands in the metadata."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the clean text that is no article text, with the reason: `newsletter`, `repeated_title` …"""

    start: int
    end: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text that everything after this stage reads, and where each stretch of it came from.

    `segments` holds `(clean_start, source_start, length)` for each run that was copied unchanged, in order;
    `regions` the boilerplate, in order and without overlap.
    """

    text: str
    segments: tuple[tuple[int, int, int], ...]
    regions: tuple[Region, ...] = ()

    def source_offset(self, offset: int) -> int:
        """The offset in the article's own text of a code point of the clean text.

        >>> CleanText("ab", ((0, 0, 1), (1, 3, 1))).source_offset(1)
        3
        """
        for clean_start, source_start, length in reversed(self.segments):
            if clean_start <= offset:
                return source_start + min(offset - clean_start, length)
        return 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that stands for something.

    `kind` is organization | description (of an organisation: "the French group") | person | title | place, or that of a
    value: money | percent | date.
    """

    start: int
    end: int
    kind: str
    text: str
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word or few words that say that a deal happens, may happen or does not, with what they say of it.

    `types` and `statuses` are probabilities by name; the types sum to one less the probability that it is no deal.
    """

    start: int
    end: int
    text: str
    types: dict[str, float]
    statuses: dict[str, float]
    background: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a text: mentions, triggers, and how they belong together.

    This is the seam: whatever fills a `Reading` can stand in for the trained reader.

    - `roles[trigger, mention]`: probabilities of what the mention is to the trigger's deal (`dealextract.reader.labels`);
      what is missing to one is the probability that it is nothing to it
    - `weights[trigger, mention]`: how much that pair counts when the roles of an organisation in a deal are averaged; 1 where absent
    - `links[mention, mention]`: probabilities that the first is `same` as, or `person_organization`, `title_person`,
      `parent_child` of the second
    - `same_deal[trigger, trigger]`: the probability that both tell of one deal; pairs never seen together are absent
    """

    mentions: tuple[Mention, ...]
    triggers: tuple[Trigger, ...]
    roles: dict[tuple[int, int], dict[str, float]]
    links: dict[tuple[int, int], dict[str, float]]
    same_deal: dict[tuple[int, int], float]
    weights: dict[tuple[int, int], float] = field(default_factory=dict)
    boilerplate: tuple[tuple[int, int], ...] = ()
    """Stretches that the reader takes for no article text, as offsets."""
    sentences: tuple[tuple[int, int], ...] = ()
    """Sentences as offsets, in order; none crosses a line break."""
    windows: tuple[tuple[int, int], ...] = ()
    """Stretches that the reader saw at once; pairs across them were never judged. None means all at once."""

    def together(self, a: Mention | Trigger, b: Mention | Trigger) -> bool:
        """Whether the reader saw both at once."""
        if not self.windows:
            return True
        start, end = min(a.start, b.start), max(a.end, b.end)
        # Both edges of the windows grow: the last one that starts early enough reaches furthest.
        at = bisect.bisect_right(self.windows, (start, 1 << 60)) - 1
        return at >= 0 and end <= self.windows[at][1]

    def sentence(self, offset: int) -> tuple[int, int]:
        """The sentence that holds a code point, or the point itself where none does."""
        at = bisect.bisect_right(self.sentences, (offset, 1 << 60)) - 1
        if at >= 0 and self.sentences[at][0] <= offset < self.sentences[at][1]:
            return self.sentences[at]
        return offset, offset


@dataclass(frozen=True, slots=True)
class WordedTerm:
    """Words that state a term other than an amount: `kind` consideration | exclusivity | condition | duration | per_share …"""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One organisation or person of an article: its mentions (indices into the reading), names and ties."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[int, ...]
    parent: str | None = None
    title: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of a deal: an argument in a slot, with its probability.

    `value` is an entity id (roles, advisers) or an index into the reading's mentions as a string (money, dates …).
    """

    slot: str
    value: str
    probability: float
    evidence: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A deal as resolution sees it: its triggers and all facts about it, before the constraints of its type."""

    triggers: tuple[int, ...]
    types: dict[str, float]
    statuses: dict[str, float]
    background: float
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate that is no deal after all, with the reason and the text that made it one."""

    code: str
    message: str
    start: int
    end: int
