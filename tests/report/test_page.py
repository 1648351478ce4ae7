"""The page as a file: nothing in it can run or load but its own script and style, and the same data give the same bytes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dealextract.records import Record
from dealextract.report.content import contents
from dealextract.report.page import SCRIPTS, data_text, page
from tests.report import made
from tests.report.hostile import PAYLOADS, hostile

ASSETS = Path(__file__).parents[2] / "src" / "dealextract" / "report" / "assets"
LIMIT = 2_000_000
"""Characters of a page of 1,000 deals beyond the texts."""


class Parsed(HTMLParser):
    """Elements with their attributes, and the text of scripts and styles."""

    VOID = ("meta", "input", "link", "br", "hr", "img")

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style"):
            self.texts.append((self.open[-1], data))


def page_of(records: list[Record]) -> str:
    return page(contents(records, {n: r.text for n, r in enumerate(records)}, "deals.jsonl"))


def test_every_element_is_closed_and_ids_are_there_once() -> None:
    parsed = Parsed(page_of(made.records()))
    assert parsed.open == []
    ids = [a["id"] for _, a in parsed.elements if "id" in a]
    assert len(ids) == len(set(ids)) > 20


def test_the_policy_names_the_hashes_of_the_script_and_the_style_and_nothing_else() -> None:
    parsed = Parsed(page_of(made.records()))
    (policy,) = [
        a["content"] for tag, a in parsed.elements if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in str(policy).split(";"))
    style, _data, script = (text for _, text in parsed.texts)
    for rule, text in (("script-src", script), ("style-src", style)):
        assert rules[rule] == f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"


def test_nothing_in_the_page_is_loaded_or_run_from_an_attribute() -> None:
    parsed = Parsed(page_of(made.records()))
    attributes = {name for _, attrs in parsed.elements for name in attrs}
    assert attributes.isdisjoint({"src", "style", "srcset", "action", "formaction", "background", "poster"})
    assert not [name for name in attributes if name.startswith("on")]
    assert {a["href"] for tag, a in parsed.elements if tag in ("a", "link")} == {
        "#main", "#deals", "#documents", "#timeline", "#counts", "#network",
    }  # fmt: skip


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_make_elements_of_names_and_texts_alone(name: str) -> None:
    script = (ASSETS / name).read_text(encoding="utf-8")
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|srcdoc"
    assert not re.search(rf"{markup}|fetch\(|XMLHttpRequest|import\(", script)
    assert "http" not in script.replace("http://www.w3.org/2000/svg", "")
    assert "</" not in script
    assert script.isascii() or "\ufeff" not in script


def test_every_script_stands_in_the_page() -> None:
    assert sorted(SCRIPTS) == sorted(p.name for p in ASSETS.glob("*.js"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_data_end_no_element_and_come_back_as_they_were(payload: str) -> None:
    record = hostile(payload)
    text = page_of([record])
    parsed = Parsed(text)
    assert [tag for tag, _ in parsed.elements] == [tag for tag, _ in Parsed(page_of(made.records())).elements]
    (data,) = [t for (tag, t) in parsed.texts if t.startswith('{"')]
    assert not re.search("[<>&\u2028\u2029]", data)
    (document,) = json.loads(data)["documents"]
    assert document["title"] == record.source.title
    assert document["text"] == record.text
    assert document["deals"][0]["parties"][0]["names"][0] == record.deals[0].parties[0].name
    text.encode()  # half a surrogate pair stands as an escape


def test_data_are_not_taken_for_places_of_the_template() -> None:
    text = data_text({"title": "{{script}} {{policy}} \\1"})
    assert json.loads(text) == {"title": "{{script}} {{policy}} \\1"}
    record = hostile("{{script}} {{data}}")
    assert Parsed(page_of([record])).texts[1][1].count("{{script}} {{data}}") > 3


def test_a_thousand_deals_take_less_than_two_megabytes_beside_their_texts() -> None:
    records = made.many(1000)
    assert sum(len(r.deals) for r in records) == 1000
    text = page_of(records)
    texts = sum(len(json.dumps(r.text, ensure_ascii=False)) for r in records)
    assert len(text.encode()) - texts < LIMIT


def test_the_same_data_give_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib, sys\nfrom tests.report import made\nfrom tests.report.test_page import page_of\n"
        "print(hashlib.sha256(page_of(made.records()).encode()).hexdigest())"
    )
    own = hashlib.sha256(page_of(made.records()).encode()).hexdigest()
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60,
        env={"PYTHONHASHSEED": "77", "PYTHONPATH": ":".join(sys.path), "PATH": "", "TZ": "Asia/Tokyo"},
    )  # fmt: skip
    assert ran.stdout.strip() == own
