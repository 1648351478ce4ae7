"""Average-link grouping."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dealextract.resolution.clusters import agglomerate

ALL = [(0, 1), (1, 2), (0, 2)]


def test_a_mean_below_the_threshold_keeps_a_chain_apart() -> None:
    scores = {frozenset({0, 1}): 0.9, frozenset({1, 2}): 0.8, frozenset({0, 2}): 0.0}
    assert agglomerate([[0], [1], [2]], lambda a, b: scores[frozenset({a, b})], 0.5, ALL) == [[0, 1], [2]]


def test_pairs_that_say_nothing_do_not_count_against_a_merge() -> None:
    scores = {frozenset({0, 1}): 0.9, frozenset({1, 2}): 0.8}
    assert agglomerate([[0], [1], [2]], lambda a, b: scores.get(frozenset({a, b})), 0.5, ALL) == [[0, 1, 2]]


def test_a_forbidden_pair_keeps_its_groups_apart() -> None:
    scores = {frozenset({0, 1}): 0.9, frozenset({1, 2}): 0.9, frozenset({0, 2}): -1.0}
    assert agglomerate([[0], [1], [2]], lambda a, b: scores[frozenset({a, b})], 0.5, ALL) == [[0, 1], [2]]


@given(st.integers(0, 8), st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.floats(0, 1)))
def test_groups_are_a_partition(size: int, scores: dict[tuple[int, int], float]) -> None:
    groups = agglomerate(
        [[i] for i in range(size)],
        lambda a, b: scores.get((min(a, b), max(a, b))),
        0.5,
        [k for k in scores if max(k) < size],
    )
    assert sorted(i for g in groups for i in g) == list(range(size))
