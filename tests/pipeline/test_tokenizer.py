"""The lazy tokenizer gives the tokens of spaCy's own."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from dealextract.pipeline.tokenizer import LazyTokenizer

ARTICLES = sorted((Path(__file__).parents[2] / "data" / "articles").glob("*.txt"))
PLAIN = spacy.blank("en")
CASES = sorted(PLAIN.Defaults.tokenizer_exceptions or {})
LAZY = LazyTokenizer(spacy.blank("en"))


def tokens(doc: spacy.tokens.Doc) -> list[tuple[int, str, str]]:
    return [(t.idx, t.text, t.whitespace_) for t in doc]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_articles_have_the_same_tokens(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert tokens(LAZY(text)) == tokens(PLAIN.tokenizer(text))


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(CASES),
            st.sampled_from(["(", ")", ",", ".", "'", "U.K.'s", "Inc.,", "a.m.-"]),
            st.text(max_size=6),
        )
    )
)
def test_special_cases_beside_anything_have_the_same_tokens(parts: list[str]) -> None:
    for joint in ("", " "):
        text = joint.join(parts)
        assert tokens(LAZY(text)) == tokens(PLAIN.tokenizer(text))


def test_a_case_is_added_once_and_only_when_a_text_holds_it() -> None:
    lazy = LazyTokenizer(spacy.blank("en"))
    before = len(lazy.pending)
    assert [t.text for t in lazy("He can't.")] == ["He", "ca", "n't", "."]
    assert "can't" not in lazy.pending
    assert before > len(lazy.pending) > before - 20
