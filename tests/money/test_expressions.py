"""Expressions in context, with what each must give; half of them were written before the code."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from dealextract.money import find_money, find_percents
from dealextract.records import Money, Percent

FOLDER = Path(__file__).parent
Found = tuple[str, str, Decimal | None, str, Decimal | None, Decimal | None]


def rows(name: str) -> list[tuple[str, str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


BEFORE, AFTER = rows("expressions_before.tsv"), rows("expressions_after.tsv")


def expected(marked: str, values: str) -> list[Found]:
    """The spans and values of one row, in order."""
    texts = re.findall("⟦(.*?)⟧", marked)
    parts = [v for v in values.split(";") if v]
    assert len(texts) == len(parts), "as many marks as values"
    out = []
    for text, part in zip(texts, parts, strict=True):
        kind, amount, *rest = part.split()
        qualifier = rest[0] if rest else "exact"
        low, _, high = amount.rpartition("..")
        if len(rest) > 1:
            low, _, high = rest[1].partition("..")
        ends = Decimal(low) if low else None, Decimal(high) if low and high else None
        number = None if amount == "?" else Decimal(high)
        out.append((text, kind, number, qualifier, *ends))
    return out


def found(text: str) -> list[Found]:
    """What the package finds, money and percentages in the order of the text."""
    both: list[Money | Percent] = [*find_money(text), *find_percents(text)]

    def number(value: str | None) -> Decimal | None:
        return None if value is None else Decimal(value)

    return [
        (
            m.text,
            (m.currency or "?") if isinstance(m, Money) else "%",
            number(m.amount if isinstance(m, Money) else m.value),
            m.qualifier,
            number(m.minimum),
            number(m.maximum),
        )
        for m in sorted(both, key=lambda m: m.start)
    ]


@pytest.mark.parametrize(("marked", "values"), BEFORE + AFTER, ids=[r[0][:60] for r in BEFORE + AFTER])
def test_expression(marked: str, values: str) -> None:
    """Each row gives the marked spans with their values, and nothing else."""
    assert found(re.sub("[⟦⟧]", "", marked)) == expected(marked, values)


def test_table_is_large_and_half_of_it_older_than_the_code() -> None:
    """The promise about the table: at least 250 rows, half of them written before the code."""
    assert len(BEFORE) + len(AFTER) >= 250
    assert len(BEFORE) >= 125


def test_no_row_stands_twice() -> None:
    """A row that is there twice proves nothing twice."""
    texts = [row[0] for row in BEFORE + AFTER]
    assert len(set(texts)) == len(texts)
