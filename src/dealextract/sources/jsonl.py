"""JSON Lines and JSON: an article in each line, or in each object of an array; read line by line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, NoReturn

from dealextract.errors import InputError
from dealextract.sources import fields, kinds
from dealextract.sources.content import Content
from dealextract.sources.encodings import decode, decode_line, likely_encoding, narrow
from dealextract.sources.options import SourceOptions
from dealextract.sources.places import Place

LONGEST_LINE = 50_000_000
"""Bytes of one line that are read."""
DEEP = "nests its values too deep to be read"

Row = tuple[Place, bytes, Content | InputError]


def lines(stream: BinaryIO, head: bytes, place: Place, options: SourceOptions) -> Iterator[Row]:
    """The articles of a stream of JSON Lines: place, bytes of the line, and the article or what is wrong with that line."""
    stream, encoding = narrow(stream, options.encoding or kinds.wide_encoding(head), place.where)
    likely = None if encoding else likely_encoding(head, place.where)
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        at = place.line(number)
        long = len(line) > LONGEST_LINE
        while long and line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)
        if long:
            message = f"is a line of more than {LONGEST_LINE // 1_000_000} MB"
            yield at, b"", InputError(message, where=at.where, remedy="write one article to a line")
            continue
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        line = line.strip(b" \t\r\n")
        if not line:
            continue
        try:
            content = _line(line, at, options, encoding, likely)
        except InputError as error:
            yield at, line, error
        else:
            yield at, line, content


def _line(line: bytes, at: Place, options: SourceOptions, encoding: str | None, likely: str | None) -> Content:
    text, name, diagnostics = decode_line(line, "utf-8" if encoding else options.encoding, likely, at.where)
    content = fields.content(_object(text, at), "application/jsonl", at.where, options)
    return replace(content, encoding=encoding or name, diagnostics=(*diagnostics, *content.diagnostics))


def documents(data: bytes, place: Place, options: SourceOptions) -> Iterator[Row]:
    """The articles of a JSON document: an object, or an array of them, whose places count from 0, as jq does."""
    text, name, diagnostics = decode(data, options.encoding, place.where)
    value = _parsed(text, place)
    if isinstance(value, dict):
        content = fields.content(value, "application/json", place.where, options)
        yield place, data, replace(content, encoding=name, diagnostics=(*diagnostics, *content.diagnostics))
        return
    if not isinstance(value, list) or not value:
        raise InputError(
            "is JSON that holds no article", where=place.where, remedy="write an object or an array of them"
        )
    for number, item in enumerate(value):
        at = place.item(number)
        raw = json.dumps(item, ensure_ascii=True, sort_keys=True).encode()
        try:
            if not isinstance(item, dict):
                _no_object(item, at)
            content = fields.content(item, "application/json", at.where, options)
        except InputError as error:
            yield at, raw, error
        else:
            yield at, raw, replace(content, encoding=name, diagnostics=(*diagnostics, *content.diagnostics))


def _object(text: str, at: Place) -> dict[str, Any]:
    value = _parsed(text, at)
    if not isinstance(value, dict):
        _no_object(value, at)
    return value


def _parsed(text: str, at: Place) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, " if error.lineno > 1 else ""
        message = f"is no JSON ({error.msg.lower()}, {place}column {error.colno})"
        raise InputError(message, where=at.where, remedy="write one JSON object to a line") from None
    except ValueError as error:
        raise InputError(f"is no JSON ({error})", where=at.where, remedy="write the number as a string") from None
    except RecursionError:
        raise InputError(DEEP, where=at.where, remedy="write the text of the article as a string") from None


def _no_object(value: object, at: Place) -> NoReturn:
    kind = {list: "an array", str: "a string", bool: "a truth value", type(None): "null"}.get(type(value), "a number")
    raise InputError(f"holds {kind}, not an object", where=at.where, remedy='write {"text": "…"}')
