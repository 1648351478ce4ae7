"""Reads the marked texts of this folder's tables: `[words|value]`, `[words|value|bound]`, `?` for a null value."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

MARK = re.compile(r"\[([^\]|]+)\|([^\]|]+)(?:\|(\w+))?\]")
HERE = Path(__file__).parent


class Marked(NamedTuple):
    """A text without its marks, and (start, words, value, bound) of each."""

    text: str
    dates: list[tuple[int, str, str | None, str]]


def unmark(marked: str) -> Marked:
    text, dates, last = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        dates.append((len(text), match[1], None if match[2] == "?" else match[2], match[3] or "on"))
        text += match[1]
        last = match.end()
    return Marked(text + marked[last:], dates)


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
