"""Triggers grouped into deals, and what the reader's pairs say of each deal, pooled over all its triggers and mentions."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from dealextract.resolution.clusters import agglomerate
from dealextract.types import Candidate, Entity, Fact, Reading

TRIGGER = 0.5
"""Probability of being any deal from which a trigger counts."""

SAME_DEAL = 0.5
"""Mean probability from which two groups of triggers are one deal."""


def resolve_deals(reading: Reading, entities: Sequence[Entity]) -> tuple[Candidate, ...]:
    """Candidates in the order of the text, each with its facts: parties, advisers, amounts and dates with probabilities."""
    live = [i for i, t in enumerate(reading.triggers) if sum(t.types.values()) >= TRIGGER]
    groups = agglomerate([[i] for i in live], lambda i, j: _same(reading, i, j), SAME_DEAL)
    return tuple(candidate(reading, entities, group) for group in groups)


def _same(reading: Reading, i: int, j: int) -> float | None:
    """Whether two triggers tell of one deal: the mean of both directions."""
    both = [p for key in ((i, j), (j, i)) if (p := reading.same_deal.get(key)) is not None]
    return sum(both) / len(both) if both else None


def candidate(reading: Reading, entities: Sequence[Entity], group: Sequence[int]) -> Candidate:
    """One deal from its triggers."""
    triggers = [reading.triggers[i] for i in group]
    return Candidate(
        triggers=tuple(group),
        types=_product([t.types for t in triggers]),
        statuses=_mean([t.statuses for t in triggers]),
        background=sum(t.background for t in triggers) / len(triggers),
        facts=tuple([*_entity_facts(reading, entities, group), *_value_facts(reading, group)]),
    )


def _mean(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    """The mean of distributions."""
    out: dict[str, float] = defaultdict(float)
    for row in rows:
        for name, p in row.items():
            out[name] += p / len(rows)
    return dict(out)


def _product(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    """The geometric mean of distributions, normalised: a type that one trigger excludes is out."""
    names = sorted({n for row in rows for n in row})
    logs = {n: sum(math.log(row.get(n, 0.005)) for row in rows) / len(rows) for n in names}
    total = sum(math.exp(v) for v in logs.values())
    return {n: math.exp(v) / total for n, v in logs.items()}


def _pool(reading: Reading, group: Sequence[int], mentions: Sequence[int]) -> tuple[dict[str, float], list[int]]:
    """Mean role probabilities over the pairs of a deal's triggers and an entity's mentions that were seen together,
    and the mentions in the order of how much they say."""
    total: dict[str, float] = defaultdict(float)
    weight: dict[int, float] = defaultdict(float)
    seen = 0
    for i in group:
        for j in mentions:
            if not reading.together(reading.triggers[i], reading.mentions[j]):
                continue
            seen += 1
            for name, p in reading.roles.get((i, j), {}).items():
                total[name] += p
                weight[j] += p
    ordered = sorted(weight, key=lambda j: (-weight[j], j))
    return ({n: p / seen for n, p in total.items()} if seen else {}), ordered


def _entity_facts(reading: Reading, entities: Sequence[Entity], group: Sequence[int]) -> list[Fact]:
    """Roles of organisations and people in a deal."""
    out = []
    for entity in entities:
        roles, mentions = _pool(reading, group, entity.mentions)
        spans = tuple((reading.mentions[j].start, reading.mentions[j].end) for j in mentions[:3])
        out += [Fact(name, entity.id, p, spans) for name, p in sorted(roles.items()) if p >= 0.05]
    return out


def _value_facts(reading: Reading, group: Sequence[int]) -> list[Fact]:
    """Amounts, percents and dates in their slots."""
    out = []
    for j, m in enumerate(reading.mentions):
        if m.kind in ("money", "percent", "date"):
            roles, _ = _pool(reading, group, [j])
            out += [Fact(name, str(j), p, ((m.start, m.end),)) for name, p in sorted(roles.items()) if p >= 0.05]
    return out
