"""Windows cover every word and fit the encoder."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealextract.reader.decoding import softmax, spans
from dealextract.reader.encoding import MATCHES, MAX_PIECES, bounds, name_match
from dealextract.reader.model import load

words = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), max_size=40)


@given(st.lists(st.integers(1, 8), min_size=1, max_size=2000), st.randoms())
def test_bounds_cover_every_word_in_order_and_fit(lengths: list[int], rng: object) -> None:
    breaks = [int(rng.random() < 0.05) for _ in lengths]  # type: ignore[attr-defined]
    ranges = bounds(lengths, breaks)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(lengths)
    for first, last in ranges:
        assert first < last
        assert sum(lengths[first:last]) <= MAX_PIECES
    for (a, b), (c, d) in pairwise(ranges):
        assert a < c <= b < d


@settings(deadline=None)
@given(words)
def test_any_words_can_be_read(found: list[str]) -> None:
    reading = load().read(found, [0] * len(found), [])
    assert all(0 <= m.first <= m.last < len(found) for m in (*reading.mentions, *reading.triggers))


def test_a_window_alone_and_beside_others_reads_the_same() -> None:
    text = [
        "Kestrel",
        "Foods",
        "agreed",
        "to",
        "buy",
        "Oakfield",
        "Bakery",
        "from",
        "Tamar",
        "Partners",
        "for",
        "45",
        "million",
        "pounds",
        ".",
    ]
    once = load().read(text, [0] * len(text), [])
    longer = load().read(text * 50, [0] * len(text) * 50, [])
    assert len(longer.windows) > 1
    assert load().read(text, [0] * len(text), []) == once


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (["oakfield"], ["oakfield"], "equal"),
        (["oakfield"], ["oakfield", "bakery"], "contained"),
        (["wqsl"], ["west", "quay", "shipping", "lines"], "acronym"),
        (["exmoor", "water"], ["exmoor", "rail"], "shared"),
        (["tamar", "group"], ["severn", "group"], "different"),
    ],
)
def test_name_match(a: list[str], b: list[str], expected: str) -> None:
    assert MATCHES[name_match(a, b)] == MATCHES[name_match(b, a)] == expected


def test_softmax_sums_to_one_for_scores_of_any_size() -> None:
    rows = softmax(np.asarray([[1000.0, 0.0], [-1000.0, -1000.0]], dtype=np.float32))
    assert rows.sum(axis=-1).tolist() == [1.0, 1.0]


def test_a_new_beginning_opens_a_new_span() -> None:
    p = np.asarray([[0.1, 0.9, 0.0], [0.1, 0.8, 0.1], [0.8, 0.1, 0.1], [0.3, 0.1, 0.6]], dtype=np.float32)
    assert [(s.first, s.last) for s in spans("trigger", p, 0.5)] == [(0, 0), (1, 1), (3, 3)]
