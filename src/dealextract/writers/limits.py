"""What the formats can hold: numbers, lengths and letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from dealextract.writers.columns import DIGITS, SCALE

UNHELD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What some format cannot hold: control characters, halves of a surrogate pair, what is no character."""
LEAST = Decimal(1).scaleb(-SCALE)
MOST = Decimal(10) ** (DIGITS - SCALE)


def fits_decimal(value: Decimal) -> bool:
    """Whether a decimal of 38 digits, six of them decimals, holds it exactly.

    >>> fits_decimal(Decimal("2.905")), fits_decimal(Decimal("0.0000001"))
    (True, False)
    """
    exponent = value.as_tuple().exponent
    return abs(value) < MOST and (not isinstance(exponent, int) or exponent >= -SCALE or value % LEAST == 0)


def fits_double(value: Decimal) -> bool:
    """Whether 15 significant digits hold it exactly, as a spreadsheet or a binary floating-point number does.

    >>> fits_double(Decimal("1234567890.12345")), fits_double(Decimal("12345678901234567"))
    (True, False)
    """
    return len(value.normalize().as_tuple().digits) <= 15 and fits_decimal(value)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a format can hold: which numbers exactly, and texts of how many letters."""

    fits: Callable[[Decimal], bool] = fits_decimal
    longest: int | None = None


def plain(text: str) -> str:
    """A text with what every format holds; line ends are line feeds.

    >>> plain("a\\r\\nb\\x00")
    'a\\nb\\ufffd'
    """
    if text.isprintable():
        return text
    return UNHELD.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


EXACT = Limits()
"""Those of the formats that have decimals of 38 digits."""
