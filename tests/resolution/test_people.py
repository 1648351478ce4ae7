"""Titles and employers: what stands beside a name goes before what the reader links from afar."""

from __future__ import annotations

from typing import Any

import pytest

from dealextract.resolution.entities import resolve_entities

BESIDE = [
    ("Exmoor Water chairman Ana Ruiz spoke. Lundy did not.", "chairman", "Exmoor Water"),
    ("Exmoor Water's chairman, Ms Ana Ruiz, spoke. Lundy did not.", "chairman", "Exmoor Water"),
    ("Ana Ruiz, chairman of Exmoor Water, spoke. Lundy did not.", "chairman", "Exmoor Water"),
    ("Ana Ruiz, who is chairman at Exmoor Water, spoke. Lundy did not.", "chairman", "Exmoor Water"),
    ("Ana Ruiz of Exmoor Water spoke. Lundy did not.", None, "Exmoor Water"),
]


@pytest.mark.parametrize(("text", "title", "employer"), BESIDE, ids=[t[:34] for t, _, _ in BESIDE])
def test_apposition_goes_before_a_link(maker: Any, text: str, title: str | None, employer: str) -> None:
    m = maker(text)
    m.mention("Exmoor Water")
    person, other = m.mention("Ana Ruiz", "person"), m.mention("Lundy")
    if title:
        m.mention(title, "title")
    m.link(person, other, "person_organization", 0.99)
    entities = {e.id: e for e in resolve_entities(m.reading(), m.text)}
    found = entities["p1"]
    assert found.title == title
    assert entities[found.organization or ""].name == employer


def test_a_company_before_a_comma_is_no_employer(maker: Any) -> None:
    m = maker("It will not sell Exmoor Water, Mr Ruiz said.")
    m.mention("Exmoor Water")
    m.mention("Ruiz", "person")
    assert resolve_entities(m.reading(), m.text)[-1].organization is None


def test_a_name_that_only_follows_is_no_employer(maker: Any) -> None:
    m = maker("Ana Ruiz met Exmoor Water.")
    m.mention("Ana Ruiz", "person")
    m.mention("Exmoor Water")
    assert resolve_entities(m.reading(), m.text)[-1].organization is None


def test_an_honorific_alone_is_no_person(maker: Any) -> None:
    m = maker("Mr Ruiz met Ana Ruiz.")
    m.mention("Mr", "person")
    m.mention("Mr Ruiz", "person")
    m.mention("Ana Ruiz", "person")
    assert [(e.name, e.aliases) for e in resolve_entities(m.reading(), m.text)] == [("Ana Ruiz", ("Mr Ruiz",))]


def test_two_people_of_one_family_stay_apart(maker: Any) -> None:
    m = maker("Ana Ruiz met Ivo Ruiz.")
    m.mention("Ana Ruiz", "person")
    m.mention("Ivo Ruiz", "person")
    assert [e.name for e in resolve_entities(m.reading(), m.text)] == ["Ana Ruiz", "Ivo Ruiz"]


def test_a_minister_belongs_to_his_country(maker: Any) -> None:
    """The country becomes a public body, once for all who hold its offices; a firm's president in a country stays with the firm."""
    m = maker(
        "Malta's energy minister Ana Ruiz and Malta's premier Ivo Ruiz met Exmoor Water. Lundy's Malta president Ada Fry did not."
    )
    m.mention("Malta", "place")
    m.mention("Ana Ruiz", "person")
    m.mention("Malta", "place", nth=1)
    m.mention("Ivo Ruiz", "person")
    m.mention("Exmoor Water")
    lundy = m.mention("Lundy")
    m.mention("Malta", "place", nth=2)
    m.link(m.mention("Ada Fry", "person"), lundy, "person_organization", 0.9)
    entities = {e.id: e for e in resolve_entities(m.reading(), m.text)}
    employers = {
        e.name: entities[e.organization].name if e.organization else None
        for e in entities.values()
        if e.kind == "person"
    }
    assert employers == {"Ana Ruiz": "Malta", "Ivo Ruiz": "Malta", "Ada Fry": "Lundy"}
    assert [e.kind for e in entities.values() if e.name == "Malta"] == ["public_body"]


def test_who_speaks_of_a_marketplace_is_of_whom_else_the_reader_links(maker: Any) -> None:
    """The reader's link to a platform weighs less than one as likely to a company."""
    m = maker("The platform Lundy hosts Exmoor. Mr Ruiz spoke of it.")
    platform, company, person = m.mention("Lundy"), m.mention("Exmoor"), m.mention("Ruiz", "person")
    m.link(person, platform, "person_organization", 0.6)
    m.link(person, company, "person_organization", 0.5)
    entities = {e.id: e for e in resolve_entities(m.reading(), m.text)}
    assert entities[entities["p1"].organization or ""].name == "Exmoor"
