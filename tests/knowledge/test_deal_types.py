"""The examples beside each deal type are read as they say."""

from __future__ import annotations

from typing import get_args

import pytest

from dealextract import extract
from dealextract.knowledge.taxonomy import CounterExample, Example, deal_types
from dealextract.records import DealType

EXAMPLES = [(name, e) for name, d in deal_types().items() for e in d.examples]
COUNTER_EXAMPLES = [(name, e) for name, d in deal_types().items() for e in d.counter_examples]


def test_every_type_has_examples_of_both_kinds() -> None:
    for name in get_args(DealType):
        assert len(deal_types()[name].examples) >= 2
        assert deal_types()[name].counter_examples


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{n}-{e.text[:24]}" for n, e in EXAMPLES])
def test_an_example_gives_its_deal(name: DealType, example: Example) -> None:
    (deal,) = extract(example.text).deals
    assert deal.type == name
    assert deal.status == example.status
    said = {(p.name, p.role) for p in deal.parties}
    assert said == {(company, role) for role, companies in example.parties.items() for company in companies}


@pytest.mark.parametrize(("name", "example"), COUNTER_EXAMPLES, ids=[f"{n}-{e.text[:24]}" for n, e in COUNTER_EXAMPLES])
def test_a_counter_example_gives_none(name: DealType, example: CounterExample) -> None:
    assert name not in [d.type for d in extract(example.text).deals]


def test_what_a_summary_names_are_roles_of_the_type() -> None:
    for definition in deal_types().values():
        named = {*definition.joined, *definition.trailing, *(r for group in definition.needs for r in group)}
        assert named <= set(definition.roles)
