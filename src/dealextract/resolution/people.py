"""People: whose mentions are one person's, the title, the employer.

The reader's links say who belongs to whom over the whole article; what stands right beside a name says it better. So a title or an
organisation in apposition ("Exmoor Water chairman Ana Ruiz", "Ana Ruiz, chairman of Exmoor Water") goes first.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from dealextract.resolution.names import fold
from dealextract.types import Mention, Reading

BESIDE = 0.95
"""Probability of a link that apposition states."""

EMPLOYER = 0.4
"""Probability from which an organisation is a person's employer: its odds over all pairs of their mentions, shared among the organisations
of the article and none, as in training."""

PLATFORM = 0.3
"""Weight of the odds of a marketplace: who speaks of one is of its owner or of who sells there. Set by hand."""

LEAST = 0.02
"""The probability of no link that odds are reckoned against at least: one pair alone decides nothing."""

APPOSED_REACH = 12
"""Code points between a name and a title in apposition."""

TITLE = 0.4
"""Probability from which a title is a person's."""

REACH = 90
"""Code points between two mentions in apposition."""

HONORIFICS = frozenset(
    ["mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "prof", "professor", "mme", "herr", "frau"]
)
BEFORE = re.compile(
    r"[’'`]?s?[\s,(]*(?:(?:the|its|then|former|group)\s)?(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Professor)\.?\s)?"
)
AFTER = re.compile(
    r"[\s,(–—-]*(?:who\s(?:is|was|heads|runs|leads)\s)?(?:(?:the|a|an|its)\s)?\s?(?:(?:of|at|for|with|from|to)\s)?(?:the\s)?[\s,]*"
)
POSSESSIVE = re.compile(r"^[’'`]s?\s")
BELONGS = re.compile(r"\b(?:of|at|from)\b")
"""What ties a name to an organisation where no title stands between: "Exmoor's Ana Ruiz", "Ana Ruiz of Exmoor"."""

OFFICE = re.compile(
    r"[’']s?\s(?:(?:then|new|former|deputy|vice)[-\s])?(?:[a-z]+\s){0,3}?(?:(?:prime|vice|deputy)[-\s])?"
    r"(?:minister|chancellor|president|premier|king|queen|head of state|foreign secretary)\s(?:(?:Mr|Mrs|Ms|Dr|Sir)\.?\s)?",
    re.IGNORECASE,
)
"""What stands between a country and who holds an office of it: "Malta's energy minister Ana Ruiz"."""

APPOSED = re.compile(
    r"[\s,(–—-]*(?:(?:who\sis|is|was|as|the|a|an|its|our|then|who)\s)*(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Professor)\.?\s)?[’'`]?s?\s*"
)


def group_people(reading: Reading, text: str) -> list[list[int]]:
    """Groups of mentions that name one person: a short form joins the first full name that holds it.

    One word that no "Mr" goes before and no full name holds is a person only where a job title stands beside it.
    """
    mentions = reading.mentions
    named = [i for i, m in enumerate(mentions) if m.kind == "person" and not set(_words(m)) <= HONORIFICS]
    groups: list[list[int]] = []
    for i in sorted(named, key=lambda i: (-len(_words(mentions[i])), i)):
        home = next((g for g in groups if set(_words(mentions[i])) <= set(_words(mentions[g[0]]))), None)
        if home is None:
            groups.append([i])
        else:
            home.append(i)
    return sorted((sorted(g) for g in groups if _is_person(reading, text, g)), key=lambda g: g[0])


def _is_person(reading: Reading, text: str, group: Sequence[int]) -> bool:
    """Whether the mentions of a group name a person."""
    named = [reading.mentions[i] for i in group]
    if len(_words(named[0])) > 1:
        return True
    titled = (text[max(0, m.start - 8) : m.end].lower().replace(".", "").split() for m in named)
    return any(HONORIFICS & set(words) for words in titled) or any(_apposed(reading, text, m) for m in named)


def _apposed(reading: Reading, text: str, mention: Mention) -> bool:
    """Whether a job title stands beside a name."""
    for other in reading.mentions:
        start, end = min(mention.end, other.end), max(mention.start, other.start)
        if other.kind == "title" and 0 <= end - start <= APPOSED_REACH and APPOSED.fullmatch(text[start:end]):
            return True
    return False


def _words(mention: Mention) -> list[str]:
    return [w for w in fold(mention.text).replace(".", "").split() if w not in HONORIFICS] or fold(mention.text).split()


class Ties:
    """A reading's links by person, and its mentions by place: what the functions below look up again and again."""

    def __init__(self, reading: Reading) -> None:
        self.mentions = reading.mentions
        self.starts = [m.start for m in reading.mentions]
        self.employers: dict[int, dict[int, float]] = defaultdict(dict)  # odds against belonging to none
        self.titles: dict[int, dict[int, float]] = defaultdict(dict)
        for (i, j), said in reading.links.items():
            if "person_organization" in said:
                none = max(LEAST, 1 - sum(said.values()))
                self.employers[i][j] = said["person_organization"] / none
            if "title_person" in said:
                self.titles[j][i] = said["title_person"]

    def near(self, index: int, kind: str) -> Iterator[int]:
        """Mentions of a kind that begin within reach of another."""
        at = self.mentions[index]
        first = bisect.bisect_left(self.starts, at.start - 2 * REACH)
        last = bisect.bisect_right(self.starts, at.end + REACH)
        return (j for j in range(first, last) if self.mentions[j].kind == kind and j != index)


def employer_of(
    ties: Ties, text: str, person: Sequence[int], owner: dict[int, int], platforms: Collection[int] = ()
) -> int | None:
    """The organisation (by the index of its group) that a person belongs to; `owner` maps mentions to groups, `platforms` are those of
    marketplaces."""
    odds: dict[int, float] = defaultdict(float)
    beside: dict[int, float] = {}
    for i in person:
        linked = ties.employers[i]
        for j, p in linked.items():
            if j in owner and ties.mentions[j].kind == "organization":
                odds[owner[j]] += p * (PLATFORM if owner[j] in platforms else 1.0)
        for j in ties.near(i, "organization"):
            if j in owner and _beside(ties, text, i, j):
                # Of two names in apposition the reader's link decides.
                beside[owner[j]] = max(beside.get(owner[j], 0.0), linked.get(j, 0.0))
    if beside:
        return max(beside, key=lambda n: (beside[n], -n))
    best = max(odds, key=lambda n: (odds[n], -n), default=None)
    return best if best is not None and odds[best] / (1 + sum(odds.values())) >= EMPLOYER else None


def country_of(ties: Ties, text: str, person: Sequence[int]) -> int | None:
    """The place whose office a person holds, where a possessive right before title and name says so: the index of its mention."""
    for i in person:
        at = ties.mentions[i]
        for j in ties.near(i, "place"):
            place = ties.mentions[j]
            if place.end < at.start and OFFICE.fullmatch(text[place.end : at.start]):
                return j
    return None


def _beside(ties: Ties, text: str, person: int, name: int) -> bool:
    """Whether a name of an organisation stands in apposition to one of a person, titles between them taken out."""
    at, other = ties.mentions[person], ties.mentions[name]
    start, end = min(at.end, other.end), max(at.start, other.start)
    if not 0 <= end - start <= REACH or "\n" in text[start:end]:
        return False
    between, titled = _without_titles(ties, text, person, start, end)
    pattern, bond = (BEFORE, POSSESSIVE) if other.start < at.start else (AFTER, BELONGS)
    return bool(pattern.fullmatch(between) and (titled or bond.search(between)))


def _without_titles(ties: Ties, text: str, person: int, start: int, end: int) -> tuple[str, bool]:
    """What stands between two offsets besides job titles, and whether there was one."""
    titles = [ties.mentions[j] for j in ties.near(person, "title")]
    titles = [m for m in titles if start <= m.start and m.end <= end]
    out, at = [], start
    for m in titles:
        if m.start >= at:
            out.append(text[at : m.start])
            at = m.end
    return "".join([*out, text[at:end]]), bool(titles)


def title_of(ties: Ties, text: str, person: Sequence[int]) -> str | None:
    """A person's title: one in apposition, else the likeliest by the reader's links."""
    scores: dict[int, float] = {}
    for j in person:
        other, linked = ties.mentions[j], ties.titles[j]
        for i in ties.near(j, "title"):
            m = ties.mentions[i]
            start, end = min(m.end, other.end), max(m.start, other.start)
            if 0 <= end - start <= APPOSED_REACH and APPOSED.fullmatch(text[start:end]):
                scores[i] = max(scores.get(i, 0.0), BESIDE + 0.04 * linked.get(i, 0.0))
        for i, p in linked.items():
            scores[i] = max(scores.get(i, 0.0), p * 0.9)
    best = max(scores, key=lambda i: (scores[i], -i), default=None)
    return " ".join(ties.mentions[best].text.split()) if best is not None and scores[best] >= TITLE else None
