"""The schema is made from the models: records satisfy it, and people find every field in it."""

from __future__ import annotations

from dealextract.records import Record
from dealextract.writers.schema import json_schema, markdown_schema


def test_the_fields_of_the_schema_are_those_that_are_written(record: Record) -> None:
    schema = json_schema()
    assert set(schema["properties"]) == set(record.model_dump(mode="json"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["additionalProperties"] is False
    for name in ("Deal", "Party", "Company", "Person", "Milestone", "Date"):
        assert schema["$defs"][name]["additionalProperties"] is False


def test_names_of_the_contract_are_all_there() -> None:
    definitions = json_schema()["$defs"]
    assert set(definitions["Deal"]["properties"]) >= {
        "id", "type", "status", "background", "summary", "parties", "terms", "milestones", "people", "advisers",
        "history", "confidence", "evidence",
    }  # fmt: skip
    assert len(definitions["Deal"]["properties"]["type"]["enum"]) == 13


def test_the_tables_for_people_have_every_field() -> None:
    text = markdown_schema()
    schema = json_schema()
    for name, definition in {"Record": schema, **schema["$defs"]}.items():
        assert f"## {name}\n" in text
        section = text.partition(f"## {name}\n")[2].partition("\n## ")[0]
        for field in definition["properties"]:
            assert f"| `{field}` | " in section
    assert "| `status` | rumoured \\| proposed \\| agreed \\| completed \\| terminated |" in text
