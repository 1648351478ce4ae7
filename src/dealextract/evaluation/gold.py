"""Annotated articles read from a file, and records found for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dealextract.errors import InputError

Gold = Mapping[str, Any]


def read_gold(path: str | Path) -> list[Gold]:
    """The annotated articles of a JSON Lines file, in their order.

    Each is an object with an `id` and `deals` (`dealextract.scoring` says in which form), and may have `people`, without whom nothing is
    said of them, and the `text` itself. Raises `InputError` with the line and the key of what is no such object, and for an id that
    comes twice.
    """
    name = str(path)
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8: {error.reason}", where=name, remedy="give it JSON Lines") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=name, remedy="check the path") from None
    out: dict[str, Gold] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        gold = _checked(line, f"{name}, line {number}")
        if gold["id"] in out:
            raise InputError(
                f"the id {gold['id']!r} comes twice", where=f"{name}, line {number}", remedy="give each its own"
            )
        out[gold["id"]] = gold
    if not out:
        raise InputError("holds no annotated article", where=name, remedy="give it a line of JSON for each article")
    return list(out.values())


def _checked(line: str, where: str) -> Gold:
    """One line as an annotated article."""
    remedy = 'write {"id": …, "deals": [{"type", "status", "parties": [{"names", "role"}]}]}'
    try:
        gold = json.loads(line)
    except ValueError as error:
        raise InputError(f"is no JSON: {error}", where=where, remedy=remedy) from None
    if not isinstance(gold, dict) or not isinstance(gold.get("id"), str) or not isinstance(gold.get("deals"), list):
        raise InputError("has no id and list of deals", where=where, remedy=remedy)
    for n, deal in enumerate(gold["deals"]):
        for key in ("type", "status", "parties"):
            if not isinstance(deal, dict) or key not in deal:
                raise InputError(f"deals[{n}] has no {key!r}", where=where, remedy=remedy)
        for m, party in enumerate(deal["parties"]):
            if not isinstance(party, dict) or "role" not in party or not (party.get("names") or party.get("name")):
                raise InputError(f"deals[{n}].parties[{m}] has no names and role", where=where, remedy=remedy)
    return gold


def keys_of(record: Mapping[str, Any]) -> list[str]:
    """The ids by which a record may be asked for: its own, that of its source, its path with and without the suffix, and its hash."""
    source = record.get("source") or {}
    path = source.get("path")
    names = [
        record.get("id"),
        source.get("id"),
        path,
        Path(path).name if path else None,
        Path(path).stem if path else None,
        source.get("sha256"),
    ]
    return [n for n in names if n]


def by_id(
    golds: Iterable[Gold], records: Iterable[Mapping[str, Any]]
) -> tuple[dict[str, Mapping[str, Any]], list[str]]:
    """The record of each annotated article, and what the records without one are called. The first record of an id counts."""
    wanted = {g["id"] for g in golds}
    found: dict[str, Mapping[str, Any]] = {}
    rest = []
    for record in records:
        key = next((k for k in keys_of(record) if k in wanted), None)
        if key is None:
            rest.append((keys_of(record) or ["a record without a name"])[0])
        else:
            found.setdefault(key, record)
    return found, rest
