"""Every guard passes its examples and stops its counter-examples."""

from __future__ import annotations

import pytest

from dealextract.dates.grammar import RULES
from dealextract.dates.guards import GUARDS


def _cases(side):
    return [pytest.param(g, text, id=f"{name}-{text}") for name, g in GUARDS.items() for text in getattr(g, side)]


def _asked(guard, marked):
    start, end = marked.index("["), marked.index("]") - 1
    return guard(marked.replace("[", "").replace("]", ""), start, end)


@pytest.mark.parametrize(("guard", "marked"), _cases("yes"))
def test_passes(guard, marked):
    """The marked words are a date there."""
    assert _asked(guard, marked)


@pytest.mark.parametrize(("guard", "marked"), _cases("no"))
def test_stops(guard, marked):
    """The marked words are no date there."""
    assert not _asked(guard, marked)


def test_each_guard_has_a_rule_and_examples():
    """No guard without a rule of its name, none without examples on both sides."""
    assert set(GUARDS) <= {rule.name for rule in RULES}
    assert all(guard.yes and guard.no for guard in GUARDS.values())
