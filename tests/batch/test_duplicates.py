"""Copies: what is one and what only looks like one; the same whatever the table has grown through."""

from __future__ import annotations

import io
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealextract.batch.duplicates import BUCKET, Duplicates, stored
from dealextract.batch.likeness import Likeness, likeness
from dealextract.cleaning import clean

PARAGRAPHS = (
    "Kestrel Foods plc said on Tuesday that it had agreed to buy Oakfield, a baker of bread and cakes in the north of the "
    "country, for £45m in cash.",
    "The price is to be paid when the competition authority has cleared the purchase, which both companies expect in the "
    "second quarter of 2021. Oakfield had sales of £30m last year and employs 412 people at five sites.",
    '"Oakfield is known for its bread in every shop between here and the coast," said Ruth Adeyemi, chief executive of '
    'Kestrel. "We will keep its name and its ovens."',
    "Marbrook Partners advised Kestrel, and Stannox LLP was counsel to the family that sells.",
)
BODY = "\n\n".join(PARAGRAPHS)
WRAPPED = "\n\n".join(textwrap.fill(paragraph, 60) for paragraph in PARAGRAPHS)
ABOUT = "About Kestrel\nKestrel makes food and drink."
FIRST = f"Kestrel to buy Oakfield\n\nLONDON, 2 March 2021 /WIRE/ -- {BODY}\n\n{ABOUT}\n\nContact: +44 20 7946 0000\n"
ELSEWHERE = f"Baker Oakfield goes for £45m\n\n(Business Courier) - {BODY}\n\nSubscribe to our newsletter\n"
OTHER_END = f"{BODY}\n\nAbout Oakfield\nOakfield was founded in 1911 and bakes 3m loaves a week.\n"


def copies(first: str, second: str) -> list[bool]:
    """For each earlier text of which the second is a copy, whether exactly."""
    index = Duplicates(io.BytesIO())
    for text in (first, second):
        found = likeness(clean(text))
        assert found
        result, _ = index.add("name", found.pack())
    return [copy.exact for copy in result]


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        pytest.param(FIRST, True, id="itself"),
        pytest.param(FIRST.replace("\n\n", "\n \n\n"), True, id="other blanks"),
        pytest.param(ELSEWHERE, False, id="other headline, dateline and end"),
        pytest.param(OTHER_END, False, id="another boilerplate"),
        pytest.param(BODY, False, id="the body alone"),
        pytest.param(WRAPPED, False, id="lines of another length"),
        pytest.param("\n\n".join(PARAGRAPHS[:3]), False, id="shortened from below"),
    ],
)
def test_a_copy_is_found(text: str, exact: bool) -> None:
    assert copies(FIRST, text) == [exact]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("£45m", "£47m", id="another price"),
        pytest.param("£45m", "$45m", id="another currency"),
        pytest.param("Oakfield", "Plumley", id="another target"),
        pytest.param("412 people", "413 people", id="another figure"),
        pytest.param("had agreed to buy Oakfield", "had dropped its bid for Oakfield", id="another status"),
        pytest.param("Stannox LLP", "Zandstra LLP", id="another adviser"),
        pytest.param("We will keep", "Ormonde of Limerick had bid too. We will keep", id="a sentence more"),
        pytest.param("that sells.", "that sells.\n\n• Dorsetta bought Vaalkrans for $9m", id="an item of a list more"),
    ],
)
def test_what_tells_something_new_is_no_copy(old: str, new: str) -> None:
    assert old in FIRST
    assert copies(FIRST, FIRST.replace(old, new)) == []


def test_texts_without_prose_are_copies_only_of_the_same_words() -> None:
    assert copies("Kestrel: 45", "Kestrel - 45") == [True]
    assert copies("Kestrel: 45", "Kestrel: 46") == []
    assert likeness(clean(" \n")) is None


def test_first_ones_come_first_and_stored_ones_are_as_they_were() -> None:
    index, store = None, io.BytesIO()
    index = Duplicates(store)
    packed = likeness(clean(FIRST)).pack()  # type: ignore[union-attr]
    places = [index.add(f"text {number}", packed)[1] for number in range(3)]
    again, _ = index.add("last", packed)
    assert [(copy.number, copy.name) for copy in again] == [(0, "text 0"), (1, "text 1"), (2, "text 2")]
    assert stored(store, places[1]) == packed
    assert Likeness.unpack(packed).pack() == packed
    store.getbuffer()[places[1][0] + 9] ^= 1
    assert stored(store, places[1]) is None


def test_a_text_is_found_after_the_table_has_grown_and_behind_full_buckets() -> None:
    index = Duplicates(io.BytesIO())
    packed = [likeness(clean(f"Notice {n} of {n * 7} from Kestrel {n * 31}.")).pack() for n in range(1500)]  # type: ignore[union-attr]
    form = likeness(clean(FIRST)).pack()  # type: ignore[union-attr]
    for n in range(BUCKET + 20):
        found, _ = index.add(f"form {n}", form)
        assert [copy.number for copy in found] == list(range(min(n, BUCKET)))
    for n, one in enumerate(packed):
        assert index.add(str(n), one)[0] == []
    for n in (0, 700, 1499):
        assert [copy.name for copy in index.add("again", packed[n])[0]] == [str(n)]


WORDS = st.lists(st.sampled_from(PARAGRAPHS[0].split()), max_size=40)


@settings(max_examples=60, deadline=None)
@given(WORDS.map(" ".join))
def test_every_text_is_a_copy_of_itself(text: str) -> None:
    if likeness(clean(text)) is not None:
        assert copies(text, text) == [True]


@settings(max_examples=60, deadline=None)
@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_a_figure_that_the_first_has_not_makes_no_copy(first: str, second: str) -> None:
    if likeness(clean(first)) is not None:
        assert copies(first, f"{second} They paid exactly £4711m for the whole of the company in cash.") == []
