"""People: whose mentions are one person's, the title, the employer.

The reader's links say who belongs to whom over the whole article; what stands right beside a name says it better. So a title or an
organisation in apposition ("Exmoor Water chairman Ana Ruiz", "Ana Ruiz, chairman of Exmoor Water") goes first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dealextract.resolution.names import fold
from dealextract.types import Mention, Reading

BESIDE = 0.95
"""Probability of a link that apposition states."""

EMPLOYER = 0.5
"""Probability from which an organisation is a person's employer."""

TITLE = 0.4
"""Probability from which a title is a person's."""

REACH = 90
"""Code points between two mentions in apposition."""

HONORIFICS = frozenset("mr mrs ms miss dr sir dame lord lady prof professor mme herr frau".split())
BEFORE = re.compile(r"[’'`]?s?[\s,(]*(?:(?:the|its|then|former|group)\s)?(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Professor)\.?\s)?")
AFTER = re.compile(
    r"[\s,(–—-]*(?:who\s(?:is|was|heads|runs|leads)\s)?(?:(?:the|a|an|its)\s)?\s?(?:(?:of|at|for|with|from|to)\s)?(?:the\s)?[\s,]*"
)
APPOSED = re.compile(r"[\s,(–—-]*(?:(?:who\sis|is|was|as|the|a|an|its|our|then|who)\s)*(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Professor)\.?\s)?[’'`]?s?\s*")


def group_people(reading: Reading) -> list[list[int]]:
    """Groups of mentions that name one person: a short form joins the first full name that holds it."""
    mentions = reading.mentions
    named = [i for i, m in enumerate(mentions) if m.kind == "person" and not set(_words(m)) <= HONORIFICS]
    groups: list[list[int]] = []
    for i in sorted(named, key=lambda i: (-len(_words(mentions[i])), i)):
        home = next((g for g in groups if set(_words(mentions[i])) <= set(_words(mentions[g[0]]))), None)
        if home is None:
            groups.append([i])
        else:
            home.append(i)
    return sorted((sorted(g) for g in groups), key=lambda g: g[0])


def _words(mention: Mention) -> list[str]:
    return [w for w in fold(mention.text).replace(".", "").split() if w not in HONORIFICS] or fold(mention.text).split()


def employer_of(reading: Reading, text: str, person: Sequence[int], owner: dict[int, int]) -> int | None:
    """The organisation (by the index of its group) that a person belongs to; `owner` maps mentions to groups."""
    scores: dict[int, float] = {}
    for i in person:
        for j, p in _beside(reading, text, i, owner).items():
            scores[owner[j]] = max(scores.get(owner[j], 0.0), p)
    for (i, j), said in reading.links.items():
        if i in person and j in owner and "person_organization" in said:
            scores[owner[j]] = max(scores.get(owner[j], 0.0), said["person_organization"] * 0.9)
    best = max(scores, key=lambda n: (scores[n], -n), default=None)
    return best if best is not None and scores[best] >= EMPLOYER else None


def _beside(reading: Reading, text: str, person: int, owner: dict[int, int]) -> dict[int, float]:
    """Names of organisations in apposition to one mention of a person, titles between them taken out."""
    at = reading.mentions[person]
    out: dict[int, float] = {}
    for j in owner:
        other = reading.mentions[j]
        start, end = min(at.end, other.end), max(at.start, other.start)
        if other.kind != "organization" or not 0 <= end - start <= REACH or "\n" in text[start:end]:
            continue
        between, titled = _without_titles(reading, text, start, end)
        pattern = BEFORE if other.start < at.start else AFTER
        if pattern.fullmatch(between) and (titled or other.start < at.start or re.search(r"\b(?:of|at|from)\b", between)):
            out[j] = BESIDE
    return out


def _without_titles(reading: Reading, text: str, start: int, end: int) -> tuple[str, bool]:
    """What stands between two offsets besides job titles, and whether there was one."""
    titles = [m for m in reading.mentions if m.kind == "title" and start <= m.start and m.end <= end]
    out, at = [], start
    for m in titles:
        if m.start >= at:
            out.append(text[at : m.start])
            at = m.end
    return "".join([*out, text[at:end]]), bool(titles)


def title_of(reading: Reading, text: str, person: Sequence[int]) -> str | None:
    """A person's title: one in apposition, else the likeliest by the reader's links."""
    scores: dict[int, float] = {}
    for i, m in enumerate(reading.mentions):
        if m.kind == "title":
            for j in person:
                other = reading.mentions[j]
                start, end = min(m.end, other.end), max(m.start, other.start)
                if 0 <= end - start <= 12 and APPOSED.fullmatch(text[start:end]):
                    scores[i] = BESIDE
    for (i, j), said in reading.links.items():
        if j in person and "title_person" in said:
            scores[i] = max(scores.get(i, 0.0), said["title_person"] * 0.9)
    best = max(scores, key=lambda i: (scores[i], -i), default=None)
    return reading.mentions[best].text if best is not None and scores[best] >= TITLE else None
