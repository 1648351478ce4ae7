"""JSON: sorted keys, letters as they are, the same bytes for the same record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from dealextract.records import Frozen

SURROGATE = re.compile(r"[\ud800-\udfff]")


def line(record: Frozen | dict[str, Any]) -> str:
    """A record as one line of JSON Lines, with its line end."""
    return _dumped(record) + "\n"


def document(value: Frozen | dict[str, Any]) -> str:
    """One object, indented for people, with a line end."""
    return _dumped(value, indent=2) + "\n"


def array(records: Iterable[Frozen]) -> Iterator[str]:
    """An array, in pieces: each record is written as soon as it is there.

    >>> "".join(array([]))
    '[]\\n'
    """
    empty = True
    for record in records:
        text = _dumped(record, indent=2)
        yield ("[\n" if empty else ",\n") + "\n".join(f"  {row}" for row in text.split("\n"))
        empty = False
    yield "[]\n" if empty else "\n]\n"


def _dumped(value: Frozen | dict[str, Any], indent: int | None = None) -> str:
    plain = value.model_dump(mode="json") if isinstance(value, Frozen) else value
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=indent)
    # Half of a surrogate pair, as in a path that is no UTF-8, has no bytes of its own and stands as an escape.
    return text if text.isascii() else SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
