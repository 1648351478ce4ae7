"""The words that set a bound, each of them, and the words around a date that lean back or ahead."""

from __future__ import annotations

import pytest

from dealextract.dates import find_dates
from dealextract.dates.around import BOUNDED
from dealextract.dates.grammar import read
from dealextract.dates.tense import LEANINGS, leaning
from dealextract.dates.words import table

WORDS = [(word, bound) for bound, words in table("bounds").items() for word in words]
BEHIND = [(word, bound) for bound, words in table("bounds_behind").items() for word in words]


def marked(text):
    start = text.index("[")
    return text.replace("[", "").replace("]", ""), start


@pytest.mark.parametrize(("word", "bound"), WORDS, ids=[w for w, _ in WORDS])
def test_word_sets_its_bound(word, bound):
    """Each word of the vocabulary does so before a date, and no neighbour of the date does it by itself."""
    assert [d.bound for d in find_dates(f"The agreement runs {word} 3 June 2021.")] == [bound]
    assert [d.bound for d in find_dates("The agreement runs, 3 June 2021.")] == ["on"]


@pytest.mark.parametrize(("word", "bound"), BEHIND, ids=[w for w, _ in BEHIND])
def test_word_behind_sets_its_bound(word, bound):
    """The same for the words behind a date."""
    assert [d.bound for d in find_dates(f"The agreement runs 3 June 2021 {word}.")] == [bound]


@pytest.mark.parametrize(("text", "bound"), BOUNDED, ids=[t for t, _ in BOUNDED])
def test_example_of_a_bound(text, bound):
    """The examples beside the patterns."""
    plain, start = marked(text)
    (date,) = [d for d in find_dates(plain) if d.start <= start < d.end]
    assert date.bound == bound


@pytest.mark.parametrize(("text", "weight"), LEANINGS, ids=[t for t, _ in LEANINGS])
def test_example_of_a_leaning(text, weight):
    """The examples beside the patterns, those that lean nowhere among them."""
    plain, start = marked(text)
    (one,) = [f for f in read(plain) if f.start <= start < f.end]
    assert leaning(one.reading, plain, one.start, one.end) == weight
