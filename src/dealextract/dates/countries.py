"""Holidays whose day depends on the country: Thanksgiving, Mother's Day, Labour Day, bank holidays.

The country comes from the text's own words (places, currencies, exchanges, legal forms); where they name none, or
several whose days differ, the holiday has no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from dealextract.dates.words import table

ORDINAL = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
WEEKDAY = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Settled(NamedTuple):
    """The rule of the day (as in the vocabulary's table of holidays), or None; and the sentences that say why."""

    rule: str | None
    because: tuple[str, ...]


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {
        country: re.compile("|".join(rf"(?<!\w){word}(?!\w)" if word[0].isalpha() else word for word in words))
        for country, words in table("countries").items()
    }


def told(text: str) -> dict[str, str]:
    """The countries that the text's words point to, each with the first such word.

    >>> told("Oakfield Ltd of Leeds paid £3m.")
    {'United Kingdom': 'Leeds'}
    """
    return {country: match[0] for country, cue in _cues().items() if (match := cue.search(text))}


def settle(holiday: str, countries: dict[str, str]) -> Settled:
    """The day of a holiday of several countries, given those that the text points to."""
    days: dict[str, str] = table("holidays_by_country")[holiday]
    fitting = {country: word for country, word in countries.items() if country in days}
    rules = {days[country] for country in fitting}
    if len(rules) == 1:
        words = ", ".join(f"'{word}'" for word in sorted(set(fitting.values()))[:3])
        return Settled(rules.pop(), (f"the text is of {_joined(fitting)}, by {words}",))
    places: dict[str, list[str]] = {}
    for country, rule in days.items():
        places.setdefault(rule, []).append(country)
    readings = tuple(f"{spelt(rule)} in {_joined(there)}" for rule, there in places.items())
    return Settled(None, (*readings, "the text does not tell which country's day is meant"))


def _joined(names: Iterable[str]) -> str:
    return " and ".join(("the " if name.startswith("United") else "") + name for name in sorted(names))


def spelt(rule: str) -> str:
    """A rule of the vocabulary in words.

    >>> spelt("nth 11 4 4"), spelt("05-01"), spelt("easter-21")
    ('the fourth Thursday of November', '1 May', '21 days before Easter')
    """
    if rule.startswith("nth"):
        month, weekday, nth, *_ = (int(part) for part in rule.split()[1:])
        return f"the {ORDINAL[nth]} {WEEKDAY[weekday - 1]} of {MONTH[month - 1]}"
    if rule.startswith("easter"):
        days = int(rule[6:])
        return f"{abs(days)} days {'before' if days < 0 else 'after'} Easter"
    return f"{int(rule[3:])} {MONTH[int(rule[:2]) - 1]}"
