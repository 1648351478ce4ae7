"""Results are read back strictly: what is wrong is said with its line."""

from __future__ import annotations

import itertools
import json as stdlib
from pathlib import Path

import pytest

from dealextract.errors import InputError
from dealextract.records import Company, Record
from dealextract.writers import json, reading
from dealextract.writers.reading import read_results
from tests.writers.foreign import awkward


@pytest.fixture
def records(record: Record) -> list[Record]:
    """Records that are whole in themselves, without the clean text, which is not written."""
    penrose = Company(id="penrose", name="Penrose & Co")
    whole = record.model_copy(update={"companies": (*record.companies, penrose), "text": ""})
    return [whole, awkward(), Record(source=record.source)]


def lines(records: list[Record]) -> str:
    return "".join(map(json.line, records))


def test_lines_an_array_and_a_single_record_read_back(records: list[Record], tmp_path: Path) -> None:
    path = tmp_path / "results"
    for text in (
        lines(records),
        "".join(json.array(records)),
        lines(records).replace("\n", "\r\n"),
        "\ufeff" + lines(records),
    ):
        path.write_bytes(text.encode())
        assert list(read_results(path)) == records
    path.write_text(json.document(records[0]), encoding="utf-8")
    assert list(read_results(path)) == records[:1]
    path.write_text(f"\n\n{lines(records[:1])}\n\n", encoding="utf-8")
    assert list(read_results(str(path))) == records[:1]


def test_every_line_is_written_as_it_was_read(records: list[Record], tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    path.write_text(lines(records), encoding="utf-8")
    assert lines(list(read_results(path))) == lines(records)


@pytest.mark.parametrize("text", ["", "\n\n", "[]", " [ ]\n"], ids=repr)
def test_nothing_gives_nothing(text: str, tmp_path: Path) -> None:
    path = tmp_path / "results"
    path.write_text(text, encoding="utf-8")
    assert list(read_results(path)) == []


@pytest.mark.parametrize("piece", [1, 7, 1 << 16])
def test_an_array_is_read_piece_by_piece(
    piece: int, records: list[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PIECE", piece)
    path = tmp_path / "results.json"
    path.write_text("".join(json.array(records)), encoding="utf-8")
    assert list(read_results(path)) == records


def test_records_come_before_the_file_is_read_to_its_end(records: list[Record], tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    path.write_text(f"{lines(records)}{{no JSON\n", encoding="utf-8")
    assert list(itertools.islice(read_results(path), 3)) == records


BARE = '{"schema_version": "1.0", "source": {"sha256": "0", "characters": 1}}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{BARE}\n{{\n", "line 2: is no JSON: Expecting property name enclosed in double quotes; write the results again"),
        (f"{BARE}\n{BARE[:40]}", "line 2: is no JSON: Unterminated string starting at"),
        (f"{BARE}\n\n[1]\n", "line 3: is no record: it has no schema_version"),
        ("word\n", "line 1: is no JSON: Expecting value"),
        ('{\n"a": 1,\n}', "line 3: is no JSON: "),
        (f"[\n{BARE},\n{BARE[:-1]}\n", "line 4: is no JSON: "),
        (f"[\n{BARE}\n] 1", "line 3: is no JSON: there is more after the end of the array"),
        (f"[\n{BARE}\n", "line 3: is no JSON: "),
        ("{}\n", "line 1: is no record: it has no schema_version"),
        ('{"schema_version": "2.0"}', "line 1: is a record of schema 2.0, and this version reads 1.0; use the version"),
        (BARE.replace("1}", "-}"), "line 1: is no JSON: "),
        (BARE.replace('"0"', "0"), "line 1: is no record: source.sha256: Input should be a valid string"),
        (BARE.replace("1}", '"1"}'), "line 1: is no record: source.characters: Input should be a valid integer"),
        (BARE.replace("1}", '1, "colour": 2, "taste": 3}'), "source.colour: Extra inputs are not permitted (and 1 more)"),
        (f'{BARE[:-1]}, "people": [{{"id": "p", "name": "A", "organization": "c"}}]}}', "c is referred to and not there"),
        (f'{BARE[:-1]}, "people": [{{"id": "p", "name": "A"}}, {{"id": "p", "name": "B"}}]}}', "the person p is there twice"),
        (f'{"[" * 100_000}\n', "is no JSON: "),
        (f'{{"a": {"9" * 5000}}}', "line 1: is no JSON: Exceeds the limit"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "results"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        list(read_results(path))
    assert str(caught.value).startswith(f"{path}, line ")
    assert message in str(caught.value)


def test_what_a_deal_refers_to_must_be_there(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "results"
    path.write_text(json.line(record), encoding="utf-8")
    with pytest.raises(InputError, match="is no whole record: deal deal-1 refers to penrose, which is not there"):
        list(read_results(path))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nope: cannot be read: No such file or directory; check the path"):
        list(read_results(tmp_path / "nope"))
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        list(read_results(tmp_path))
    (tmp_path / "latin").write_bytes(BARE.replace('"0"', '"é"').encode("latin-1"))
    with pytest.raises(InputError, match="latin: is not UTF-8: "):
        list(read_results(tmp_path / "latin"))


def test_half_a_surrogate_pair_is_written_as_an_escape() -> None:
    line = json.line(awkward())
    assert '"path": "-\\udc80=x.txt"' in line
    assert line.encode()
    assert stdlib.loads(line)["source"]["path"] == "-\udc80=x.txt"
