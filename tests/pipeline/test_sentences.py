"""Sentences and words by arrays are those of spaCy's own components."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from dealextract.pipeline.build import pipeline
from dealextract.pipeline.sentences import ENDS, sentences, words

ARTICLES = sorted((Path(__file__).parents[2] / "data" / "articles").glob("*.txt"))
SENTENCIZER = spacy.blank("en").add_pipe("sentencizer", config={"punct_chars": list(ENDS)})


def same(text: str) -> None:
    doc = pipeline().make_doc(text)
    assert words(doc) == [(token.text, token.idx) for token in doc]
    found = list(sentences(doc))
    assert found == [(s.start_char, s.end_char) for s in SENTENCIZER(doc).sents]


@pytest.mark.parametrize("path", ARTICLES[::4], ids=[p.stem for p in ARTICLES[::4]])
def test_an_article_is_cut_as_by_the_sentencizer(path: Path) -> None:
    same(path.read_text(encoding="utf-8"))


@given(st.text(alphabet="aB1 .!?”“…,)\n", max_size=60))
def test_any_text_is_cut_as_by_the_sentencizer(text: str) -> None:
    same(text)
