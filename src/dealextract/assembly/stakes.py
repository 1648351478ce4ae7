"""Whether a purchase is one of control or of a stake, by the size of what changes hands: `by_size`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from dealextract.records import DealType, Terms
from dealextract.types import Candidate, Fact

CONTROL = 50
"""Percent from which a stake that changes hands gives control. In the corpus 301 of 321 purchases below it are of a stake, and 181 of 195
from it on are acquisitions."""

REST = re.compile(
    r"\b(?:remaining|remainder|rest|other|last|further|another|more|control|majority)\b|n[o’']t (?:already |yet )?own",
    re.IGNORECASE,
)
"""Words beside a stake that say that it completes another."""

REACH = 60
"""Code points on either side of a stake that are looked at."""

BUYER: dict[DealType, str] = {"acquisition": "acquirer", "stake_purchase": "investor"}


def by_size(text: str, kind: DealType, terms: Terms) -> DealType | None:
    """The type that the size of a stake gives a purchase that was read as the other; None where it is as read, or open."""
    stake, result = terms.stake_percent, terms.resulting_percent
    if kind not in BUYER or stake is None or stake.value is None:
        return None
    share = Decimal(stake.value)
    if result is not None and result.value is not None:
        share = max(share, Decimal(result.value))
    if share < CONTROL and REST.search(text, max(0, stake.start - REACH), stake.end + REACH):
        return None
    right: DealType = "acquisition" if share >= CONTROL else "stake_purchase"
    return right if right != kind else None


def as_type(candidate: Candidate, kind: DealType) -> Candidate:
    """The candidate of a purchase read as the other type: who buys is named after it."""
    own = BUYER[kind]
    pooled: dict[tuple[str, str], Fact] = {}
    for fact in candidate.facts:
        slot = own if fact.slot in BUYER.values() else fact.slot
        seen = pooled.get((slot, fact.value))
        probability = fact.probability + (seen.probability if seen else 0.0)
        pooled[slot, fact.value] = replace(seen or fact, slot=slot, probability=min(1.0, probability))
    shares: dict[str, float] = defaultdict(float)
    for name, p in candidate.types.items():
        shares[kind if name in BUYER else name] += p
    return replace(candidate, facts=tuple(pooled.values()), types=dict(shares))
