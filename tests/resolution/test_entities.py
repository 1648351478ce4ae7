"""Mentions become organisations and people."""

from __future__ import annotations

from typing import Any

import pytest

from dealextract.resolution import entities
from dealextract.resolution.entities import resolve_entities
from dealextract.types import Mention, Reading

TEXT = (
    "Kestrel Foods plc buys Oakfield. Kestrel said the Devon bakery would keep its name. Oakfield Bakery grew. "
    "Chief executive Ana Ruiz welcomed Ms Ruiz's old rivals."
)


def test_short_forms_join_the_long_name(maker: Any) -> None:
    m = maker(TEXT)
    for words in ("Kestrel Foods plc", "Oakfield", "Oakfield Bakery"):
        m.mention(words)
    m.mention("Kestrel", nth=1)
    m.link(0, 3, "same", 0.4)
    m.link(1, 2, "same", 0.4)
    found = {e.name: e.aliases for e in resolve_entities(m.reading(), m.text)}
    assert found == {"Kestrel Foods plc": ("Kestrel",), "Oakfield Bakery": ("Oakfield",)}


def test_a_description_joins_the_organisation_it_is_linked_to_and_gives_no_name(maker: Any) -> None:
    m = maker(TEXT)
    m.mention("Kestrel Foods plc")
    oakfield, bakery = m.mention("Oakfield"), m.mention("the Devon bakery", "description")
    m.link(oakfield, bakery, "same")
    kestrel, owned = resolve_entities(m.reading(), m.text)
    assert (kestrel.mentions, owned.mentions) == ((0,), (1, 2))
    assert owned.aliases == ()


def test_a_description_linked_to_nobody_is_left_out(maker: Any) -> None:
    m = maker(TEXT)
    m.mention("Oakfield")
    bakery = m.mention("the Devon bakery", "description")
    m.link(0, bakery, "same", 0.2)
    assert [e.mentions for e in resolve_entities(m.reading(), m.text)] == [(0,)]


def test_a_person_takes_title_and_employer_from_the_likeliest_links(maker: Any) -> None:
    m = maker(TEXT)
    kestrel, title = m.mention("Kestrel Foods plc"), m.mention("Chief executive", "title")
    full, short = m.mention("Ana Ruiz", "person"), m.mention("Ruiz", "person", nth=1)
    m.link(title, full, "title_person")
    m.link(short, kestrel, "person_organization", 0.7)
    person = resolve_entities(m.reading(), m.text)[-1]
    assert (person.name, person.aliases, person.title, person.organization) == (
        "Ana Ruiz",
        ("Ruiz",),
        "Chief executive",
        "c1",
    )


def test_a_parent_is_taken_from_its_link(maker: Any) -> None:
    m = maker(TEXT)
    kestrel, oakfield = m.mention("Kestrel Foods plc"), m.mention("Oakfield")
    m.link(kestrel, oakfield, "parent_child")
    assert [e.parent for e in resolve_entities(m.reading(), m.text)] == [None, "c1"]


def test_names_alike_in_a_common_word_stay_apart(maker: Any) -> None:
    m = maker("Tamar Capital and Severn Capital met.")
    m.mention("Tamar Capital")
    m.mention("Severn Capital")
    assert [e.name for e in resolve_entities(m.reading(), m.text)] == ["Tamar Capital", "Severn Capital"]


def test_a_short_form_that_the_reader_takes_for_another_stays_apart(maker: Any) -> None:
    m = maker("Kestrel Foods sued Kestrel.")
    m.mention("Kestrel Foods")
    m.mention("Kestrel", nth=1)
    assert [e.name for e in resolve_entities(m.reading(), m.text)] == ["Kestrel Foods", "Kestrel"]


def test_names_never_seen_together_are_joined_by_their_words(maker: Any) -> None:
    m = maker("Kestrel Foods grew. Kestrel shrank.")
    m.mention("Kestrel Foods")
    m.mention("Kestrel", nth=1)
    reading = m.reading()
    apart = Reading(reading.mentions, (), {}, {}, {}, windows=((0, 19), (20, 35)))
    assert [e.aliases for e in resolve_entities(apart, m.text)] == [("Kestrel",)]


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("Sumida Trust Financial Group (STFG) grew.", "Sumida Trust Financial", "STFG"),
        ("Exmoor Water (“Exmoor”) grew.", "Exmoor Water", "Exmoor"),
        ("the Lundy Ferry Company (LFC) grew.", "Lundy Ferry Company", "LFC"),
    ],
)
def test_a_short_form_in_brackets_is_the_name_before_it(maker: Any, text: str, long: str, short: str) -> None:
    m = maker(text)
    m.mention(long)
    start = text.index("(") + 1 + text[text.index("(") + 1 :].index(short)
    m.mentions.append(Mention(start, start + len(short), "organization", short))
    assert [(e.name, e.aliases) for e in resolve_entities(m.reading(), m.text)] == [(long, (short,))]


def test_another_company_in_brackets_is_no_short_form(maker: Any) -> None:
    m = maker("Exmoor Water (Lundy Ferries) grew.")
    m.mention("Exmoor Water")
    m.mention("Lundy Ferries")
    assert len(resolve_entities(m.reading(), m.text)) == 2


def test_the_name_is_the_longest_in_small_letters_without_a_plural(maker: Any) -> None:
    m = maker("KESTREL FOODS buys. Kestrel Foods plc? No: Kestrel Foods. Two Oakfields stand by Oakfield.")
    m.mention("KESTREL FOODS")
    m.mention("Kestrel Foods", nth=1)
    m.link(m.mention("Oakfields"), m.mention("Oakfield", nth=1), "same")
    found = {e.name: e.aliases for e in resolve_entities(m.reading(), m.text)}
    assert found == {"Kestrel Foods": ("KESTREL FOODS",), "Oakfield": ("Oakfields",)}


def test_a_name_made_of_two_companies_names_is_neither_whatever_the_reader_links(maker: Any) -> None:
    m = maker("Kestrel Finance and Oakfield Homes will form Kestrel Oakfield Bank.")
    one, other, joint = (m.mention(w) for w in ("Kestrel Finance", "Oakfield Homes", "Kestrel Oakfield Bank"))
    m.link(one, other, "same", 0.01)
    m.link(other, joint, "same", 0.7)
    assert [e.name for e in resolve_entities(m.reading(), m.text)] == [
        "Kestrel Finance", "Oakfield Homes", "Kestrel Oakfield Bank",
    ]  # fmt: skip


def test_an_abbreviation_word_for_word_is_the_same_company(maker: Any) -> None:
    m = maker("Ork Utd draw. Orkney United deny a bid.")
    m.link(m.mention("Ork Utd"), m.mention("Orkney United"), "same", 0.05)
    assert [e.name for e in resolve_entities(m.reading(), m.text)] == ["Orkney United"]


def joint(maker: Any, times: int) -> tuple[Reading, str]:
    """Two companies that are not the same, and one that is called by both names."""
    text = "Kestrel Foods met Oakfield Finance and Kestrel Oakfield Bank. " * times
    m = maker(text)
    for nth in range(times):
        for words in ("Kestrel Foods", "Oakfield Finance", "Kestrel Oakfield Bank"):
            m.mention(words, nth=nth)
    return m.reading(), text


def test_a_name_made_of_two_companies_names_is_neither(maker: Any) -> None:
    found = resolve_entities(*joint(maker, 1))
    assert [e.name for e in found] == ["Kestrel Foods", "Oakfield Finance", "Kestrel Oakfield Bank"]
    assert entities._joint(joint(maker, 1)[0], range(3)) == {
        "kestrel oakfield bank": {"kestrel foods", "oakfield finance"}
    }


def test_names_that_stand_often_are_held_against_those_nearby_alone(
    maker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    monkeypatch.setattr(entities, "_link", lambda reading, i, j, link: looked.append((i, j)) or 0.0)
    times = 60
    reading, _ = joint(maker, times)
    assert list(entities._joint(reading, range(3 * times))) == ["kestrel oakfield bank"]
    assert len(looked) <= times * 2 * entities.SAMPLE


@pytest.mark.parametrize("odd", ["&", "—", "’s"])
def test_a_name_without_a_letter_is_no_reason_to_fail(maker: Any, odd: str) -> None:
    m = maker(f"{odd} met Kestrel Foods.")
    m.mention(odd)
    m.mention("Kestrel Foods")
    assert "Kestrel Foods" in [e.name for e in resolve_entities(m.reading(), m.text)]


def test_a_verb_in_small_letters_is_no_name(maker: Any) -> None:
    m = maker("Kestrel buries the hatchet with asos of London.")
    for words in ("Kestrel", "buries", "asos"):
        m.mention(words)
    assert [e.name for e in resolve_entities(m.reading(), m.text)] == ["Kestrel", "asos"]
