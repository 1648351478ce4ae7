"""What parent and worker say to each other, as bytes: JSON and the raw bytes that belong to it, nothing that could be run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

HEADER = 8
"""Bytes that tell how long the JSON is."""


def pack(values: Sequence[Any]) -> bytes:
    """Values that JSON knows, and bytes among them, as one message.

    >>> unpack(pack(["item", 3, b"\\\\x00", None, "caf\\u00e9 \\udce9"])) == ["item", 3, b"\\\\x00", None, "caf\\u00e9 \\udce9"]
    True
    """
    sizes = [len(value) if isinstance(value, bytes) else None for value in values]
    plain = [None if isinstance(value, bytes) else value for value in values]
    told = json.dumps([sizes, plain]).encode("ascii")  # escapes keep what is no Unicode, as in paths
    return b"".join([len(told).to_bytes(HEADER, "big"), told, *(v for v in values if isinstance(v, bytes))])


def unpack(message: bytes) -> list[Any]:
    """The values of a message."""
    at = HEADER + int.from_bytes(message[:HEADER], "big")
    sizes, values = json.loads(message[HEADER:at])
    for i, size in enumerate(sizes):
        if size is not None:
            values[i] = message[at : at + size]
            at += size
    return list(values)
