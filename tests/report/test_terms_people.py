"""Terms, advisers and people corrected in a real browser, and read back by `dealextract eval`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dealextract.evaluation.gold import read_gold
from dealextract.evaluation.measures import measure
from tests.report import made as records_made
from tests.report.conftest import Make, Open, Opened
from tests.report.hostile import PAYLOADS, hostile

pytestmark = pytest.mark.browser

READ_TERMS = {
    "upfront": ("amount", "5000000"),
    "royalty": ("value", "8"),
    "duration": ("value", "P5Y"),
    "exclusivity": ("value", "exclusive"),
    "territory": ("value", "Japan"),
}


@pytest.fixture
def serum(made: Make, opened: Open) -> Opened:
    return opened(made([records_made.serum()]), "#deal/0/0")


def exported(one: Opened, folder: Path) -> dict[str, Any]:
    """The one annotation that the page exports, as `eval` reads it."""
    one.press("s")
    with one.page.expect_download() as waiting:
        one.page.click("#export")
    waiting.value.save_as(folder / "gold.jsonl")
    one.press("Escape")
    (gold,) = read_gold(folder / "gold.jsonl")
    return dict(gold)


def counts(gold: dict[str, Any]) -> dict[str, dict[str, int]]:
    """What `eval` counts for the annotation beside the record as it was read."""
    said = measure(gold, records_made.serum().model_dump(mode="json")).counts
    return {name: {k: v for k, v in counted.items() if v} for name, counted in said.items()}


def entry(one: Opened, kind: str, words: str) -> Any:
    """The row of a form that has `words` in one of its fields, found by the name of its button."""
    return one.page.locator(".deal-form .entry").filter(
        has=one.page.get_by_role("button", name=f"Remove the {kind} {words}", exact=True)
    )


def test_what_is_accepted_is_counted_as_right_with_its_terms_advisers_and_people(serum: Opened, tmp_path: Path) -> None:
    serum.press("a")
    serum.page.get_by_role("button", name="Accept people").click()
    assert serum.page.evaluate("document.activeElement.id") == "accept-people"
    assert serum.text(".people .verdict") == "accepted"
    serum.press("f")
    gold = exported(serum, tmp_path)
    (deal,) = gold["deals"]
    assert {name: (key, deal["terms"][name][key]) for name, (key, _) in READ_TERMS.items()} == READ_TERMS
    assert [c["value"] for c in deal["terms"]["conditions"]] == ["approval by the regulator"]
    assert (deal["value"]["minimum"], deal["value"]["maximum"]) == ("30000000", "40000000")
    assert deal["advisers"] == [{"names": ["Dunmore & Vale"], "kind": "legal", "side": "Larchfield Biotech"}]
    assert deal["people"] == ["p1"]
    assert gold["people"] == [
        {"id": "p1", "names": ["Jane Orwell"], "title": "chief executive", "organization": "Larchfield Biotech"},
        {"id": "p2", "names": ["Pim Aalders"], "title": None, "organization": None},
    ]
    counted = counts(gold)
    assert counted["people"] == {"tp": 2}
    assert counted["slot"] == {"tp": 2 + 2 + 1}
    assert counted["exact"] == {"tp": 1}


def test_of_people_that_nobody_checked_nothing_is_said(serum: Opened, tmp_path: Path) -> None:
    serum.press("a", "f", "s")
    assert "The people of 1 article are not checked, and nothing is said of them." in serum.text("#files-body")
    serum.press("Escape")
    gold = exported(serum, tmp_path)
    assert "people" not in gold
    assert "people" not in counts(gold) or counts(gold)["people"] == {}


def test_other_terms_are_changed_removed_and_added(serum: Opened, tmp_path: Path) -> None:
    form = serum.page.locator(".deal-form")
    serum.press("c")
    entry(serum, "term", "upfront").get_by_role("textbox", name="Upfront").fill("7.5m")
    entry(serum, "term", "upfront").get_by_role("textbox", name="Currency").fill("eur")
    entry(serum, "term", "royalty").get_by_role("combobox", name="Is").select_option("up_to")
    entry(serum, "term", "duration").get_by_role("textbox", name="Duration").fill("2 years and 6 months")
    entry(serum, "term", "exclusivity").get_by_role("combobox", name="Exclusivity").select_option("non_exclusive")
    entry(serum, "term", "territory").get_by_role("button").click()
    assert serum.page.evaluate("document.activeElement.closest('.entry') !== null")
    form.get_by_label("Value", exact=True).fill("40m to 55m")
    add = form.get_by_role("button", name="Add another term")
    for name, label, value in (
        ("conditions", "Conditions", "consent of the works council"),
        ("premium_percent", "Premium, %", "130"),
    ):
        add.click()
        row = form.locator(".entry:has(.said)").last
        row.get_by_role("combobox", name="Term").select_option(name)
        row.get_by_role("textbox", name=label).fill(value)
    serum.press("Control+Enter")
    assert serum.text(".card .verdict") == "corrected"
    assert "EUR 7.5 million" in serum.text(".changes")
    assert "2 years 6 months" in serum.text(".changes")
    assert "USD 40 million to 55 million" in serum.text(".changes")
    serum.press("f")
    gold = exported(serum, tmp_path)
    terms = gold["deals"][0]["terms"]
    assert gold["deals"][0]["value"] == {
        "amount": "55000000", "minimum": "40000000", "maximum": "55000000", "currency": "USD", "qualifier": "range",
    }  # fmt: skip
    assert terms["upfront"] == {"amount": "7500000", "currency": "EUR", "qualifier": "exact"}
    assert terms["royalty"] == {"value": "8", "qualifier": "up_to"}
    assert terms["duration"] == {"value": "P2Y6M"}
    assert terms["exclusivity"] == {"value": "non_exclusive"}
    assert terms["premium_percent"] == {"value": "130", "qualifier": "exact"}
    assert [c["value"] for c in terms["conditions"]] == ["approval by the regulator", "consent of the works council"]
    assert "territory" not in terms
    assert counts(gold)["value"] == {"fn": 1, "fp": 1}


@pytest.mark.parametrize(
    ("kind", "label", "value", "message"),
    [
        ("duration", "Duration", "a while", "Write a duration as 5 years"),
        ("royalty", "Royalty, %", "108", "A percentage here is a number from 0 to 100"),
        ("upfront", "Upfront", "much", "Write an amount as"),
        ("upfront", "Upfront", "40 to 50m", "Write a range with both figures in full"),
        ("upfront", "Upfront", "5m to 4m", "the lower first"),
        ("upfront", "Upfront", "", "Say what the term is, or remove it"),
        ("royalty", "Term", "upfront", "There is one upfront at most"),
    ],
)
def test_a_term_that_means_nothing_is_not_taken(serum: Opened, kind: str, label: str, value: str, message: str) -> None:
    serum.press("c")
    row = entry(serum, "term", kind)
    if label == "Term":
        row.get_by_role("combobox", name=label).select_option(value)
        serum.page.locator(".deal-form .entry:has(.said)").nth(1).get_by_role("textbox", name="Upfront").fill("9m")
    else:
        row.get_by_role("textbox", name=label).fill(value)
    serum.press("Control+Enter")
    assert message in serum.text(".errors")
    assert serum.page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


def test_what_is_undisclosed_has_no_figure(serum: Opened, tmp_path: Path) -> None:
    form = serum.page.locator(".deal-form")
    serum.press("c")
    value = form.locator(".entry").filter(has=serum.page.get_by_role("textbox", name="Value"))
    value.get_by_role("combobox", name="Is").select_option("undisclosed")
    serum.press("Control+Enter")
    assert "What is undisclosed has no figure" in serum.text(".errors")
    value.get_by_role("textbox", name="Value").fill("")
    serum.press("Control+Enter", "f")
    gold = exported(serum, tmp_path)
    assert gold["deals"][0]["value"] == {"currency": "USD", "qualifier": "undisclosed"}
    assert counts(gold)["value"] == {"fp": 1}


def test_advisers_and_the_people_of_a_deal_are_corrected(serum: Opened, tmp_path: Path) -> None:
    form = serum.page.locator(".deal-form")
    serum.press("c")
    form.get_by_role("checkbox", name="Jane Orwell").uncheck()
    form.get_by_role("checkbox", name="Pim Aalders").check()
    entry(serum, "adviser", "Dunmore & Vale").get_by_role("combobox", name="Advises as").select_option("financial")
    form.get_by_role("button", name="Add an adviser").click()
    row = form.locator(".entry").last
    assert row.get_by_role("textbox", name="Adviser; other names").evaluate("one => one === document.activeElement")
    row.get_by_role("textbox", name="Adviser; other names").fill("Holt Partners; Holt")
    row.get_by_role("combobox", name="For").fill("Quillon Pharma")
    serum.press("Control+Enter")
    assert "Holt Partners (financial, for Quillon Pharma)" in serum.text(".changes")
    assert "Pim Aalders" in serum.text(".changes")
    serum.press("f")
    (deal,) = exported(serum, tmp_path)["deals"]
    assert deal["people"] == ["p2"]
    assert deal["advisers"] == [
        {"names": ["Dunmore & Vale"], "kind": "financial", "side": "Larchfield Biotech"},
        {"names": ["Holt Partners", "Holt"], "kind": "financial", "side": "Quillon Pharma"},
    ]


def test_people_are_corrected_by_keyboard_alone(serum: Opened, tmp_path: Path) -> None:
    page, active = serum.page, "document.activeElement.value"
    serum.press("a", "p")
    assert page.evaluate(active) == "Jane Orwell"
    serum.press("Tab", "Tab")
    assert page.evaluate(active) == "Larchfield Biotech"
    page.keyboard.press("Control+A")
    page.keyboard.type("Quillon Pharma")
    serum.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Remove the person Jane Orwell"
    # past the second person's name, title and organisation to the button that removes the row
    serum.press("Tab", "Tab", "Tab", "Tab", "Enter")
    assert page.locator(".deal-form .entry").count() == 1
    page.get_by_role("button", name="Add a person").focus()
    serum.press("Enter")
    page.keyboard.type("Bo Lind; Lind")
    serum.press("Tab")
    page.keyboard.type("chair")
    serum.press("Control+Enter")
    assert serum.text(".people .verdict") == "corrected"
    assert page.evaluate("document.activeElement.className") == "summary"
    serum.press("f")
    gold = exported(serum, tmp_path)
    assert gold["people"] == [
        {"id": "p1", "names": ["Jane Orwell"], "title": "chief executive", "organization": "Quillon Pharma"},
        {"id": "added-person-1", "names": ["Bo Lind", "Lind"], "title": "chair", "organization": None},
    ]
    assert counts(gold)["people"] == {"fn": 2, "fp": 2}
    assert gold["review"]["people"] == "corrected"


def test_people_left_as_they_were_are_accepted_and_it_is_taken_back(serum: Opened) -> None:
    serum.press("p", "Control+Enter")
    assert serum.text(".people .verdict") == "accepted"
    serum.press("z")
    assert serum.text(".people .verdict") == "not judged"


def test_a_person_without_a_name_is_not_taken(serum: Opened) -> None:
    serum.press("p")
    serum.page.get_by_label("Name; other names").first.fill("")
    serum.press("Control+Enter")
    assert "Give the person a name, or remove the row." in serum.text(".errors")


def test_who_is_no_person_of_the_article_takes_part_in_no_deal(serum: Opened, tmp_path: Path) -> None:
    serum.press("a", "p")
    serum.page.get_by_role("button", name="Remove the person Jane Orwell").click()
    serum.press("Control+Enter", "f")
    gold = exported(serum, tmp_path)
    assert [p["id"] for p in gold["people"]] == ["p2"]
    assert gold["deals"][0]["people"] == []


def test_a_person_of_the_list_is_found_in_the_text(serum: Opened) -> None:
    serum.page.get_by_role("button", name="show Pim Aalders in the text").click()
    assert serum.all_texts(".text .lit") == ["Pim Aalders"]


def test_an_export_is_loaded_again_as_it_was(made: Make, opened: Open, tmp_path: Path) -> None:
    path = made([records_made.serum()])
    first = opened(path, "#deal/0/0")
    first.press("c")
    entry(first, "term", "duration").get_by_role("textbox", name="Duration").fill("90 days")
    first.press("Control+Enter", "p")
    first.page.get_by_label("Title").last.fill("analyst")
    first.press("Control+Enter", "f")
    gold = exported(first, tmp_path)
    other = opened(path, "#deal/0/0", locale="en-GB")
    other.press("s")
    other.page.set_input_files("#load", tmp_path / "gold.jsonl")
    other.page.wait_for_function("document.getElementById('progress').textContent.includes('1 of 1 article')")
    other.press("Escape")
    assert other.text("#status") == "1 article loaded."
    assert exported(other, tmp_path) == gold
    assert other.text(".people .verdict") == "corrected"


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"people": {"verdict": "corrected", "people": [{"id": "p1", "names": []}]}}, "the people of serum.txt"),
        ({"people": {"verdict": "perhaps"}}, "the people of serum.txt"),
        ({"terms": [{"name": "__proto__", "value": "1"}]}, "deal d4 of serum.txt"),
        ({"advisers": [{"names": []}]}, "deal d4 of serum.txt"),
    ],
)
def test_what_a_file_says_wrong_of_people_and_terms_is_left_out(
    serum: Opened, tmp_path: Path, broken: dict[str, Any], message: str
) -> None:
    deal = {"type": "merger", "status": "agreed", "parties": [{"names": ["A"], "role": "merging_party"}]}
    said = {"people": broken["people"]} if "people" in broken else {
        "deals": {"d4": {"verdict": "corrected", "deal": deal | broken}}
    }  # fmt: skip
    work = {"format": "dealextract-review", "documents": {"serum.txt": said}}
    (tmp_path / "work.json").write_text(json.dumps(work))
    serum.press("s")
    serum.page.set_input_files("#load", tmp_path / "work.json")
    serum.page.wait_for_function("document.getElementById('status').textContent")
    assert f"left out: {message}" in serum.text("#status")


@pytest.mark.parametrize(
    "payload", [PAYLOADS[1], PAYLOADS[7], PAYLOADS[34], PAYLOADS[39]], ids=["script", "image", "prototype", "astral"]
)
def test_hostile_words_in_the_forms_are_words(made: Make, opened: Open, tmp_path: Path, payload: str) -> None:
    one = opened(made([hostile(payload)]), "#deal/0/0")
    assert one.page.locator(".people .value").text_content() == ", ".join([payload] * 3)
    one.press("p")
    assert one.page.locator(".deal-form input").evaluate_all("all => all.map((one) => one.value)") == [payload] * 3
    one.press("Control+Enter", "c")
    values = one.page.locator(".deal-form input[type=text]").evaluate_all("all => all.map((one) => one.value)")
    assert values.count(payload) == 3  # the territory, a condition and a date
    assert values.count(f"{payload}; {payload} 3") == 2  # a party and the adviser
    one.page.get_by_role("textbox", name="Territory").fill(f"{payload}!")
    one.press("Control+Enter", "f")
    gold = exported(one, tmp_path)
    (deal,) = gold["deals"]
    assert deal["terms"]["territory"]["value"] == f"{payload}!"
    assert deal["advisers"][0]["names"][0] == gold["people"][0]["names"][0] == payload
    assert one.page.evaluate("window.ran") is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [("5 years", "P5Y"), ("18-month", "P18M"), ("1 year, 6 months", "P1Y6M"), ("p90d", "P90D"), ("12 hours", "PT12H")],
)
def test_a_duration_is_typed_in_words_or_as_code(serum: Opened, typed: str, code: str, tmp_path: Path) -> None:
    serum.press("c")
    entry(serum, "term", "duration").get_by_role("textbox", name="Duration").fill(typed)
    serum.press("Control+Enter", "f")
    shown = exported(serum, tmp_path)["deals"][0]["terms"]["duration"]["value"]
    assert shown == code
