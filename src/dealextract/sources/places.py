"""Where an article stands: the name of a file, of a member of an archive, of a line; and how such names are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """`path` None is standard input as a whole; what is in it is told as of a file with the name `-`.

    >>> Place("a.zip").member("b.jsonl").line(12).path, Place(None).where, Place(None).line(3).path
    ('a.zip!/b.jsonl:12', 'standard input', '-:3')
    """

    path: str | None

    @property
    def where(self) -> str:
        """The place in an error."""
        return self.path or "standard input"

    def member(self, name: str) -> Place:
        """A member of this archive."""
        return Place(f"{self.path or '-'}!/{name}")

    def line(self, number: int) -> Place:
        """A line of this file, from 1."""
        return Place(f"{self.path or '-'}:{number}")

    def item(self, number: int) -> Place:
        """An item of the array in this file, from 0."""
        return Place(f"{self.path or '-'}[{number}]")


def shown(path: str | Path) -> str:
    r"""A path as text that JSON can hold: bytes that are no UTF-8 are written as `\xff`.

    >>> shown("caf\udce9.txt")
    'caf\\xe9.txt'
    """
    text = re.sub("[\udc80-\udcff]", lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", str(path))
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
