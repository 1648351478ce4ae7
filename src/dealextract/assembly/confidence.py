"""How sure the program is of a deal."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from dealextract.assembly.parties import shape_of, usual
from dealextract.records import DealType, Party
from dealextract.types import Candidate, Trigger


@cache
def weights() -> dict[str, float]:
    """Weights of a logistic regression over log-odds: `knowledge/confidence.toml`, made by `training/calibrate.py`."""
    text = resources.files("dealextract.knowledge").joinpath("confidence.toml").read_text(encoding="utf-8")
    table: dict[str, float] = tomllib.loads(text)["weights"]
    return table


def features(
    candidate: Candidate, kind: DealType, parties: Sequence[Party], triggers: Sequence[Trigger]
) -> dict[str, float]:
    """What confidence is made of: log-odds of the type, the best trigger, the mean and the second-best role, how often it is
    told, and how usual its casting is."""
    roles = [p.confidence or 0.0 for p in parties]
    return {
        "bias": 1.0,
        "type": logit(candidate.types.get(kind, 0.0)),
        "trigger": logit(max(sum(t.types.values()) for t in triggers)),
        "role": logit(sum(roles) / len(roles)),
        "second": logit(sorted(roles)[-min(2, len(roles))]),
        "triggers": math.log(len(triggers)),
        "usual": usual(kind, shape_of([p.role for p in parties])),
    }


def logit(p: float) -> float:
    """Log-odds, with the ends cut off at a hundredth."""
    p = min(max(p, 0.01), 0.99)
    return math.log(p / (1 - p))


def deal_confidence(
    candidate: Candidate, kind: DealType, parties: Sequence[Party], triggers: Sequence[Trigger]
) -> float:
    """The probability that the deal is right: its type, and a core party in its role."""
    total = sum(weights()[n] * v for n, v in features(candidate, kind, parties, triggers).items())
    return round(1 / (1 + math.exp(-total)), 3)
