"""Laws that hold for any text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealextract.dates import find_dates, find_durations, publication_date
from dealextract.dates.grammar import starters

WORDS = [
    *starters(),
    "2021",
    "12",
    "3rd",
    "'98",
    "of",
    "by",
    "until",
    "between",
    "and",
    "to",
    "-",
    "–",
    ",",
    ".",
    "(",
    ")",
    "/",
    "2019/20",
    "£5m",
    "said",
    "will",
    "sold",
    "\n",
    "years",
    "quarter",
    "ago",
    "later",
    "within",
    "days",
    "signing",
    "Q3",
    "FY22",
    "03/04/2021",
    "½",
    "’",
]
soup = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
tight = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)


@settings(max_examples=150, deadline=None)
@given(soup | tight | st.text(max_size=200), st.none() | st.dates())
def test_spans(text, published):
    """Offsets are those of the text, in order, without overlap, and the same on every run."""
    found = find_dates(text, published)
    last = 0
    for date in found:
        assert last <= date.start < date.end <= len(text)
        assert text[date.start : date.end] == date.text
        last = date.end
    assert found == find_dates(text, published)
    for length in find_durations(text):
        assert text[length.start : length.end] == length.text


@settings(max_examples=40, deadline=None)
@given(soup)
def test_publication_is_one_of_the_text(text):
    """The date of publication is a piece of the text."""
    found = publication_date(text)
    assert found is None or text[found.start : found.end] == found.text


PIECES = (
    "first ",
    "the end of the ",
    "a couple of ",
    "2021-",
    "Mon, ",
    "3 to 4 ",
    "in the ",
    "12.12.",
    "May ",
    "a a a ",
    "''''98",
    "  ",
    "will be ",
)


@pytest.mark.parametrize("piece", PIECES)
def test_long_repetitions_end(piece):
    """Texts that invite backtracking come to an end, with nothing but spans of their own."""
    text = piece * (12_000 // len(piece))
    assert all(text[d.start : d.end] == d.text for d in find_dates(text))
    assert all(text[d.start : d.end] == d.text for d in find_durations(text))


def test_a_million_characters():
    """A text of a million characters without a break is read to its end."""
    text = "alpha beta gamma delta " * 43_000 + "signed on 3 May 2021"
    assert len(text) < 1_000_000 < len(text) + 20_000
    (date,) = find_dates(text)
    assert (date.value, date.end) == ("2021-05-03", len(text))


DENSE = (
    "3 to ", "3 May, ", "It closes 18 months after signing; it signed on 3 May 2021. ",
    "from $4m a year earlier ", "Friday ", "Monday 3 May, ", "the year-ago quarter, the second quarter ",
    "03/04/2021 ", "five years ago ", "in March and ", "2011-12 ", "by Thanksgiving ", "the end of the quarter ",
    "May/3/2021 ", "between May and ", "12 to 14 of next month ",
)  # fmt: skip


def _work(text, published):
    """How many functions are called to read the text."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        find_dates(text, published)
    finally:
        sys.setprofile(None)
    return calls


@settings(max_examples=4, deadline=None)
@given(st.lists(st.sampled_from(DENSE), min_size=1, max_size=2), st.sampled_from([None, "2021-06-08"]))
def test_work_grows_with_the_length_only(pieces, published):
    """A text twice as long, dates all through, takes about twice the calls: no search runs over the whole of it."""
    piece = "".join(pieces)
    find_dates(piece, published)
    once, twice = (_work(piece * repeats, published) for repeats in (100, 200))
    assert once > 100
    assert twice < 2.6 * once
