"""What is made of the documentation is what the code, the model card and the program would make now."""

from __future__ import annotations

import difflib
import html
import re
from pathlib import Path

import pytest
from docs.make import commands, figures, reference
from docs.make.__main__ import main
from docs.make.examples import filled
from docs.make.pages import CODE, EXAMPLES, REPOSITORY
from typer.testing import CliRunner

from dealextract.cli import terminal
from dealextract.cli.app import app
from dealextract.extractor import extract


def assert_made(path: str, text: str) -> None:
    now = (REPOSITORY / path).read_text(encoding="utf-8")
    changes = "\n".join(difflib.unified_diff(now.splitlines(), text.splitlines(), "is", "would be", n=0, lineterm=""))
    assert now == text, f"make it again: python -m docs.make {path}\n{changes[:2000]}"


@pytest.mark.parametrize("path", CODE)
def test_a_page_is_the_one_that_the_code_makes(path: str) -> None:
    assert_made(path, CODE[path]())


@pytest.mark.parametrize("path", EXAMPLES)
def test_a_page_shows_what_its_commands_print(path: str) -> None:
    for library in ("duckdb", "openpyxl"):
        pytest.importorskip(library)
    text = EXAMPLES[path]()
    if path.endswith(".svg"):  # the frame is Rich's, and its versions draw it differently
        assert words_of((REPOSITORY / path).read_text(encoding="utf-8")) == words_of(text), "python -m docs.make images"
    else:
        assert_made(path, text)


def words_of(picture: str) -> str:
    """The text of a picture, of which it has some."""
    words = " ".join(" ".join(html.unescape(part) for part in re.findall(r">([^<>]+)</text>", picture)).split())
    assert "confidence" in words
    return words


def test_every_option_of_the_help_stands_on_the_page_and_in_the_manual() -> None:
    page, manual = CODE["docs/reference/cli.md"](), CODE["docs/dealextract.1"]().replace("\\-", "-")
    sections = dict(zip(*[iter(re.split(r"^## dealextract ?(\w*)$", page, flags=re.M)[1:])] * 2, strict=True))
    assert len(sections) > 8
    for name, section in sections.items():
        text = CliRunner(env={"COLUMNS": "200"}).invoke(app, [*name.split(), "--help"], prog_name="dealextract").stdout
        options = set(re.findall(r"^  (?:-\w, )?(--[\w-]+)", text, re.M))
        assert options, name
        for option in options:
            assert re.search(rf"^\| `(?:-\w, )?{option}\b", section, re.M), (name, option)
            assert option in manual, (name, option)


def test_the_exit_statuses_are_those_of_the_program() -> None:
    known = {
        terminal.DONE,
        terminal.SOME_FAILED,
        terminal.USAGE,
        terminal.ALL_FAILED,
        terminal.NO_DEAL,
        terminal.INTERRUPTED,
    }
    assert {int(status) for status, _ in commands.STATUSES} == known


@pytest.mark.parametrize(
    "given",
    [["parse", "nowhere.txt"], ["parse", "."], ["parse", "a.txt", "-o", "x.parquet.doc"], ["eval", "nowhere.jsonl"]],
    ids=["missing", "folder", "suffix", "gold"],
)
def test_an_error_stands_on_the_page_with_its_remedy(
    given: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(app, given, prog_name="dealextract").stderr.strip()
    rows = {(said, to_do) for _, _, said, to_do in reference.raised() if re.search(r"\w{4}", said)}
    fitting = [
        row for row in rows if re.search(": " + "; ".join(_pattern(part) for part in row if part) + r"(?:\n|\Z)", said)
    ]
    assert fitting, said


def _pattern(template: str) -> str:
    """What a template of the page stands for: one of its alternatives, with anything for …"""
    ways = (".*".join(re.escape(part) for part in way.split("…")) for way in template.split(" / "))
    return f"(?:{'|'.join(ways)})"


def test_every_code_of_a_record_stands_on_the_page_in_words() -> None:
    named = {code: said for code, _, said in reference.diagnostics()}
    for said in named.values():
        assert re.search(r"\w{3}", said)
    names = ("gucci-tmall", "sagarika-clarification", "brechard-exclusive-talks")
    texts = [(REPOSITORY / "data" / "articles" / f"{name}.txt").read_text(encoding="utf-8") for name in names]
    records = [extract(text) for text in (*texts, "", "Kestrel of Paris bought Oakfield of Lyon for $3m.")]
    found = {note.code for record in records for note in record.diagnostics}
    assert {"empty", "repeated_title", "currency_assumed"} <= found <= set(named)
    literal = {
        code
        for path in (REPOSITORY / "src" / "dealextract").rglob("*.py")
        for code in re.findall(r'\bcode"?[=:]\s*"(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert len(literal) > 15
    assert literal <= set(named)


def test_figures_of_a_page_are_those_of_the_card() -> None:
    scores = figures.card()["held_back_scores"]
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    (part,) = re.findall(r"^## How good it is\n(.*?)^## ", readme, re.M | re.S)
    shown = set(re.findall(r"\b0\.\d+", part))
    held = {
        f"{value:.2f}" for name in ("deal", "exact", "slot") for key, value in scores[name].items() if key != "gold"
    }
    assert held <= shown
    assert shown <= held | {f"{figures.card()['confidence']['measured']['error']:.3f}"}


def test_outputs_take_the_place_of_what_stood_there(tmp_path: Path) -> None:
    page = (
        "```sh\ndealextract money a.txt --format jsonl | wc -l\n```\n\n```text\nold\n```\n\n"
        "```python\nx = 2\n```\n\n```python\nprint(x)\n```\n\n```text\n```\n"
    )
    (tmp_path / "a.txt").write_text("Kestrel paid £3m.", encoding="utf-8")
    again = filled(page, tmp_path)
    assert re.findall(r"```text\n(.*?)```", again, re.S) == ["1\n", "2\n"]
    assert filled(page.replace("old", "1"), _folder(tmp_path)) == again
    with pytest.raises(RuntimeError, match="ended with 3"):
        filled("```sh\ndealextract money nowhere.txt\n```\n", _folder(tmp_path))


def _folder(folder: Path) -> Path:
    """The same folder without what was linked to it."""
    for name in ("data", "tests"):
        (folder / name).unlink()
    return folder


def test_a_name_that_names_no_page_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing-of-it"]) == 2
    assert "docs/reference/cli.md" in capsys.readouterr().err
