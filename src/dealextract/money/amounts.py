"""Amounts of money: `find_amounts`."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from dealextract.money import rules
from dealextract.money.currency import candidates
from dealextract.money.ellipsis import find_elliptic
from dealextract.money.nouns import Amount
from dealextract.money.numbers import style
from dealextract.money.reading import AmountReader
from dealextract.money.settling import setting
from dealextract.money.tables import section
from dealextract.money.tokens import tokenize

_BRACKET = re.compile(
    r" ?[(\[](?:(?:or|about|around|c\.|approx\.?|approximately|some|nearly|worth|equal to|roughly) )*"
)
_NEXT = re.compile(r"(?:;|,|/| or| and)? (?:or |about |around )?")


def _conversions(amounts: list[Amount], text: str) -> list[Amount]:
    """The amounts with those that restate the one before in brackets marked as converted.

    A plain "$" that converts an amount in another currency is the American one where the text writes that other
    currency as a dollar with its prefix, or is set where no dollar is money.
    """
    out: list[Amount] = []
    for i, amount in enumerate(amounts):
        if i and amount.currency and not amount.elliptic:
            gap = text[out[-1].end : amount.start]
            original = out[-1].converted_from
            if _BRACKET.fullmatch(gap) and out[-1].currency not in (None, amount.currency):
                amount = replace(amount, converted_from=i - 1)
            elif original is not None and _NEXT.fullmatch(gap) and amount.currency != out[original].currency:
                amount = replace(amount, converted_from=original)
        out.append(amount)
    return out


_ON_THE_DOLLAR = re.compile(r" (?:on|in|to) the dollar")


def _cents(amounts: list[Amount], text: str) -> list[Amount]:
    """The amounts with each "cents" taken for the hundredth part of the money nearest to it that has cents."""
    of = section("currencies.toml", "cents")["of"]
    major = [
        a
        for a in amounts
        if a.currency in of
        and a.converted_from is None
        and not text[a.start : a.end].lower().rstrip().endswith(("p", "c"))
    ]
    starts = [a.start for a in major]
    where, out = setting(text), []
    for amount in amounts:
        if amount.currency is None and amount.amount is not None and _CENTS.search(amount.text):
            i = bisect_left(starts, amount.start)
            nearest = min(major[max(0, i - 1) : i + 1], key=lambda a: abs(a.start - amount.start), default=None)
            if nearest is None or _ON_THE_DOLLAR.match(text, amount.end):
                main = ("NLG", "KES", "LKR", "MUR", "EUR", "ZAR", "default")
                code: str | None = where.dollar(tuple(c for c in of if c not in main))
            else:
                code = nearest.currency
            amount = replace(amount, currency=code)
        out.append(amount)
    return out


_MAGNITUDE = re.compile(
    r"\b(?:low |mid[- ]|high )?(?P<digits>single|double|triple|two|three)[- ]digit"
    r"[- ](?P<scale>thousand|million|billion)s?"
    r"(?:[- ]of)?[- ](?P<noun>[a-z]+|[A-Z]{3})\b"
)


def _magnitudes(text: str) -> list[Amount]:
    """ "Low double-digit millions of euros": between ten and ninety-nine million, the figure open."""
    found: list[Amount] = []
    if "digit" not in text:
        return found
    where = setting(text)
    for m in _MAGNITUDE.finditer(text):
        own = candidates(m["noun"])
        if own:
            low = 10 ** {"single": 0, "double": 1, "two": 1, "triple": 2, "three": 2}[m["digits"]]
            unit = 10 ** {"thousand": 3, "million": 6, "billion": 9}[m["scale"]]
            ends = Decimal(low * unit), Decimal((low * 10 - 1) * unit)
            found.append(Amount(m.start(), m.end(), m[0], None, where.settle(own), "range", *ends))
    return found


_CENTS = re.compile(r"(?:cents?|c|¢)$", re.IGNORECASE)


@lru_cache(maxsize=4)
def _stated(text: str) -> tuple[Amount, ...]:
    """Every amount that names its currency, in order."""
    tokens = tokenize(text)
    reader = AmountReader(tokens)
    found: list[Amount] = []
    for match in rules.amounts().finditer(tokens.kinds):
        found += reader.read(match)
    found = sorted(found + _magnitudes(text), key=lambda a: a.start)
    return tuple(_cents(_conversions(found, text), text))


@lru_cache(maxsize=4)
def _all(text: str) -> tuple[Amount, ...]:
    stated = _stated(text)
    left_out = find_elliptic(tokenize(text), stated, style(text))
    return tuple(_merged(list(stated), left_out))


def _merged(stated: list[Amount], left_out: list[Amount]) -> list[Amount]:
    """Both lists as one in order, the indexes of conversions kept right."""
    if not left_out:
        return stated
    both = sorted([*stated, *left_out], key=lambda a: a.start)
    place = {id(a): i for i, a in enumerate(both)}
    return [
        a if a.converted_from is None else replace(a, converted_from=place[id(stated[a.converted_from])]) for a in both
    ]


def find_amounts(text: str) -> list[Amount]:
    """Every amount of money in a text, sorted and without overlap; `text[a.start:a.end] == a.text`."""
    return list(_all(text))
