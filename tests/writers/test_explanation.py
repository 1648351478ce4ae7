"""An explanation points to the text for every field, in words alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dealextract.extractor import extract
from dealextract.writers.explanation import REASONS, explanation, explanation_text, fields, marked_text, marks

ARTICLE = Path(__file__).parents[2] / "data" / "articles" / "gucci-tmall.txt"
RECORD = extract(ARTICLE.read_text(encoding="utf-8"))


@given(st.text(alphabet="ab \n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=6))
def test_marks_add_to_a_text_and_change_nothing_in_it(text: str, places: list[tuple[int, int]]) -> None:
    spans = sorted({(a, a + n) for a, n in places if a + n <= len(text)}, key=lambda s: (s[0], -s[1]))
    marked = marked_text(text, spans)
    assert re.sub(r"\[\d+: |\]", "", marked) == text
    assert marked.count("[") == marked.count("]")


def test_marks_may_nest() -> None:
    assert marked_text("abcd", [(0, 4), (1, 2)]) == "[1: a[2: b]cd]"


def test_every_field_of_a_deal_has_its_mark_and_each_mark_its_words() -> None:
    data = explanation(RECORD)
    assert data["deals"]
    for mark in data["marks"]:
        assert data["text"][mark["start"] : mark["end"]] == mark["text"] != ""
    numbers = {m["mark"] for m in data["marks"]}
    for deal, shown in zip(RECORD.deals, data["deals"], strict=True):
        assert [f["field"] for f in shown["fields"]] == [f.field for f in fields(deal, RECORD)]
        for field in shown["fields"]:
            assert field["marks"], field
            assert set(field["marks"]) <= numbers
    assert len(marks(RECORD)) == len(numbers)


def test_inferred_dates_say_their_premises_and_confidence_its_reasons() -> None:
    deal = explanation(RECORD)["deals"][0]
    launch = next(f for f in deal["fields"] if f["value"] == "2020-12-21")
    assert any("February 2021" in reason for reason in launch["because"])
    said = {text for pair in REASONS.values() for text in pair}
    assert deal["confidence_because"]
    assert {r["reason"] for r in deal["confidence_because"]} <= said


def test_the_text_keeps_to_80_columns_and_names_what_was_turned_down() -> None:
    text = explanation_text(RECORD, 80)
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert "TURNED DOWN" in text or not explanation(RECORD)["rejected"]
    assert "because: year from" in text


def test_an_article_without_a_deal_says_so() -> None:
    assert "NO DEALS" in explanation_text(extract("It rained all day in Leeds."), 80)


def test_the_command_gives_both_forms_and_cannot_be_steered_by_an_article(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Kestrel plc \x1b[31m has agreed to buy Oakfield Ltd.\n")
    command = [sys.executable, "-m", "dealextract", "explain", str(article)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "\x1b" not in shown
    data = json.loads(subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=True).stdout)
    assert data["deals"][0]["type"] == "acquisition"
