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
