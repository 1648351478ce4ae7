"""The schema of the records: JSON Schema for programs, tables for people, both made from the models."""

from __future__ import annotations

from typing import Any

from dealextract.records import SCHEMA_VERSION, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a record as it is written."""
    schema = Record.model_json_schema(mode="serialization")
    schema.get("properties", {}).pop("text", None)  # the clean text stays in the library and is never written
    return {"$schema": DIALECT, **schema, "title": f"dealextract record {SCHEMA_VERSION}"}


def markdown_schema() -> str:
    """The schema as Markdown: a table for the record and for each thing in it."""
    schema = json_schema()
    parts = [f"# Records, schema {SCHEMA_VERSION}\n", *_section("Record", schema)]
    for name, definition in schema.get("$defs", {}).items():
        parts += _section(name, definition)
    return "\n".join(parts)


def _section(name: str, definition: dict[str, Any]) -> list[str]:
    rows = [
        f"| `{field}` | {_type(about)} | {_cell(about.get('description', ''))} |"
        for field, about in definition.get("properties", {}).items()
    ]
    text = " ".join(definition.get("description", "").split())
    return [f"## {name}\n", f"{text}\n", "| field | type | meaning |", "| --- | --- | --- |", *rows, ""]


def _type(about: dict[str, Any]) -> str:
    """The type of a field in words.

    >>> _type({"anyOf": [{"type": "string"}, {"type": "null"}]})
    'string or null'
    """
    if "$ref" in about:
        return str(about["$ref"]).rpartition("/")[2]
    if "anyOf" in about:
        return " or ".join(_type(option) for option in about["anyOf"])
    if "enum" in about:
        return _cell(" | ".join(map(str, about["enum"])))
    if "const" in about:
        return f"always `{about['const']}`"
    if about.get("type") == "array":
        return f"list of {_type(about.get('items', {}))}"
    limits = [f"{sign} {about[key]}" for key, sign in (("minimum", "from"), ("maximum", "to")) if key in about]
    return " ".join([str(about.get("type", "anything")), *limits])


def _cell(text: str) -> str:
    """A text that fits a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")
