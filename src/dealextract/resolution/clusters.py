"""Grouping by pairwise scores: average-link agglomeration, the method of choice where scores are probabilities."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def agglomerate(
    groups: Sequence[Sequence[int]], score: Callable[[int, int], float | None], threshold: float
) -> list[list[int]]:
    """Merge the two groups with the highest mean score of their pairs, until none reaches the threshold.

    `score` gives a probability, or None where a pair says nothing; a pair of groups without any score never merges.
    A score of -1 forbids a merge.

    >>> agglomerate([[0], [1], [2]], lambda a, b: 0.9 if {a, b} == {0, 2} else 0.1, 0.5)
    [[0, 2], [1]]
    """
    out = [list(g) for g in groups]

    def mean(a: list[int], b: list[int]) -> float:
        said = [s for i in a for j in b if (s := score(i, j)) is not None]
        if not said or min(said) < 0:
            return -1.0
        return sum(said) / len(said)

    table = {(i, j): mean(out[i], out[j]) for i in range(len(out)) for j in range(i)}
    alive = set(range(len(out)))
    while table:
        (i, j), best = max(table.items(), key=lambda item: (item[1], -item[0][0], -item[0][1]))
        if best < threshold:
            break
        out[j] += out[i]
        alive.discard(i)
        table = {k: v for k, v in table.items() if i not in k}
        for k in alive:
            if k != j:
                table[max(k, j), min(k, j)] = mean(out[k], out[j])
    return sorted((sorted(out[i]) for i in alive), key=lambda g: g[0])
