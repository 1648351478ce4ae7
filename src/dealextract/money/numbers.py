"""Numbers in digits and in words to decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from dealextract.money.tables import section
from dealextract.money.tokens import Tokens

Style = Literal["english", "continental"]
VULGAR = {
    "¼": "0.25", "½": "0.5", "¾": "0.75", "⅐": "0.142857", "⅑": "0.111111", "⅒": "0.1", "⅓": "0.3333", "⅔": "0.6667",
    "⅕": "0.2", "⅖": "0.4", "⅗": "0.6", "⅘": "0.8", "⅙": "0.1667", "⅚": "0.8333", "⅛": "0.125", "⅜": "0.375",
    "⅝": "0.625", "⅞": "0.875",
}  # fmt: skip
_GROUPS = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+")
_CONTINENTAL = re.compile(r"\d\.\d{3}\.\d{3}(?!\d)|\d\.\d{3},\d|(?<![\d.,])\d{1,3},\d{1,2}(?![\d,.]*\d)")
_ENGLISH = re.compile(r"\d,\d{3}(?!\d)|\d\.\d{1,2}(?!\d)")


@lru_cache(maxsize=4)
def style(text: str) -> Style:
    """Which of "1.234,5" (continental) and "1,234.5" (English) the numbers of a text are written in.

    >>> style("The villa cost 1.200.000 euros"), style("The villa cost 1,200,000 euros")
    ('continental', 'english')
    """
    continental = len(_CONTINENTAL.findall(text))
    return "continental" if continental and continental >= len(_ENGLISH.findall(text)) else "english"


def digits(text: str, how: Style = "english", *, thousands: bool = False) -> Decimal | None:
    """The value of a number in digits, or None where its separators make no number.

    A single point with three digits after it is read as the style says, or as thousands where `thousands` is set.

    >>> digits("1,234.5"), digits("1.200.000"), digits("4,5"), digits("2,40,000"), digits("98 400 000,00")
    (Decimal('1234.5'), Decimal('1200000'), Decimal('4.5'), Decimal('240000'), Decimal('98400000.00'))
    >>> digits("1.240"), digits("1.240", "continental"), digits("1,2.3,4")
    (Decimal('1.240'), Decimal('1240'), None)
    """
    if len(text) > 30:
        return None
    number = text.replace("’", "'")
    for space in " \u00a0\u2009\u202f":
        number = number.replace(space, "")
    if "'" in number:
        number = number.replace("'", "") if re.fullmatch(r"\d{1,3}(?:['.,]\d{3})+(?:[.,]\d{1,2})?", number) else number
        if "," in number and re.search(r",\d{3}$", number):
            number = number.replace(",", "")
    points, commas = number.count("."), number.count(",")
    if not points and not commas:
        return Decimal(number) if number.isdecimal() else None
    if points and commas:
        last = max(number.rfind("."), number.rfind(","))
        whole, part = number[:last], number[last + 1 :]
        other = "," if number[last] == "." else "."
        if number[last] in whole or not _grouped(whole, other):
            return None
        return Decimal(f"{whole.replace(other, '')}.{part}")
    mark = "." if points else ","
    if max(points, commas) > 1:
        return Decimal(number.replace(mark, "")) if _grouped(number, mark) else None
    whole, part = number.split(mark)
    if _GROUPS.search(text):
        return Decimal(f"{whole}.{part}")
    if (
        len(part) == 3
        and whole != "0"
        and len(whole) <= 3
        and whole
        and (mark == "," or how == "continental" or thousands)
    ):
        return Decimal(whole + part)
    return Decimal(f"{whole or '0'}.{part}")


def _grouped(number: str, mark: str) -> bool:
    """Whether the marks of a number part it in thousands, or as in India in lakhs and crores."""
    head, *groups = number.split(mark)
    if not groups:
        return True
    western = 1 <= len(head) <= 3 and all(len(g) == 3 for g in groups)
    indian = 1 <= len(head) <= 2 and len(groups[-1]) == 3 and all(len(g) == 2 for g in groups[:-1])
    return western or indian


@cache
def _words() -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in section("numbers.toml", "words").items()}


@cache
def scales() -> dict[str, int]:
    """Power of ten of each scale, by lower-case word or letter."""
    return {**section("numbers.toml", "scales"), **section("numbers.toml", "letters")}


@cache
def fractions() -> dict[str, Decimal]:
    """Percent of each fraction word."""
    return {word: Decimal(value) for word, value in section("numbers.toml", "fractions").items()}


def fraction(text: str) -> Decimal:
    """The value of "3/8" or "½".

    >>> fraction("3/8"), fraction("½")
    (Decimal('0.375'), Decimal('0.5'))
    """
    if text in VULGAR:
        return Decimal(VULGAR[text])
    upper, lower = text.split("/")
    return Decimal(upper) / Decimal(lower)


def power(tokens: Tokens, i: int) -> int:
    """The power of ten of the scale at token i."""
    return scales()[tokens.word(i).lower().rstrip(".").replace("-\n", "")]


def value(tokens: Tokens, first: int, last: int, how: Style, *, thousands: bool = False) -> Decimal | None:
    """The value of the number in tokens first..last (exclusive), scales included; None where it makes no number."""
    kinds = tokens.kinds
    total, current, part, tens, seen, halves = Decimal(0), Decimal(0), Decimal(0), 0, False, False
    i = first
    while i < last:
        kind = kinds[i]
        if kind == "d":
            number = digits(tokens.word(i), how, thousands=thousands)
            if number is None or (seen and current):
                return None
            current, seen = current + number, True
        elif kind == "f":
            current, seen = current + fraction(tokens.word(i)), True
        elif kind == "n":
            word = _words()[tokens.word(i).lower()]
            if part:
                current += word * part
            elif tokens.word(i).lower() == "dozen" and seen:
                current *= word
            else:
                current += word
            seen = True
        elif kind == "p":
            part = Decimal("0.1")
        elif kind == "h":
            current, seen = (current or Decimal(1)) * 100, True
        elif kind in "HQ":
            share = (fractions()[tokens.word(i).lower()] / 100).quantize(Decimal("0.01"))
            if seen and kind == "Q" and not halves and i and kinds[i - 1] in "n-":
                current *= share
            else:
                current += share
            seen = halves = True
        elif kind in "Ssz":
            current = (current if seen else Decimal(1)) * Decimal(10) ** power(tokens, i)
            if i + 1 < last and kinds[i + 1] in "Ss":
                i += 1
                current *= Decimal(10) ** power(tokens, i)
            total, current, seen, part = total + current, Decimal(0), False, Decimal(0)
            tens += 1
        elif kind == "a" or kind in "-&oy":
            pass
        else:
            return None
        i += 1
    return total + current
