"""Money, percentages and the words of other terms, found in plain text by rules: no model, no clock, no locale.

`find_money` and `find_percents` give records; `find_amounts` tells more about each amount (what it was converted from,
whether its currency is printed beside it); `term_words` finds the words that state other terms.
"""

from __future__ import annotations

from dealextract.money.amounts import find_amounts
from dealextract.money.nouns import Amount, TermWord, plain
from dealextract.money.percents import find_percents
from dealextract.money.settling import dollar_told
from dealextract.money.terms import term_words
from dealextract.records import Money

__all__ = ["Amount", "TermWord", "dollar_told", "find_amounts", "find_money", "find_percents", "term_words"]


def find_money(text: str) -> list[Money]:
    """Every amount of money in a text, sorted by offset and without overlap.

    Amounts are decimal strings in main units ("450p" is "4.5" GBP), currencies ISO 4217 codes, or None where the text
    leaves open which country's money it is. Of a range `amount` is the maximum.

    >>> [(m.text, m.amount, m.currency, m.qualifier) for m in find_money("It paid more than £1.3bn ($2.2bn).")]
    [('£1.3bn', '1300000000', 'GBP', 'more_than'), ('$2.2bn', '2200000000', 'USD', 'exact')]
    """
    return [
        Money(
            start=a.start,
            end=a.end,
            text=a.text,
            amount=plain(a.amount),
            currency=a.currency,
            qualifier=a.qualifier,
            minimum=plain(a.minimum),
            maximum=plain(a.maximum),
        )
        for a in find_amounts(text)
    ]
