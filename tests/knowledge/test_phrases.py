"""Every phrase gives the roles in its own text, and none in its counter-example."""

from __future__ import annotations

import re

import pytest

from dealextract.knowledge.phrases import compiled
from dealextract.knowledge.taxonomy import deal_types

PHRASES = [(kind, phrase) for kind, definition in deal_types().items() for phrase in definition.phrases]
IDS = [f"{kind}: {phrase.words[:60]}" for kind, phrase in PHRASES]


def marked(example: str) -> tuple[str, dict[str, str]]:
    """The example with its names as numbers, and the number of the name in each role."""
    roles: dict[str, str] = {}
    parts = re.split(r"\[(?:(\w+) )?(\w+)\]", example)
    text = parts[0]
    for n, (role, _, after) in enumerate(zip(parts[1::3], parts[2::3], parts[3::3], strict=True)):
        if role:
            roles[role] = str(n)
        text += f"⟨{n}⟩{after}"
    return text, roles


@pytest.mark.parametrize(("kind", "phrase"), PHRASES, ids=IDS)
def test_a_phrase_gives_the_roles_of_its_example(kind: str, phrase) -> None:  # type: ignore[no-untyped-def]
    """Exactly the names marked with a role, each in that role, which is one of the type's."""
    text, roles = marked(phrase.yes)
    found = compiled(phrase.words).search(text)
    assert found is not None
    assert found.groupdict() == roles
    assert roles.keys() <= deal_types()[kind].roles.keys()  # type: ignore[index]


@pytest.mark.parametrize(("kind", "phrase"), PHRASES, ids=IDS)
def test_a_phrase_keeps_out_of_its_counter_example(kind: str, phrase) -> None:  # type: ignore[no-untyped-def]
    """The counter-example holds two names and gives no role."""
    text, roles = marked(phrase.no)
    assert not roles
    assert len(re.findall("⟨", text)) > 1
    assert compiled(phrase.words).search(text) is None


def test_a_name_in_between_ends_a_gap() -> None:
    """What stands for other words does not stand for another name, nor for the end of a clause."""
    pattern = compiled("{seller} … sold … to ~ {acquirer}")
    assert pattern.search("⟨0⟩, they say, sold bread to the grocer ⟨1⟩")
    assert not pattern.search("⟨0⟩ met ⟨2⟩; that one sold bread. To ⟨1⟩ it was new")
