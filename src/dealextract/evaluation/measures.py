"""What was right and wrong, document by document; figures, intervals and tests are sums over documents drawn again."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dealextract.scoring import (
    SLOTS,
    Figure,
    ScoredDeal,
    count_paired,
    count_slots,
    figure,
    fold_name,
    is_found,
    names_of,
    paired,
)

ROUNDS = 1000
"""Samples of documents that intervals and tests are taken from."""

SEED = 7
INTERVAL = 0.95
MEASURES = ("slot", "deal", "exact", *SLOTS, "people")
BINS = 5

Counts = Mapping[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: `kind` missed | surplus | differs; what the gold has and what was said, in words; the text it was said of."""

    document: str
    kind: str
    slot: str
    gold: str
    said: str
    evidence: str = ""


@dataclass(slots=True)
class Measured:
    """One document: counts (`tp`, `fn`, `fp`) by measure and by deal type, its faults, and each deal's confidence and whether it holds."""

    id: str
    counts: Counts
    types: Counts
    faults: list[Fault] = field(default_factory=list)
    said: list[tuple[float, bool]] = field(default_factory=list)


def measure(gold: Mapping[str, Any], record: Mapping[str, Any] | None) -> Measured:
    """One document against its annotation; a record that is missing has found nothing."""
    pairing = paired(gold, record)
    counts = count_paired(pairing)
    for slot in SLOTS:
        counts["slot"].update(counts.get(slot, Counter()))
    counts["people"] = people_counts(gold, record)
    out = Measured(gold["id"], counts, defaultdict(Counter))
    raw = (record or {}).get("deals") or []
    golds, saids, pairs = pairing
    for i, g in enumerate(golds):
        _judge(out, g, saids[pairs[i]] if i in pairs else None, raw[pairs[i]] if i in pairs else None)
    for j, s in enumerate(saids):
        if j not in pairs.values():
            out.types[s.type]["fp"] += 1
            out.said.append((float(raw[j].get("confidence", 0.0)), False))
            out.faults.append(Fault(out.id, "surplus", "deal", "", in_words(s), _evidence(raw[j])))
    return out


def _judge(out: Measured, gold: ScoredDeal, said: ScoredDeal | None, raw: Mapping[str, Any] | None) -> None:
    """Add a deal of the gold, with the one it was aligned with, to a document's counts and faults."""
    right = is_found(gold, said)
    if raw is not None:
        out.said.append((float(raw.get("confidence", 0.0)), right))
    if gold.optional:
        return
    out.types[gold.type].update({"tp": 1} if right else {"fn": 1, "fp": int(said is not None)})
    if said is None:
        out.faults.append(Fault(out.id, "missed", "deal", in_words(gold), ""))
        return
    text = _evidence(raw or {})
    for slot, counted in count_slots(gold, said).items():
        if counted["fn"] or counted["fp"]:
            out.faults.append(
                Fault(out.id, "differs", slot, slot_in_words(gold, slot), slot_in_words(said, slot), text)
            )


def people_counts(gold: Mapping[str, Any], record: Mapping[str, Any] | None) -> Counter[str]:
    """People by name and organisation: one is right where both are. An article that is annotated without people is left out."""
    if "people" not in gold:
        return Counter()
    companies = names_of(record)
    said = [
        ({fold_name(p["name"])}, {fold_name(n) for n in companies.get(p.get("organization") or "", [""])})
        for p in (record or {}).get("people") or []
    ]
    out: Counter[str] = Counter()
    for person in gold.get("people") or []:
        names = {fold_name(n) for n in person.get("names") or [person.get("name")]}
        owner = fold_name(person.get("organization"))
        found = next((s for s in said if s[0] & names and owner in s[1]), None)
        if found is not None:
            said.remove(found)
        out["fn" if found is None else "tp"] += 1
    out["fp"] = len(said)
    return out


def in_words(deal: ScoredDeal) -> str:
    """A deal on one line: type, status, parties."""
    return f"{deal.type}, {deal.status}: {slot_in_words(deal, 'party') or 'no party'}"


def slot_in_words(deal: ScoredDeal, slot: str) -> str:
    """What a deal has in a slot, on one line."""
    if slot == "party":
        return "; ".join(f"{'/'.join(sorted(p.names))} ({'/'.join(sorted(p.roles))})" for p in deal.parties)
    if slot == "milestone":
        return "; ".join(f"{m.date} ({'/'.join(sorted(m.kinds))})" for m in deal.milestones)
    if slot in ("type", "status"):
        return str(getattr(deal, slot))
    amount = deal.amounts.get(slot)
    return "" if amount is None else f"{amount.number} {amount.currency or ''}".strip()


def _evidence(raw: Mapping[str, Any]) -> str:
    """The first sentence that a deal was read from."""
    return " ".join(str(next((s["text"] for s in raw.get("evidence") or []), "")).split())


def total(documents: Sequence[Measured], of: Callable[[Measured], Counts]) -> dict[str, Counter[str]]:
    """Counts summed over documents."""
    out: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for name, counts in of(document).items():
            out[name].update(counts)
    return out


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the interval of its F1 over documents drawn with replacement."""

    figure: Figure
    low: float
    high: float


def estimates(documents: Sequence[Measured], rounds: int = ROUNDS) -> dict[str, Estimate]:
    """Every measure with its bootstrap interval (percentiles; Efron 1979). The same documents give the same interval."""
    rng = random.Random(SEED)
    plain = {name: figure(counts) for name, counts in total(documents, lambda d: d.counts).items()}
    drawn: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        sample = rng.choices(documents, k=len(documents))
        summed = total(sample, lambda d: d.counts)
        for name in MEASURES:
            drawn[name].append(figure(summed.get(name, Counter())).f1)
    edge = (1 - INTERVAL) / 2
    return {
        name: Estimate(plain.get(name, figure({})), _quantile(drawn[name], edge), _quantile(drawn[name], 1 - edge))
        for name in MEASURES
    }


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * (len(ordered) - 1))))]


def by_type(documents: Sequence[Measured]) -> dict[str, Figure]:
    """Deals found, by type: the type right and a party in its role."""
    return {name: figure(counts) for name, counts in sorted(total(documents, lambda d: d.types).items())}


@dataclass(frozen=True, slots=True)
class Bin:
    """Deals said within a range of confidence: the mean of it and the share that was right."""

    low: float
    high: float
    deals: int
    said: float
    right: float


def calibration(documents: Sequence[Measured]) -> tuple[list[Bin], float]:
    """Bins of equal width, and the expected calibration error: the mean distance of said and right, each deal counting once."""
    pairs = [pair for d in documents for pair in d.said]
    bins = []
    for n in range(BINS):
        low, high = n / BINS, (n + 1) / BINS
        inside = [(p, ok) for p, ok in pairs if low <= p < high or (n == BINS - 1 and p == 1)]
        if inside:
            said, right = sum(p for p, _ in inside) / len(inside), sum(ok for _, ok in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), said, right))
    error = sum(b.deals * abs(b.said - b.right) for b in bins) / len(pairs) if pairs else 0.0
    return bins, error


@dataclass(frozen=True, slots=True)
class Change:
    """A measure before and after, and how often chance alone makes as great a difference."""

    name: str
    old: float
    new: float
    chance: float


def changes(old: Sequence[Measured], new: Sequence[Measured], rounds: int = ROUNDS) -> list[Change]:
    """Two runs over the same documents, by a paired permutation test: in each round the runs of a document change sides at random."""
    rng = random.Random(SEED)
    a, b = (total(side, lambda d: d.counts) for side in (old, new))
    before, after = ({n: figure(side.get(n, Counter())).f1 for n in MEASURES} for side in (a, b))
    as_great = Counter[str]()
    for _ in range(rounds):
        swapped = [(y, x) if rng.random() < 0.5 else (x, y) for x, y in zip(old, new, strict=True)]
        x, y = (total([pair[n] for pair in swapped], lambda d: d.counts) for n in (0, 1))
        for name in MEASURES:
            by_chance = abs(figure(y.get(name, Counter())).f1 - figure(x.get(name, Counter())).f1)
            as_great[name] += by_chance >= abs(after[name] - before[name]) - 1e-12
    return [Change(n, before[n], after[n], (as_great[n] + 1) / (rounds + 1)) for n in MEASURES]


def moved(old: Sequence[Measured], new: Sequence[Measured]) -> tuple[list[Fault], list[Fault]]:
    """The faults that are gone, and those that have come."""

    def keyed(side: Sequence[Measured]) -> dict[tuple[str, ...], Fault]:
        return {(f.document, f.kind, f.slot, f.gold, f.said): f for d in side for f in d.faults}

    before, after = keyed(old), keyed(new)
    return [f for k, f in before.items() if k not in after], [f for k, f in after.items() if k not in before]
