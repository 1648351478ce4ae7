"""The pages of `docs/how-to` hold: their blocks are run one after the other, against results that they make themselves."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest
from typer.testing import CliRunner

import dealextract.component  # noqa: F401  the entry point of an installation does it
from dealextract.cli.app import app
from dealextract.extractor import Extractor
from dealextract.records import Record
from dealextract.types import Article

REPOSITORY = Path(__file__).parents[2]
PAGES = sorted(page for page in (REPOSITORY / "docs" / "how-to").glob("*.md") if page.stem != "index")
ARTICLES = ("gucci-tmall", "stannox-increased-offer", "pasarlink-series-b", "brechard-exclusive-talks")


class Block(NamedTuple):
    """A fenced block of a page."""

    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    return [
        Block(*found) for found in re.findall(r"^```(\w+)\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
    ]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a few of the articles, in which the examples run."""
    (tmp_path / "data" / "articles").mkdir(parents=True)
    for name in ARTICLES:
        shutil.copy(REPOSITORY / "data" / "articles" / f"{name}.txt", tmp_path / "data" / "articles")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Extractor, "_extract", remembered)
    return tmp_path


RECORDS: dict[Article, Record] = {}
EXTRACT = Extractor._extract


def remembered(self: Extractor, article: Article) -> Record:
    """The record of an article, extracted the first time only: the pages read the same ones again and again."""
    if article not in RECORDS:
        RECORDS[article] = EXTRACT(self, article)
    return RECORDS[article]


def run_shell(text: str) -> str:
    """The output of a command: those of the program run in this process, where the reader is loaded already."""
    if text.startswith("dealextract "):
        command, _, rest = text.partition("|")
        words = [str(path) for word in shlex.split(command)[1:] for path in expanded(word)]
        result = CliRunner().invoke(app, words, prog_name="dealextract")
        assert (result.exit_code, result.stderr) == (0, ""), text
        if "-o" in words:
            written = Path(words[words.index("-o") + 1])
            assert written.stat().st_size > 100
            return str(written)
        return piped(rest.strip(), result.stdout)
    if "jq " in text and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    return piped(text, "")


def expanded(word: str) -> list[Path | str]:
    return [*sorted(Path().glob(word))] if "*" in word else [word]


def piped(command: str, given: str) -> str:
    result = subprocess.run(
        ["sh", "-ec", command], input=given.encode(), capture_output=True, timeout=60, check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, b""), command
    return result.stdout.decode()


def run_sql(text: str) -> Iterator[list[Any]]:
    with duckdb.connect("deals.duckdb", read_only=True) as database:
        for statement in duckdb.extract_statements(text):
            yield database.execute(statement).fetchall()


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem != "spark-ray"], ids=lambda page: page.stem)
def test_the_examples_of_a_page_run(page: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = 0
    for block in blocks(page):
        match block.language:
            case "sh":
                assert run_shell(block.text.strip()).strip(), block.text
            case "sql":
                assert all(run_sql(block.text)), block.text
            case "python":
                exec(compile(block.text, str(page), "exec"), {"__name__": "how_to"})
                assert capsys.readouterr().out.strip(), block.text
            case _:
                pytest.fail(f"a block that is not run: {block.language}")
        done += 1
    assert done >= 3


@pytest.mark.parametrize("number", range(3))
@pytest.mark.filterwarnings("ignore")  # of the frameworks
def test_the_examples_for_clusters_run(
    number: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    page = next(page for page in PAGES if page.stem == "spark-ray")
    block = blocks(page)[number]
    for library in re.findall(r"^(?:import|from) (ray|pyspark)\b", block.text, re.M):
        pytest.importorskip(library, reason=f"{library} is not installed: pip install 'dealextract[distributed]'")
        if library == "pyspark" and shutil.which("java") is None:
            pytest.skip("Java is not installed, and Spark runs on it")
    exec(compile(block.text, str(page), "exec"), {"__name__": "how_to"})
    assert "Kestrel Foods–Oakfield acquisition" in capsys.readouterr().out
    assert len(blocks(page)) == 3


def test_the_values_that_jq_prints_are_those_of_the_records(folder: Path) -> None:
    """One example of the page is followed to its numbers."""
    run_shell("dealextract parse data/articles/*.txt -o deals.jsonl")
    (line,) = [b.text for b in blocks(REPOSITORY / "docs/how-to/jq.md") if "uniq -c" in b.text]
    records = [json.loads(text) for text in Path("deals.jsonl").read_text(encoding="utf-8").splitlines()]
    types = [deal["type"] for record in records for deal in record["deals"]]
    counted = {name: int(count) for count, name in (row.split() for row in run_shell(line).splitlines())}
    assert counted == {name: types.count(name) for name in types}
    assert len(records) == len(ARTICLES)
