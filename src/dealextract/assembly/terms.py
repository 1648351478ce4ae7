"""Terms of a deal: which amount, percentage or words stand in which field."""

from __future__ import annotations

from dealextract.assembly.evidence import Context
from dealextract.records import Money, MoneyTerm, Percent, PercentTerm, Terms
from dealextract.types import Candidate, Fact

ACCEPT = 0.4
"""Probability from which an amount or percentage is a term of a deal."""

MONEY = ("value", "price_per_share", "upfront", "fee", "debt")
PERCENT = ("stake_percent", "resulting_percent", "premium_percent")


def terms(context: Context, candidate: Candidate) -> tuple[Terms, list[tuple[str, Fact]]]:
    """The terms of a deal, and the facts of each field that lost to a likelier one."""
    chosen: dict[str, MoneyTerm | PercentTerm] = {}
    lost: list[tuple[str, Fact]] = []
    for field in (*MONEY, *PERCENT):
        facts = [f for f in candidate.facts if f.slot == field and f.probability >= ACCEPT]
        facts.sort(key=lambda f: (-f.probability, f.evidence))
        for fact in facts:
            value = context.values[int(fact.value)]
            if field in chosen:
                if value.start != chosen[field].start:
                    lost.append((field, fact))
            elif isinstance(value, Money) and field in MONEY:
                if value.amount is not None:
                    chosen[field] = MoneyTerm(**value.model_dump(), evidence=context.sentences([value.start]))
            elif isinstance(value, Percent) and field in PERCENT and value.value is not None:
                chosen[field] = PercentTerm(**value.model_dump(), evidence=context.sentences([value.start]))
    return Terms.model_validate(chosen), lost
