"""Words of terms: each entry of terms.toml matches where it says and nowhere where it says not."""

from __future__ import annotations

import pytest

from dealextract.money import term_words
from dealextract.money.terms import definitions, patterns

YES = [(d["kind"], d["value"], text) for d in definitions() for text in d["yes"]]
NO = [(d["kind"], d["value"], text) for d in definitions() for text in d["no"]]


@pytest.mark.parametrize(("kind", "value", "text"), YES, ids=[f"{k} {v}: {t}" for k, v, t in YES])
def test_term_is_found(kind: str, value: str, text: str) -> None:
    """The example gives the kind and the value of its entry."""
    assert (kind, value) in {(t.kind, t.value) for t in term_words(text)}


@pytest.mark.parametrize(("kind", "value", "text"), NO, ids=[f"{k} {v}: {t}" for k, v, t in NO])
def test_term_is_not_found(kind: str, value: str, text: str) -> None:
    """The counter-example does not give the kind and the value of its entry."""
    assert (kind, value) not in {(t.kind, t.value) for t in term_words(text)}


@pytest.mark.parametrize("definition", definitions(), ids=lambda d: f"{d['kind']} {d['value']}")
def test_needs_hold_for_each_example(definition: dict[str, list[str]]) -> None:
    """`needs` only saves time: every example that the pattern matches holds one of the words."""
    for text in definition["yes"]:
        assert any(word in text.lower() for word in definition["needs"])


def test_patterns_are_as_many_as_entries() -> None:
    """No entry is lost on the way from the file."""
    assert len(patterns()) == len(definitions()) >= 20


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("It offers £5 a share.", "a share"),
        ("It offers $5 per share.", "per share"),
        ("A 265p-a-share offer.", "-a-share"),
        ("It pays €5 in cash for each ordinary share.", "for each ordinary share"),
        ("They go for $3 apiece.", "apiece"),
        ("It earned $0.11 per diluted share.", "per diluted share"),
    ],
)
def test_price_per_share_is_cued_beside_the_amount(text: str, cue: str) -> None:
    """The words that make an amount a price per share are found right after it."""
    assert [t.text for t in term_words(text) if t.kind == "per_share"] == [cue]


@pytest.mark.parametrize("text", ["It paid £5m for a share of the mill.", "A share costs more."])
def test_share_in_other_places_is_no_price_per_share(text: str) -> None:
    """Without an amount right before it "a share" cues nothing."""
    assert [t for t in term_words(text) if t.kind == "per_share"] == []
