"""Names stand where they are said to stand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dealextract import find_names

PIECES = ["Kestrel", "plc", "\n", "  ", "buys", "Oak & Sons", "in", "Turin", "«", "\u00a0", "É. Ruiz", ","]


def test_organisations_people_and_places_are_told_apart() -> None:
    text = "Kestrel Foods plc of Leeds has hired Ana Ruiz, the brewer said."
    assert [(n.text, n.kind) for n in find_names(text)] == [
        ("Kestrel Foods plc", "organization"),
        ("Leeds", "place"),
        ("Ana Ruiz", "person"),
    ]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_offsets_are_of_the_text_as_it_is_given(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for name in find_names(text):
        assert text[name.start : name.end] == name.text.strip() != ""
        assert name.start >= end
        end = name.end


def test_a_text_without_words_has_no_names() -> None:
    assert find_names("") == find_names(" \n ") == []
