"""The nouns of this package: frozen, plain values with half-open code-point offsets into the text that was read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dealextract.records import Qualifier

TermKind = Literal[
    "consideration", "exclusivity", "debt_included", "debt_excluded", "enterprise_value", "equity_value", "per_share",
    "condition", "earn_out", "exchange_ratio", "undisclosed", "upfront", "break_fee", "premium", "whole",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in main units, as the text states it.

    `amount` is None where the text gives a range without an upper end or an undisclosed sum; of a range it is the
    maximum. `converted_from` is the index, in the list that `find_amounts` gives, of the amount that this one merely
    restates in another currency. `elliptic` marks an amount whose currency is not printed beside it but carried over
    from the amounts around it.
    """

    start: int
    end: int
    text: str
    amount: Decimal | None
    currency: str | None
    qualifier: Qualifier = "exact"
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    converted_from: int | None = None
    elliptic: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage or a share in words ("a third"), in percent; `value` is None for "a majority"."""

    start: int
    end: int
    text: str
    value: Decimal | None
    qualifier: Qualifier = "exact"
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TermWord:
    """Words that state a term other than an amount: `kind` says which, `value` what (`cash`, `exclusive`, …)."""

    start: int
    end: int
    text: str
    kind: TermKind
    value: str


def plain(number: Decimal | None) -> str | None:
    """A number without exponent and without noughts at the end of its fraction, as the records print it.

    >>> plain(Decimal("4.50")), plain(Decimal("1.2E+9")), plain(None)
    ('4.5', '1200000000', None)
    """
    if number is None:
        return None
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
