"""Who plays which role in a deal: the likeliest casting of all organisations together, under the roles of the type.

The reader says for each organisation alone what it may be. Which roles go together (a licence has one licensor and one licensee, a merger
two merging parties) is known from the deals of the corpus; so the roles are chosen jointly, by the product of what the reader says and how
usual the whole casting is.
"""

from __future__ import annotations

import bisect
import itertools
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import get_args

from dealextract.assembly.evidence import Context
from dealextract.assembly.organizations import exchanges, owned_words
from dealextract.assembly.phrases import roles_said
from dealextract.knowledge.taxonomy import DealTypeDefinition
from dealextract.records import DealType, Party, Role
from dealextract.types import Candidate, Entity, Fact, Mention

ACCEPT_PERSON = 0.6
"""Probability from which a person plays a role: few people deal in person, and many are quoted."""

CONSIDERED = 0.15
"""Probability of taking part from which an organisation is considered for a casting, and how many at most are: the likeliest."""
MOST_CONSIDERED = 6

PRIOR = 0.65
"""Weight of how usual a casting is beside what the reader says of each organisation."""

SEEN = 0.9
"""Share of a casting's probability that comes from the same casting in the corpus; the rest from its roles one by one."""

NOTHING = 0.02
"""Probability that nobody named plays a part, because what looks like a deal is none."""

MOST = 3
"""Parties of one role beyond which they are counted as so many, as in the table."""

MAYBE_PLATFORM = 0.3
"""Probability of being the platform from which a partner is it where two likelier partners stand beside."""

REACH = 1
"""Sentences from the nearest trigger of the deal beyond which no party stands."""

TOLD = 0.95
"""Probability of a role that a phrase gives: 9 in 10 and more of them are right on the corpus."""

AT_LEAST = 0.2
"""Probability that a role must have before those of other types are left out of the reckoning."""


@dataclass(frozen=True, slots=True)
class Player:
    """An organisation that may take part: `certain`, that it does; `roles`, the shares of what it then is; its facts by role."""

    entity: Entity
    certain: float
    roles: dict[str, float]
    facts: dict[str, Fact]

    def score(self, role: str | None) -> float:
        """Log-probability of playing a role, or none."""
        p = 1 - self.certain if role is None else self.certain * self.roles.get(role, 0.0)
        return math.log(max(p, 0.005))


@cache
def configurations() -> dict[str, list[tuple[dict[str, int], int]]]:
    """Castings of the corpus by deal type, `{role: parties}` with the number of deals (`training/configurations.py`)."""
    file = resources.files("dealextract.knowledge").joinpath("configurations.json")
    table: dict[str, list[tuple[dict[str, int], int]]] = json.loads(file.read_text(encoding="utf-8"))
    return {name: [(row[0], row[1]) for row in rows] for name, rows in table.items()}


def shape_of(roles: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """How many parties play each role, as the table of castings counts them; a marketplace and a pavilion in it are one place.

    >>> shape_of(["target", "acquirer", "acquirer"])
    (('acquirer', 2), ('target', 1))
    """
    return tuple(sorted((role, 1 if role == "platform" else min(n, MOST)) for role, n in Counter(roles).items()))


@cache
def usual(kind: str, casting: tuple[tuple[str, int], ...]) -> float:
    """Log-probability of a casting among the candidates of a type."""
    if not casting:
        return math.log(NOTHING)
    rows = configurations().get(kind, [])
    total = sum(n for _, n in rows)
    said = dict(casting)
    same = sum(n for shape, n in rows if shape == said) / max(total, 1)
    alone = 1.0
    for role in sorted({r for shape, _ in rows for r in shape} | said.keys()):
        alone *= (sum(n for shape, n in rows if shape.get(role, 0) == said.get(role, 0)) + 0.5) / (total + 2)
    return math.log((1 - NOTHING) * (SEEN * same + (1 - SEEN) * alone))


def parties_of(context: Context, candidate: Candidate, kind: DealType, definition: DealTypeDefinition) -> list[Party]:
    """The parties of a candidate read as a type, in the order of the roles and of the text."""
    players = _players(context, _told(context, candidate, definition, kind), definition)
    chosen = [p.facts[role] for p, role in zip(players, _cast(players, kind, definition), strict=True) if role]
    if "platform" in definition.roles:
        chosen = _places(context, candidate, _owners(context, players, chosen))
    roles = list(definition.roles)
    certain = {p.entity.id: p.certain for p in players}
    chosen.sort(key=lambda f: (roles.index(_role(f.slot)), _place(context.entities[f.value], context)))
    return [
        Party(
            company=f.value,
            name=context.entities[f.value].name,
            role=_role(f.slot),
            evidence=tuple(context.span(*e) for e in f.evidence),
            confidence=min(1.0, round(certain[f.value], 3)),
        )
        for f in chosen
    ]


def _told(context: Context, candidate: Candidate, definition: DealTypeDefinition, kind: DealType) -> Candidate:
    """The candidate with the roles that a phrase gives in the place of what the reader says of those organisations."""
    likely = {(f.value, f.slot) for f in candidate.facts if f.probability >= AT_LEAST}
    said = {
        entity: told
        for entity, told in roles_said(context, candidate, kind).items()
        if told[0] in definition.roles
        and (context.entities[entity].kind != "person" or (entity, told[0]) in likely)  # many are quoted, few deal
    }
    if not said:
        return candidate
    kept = tuple(f for f in candidate.facts if f.value not in said)
    told = tuple(Fact(role, entity, TOLD, ((n.start, n.end),)) for entity, (role, n) in said.items())
    return replace(candidate, facts=(*kept, *told))


def _players(context: Context, candidate: Candidate, definition: DealTypeDefinition) -> list[Player]:
    """The organisations to consider, the likeliest first.

    What speaks for roles of other types is left out of the reckoning: it says that the entity takes part, not how.
    """
    own: dict[str, dict[str, Fact]] = defaultdict(dict)
    foreign: dict[str, float] = defaultdict(float)
    for fact in candidate.facts:
        if fact.value not in context.entities:
            continue
        if fact.slot in definition.roles:
            own[fact.value][fact.slot] = fact
        else:
            foreign[fact.value] += fact.probability
    players = []
    for key, facts in own.items():
        if context.entities[key].kind == "platform" and "partner" in facts and "platform" in definition.roles:
            partner = facts.pop("partner")
            both = partner.probability + (facts["platform"].probability if "platform" in facts else 0.0)
            facts["platform"] = replace(partner, slot="platform", probability=both)
        entity, plays = context.entities[key], sum(f.probability for f in facts.values())
        certain = min(1.0, plays / max(1 - foreign[key], plays))
        least = ACCEPT_PERSON if entity.kind == "person" else CONSIDERED
        if (
            certain < least
            or plays < AT_LEAST
            or (plays < TOLD and _away(context, candidate, entity) > REACH)
            or _only_owner(context, entity)
            or _only_source(context, entity)
            or _only_venue(context, entity)
        ):
            continue
        players.append(Player(entity, certain, {r: f.probability / plays for r, f in facts.items()}, facts))
    return sorted(players, key=lambda p: (-p.certain, p.entity.id))[:MOST_CONSIDERED]


def _cast(players: Sequence[Player], kind: str, definition: DealTypeDefinition) -> tuple[str | None, ...]:
    """The role of each player, or none, in the likeliest casting."""

    def score(casting: tuple[str | None, ...]) -> float:
        shape = shape_of([role for role in casting if role])
        return sum(p.score(r) for p, r in zip(players, casting, strict=True)) + PRIOR * usual(kind, shape)

    options = [(None, *(r for r in definition.roles if r in p.facts)) for p in players]
    return max(itertools.product(*options), key=score)


def _away(context: Context, candidate: Candidate, entity: Entity) -> int:
    """Sentences between the nearest pair of a trigger of the deal and a mention of the entity."""
    starts = [s for s, _ in context.reading.sentences]
    told = {bisect.bisect_right(starts, context.reading.triggers[i].start) for i in candidate.triggers}
    named = {bisect.bisect_right(starts, context.reading.mentions[i].start) for i in entity.mentions}
    return min((abs(a - b) for a in told for b in named), default=0)


def _owners(context: Context, players: Sequence[Player], chosen: list[Fact]) -> list[Fact]:
    """The partners, with the owner of one that may well be the platform in its stead: it deals, on its platform."""
    named = {p.entity.id: p for p in players}
    out = list(chosen)
    for at, fact in enumerate(chosen):
        player = named[fact.value]
        owner = named.get(player.entity.parent or "")
        place = player.facts.get("platform")
        if (
            owner is None
            or place is None
            or fact.slot != "partner"
            or "partner" not in owner.facts
            or place.probability < MAYBE_PLATFORM
            or context.entities[fact.value].kind == "platform"
        ):
            continue
        out[at] = place
        if all(f.value != owner.entity.id for f in chosen):
            out.append(owner.facts["partner"])
    return out


def _places(context: Context, candidate: Candidate, chosen: list[Fact]) -> list[Fact]:
    """The partners of a deal with the place of it told from them.

    Beside what the text calls a platform, marketplace or portal, which is cast as nothing else, another that the reader
    took for the platform is a partner where two sides are not named without it. Where nothing is called so, a partner that
    may well be the platform is it beside two likelier ones.
    """
    called = {f.value for f in chosen if context.entities[f.value].kind == "platform"}
    if called and len(chosen) > len(called):
        sides = sum(f.slot == "partner" and f.value not in called for f in chosen)
        lacking = sides < 2
        return [
            replace(f, slot="partner") if lacking and f.slot == "platform" and f.value not in called else f
            for f in chosen
        ]
    maybe = {
        f.value: f.probability for f in candidate.facts if f.slot == "platform" and f.probability >= MAYBE_PLATFORM
    }
    return [
        replace(f, slot="platform")
        if f.value in maybe and sum(o.slot == "partner" and o.probability > f.probability for o in chosen) > 1
        else f
        for f in chosen
    ]


def _named(context: Context, entity: Entity) -> list[Mention]:
    """Where an organisation is named, not described."""
    return [m for m in (context.reading.mentions[i] for i in entity.mentions) if m.kind == "organization"]


def _only_owner(context: Context, entity: Entity) -> bool:
    """Whether an organisation is named only as the owner of what acts: "Kestrel's bakery brand"."""
    named = _named(context, entity)
    after = (
        re.match(r"(?:\s[Gg]roup)?[’'`]s?\s((?:[\w-]+\s){0,2}[\w-]+)", context.clean.text[m.end : m.end + 60])
        for m in named
    )
    return all(match is not None and bool(owned_words() & set(match[1].lower().split())) for match in after) and bool(
        named
    )


SOURCE = re.compile(
    r"\b(?:as\s+)?(?:first\s+)?(?:reported|published|revealed|quoted|cited|carried|printed)\s+(?:in|by|on)\s+(?:the\s+(?:\w+\s+){0,2})?[“\"'‘]?\Z|"
    r"\b(?:according\s+to|in\s+an?\s+interview\s+with|told)\s+(?:the\s+)?(?:\w+\s+){0,3}?(?:newspaper|daily|weekly|paper|magazine|broadcaster|agency|"
    r"website|portal)\s+[“\"'‘]?\Z",
    re.IGNORECASE,
)
"""What stands before the medium that a report comes from."""


def _only_source(context: Context, entity: Entity) -> bool:
    """Whether an organisation is named only as where a report comes from: "as reported by Kestrel"."""
    named = _named(context, entity)
    return bool(named) and all(SOURCE.search(context.clean.text[max(0, m.start - 60) : m.start]) for m in named)


VENUE = re.compile(r"\b(?:on|at)\s(?:the\s|[\w’']+[’']s\s)?\Z", re.IGNORECASE)
"""What stands before an exchange where shares are traded."""


def _only_venue(context: Context, entity: Entity) -> bool:
    """Whether an exchange is named only as where shares are traded: "to float on the Exmoor Stock Exchange"."""
    named = _named(context, entity)
    return bool(named) and all(
        (m.text.lower() in exchanges() or m.text.lower().endswith(("exchange", "bourse", "börse")))
        and VENUE.search(context.clean.text[max(0, m.start - 30) : m.start])
        for m in named
    )


def _role(name: str) -> Role:
    return next(r for r in get_args(Role) if r == name)


def _place(entity: Entity, context: Context) -> int:
    return context.reading.mentions[entity.mentions[0]].start
