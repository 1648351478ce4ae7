"""The vocabulary of the date grammar, read once from `words.toml`, and the regular expressions made of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from dealextract.errors import InstallationError


@cache
def table(name: str) -> Any:
    """The table `name` of the vocabulary.

    Raises `InstallationError` where the file is missing, damaged or lacks the table.
    """
    try:
        return _load()[name]
    except KeyError:
        raise InstallationError(
            f"no table [{name}]", where="dates/words.toml", remedy="install the package again"
        ) from None


@cache
def _load() -> dict[str, Any]:
    try:
        return tomllib.loads(files("dealextract.dates").joinpath("words.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise InstallationError(str(error), where="dates/words.toml", remedy="install the package again") from error


def numbered(name: str) -> dict[str, int]:
    """A table of the form `number = [words]` turned round: lower-case word to number."""
    return {word.lower(): int(number) for number, words in table(name).items() for word in words}


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest that fits, with any white space for a blank.

    It is written as a tree of common beginnings: a hundred words are turned down by their first letter.

    >>> alternation(["may", "march", "mar"])
    'ma(?:r(?:ch)?|y)'
    """
    tree: dict[str, Any] = {}
    for word in sorted(set(words)):
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    """The pattern of a tree of letters; an empty letter ends a word."""
    forms = [_letter(letter) + _branches(below) for letter, below in tree.items() if letter]
    if not forms:
        return ""
    whole = forms[0] if len(forms) == 1 else "(?:" + "|".join(forms) + ")"
    return (f"(?:{whole})?" if len(forms) == 1 else whole + "?") if "" in tree else whole


def _letter(letter: str) -> str:
    return {" ": r"\s+", "'": "['’]"}.get(letter, re.escape(letter))


MONTHS = numbered("months")
WEEKDAYS = numbered("weekdays")
SEASONS = numbered("seasons")
ORDINALS = numbered("ordinals")
DAY_ORDINALS: dict[str, int] = {word: n for n, word in enumerate(table("day_ordinals")["words"], 1)}
UNITS = ("day", "week", "month", "quarter", "year", "decade")
HOLIDAYS: dict[str, str] = {name.lower(): day for name, day in table("holidays").items()}
BY_COUNTRY: dict[str, str] = {name.lower(): name for name in table("holidays_by_country")}
"""Holidays whose day depends on the country: lower-case name to the key in `holidays_by_country`."""


def _numbers() -> dict[str, int]:
    units: list[str] = table("numbers")["words"]
    found = {word: n for n, word in enumerate(units)} | {
        "a": 1,
        "an": 1,
        "another": 1,
        "a couple of": 2,
        "couple of": 2,
    }
    for ten, name in enumerate(table("numbers")["tens"], 2):
        found[name] = ten * 10
        for n, word in enumerate(units[1:10], 1):
            found[f"{name}-{word}"] = found[f"{name} {word}"] = ten * 10 + n
    return found | {"a dozen": 12, "a hundred": 100, "one hundred": 100}


NUMBERS = _numbers()
NUMBER = rf"(?:\d{{1,3}}|{alternation(NUMBERS)})"


def number(word: str) -> int:
    """The value of a number word or figure.

    >>> number("twenty-one"), number("18"), number("a couple  of")
    (21, 18, 2)
    """
    plain = " ".join(word.lower().split())
    return int(plain) if plain.isdigit() else NUMBERS[plain]


def _names(name: str) -> str:
    """Full names, or short ones with or without their dot."""
    full = [forms[0] for forms in table(name).values()]
    short = [form for forms in table(name).values() for form in forms[1:]]
    return rf"(?:(?:{alternation(full)})(?!\w)|(?:{alternation(short)})(?!\w)\.?)"


MONTH = _names("months")
WEEKDAY = _names("weekdays")
SEASON = rf"(?:{alternation(SEASONS)})"
HOLIDAY = rf"(?:{alternation([*HOLIDAYS, *BY_COUNTRY])})"
YEAR = r"(?:1[5-9]|20|21)\d\d(?![\d%])(?![.,]\d)"


def month_of(word: str) -> int:
    """The month that a name or abbreviation stands for.

    >>> month_of("Sept."), month_of("may")
    (9, 5)
    """
    return MONTHS[word.lower().rstrip(".")]


def holiday_of(words_: str) -> str:
    """The key of a holiday's name in `HOLIDAYS` or `BY_COUNTRY`.

    >>> holiday_of("New  Year’s Eve")
    "new year's eve"
    """
    return " ".join(words_.lower().replace("’", "'").split())
