"""What is made for training keeps to the labels that the program knows, and its tables are those of the corpus."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import get_args

import pytest
from training.augment import NamePool
from training.patterns import Pattern, Scene, choose, made_articles, read_patterns

from dealextract.knowledge.taxonomy import deal_types
from dealextract.reader import labels
from dealextract.records import DealType, MilestoneKind, Role, Status
from training import configurations

CORPUS = Path(__file__).parents[2] / "corpus"
PATTERNS = read_patterns(CORPUS / "patterns")


@pytest.fixture
def pool() -> NamePool:
    names = NamePool([])
    names.company, names.given, names.family = ["Arbor", "Kestrel", "Nordvik"], ["Ana", "Raj"], ["Ruiz", "Berg"]
    return names


def test_every_type_has_patterns_of_several_statuses() -> None:
    seen = {kind: {p.status for p in PATTERNS if p.type == kind} for kind in get_args(DealType)}
    assert all(len(statuses) >= 3 for statuses in seen.values()), seen


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: f"{p.type}: {p.text[:40]}")
def test_a_pattern_names_roles_and_slots_that_exist(pattern: Pattern, pool: NamePool) -> None:
    assert pattern.status in get_args(Status)
    rng = random.Random(1)
    for _ in range(5):
        scene = Scene(pool, rng)
        told = scene.tell(pattern)
        roles = {role for _, role in scene.deals["A"]["parties"]}
        assert roles
        assert roles <= set(deal_types()[next(t for t in get_args(DealType) if t == pattern.type)].roles)
        assert roles <= set(get_args(Role))
        assert "<t A>" in told
        slots = re.findall(r"<([mqd]) A\.(\w+)", told)
        assert {s for tag, s in slots if tag == "d"} <= set(get_args(MilestoneKind))
        assert {s for tag, s in slots if tag == "m"} <= set(labels.MONEY_SLOTS)


def test_choices_are_made_inside_out_and_leave_no_gap_before_a_stop() -> None:
    assert choose("a [b|b] c[| ].", random.Random(2)) == "a b c."
    assert choose("x [[a|a] b|a b].", random.Random(3)) == "x a b."


def test_made_articles_hold_every_party_by_name(pool: NamePool) -> None:
    articles = made_articles(PATTERNS, pool, 40, random.Random(5))
    assert len(articles) == 40
    for article in articles:
        named = {a.target for a in article.annotations if a.tag == "o"}
        parties = {org for deal in article.deals.values() for org, _ in deal["parties"]}
        assert parties <= named
        for a in article.annotations:
            if a.tag == "o":
                assert article.text[a.start : a.end] == article.orgs[a.target]["name"]


def test_the_table_of_castings_is_that_of_the_corpus() -> None:
    table = Path(configurations.TABLE)
    assert (CORPUS.parent / table).read_text(encoding="utf-8") == configurations.text(CORPUS)
