"""Words that a person declares, as a pattern."""

from __future__ import annotations

import re
from functools import cache


@cache
def word_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of these words or phrases, whole and in any case; `*` at the end of a word stands for any ending.

    >>> found = word_pattern(("franchis*", "white knight"))
    >>> [bool(found.search(t)) for t in ("A Franchisee of Kestrel", "the white\\nknight", "an enfranchised town")]
    [True, True, False]

    Without words nothing is found.

    >>> word_pattern(()).search("nothing is a word for nothing")
    """
    return re.compile(rf"(?<!\w)(?:{source(words)})(?!\w)", re.I)


def source(words: tuple[str, ...]) -> str:
    """The alternatives of `word_pattern`, the longest first, as the source of a pattern; one that never holds where there are none."""
    return "|".join(_phrase(w) for w in sorted(words, key=lambda w: (-len(w), w))) or "(?!)"


def _phrase(phrase: str) -> str:
    out = [re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in phrase.split()]
    return r"\s+".join(out).replace("'", "['’]")
