"""`dealextract parse` in the tabular formats: files by suffix, CSV and Markdown in a pipe, errors before reading."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import polars
import pytest

from dealextract.writers.tables import TABLES
from tests.cli.invocation import Run


@pytest.fixture
def deals(run: Run, article: Path) -> list[str]:
    """The deals of the article, as JSON has them."""
    return [deal["id"] for deal in json.loads(run("parse", article).stdout)["deals"]]


@pytest.mark.parametrize(
    "name", ["deals.csv", "deals.parquet", "deals.XLSX", "deals.sqlite", "deals.db", "deals.duckdb"]
)
def test_the_suffix_picks_the_format_and_several_inputs_are_one_result(
    run: Run, article: Path, deals: list[str], tmp_path: Path, name: str
) -> None:
    path = tmp_path / "out" / name
    path.parent.mkdir()
    result = run("parse", article, article, "-o", path)
    assert (result.exit_code, result.output) == (0, "")
    assert deals
    found: list[str]
    match path.suffix.lower():
        case ".csv":
            found = polars.read_csv(path)["deal_id"].to_list()
        case ".parquet":
            found = polars.read_parquet(path)["deal_id"].to_list()
        case ".xlsx":
            found = [row[1] for row in openpyxl.load_workbook(path)["deals"].iter_rows(min_row=2, values_only=True)]
        case ".duckdb":
            import duckdb

            with duckdb.connect(str(path), read_only=True) as database:
                found = [row[0] for row in database.execute("SELECT deal_id FROM deals").fetchall()]
        case _:
            with closing(sqlite3.connect(path)) as connection:
                found = [row[0] for row in connection.execute("SELECT deal_id FROM deals")]
    assert found == deals * 2
    files = len(list(path.parent.iterdir()))
    assert files == (len(TABLES) if path.suffix in (".csv", ".parquet") else 1)


def test_csv_in_a_pipe_is_the_table_of_deals(run: Run, article: Path, deals: list[str]) -> None:
    result = run("parse", article, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["deal_id"] for row in rows] == deals
    assert run("parse", article, "-f", "csv", "-o", "-").stdout == result.stdout


def test_csv_into_a_folder(run: Run, article: Path, tmp_path: Path) -> None:
    run("parse", article, "--format", "csv", "-o", tmp_path / "folder")
    assert {path.stem for path in (tmp_path / "folder").iterdir()} == {table.name for table in TABLES}


def test_markdown_in_a_pipe_and_in_a_file(run: Run, article: Path, tmp_path: Path) -> None:
    result = run("parse", article, "--format", "md")
    assert result.stdout.startswith("# ")
    assert "\n## 1. " in result.stdout
    run("parse", article, "-o", tmp_path / "deals.md")
    assert (tmp_path / "deals.md").read_text(encoding="utf-8") == result.stdout


@pytest.mark.parametrize("format", ["xlsx", "parquet", "sqlite", "duckdb"])
def test_a_format_of_files_is_refused_on_standard_output_before_anything_is_read(run: Run, format: str) -> None:
    result = run("parse", "nope.txt", "--format", format)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"dealextract: error: {format} is a format of files, not of standard output; name one: -o deals.{format}\n"
    )


def test_a_place_that_cannot_be_written_to_is_status_2(run: Run, article: Path, tmp_path: Path) -> None:
    result = run("parse", article, "-o", tmp_path / "nowhere" / "deals.xlsx")
    assert result.exit_code == 2
    assert "deals.xlsx: cannot be written: No such file or directory" in result.stderr


def test_when_all_fail_the_old_tables_stay(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "deals.csv"
    output.write_text("old", encoding="utf-8")
    assert run("parse", tmp_path / "nope.txt", "-o", output).exit_code == 3
    assert output.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [output]


def test_one_bad_input_is_left_out_and_said(run: Run, article: Path, deals: list[str], tmp_path: Path) -> None:
    result = run("parse", tmp_path / "nope.txt", article, "-o", tmp_path / "deals.csv")
    assert result.exit_code == 1
    assert polars.read_csv(tmp_path / "deals.csv")["deal_id"].to_list() == deals


def test_the_columns_are_explained(run: Run) -> None:
    text = run("schema", "--format", "columns").stdout
    assert "| `date_from` | date | maybe |" in text
    assert all(f"\n## {table.name}\n" in text for table in TABLES)


@pytest.mark.parametrize("command", ["dates", "money"])
def test_the_parts_alone_know_the_formats_of_texts(run: Run, article: Path, tmp_path: Path, command: str) -> None:
    assert run(command, article, "--format", "xlsx").exit_code == 2
    assert "the suffix '.xlsx' names no format; use .jsonl" in run(command, article, "-o", tmp_path / "o.xlsx").stderr


@pytest.mark.parametrize("options", [["-o", "FILE"], ["--format", "html"]], ids=["suffix", "option"])
def test_a_page_shows_the_whole_article(
    run: Run, article: Path, deals: list[str], tmp_path: Path, options: list[str]
) -> None:
    """It is the page of `report`, and holds the text though the article may be gone when it is read."""
    path = tmp_path / "deals.html"
    result = run("parse", article, *[path if option == "FILE" else option for option in options])
    page = path.read_text(encoding="utf-8") if path.exists() else result.stdout
    assert (result.exit_code, page[:15].lower()) == (0, "<!doctype html>")
    data = json.loads(re.findall(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)[0])
    (document,) = data["documents"]
    assert document["whole"]
    assert [deal["id"] for deal in document["deals"]] == deals
