"""Where a key stands in a TOML file: `tomllib` reads a file and forgets its lines."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line, from 1, on which the deepest key of a path begins that there is in a valid file; None where there is none of them.

    The file is read up to one line and another until the first line is found from which on the key is there: what can be read of a file
    only grows, statement by statement.

    >>> line_of('[a]\\nb = 1\\n# more\\nc = [\\n  2,\\n]\\n', ("a", "c", 0))
    4
    >>> line_of('[a]\\nb = 1\\n', ("a", "missing"))
    1
    """
    lines = text.splitlines(keepends=True)
    for size in range(len(path), 0, -1):
        if _holds(_read(lines, len(lines))[1], path[:size]):
            return _first(lines, path[:size])
    return None


def _first(lines: list[str], path: Sequence[str | int]) -> int:
    low, high = 0, len(lines)  # not there in the first `low` lines, there in the first `high`
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _holds(_read(lines, middle)[1], path) else (middle, high)
    return _read(lines, high - 1)[0] + 1


def _read(lines: list[str], size: int) -> tuple[int, dict[str, Any]]:
    """The most of the first lines that can be read, and what they say."""
    for most in range(size, 0, -1):
        try:
            return most, tomllib.loads("".join(lines[:most]))
        except tomllib.TOMLDecodeError:
            continue  # it ends within a statement
    return 0, {}


def _holds(data: Any, path: Sequence[str | int]) -> bool:
    for key in path:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True
