"""Reviewing in a real browser: verdicts, corrections, missed deals, and files that `dealextract eval` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dealextract.cli.app import app
from dealextract.evaluation.gold import by_id, read_gold
from dealextract.evaluation.measures import measure
from tests.report import made as records_made
from tests.report.conftest import Make, Open, Opened

pytestmark = pytest.mark.browser


@pytest.fixture
def review(made: Make, opened: Open) -> Opened:
    return opened(made(records_made.records()))


def downloaded(one: Opened, selector: str, folder: Path) -> Path:
    with one.page.expect_download() as waiting:
        one.page.click(selector)
    path = folder / str(waiting.value.suggested_filename)
    waiting.value.save_as(path)
    return path


def exported(one: Opened, folder: Path) -> list[dict[str, Any]]:
    """The lines of the annotations, which `eval` takes."""
    one.press("s")
    path = downloaded(one, "#export", folder)
    one.press("Escape")
    golds = read_gold(path)
    assert path.name == "deals.gold.jsonl"
    return [dict(gold) for gold in golds]


def counts(gold: dict[str, Any]) -> dict[str, dict[str, int]]:
    """What `eval` counts for an annotation beside the results."""
    plain = [r.model_dump(mode="json") for r in records_made.records()]
    found, _ = by_id([gold], plain)
    return {name: {k: v for k, v in c.items() if v} for name, c in measure(gold, found[gold["id"]]).counts.items()}


def test_accepted_deals_are_counted_as_right(review: Opened, tmp_path: Path) -> None:
    review.go("#deal/0/0")
    review.press("a", "a")
    assert review.page.evaluate("document.activeElement.id") == "finish"
    review.press("f", "a", "f", "f")
    assert review.text("#progress") == "3 of 3 deals judged, 3 of 3 articles finished"
    golds = {g["id"]: g for g in exported(review, tmp_path)}
    assert list(golds) == ["baker.txt", "buses.txt", "quiet.txt"]
    assert counts(golds["baker.txt"])["deal"] == {"tp": 2}
    assert counts(golds["baker.txt"])["slot"] == {"tp": 2 + 2 + 5 + 1 + 2}
    assert counts(golds["buses.txt"])["exact"] == {"tp": 1}
    assert golds["quiet.txt"]["deals"] == []
    first = golds["baker.txt"]["deals"][0]
    assert first["parties"][0] == {"names": ["Kestrel Foods plc", "Kestrel"], "role": "acquirer", "optional": False}
    assert first["quote"].startswith("Kestrel Foods plc said on 2 March 2021")
    assert first["quote"].endswith("for £45m.")  # a letter of two code units stands before it


def test_a_rejected_deal_is_not_in_the_annotation_and_counts_as_surplus(review: Opened, tmp_path: Path) -> None:
    review.go("#deal/0/0")
    review.press("a", "r", "f")
    (gold,) = exported(review, tmp_path)
    assert [d["id"] for d in gold["deals"]] == ["d1"]
    assert gold["review"]["rejected"] == ["d2"]
    assert counts(gold)["deal"] == {"tp": 1, "fp": 1}
    assert counts(gold)["party"] == {"tp": 2, "fp": 3}


def test_a_correction_stands_in_the_annotation(review: Opened, tmp_path: Path) -> None:
    page, form = review.page, review.page.locator(".deal-form")
    review.go("#deal/0/1")
    review.press("a")
    assert page.url.endswith("#deal/0/0")
    review.press("c")
    form.get_by_label("Status").select_option("completed")
    form.get_by_label("Type").select_option("stake_purchase")
    roles = page.locator(".deal-form .entry select")
    page.click("button[type=submit]")
    assert "Choose the role of each party." in review.text(".errors")
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    roles.nth(0).select_option("investor")
    names = form.get_by_label("Name; other names")
    names.nth(1).fill("Oakfield Bakeries Ltd; Oakfield Bread")
    form.get_by_label("Value").fill("1.25bn")
    form.get_by_label("Stake, %").fill("12.5%")
    form.get_by_label("Date", exact=True).nth(1).fill("2021-Q3")
    page.click("button[type=submit]")
    said = review.text(".changes")
    assert "stake purchase" in said
    assert "GBP 1.25 billion" in said
    assert review.text(".card .summary") == "Kestrel Foods plc – Oakfield Bakeries Ltd: stake purchase"
    review.press("f")
    (gold,) = exported(review, tmp_path)
    deal = gold["deals"][0]
    assert (deal["verdict"], deal["type"], deal["status"]) == ("corrected", "stake_purchase", "completed")
    assert deal["parties"] == [
        {"names": ["Kestrel Foods plc", "Kestrel"], "role": "investor", "optional": False},
        {"names": ["Oakfield Bakeries Ltd", "Oakfield Bread"], "role": "target", "optional": False},
    ]
    assert (deal["value"]["amount"], deal["value"]["currency"]) == ("1250000000", "GBP")
    assert deal["stake_percent"] == {"value": "12.5", "qualifier": "exact"}
    assert [m["date"] for m in deal["milestones"]] == ["2021-03-02", "2021-Q3"]
    counted = counts(gold)
    assert counted["type"] == counted["status"] == {"tp": 1, "fn": 1, "fp": 1}
    assert counted["stake_percent"] == {"fn": 1}
    assert counted["milestone"] == {"tp": 1, "fn": 1, "fp": 1}


def test_a_form_left_as_it_was_accepts_the_deal(review: Opened) -> None:
    review.go("#deal/1/0")
    review.press("c", "Control+Enter")
    assert review.text(".card .verdict") == "accepted"


@pytest.mark.parametrize(
    ("label", "value", "message"),
    [
        ("Value", "a lot", "Write an amount as"),
        ("Currency", "US", "A currency has three letters"),
        ("Stake, %", "120", "A stake is a number from 0 to 100"),
        ("Date", "March 2021", "Write a date as"),
        ("Date", "2021-02-30", "Write a date as"),
    ],
)
def test_what_means_nothing_is_not_taken(review: Opened, label: str, value: str, message: str) -> None:
    review.go("#deal/1/0")
    review.press("c")
    review.page.locator(".deal-form").get_by_label(label, exact=True).first.fill(value)
    review.press("Control+Enter")
    assert message in review.text(".errors")
    assert review.page.locator(".deal-form").count() == 1


def test_a_missed_deal_is_added_with_the_words_that_were_selected(review: Opened, tmp_path: Path) -> None:
    page, form = review.page, review.page.locator(".deal-form")
    review.go("#document/2")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.text p'))")
    review.press("m")
    assert form.get_by_label("The sentence that states it").input_value() == records_made.QUIET.strip()
    form.get_by_label("Type").select_option("merger")
    names, roles = form.get_by_label("Name; other names"), form.get_by_label("Role")
    for n, name in enumerate(("Nothing", "Something")):
        names.nth(n).fill(name)
        roles.nth(n).select_option("merging_party")
    review.press("Control+Enter")
    assert review.text(".card .summary") == "Nothing – Something: merger"
    review.press("f")
    (gold,) = exported(review, tmp_path)
    assert gold["deals"][0]["verdict"] == "added"
    assert counts(gold)["deal"] == {"fn": 1}
    assert counts(gold)["party"] == {"fn": 2}


def test_unfinished_articles_are_left_out_by_name_and_reason(review: Opened) -> None:
    review.go("#deal/1/0")
    review.press("a", "s")
    assert review.page.is_disabled("#export")
    review.page.click(".left-out summary")
    left = review.all_texts(".left-out li")
    assert left == [
        "Kestrel Foods plc buys Oakfield: 2 deals not judged",
        "buses.txt: not marked as finished",
        "quiet.txt: not marked as finished",
    ]


def test_an_article_is_not_finished_before_all_is_judged_and_opens_again_when_a_verdict_goes(review: Opened) -> None:
    review.go("#deal/0/0")
    review.press("f")
    assert review.text("#status") == "2 deals of this article still to be judged."
    review.press("a", "a", "f")
    assert "1 of 3 articles finished" in review.text("#progress")
    review.go("#deal/0/0")
    review.press("a")
    assert review.text("#progress") == "1 of 3 deals judged, 0 of 3 articles finished"


def test_a_verdict_is_told_to_assistive_technology_and_beside_the_other_deals(review: Opened) -> None:
    page = review.page
    review.go("#deal/0/0")
    review.press("r", "a")
    pressed = "[...document.querySelectorAll('.card .actions button')].map((one) => one.ariaPressed)"
    assert page.evaluate(pressed) == ["true", "false", "false"]
    assert review.all_texts(".siblings .hidden") == [
        "Kestrel Foods–Oakfield acquisition, GBP 45m, rejected",
        "Kestrel–Ellistown acquisition, 2019, accepted",
    ]
    assert page.locator(".siblings .sign.rejected").count() == page.locator(".siblings .sign.accepted").count() == 1


def test_the_last_verdict_is_taken_back_where_it_was_said(review: Opened) -> None:
    review.go("#deal/0/0")
    review.press("r")
    assert review.page.url.endswith("#deal/0/1")
    review.press("z")
    assert review.page.url.endswith("#deal/0/0")
    assert review.text(".card .verdict") == "not judged"
    review.press("z")
    assert review.text("#status") == "There is nothing to take back."


def test_verdicts_are_still_there_when_the_page_is_opened_again(made: Make, opened: Open) -> None:
    path = made(records_made.records())
    first = opened(path, "#deal/0/0")
    first.press("a", "r")
    first.go("#deals")
    first.page.reload()
    assert first.all_texts("tbody .verdict") == ["accepted", "rejected", "not judged"]
    other = opened(path, "#deals", locale="en-GB")  # another profile, which knows nothing
    assert other.all_texts("tbody .verdict") == ["not judged"] * 3


def test_work_and_annotations_are_loaded_again(made: Make, opened: Open, tmp_path: Path) -> None:
    path = made(records_made.records())
    first = opened(path, "#deal/0/0")
    first.press("a", "r", "f", "c")
    first.page.locator(".deal-form").get_by_label("Status").select_option("completed")
    first.press("Control+Enter", "s")
    work = downloaded(first, "#save", tmp_path)
    gold = downloaded(first, "#export", tmp_path)

    for file, verdicts in (
        (work, ["accepted", "rejected", "corrected"]),
        (gold, ["accepted", "rejected", "not judged"]),
    ):
        other = opened(path, "#deals", locale="en-GB")
        other.press("s")
        other.page.set_input_files("#load", file)
        other.page.wait_for_function("document.getElementById('progress').textContent.includes('1 of 3 articles')")
        other.press("Escape")
        assert other.all_texts("tbody .verdict") == verdicts
    assert json.loads(gold.read_text())["deals"][0]["id"] == "d1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("{", "line 1 is no JSON"),
        ('{"id": "baker.txt", "deals": []}', "line 1 was not exported by a review page"),
        ('{"format": "dealextract-review", "documents": {"other": {}}}', "left out: article other"),
        (
            '{"format": "dealextract-review", "documents": {"baker.txt": {"deals": '
            '{"d1": {"verdict": "corrected", "deal": {"type": "x"}}}}}}',
            "left out: deal d1 of baker.txt",
        ),
    ],
    ids=["empty", "no JSON", "not of this page", "another article", "a broken deal"],
)
def test_a_file_that_does_not_fit_is_said_so_and_changes_nothing(
    review: Opened, tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "other.json").write_text(text)
    review.press("s")
    review.page.set_input_files("#load", tmp_path / "other.json")
    review.page.wait_for_function("document.getElementById('status').textContent")
    assert message in review.text("#status")
    assert review.text("#progress") == "0 of 3 deals judged, 0 of 3 articles finished"


def test_the_command_measures_the_results_by_the_export(review: Opened, tmp_path: Path) -> None:
    review.go("#deal/0/0")
    review.press("a", "r", "f", "a", "f", "f", "s")
    review.page.check("#with-text")
    gold = downloaded(review, "#export", tmp_path)
    assert [g["text"] for g in read_gold(gold)] == list(records_made.TEXTS.values())
    results = tmp_path / "results.jsonl"
    results.write_text("".join(r.to_json() + "\n" for r in records_made.records()))
    ran = CliRunner().invoke(app, ["eval", str(gold), str(results), "--format", "json"])
    assert (ran.exit_code, ran.stderr) == (0, "")
    told = json.loads(ran.stdout)
    assert told["documents"] == 3
    assert told["measures"]["deal"]["precision"] == pytest.approx(2 / 3)
    assert told["measures"]["deal"]["recall"] == 1
    assert told["measures"]["people"]["support"] == 0
    assert [e["kind"] for e in told["errors"]] == ["surplus"]
