"""A purchase of a small stake is one of a stake, a purchase of a large one an acquisition, whatever it was read as."""

from __future__ import annotations

import re

import pytest

from dealextract.assembly.stakes import as_type, by_size
from dealextract.records import DealType, PercentTerm, Terms
from dealextract.types import Candidate, Fact

ROWS: list[tuple[str, DealType, DealType | None]] = [
    ("Kestrel buys 30% of Oakfield.", "acquisition", "stake_purchase"),
    ("Kestrel buys 30% of Oakfield.", "stake_purchase", None),
    ("Kestrel buys 51% of Oakfield.", "stake_purchase", "acquisition"),
    ("Kestrel buys the remaining 30% of Oakfield.", "acquisition", None),
    ("Kestrel buys the 30% of Oakfield that it does not already own.", "acquisition", None),
    ("Kestrel buys 30% of Oakfield and control of its board.", "acquisition", None),
    ("Kestrel lends 30% of it.", "financing", None),
]


@pytest.mark.parametrize(("text", "kind", "expected"), ROWS, ids=[f"{kind}: {text}" for text, kind, _ in ROWS])
def test_the_size_of_a_stake_tells_what_its_purchase_is(text: str, kind: DealType, expected: DealType | None) -> None:
    """Below a half a stake, unless the words beside it say that it completes another."""
    said = re.search(r"(\d+)%", text)
    assert said is not None
    stake = PercentTerm(start=said.start(), end=said.end(), text=said[0], value=said[1])
    assert by_size(text, kind, Terms(stake_percent=stake)) == expected


def test_a_holding_that_results_counts() -> None:
    """Who buys 20% and comes to 60% has bought control."""
    text = "Kestrel buys 20% and so holds 60%."
    terms = Terms(
        stake_percent=PercentTerm(start=13, end=16, text="20%", value="20"),
        resulting_percent=PercentTerm(start=30, end=33, text="60%", value="60"),
    )
    assert by_size(text, "stake_purchase", terms) == "acquisition"
    assert by_size(text, "stake_purchase", Terms()) is None


def test_who_buys_is_named_after_the_type() -> None:
    """What the reader said of acquirer and investor is said of one; other roles stay, and the two types are one."""
    facts = (Fact("acquirer", "c1", 0.6, ()), Fact("investor", "c1", 0.3, ()), Fact("target", "c2", 0.9, ()))
    read = Candidate((0,), {"acquisition": 0.6, "stake_purchase": 0.3, "merger": 0.1}, {"agreed": 1.0}, 0.0, facts)
    other = as_type(read, "stake_purchase")
    assert {(f.slot, f.value): round(f.probability, 3) for f in other.facts} == {
        ("investor", "c1"): 0.9,
        ("target", "c2"): 0.9,
    }
    assert {name: round(p, 3) for name, p in other.types.items()} == {"stake_purchase": 0.9, "merger": 0.1}
