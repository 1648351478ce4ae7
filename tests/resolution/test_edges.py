"""Names that the tagger cut short or took too much of."""

from __future__ import annotations

import pytest

from dealextract.resolution.edges import EXAMPLES, mended
from dealextract.types import Mention, Reading


@pytest.mark.parametrize(("marked", "name"), EXAMPLES, ids=[name + ": " + marked[:24] for marked, name in EXAMPLES])
def test_a_name_gets_its_edges(marked: str, name: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    mentions = [Mention(start, end, "organization", text[start:end])]
    other = text.rfind(name)
    if other > end:
        mentions.append(Mention(other, other + len(name), "organization", name))
    reading = Reading(mentions=tuple(mentions), triggers=(), roles={}, links={}, same_deal={})
    (first, *_) = mended(reading, text).mentions
    assert (first.text, text[first.start : first.end]) == (name, name)
