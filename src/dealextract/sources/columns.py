"""Whether a text is a table of articles, and what separates its columns: told by the names in its first line."""

from __future__ import annotations

import re

TEXT = ("text", "body", "content", "article")
"""Keys and columns that hold the text of an article, in the order in which they are looked for."""
DELIMITERS = "\t;,|"
SEPARATOR = re.compile(r"\ufeff?sep=(.)\r?\n?$")
"""The line that Excel writes and reads before the header."""


def delimiter(head: str, text_key: str | None = None) -> str | None:
    """What separates the columns, where the first line names one that holds text; else None.

    >>> delimiter("id;Text;date\\n1;A;2021"), delimiter("Text, body and soul: a deal\\nKestrel")
    (';', None)
    """
    lines = head.lstrip("\ufeff").splitlines()[:2]
    if lines and (said := SEPARATOR.match(lines[0])):
        return said[1]
    if not lines or (len(lines) > 1 and not lines[1].strip()):
        return None  # a blank line stands under a headline
    wanted = {text_key.lower()} if text_key else set(TEXT)
    for mark in DELIMITERS:
        cells = split(lines[0], mark)
        if len(cells) > 1 and wanted & {cell.lower() for cell in cells} and all(map(_is_name, cells)):
            return mark
    return None


def split(line: str, mark: str) -> list[str]:
    """The cells of a header, without quotes and the blanks around them."""
    return [cell.strip().strip('"').strip() for cell in line.rstrip("\r\n").split(mark)]


def looks_like_table(head: str) -> bool:
    """Whether the first lines all have the same three cells or more, as a table has whose columns have other names.

    >>> looks_like_table("Head,Story,Day\\na,b,c\\nd,e,f\\ng,h,i\\n"), looks_like_table("One, two, three.\\n\\nIt, and, so.\\n")
    (True, False)
    """
    lines = head.split("\n")[:-1][:20]
    if len(lines) < 4:
        return False
    for mark in DELIMITERS:
        counts = {line.count(mark) for line in lines}
        if len(counts) == 1 and min(counts) >= 2 and all(map(_is_name, split(lines[0], mark))):
            return True
    return False


def _is_name(cell: str) -> bool:
    """Whether a cell may be the name of a column: a few words, and no sentence."""
    return len(cell) <= 60 and len(cell.split()) <= 4 and not cell.endswith((".", "!", "?", ":"))
