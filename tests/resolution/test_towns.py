"""Names of towns that are no companies."""

from __future__ import annotations

import re

import pytest

from dealextract.knowledge.places import towns
from dealextract.resolution.towns import EXAMPLES, is_town
from dealextract.types import Mention


@pytest.mark.parametrize(("marked", "town"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_a_town_is_told_by_its_name_and_by_all_its_surroundings(marked: str, town: bool) -> None:
    """The gazetteer must know every name of the entity, and each must stand where a place does."""
    text, named = "", []
    for piece in re.split(r"(\[.*?\])", marked):
        bare = piece.strip("[]")
        if piece.startswith("["):
            named.append(Mention(len(text), len(text) + len(bare), "organization", bare))
        text += bare
    assert is_town(text, named) is town


def test_the_gazetteer_holds_towns_and_no_line_of_its_own() -> None:
    """The head of the table is no town."""
    assert {"leeds", "łódź", "san diego"} <= towns()
    assert not any("geonames" in name for name in towns())
    assert "kestrel" not in towns()
