"""Where a key stands in a TOML file: `tomllib` reads a file and forgets its lines."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

Path = tuple[str | int, ...]

ENDS = ("]", '"""', "'''")
"""With one of these a value of several lines ends."""


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line, from 1, on which the deepest key of a path begins that there is in a valid file; None where there is none of them.

    A key within a value stands where the statement begins that gives the value.

    >>> line_of('[a]\\nb = 1\\n# more\\nc = [\\n  2,\\n]\\n', ("a", "c", 0))
    4
    >>> line_of('[a]\\nb = 1\\n', ("a", "missing"))
    1
    """
    lines = _lines(text)
    return next((lines[key] for size in range(len(path), 0, -1) if (key := tuple(path[:size])) in lines), None)


@lru_cache(maxsize=1)
def _lines(text: str) -> Mapping[Path, int]:
    """The line on which each key of a valid file is first named."""
    lines: dict[Path, int] = {}
    tables: dict[Path, int] = {}  # how many there are of each list of tables
    table: Path = ()
    for number, statement in _statements(text):
        said = tomllib.loads(statement)
        if statement.lstrip(" \t").startswith("["):
            table = _numbered([*_paths(said)][-1], statement.lstrip(" \t").startswith("[["), tables)
            named: Iterator[Path] = iter([table])
        else:
            named = (table + path for path in _paths(said))
        for path in named:
            for size in range(len(path), 0, -1):
                lines.setdefault(path[:size], number)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The headings and the keys with their values, each with the line on which it begins: from there the fewest lines that can be read."""
    statement, begun = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        if not statement:
            if not line.strip(" \t\r") or line.lstrip(" \t").startswith("#"):
                continue
            begun = number
        may_end = not statement or any(mark in line for mark in ENDS)
        statement += line + "\n"
        if may_end and _is_whole(statement):
            yield begun, statement
            statement = ""


def _is_whole(statement: str) -> bool:
    try:
        tomllib.loads(statement)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _paths(value: Any) -> Iterator[Path]:
    """The keys of a table and of those within it."""
    for key, held in value.items() if isinstance(value, dict) else ():
        yield (key,)
        yield from ((key, *path) for path in _paths(held))


def _numbered(heading: Path, is_list: bool, tables: dict[Path, int]) -> Path:
    """The path of a heading with the places of its tables in their lists: of a list that is named the last one."""
    path: Path = ()
    for depth, key in enumerate(heading, 1):
        path = (*path, key)
        if is_list and depth == len(heading):
            tables[path] = tables.get(path, -1) + 1
        if path in tables:
            path = (*path, tables[path])
    return path
