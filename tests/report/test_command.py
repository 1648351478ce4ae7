"""`dealextract report`: from results to a file, and what is said of what it lacks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dealextract.cli.app import app
from tests.report import made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in made.TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "deals.jsonl").write_text("".join(r.to_json() + "\n" for r in made.records()), encoding="utf-8")
    return tmp_path


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["report", *arguments], input=stdin, prog_name="dealextract")


def data_of(text: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    return dict(json.loads(found))


def test_the_page_holds_the_results_and_the_texts(folder: Path) -> None:
    result = run("deals.jsonl", "-o", "review.html")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    data = data_of((folder / "review.html").read_text(encoding="utf-8"))
    assert data["title"] == "deals.jsonl"
    assert [d["text"] for d in data["documents"]] == list(made.TEXTS.values())


@pytest.mark.parametrize("form", ["lines", "array"])
def test_standard_input_gives_the_same_page_on_standard_output(folder: Path, form: str) -> None:
    lines = (folder / "deals.jsonl").read_text(encoding="utf-8")
    given = lines if form == "lines" else f"[{','.join(lines.splitlines())}]"
    result = run("-", "--title", "deals.jsonl", stdin="\ufeff" + given)
    assert (result.exit_code, result.stderr) == (0, "")
    run("deals.jsonl", "-o", "review.html")
    assert result.stdout == (folder / "review.html").read_text(encoding="utf-8")


def test_texts_that_are_not_found_are_named_with_what_to_do(folder: Path) -> None:
    (folder / "texts").mkdir()
    for name in made.TEXTS:
        (folder / name).rename(folder / "texts" / name)
    result = run("deals.jsonl", "-o", "review.html")
    assert result.exit_code == 0
    assert "the texts of 3 of 3 articles are not found" in result.stderr
    assert "baker.txt, buses.txt, quiet.txt" in result.stderr
    assert "--texts" in result.stderr
    assert run("deals.jsonl", "-o", "review.html", "--quiet").stderr == ""
    assert run("deals.jsonl", "-o", "review.html", "--texts", "texts").stderr == ""


def test_several_results_make_one_page_and_an_article_comes_once(folder: Path) -> None:
    (folder / "more.jsonl").write_text(made.buses().to_json() + "\n" + made.quiet("q.txt").to_json() + "\n")
    (folder / "q.txt").write_text(made.QUIET)
    result = run("deals.jsonl", "more.jsonl", "-o", "review.html")
    assert result.stderr == "dealextract: 1 record is of an article that is there already, and left out\n"
    data = data_of((folder / "review.html").read_text(encoding="utf-8"))
    assert [d["id"] for d in data["documents"]] == ["baker.txt", "buses.txt", "quiet.txt", "q.txt"]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("gone.jsonl", "-o", "x.html"), 3, "gone.jsonl: cannot be read"),
        (("baker.txt", "-o", "x.html"), 3, "baker.txt, line 1: is no JSON"),
        (("empty.jsonl", "-o", "x.html"), 3, "empty.jsonl: holds no record"),
        (("deals.jsonl", "-o", "x.html", "--texts", "gone"), 2, "gone: is no folder"),
        (("deals.jsonl", "-o", "no/where/x.html"), 2, "cannot be written"),
        (("deals.jsonl", "-o", "x.html", "--encoding", "klingon"), 2, "is no known encoding"),
        (("-", "-", "-o", "x.html"), 2, "standard input can be read once only"),
        (("deals.jsonl", "-o", "./deals.jsonl"), 2, "the page would be written over results"),
        (("deals.jsonl", "-o", "x.txt"), 2, "x.txt: the page is HTML; give it the suffix .html or .htm"),
        (("deals.jsonl", "-o", "x"), 2, "x: the page is HTML"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_no_file(
    folder: Path, arguments: tuple[str, ...], status: int, message: str
) -> None:
    (folder / "empty.jsonl").write_text("")
    before = (folder / "deals.jsonl").read_bytes()
    result = run(*arguments)
    assert (folder / "deals.jsonl").read_bytes() == before
    assert result.exit_code == status
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not [name for name in ("x.html", "x.txt", "x") if (folder / name).exists()]


def test_standard_input_that_is_no_utf_8_is_an_error() -> None:
    result = run("-", stdin=b"\xff\xfe{")
    assert result.exit_code == 3
    assert "standard input: is not UTF-8" in result.stderr
