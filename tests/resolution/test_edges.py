"""Names that the tagger cut short or took too much of."""

from __future__ import annotations

import pytest

from dealextract.resolution import edges
from dealextract.resolution.edges import EXAMPLES, mended
from dealextract.types import Mention, Reading


def _mended(marked: str) -> list[str]:
    """The names of a text in which each is marked, after they were mended."""
    mentions, text = [], ""
    for part in marked.split("["):
        name, bracket, rest = part.rpartition("]")
        if bracket:
            mentions.append(Mention(len(text), len(text) + len(name), "organization", name))
        text += name + rest
    reading = Reading(mentions=tuple(mentions), triggers=(), roles={}, links={}, same_deal={})
    return [m.text for m in mended(reading, text).mentions]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[Kestrel and] [Oakfield] merged.", ["Kestrel", "Oakfield"]),
        ("The [Credit Bank] of [Jordan Foods] paid.", ["Credit Bank", "Jordan Foods"]),
        ("The [Credit Bank] of the [Jordan Foods] paid.", ["Credit Bank", "Jordan Foods"]),
    ],
)
def test_a_name_never_takes_in_the_next(marked: str, names: list[str]) -> None:
    assert _mended(marked) == names


def test_a_long_lead_is_known_again() -> None:
    lead = "manufacturer and distributor of sweetened beverages "
    assert _mended(f"The [{lead}Kestrel] paid. The {lead}Kestrel sold.") == [f"{lead}Kestrel"]


def test_the_text_is_not_searched_again_for_each_name(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    known = edges._Names._stand_alone
    monkeypatch.setattr(edges._Names, "_stand_alone", lambda self, *name: looked.append(name) or known(self, *name))
    names = _mended("It sued phone [trailblazer Kestrel]. " * 50 + "Kestrel paid.")
    assert (names, looked) == (["Kestrel"] * 50, [("Kestrel", "trailblazer ")])


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
