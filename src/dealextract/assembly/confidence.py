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
def table() -> dict[str, dict[str, float]]:
    """Weights of a logistic regression over log-odds, and the usual value of each feature: `knowledge/confidence.toml`, made by
    `training/calibrate.py`."""
    text = resources.files("dealextract.knowledge").joinpath("confidence.toml").read_text(encoding="utf-8")
    return {name: part for name, part in tomllib.loads(text).items() if name in ("weights", "usual", "party")}


def features(
    candidate: Candidate, kind: DealType, parties: Sequence[Party], triggers: Sequence[Trigger]
) -> dict[str, float]:
    """What confidence is made of: log-odds of the type, the best trigger, the second-best party, how often it is
    told, and how usual its casting is."""
    roles = [p.confidence or 0.0 for p in parties]
    return {
        "bias": 1.0,
        "type": logit(candidate.types.get(kind, 0.0)),
        "trigger": logit(max(sum(t.types.values()) for t in triggers)),
        "party": logit(sorted(roles)[-min(2, len(roles))]),
        "triggers": math.log(len(triggers)),
        "usual": usual(kind, shape_of([p.role for p in parties])),
    }


def logit(p: float) -> float:
    """Log-odds, with the ends cut off at a hundredth."""
    p = min(max(p, 0.01), 0.99)
    return math.log(p / (1 - p))


def _probability(log_odds: float) -> float:
    """Log-odds as a probability of three digits."""
    return round(1 / (1 + math.exp(-log_odds)), 3)


def deal_confidence(
    candidate: Candidate, kind: DealType, parties: Sequence[Party], triggers: Sequence[Trigger]
) -> tuple[float, tuple[tuple[str, float], ...]]:
    """The probability that the deal is right (its type, and a core party in its role), and what raised or lowered it beside a deal
    that is usual in all: log-odds by feature, the greatest first."""
    found, weights, usually = features(candidate, kind, parties, triggers), table()["weights"], table()["usual"]
    total = sum(weights[n] * v for n, v in found.items())
    weighed = [(n, round(weights[n] * (v - usually[n]), 2)) for n, v in found.items() if n != "bias"]
    return _probability(total), tuple(sorted(weighed, key=lambda w: (-abs(w[1]), w[0])))


def party_features(certain: float, deal: float) -> dict[str, float]:
    """What the confidence in a party is made of: log-odds of taking part as the reader has it, and of the deal's confidence."""
    return {"bias": 1.0, "certain": logit(certain), "deal": logit(deal)}


def party_confidence(certain: float, deal: float) -> float:
    """The probability that a party is one of the deal, in the role that it has."""
    return _probability(sum(table()["party"][n] * v for n, v in party_features(certain, deal).items()))
