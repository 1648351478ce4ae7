"""Organisations and people over the document: which mentions name the same one, and who belongs to whom."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dealextract.knowledge.companies import words_table
from dealextract.resolution.clusters import SAMPLE, agglomerate
from dealextract.resolution.declared import NONE, DeclaredCompanies
from dealextract.resolution.names import core, fold, initials, relation, stands_for
from dealextract.resolution.people import HONORIFICS, Ties, country_of, employer_of, group_people, title_of
from dealextract.resolution.towns import is_town
from dealextract.types import Entity, Mention, Reading

SAME = 0.5
"""Mean link probability from which two groups of names are one organisation."""

ATTACH = 0.5
"""Link probability from which a description stands for an organisation."""

BRACKET = re.compile(
    r"(?:\s(?:Group|Holdings?|Company|Corporation|plc|Ltd|Limited|Inc\.?|AG|SA|AB))?,?\s?\((?:the\s)?[“‘\"']?"
)
"""What may stand between a name and its short form in brackets."""

BOTH_FORMS = re.compile(r"(.*\S)\s\(([A-Z][A-Z&.]{1,6})\)")
"""A name with its acronym, taken for one: "Exmoor Water Group (EWG)"."""

CALLED = re.compile(r"(?:,|\sis|\swas)\s(?:the|a|an|its)\s([^,.;:\n]{0,60})")
"""What follows a name and says what it is."""

SMALL_LETTERS = 0.85
"""Probability from which words all in small letters are a name ("asos"), not a slip of the tagger."""

PARENT = 0.8
"""Link probability from which one organisation is the parent of another."""

NEAREST = 0.8
"""Weight of the single likeliest name beside the mean of all: far mentions thin the mean out in long articles."""

PRIOR = {"equal": 0.97, "abbreviation": 0.9, "contained": 0.8, "acronym": 0.9, "shared": None, "different": None}
"""What the names alone say: a probability, or nothing. Beside the reader's word it counts half, alone in full; the first two are certain
whatever he says."""


def resolve_entities(reading: Reading, text: str, declared: DeclaredCompanies = NONE) -> tuple[Entity, ...]:
    """Every organisation and person that the mentions name, in the order of the text.

    Descriptions ("the French group") join the organisation they stand for; one that stands for none is left out. The names of
    a company that is `declared` are one organisation, which is called as it is declared.
    """
    organizations = _organizations(reading, text, declared)
    people = group_people(reading, text)
    owner = {m: e for e, group in enumerate(organizations) for m in group}
    ties = Ties(reading)
    parents = _parents(reading, organizations, owner)
    out = []
    for n, group in enumerate(organizations):
        names = _names(reading, group, "organization")
        name = next(filter(None, map(declared.name, names)), names[0])
        out.append(
            Entity(
                id=f"c{n + 1}",
                kind=declared.kind(name) or _kind(reading, text, group),
                name=name,
                aliases=tuple(alias for alias in names if alias != name),
                mentions=tuple(group),
                parent=f"c{parents[n] + 1}" if n in parents else None,
            )
        )
    platforms = {n for n, e in enumerate(out) if e.kind == "platform"}
    countries = [country_of(ties, text, group) for group in people]
    out += _states(reading, countries, out)
    by_name = {name: e.id for e in reversed(out) for name in (e.name, *e.aliases)}
    for n, (group, country) in enumerate(zip(people, countries, strict=True)):
        names = _names(reading, group, "person")
        if country is not None:
            employer: str | None = by_name[reading.mentions[country].text]
        else:
            at = employer_of(ties, text, group, owner, platforms)
            employer = out[at].id if at is not None else None
        out.append(
            Entity(
                id=f"p{n + 1}",
                kind="person",
                name=names[0],
                aliases=tuple(names[1:]),
                mentions=tuple(group),
                title=title_of(ties, text, group),
                organization=employer,
            )
        )
    return tuple(out)


def _states(reading: Reading, countries: Sequence[int | None], known: Sequence[Entity]) -> list[Entity]:
    """The countries whose offices people hold, each once as a public body, but those that are named as an organisation already."""
    named = {name for e in known for name in (e.name, *e.aliases)}
    new = {reading.mentions[i].text: i for i in reversed(countries) if i is not None}
    places = sorted((i for name, i in new.items() if name not in named), key=countries.index)
    return [
        Entity(f"c{len(known) + n}", "public_body", reading.mentions[i].text, (), (i,)) for n, i in enumerate(places, 1)
    ]


OBJECT = re.compile(r"\s(?:the|an?|its|their|his|her)\s")
"""What follows a verb rather than a name in small letters: "buries the hatchet"."""


def _is_name(mention: Mention, text: str) -> bool:
    """Whether a mention can name an organisation: words all in small letters do only where the reader is sure of it, and "Mr" never."""
    if mention.text.islower() and OBJECT.match(text, mention.end):
        return False
    if set(fold(mention.text).replace(".", "").split()) <= HONORIFICS:
        return False
    return mention.text.lower() != mention.text or mention.probability >= SMALL_LETTERS


def _link(reading: Reading, i: int, j: int, link: str) -> float | None:
    """The mean of both directions, or None where the pair was never seen together."""
    if not reading.together(reading.mentions[i], reading.mentions[j]):
        return None
    return sum(reading.links.get(key, {}).get(link, 0.0) for key in ((i, j), (j, i))) / 2


def _organizations(reading: Reading, text: str, declared: DeclaredCompanies) -> list[list[int]]:
    """Groups of mentions that stand for one organisation; each has at least one name."""
    mentions = reading.mentions
    known = {i: name for i, m in enumerate(mentions) if m.kind == "organization" and (name := declared.name(m.text))}
    named = [i for i, m in enumerate(mentions) if m.kind == "organization" and (i in known or _is_name(m, text))]
    by_name: dict[str, list[int]] = defaultdict(list)
    for i in named:
        by_name[known.get(i) or fold(mentions[i].text)].append(i)
    relations: dict[tuple[str, str], str] = {}
    bracketed = _bracketed(text, reading, named)
    joint = _joint(reading, named)

    def score(i: int, j: int) -> float | None:
        if i in known and j in known:
            return PRIOR["equal"] if known[i] == known[j] else -1.0
        if (i, j) in bracketed or (j, i) in bracketed:
            return PRIOR["equal"]
        one, other = fold(mentions[i].text), fold(mentions[j].text)
        if other in joint.get(one, ()) or one in joint.get(other, ()):
            return 0.0
        a, b = sorted((mentions[i].text, mentions[j].text))
        if (a, b) not in relations:
            relations[a, b] = relation(a, b)
        said, alike = _link(reading, i, j, "same"), PRIOR[relations[a, b]]
        if said is None or alike is None:
            return said if alike is None else alike
        return max(said, alike) if relations[a, b] in ("equal", "abbreviation") else (said + alike) / 2

    groups = agglomerate(list(by_name.values()), score, SAME, _likely_pairs(reading, named) | bracketed)
    groups = [g for g in groups if any(i in known for i in g) or not is_town(text, [mentions[i] for i in g])]
    home = {j: n for n, g in enumerate(groups) for j in g}
    linked: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), said in reading.links.items():
        if mentions[i].kind == "description" and j in home and "same" in said:
            linked[i][home[j]] = 0.0
    for i, scores in linked.items():
        for n in scores:
            said_of = [
                p
                for j in groups[n]
                if mentions[j].kind == "organization" and (p := _link(reading, i, j, "same")) is not None
            ]
            if said_of:
                scores[n] = max(sum(said_of) / len(said_of), NEAREST * max(said_of))
        best = max(scores, key=lambda n: (scores[n], -n))
        if scores[best] >= ATTACH:
            groups[best].append(i)
    return [sorted(g) for g in groups]


def _joint(reading: Reading, named: Sequence[int]) -> dict[str, set[str]]:
    """Names made of the names of two others that are two companies, each with the names that it does not share an owner with:
    "Kestrel Oakfield Bank" is neither Kestrel nor Oakfield Finance."""
    mentions = reading.mentions
    cores = {i: words for i in named if (words := core(mentions[i].text))}
    heads: dict[str, list[int]] = defaultdict(list)
    for i, words in cores.items():
        heads[words[0]].append(i)
    out: dict[str, set[str]] = {}
    for i in {fold(mentions[i].text): i for i in cores}.values():
        words = cores[i]
        parts = [w for w in dict.fromkeys(words) if w in heads and w not in words_table()["general"]]
        sides = [[j for j in heads[w] if not set(parts[:2]) <= set(cores[j])] for w in parts[:2]]
        if len(sides) < 2 or not all(sides):
            continue
        said = [p for j, k in _sample(*sides) if (p := _link(reading, j, k, "same")) is not None]
        if said and sum(said) / len(said) < SAME / 2:
            out[fold(mentions[i].text)] = {fold(mentions[j].text) for side in sides for j in side}
    return out


def _sample(one: Sequence[int], other: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of two lists of mentions in the order of the text: each of the one with those of the other that stand nearest to it."""
    for j in one:
        at = bisect.bisect(other, j)
        yield from ((j, k) for k in other[max(0, at - SAMPLE) : at + SAMPLE])


def _bracketed(text: str, reading: Reading, named: Sequence[int]) -> set[tuple[int, int]]:
    """Names that stand in brackets right behind another and are its short form: "Exmoor Water Group (EWG)"."""
    out = set()
    for i, j in pairwise(named):
        a, b = reading.mentions[i], reading.mentions[j]
        between = text[a.end : b.start]
        if BRACKET.fullmatch(between) and text[b.end : b.end + 2].lstrip("”’\"'").startswith(")"):
            long = a.text + re.sub(r"\W*\($", "", between.rstrip("“‘\"'"))
            if relation(long, b.text) in ("equal", "contained", "acronym") or stands_for(b.text, a.text):
                out.add((i, j))
    return out


def _likely_pairs(reading: Reading, named: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs of names that may be one organisation: linked by the reader, sharing a telling word, or short for one another."""
    mentions, names = reading.mentions, set(named)
    pairs = {k for k, said in reading.links.items() if said.get("same", 0.0) >= SAME / 2 and names.issuperset(k)}
    by_word: dict[str, set[int]] = defaultdict(set)
    for i in named:
        words = core(mentions[i].text)
        for word in {*words, "".join(words), *initials(mentions[i].text)} - words_table()["general"]:
            by_word[word.removesuffix("s")].add(i)
    for group in by_word.values():
        first: dict[str, int] = {}
        for i in sorted(group):  # one mention of each form is enough: equal names are grouped already
            first.setdefault(fold(mentions[i].text), i)
        members = list(first.values())
        pairs |= {(a, b) for n, a in enumerate(members) for b in members[n + 1 :]}
    return pairs


def _names(reading: Reading, group: Sequence[int], kind: str) -> list[str]:
    """The proper forms of a name, each once: the longest first, without the plural's s, and capitals throughout behind small letters.

    A name with its acronym in brackets is two forms.
    """
    whole = [" ".join(reading.mentions[i].text.split()) for i in group if reading.mentions[i].kind == kind]
    parted = [match.groups() if (match := BOTH_FORMS.fullmatch(text)) else (text,) for text in whole]
    texts = list(dict.fromkeys(form for forms in parted for form in forms))
    length = {t: len(t) - 2 * (t.endswith("s") and t[:-1] in texts) for t in texts}
    return sorted(texts, key=lambda t: (-length[t], t.isupper(), texts.index(t)))


def _kind(reading: Reading, text: str, group: Sequence[int]) -> str:
    """What an organisation is, as far as its name says so, or what stands beside it: "the platform X", "X, the marketplace"."""
    words = {w for n in _names(reading, group, "organization") for w in fold(n).split()}
    table = words_table()
    said = next((kind for kind in ("public_body", "platform", "fund") if words & table[kind]), "company")
    if said != "company":
        return said
    for i in group:
        m = reading.mentions[i]
        after = CALLED.match(text, m.end)
        before = re.search(r"([^\W\d_]+)\s$", text[max(0, m.start - 24) : m.start])
        beside = {before[1].lower()} if before else set()
        beside |= set(re.findall(r"[^\W\d_]+", after[1].lower())) if after else set()
        if m.kind == "organization" and beside & table["platform"]:
            return "platform"
    return "company"


def _parents(reading: Reading, groups: list[list[int]], owner: dict[int, int]) -> dict[int, int]:
    """Which organisation the text calls the parent of which."""
    scores: dict[tuple[int, int], list[float]] = defaultdict(list)
    for (i, j), said in reading.links.items():
        if i in owner and j in owner and owner[i] != owner[j] and "parent_child" in said:
            scores[owner[j], owner[i]].append(said["parent_child"])
    out: dict[int, int] = {}
    for (child, parent), seen in sorted(scores.items(), key=lambda item: (-max(item[1]), item[0])):
        if max(seen) >= PARENT and child not in out and out.get(parent) != child:
            out[child] = parent
    return out
