"""Results read back: JSON Lines or JSON, as the program writes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from pydantic import ValidationError

from dealextract.errors import InputError
from dealextract.records import SCHEMA_VERSION, Record

PIECE = 1 << 16
"""Characters that are read at once from an array."""
AGAIN = "write the results again with dealextract"


def read_results(path: str | Path) -> Iterator[Record]:
    """The records of a file, one after the other: JSON Lines, an array of records, or a single one.

    Reading is strict: `InputError` says the line of what is no JSON, no record of this schema version, has a field that
    is not known, or refers to a company or person that the record does not hold. The clean text is no part of the JSON,
    so that `text` is empty.
    """
    name = str(path)
    try:
        with open(path, encoding="utf-8-sig") as stream:
            yield from read_results_from(stream, name)
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8: {error.reason}", where=name, remedy="give it JSON or JSON Lines") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=name, remedy="check the path") from None


def read_results_from(stream: TextIO, name: str) -> Iterator[Record]:
    """The same from a stream that can go back to its beginning; errors call it by the name."""
    for line, value in _values(stream, name):
        yield _record(value, f"{name}, line {line}")


def _values(stream: TextIO, name: str) -> Iterator[tuple[int, Any]]:
    """The values with the line on which each begins; the first letter tells an array from lines."""
    start = stream.tell()
    first = next((letter for text in iter(stream.readline, "") for letter in text.lstrip()[:1]), "")
    stream.seek(start)
    if first == "[":
        yield from _array(stream, name)
        return
    nothing = True
    for number, text in enumerate(iter(stream.readline, ""), 1):
        if nothing and text.strip() == "{":  # a single record, indented for people
            text += stream.read()
        if text.strip():
            nothing = False
            yield number, _loaded(text.rstrip(), name, number)


def _loaded(text: str, name: str, line: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_json(error, name, line) from None


def _array(stream: TextIO, name: str) -> Iterator[tuple[int, Any]]:
    """The values of an array, of which only a piece is held at once."""
    decoder = json.JSONDecoder()
    text, line, opened = "", 1, False
    while True:
        stripped = text.lstrip(" \t\r\n," if opened else " \t\r\n[")
        line += text.count("\n", 0, len(text) - len(stripped))
        text, opened = stripped, opened or bool(stripped)
        if text.startswith("]"):
            if (text[1:] + stream.read(PIECE)).strip():
                raise _no_json(ValueError("there is more after the end of the array"), name, line)
            return
        try:
            value, end = decoder.raw_decode(text)
        except (ValueError, RecursionError) as error:
            more = stream.read(max(PIECE, len(text)))  # twice as much each time, so that long records cost no more
            if not more:
                raise _no_json(error, name, line) from None
            text += more
            continue
        yield line, value
        line += text.count("\n", 0, end)
        text = text[end:]


def _no_json(error: Exception, name: str, line: int) -> InputError:
    """What is wrong with a text that should be JSON and begins on the line."""
    reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    if isinstance(error, json.JSONDecodeError):
        reason, line = error.msg, line + error.lineno - 1
    return InputError(f"is no JSON: {reason}", where=f"{name}, line {line}", remedy=AGAIN)


def _record(value: Any, where: str) -> Record:
    version = value.get("schema_version") if isinstance(value, dict) else None
    if version is None:
        raise InputError("is no record: it has no schema_version", where=where, remedy=AGAIN)
    if version != SCHEMA_VERSION:
        raise InputError(
            f"is a record of schema {version}, and this version reads {SCHEMA_VERSION}",
            where=where,
            remedy="use the version of dealextract that wrote it",
        )
    try:
        record = Record.model_validate(_frozen(value), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise InputError(f"is no record: {field}: {first['msg']}{more}", where=where, remedy=AGAIN) from None
    for flaw in flaws(record):
        raise InputError(f"is no whole record: {flaw}", where=where, remedy=AGAIN)
    return record


def _frozen(value: Any) -> Any:
    """A value of JSON with tuples for its lists, as the records have them."""
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def flaws(record: Record) -> Iterator[str]:
    """What a record refers to without holding it, and ids that it holds twice."""
    companies, people = [c.id for c in record.companies], [p.id for p in record.people]
    for what, ids in (("company", companies), ("person", people), ("deal", [d.id for d in record.deals])):
        yield from (f"the {what} {id} is there twice" for id in dict.fromkeys(ids) if ids.count(id) > 1)
    known = {*companies, *people}
    for deal in record.deals:
        told = [p.company for p in deal.parties] + [a.company for a in deal.advisers] + [*deal.people]
        yield from (f"deal {deal.id} refers to {id}, which is not there" for id in told if id not in known)
        sides = (adviser.side for adviser in deal.advisers)
        yield from (f"deal {deal.id} refers to {id}, which is not there" for id in sides if id and id not in known)
    tied = [c.parent for c in record.companies] + [p.organization for p in record.people]
    yield from (f"{id} is referred to and not there" for id in tied if id and id not in known)
