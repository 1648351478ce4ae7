"""How two readings of one article are compared."""

from __future__ import annotations

import json
from pathlib import Path

from training.agreement import SECOND, as_record
from training.corpus import read_all

from dealextract.scoring import score

CORPUS = Path(__file__).parents[2] / "corpus"

DEAL = {
    "type": "acquisition",
    "status": "agreed",
    "parties": [
        {"names": ["Kestrel Foods", "Kestrel"], "role": "acquirer"},
        {"names": ["Oakfield"], "role": "target"},
        {"names": ["Tamar"], "role": "seller", "optional": True},
    ],
    "milestones": [{"kind": "signed", "date": "2021-03"}],
}


def test_a_reading_agrees_with_itself_and_not_with_another() -> None:
    own = {"id": "a", "deals": [DEAL], "people": []}
    other = {"id": "a", "deals": [{**DEAL, "status": "completed", "milestones": []}], "people": []}
    assert score([own], {"a": as_record(own)})["slot"].f1 == 1
    figures = score([own], {"a": as_record(other)})
    assert (figures["deal"].f1, figures["status"].f1, figures["milestone"].recall) == (1, 0, 0)


def test_what_a_reader_calls_optional_is_not_said() -> None:
    parties = as_record({"deals": [DEAL, {**DEAL, "optional": True}]})["deals"][0]["parties"]
    assert [p["name"] for p in parties] == ["Kestrel Foods", "Oakfield"]
    assert len(as_record({"deals": [DEAL, {**DEAL, "optional": True}]})["deals"]) == 1


def test_the_second_reading_is_of_articles_of_the_corpus_and_names_what_stands_in_them() -> None:
    texts = {a.id: " ".join(a.text.split()) for a in read_all(CORPUS)}
    rows = [json.loads(line) for line in (CORPUS / SECOND).read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) >= 100
    for row in rows:
        for deal in row["deals"]:
            for party in deal["parties"]:
                assert " ".join(party["names"][0].split()) in texts[row["id"]], (row["id"], party["names"])
