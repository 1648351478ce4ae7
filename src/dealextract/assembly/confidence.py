"""How sure the program is of a deal."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dealextract.records import DealType, Party
from dealextract.types import Candidate, Trigger

WEIGHTS = {"bias": 0.0, "type": 1.0, "trigger": 1.0, "role": 1.0, "weakest": 1.0, "triggers": 0.3}
"""Logistic regression over log-odds, fitted on held-back articles (`training/calibrate.py`)."""


def features(candidate: Candidate, kind: DealType, parties: Sequence[Party], triggers: Sequence[Trigger]) -> dict[str, float]:
    """What confidence is made of: log-odds of the type, the best trigger, the mean and the weakest role, and how often it is told."""
    roles = [p.confidence or 0.0 for p in parties]
    return {
        "bias": 1.0,
        "type": logit(candidate.types.get(kind, 0.0)),
        "trigger": logit(max(sum(t.types.values()) for t in triggers)),
        "role": logit(sum(roles) / len(roles)),
        "weakest": logit(sorted(roles)[-min(2, len(roles))]),
        "triggers": math.log(len(triggers)),
    }


def logit(p: float) -> float:
    """Log-odds, with the ends cut off at a hundredth."""
    p = min(max(p, 0.01), 0.99)
    return math.log(p / (1 - p))


def deal_confidence(candidate: Candidate, kind: DealType, parties: Sequence[Party], triggers: Sequence[Trigger]) -> float:
    """The probability that the deal is right: its type, and a core party in its role."""
    total = sum(WEIGHTS[n] * v for n, v in features(candidate, kind, parties, triggers).items())
    return round(1 / (1 + math.exp(-total)), 3)
