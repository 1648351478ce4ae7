"""Words that state a term other than an amount: `term_words`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, get_args

from dealextract.errors import InstallationError
from dealextract.money.amounts import find_amounts
from dealextract.money.nouns import TermKind, TermWord
from dealextract.money.tables import toml

PER_SHARE = re.compile(
    r"(?:\s?\([^()\n]{1,40}\))?,?\s?(?:in cash |cash |net )?"
    r"(?P<cue>-?(?:an?|per|each|every|for each|for every|the|/)[-\s]?(?:\w+[-\s]){0,2}?"
    r"(?:shares?|ADS|ADR|units?|stock unit)\b|each\b|apiece\b)",
    re.IGNORECASE,
)


@cache
def definitions() -> tuple[dict[str, Any], ...]:
    """The terms as terms.toml defines them; InstallationError where one lacks a key or names an unknown kind."""
    terms = toml("terms.toml").get("term", [])
    for i, term in enumerate(terms):
        missing = {"kind", "value", "needs", "pattern", "yes", "no"} - term.keys()
        if missing or term["kind"] not in get_args(TermKind):
            what = f"lacks {', '.join(sorted(missing))}" if missing else f"has the unknown kind {term['kind']!r}"
            raise InstallationError(f"[[term]] number {i + 1} {what}", where="terms.toml", remedy="complete the entry")
    return tuple(terms)


@cache
def patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str], TermKind, str], ...]:
    """For each term the words one of which it needs, its pattern, its kind and its value."""
    out = []
    for term in definitions():
        source = term["pattern"].replace(" ", r"\s")
        try:
            pattern = re.compile(rf"(?<!\w)(?:{source})(?!\w)", re.IGNORECASE)
        except re.error as error:
            raise InstallationError(
                f"pattern of {term['kind']} {term['value']}: {error}", where="terms.toml", remedy="mend the pattern"
            ) from error
        out.append((tuple(term["needs"]), pattern, term["kind"], term["value"]))
    return tuple(out)


@lru_cache(maxsize=4)
def _found(text: str) -> tuple[TermWord, ...]:
    lower = text.lower()
    found = [
        TermWord(m.start(), m.end(), m[0], kind, value)
        for needs, pattern, kind, value in patterns()
        if any(word in lower for word in needs)
        for m in pattern.finditer(text)
    ]
    for amount in find_amounts(text):
        cue = PER_SHARE.match(text, amount.end)
        if cue:
            found.append(TermWord(cue.start("cue"), cue.end("cue"), cue["cue"], "per_share", "per_share"))
    found.sort(key=lambda t: (t.start, -t.end))
    out: list[TermWord] = []
    for term in found:
        if not out or term.start >= out[-1].end:
            out.append(term)
    return tuple(out)


def term_words(text: str) -> list[TermWord]:
    """Words that state how a deal is paid, how exclusive it is, what it hangs on …, sorted and without overlap.

    >>> [(t.text, t.value) for t in term_words("An all-cash offer of £5 a share, subject to regulatory approval.")]
    [('all-cash', 'cash'), ('a share', 'per_share'), ('regulatory approval', 'regulatory')]
    """
    return list(_found(text))
