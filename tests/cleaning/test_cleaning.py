"""Clean text: one kind of blank and line end, nothing invisible, and a map back that is true to the letter."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealextract.cleaning import clean, headline

ODD = "\r\n\t\x00\x0b\x0c\x1b\x85\xa0\xad\u1680\u180e\u2009\u200b\u200d\u200e\u2028\u2029\u202f\u2066\u3000\ufe0f\ufeff"
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(codec=None)), max_size=60)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("a\r\nb\rc\nd", "a\nb\nc\nd", id="line ends of every system are one"),
        pytest.param("a\r\r\nb", "a\n\nb", id="a lone return is a line end beside a pair"),
        pytest.param("a\u2028b\u2029c\x0cd\x85e", "a\nb\nc\nd\ne", id="separators and page breaks end lines"),
        pytest.param(
            "£45\xa0m\u2009in\u202fcash\u3000now", "£45 m in cash now", id="every blank is a space, one to one"
        ),
        pytest.param("a  b\t\tc", "a  b\t\tc", id="spaces and tabs stay as many as they are"),
        pytest.param("Oak\xadfield\u200b Foods\ufeff", "Oakfield Foods", id="soft hyphens and zero widths are dropped"),
        pytest.param("\x1b[31mred\x00\x07", "[31mred", id="controls are dropped"),
        pytest.param("\u202ereversed\u202c", "reversed", id="direction marks are dropped"),
        pytest.param("a\ud800b", "a\ufffdb", id="half a pair is replaced"),
        pytest.param("“é” – ﬁ e\u0301 €", "“é” – ﬁ e\u0301 €", id="quotes, accents and ligatures stay"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_changes_and_what_stays(source: str, text: str) -> None:
    assert clean(source).text == text


@given(TEXTS)
def test_each_segment_copies_the_source(source: str) -> None:
    cleaned = clean(source)
    for at, start, length in cleaned.segments:
        assert cleaned.text[at : at + length] == source[start : start + length]


@given(TEXTS)
def test_segments_are_in_order_and_leave_out_only_replaced_characters(source: str) -> None:
    cleaned = clean(source)
    end = 0
    for at, start, length in cleaned.segments:
        assert at >= end
        assert cleaned.text[end:at].strip(" \n\ufffd") == ""
        assert start + length <= len(source)
        end = at + length
    assert cleaned.text[end:].strip(" \n\ufffd") == ""


@given(TEXTS)
def test_every_character_maps_to_where_it_came_from(source: str) -> None:
    cleaned = clean(source)
    places = [cleaned.source_offset(offset) for offset in range(len(cleaned.text))]
    assert places == sorted(set(places))
    for character, place in zip(cleaned.text, places, strict=True):
        if character not in " \n\ufffd":
            assert character == source[place]
        elif character == "\n":
            assert source[place] in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


@given(TEXTS)
def test_nothing_invisible_is_left(source: str) -> None:
    for character in clean(source).text:
        category = unicodedata.category(character)
        assert character in "\n\t" or category not in {"Cc", "Cs", "Zl", "Zp"}
        assert character == " " or category != "Zs"


@given(TEXTS)
def test_cleaning_a_clean_text_changes_nothing(source: str) -> None:
    once = clean(source).text
    assert clean(once).text == once


@given(
    st.lists(
        st.sampled_from(["Home | News", "About Us", "By A Bc", "x. " * 9, "", " Read also: y ", "# # #"]), max_size=12
    )
)
def test_regions_are_in_order_apart_and_without_blanks_at_their_edges(lines: list[str]) -> None:
    cleaned = clean("\n".join(lines))
    end = 0
    for region in cleaned.regions:
        words = cleaned.text[region.start : region.end]
        assert region.start >= end
        assert words == words.strip() != ""
        end = region.end


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Kestrel buys Oakfield\n\nThe baker pays £45m for all the shares, it said.", "Kestrel buys Oakfield"),
        ("RNS Number : 4471U\n14 May 2008\nKESTREL BIDS FOR OAKFIELD\n", "KESTREL BIDS FOR OAKFIELD"),
        ("LONDON, 3 May 2021\n\nKestrel to buy Oakfield\n", "Kestrel to buy Oakfield"),
        ("To whom it may concern:\n\nThe baker pays £45m for all the shares, it said.", None),
        ("The baker Kestrel pays £45m for all the shares of Oakfield, it said on Monday.", None),
        ("", None),
    ],
)
def test_the_title_is_the_first_line_that_reads_as_one(text: str, title: str | None) -> None:
    assert headline(clean(text)) == title
