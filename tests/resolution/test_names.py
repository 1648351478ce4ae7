"""Names are compared by the words that tell them apart."""

from __future__ import annotations

import pytest

from dealextract.resolution.names import core, fold, is_acronym, relation, short_name

RELATIONS = [
    ("Kestrel Foods plc", "Kestrel Foods", "equal"),
    ("Kestrel Foods plc", "Kestrel", "contained"),
    ("The Oakfield Group", "OAKFIELD", "equal"),
    ("Société Marbeau", "Societe Marbeau SA", "equal"),
    ("Tamar Capital", "Severn Capital", "different"),
    ("Bank of Exmoor", "Bank of Dartmoor", "different"),
    ("Exmoor Water", "Exmoor Rail", "shared"),
    ("National Bank", "Bank", "different"),
    ("West Quay Shipping Lines", "WQSL", "acronym"),
    ("Lundy Ferries", "Kestrel", "different"),
]


@pytest.mark.parametrize(("a", "b", "expected"), RELATIONS, ids=[f"{a}~{b}" for a, b, _ in RELATIONS])
def test_relation_is_told_by_distinctive_words_whichever_comes_first(a: str, b: str, expected: str) -> None:
    assert relation(a, b) == expected
    assert relation(b, a) == expected


def test_fold_drops_case_accents_and_possessive() -> None:
    assert fold("“Crédit Lémanique’s”") == "credit lemanique"


@pytest.mark.parametrize(("name", "expected"), [("Group", ("group",)), ("S.A.", ("sa",)), ("e.on AG", ("e.on",))])
def test_core_never_is_empty(name: str, expected: tuple[str, ...]) -> None:
    assert core(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kestrel Foods plc", "Kestrel Foods"),
        ("The Oakfield Group", "Oakfield"),
        ("Halden Shipping Co., Ltd.", "Halden Shipping"),
        ("Tmall", "Tmall"),
        ("Group", "Group"),
        ("Co-operative Dairies", "Co-operative Dairies"),
    ],
)
def test_short_name_leaves_the_legal_form_out(name: str, expected: str) -> None:
    assert short_name(name) == expected


def test_acronym_needs_capitals_and_more_than_one_word() -> None:
    assert not is_acronym("wql", "West Quay Lines")
    assert not is_acronym("WQ", "Westquay")
