"""The examples beside each deal type are read as they say."""

from __future__ import annotations

from typing import get_args

from dealextract import extract
from dealextract.knowledge.taxonomy import Example, deal_types
from dealextract.records import DealType

EXAMPLES = [(name, e) for name, d in deal_types().items() for e in d.examples]
FLOOR, COUNTER_FLOOR = 23, 10
COUNTER_EXAMPLES = [(name, e) for name, d in deal_types().items() for e in d.counter_examples]


def test_every_type_has_examples_of_both_kinds() -> None:
    for name in get_args(DealType):
        assert len(deal_types()[name].examples) >= 2
        assert deal_types()[name].counter_examples


def is_read(name: DealType, example: Example) -> bool:
    """Whether an example gives its deal and no other, with its status and parties."""
    deals = extract(example.text).deals
    if [d.type for d in deals] != [name] or deals[0].status != example.status:
        return False
    said = {(p.name, p.role) for p in deals[0].parties}
    return said == {(company, role) for role, companies in example.parties.items() for company in companies}


def test_examples_give_their_deals() -> None:
    """A floor that rises with the reader: single sentences are harder for it than whole articles."""
    wrong = [example.text for name, example in EXAMPLES if not is_read(name, example)]
    assert len(EXAMPLES) - len(wrong) >= FLOOR, wrong


def test_counter_examples_give_none() -> None:
    wrong = [e.text for name, e in COUNTER_EXAMPLES if name in [d.type for d in extract(e.text).deals]]
    assert len(COUNTER_EXAMPLES) - len(wrong) >= COUNTER_FLOOR, wrong


def test_what_a_summary_names_are_roles_of_the_type() -> None:
    for definition in deal_types().values():
        named = {*definition.joined, *definition.trailing, *(r for group in definition.needs for r in group)}
        assert named <= set(definition.roles)
