"""Scores of pairs of spans, gathered over the windows of a document; what two windows saw is averaged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

MINIMUM = 0.02
"""Probabilities below it are left out of a reading."""

Pair = tuple[int, int]


class PairScores:
    """The scores of one relation. Rows and columns are the numbers of spans in the document; what is given out has four digits, less than
    the arithmetic of another machine may change."""

    def __init__(self) -> None:
        self._rows: list[Any] = []
        self._columns: list[Any] = []
        self._scores: list[Any] = []

    def add(self, rows: Sequence[int], columns: Sequence[int], scores: Any) -> None:
        """The scores that a window gives to all pairs of spans in it: `[rows, columns, labels]`."""
        if not rows or not columns:
            return
        first, second = np.meshgrid(rows, columns, indexing="ij")
        self._rows.append(first.ravel())
        self._columns.append(second.ravel())
        self._scores.append(scores.reshape(first.size, -1))

    def means(self) -> tuple[list[Pair], Any]:
        """The pairs in order, and the mean of what the windows say of each: `[pairs, labels]`."""
        if not self._rows:
            return [], np.zeros((0, 1))
        rows, columns = np.concatenate(self._rows), np.concatenate(self._columns)
        width = int(columns.max()) + 1
        keys, at = np.unique(rows.astype(np.int64) * width + columns, return_inverse=True)
        scores = np.concatenate(self._scores).astype(np.float64)
        total = np.zeros((len(keys), scores.shape[1]))
        np.add.at(total, at, scores)
        means = total / np.bincount(at)[:, None]
        return list(zip((keys // width).tolist(), (keys % width).tolist(), strict=True)), means

    def plain(self) -> dict[Pair, float]:
        """The first label's score of each pair."""
        pairs, means = self.means()
        return dict(zip(pairs, np.round(means[:, 0], 4).tolist(), strict=True))

    def labelled(self, names: Sequence[str]) -> dict[Pair, dict[str, float]]:
        """The labels of each pair that are likely enough, without the first, which is none of them."""
        pairs, means = self.means()
        out: dict[Pair, dict[str, float]] = {}
        for row, label in np.argwhere(means[:, 1:] >= MINIMUM).tolist():
            out.setdefault(pairs[row], {})[names[label + 1]] = round(float(means[row, label + 1]), 4)
        return out
