"""The component in pipelines of others: any tokenizer, several processes, storage; plain data in all of them."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import dealextract
from dealextract.component import NAME, create_deals
from dealextract.errors import UsageError

TEXT = (
    "Kestrel Foods plc has agreed to buy Oakfield Bakery from Tamar Partners for £45m.\n\n"
    "Kestrel's chief executive, Ana Ruiz, said on 3 May 2021 that the purchase of Oakfield should close by June 2021."
)
TEXTS = [TEXT, "The rain went on all week in the north of the island.", TEXT.replace("£45m", "€60m")]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    return nlp


def data(doc: Doc) -> str:
    return json.dumps([doc.user_data[NAME], [(s.text, s.label_, s.id_) for s in doc.spans[NAME]]], sort_keys=True)


def test_a_doc_holds_the_record_and_its_evidence(nlp: Language) -> None:
    doc = nlp(TEXT)
    record = dealextract.extract(TEXT)
    assert json.dumps(doc.user_data[NAME], ensure_ascii=False, sort_keys=True) == record.to_json()
    assert doc._.deals == doc.user_data[NAME]["deals"]
    (deal,) = record.deals
    assert {(s.label_, s.id_) for s in doc.spans[NAME]} >= {(r, deal.id) for r in ("acquirer", "target", "value")}
    by_label = {s.label_: s for s in doc.spans[NAME]}
    # Spans take whole tokens: spaCy makes one of "£45m.".
    assert by_label["value"].text == "£45m."
    assert by_label["seller"].text == "Tamar Partners"
    assert nlp(TEXTS[1])._.deals == []


def test_several_processes_give_the_same_also_after_the_reader_was_loaded(nlp: Language) -> None:
    alone = [data(doc) for doc in nlp.pipe(TEXTS)]
    assert [data(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=1)] == alone


def test_a_docbin_keeps_the_record_and_the_spans(nlp: Language) -> None:
    docs = list(nlp.pipe(TEXTS))
    stored = DocBin(store_user_data=True, docs=docs).to_bytes()
    fresh = spacy.blank("en")
    back = list(DocBin().from_bytes(stored).get_docs(fresh.vocab))
    assert [data(doc) for doc in back] == [data(doc) for doc in docs]
    assert back[0]._.deals[0]["type"] == "acquisition"
    assert dealextract.Record.model_validate(back[0].user_data[NAME]).deals


def by_blanks(nlp: Language) -> None:
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=text.split(" "), spaces=[True] * text.count(" ") + [False])  # type: ignore[assignment]


def by_letters(nlp: Language) -> None:
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))  # type: ignore[assignment]


@pytest.mark.parametrize("tokenizer", [by_blanks, by_letters])
def test_any_tokenizer_gives_the_same_record(nlp: Language, tokenizer: object) -> None:
    other = spacy.blank("en")
    tokenizer(other)  # type: ignore[operator]
    other.add_pipe(NAME)
    doc = other(TEXT)
    assert doc.user_data[NAME] == nlp(TEXT).user_data[NAME]
    value = next(s for s in doc.spans[NAME] if s.label_ == "value")
    assert value.text == ("£45m" if tokenizer is by_letters else "£45m.\n\nKestrel's")


def test_spans_stand_in_the_text_of_the_doc_where_it_was_cleaned(nlp: Language) -> None:
    text = "\ufeff\r\n\r\n  " + TEXT.replace("\n\n", "\r\n\r\n\r\n").replace("Oakfield Bakery", "Oakfield\u00ad Bakery")
    doc = nlp(text)
    record = dealextract.extract(text)
    assert record.text != text
    spans = {s.label_: s.text for s in doc.spans[NAME]}
    assert (spans["seller"], spans["value"].rstrip(".")) == ("Tamar Partners", "£45m")
    assert "Oakfield" in spans["target"]


def test_the_date_of_publication_may_come_with_the_text() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME, config={"published": "2020-01-02"})
    doc = nlp.make_doc("Kestrel Foods plc agreed on Friday to buy Oakfield Bakery.")
    assert nlp(doc).user_data[NAME]["published"]["value"] == "2020-01-02"
    doc = nlp.make_doc("Kestrel Foods plc agreed on Friday to buy Oakfield Bakery.")
    doc.user_data["published"] = "2021-05-07"
    assert nlp(doc).user_data[NAME]["published"]["value"] == "2021-05-07"


def test_deals_below_the_threshold_are_left_out() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME, config={"min_confidence": 1.0})
    assert nlp(TEXT)._.deals == []


def test_a_configuration_of_ones_own_holds(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('[companies."Tarn plc"]\naliases = "Kestrel Foods"\n')
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME, config={"config": str(tmp_path / "own.toml")})
    ((deal,), (again,)) = (doc._.deals for doc in nlp.pipe([TEXT, TEXT], n_process=2, batch_size=1))
    assert deal == again
    assert [party["name"] for party in deal["parties"]] == ["Tarn plc", "Oakfield Bakery", "Tamar Partners"]


@pytest.fixture
def taken() -> Iterator[str]:
    Doc.set_extension("purchases", default=None)
    yield "purchases"
    Doc.remove_extension("purchases")


def test_an_attribute_of_others_is_left_alone(taken: str) -> None:
    nlp = spacy.blank("en")
    with pytest.raises(UsageError, match=r"doc\._\.purchases is something else already; choose another name"):
        nlp.add_pipe(NAME, config={"attribute": taken})
    nlp.add_pipe(NAME, config={"attribute": "deals"})


def test_a_pipeline_is_saved_and_loaded(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME, config={"min_confidence": 0.25})
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.get_pipe(NAME).extractor.min_confidence == 0.25
    assert data(again(TEXT)) == data(nlp(TEXT))


def test_the_entry_points_are_the_factories() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    for name, place in project["project"]["entry-points"]["spacy_factories"].items():
        module, _, function = place.partition(":")
        assert callable(getattr(importlib.import_module(module), function))
        assert Language.has_factory(name)
    assert project["project"]["entry-points"]["spacy_factories"][NAME].endswith(create_deals.__name__)


def test_registering_the_factory_imports_no_reader() -> None:
    code = "import dealextract.component, sys; print(sorted({m.split('.')[0] for m in sys.modules}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True).stdout
    assert "spacy" in out
    assert "onnxruntime" not in out
    assert "dateparser" not in out
