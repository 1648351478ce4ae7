"""Fit the confidence of deals on articles that were never trained on: `python -m training.calibrate`.

Logistic regression with a ridge, over the features of `dealextract.assembly.confidence`; writes
`src/dealextract/knowledge/confidence.toml`. The error printed is of tenfold cross-validation over articles.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from dealextract.assembly import deals as assembly
from dealextract.assembly.confidence import features
from dealextract.extractor import Extractor, from_text
from dealextract.scoring import is_found, paired
from training.corpus import gold, held_back, published, read_all

OUT = Path("src/dealextract/knowledge/confidence.toml")
RIDGE = 1.0
FOLDS = 10


def observations() -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Feature names, features `[deals, features]`, whether each deal is right `[deals]`, and its article `[deals]`."""
    held = held_back(Path("corpus"))
    sets: list[tuple[dict[str, Any], str, str | None]] = [
        (gold(a), a.text, published(a)) for a in read_all(Path("corpus")) if a.id in held
    ]
    for path in sorted(Path("tests/golden").glob("*.json")):
        text = (Path("data/articles") / f"{path.stem}.txt").read_text(encoding="utf-8")
        sets.append((json.loads(path.read_text(encoding="utf-8")), text, None))
    rows: list[dict[str, float]] = []
    plain = assembly.deal_confidence

    def spy(*args: Any) -> tuple[float, tuple[tuple[str, float], ...]]:
        rows.append(features(*args))
        return 0.5, ()  # the weights in place may lack a feature that is to be fitted

    assembly.deal_confidence = spy  # type: ignore[assignment]
    extractor, all_rows, right, article = Extractor(), [], [], []
    for n, (annotated, text, day) in enumerate(sets):
        rows.clear()
        record = json.loads(extractor(from_text(text, published=day)).to_json())
        golds, saids, pairs = paired(annotated, record)
        right_of = {j: golds[i] for i, j in pairs.items()}
        for j, (said, row) in enumerate(zip(saids, rows[-len(saids) :] if saids else [], strict=True)):
            all_rows.append(row)
            right.append(j in right_of and is_found(right_of[j], said))
            article.append(n)
    assembly.deal_confidence = plain
    names = sorted(all_rows[0])
    return names, np.asarray([[r[n] for n in names] for r in all_rows]), np.asarray(right, float), np.asarray(article)


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


def main() -> None:
    """Fit, report, write."""
    names, x, y, article = observations()
    p = np.zeros(len(y))
    for fold in range(FOLDS):
        test = article % FOLDS == fold
        p[test] = 1 / (1 + np.exp(-x[test] @ fit(x[~test], y[~test])))
    error = calibration_error(p, y)
    print(f"{len(y)} deals, {y.mean():.3f} right; calibration error {error:.3f}; Brier {((p - y) ** 2).mean():.3f}")
    table = reliability(p, y)
    for row in table:
        print("  said {said:.2f}: {deals:4d} deals, right {right:.2f}".format(**row))
    rows = "".join(
        f"\n[[reliability]]\nsaid = {r['said']}\nright = {r['right']}\ndeals = {r['deals']}\n" for r in table
    )
    usual = "\n".join(f"{n} = {v:.4f}" for n, v in zip(names, x.mean(axis=0), strict=True))
    weights = "\n".join(f"{n} = {v:.4f}" for n, v in zip(names, fit(x, y), strict=True))
    OUT.write_text(
        f"# Weights of a deal's confidence, made by training/calibrate.py on {len(y)} deals of texts not trained on;\n"
        f"# calibration error in tenfold cross-validation {error:.3f}.\n[weights]\n{weights}\n\n[usual]\n{usual}\n"
        f"\n[measured]\nerror = {error:.3f}\n{rows}",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
