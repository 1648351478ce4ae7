"""Terms of a deal: which amount, percentage or words stand in which field."""

from __future__ import annotations

import re
from collections import defaultdict

from dealextract.assembly.evidence import Context, Value
from dealextract.records import Former, Money, MoneyTerm, Percent, PercentTerm, Terms
from dealextract.types import Candidate

ACCEPT = 0.4
"""Probability from which an amount or percentage is a term of a deal."""

MONEY = ("value", "price_per_share", "upfront", "fee", "debt")
PERCENT = ("stake_percent", "resulting_percent", "premium_percent")


PER_SHARE_REACH = 24
"""Code points after an amount within which "a share" makes it a price per share."""


FORMER = re.compile(
    r"\b(?:from|(?:earlier|previous|initial|original|former|rejected|old|first)\s(?:\w+\s){0,3}(?:of|at|worth)?)\s?$",
    re.I,
)
"""What stands before an amount that has been overtaken: "raised its bid to £4bn from £3.5bn"."""

NEAR = 0.7
"""Share of the likeliest amount's probability from which another may be the one that holds now."""


def terms(context: Context, candidate: Candidate, words: dict[str, object]) -> tuple[Terms, list[Former]]:
    """The terms of a deal, those in `words` among them, and the amounts that the text says held before."""
    claims: dict[str, list[tuple[float, Value]]] = defaultdict(list)
    for fact in candidate.facts:
        if fact.slot in (*MONEY, *PERCENT) and fact.probability >= ACCEPT:
            value = _original(context, context.values[int(fact.value)])
            claims[_field(context, fact.slot, value)].append((fact.probability, value))
    chosen: dict[str, MoneyTerm | PercentTerm] = {}
    former: list[Former] = []
    for field, found in claims.items():
        found.sort(key=lambda pair: (-pair[0], pair[1].start))
        likely = [v for p, v in found if p >= NEAR * found[0][0] and _fits(field, v)]
        if not likely:
            continue
        value = next((v for v in likely if not _overtaken(context, v)), likely[0])
        evidence = context.sentences([value.start])
        if isinstance(value, Money):
            chosen[field] = MoneyTerm(**value.model_dump(), evidence=evidence)
        elif isinstance(value, Percent):
            chosen[field] = PercentTerm(**value.model_dump(), evidence=evidence)
        former += [
            Former(field=field, value=v.text, evidence=context.sentences([v.start]))
            for v in likely
            if v.start != value.start and _overtaken(context, v) and not _equal(v, value)
        ]
    return Terms.model_validate({**words, **chosen}), former


def _fits(field: str, value: Value) -> bool:
    """Whether a value is of the kind that a field holds, and says a number."""
    if isinstance(value, Money):
        return field in MONEY and value.amount is not None
    return isinstance(value, Percent) and field in PERCENT and value.value is not None


def _equal(a: Value, b: Value) -> bool:
    """Whether two amounts are the same figure."""
    if isinstance(a, Money) and isinstance(b, Money):
        return a.amount == b.amount
    return isinstance(a, Percent) and isinstance(b, Percent) and a.value == b.value


def _overtaken(context: Context, value: Value) -> bool:
    """Whether the words before an amount say that it held earlier."""
    return bool(FORMER.search(context.clean.text[max(0, value.start - 40) : value.start]))


def _original(context: Context, value: Value) -> Value:
    """Of an amount converted in brackets, the original."""
    original = next((t.value for t in context.worded if t.kind == "converted" and t.start == value.start), None)
    if original is None:
        return value
    return next((v for v in context.values.values() if v.start == int(original) and isinstance(v, Money)), value)


def _field(context: Context, slot: str, value: Value) -> str:
    """The field of an amount: what is said to be a price a share is no price of the whole."""
    after = range(value.end, value.end + PER_SHARE_REACH)
    if slot == "value" and any(t.kind == "per_share" and t.start in after for t in context.worded):
        return "price_per_share"
    return slot
