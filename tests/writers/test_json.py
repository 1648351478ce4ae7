"""JSON is a contract: sorted, exact, and the same bytes for the same record."""

from __future__ import annotations

import json as stdlib

from dealextract.records import Record
from dealextract.writers import json


def test_a_line_is_one_line_and_reads_back_as_the_record(record: Record) -> None:
    line = json.line(record)
    assert line.endswith("}\n")
    assert line.count("\n") == 1
    assert Record.model_validate_json(line) == record.model_copy(update={"text": ""})


def test_keys_are_sorted_at_every_level(record: Record) -> None:
    def keys_sorted(value: object) -> bool:
        if isinstance(value, dict):
            return list(value) == sorted(value) and all(map(keys_sorted, value.values()))
        return all(map(keys_sorted, value)) if isinstance(value, list) else True

    assert keys_sorted(stdlib.loads(json.line(record)))


def test_letters_stay_as_they_are_and_the_text_is_left_out(record: Record) -> None:
    assert "about £1.25bn" in json.line(record)
    assert "\\u" not in json.line(record)
    assert "text" not in stdlib.loads(json.line(record))


def test_line_and_document_say_the_same(record: Record) -> None:
    assert json.line(record) == record.to_json() + "\n"
    assert stdlib.loads(json.document(record)) == stdlib.loads(json.line(record))
    assert json.document(record).startswith('{\n  "companies": [\n')


def test_an_array_holds_all_records_and_comes_in_pieces(record: Record) -> None:
    pieces = list(json.array(iter([record, record])))
    assert len(pieces) == 3
    assert stdlib.loads("".join(pieces)) == [stdlib.loads(json.line(record))] * 2
    assert "".join(json.array([])) == "[]\n"
