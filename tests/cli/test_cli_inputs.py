"""`parse`, `dates` and `money` on inputs of all formats: several articles in one file, and the options that say what is what."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.invocation import SHORT, Run, Spawn

FILES = Path(__file__).parents[1] / "sources" / "files"


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """Three articles and a line that is none."""
    path = tmp_path / "feed.jsonl"
    rows = [json.dumps({"id": name, "text": f"{name}: {SHORT}", "date": "2021-03-09"}) for name in ("a", "b", "c")]
    rows.insert(1, "{broken")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_feed_gives_a_line_for_each_article_and_an_error_for_a_bad_one(run: Run, feed: Path) -> None:
    result = run("parse", feed)
    assert result.exit_code == 1
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(r["source"]["path"], r["source"]["id"]) for r in records] == [
        (f"{feed}:{n}", i) for n, i in ((1, "a"), (3, "b"), (4, "c"))
    ]
    assert {r["published"]["value"] for r in records} == {"2021-03-09"}
    assert result.stderr.startswith(f"dealextract: error: {feed}:2: is no JSON")
    assert len(result.stderr.splitlines()) == 1


def test_a_feed_is_an_array_as_json_and_a_feed_of_one_article_is_an_object(
    run: Run, feed: Path, tmp_path: Path
) -> None:
    assert len(json.loads(run("parse", feed, "-f", "json").stdout)) == 3
    alone = tmp_path / "alone.jsonl"
    alone.write_text(json.dumps({"text": SHORT}), encoding="utf-8")
    assert json.loads(run("parse", alone, "-f", "json").stdout)["source"]["path"] == f"{alone}:1"
    half = tmp_path / "half.jsonl"
    half.write_text("{broken\n" + json.dumps({"text": SHORT}), encoding="utf-8")
    assert len(json.loads(run("parse", half, "-f", "json").stdout)) == 1


def test_a_feed_without_an_article_is_status_3(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text('{"x": 1}\n{"x": 2}\n', encoding="utf-8")
    result = run("parse", path)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (3, "", 2)


def test_keys_and_format_are_options(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text(f"who\twhen\tstory\nw1\t2021-03-09\t{SHORT}", encoding="utf-8")
    options = ["--input-format", "tsv", "--text-key", "story", "--id-key", "who", "--date-key", "when"]
    record = json.loads(run("parse", path, *options).stdout)
    assert (record["source"]["id"], record["published"]["value"]) == ("w1", "2021-03-09")
    assert record["source"]["media_type"] == "text/tab-separated-values"


@pytest.mark.parametrize(
    ("name", "deals"), [("writer.docx", 1), ("groff.pdf", 1), ("chromium.html", 1), ("mutt.eml", 1)]
)
def test_files_of_other_programs_have_their_deals(run: Run, name: str, deals: int) -> None:
    result = run("parse", FILES / name)
    record = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(record["deals"]) >= deals
    said = {"writer.docx": "Kurokawa", "groff.pdf": "Kootenay", "chromium.html": "Kootenay", "mutt.eml": "Kurokawa"}[
        name
    ]
    assert any(said in party["name"] for deal in record["deals"] for party in deal["parties"])
    assert record["source"]["title"]


def test_a_date_in_the_metadata_is_the_date_of_the_record(run: Run) -> None:
    record = json.loads(run("parse", FILES / "chromium.html").stdout)
    assert record["published"]["value"] == "2015-09-24"
    assert record["source"]["publisher"] == "The Delta Courier"


def test_a_date_in_words_is_read_and_one_that_is_none_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    rows = [{"text": "Kestrel bought Oakfield.", "date": date} for date in ("March 9, 2021", "03/09/2021", "soon")]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    records = [json.loads(line) for line in run("parse", path).stdout.splitlines()]
    assert [r["published"] and r["published"]["value"] for r in records] == ["2021-03-09", None, None]
    assert ["published_not_used" in [n["code"] for n in r["diagnostics"]] for r in records] == [False, True, True]


def test_the_title_of_plain_text_is_its_headline(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Kestrel buys Oakfield\n\n{SHORT}", encoding="utf-8")
    assert json.loads(run("parse", path).stdout)["source"]["title"] == "Kestrel buys Oakfield"


def test_a_name_that_is_no_utf_8_is_written_with_its_bytes(spawn: Spawn, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9\n.txt"
    try:
        Path(os.fsdecode(name)).write_text(SHORT, encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    for options in ([], ["-o", str(tmp_path / "o.jsonl")]):
        result = spawn("parse", os.fsdecode(name), "-v", *options)
        assert result.returncode == 0
        written = result.stdout or (tmp_path / "o.jsonl").read_bytes()
        assert json.loads(written)["source"]["path"] == f"{tmp_path}/caf\\xe9\n.txt"
        assert len(result.stderr.splitlines()) == 1
    table = spawn("parse", os.fsdecode(name), "--format", "table")
    assert (table.returncode, table.stderr) == (0, b"")


def test_a_part_takes_any_format_and_one_article(run: Run, feed: Path, tmp_path: Path) -> None:
    found = [json.loads(line)["amount"] for line in run("money", FILES / "writer.docx").stdout.splitlines()]
    assert "45000000" in found
    dates = [json.loads(line)["value"] for line in run("dates", FILES / "chromium.html").stdout.splitlines()]
    assert "2020-06" in dates
    several = run("money", FILES / "feed.jsonl")
    assert (several.exit_code, several.stdout) == (3, "")
    assert "feed.jsonl: holds several articles; hand them over one by one, or use parse" in several.stderr
    missing = run("dates", tmp_path / "nope")
    assert (missing.exit_code, "no such file" in missing.stderr) == (3, True)


def test_a_date_in_words_is_no_crash_of_a_part(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_text("From: a@b.example\nMessage-ID: <1>\nDate: soon\n\nIt closes in June 2021.\n", encoding="utf-8")
    assert json.loads(run("dates", path).stdout)["value"] == "2021-06"


def test_standard_input_holds_any_format(run: Run) -> None:
    records = [
        json.loads(line) for line in run("parse", stdin=(FILES / "articles.zip").read_bytes()).stdout.splitlines()
    ]
    assert [r["source"]["path"] for r in records][:2] == ["-!/caulkett-snippet.txt", "-!/groff.pdf"]
    assert len(records) == 6
