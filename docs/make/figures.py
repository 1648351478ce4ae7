"""The figures of pages that have some, from the model card, so that no page says another than the card."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import Any

from docs.make.reference import table

REGION = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.S)
SLOTS = {
    "slot": "all slots together",
    "deal": "type, and a party in its role",
    "exact": "type, and all parties in their roles",
    "type": "kind of deal",
    "status": "where it stands",
    "party": "parties in their roles",
    "value": "value of the deal",
    "price_per_share": "price per share",
    "stake_percent": "stake",
    "milestone": "dated steps",
}


def card() -> dict[str, Any]:
    """The card of the weights in use."""
    text = resources.files("dealextract.reader").joinpath("weights/card.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def slots() -> str:
    """Precision, recall and F1 of every slot."""
    scores = card()["held_back_scores"]
    rows = [
        (f"`{name}`<br>{what}", f"{f['precision']:.2f}", f"{f['recall']:.2f}", f"{f['f1']:.2f}", str(f["gold"]))
        for name, what in SLOTS.items()
        for f in [scores[name]]
    ]
    return table(("slot", "precision", "recall", "F1", "annotated"), rows)


def summary() -> str:
    """The three figures of the README, and the error of the confidence."""
    known = card()
    scores, corpus = known["held_back_scores"], known["corpus"]
    rows = [
        (what, f"{scores[name]['precision']:.2f}", f"{scores[name]['recall']:.2f}", f"{scores[name]['f1']:.2f}")
        for name, what in (
            ("deal", "a deal: its type, and a party in its role"),
            ("exact", "a deal with all parties in their roles"),
            ("slot", "all slots: type, status, parties, value, price per share, stake, dated steps"),
        )
    ]
    return (
        f"On the {corpus['held_back']} articles of `corpus` that the reader was never trained on, of companies that it never saw:\n\n"
        f"{table(('found', 'precision', 'recall', 'F1'), rows)}\n"
        "Confidence is a probability, calibrated on articles that it was not trained on "
        f"(error {known['confidence']['measured']['error']:.3f}).\n"
    )


def reliability() -> str:
    """How often deals said at a confidence were right."""
    known = card()["confidence"]
    rows = [(f"{r['said']:.2f}", f"{r['right']:.2f}", str(r["deals"])) for r in known["reliability"]]
    count = sum(r["deals"] for r in known["reliability"])
    return (
        f"Of {count} deals, a fifth in each line; the calibration error is {known['measured']['error']:.3f}.\n\n"
        f"{table(('said, on average', 'right', 'deals'), rows)}"
    )


def weights() -> str:
    """The weights of the regression, and what is usual."""
    from dealextract.assembly.confidence import table as fitted

    own = fitted()
    rows = [
        (f"`{name}`", f"{own['weights'][name]:.4f}", f"{own['usual'][name]:.4f}") for name in sorted(own["weights"])
    ]
    return table(("feature", "weight", "usual value"), rows)


REGIONS = {"figures": summary, "slots": slots, "reliability": reliability, "weights": weights}


def with_figures(page: str) -> str:
    """A page with its figures, between the comments that name them."""
    return REGION.sub(lambda found: f"{found[1]}\n{REGIONS[found[2]]()}\n{found[3]}", page)
