"""Records measured against annotated articles.

An annotated article is a JSON object `{"id", "deals", "people"}`; a party there is `{"names": [canonical, other
forms …], "role"}`, `optional` marks what costs nothing when it is missed or found, and `type_also`, `status_also`,
`role_also` are other defensible labels. Three figures come out:

- deal: the type is right, and at least one party stands in its right role
- exact: the type is right, and all parties stand in their right roles
- slot: micro F1 over type, status, parties, value, price per share, stake and milestones

Deals of both sides are aligned one to one so that the total similarity is greatest.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, NamedTuple

LEGAL_FORMS = re.compile(
    r"\b(?:inc|incorporated|corp|corporation|co|company|ltd|limited|plc|llc|lp|llp|ag|sa|se|nv|bv|spa|gmbh|kg|oyj|ab|asa|as"
    r"|holdings?|group|groupe|the|pte|pty|sarl|srl|kk|bhd|berhad|jsc|pjsc|ooo|oao)\b"
)
MONEY = ("value", "price_per_share")
SLOTS = ("type", "status", "party", *MONEY, "stake_percent", "milestone")
TOLERANCE = Decimal("0.005")
"""Share by which two amounts may differ and still be one: "about 1.46bn" said as 1,460,000,000 or 1,463,000,000."""

EXHAUSTIVE = 9
"""Deals a side up to which every alignment is tried."""


def fold_name(name: str | None) -> str:
    """A company's name without case, accents, punctuation and legal form; the whole of it where nothing else is left.

    >>> [fold_name(n) for n in ("The Kering Group S.A.", "Group", "Macy's")]
    ['kering', 'group', 'macy']
    """
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain)
    plain = re.sub(r"['`]s?\b", "", plain)
    plain = re.sub(r"[^a-z0-9&+ ]+", " ", plain)
    return " ".join(LEGAL_FORMS.sub(" ", plain).split()) or " ".join(plain.split())


def number(value: object) -> Decimal | None:
    """A number from a string or a figure, or None."""
    try:
        return Decimal(str(value).replace(",", ""))
    except (InvalidOperation, TypeError):
        return None


def near(a: Decimal | None, b: Decimal | None) -> bool:
    """Whether two amounts are one within `TOLERANCE`."""
    if a is None or b is None:
        return False
    return abs(a - b) <= TOLERANCE * max(abs(a), abs(b), Decimal(1) / 10**6)


class PartyKey(NamedTuple):
    """A party as it is compared."""

    names: frozenset[str]
    roles: frozenset[str]
    optional: bool


class Step(NamedTuple):
    """A milestone as it is compared."""

    kinds: frozenset[str]
    date: str
    optional: bool


class Amount(NamedTuple):
    """An amount or percentage as it is compared; no currency where the text leaves it open."""

    number: Decimal
    currency: str | None
    optional: bool


@dataclass(frozen=True, slots=True)
class ScoredDeal:
    """A deal of either side in the form that is compared."""

    type: str
    status: str
    types_also: frozenset[str]
    statuses_also: frozenset[str]
    optional: bool
    parties: tuple[PartyKey, ...]
    amounts: Mapping[str, Amount]
    milestones: tuple[Step, ...]


def scored_deal(raw: Mapping[str, Any], aliases: Mapping[str, Sequence[str]] | None = None) -> ScoredDeal:
    """A deal of an annotation, or of a record with the names of its companies by id."""
    parties = []
    for party in raw.get("parties") or []:
        names = party.get("names") or [party.get("name"), *(aliases or {}).get(party.get("company"), [])]
        roles = frozenset([party.get("role"), *(party.get("role_also") or [])])
        parties.append(PartyKey(frozenset(fold_name(n) for n in names if n), roles, bool(party.get("optional"))))
    terms = {**(raw.get("terms") or {}), **{k: raw[k] for k in SLOTS if isinstance(raw.get(k), dict)}}
    amounts = {}
    for slot in (*MONEY, "stake_percent"):
        term = terms.get(slot)
        if not isinstance(term, dict):
            continue
        said = number(next((term[k] for k in ("percent", "value", "amount") if term.get(k) is not None), None))
        if said is not None:
            amounts[slot] = Amount(said, term.get("currency"), bool(term.get("optional")))
    steps = []
    for milestone in raw.get("milestones") or []:
        date = milestone.get("date")
        value = date.get("value") if isinstance(date, dict) else date
        if value:
            kinds = frozenset(milestone.get("kinds") or [milestone.get("kind")])
            steps.append(Step(kinds, value, bool(milestone.get("optional"))))
    return ScoredDeal(
        type=raw.get("type") or "",
        status=raw.get("status") or "",
        types_also=frozenset(raw.get("type_also") or []),
        statuses_also=frozenset(raw.get("status_also") or []),
        optional=bool(raw.get("optional")),
        parties=tuple(parties),
        amounts=amounts,
        milestones=tuple(steps),
    )


def same_party(a: PartyKey, b: PartyKey) -> bool:
    """Whether two parties share a name and a role."""
    return bool(a.names & b.names and a.roles & b.roles)


def similarity(gold: ScoredDeal, said: ScoredDeal) -> float:
    """How much two deals have in common, for the alignment; nothing without a common name."""
    named = sum(any(g.names & p.names for p in said.parties) for g in gold.parties)
    if not named:
        return 0.0
    score = named + sum(any(same_party(g, p) for p in said.parties) for g in gold.parties)
    total = score + (2.5 if gold.type == said.type else 0.0)
    total += 0.5 * sum(
        near(gold.amounts[s].number, said.amounts[s].number) for s in MONEY if s in gold.amounts and s in said.amounts
    )
    total += 0.25 * len({m.date for m in gold.milestones} & {m.date for m in said.milestones})
    total -= 0.1 * abs(len(gold.parties) - len(said.parties))
    return max(total, 0.01) * (0.75 if gold.optional else 1.0)


def align(golds: Sequence[ScoredDeal], saids: Sequence[ScoredDeal]) -> dict[int, int]:
    """The one-to-one alignment of greatest total similarity; beyond `EXHAUSTIVE` deals a side, the greedy one."""
    table = [[similarity(g, s) for s in saids] for g in golds]
    if len(golds) > EXHAUSTIVE or len(saids) > EXHAUSTIVE:
        pairs = sorted(((v, i, j) for i, row in enumerate(table) for j, v in enumerate(row) if v > 0), reverse=True)
        out: dict[int, int] = {}
        for _, i, j in pairs:
            if i not in out and j not in out.values():
                out[i] = j
        return out

    @cache
    def best(i: int, used: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if i == len(golds):
            return 0.0, ()
        top = best(i + 1, used)
        for j in range(len(saids)):
            if not used >> j & 1 and table[i][j] > 0:
                score, rest = best(i + 1, used | 1 << j)
                if table[i][j] + score > top[0]:
                    top = (table[i][j] + score, ((i, j), *rest))
        return top

    return dict(best(0, 0)[1])


def matched(golds: Iterable[Any], saids: Iterable[Any], same: Callable[[Any, Any], bool]) -> tuple[int, int, int]:
    """Greedy one-to-one matching, required items first: hits, misses and surplus; optional items count as neither."""
    free = list(saids)
    hits = missed = 0
    for gold in sorted(golds, key=lambda item: bool(item.optional)):
        found = next((s for s in free if same(gold, s)), None)
        if found is not None:
            free.remove(found)
            hits += not gold.optional
        else:
            missed += not gold.optional
    return hits, missed, len(free)


def count_slots(gold: ScoredDeal | None, said: ScoredDeal | None) -> dict[str, Counter[str]]:
    """Hits (`tp`), misses (`fn`) and surplus (`fp`) by slot of an aligned pair; either side may be None."""
    out: dict[str, Counter[str]] = defaultdict(Counter)
    if gold is not None and gold.optional:
        return out
    if gold is None or said is None:
        side, key = (gold, "fn") if said is None else (said, "fp")
        if side is not None:
            out["type"][key] = out["status"][key] = 1
            out["party"][key] = sum(not p.optional for p in side.parties)
            for slot, amount in side.amounts.items():
                out[slot][key] += not amount.optional
            out["milestone"][key] = sum(not m.optional for m in side.milestones)
        return out
    for slot, right in (
        ("type", said.type in {gold.type, *gold.types_also}),
        ("status", said.status in {gold.status, *gold.statuses_also}),
    ):
        out[slot].update({"tp": 1} if right else {"fn": 1, "fp": 1})
    for slot, (hits, missed, surplus) in (
        ("party", matched(gold.parties, said.parties, same_party)),
        (
            "milestone",
            matched(gold.milestones, said.milestones, lambda g, s: g.date == s.date and bool(g.kinds & s.kinds)),
        ),
    ):
        out[slot].update(tp=hits, fn=missed, fp=surplus)
    for slot in (*MONEY, "stake_percent"):
        g, s = gold.amounts.get(slot), said.amounts.get(slot)
        if g and s and near(g.number, s.number) and (slot == "stake_percent" or g.currency in (None, s.currency)):
            out[slot]["tp"] += not g.optional
        else:
            out[slot]["fn"] += bool(g) and not g.optional  # type: ignore[union-attr]
            out[slot]["fp"] += bool(s) and not (g and g.optional)
    return out


class Pairing(NamedTuple):
    """The deals of both sides of a document, and which of the gold's belongs to which that was said, by index."""

    golds: list[ScoredDeal]
    saids: list[ScoredDeal]
    pairs: dict[int, int]


def names_of(record: Mapping[str, Any] | None) -> dict[str, list[str]]:
    """Every name of each company of a record, by id; `record` is the JSON form of a `Record`, None where there is none."""
    companies = (record or {}).get("companies") or []
    return {c.get("id"): [c.get("name"), *(c.get("aliases") or [])] for c in companies}


def paired(gold: Mapping[str, Any], record: Mapping[str, Any] | None) -> Pairing:
    """An annotated article's deals aligned with those of its record."""
    aliases = names_of(record)
    golds = [scored_deal(d) for d in gold.get("deals") or []]
    saids = [scored_deal(d, aliases) for d in (record or {}).get("deals") or []]
    return Pairing(golds, saids, align(golds, saids))


def is_found(gold: ScoredDeal, said: ScoredDeal | None) -> bool:
    """Whether a deal was said: its type is right, and at least one party stands in its right role."""
    typed = said is not None and said.type in {gold.type, *gold.types_also}
    return typed and said is not None and any(same_party(a, b) for a in gold.parties for b in said.parties)


def score_document(gold: Mapping[str, Any], record: Mapping[str, Any] | None) -> dict[str, Counter[str]]:
    """Counts of one document by `deal`, `exact` and slot; `record` is the JSON form of a `Record`, None where there is none."""
    return count_paired(paired(gold, record))


def count_paired(pairing: Pairing) -> dict[str, Counter[str]]:
    """The same for deals that are aligned already."""
    golds, saids, pairs = pairing
    out: dict[str, Counter[str]] = defaultdict(Counter)

    def add(counts: dict[str, Counter[str]]) -> None:
        for slot, counter in counts.items():
            out[slot].update(counter)

    for i, g in enumerate(golds):
        s = saids[pairs[i]] if i in pairs else None
        add(count_slots(g, s))
        if g.optional:
            continue
        typed = s is not None and s.type in {g.type, *g.types_also}
        exact = typed and s is not None and matched(g.parties, s.parties, same_party)[1:] == (0, 0)
        for name, right in (("deal", is_found(g, s)), ("exact", exact)):
            out[name].update({"tp": 1} if right else {"fn": 1, "fp": int(s is not None)})
    for j, s in enumerate(saids):
        if j not in pairs.values():
            add(count_slots(None, s))
            out["deal"]["fp"] += 1
            out["exact"]["fp"] += 1
    return out


class Figure(NamedTuple):
    """Precision, recall and F1 with the number of gold items."""

    precision: float
    recall: float
    f1: float
    support: int


def figure(counts: Mapping[str, int]) -> Figure:
    """Figures from counts."""
    tp, fn, fp = counts.get("tp", 0), counts.get("fn", 0), counts.get("fp", 0)
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    both = precision + recall
    return Figure(precision, recall, 2 * precision * recall / both if both else 0.0, tp + fn)


def score(golds: Sequence[Mapping[str, Any]], records: Mapping[str, Mapping[str, Any]]) -> dict[str, Figure]:
    """Figures over all documents by `slot`, `deal`, `exact` and each slot; records by the id of their document."""
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for gold in golds:
        for name, counts in score_document(gold, records.get(gold["id"])).items():
            total[name].update(counts)
            if name in SLOTS:
                total["slot"].update(counts)
    return {name: figure(total[name]) for name in ("slot", "deal", "exact", *SLOTS)}
