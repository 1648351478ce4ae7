"""Fit the confidence of deals and of their parties on articles that were never trained on: `python -m training.calibrate`.

Logistic regression with a ridge, over the features of `dealextract.assembly.confidence`; writes
`src/dealextract/knowledge/confidence.toml`. The error printed is of tenfold cross-validation over articles.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from dealextract.assembly import deals as assembly
from dealextract.assembly.confidence import features, party_features
from dealextract.extractor import Extractor, from_text
from dealextract.scoring import is_found, paired, same_party
from training.corpus import unseen

OUT = Path("src/dealextract/knowledge/confidence.toml")
RIDGE = 4.0
FOLDS = 10


class Observations(NamedTuple):
    """What was said of the articles and whether it is right.

    `names` of the features; `x` `[deals, features]`; `right` `[deals]`; `article` `[deals]`; of the parties their deal, what the reader has
    of their taking part, and whether they are right.
    """

    names: list[str]
    x: np.ndarray
    right: np.ndarray
    article: np.ndarray
    party_deal: np.ndarray
    party_certain: np.ndarray
    party_right: np.ndarray


def observations() -> Observations:
    """The program run over the articles."""
    rows: list[tuple[dict[str, float], list[float]]] = []
    plain = assembly.deal_confidence

    def spy(*args: Any) -> tuple[float, tuple[tuple[str, float], ...]]:
        rows.append((features(*args), [p.confidence or 0.0 for p in args[2]]))
        return 0.5, ()  # the weights in place may lack a feature that is to be fitted

    assembly.deal_confidence = spy  # type: ignore[assignment]
    extractor, all_rows, right, article = Extractor(), [], [], []
    parties: list[tuple[int, float, bool]] = []
    for n, (annotated, text, day) in enumerate(unseen(Path("corpus"))):
        rows.clear()
        record = json.loads(extractor(from_text(text, published=day)).to_json())
        golds, saids, pairs = paired(annotated, record)
        right_of = {j: golds[i] for i, j in pairs.items()}
        for j, (said, (row, certain)) in enumerate(zip(saids, rows[-len(saids) :] if saids else [], strict=True)):
            true = right_of.get(j)
            for party, p in zip(said.parties, certain, strict=True):
                parties.append((len(all_rows), p, true is not None and any(same_party(g, party) for g in true.parties)))
            all_rows.append(row)
            right.append(true is not None and is_found(true, said))
            article.append(n)
    assembly.deal_confidence = plain
    names = sorted(all_rows[0])
    of, certain_of, right_parties = zip(*parties, strict=True)
    return Observations(
        names,
        np.asarray([[r[n] for n in names] for r in all_rows]),
        np.asarray(right, float),
        np.asarray(article),
        np.asarray(of),
        np.asarray(certain_of, float),
        np.asarray(right_parties, float),
    )


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Ridge logistic regression by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x.T * (p * (1 - p))) @ x + RIDGE * np.eye(len(w))
        w = w - np.linalg.solve(hessian, x.T @ (p - y) + RIDGE * w)
    return w


def calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(
        sum(abs(p[which == b].mean() - y[which == b].mean()) * (which == b).mean() for b in set(which.tolist()))
    )


def reliability(p: np.ndarray, y: np.ndarray, bins: int = 5) -> list[dict[str, float]]:
    """The rows of a reliability diagram, as many deals in each: the mean probability said and the share that was right."""
    order = np.argsort(p, kind="stable")
    return [
        {"said": round(float(p[part].mean()), 3), "right": round(float(y[part].mean()), 3), "deals": len(part)}
        for part in np.array_split(order, bins)
    ]


def cross_validated(x: np.ndarray, y: np.ndarray, article: np.ndarray) -> np.ndarray:
    """The probabilities that are said of each article by a fit on the others."""
    p = np.zeros(len(y))
    for fold in range(FOLDS):
        test = article % FOLDS == fold
        p[test] = 1 / (1 + np.exp(-x[test] @ fit(x[~test], y[~test])))
    return p


def reported(what: str, p: np.ndarray, y: np.ndarray) -> tuple[float, str]:
    """The calibration error, and the rows of the diagram as TOML; both are printed."""
    error = calibration_error(p, y)
    print(f"{len(y)} {what}, {y.mean():.3f} right; calibration error {error:.3f}; Brier {((p - y) ** 2).mean():.3f}")
    rows = reliability(p, y)
    for row in rows:
        print("  said {said:.2f}: {deals:4d}, right {right:.2f}".format(**row))
    name = "reliability" if what == "deals" else f"reliability_{what}"
    return error, "".join(
        f"\n[[{name}]]\nsaid = {r['said']}\nright = {r['right']}\ndeals = {r['deals']}\n" for r in rows
    )


def listed(names: Sequence[str], values: np.ndarray) -> str:
    """Lines of a TOML table."""
    return "\n".join(f"{n} = {v:.4f}" for n, v in zip(names, values, strict=True))


def main() -> None:
    """Fit, report, write."""
    seen = observations()
    p = cross_validated(seen.x, seen.right, seen.article)
    error, rows = reported("deals", p, seen.right)
    party_rows = [party_features(c, p[d]) for c, d in zip(seen.party_certain, seen.party_deal, strict=True)]
    party_names = sorted(party_rows[0])
    parties = np.asarray([[r[n] for n in party_names] for r in party_rows])
    q = cross_validated(parties, seen.party_right, seen.article[seen.party_deal])
    party_error, more_rows = reported("parties", q, seen.party_right)
    OUT.write_text(
        f"# Weights of the confidence in deals and parties, made by training/calibrate.py on {len(p)} deals of texts not trained on;\n"
        f"# calibration error in tenfold cross-validation {error:.3f}, of parties {party_error:.3f}.\n"
        f"[weights]\n{listed(seen.names, fit(seen.x, seen.right))}\n\n[usual]\n{listed(seen.names, seen.x.mean(axis=0))}\n"
        f"\n[party]\n{listed(party_names, fit(parties, seen.party_right))}\n"
        f"\n[measured]\nerror = {error:.3f}\nparty_error = {party_error:.3f}\n{rows}{more_rows}",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
