"""JSON: sorted keys, letters as they are, the same bytes for the same record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dealextract.records import Frozen


def line(record: Frozen) -> str:
    """A record as one line of JSON Lines, with its line end."""
    return json.dumps(_plain(record), ensure_ascii=False, sort_keys=True) + "\n"


def document(value: Frozen | dict[str, Any]) -> str:
    """One object, indented for people, with a line end."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def array(records: Iterable[Frozen]) -> Iterator[str]:
    """An array, in pieces: each record is written as soon as it is there.

    >>> "".join(array([]))
    '[]\\n'
    """
    empty = True
    for record in records:
        text = json.dumps(_plain(record), ensure_ascii=False, sort_keys=True, indent=2)
        yield ("[\n" if empty else ",\n") + "\n".join(f"  {row}" for row in text.split("\n"))
        empty = False
    yield "[]\n" if empty else "\n]\n"


def _plain(value: Frozen | dict[str, Any]) -> dict[str, Any]:
    return value.model_dump(mode="json") if isinstance(value, Frozen) else value
