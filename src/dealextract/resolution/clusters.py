"""Grouping by pairwise scores: average-link agglomeration, the method of choice where scores are probabilities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

SAMPLE = 12
"""Items of a group that are compared: a name that stands a thousand times says no more than its first dozen."""


def agglomerate(
    groups: Sequence[Sequence[int]],
    score: Callable[[int, int], float | None],
    threshold: float,
    pairs: Iterable[tuple[int, int]],
) -> list[list[int]]:
    """Merge the two groups with the highest mean score of their pairs, until none reaches the threshold.

    `score` gives a probability, or None where a pair says nothing; a score of -1 forbids a merge. Only groups that hold
    one of `pairs` (of items) are tried, which keeps long articles linear: a mean cannot be high without one high pair.

    >>> agglomerate([[0], [1], [2]], lambda a, b: 0.9 if {a, b} == {0, 2} else 0.1, 0.5, [(0, 2), (1, 2)])
    [[0, 2], [1]]
    """
    out = [list(g) for g in groups]
    home = {item: at for at, group in enumerate(out) for item in group}

    def mean(a: list[int], b: list[int]) -> float:
        said = [s for i in a[:SAMPLE] for j in b[:SAMPLE] if (s := score(i, j)) is not None]
        return sum(said) / len(said) if said and min(said) >= 0 else -1.0

    neighbours: dict[int, set[int]] = {at: set() for at in range(len(out))}
    for i, j in pairs:
        a, b = home[i], home[j]
        if a != b:
            neighbours[a].add(b)
            neighbours[b].add(a)
    table = {(a, b): mean(out[a], out[b]) for a in neighbours for b in neighbours[a] if a > b}
    while table:
        (gone, kept), best = max(table.items(), key=lambda item: (item[1], -item[0][0], -item[0][1]))
        if best < threshold:
            break
        out[kept] += out[gone]
        neighbours[kept] = (neighbours[kept] | neighbours.pop(gone)) - {kept, gone}
        table = {key: value for key, value in table.items() if gone not in key}
        for other in neighbours[kept]:
            neighbours[other] = (neighbours[other] - {gone}) | {kept}
            table[max(other, kept), min(other, kept)] = mean(out[other], out[kept])
    return sorted((sorted(out[at]) for at in neighbours), key=lambda g: g[0])
