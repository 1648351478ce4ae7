"""What phrases say of entities, from their words to their roles."""

from __future__ import annotations

import re

import pytest

from dealextract.assembly.evidence import Context
from dealextract.assembly.phrases import roles_said
from dealextract.records import DealType
from dealextract.types import Candidate, CleanText, Entity, Fact, Mention, Reading, Trigger

ROWS: list[tuple[str, DealType, dict[str, str]]] = [
    ("[Kestrel] {is to supply} 50 lifts to [Oakfield].", "supply", {"Kestrel": "supplier", "Oakfield": "customer"}),
    ("[Kestrel] is to supply lifts to [Oakfield]. Staff {strike} there.", "supply", {}),
    ("[Kestrel] and [Marbrook] {will supply} lifts to [Oakfield].", "supply",
     {"Kestrel": "supplier", "Marbrook": "supplier", "Oakfield": "customer"}),
    ("[Kestrel] {sued} [Oakfield], [Marbrook] and [Stannox].", "litigation",
     {"Kestrel": "plaintiff", "Oakfield": "defendant", "Marbrook": "defendant", "Stannox": "defendant"}),
    ("[Kestrel] {sued} [Kestrel].", "litigation", {}),
    ("[Kestrel] {is handing} [Oakfield] $60m for rights in Asia.", "licensing", {"Kestrel": "licensee", "Oakfield": "licensor"}),
    ("[Kestrel] {is handing} [Oakfield] the rights in Asia.", "licensing", {"Kestrel": "licensor", "Oakfield": "licensee"}),
    ("[Kestrel] {sued} ⟨7⟩ over [Oakfield].", "litigation", {}),
    ("[Kestrel] {lists} in May. It makes tiles. [Oakfield] and [Marbrook] are joint sponsors.", "offering",
     {"Oakfield": "underwriter", "Marbrook": "underwriter"}),
    ("[Kestrel] {sued} [Oakfield]. [Marbrook] is lead manager of both.", "litigation", {"Kestrel": "plaintiff", "Oakfield": "defendant"}),
]  # fmt: skip


def read(marked: str, kind: DealType) -> tuple[Context, Candidate]:
    """A text with [names] and one {trigger} as what assembly gets."""
    text, mentions, trigger = "", [], None
    for piece in re.split(r"(\[.*?\]|\{.*?\})", marked):
        bare = piece.strip("[]{}")
        if piece.startswith("["):
            mentions.append(Mention(len(text), len(text) + len(bare), "organization", bare))
        elif piece.startswith("{"):
            trigger = Trigger(len(text), len(text) + len(bare), bare, {kind: 0.9}, {"agreed": 1.0}, 0.0)
        text += bare
    assert trigger is not None
    sentences = tuple((m.start(), m.end()) for m in re.finditer(r"[^.]+\.", text))
    reading = Reading(tuple(mentions), (trigger,), {}, {}, {}, sentences=sentences)
    names = dict.fromkeys(m.text for m in mentions)
    entities = {
        name: Entity(name, "company", name, (), tuple(i for i, m in enumerate(mentions) if m.text == name))
        for name in names
    }
    context = Context(CleanText(text, ((0, 0, len(text)),)), reading, {}, entities)
    return context, Candidate((0,), {kind: 0.9}, {"agreed": 1.0}, 0.0, ())


@pytest.mark.parametrize(("marked", "kind", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_roles_that_the_words_give(marked: str, kind: DealType, expected: dict[str, str]) -> None:
    """The roles of each name, and of those in a row with it; none from a clause without the trigger, none between one and itself."""
    context, candidate = read(marked, kind)
    said = roles_said(context, candidate, kind)
    assert {entity: role for entity, (role, _) in said.items()} == expected
    assert all(context.clean.text[n.start : n.end] == entity for entity, (_, n) in said.items())


def test_a_phrase_of_one_role_gives_way_to_a_sure_reader() -> None:
    """Who the reader is sure is the issuer does not become the manager of its own issue from afar."""
    context, candidate = read("[Kestrel] {lists} in May. [Kestrel] is lead manager of nothing.", "offering")
    sure = Candidate(
        candidate.triggers, candidate.types, candidate.statuses, 0.0, (Fact("issuer", "Kestrel", 0.9, ()),)
    )
    assert roles_said(context, candidate, "offering")
    assert not roles_said(context, sure, "offering")
