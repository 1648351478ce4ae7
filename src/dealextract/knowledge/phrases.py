"""Phrases that say by their words alone who plays which role: "{supplier} … to supply … to ~ {customer}".

A phrase is words divided by blanks. `{role}` is the name of who plays it, `{role}'s` the same with or without its "'s"; `a|b` is either
word, `sell*` any word that begins so; `…` stands for at most 90 characters of the same clause without another name, `~` for at most five
words before a name ("to the Norwegian ferry operator Kestrel"), none of which leads to another matter ("by", "of", "which" …). Case counts
for nothing. In the texts that a phrase is looked for in, names are numbers, as `⟨12⟩`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dealextract.knowledge.patterns import word_pattern
from dealextract.knowledge.taxonomy import deal_types

if TYPE_CHECKING:
    from dealextract.records import DealType

NAME = r"⟨(?P<{role}>\d+)⟩{owner},?"
GAP = r"(?!\w)(?:[^⟨⟩.;:!?\n]|\.(?=\w)){0,90}?(?<!\w)"
FEW = r"(?:(?!(?:by|to|from|and|than|with|of|out|through|that|which|who|when|it)\b)[\w’'&-]+,?\s){0,5}?"


@cache
def phrases(kind: DealType, *, decisive: bool = False) -> tuple[re.Pattern[str], ...]:
    """The phrases of a deal type as patterns, whose groups are named after the roles; of the `decisive` ones alone those that decide
    that a deal is of the type."""
    return tuple(compiled(p.words) for p in deal_types()[kind].phrases if p.decides or not decisive)


def compiled(words: str) -> re.Pattern[str]:
    """A phrase as a pattern.

    >>> bool(compiled("{lender} lent|lend* ~ {borrower}").search("⟨1⟩ lends the builder ⟨2⟩ money"))
    True
    """
    out, join = "", ""
    for word in words.split():
        if word == "…":
            join = GAP
        elif word == "~":
            out, join = out + join + FEW, ""
        else:
            out, join = out + join + _piece(word), r"\s"
    return re.compile(out, re.IGNORECASE)


def _piece(word: str) -> str:
    role = re.fullmatch(r"\{(\w+)\}('s)?", word)
    if role:
        return NAME.format(role=role[1], owner="(?:['’]s?)?" if role[2] else "(?!['’])")
    return word_pattern(tuple(word.split("|"))).pattern
