"""`dealextract eval` says what is right, wrong and by chance, and loses no article without a word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dealextract.cli.app import app as program
from dealextract.errors import InputError
from dealextract.evaluation.gold import by_id, read_gold
from dealextract.evaluation.measures import calibration, changes, estimates, measure, moved
from dealextract.extractor import extract
from dealextract.scoring import score

RUNNER = CliRunner()


def gold(id: str, *, target: str = "Oakfield", status: str = "agreed", **more: Any) -> dict[str, Any]:
    parties = [{"names": ["Kestrel"], "role": "acquirer"}, {"names": [target], "role": "target"}]
    return {"id": id, "deals": [{"type": "acquisition", "status": status, "parties": parties, **more}], "people": []}


def said(id: str, *, target: str = "Oakfield", status: str = "agreed", confidence: float = 0.9) -> dict[str, Any]:
    companies = [{"id": "c1", "name": "Kestrel", "aliases": []}, {"id": "c2", "name": target, "aliases": []}]
    parties = [
        {"company": "c1", "name": "Kestrel", "role": "acquirer"},
        {"company": "c2", "name": target, "role": "target"},
    ]
    deal = {
        "type": "acquisition", "status": status, "parties": parties, "confidence": confidence,
        "evidence": [{"text": "Kestrel buys\nit."}],
    }  # fmt: skip
    return {"id": id, "source": {"path": f"x/{id}.txt"}, "companies": companies, "deals": [deal], "people": []}


def test_figures_are_those_of_the_scorer() -> None:
    golds = [gold("a"), gold("b"), gold("c", status="completed")]
    records = {"a": said("a"), "b": said("b", target="Elmwood"), "c": said("c")}
    measured = [measure(g, records.get(g["id"])) for g in golds]
    plain = score(golds, records)
    found = estimates(measured, rounds=50)
    assert {n: found[n].figure for n in plain} == plain
    assert found["exact"].figure.f1 == pytest.approx(2 / 3)
    assert found["slot"].low <= found["slot"].figure.f1 <= found["slot"].high


def test_the_interval_of_one_document_is_a_point_and_that_of_unlike_ones_is_not() -> None:
    alone = estimates([measure(gold("a"), said("a"))], rounds=20)
    assert (alone["deal"].low, alone["deal"].high) == (1.0, 1.0)
    unlike = estimates([measure(gold("a"), said("a")), measure(gold("b"), None)], rounds=50)
    assert unlike["deal"].low < unlike["deal"].high


def test_faults_say_document_slot_and_both_sides() -> None:
    (fault,) = measure(gold("a", status="completed"), said("a")).faults
    assert (fault.document, fault.kind, fault.slot, fault.gold, fault.said) == (
        "a", "differs", "status", "completed", "agreed",
    )  # fmt: skip
    assert fault.evidence == "Kestrel buys it."
    kinds = [f.kind for f in measure(gold("a"), said("a") | {"deals": []}).faults]
    assert kinds == ["missed"]
    assert [f.kind for f in measure({"id": "a", "deals": []}, said("a")).faults] == ["surplus"]


def test_optional_deals_cost_nothing() -> None:
    measured = measure(gold("a", optional=True), None)
    assert not measured.faults
    assert estimates([measured], rounds=5)["deal"].figure.support == 0


def test_people_are_right_by_name_and_organisation() -> None:
    annotated = gold("a") | {"people": [{"names": ["Ana Ruiz"], "organization": "Kestrel"}]}
    record = said("a") | {"people": [{"id": "p1", "name": "Ana Ruiz", "organization": "c1"}]}
    assert measure(annotated, record).counts["people"] == {"tp": 1, "fp": 0}
    record["people"][0]["organization"] = "c2"
    assert measure(annotated, record).counts["people"] == {"fn": 1, "fp": 1}


def test_an_article_annotated_without_people_says_nothing_of_them() -> None:
    record = said("a") | {"people": [{"id": "p1", "name": "Ana Ruiz", "organization": "c1"}]}
    without = {key: value for key, value in gold("a").items() if key != "people"}
    assert measure(without, record).counts["people"] == {}
    assert measure(without | {"people": []}, record).counts["people"] == {"fp": 1}


def test_calibration_compares_what_is_said_with_what_is_right() -> None:
    sure = [measure(gold(n), said(n, confidence=0.95)) for n in "abcd"]
    wrong = [measure(gold(n), said(n, target="Elmwood", confidence=0.15) | {"companies": []}) for n in "ef"]
    for m in wrong:
        m.said[:] = [(p, False) for p, _ in m.said]
    bins, error = calibration([*sure, *wrong])
    assert [(b.low, b.deals, b.right) for b in bins] == [(0.0, 2, 0.0), (0.8, 4, 1.0)]
    assert error == pytest.approx((4 * 0.05 + 2 * 0.15) / 6)


def test_a_run_beside_itself_has_not_changed_and_a_better_one_has() -> None:
    golds = [gold(str(n)) for n in range(12)]
    bad = [measure(g, None) for g in golds]
    good = [measure(g, said(g["id"])) for g in golds]
    same = {c.name: c for c in changes(good, good, rounds=40)}
    assert same["deal"].old == same["deal"].new
    assert same["deal"].chance == 1
    better = {c.name: c for c in changes(bad, good, rounds=200)}
    assert better["deal"].chance < 0.05
    gone, come = moved(bad, good)
    assert len(gone) == 12
    assert not come


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "is no JSON"),
        ("[1]", "has no id and list of deals"),
        ('{"id": "a", "deals": [{"type": "merger", "parties": []}]}', "deals[0] has no 'status'"),
        ('{"id": "a", "deals": [{"type": "x", "status": "y", "parties": [{}]}]}', "deals[0].parties[0] has no names"),
    ],
)
def test_gold_that_is_none_is_refused_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(gold("ok")) + "\n" + line + "\n")
    with pytest.raises(InputError) as caught:
        read_gold(file)
    assert message in str(caught.value)
    assert "line 2" in str(caught.value)


def test_an_id_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text((json.dumps(gold("a")) + "\n") * 2)
    with pytest.raises(InputError, match="comes twice"):
        read_gold(file)


def test_records_are_found_by_id_name_and_stem() -> None:
    records = [
        {"source": {"path": "f/a.txt"}},
        {"source": {"path": "b.txt"}},
        {"source": {"path": "x", "id": "c"}},
        {"source": {"path": "z"}},
    ]
    records.append({"source": {"path": None, "sha256": "5ea"}})
    found, rest = by_id([gold("a"), gold("b.txt"), gold("c"), gold("5ea")], records)
    assert set(found) == {"a", "b.txt", "c", "5ea"}
    assert rest == ["z"]


def test_the_command_measures_results_and_names_what_is_missing(tmp_path: Path) -> None:
    record = extract("Kestrel plc has agreed to buy Oakfield Ltd for £3m.")
    named = record.model_copy(update={"source": record.source.model_copy(update={"path": "a.txt"})})
    (tmp_path / "r.jsonl").write_text(named.to_json() + "\n")
    (tmp_path / "g.jsonl").write_text(json.dumps(gold("a")) + "\n" + json.dumps(gold("b")) + "\n")
    ran = RUNNER.invoke(program, ["eval", str(tmp_path / "g.jsonl"), str(tmp_path / "r.jsonl"), "--format", "json"])
    assert ran.exit_code == 0
    data = json.loads(ran.stdout)
    assert data["documents"] == 2
    assert data["measures"]["deal"]["support"] == 2
    assert "1 annotated article has no record" in ran.stderr
    assert {e["document"] for e in data["errors"]} >= {"b"}


def test_the_command_reads_a_folder_or_the_texts_of_the_gold(tmp_path: Path) -> None:
    text = "Kestrel plc has agreed to buy Oakfield Ltd for £3m."
    (tmp_path / "g.jsonl").write_text(json.dumps(gold("a") | {"text": text}) + "\n")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(text)
    of_text = RUNNER.invoke(program, ["eval", str(tmp_path / "g.jsonl"), "--format", "json"])
    of_folder = RUNNER.invoke(program, ["eval", str(tmp_path / "g.jsonl"), str(tmp_path / "texts"), "--format", "json"])
    assert of_text.exit_code == of_folder.exit_code == 0
    assert json.loads(of_text.stdout) == json.loads(of_folder.stdout)


def test_results_of_other_articles_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "g.jsonl").write_text(json.dumps(gold("a")) + "\n")
    (tmp_path / "r.jsonl").write_text(extract("Nothing.").to_json() + "\n")
    ran = RUNNER.invoke(program, ["eval", str(tmp_path / "g.jsonl"), str(tmp_path / "r.jsonl")])
    assert ran.exit_code == 3
    assert "no record belongs to an annotated article" in ran.stderr
