"""A configuration through the whole program: what it changes in a record, that the rest stays, and that the record says so."""

from __future__ import annotations

from pathlib import Path

import pytest

import dealextract
from dealextract.extractor import Extractor
from dealextract.writers.markdown import document

FRANCHISE = {"base": ["licensing", "partnership", "distribution"], "words": "franchis*", "noun": "franchise contract"}
TEXT = "Kestrel Foods has granted Minato Holdings an exclusive franchise for its coffee shops in Japan."


def with_types(**types: object) -> dealextract.Record:
    return dealextract.extract(TEXT, config={"deal_types": types})


def test_a_declared_type_is_named_beside_its_base_and_in_the_summary() -> None:
    record = with_types(franchise=FRANCHISE)
    (deal,), (plain,) = record.deals, dealextract.extract(TEXT).deals
    assert (plain.subtype, plain.type) == (None, deal.type)
    assert deal.subtype == "franchise"
    changed = {"subtype": None, "summary": plain.summary}
    assert deal.model_copy(update=changed) == plain
    assert deal.summary == "Kestrel Foods–Minato franchise contract"
    (note,) = [n for n in record.diagnostics if n.code == "declared_subtype"]
    assert TEXT[note.start : note.end] == "franchise"
    assert note.message == f"the {deal.type} is franchise by 'franchise', as the configuration declares"
    assert "(franchise) · agreed" in document(record)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"base": "supply"}, False),
        ({"words": "tea"}, False),
        ({"words": ["tea", "coffee  shop*"]}, True),
        ({"without": "coffee"}, False),
        ({"without": "coff"}, True),
        ({"needs": [["licensor"], ["licensee", "partner"]]}, True),
        ({"needs": [["platform"]]}, False),
        ({"terms": ["territory"]}, True),
        ({"terms": ["territory", "value"]}, False),
        ({"words": [], "terms": "territory"}, True),
    ],
    ids=str,
)
def test_all_conditions_must_hold(condition: dict[str, object], holds: bool) -> None:
    (deal,) = with_types(own={**FRANCHISE, **condition}).deals
    assert deal.subtype == ("own" if holds else None)


def test_a_type_that_no_word_tells_is_noted_without_a_place() -> None:
    record = with_types(own={**FRANCHISE, "words": [], "terms": "territory"})
    (note,) = [n for n in record.diagnostics if n.code == "declared_subtype"]
    assert note.message.endswith(" is own by what it states, as the configuration declares")
    assert (note.start, note.end) == (None, None)


def test_of_two_types_the_first_holds_and_the_other_is_told() -> None:
    record = with_types(master=FRANCHISE, shops={**FRANCHISE, "words": "shops"})
    assert [deal.subtype for deal in record.deals] == ["master"]
    assert any("master by 'franchise'" in n.message and "shops hold too" in n.message for n in record.diagnostics)


def test_a_declared_company_has_its_name_everywhere_and_its_identifiers_without_evidence() -> None:
    identifiers = [{"scheme": "ticker", "value": "KSTL", "exchange": "LSE"}, {"scheme": "lei", "value": "X" * 20}]
    config = {"companies": {"Tarn plc": {"aliases": ["Kestrel", "Marlow"], "identifiers": identifiers}}}
    text = "Marlow (LSE: KSTL) has agreed to buy Oakfield Bakery for £45m. Kestrel said it would close in June 2021."
    record = dealextract.extract(text, config=config)
    (deal,) = record.deals
    assert [(p.name, p.role) for p in deal.parties] == [("Tarn plc", "acquirer"), ("Oakfield Bakery", "target")]
    assert deal.summary.startswith("Tarn–Oakfield")
    tarn = next(c for c in record.companies if c.name == "Tarn plc")
    assert set(tarn.aliases) == {"Kestrel", "Marlow"}
    assert [(i.value, [s.text for s in i.evidence]) for i in tarn.identifiers] == [("KSTL", ["KSTL"]), ("X" * 20, [])]
    assert [s.text for s in tarn.evidence if s.text in ("Marlow", "Kestrel")] == ["Marlow", "Kestrel"]
    assert dealextract.Record.model_validate_json(record.to_json()).companies == record.companies


def test_a_declared_word_gives_a_party_its_role() -> None:
    text = "A takeover joins Oakfield Bakery, the predator, and Kestrel Foods."
    record = dealextract.extract(text, config={"roles": {"acquirer": {"words": ["predator"]}}})
    ((first, _),) = (deal.parties for deal in record.deals)
    assert (first.name, first.role) == ("Oakfield Bakery", "acquirer")
    (note,) = record.diagnostics
    assert (note.code, text[note.start : note.end]) == ("declared_role", "Oakfield Bakery")
    assert note.message == "'predator' makes Oakfield Bakery acquirer of the acquisition, as the configuration declares"


def test_an_extractor_takes_a_file_and_looks_for_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "dealextract.toml"
    file.write_text('[companies."Tarn plc"]\naliases = ["Kestrel Foods"]\n')
    monkeypatch.chdir(tmp_path)
    assert Extractor().config is None
    for given in (file, str(file)):
        config = Extractor(config=given).config
        assert config is not None
        assert list(config.companies) == ["Tarn plc"]
    file.write_text("[company]\n")
    with pytest.raises(
        dealextract.UsageError, match=r"line 1: company: there is no such key; did you mean companies\?"
    ):
        Extractor(config=file)
