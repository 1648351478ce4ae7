"""Every rule fires in each of its examples, with the value said there, and in none of its counter-examples."""

from __future__ import annotations

import re

import pytest

from dealextract.money import find_amounts, plain
from dealextract.money.rules import RULES, amounts
from dealextract.money.tokens import tokenize

EXAMPLES = [(rule.name, text, value) for rule in RULES for text, value in rule.examples.items()]
COUNTERS = [(rule.name, text) for rule in RULES for text in rule.counters]


def fired(text: str) -> set[str]:
    return {match.lastgroup or "" for match in amounts().finditer(tokenize(text).kinds)}


@pytest.mark.parametrize(("name", "text", "value"), EXAMPLES, ids=[f"{n}: {t}" for n, t, _ in EXAMPLES])
def test_rule_fires_with_its_value(name: str, text: str, value: str) -> None:
    """The rule of the example is the one that fires, and the amount is the one said."""
    assert name in fired(text)
    (amount,) = find_amounts(text)
    low = f"{plain(amount.minimum)}.." if amount.minimum is not None else ""
    assert f"{amount.currency or '?'} {low}{plain(amount.amount)}" == value


@pytest.mark.parametrize(("name", "text"), COUNTERS, ids=[f"{n}: {t}" for n, t in COUNTERS])
def test_rule_keeps_out_of_its_counter_examples(name: str, text: str) -> None:
    """A rule that fires in a counter-example gives no single amount there: two for a change, none else."""
    found = find_amounts(text)
    assert name not in fired(text) or len(found) == 2


def test_every_rule_has_an_example_and_a_name_of_its_own() -> None:
    """A rule without an example could be dead for years."""
    assert all(rule.examples for rule in RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("He paid US$ 5.2 million.", "xxPdS."),
        ("10 to 12 million Hong Kong dollars", "dtdSjjW"),
        ("3,14 €", "dW"),
        ("5m at 450p, 4.5 per cent", "dsxdM,d%"),
        ("half a billion Swiss francs", "HaSjW"),
        ("EUR 900-950 mln", "Pd-dS"),
        ("sales of MSEK 140", "xoBd"),
        ("one.\n\ntwo", "n.¶n"),
        ("the J25", "xxd"),
        ("the M25", "xPd"),
    ],
    ids=lambda v: v if isinstance(v, str) else None,
)
def test_tokens_have_these_kinds(text: str, kinds: str) -> None:
    """The letters that the rules are written in."""
    assert tokenize(text).kinds == kinds


def test_table_of_kinds_in_the_documentation_names_every_kind() -> None:
    """The table at the top of `tokens` is what a reader of the rules has; it must be whole."""
    from dealextract.money import tokens

    used = set("".join(rule.pattern for rule in RULES)) & set("dfnhSszHQatozrbpyPWMBjPW&-")
    documented = re.sub(r"[`\s|]+", "", tokens.__doc__ or "")
    assert all(kind in documented for kind in used)
