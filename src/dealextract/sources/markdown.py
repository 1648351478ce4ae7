"""Markdown as articles are saved in: told by its marks, and reduced to the text that a reader sees.

Only what clippers and static sites write is known: front matter, headings, links, pictures, emphasis, quotes, rules.
A text is taken for Markdown only on unmistakable marks, since stars and hashes stand in wire copy too.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Front(NamedTuple):
    """What the front matter says of the article; `published` is an ISO day, month or year."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None


LONGEST = 2_000_000
"""Characters of a text that is looked at. No article is longer, and what is longer is left as it is."""
MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n((?:[A-Za-z][\w-]*:[^\n]*\n|[ \t-][^\n]*\n|\r?\n){1,60}?)---[ \t]*(?:\r?\n|$)"
)
ENTRY = re.compile(r"^([A-Za-z][\w-]*):[ \t]*(.*?)[ \t\r]*$", re.M)
PUBLISHED = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?=$|[T ])|\d{4}-(?:0[1-9]|1[0-2])$|\d{4}$")
MARKS = (
    re.compile(r"\A\s*#{1,6}[ \t]+[^\s#]"),
    re.compile(r"^#{2,6}[ \t]+[^\s#]", re.M),
    re.compile(r"!?\[[^\[\]\n]{1,300}\]\((?:https?://|/|#)[^)\n]{0,700}\)"),
    re.compile(r"(?<!\*)\*\*[^\s*][^*\n]{0,300}(?<=[^\s*])\*\*(?!\*)"),
)
HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
RULE = re.compile(r"[ \t]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$")
FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
INLINE = (
    (re.compile(r"!\[[^\[\]\n]{0,300}\]\([^)\n]{0,1000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,300})\]\([^)\n]{0,1000}\)"), r"\1"),
    (re.compile(r"<(https?://[^>\s]{1,1000})>"), r"\1"),
    (re.compile(r"\*\*(?=\S)([^*\n]{1,1000}?)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<!\w)__(?=\S)([^_\n]{1,1000}?)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,1000}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]{1,1000}?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]{1,300})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)


def is_markdown(text: str) -> bool:
    """Whether a text has marks that only Markdown has.

    >>> is_markdown("# Kestrel buys Oakfield\\n\\nThe baker ...")
    True
    >>> is_markdown("It ends.\\n\\n# # #\\n\\n* terms apply")
    False
    """
    return len(text) <= LONGEST and (bool(MATTER.match(text)) or any(mark.search(text) for mark in MARKS))


def front_matter(text: str) -> tuple[Front, str]:
    """The front matter of a text and the text without it.

    >>> front_matter("---\\ntitle: A buys B\\ndate: 2021-03-02\\n---\\nBody")
    (Front(title='A buys B', publisher=None, published='2021-03-02'), 'Body')
    """
    matter = MATTER.match(text)
    if matter is None:
        return Front(), text
    said = {key.lower(): value.strip("\"'") for key, value in ENTRY.findall(matter[1])}
    date = PUBLISHED.match(said.get("published") or said.get("date") or "")
    publisher = said.get("publisher") or said.get("site") or said.get("source")
    return Front(said.get("title") or None, publisher or None, date[0] if date else None), text[matter.end() :]


def plain_text(body: str) -> tuple[str, str | None]:
    """The text that a reader sees, and the first heading of the first level or None.

    >>> plain_text("# A buys B\\n\\nThe *baker* [A](https://a.example) pays **£5m**.")
    ('A buys B\\n\\nThe baker A pays £5m.', 'A buys B')
    """
    lines, title, fenced = [], None, False
    for line in body.splitlines():
        if FENCE.match(line):
            fenced = not fenced
            continue
        if fenced or not line or line.isspace():
            lines.append(line)
            continue
        if RULE.match(line):
            lines.append("")
            continue
        line = re.sub(r"^[ \t]{0,3}(?:>[ \t]?)+", "", line)
        heading = HEADING.match(line)
        text = _inline(heading[2] if heading else line)
        if heading and len(heading[1]) == 1 and title is None and text.strip():
            title = text.strip()
        lines.append(text)
    return "\n".join(lines) + ("\n" if body.endswith("\n") else ""), title


def _inline(line: str) -> str:
    for pattern, replacement in INLINE:
        line = pattern.sub(replacement, line)
    return line
