"""What a guard of the date grammar is: a look at the words around a match that may be no date at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

NEXT_WORD = re.compile(r"\s+([A-Za-z][\w’'-]*)")
LINE_START = re.compile(r"(?:^|\n)[^\w\n]{0,4}\Z")


@dataclass(frozen=True)
class Guard:
    """A test of `text[start:end]`, with examples in which brackets mark the match: `yes` pass it, `no` do not."""

    test: Callable[[str, int, int], bool]
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def __call__(self, text: str, start: int, end: int) -> bool:
        """True where the match is a date."""
        return self.test(text, start, end)


def behind(text: str, start: int, size: int = 36) -> str:
    """The words right before the match."""
    return text[max(0, start - size) : start]


def next_word(text: str, end: int) -> str:
    """The word right after the match, or nothing."""
    match = NEXT_WORD.match(text, end, end + 40)
    return match[1] if match else ""
