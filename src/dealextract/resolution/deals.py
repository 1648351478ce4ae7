"""Triggers grouped into deals, and what the reader's pairs say of each deal, pooled over all its triggers and mentions."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import get_args

from dealextract.records import Role
from dealextract.resolution.clusters import agglomerate
from dealextract.types import Candidate, Entity, Fact, Reading

TRIGGER = 0.55
"""Probability of being any deal from which a trigger counts."""

SAME_DEAL = 0.37
"""Mean probability from which two groups of triggers are one deal."""


MAYBE_SAME = 0.1
"""Mean probability of being one deal below which even the same type and parties make two."""

PLAYS = 0.4
"""Probability from which an entity counts as playing a role when two candidates are compared."""

ROLE_NAMES = frozenset(get_args(Role))

KEEP = 0.05
"""Probability from which a fact is kept."""


def resolve_deals(reading: Reading, entities: Sequence[Entity]) -> tuple[Candidate, ...]:
    """Candidates in the order of the text, each with its facts: parties, advisers, amounts and dates with probabilities."""
    live = [i for i, t in enumerate(reading.triggers) if sum(t.types.values()) >= TRIGGER]
    alive = set(live)
    pairs = [k for k, p in reading.same_deal.items() if p >= SAME_DEAL / 2 and k[0] != k[1] and alive.issuperset(k)]
    groups = agglomerate([[i] for i in live], lambda i, j: _same(reading, i, j), SAME_DEAL, pairs)
    roles: dict[int, dict[int, dict[str, float]]] = defaultdict(dict)
    for (i, j), said in reading.roles.items():
        roles[i][j] = said
    owner = {m: e for e in entities for m in e.mentions}
    return tuple(_join(reading, groups, lambda group: candidate(reading, owner, roles, group)))


def _same(reading: Reading, i: int, j: int) -> float | None:
    """Whether two triggers tell of one deal: the mean of both directions."""
    both = [p for key in ((i, j), (j, i)) if (p := reading.same_deal.get(key)) is not None]
    return sum(both) / len(both) if both else None


def _join(reading: Reading, groups: list[list[int]], make: Callable[[Sequence[int]], Candidate]) -> list[Candidate]:
    """Candidates of the groups; two that tell one transaction in two places become one."""
    out: list[Candidate] = []
    for group in groups:
        new = make(group)
        twin = next((n for n, old in enumerate(out) if _one_transaction(reading, old, new)), None)
        if twin is None:
            out.append(new)
        else:
            out[twin] = make(sorted([*out[twin].triggers, *group]))
    return out


def _one_transaction(reading: Reading, a: Candidate, b: Candidate) -> bool:
    """Whether two candidates are of one type, may well be one deal, and have the same players or share some without a role
    that is filled differently."""
    if max(a.types, key=lambda n: a.types[n], default="") != max(b.types, key=lambda n: b.types[n], default=""):
        return False
    x, y = _sides(a), _sides(b)
    if all(x.get(role) and x[role] == y.get(role) for role in ("acquirer", "target")):
        return True  # nobody buys a company twice
    seen = [p for i in a.triggers for j in b.triggers if (p := _same(reading, i, j)) is not None]
    if seen and sum(seen) / len(seen) < MAYBE_SAME:
        return False
    players, others = (set().union(*sides.values()) if sides else set() for sides in (x, y))
    if len(players & others) > 1 and (players <= others or others <= players):
        return True
    return any(x[r] & y[r] for r in x.keys() & y.keys()) and all(x[r] & y[r] for r in x.keys() & y.keys())


def _sides(c: Candidate) -> dict[str, set[str]]:
    """The likely players of each role."""
    out: dict[str, set[str]] = defaultdict(set)
    for fact in c.facts:
        if fact.slot in ROLE_NAMES and fact.probability >= PLAYS:
            out[fact.slot].add(fact.value)
    return out


def candidate(
    reading: Reading, owner: dict[int, Entity], roles: dict[int, dict[int, dict[str, float]]], group: Sequence[int]
) -> Candidate:
    """One deal from its triggers; `roles[trigger][mention]` are the reader's probabilities."""
    triggers = [reading.triggers[i] for i in group]
    told: dict[str, list[int]] = defaultdict(list)
    entities: dict[str, Entity] = {}
    for j in sorted({j for i in group for j in roles[i]}):
        if j in owner:
            entities[owner[j].id] = owner[j]
        elif reading.mentions[j].kind in ("money", "percent", "date"):
            told[str(j)] = [j]
    facts: list[Fact] = []
    for key, mentions in [*((e.id, list(e.mentions)) for e in entities.values()), *told.items()]:
        pooled, ordered = _pool(reading, roles, group, mentions)
        spans = tuple((reading.mentions[j].start, reading.mentions[j].end) for j in ordered[:3])
        facts += [Fact(slot, key, p, spans) for slot, p in sorted(pooled.items()) if p >= KEEP]
    return Candidate(
        triggers=tuple(group),
        types=_product([t.types for t in triggers]),
        statuses=_product([t.statuses for t in triggers]),
        background=sum(t.background for t in triggers) / len(triggers),
        facts=tuple(facts),
    )


def _product(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    """The geometric mean of distributions, normalised: what one trigger excludes is out."""
    names = sorted({n for row in rows for n in row})
    logs = {n: sum(math.log(row.get(n, 0.005)) for row in rows) / len(rows) for n in names}
    total = sum(math.exp(v) for v in logs.values())
    return {n: math.exp(v) / total for n, v in logs.items()}


def _pool(
    reading: Reading, roles: dict[int, dict[int, dict[str, float]]], group: Sequence[int], mentions: Sequence[int]
) -> tuple[dict[str, float], list[int]]:
    """Weighted mean of the role probabilities over the pairs of a deal's triggers and an entity's mentions that were seen
    together, and the mentions in the order of how much they say."""
    total: dict[str, float] = defaultdict(float)
    weight: dict[int, float] = defaultdict(float)
    seen = 0.0
    for i in group:
        for j in mentions:
            if not reading.together(reading.triggers[i], reading.mentions[j]):
                continue
            counts = reading.weights.get((i, j), 1.0)
            seen += counts
            for name, p in roles[i].get(j, {}).items():
                total[name] += counts * p
                weight[j] += counts * p
    return {n: p / seen for n, p in total.items()} if seen else {}, sorted(weight, key=lambda j: (-weight[j], j))
