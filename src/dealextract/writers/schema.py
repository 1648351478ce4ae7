"""The schema of the records: JSON Schema for programs, tables for people, both made from the models."""

from __future__ import annotations

from typing import Any

from dealextract.records import SCHEMA_VERSION, Record
from dealextract.writers.columns import DIGITS, SCALE
from dealextract.writers.tables import TABLES

COLUMNS_HEAD = f"""\
# Tables and columns

The tabular outputs (CSV, Parquet, Excel, SQLite, DuckDB, data frames) have these tables. This page is made by
`dealextract schema --format columns`.

| type | CSV | Parquet, Arrow, DuckDB | SQLite | Excel |
| --- | --- | --- | --- | --- |
| text | text | string | TEXT | text |
| integer | digits | 64 bits | INTEGER | number |
| decimal | exact digits | decimal of {DIGITS} digits, {SCALE} of them decimals | NUMERIC | number |
| real | digits | 64-bit floating point | REAL | number |
| boolean | `true`, `false` | boolean | 0, 1 | TRUE, FALSE |
| date | `2021-03-02` | date | text `2021-03-02` | date; before March 1900 text |

- What is not stated is empty (NULL). A number that a format cannot hold exactly is left empty and a text that does not fit
  a cell of Excel (32,767 letters) is cut; both stand in `diagnostics` with the code `not_held`. SQLite holds integers of 64
  bits and else 15 significant digits, Excel 15 digits, the others what the table says.
- Control characters and halves of surrogate pairs become U+FFFD, line ends a line feed. The JSON has them as they were.
- In CSV a text that begins with `=`, `+`, `-`, `@`, a tab or a line feed gets an apostrophe before it, so that no
  spreadsheet runs it. In Excel texts are never formulas. Numbers are left as they are.
- Offsets are half-open code points into the clean text of the article.
"""
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


def markdown_columns() -> str:
    """The tidy tables of the tabular outputs as Markdown: what each is, its key, its ties and its columns."""
    parts = [COLUMNS_HEAD]
    for table in TABLES:
        parts += [f"## {table.name}\n", f"{table.meaning} Key: {_names(table.key)}.\n"]
        parts += [f"- {_names(tie.columns)} → `{tie.table}` ({_names(tie.key)})" for tie in table.ties]
        parts += [
            *([""] if table.ties else []),
            "| column | type | empty | unit | meaning |",
            "| --- | --- | --- | --- | --- |",
        ]
        for column in table.columns:
            values = f"; one of {', '.join(f'`{value}`' for value in column.values)}" if column.values else ""
            empty = "maybe" if column.null else "never"
            meaning = _cell(f"{column.meaning}{values}")
            parts.append(f"| `{column.name}` | {column.type} | {empty} | {column.unit} | {meaning} |")
        parts.append("")
    return "\n".join(parts)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


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
