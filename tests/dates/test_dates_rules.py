"""Every rule reads its examples whole and leaves its counter-examples."""

from __future__ import annotations

import pytest

from dealextract.dates.grammar import RULES, TOKEN, read, starters

YES = [pytest.param(rule, text, id=f"{rule.name}-{text}") for rule in RULES for text in rule.yes]
NO = [pytest.param(rule, text, id=f"{rule.name}-{text}") for rule in RULES for text in rule.no]


@pytest.mark.parametrize(("rule", "text"), YES)
def test_reads(rule, text):
    """The whole example is matched, gives a reading, and the rule is tried at its first word."""
    match = rule.regex.match(text)
    assert match is not None
    assert match.end() == len(text)
    assert rule.build(match) is not None
    token = TOKEN.match(text)
    assert token is not None
    first = "0" if token[0].isdigit() else "'" if token[0] in "'’" else token[0].lower()
    assert rule in starters().get(first, ())


@pytest.mark.parametrize(("rule", "text"), NO)
def test_leaves(rule, text):
    """The counter-example as a whole is no expression of this kind."""
    match = rule.regex.match(text)
    assert match is None or match.end() < len(text) or rule.build(match) is None


def test_every_rule_has_examples_and_a_name_of_its_own():
    """No rule without examples on both sides, no name twice."""
    assert all(rule.yes and rule.no for rule in RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_guarded_words_alone_are_no_dates():
    """Words that name months, seasons and counts in other senses."""
    assert read("May I fall in the spring mattress? A march of 2000 men, 1999 cars and a second.") == []
