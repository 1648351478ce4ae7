"""What the user declares of companies and roles goes before what the reader thinks of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dealextract.errors import UsageError
from dealextract.knowledge.config import load_config
from dealextract.resolution.deals import resolve_deals
from dealextract.resolution.declared import SAID, DeclaredCompanies, with_declared_roles
from dealextract.resolution.entities import resolve_entities
from dealextract.types import Mention

TEXT = "Google buys Oakfield. Alphabet Inc is large. Waymo, Brin and alphabet too."


def declared(**companies: Any) -> DeclaredCompanies:
    return DeclaredCompanies(load_config({"companies": companies}))


def named(maker: Any, *names: str) -> Any:
    m = maker(TEXT)
    for words in names:
        m.mention(words)
    return m


def test_names_of_one_company_are_one_and_it_is_called_as_declared(maker: Any) -> None:
    m = named(maker, "Google", "Oakfield", "Alphabet Inc")
    assert len(resolve_entities(m.reading(), TEXT)) == 3
    own = declared(**{"Alphabet, Inc.": {"aliases": ["google"], "kind": "platform"}})
    first, second = resolve_entities(m.reading(), TEXT, own)
    assert (first.name, first.aliases, first.mentions) == ("Alphabet, Inc.", ("Alphabet Inc", "Google"), (0, 2))
    assert (first.kind, second.kind, second.name) == ("platform", "company", "Oakfield")
    (note,) = own.notes(m.reading(), (first, second))
    assert note.message == "'Alphabet Inc', 'Google' are Alphabet, Inc., as the configuration declares"
    assert TEXT[note.start : note.end] == "Google"


def test_two_declared_companies_stay_two_whatever_the_reader_says(maker: Any) -> None:
    m = named(maker, "Google", "Alphabet Inc")
    m.link(0, 1, "same", 0.99)
    assert len(resolve_entities(m.reading(), TEXT)) == 1
    two = resolve_entities(m.reading(), TEXT, declared(Google={}, Alphabet={}))
    assert [e.name for e in two] == ["Google", "Alphabet"]


def test_a_declared_name_in_small_letters_is_a_name(maker: Any) -> None:
    m = maker(TEXT)
    start = TEXT.index("alphabet")
    m.mentions.append(Mention(start, start + 8, "organization", "alphabet", 0.5))
    assert resolve_entities(m.reading(), TEXT) == ()
    (found,) = resolve_entities(m.reading(), TEXT, declared(Alphabet={}))
    assert found.name == "Alphabet"


def test_a_name_of_two_companies_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[companies."Kestrel plc"]\naliases = ["KF"]\n\n[companies.Oakfield]\naliases = ["Kestrel Ltd"]\n')
    message = r'own\.toml, line 5: companies\."Oakfield": \'Kestrel Ltd\' is a name of "Kestrel plc" too; take it out'
    with pytest.raises(UsageError, match=message):
        DeclaredCompanies(load_config(file))


CONFIG = load_config({"roles": {"acquirer": {"words": ["suitor", "white knight"]}, "licensee": {"words": "taker"}}})
BESIDE = [
    "Suitor Kestrel bid for Oakfield",
    "The suitor, Kestrel, bid for Oakfield",
    "Kestrel, the suitor, bid for Oakfield",
    "Kestrel, a Devon-based suitor, bid for Oakfield",
    "Kestrel (the white\nknight) bid for Oakfield",
    "A bid by Kestrel as white knight for Oakfield",
]
NOT_BESIDE = [
    "Kestrel and its suitor met over a bid for Oakfield",
    "Kestrel, whose suitor is shy, got a bid for Oakfield",
    "Kestrel bid for Oakfield, which has a suitor",
    "Kestrel, the taker, bid for Oakfield",
    "Kestrel suitors bid for Oakfield",
]


def roles_of(maker: Any, text: str) -> tuple[dict[str, dict[str, float]], list[str]]:
    m = maker(text)
    for words in ("Kestrel", "Oakfield"):
        m.mention(words)
    deal = m.trigger("bid", "acquisition")
    m.role(deal, 0, "seller", 0.7)
    m.role(deal, 1, "target", 0.9)
    entities = resolve_entities(m.reading(), text)
    candidates = resolve_deals(m.reading(), entities)
    (candidate,), notes = with_declared_roles(m.reading(), text, entities, candidates, CONFIG)
    out: dict[str, dict[str, float]] = {e.name: {} for e in entities}
    for fact in candidate.facts:
        out["Kestrel" if fact.value == "c1" else "Oakfield"][fact.slot] = round(fact.probability, 2)
    return out, [note.message for note in notes]


@pytest.mark.parametrize("text", BESIDE)
def test_a_word_beside_a_name_tells_its_role(maker: Any, text: str) -> None:
    roles, notes = roles_of(maker, text)
    assert (roles["Kestrel"], roles["Oakfield"]) == ({"acquirer": SAID}, {"target": 0.9})
    assert [n.partition(" makes ")[2] for n in notes] == [
        "Kestrel acquirer of the acquisition, as the configuration declares"
    ]


@pytest.mark.parametrize("text", NOT_BESIDE)
def test_a_word_elsewhere_or_of_another_type_tells_none(maker: Any, text: str) -> None:
    assert roles_of(maker, text) == ({"Kestrel": {"seller": 0.7}, "Oakfield": {"target": 0.9}}, [])


def test_a_description_that_holds_the_word_tells_the_role(maker: Any) -> None:
    text = "The likely suitor bid for Oakfield, said Kestrel"
    m = maker(text)
    kestrel, suitor = m.mention("Kestrel"), m.mention("The likely suitor", "description")
    m.mention("Oakfield")
    m.link(kestrel, suitor, "same")
    m.trigger("bid", "acquisition")
    entities = resolve_entities(m.reading(), text)
    (candidate,), notes = with_declared_roles(m.reading(), text, entities, resolve_deals(m.reading(), entities), CONFIG)
    assert [(f.slot, f.evidence) for f in candidate.facts] == [("acquirer", ((0, 17),))]
    assert [n.message for n in notes] == [
        "'suitor' makes Kestrel acquirer of the acquisition, as the configuration declares"
    ]
