"""Articles that come as fields: which key or column holds the text, the id, the date, and what else is known by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dealextract.errors import InputError
from dealextract.sources.columns import TEXT
from dealextract.sources.content import Content, date_label, label, language_label
from dealextract.sources.options import SourceOptions
from dealextract.sources.texts import from_text

ID = ("id", "url", "name")
DATE = ("date", "published", "published_at")
TITLE = ("title", "headline")
PUBLISHER = ("publisher", "source", "site")
LANGUAGE = ("language", "lang")
SHOWN = 12
"""Names of keys that an error lists."""


def content(values: Mapping[str, Any], media_type: str, where: str, options: SourceOptions) -> Content:
    """The article in an object or row. Raises `InputError` where it has no text."""
    found = _text(values, where, options)
    article = from_text(found, media_type, where)
    return replace(
        article,
        id=label(_first(values, options.id_key, ID)),
        title=label(_first(values, None, TITLE)) or article.title,
        publisher=label(_named(_first(values, None, PUBLISHER))) or article.publisher,
        language=language_label(_first(values, None, LANGUAGE)) or article.language,
        published=date_label(_first(values, options.date_key, DATE)) or article.published,
    )


def _text(values: Mapping[str, Any], where: str, options: SourceOptions) -> str:
    found = _first(values, options.text_key, TEXT)
    if isinstance(found, list) and found and all(isinstance(part, str) for part in found):
        return "\n\n".join(found)  # paragraphs
    if isinstance(found, str):
        return found
    if found is None:
        wanted = f"no {options.text_key!r}" if options.text_key else f"none of {', '.join(TEXT)}"
        message = f"has no text: {wanted} among {_listed(values)}"
    else:
        message = "has no text: what stands in its place is no string"
    raise InputError(message, where=where, remedy="--text-key names the key or column that holds the text")


def _first(values: Mapping[str, Any], asked: str | None, names: Iterable[str]) -> Any:
    """The value of the key that was asked for, else of the first known name that has one; capitals do not matter then."""
    if asked is not None:
        if asked in values:
            return values[asked]
        value: Any = values
        for part in asked.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value
    folded = {key.strip().lower(): value for key, value in reversed(list(values.items()))}
    found = [folded[name] for name in names if folded.get(name) is not None]
    return next((value for value in found if value != ""), found[0] if found else None)


def _named(value: Any) -> Any:
    """The name in an object such as `{"name": "Reuters"}`."""
    return value.get("name") if isinstance(value, Mapping) else value


def _listed(values: Mapping[str, Any]) -> str:
    names = [label(key) or "''" for key in values]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return (", ".join(names[:SHOWN]) + more) or "no keys at all"
