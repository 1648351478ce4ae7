"""Deals that say nothing of their own beside another."""

from __future__ import annotations

import pytest

from dealextract.assembly.deals import _is_echo
from dealextract.records import Deal, MoneyTerm, Party, Role, Span, Terms
from dealextract.types import Candidate

CANDIDATE = Candidate((), {"partnership": 1.0}, {"agreed": 1.0}, 0.0, ())
TOLD = tuple(Span(start=n, end=n + 1, text="x") for n in range(2))
MONEY = MoneyTerm(start=0, end=3, text="£5m", amount="5000000", currency="GBP", qualifier="exact")


def deal(key: str, parties: dict[str, Role], *, kind: str = "partnership", terms: Terms | None = None) -> Deal:
    return Deal(
        id=key, type=kind, status="agreed", background=False, summary=key, terms=terms or Terms(), confidence=0.5, evidence=TOLD,
        parties=tuple(Party(company=c, name=c, role=role) for c, role in parties.items()),
    )  # fmt: skip


FULL = deal("full", {"c1": "partner", "c2": "partner", "c3": "platform"})


@pytest.mark.parametrize(
    ("other", "echo"),
    [
        (deal("part", {"c1": "partner", "c2": "partner"}), True),
        (deal("worth", {"c1": "partner", "c2": "partner"}, terms=Terms(value=MONEY)), False),
        (deal("stranger", {"c1": "partner", "c4": "partner"}), False),
        (deal("kind", {"c1": "supplier", "c2": "customer"}, kind="supply"), False),
        (deal("twin", {"c1": "partner", "c2": "partner", "c3": "platform"}), False),
    ],
    ids=lambda x: x.id if isinstance(x, Deal) else str(x),
)
def test_a_bare_deal_within_a_fuller_one_of_its_type_is_an_echo(other: Deal, echo: bool) -> None:
    assert _is_echo(CANDIDATE, other, [(CANDIDATE, FULL), (CANDIDATE, other)]) is echo
    assert not _is_echo(CANDIDATE, FULL, [(CANDIDATE, FULL), (CANDIDATE, other)])
