"""What is particular to a format: how a workbook looks, what a database answers, how Markdown reads."""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet
import pytest

from dealextract.errors import InputError, UsageError
from dealextract.records import Date, Milestone, Record
from dealextract.writers import staging, xlsx
from dealextract.writers.csv import cell, table_text
from dealextract.writers.markdown import document, escaped, pieces
from dealextract.writers.results import write_results
from dealextract.writers.tables import BY_NAME, TABLES
from tests.writers.foreign import awkward

Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "＝1", "－1", "=", "-"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["1-1", "a=1", " =1", "'=1", "–1", "#N/A", "1", ""])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


def test_a_table_as_text_is_the_file(record: Record, tmp_path: Path) -> None:
    write_results([record, awkward()], tmp_path / "deals.csv", "csv")
    text = "".join(table_text([record, awkward()]))
    assert text == (tmp_path / "deals.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["value_amount"] for row in rows] == ["1250000000", "", "-1234567890.25"]
    assert rows[0]["parties"].startswith("acquirer: Halvard Foods ASA; target: Brindle & Lowe; seller: ")


def test_a_workbook_for_people(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    write_results([record, awkward()], path, "xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:4] == ["deals", "parties", "terms", "milestones"]
    assert set(book.sheetnames) == {*BY_NAME, "columns"}
    assert book.active is not None
    assert book.active.title == "deals"
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])
    names = BY_NAME["deals"].names
    amount = book["deals"].cell(2, names.index("value_amount") + 1)
    assert (amount.value, amount.number_format, amount.data_type) == (1250000000, "#,##0", "n")
    widths = {name: book["deals"].column_dimensions[book["deals"].cell(1, n).column_letter].width
              for n, name in enumerate(names, 1)}  # fmt: skip
    assert widths["summary"] > 50 > widths["type"] >= len("type")
    day = book["milestones"].cell(2, BY_NAME["milestones"].names.index("date_from") + 1)
    assert (day.is_date, day.number_format) == (True, "yyyy-mm-dd")
    assert book["columns"].max_row == 1 + sum(len(table.columns) for table in TABLES)


def test_a_workbook_has_no_formulas_links_or_clock(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    write_results([awkward()], path, "xlsx")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert not any(b"<f>" in part or b"<hyperlink" in part for part in parts.values())
    assert b"2000-01-01T00:00:00Z" in parts["docProps/core.xml"]


def test_more_rows_than_a_sheet_holds_are_refused_and_nothing_is_lost(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "deals.xlsx"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    refused = "the sheet (diagnostics|documents) would hold more than the 4 rows of a workbook; write csv, parquet, sqlite or duckdb"
    noted = Record(source=record.source, diagnostics=record.diagnostics[:1])
    with pytest.raises(UsageError, match=refused):
        write_results([noted] * 4, path, "xlsx")
    assert path.read_text(encoding="utf-8") == "old"
    write_results([noted] * 3, tmp_path / "fits.xlsx", "xlsx")
    (tmp_path / "fits.xlsx").unlink()
    assert [entry.name for entry in tmp_path.iterdir()] == ["deals.xlsx"]


def test_the_rows_of_a_workbook_are_those_of_excel() -> None:
    assert xlsx.MOST_ROWS == 2**20


@pytest.fixture(params=["sqlite", "duckdb"])
def ask(request: pytest.FixtureRequest, record: Record, tmp_path: Path) -> Ask:
    """Ask a database of the records something."""
    undated = Date(start=0, end=0, text="", value="XXXX-05", precision="month")
    last = Milestone(kind="other", label="someday", date=undated)
    deal = record.deals[0].model_copy(update={"milestones": (*record.deals[0].milestones, last)})
    record = record.model_copy(update={"deals": (deal, *record.deals[1:])})
    path = tmp_path / f"deals.{request.param}"
    write_results([record, awkward()], path, request.param)

    def answer(query: str) -> list[tuple[Any, ...]]:
        if request.param == "duckdb":
            with duckdb.connect(str(path), read_only=True) as database:
                return database.execute(query).fetchall()
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(query).fetchall()

    return answer


def test_deals_with_their_parties_in_one_row(ask: Ask) -> None:
    query = "SELECT type, acquirer, target, seller, investor FROM deals_with_parties ORDER BY document_id, deal_id"
    castlemere = "Castlemere [bold]Capital[/bold]"
    assert ask(query) == [
        ("acquisition", "Halvard Foods ASA", "Brindle & Lowe", castlemere, None),
        ("stake_purchase", None, None, None, castlemere),
        ("stake_purchase", None, "\tTabbed & <Sons> 💼", "-Ana", "@Home\tHoldings"),
    ]


def test_the_latest_milestone_of_each_deal(ask: Ask) -> None:
    query = "SELECT document_id, kind, date, bound, CAST(date_to AS TEXT) FROM latest_milestones ORDER BY 1"
    assert ask(query) == [
        ("000000000000", "expected_close", "2022-06", "by", "2022-06-30"),
        ("abababababab", "other", "202X", "on", "2029-12-31"),
    ]


def test_the_deals_of_a_company(ask: Ask) -> None:
    query = (
        "SELECT role, type, status, published FROM deals_by_company WHERE company LIKE 'Castlemere%' ORDER BY deal_id"
    )
    assert ask(query) == [
        ("seller", "acquisition", "agreed", "2022-03-14"),
        ("investor", "stake_purchase", "terminated", "2022-03-14"),
    ]


def test_deals_by_type_and_month(ask: Ask) -> None:
    query = "SELECT type, published_month, deals, background_deals, deals_with_value FROM deals_by_type_and_month ORDER BY 1, 2"
    assert sorted(ask(query), key=str) == [
        ("acquisition", "2022-03", 1, 0, 1),
        ("stake_purchase", "2022-03", 1, 1, 0),
        ("stake_purchase", None, 1, 0, 1),
    ]


def test_a_database_explains_its_columns(ask: Ask) -> None:
    query = 'SELECT "table", "column", "type", unit, meaning FROM about_columns'
    assert set(ask(query)) == {(t.name, c.name, c.type, c.unit or None, c.meaning) for t in TABLES for c in t.columns}


@pytest.mark.parametrize(
    ("format", "error"), [("sqlite", sqlite3.IntegrityError), ("duckdb", duckdb.ConstraintException)]
)
def test_a_database_keeps_its_keys_and_ties(
    format: str, error: type[Exception], record: Record, tmp_path: Path
) -> None:
    path = tmp_path / "deals.db"
    write_results([record], path, format)
    connection: Any = sqlite3.connect(path) if format == "sqlite" else duckdb.connect(str(path))
    with closing(connection):
        if format == "sqlite":
            connection.execute("PRAGMA foreign_keys = ON")
        for statement in (
            "INSERT INTO parties SELECT * FROM parties",
            "INSERT INTO history VALUES ('000000000000', 'no deal', 1, 'a', 'b')",
        ):
            with pytest.raises(error):
                connection.execute(statement)


@pytest.mark.parametrize("format", ["sqlite", "duckdb"])
def test_ids_that_repeat_in_a_record_are_an_input_error(format: str, record: Record, tmp_path: Path) -> None:
    twice = record.model_copy(update={"deals": (record.deals[1], record.deals[1])})
    with pytest.raises(InputError, match=r"a record breaks the tables: .*; its ids must not repeat"):
        write_results([twice], tmp_path / "deals.db", format)
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_duckdb_says_what_its_columns_mean(record: Record, tmp_path: Path) -> None:
    write_results([record], tmp_path / "deals.duckdb", "duckdb")
    with duckdb.connect(str(tmp_path / "deals.duckdb"), read_only=True) as database:
        found = database.execute(
            "SELECT data_type, comment FROM duckdb_columns() WHERE table_name = 'deals' AND column_name = 'value_amount'"
        ).fetchall()
    assert found == [("DECIMAL(38,6)", "what is paid for the whole deal; the maximum of a range")]


def test_parquet_says_what_its_columns_mean(record: Record, tmp_path: Path) -> None:
    write_results([record], tmp_path / "deals.parquet", "parquet")
    schema = pyarrow.parquet.read_schema(tmp_path / "deals.parquet")
    assert schema.metadata[b"schema_version"] == b"1.0"
    field = schema.field("value_amount")
    assert (str(field.type), field.metadata[b"unit"]) == ("decimal128(38, 6)", b"main units of the currency")
    assert not schema.field("deal_id").nullable


def test_parquet_is_written_in_pieces(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dealextract.writers import arrow

    monkeypatch.setattr(arrow, "ROWS", 4)
    write_results([record] * 5, tmp_path / "deals.parquet", "parquet")
    file = pyarrow.parquet.ParquetFile(tmp_path / "deals.parquet")
    assert (file.metadata.num_rows, file.num_row_groups) == (10, 3)


def test_markdown_for_people(record: Record) -> None:
    lines = document(record).splitlines()
    assert lines[:3] == [
        "# Halvard Foods buys Brindle & Lowe from Castlemere \\[bold\\]Capital\\[/bold\\]",
        "",
        "news/halvard.txt · The Grocer's Week · published 2022-03-14 · 2 deals",
    ]
    for line in (
        "## 1. Acquisition · agreed · confidence 0.93",
        "- acquirer: **Halvard Foods ASA** (OSE: HALV)",
        "- value: about GBP 1.25 billion (“about £1.25bn”)",
        "- stake: at least 75.5%",
        "- expected close: by 2022-06 (“by the end of June 2022”)",
        "- other, vote: ? (“April 3rd”); open: 3 April; 4 March",
        "- financial adviser: Penrose & Co for Castlemere \\[bold\\]Capital\\[/bold\\]",
        "- person: Ingrid Solheim, chief executive, Halvard Foods ASA",
        "- before, price per share: GBP 4.10",
        f"> {record.deals[0].evidence[0].text}",
        "## 2. Stake purchase · terminated · background · confidence 0.41",
        "- newsletter: newsletter, subscription or alert line (2 times)",
    ):
        assert line in lines


def test_articles_in_markdown_are_separated(record: Record) -> None:
    assert "".join(pieces([record, record])) == f"{document(record)}\n---\n\n{document(record)}"
    assert "No deals" not in document(record)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("AT&T and Q&amp;A", "AT&T and Q\\&amp;A"),
        ("<script>", "\\<script\\>"),
        ("two\nlines", "two lines"),
        ("\x1b[1m", "\\\\x1b\\[1m"),
    ],
)
def test_texts_steer_no_markdown(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_where_one_of_several_files_cannot_take_its_place_the_old_ones_come_back(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "deals.csv"
    write_results([record], target, "csv")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    (tmp_path / "deals.history.csv").unlink()  # so that one of them is new
    del before["deals.history.csv"]
    replace = staging.os.replace

    def fragile(source: Path, place: Path) -> None:
        if Path(place) == target and Path(source).parent.name != "before":
            raise OSError(28, "No space left on device")
        replace(source, place)

    monkeypatch.setattr(staging.os, "replace", fragile)
    with pytest.raises(UsageError, match=r"deals\.csv: cannot be written: No space left on device; make room"):
        write_results([record, record], target, "csv")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_new_result_has_the_usual_permissions_and_an_old_one_keeps_its_own(record: Record, tmp_path: Path) -> None:
    plain, old = tmp_path / "plain", tmp_path / "deals.db"
    plain.touch()
    old.touch()
    old.chmod(0o640)
    for path in (tmp_path / "new.db", old):
        write_results([record], path, "sqlite")
    assert (tmp_path / "new.db").stat().st_mode == plain.stat().st_mode
    assert old.stat().st_mode & 0o777 == 0o640


def test_what_is_no_plain_file_is_refused(record: Record, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no plain file; name a file to write"):
        write_results([record], Path("/dev/null"), "sqlite")
    with pytest.raises(UsageError, match="is a folder, not a file; name a file to write"):
        write_results([record], tmp_path, "xlsx")
