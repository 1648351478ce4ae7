"""Lines that were broken at a margin, as paragraphs: the reader takes no name or sentence over the end of a line."""

from __future__ import annotations

import itertools
import re

NARROWEST, WIDEST = 40, 100
"""Columns at which mail programs and old wires break lines (65 to 80); what is longer was not broken."""
FULL_SHARE = 0.6
"""Share of the longer lines with one right below that are full where lines were broken at a margin: 0.9 and more, else below 0.3."""
STANDS_ALONE = re.compile(r"\s|[>|•·▪◦●*–—-]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s|--|__|==|\*\*")
"""Beginnings of a line that does not go on with the line before it: items, quotes, rules, what is indented."""
COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
WORD_PART = re.compile(r"([^\W\d_]+)-$")


def paragraphs(text: str) -> str:
    """A text whose lines were broken at a margin with a line for each paragraph; any other text as it is.

    >>> wrapped = "Kestrel Foods said on Tuesday that it had bought the baker\\nOakfield for £45m.\\n\\nRegards\\nJane\\n"
    >>> paragraphs(wrapped).split("\\n")
    ['Kestrel Foods said on Tuesday that it had bought the baker Oakfield for £45m.', '', 'Regards', 'Jane', '']
    """
    lines = text.replace("\r\n", "\n").split("\n")
    width = max((len(line) for line in lines if len(line) <= WIDEST), default=0)
    followed = [(a, b) for a, b in itertools.pairwise(lines) if len(a) > width / 2 and b.strip()]
    full = [_is_full(a, b, width) for a, b in followed]
    if width < NARROWEST or sum(full) < len(full) * FULL_SHARE:
        return text
    out: list[str] = []
    for number, line in enumerate(lines):
        if number and out[-1] and _goes_on(lines[number - 1], line, width):
            out[-1] = f"{out[-1].rstrip()} {line}"
        else:
            out.append(line)
    return "\n".join(out)


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line had no room in a line."""
    return len(line.rstrip()) + 1 + len(following.split()[0]) > width >= len(line)


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a line was broken because the next word had no room in it."""
    if not line.strip() or not following.strip() or STANDS_ALONE.match(following):
        return False
    if COLUMNS.search(line) or COLUMNS.search(following) or line[:1] == ">":
        return False
    return _is_full(line, following, width)


def joined(before: str, after: str, words: frozenset[str]) -> str:
    """Two lines of one paragraph, and what a hyphen at the end of the first is: part of the word, or of the printing.

    `words` are those of the whole text in small letters; the form that it has elsewhere is taken.

    >>> joined("the acquisi-", "tion", frozenset({"acquisition"})), joined("a long-", "term deal", frozenset({"long-term"}))
    ('the acquisition', 'a long-term deal')
    """
    part = WORD_PART.search(before)
    if part is None:
        return f"{before} {after}"
    first, rest = part[1].lower(), re.match(r"[^\W\d_]*", after)
    second = rest[0].lower() if rest else ""
    if not second or not after[0].islower() or f"{first}-{second}" in words:
        return before + after
    return before[:-1] + after if first + second in words or len(first) > 2 else before + after
