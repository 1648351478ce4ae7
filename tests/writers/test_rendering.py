"""The HTML of notebooks: every text escaped, evidence marked where it stands, nothing that runs."""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dealextract
from dealextract.records import Deal, Party, Record, Source, Span
from dealextract.writers.rendering import HUES, Mark, marked, render
from dealextract.writers.wording import visible

LABEL = re.compile(r'<span style="font-size[^>]*>[^<]*</span>')


class Whole(HTMLParser):
    """Reads a page, and knows what was opened and not closed, which marks there are, and their words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self._words: list[tuple[str, list[str]]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)
        if tag == "mark":
            self._words.append((dict(attrs)["title"] or "", []))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "mark":
            title, words = self._words.pop()
            self.marks.append(("".join(words), title))

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["span"]:
            for _, words in self._words:
                words.append(data)


@given(
    st.text(alphabet="ab<&\"' \n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=7)
)
def test_marks_add_to_a_text_and_change_nothing_in_it(text: str, places: list[tuple[int, int]]) -> None:
    marks = [Mark(a, a + n, f"field {i}", i + 1) for i, (a, n) in enumerate(places) if a + n <= len(text)]
    page = marked(text, marks)
    assert unescape(re.sub("<[^>]*>", "", LABEL.sub("", page))) == text
    seen = Whole(page)
    for mark in marks:  # in as many pieces as it takes, each mark holds its words
        pieces = [words for words, title in seen.marks if title == mark.label]
        assert sum(map(len, pieces)) == mark.end - mark.start
        assert LABEL.findall(page).count(next(s for s in LABEL.findall(page) if f">{mark.label}<" in s)) == 1


def test_a_record_shows_its_text_with_every_piece_of_evidence_marked(record: Record, text: str) -> None:
    page = render(record.model_copy(update={"text": text}))
    seen = Whole(page)
    assert ("Halvard Foods ASA", "1 acquirer") in seen.marks
    assert ("about £1.25bn", "1 value") in seen.marks
    assert any("completed" in title and words == "April 3rd" for words, title in seen.marks)
    assert set(seen.tags).isdisjoint({"script", "style", "link", "iframe", "img"})
    assert f"hsl({HUES[0]}," in page
    assert "Brindle &amp; Lowe" in page
    assert f"<summary>{len(record.diagnostics)} notes</summary>" in page
    for note in record.diagnostics:
        assert escape(visible(note.message)) in page


def test_a_record_that_was_read_back_shows_the_sentences_instead(record: Record) -> None:
    back = Record.model_validate_json(record.to_json())
    assert not back.text
    page = render(back)
    for deal in back.deals:
        for span in deal.evidence:
            words = re.sub("<[^>]*>", "", LABEL.sub("", page))
            assert span.text in unescape(words)


HOSTILE = "<script>alert(1)</script>\"'&\x1b[31m\ud800\u202e"


def hostile() -> Record:
    span = Span(start=0, end=len(HOSTILE), text=HOSTILE)
    party = Party(company="c1", name=HOSTILE, role="acquirer", evidence=(span,))
    deal = Deal(
        id="d-1",
        type="acquisition",
        status="agreed",
        summary=HOSTILE,
        parties=(party,),
        confidence=0.5,
        evidence=(span,),
    )
    source = Source(sha256="0" * 64, characters=len(HOSTILE), title=HOSTILE, path=HOSTILE, publisher=HOSTILE)
    return Record(source=source, deals=(deal,), text=HOSTILE)


@pytest.mark.parametrize("page", [False, True], ids=["piece", "page"])
@pytest.mark.parametrize("what", ["record", "deal"])
def test_what_an_article_says_is_never_markup(what: str, page: bool) -> None:
    shown = hostile() if what == "record" else hostile().deals[0]
    html = render(shown, page=page)
    assert "script" not in Whole(html).tags
    assert "&lt;script&gt;" in html
    html.encode("utf-8")
    assert not re.search("[\x00-\x08\x1b\u202e]", html)
    assert html.startswith("<!doctype html>") is page


def test_notebooks_show_records_and_deals(record: Record) -> None:
    assert record._repr_html_() == dealextract.render(record)
    (first, *_) = record.deals
    assert first._repr_html_() == dealextract.render(first)
    assert "Halvard Foods ASA" in first._repr_html_()
