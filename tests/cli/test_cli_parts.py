"""`dates`, `money`, `schema` and `doctor`: each in its formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dealextract import __version__
from dealextract.dates import find_dates
from dealextract.money import find_money
from dealextract.writers.schema import json_schema, markdown_schema
from tests.cli.invocation import SHORT, Run

TWO = "\ufeffKestrel paid\xa0£45m on 2 March 2021.\r\nIn April it paid another £5m.\n"


@pytest.fixture
def two(tmp_path: Path) -> Path:
    path = tmp_path / "two.txt"
    path.write_bytes(TWO.encode())
    return path


@pytest.mark.parametrize(("part", "least"), [("dates", 2), ("money", 2)])
def test_a_part_is_a_line_for_each_with_offsets_into_the_clean_text(run: Run, two: Path, part: str, least: int) -> None:
    clean = "Kestrel paid £45m on 2 March 2021.\nIn April it paid another £5m.\n"
    found = [json.loads(line) for line in run(part, two).stdout.splitlines()]
    library = find_dates(clean) if part == "dates" else find_money(clean)
    assert found == [item.model_dump(mode="json") for item in library]
    assert len(found) >= least
    for item in found:
        assert clean[item["start"] : item["end"]] == item["text"]


@pytest.mark.parametrize("part", ["dates", "money"])
def test_a_part_as_an_array_and_as_a_table(run: Run, two: Path, tmp_path: Path, part: str) -> None:
    lines = [json.loads(line) for line in run(part, two).stdout.splitlines()]
    assert json.loads(run(part, two, "-f", "json").stdout) == lines
    run(part, two, "-o", tmp_path / "o.txt")
    table = (tmp_path / "o.txt").read_text(encoding="utf-8")
    assert table.startswith("offsets")
    assert len(table.splitlines()) == len(lines) + 1


def test_a_date_of_publication_anchors_the_dates(run: Run) -> None:
    def value(*options: str) -> object:
        return json.loads(run("dates", "-", *options, stdin="The sale closes in June.\n").stdout)["value"]

    assert value("--published", "2021-03-02") == "2021-06"
    assert value("--published", "2019-03-02") == "2019-06"


def test_nothing_found_is_nothing_in_lines_and_words_in_a_table(run: Run) -> None:
    assert run("money", stdin="Nothing.\n").stdout == ""
    assert run("money", "-f", "json", stdin="Nothing.\n").stdout == "[]\n"
    assert run("money", "-f", "table", stdin="Nothing.\n").stdout == "No amounts of money found.\n"


@pytest.mark.parametrize("part", ["dates", "money"])
def test_what_cannot_be_read_is_status_3(run: Run, tmp_path: Path, part: str) -> None:
    result = run(part, tmp_path / "nope.txt")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == f"dealextract: error: {tmp_path / 'nope.txt'}: no such file; check the path\n"


def test_one_input_only(run: Run, two: Path) -> None:
    result = run("money", two, two)
    assert result.exit_code == 2
    assert "unexpected extra argument" in result.stderr


def test_the_schema_is_that_of_the_records(run: Run, tmp_path: Path) -> None:
    assert json.loads(run("schema").stdout) == json_schema()
    assert run("schema", "--format", "markdown").stdout == markdown_schema()
    run("schema", "-o", tmp_path / "schema.txt")
    assert json.loads((tmp_path / "schema.txt").read_text(encoding="utf-8")) == json_schema()


def test_records_satisfy_the_schema_that_is_written(run: Run) -> None:
    record = json.loads(run("parse", "-", stdin=SHORT).stdout)
    schema = json_schema()
    assert set(record) == set(schema["properties"])
    assert set(record) >= set(schema["required"])


def test_the_doctor_tells_versions_model_streams_and_processors(run: Run) -> None:
    findings = json.loads(run("doctor", "--format", "json").stdout)
    assert findings["program"]["dealextract"] == __version__
    assert set(findings) == {"program", "packages", "model", "streams"}
    assert "not installed" not in findings["packages"].values()
    assert findings["model"]
    text = run("doctor").stdout
    for name, value in [*findings["program"].items(), *findings["packages"].items()]:
        assert f"  {name:20} {value}\n" in text


def test_the_doctor_says_what_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealextract.cli.about.PACKAGES", ("spacy", "no-such-package-at-all"))
    assert json.loads(run("doctor", "-f", "json").stdout)["packages"]["no-such-package-at-all"] == "not installed"
