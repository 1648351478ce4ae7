"""What is wrong with a configuration, in the words of the file: where, which key, and what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from dealextract.errors import UsageError
from dealextract.knowledge.lines import line_of

EXPECTED = {
    "string_type": ("it must be a text", "put it in quotes"),
    "tuple_type": ("it must be a list", 'write it as ["…", "…"]'),
    "dict_type": ("it must be a table", "write it as a heading in brackets"),
    "model_type": ("it must be a table", "write it as a heading in brackets, with its keys below"),
    "too_short": ("it must not be empty", "name at least one"),
    "string_too_short": ("it must not be empty", "write something there"),
    "missing": ("the key is missing", "add it"),
}
"""What pydantic finds, in words: what is wrong and what to do."""

PATTERNS = {
    "words": ("no word or phrase", "write words with blanks between them, `*` only at the end of a word"),
    "deal_types": ("no name of a deal type", "use small letters, digits and _"),
}


LIKE = 0.7
"""Likeness from which a name is taken for a slip of the pen: "licencing" is, "suitor" for "unit" is not."""


def flaw(what: str, remedy: str, *path: str) -> PydanticCustomError:
    """What a validator raises; `path`: keys below the one that it validates."""
    return PydanticCustomError("flaw", "{what}; {remedy}", {"what": what, "remedy": remedy, "path": path})


def usage_error(error: ValidationError, model: type[BaseModel], file: str, text: str) -> UsageError:
    """The first thing that is wrong, as an error that names file, line, key and remedy; how many more there are.

    An unknown key goes before a missing one: the one is mostly the other, misspelled.
    """
    first = min(error.errors(include_url=False), key=lambda one: one["type"] == "missing")
    path = [part for part in first["loc"] if part != "[key]"] + list(first.get("ctx", {}).get("path", ()))
    what, remedy = _words(dict(first), model, path)
    line = line_of(text, path)
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return UsageError(f"{dotted(path)}: {what}{more}", where=f"{file}, line {line}" if line else file, remedy=remedy)


def dotted(path: Sequence[str | int]) -> str:
    """A path as TOML writes a key; places in lists are left out.

    >>> dotted(("companies", "Alphabet Inc.", "aliases", 0))
    'companies."Alphabet Inc.".aliases'
    """
    keys = [part for part in path if isinstance(part, str)]
    return ".".join(key if re.fullmatch(r"[\w-]+", key, re.ASCII) else f'"{key}"' for key in keys)


def _words(error: dict[str, Any], model: type[BaseModel], path: Sequence[str | int]) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    kind, given = error["type"], error["input"]
    match kind:
        case "flaw":
            return error["ctx"]["what"], error["ctx"]["remedy"]
        case "extra_forbidden":
            return "there is no such key", _meant(str(path[-1]), list(_table(model, path[:-1]).model_fields))
        case "literal_error":
            return f"it cannot be {given!r}", _meant(str(given), re.findall(r"'([^']*)'", error["ctx"]["expected"]))
        case "string_pattern_mismatch":
            what, remedy = PATTERNS["words" if {"words", "without"} & set(path) else "deal_types"]
            return f"{given!r} is {what}", remedy
    other = f"it does not hold: {error['msg'][:1].lower()}{error['msg'][1:]}", "mend it there"
    return EXPECTED.get(kind, other)


def _meant(given: str, options: Sequence[str]) -> str:
    close = difflib.get_close_matches(given, options, 1, LIKE)
    return (f"did you mean {close[0]}? " if close else "") + f"use {', '.join(options)}"


def _table(model: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel]:
    """The table that a path within another leads to: through fields, dictionaries and lists of tables."""
    held: Any = model
    for part in path:
        if isinstance(part, str) and isinstance(held, type) and issubclass(held, BaseModel):
            held = held.model_fields[part].annotation
        else:
            held = get_args(held)[0 if get_origin(held) is tuple else -1]
    table: type[BaseModel] = held
    return table
