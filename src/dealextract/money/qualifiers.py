"""How exact a number is, from the words right before and after it."""

from __future__ import annotations

import re
from functools import cache

from dealextract.money.tables import section
from dealextract.records import Qualifier

_WORDS = re.compile(r"[^\s\"“”‘(\[]+")
WIDTH = 40


KINDS: tuple[Qualifier, ...] = ("about", "up_to", "at_least", "more_than", "less_than")


@cache
def _before() -> dict[str, Qualifier]:
    return {phrase: kind for kind in KINDS for phrase in section("qualifiers.toml", "before")[kind]}


@cache
def _after() -> dict[str, Qualifier]:
    return {phrase: kind for kind in KINDS for phrase in section("qualifiers.toml", "after")[kind]}


@cache
def _after_pattern() -> re.Pattern[str]:
    phrases = sorted(_after(), key=len, reverse=True)
    return re.compile(
        r"(?: ?)(" + "|".join(re.escape(p) + (r"(?!\w)" if p[-1].isalpha() else "") for p in phrases) + ")"
    )


def qualifier(text: str, start: int, end: int) -> Qualifier:
    """The qualifier of the number at text[start:end].

    >>> qualifier("It paid more than £5m", 18, 21), qualifier("It paid £5m or more", 8, 11)
    ('more_than', 'at_least')
    """
    left = max(0, start - WIDTH)
    break_ = text.rfind("\n\n", left, start)
    words = _WORDS.findall(text[left if break_ < 0 else break_ : start].lower())
    if len(words) > 1 and (words[-1] == "just" or (words[-1] == "a" and words[-2] in _before())):
        words = words[:-1]
    phrases = _before()
    for n in range(min(5, len(words)), 0, -1):
        found = phrases.get(" ".join(words[-n:]))
        if found:
            return found
    tail = _after_pattern().match(text, end)
    return _after()[tail[1]] if tail else "exact"


@cache
def _change() -> re.Pattern[str]:
    words = (word.replace("*", r"\w*") for word in section("qualifiers.toml", "change")["words"])
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def changes(before: str) -> bool:
    """Whether the words before two numbers joined by "to" make them a change and no range.

    >>> changes("The stock rose "), changes("a fund of "), changes("it will pay up to ")
    (True, False, False)
    """
    return bool(_change().search(before.replace("up to", "")))
