"""Which rule reads what stands at a place of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from dealextract.dates import words
from dealextract.dates.parsing import DELIMITED
from dealextract.dates.readings import Reading, Rule
from dealextract.dates.relative import RELATIVE
from dealextract.dates.rules import CALENDAR

RULES: tuple[Rule, ...] = CALENDAR + DELIMITED + RELATIVE
TOKEN = re.compile(r"[A-Za-z]+|\d+|['’](?=\d\d)")
LONGEST = 160
"""No expression is longer: a rule looks no further."""


DAY_RANGE = (
    r"[0-3]?\d(?:st|nd|rd|th)?\s?(?:-|–|—|to|and|until|till|through|or|/)\s?(?:the\s+)?"
    r"(?:[0-3]?\d(?:st|nd|rd|th)?\s?[A-Za-z]|[A-Z][a-z])"
)
"""How a range of days begins, which no rule by itself reads: "3 to 5 May", "3 to 5 of next month"."""


Test = Callable[[str, int, int], object]


class Likely(dict[str, Test]):
    """For each word of `starters` a test that whatever its rules read passes.

    Most words that can begin an expression begin none: one pattern turns them down, made when its word first comes.
    """

    def __missing__(self, word: str) -> Test:
        self[word] = _any_of(starters()[word], word == "0")
        return self[word]


LIKELY = Likely()


@cache
def _any_of(rules: tuple[Rule, ...], figure: bool) -> Test:
    """A pattern that matches where one of the rules may; those that begin with a number look for it once."""
    forms = [_loose(rule) for rule in rules] + ([DAY_RANGE] if figure else [])
    counted = [form.removeprefix(COUNT) for form in forms if form.startswith(COUNT)]
    others = [form for form in dict.fromkeys(forms) if not form.startswith(COUNT)]
    if counted:
        others.append(COUNT + "(?:" + "|".join(counted) + ")")
    return re.compile("|".join(others), re.IGNORECASE).match


COUNT = f"(?:{words.NUMBER})" + r"\s+"


def _loose(rule: Rule) -> str:
    """The pattern of a rule without the names of its groups, and without asking that two marks be the same."""
    plain = re.sub(r"\(\?P=\w+\)", r"\\W{1,3}", re.sub(r"\(\?P<\w+>", "(?:", rule.pattern))
    if plain.startswith(COUNT):
        return plain
    return f"(?:{plain})" if rule.flags & re.IGNORECASE else f"(?-i:{plain})"


@cache
def starters() -> dict[str, tuple[Rule, ...]]:
    """For each word that can begin an expression, lower case, the rules to try there; `0` stands for any figure."""
    classes: dict[str, set[str]] = defaultdict(set)
    vocabularies: dict[str, Iterable[str]] = {
        "month": words.MONTHS,
        "weekday": words.WEEKDAYS,
        "season": words.SEASONS,
        "ordinal": words.DAY_ORDINALS,
        "number": words.NUMBERS,
        "holiday": words.HOLIDAYS | words.BY_COUNTRY,
    }
    for name, vocabulary in vocabularies.items():
        for word in vocabulary:
            classes[re.split(r"[\s'-]", word)[0]].add(name)
    for word in ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"):
        classes[word].add("decadename")
    classes["0"] |= {"digit", "number"}
    for word in ("summers", "winters", "springs"):
        classes[word].add("season")
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in RULES:
        keys = {word for word, kinds in classes.items() if kinds & set(rule.starts)}
        for key in keys | {start for start in rule.starts if start not in ("digit", "number")}:
            found[key].append(rule)
    return {word: tuple(rules) for word, rules in found.items()}


def core(
    text: str, start: int, rules: tuple[Rule, ...], only: frozenset[str] | None = None
) -> tuple[int, Reading, Rule] | None:
    """The longest core at this place: (end, reading, rule); guards are not asked."""
    best: tuple[int, Reading, Rule] | None = None
    for rule in rules:
        if only is not None and rule.name not in only:
            continue
        match = rule.regex.match(text, start, start + LONGEST)
        if match and (best is None or match.end() > best[0]):
            reading = rule.build(match)
            if reading is not None:
                best = match.end(), reading, rule
    return best


def rules_at(text: str, start: int) -> tuple[Rule, ...]:
    """The rules to try for what begins at this place."""
    token = TOKEN.match(text, start)
    if token is None:
        return ()
    word = token[0]
    return starters().get("0" if word[0].isdigit() else "'" if word in "'’" else word.lower(), ())
