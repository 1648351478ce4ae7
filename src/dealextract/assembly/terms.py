"""Terms of a deal: which amount, percentage or words stand in which field."""

from __future__ import annotations

from dealextract.assembly.evidence import Context, Value
from dealextract.records import Money, MoneyTerm, Percent, PercentTerm, Terms
from dealextract.types import Candidate, Fact

ACCEPT = 0.4
"""Probability from which an amount or percentage is a term of a deal."""

MONEY = ("value", "price_per_share", "upfront", "fee", "debt")
PERCENT = ("stake_percent", "resulting_percent", "premium_percent")


PER_SHARE_REACH = 24
"""Code points after an amount within which "a share" makes it a price per share."""


def terms(context: Context, candidate: Candidate, words: dict[str, object]) -> tuple[Terms, list[tuple[str, Fact]]]:
    """The terms of a deal, those in `words` among them, and the facts of each field that lost to a likelier one."""
    chosen: dict[str, MoneyTerm | PercentTerm] = {}
    lost: list[tuple[str, Fact]] = []
    facts = [f for f in candidate.facts if f.slot in (*MONEY, *PERCENT) and f.probability >= ACCEPT]
    for fact in sorted(facts, key=lambda f: (-f.probability, f.evidence)):
        value = _original(context, context.values[int(fact.value)])
        field = _field(context, fact.slot, value)
        if field in chosen:
            if value.start != chosen[field].start:
                lost.append((field, fact))
        elif isinstance(value, Money) and field in MONEY and value.amount is not None:
            chosen[field] = MoneyTerm(**value.model_dump(), evidence=context.sentences([value.start]))
        elif isinstance(value, Percent) and field in PERCENT and value.value is not None:
            chosen[field] = PercentTerm(**value.model_dump(), evidence=context.sentences([value.start]))
    return Terms.model_validate({**words, **chosen}), lost


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
