"""The configuration on the command line: which one holds, what is said of it, what a bad one costs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dealextract.batch.run import configuration
from dealextract.batch.worker import Settings
from dealextract.knowledge.config import load_config
from dealextract.sources import SourceOptions
from tests.cli.invocation import SHORT, Run, Spawn

OWN = '[deal_types.bakery_purchase]\nbase = "acquisition"\nwords = "baker*"\n\n[companies."Tarn plc"]\naliases = "Kestrel"\n'
FOUND = "dealextract: dealextract.toml of this folder is used (--no-config leaves it out)\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article and a configuration of another name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(SHORT.replace("Kestrel Foods", "Kestrel"), encoding="utf-8")
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", ["parse", "explain"])
def test_a_named_file_holds_and_a_found_one_is_said(run: Run, folder: Path, command: str) -> None:
    plain = run(command, "a.txt", "-f", "json")
    named = run(command, "a.txt", "-f", "json", "--config", "own.toml")
    assert (plain.stderr, named.stderr) == ("", "")
    assert [d["subtype"] for d in json.loads(plain.stdout)["deals"]] == [None]
    assert [d["subtype"] for d in json.loads(named.stdout)["deals"]] == ["bakery_purchase"]
    (folder / "own.toml").rename("dealextract.toml")
    found = run(command, "a.txt", "-f", "json")
    assert (found.stdout, found.stderr) == (named.stdout, FOUND)
    assert run(command, "a.txt", "-f", "json", "--no-config").stdout == plain.stdout
    assert run(command, "a.txt", "-f", "json", "-q").stderr == ""


@pytest.mark.parametrize("command", ["parse", "batch", "explain", "config"])
def test_a_bad_file_is_a_usage_error_before_anything_is_read(run: Run, folder: Path, command: str) -> None:
    Path("own.toml").write_text('[deal_types.a]\nbase = "aquisition"\nwords = "x"\n')
    result = run(command, *(["a.txt"] if command != "config" else []), "--config", "own.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(
        "dealextract: error: own.toml, line 2: deal_types.a.base: it cannot be 'aquisition'; did you mean acquisition?"
    )


@pytest.mark.parametrize("command", ["parse", "batch", "explain", "config"])
def test_two_companies_of_one_name_are_a_usage_error(run: Run, folder: Path, command: str) -> None:
    Path("own.toml").write_text('[companies.Kestrel]\naliases = ["Oak"]\n[companies.Oakfield]\naliases = ["Oak"]\n')
    result = run(command, *(["a.txt"] if command != "config" else []), "--config", "own.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'Oak' is a name of \"Kestrel\" too" in result.stderr


def test_an_empty_name_is_no_file(run: Run, folder: Path) -> None:
    Path("dealextract.toml").write_text(OWN, encoding="utf-8")
    result = run("parse", "a.txt", "--config", "")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no file is named" in result.stderr


def test_both_options_exclude_one_another(run: Run, folder: Path) -> None:
    result = run("parse", "a.txt", "--config", "own.toml", "--no-config")
    assert result.exit_code == 2
    assert result.stderr == "dealextract: error: --config and --no-config exclude one another; say one of them\n"


def test_config_shows_what_holds_and_where_it_stands(run: Run, folder: Path) -> None:
    data = json.loads(run("config", "--config", "own.toml", "-f", "json").stdout)
    assert data["file"] == "own.toml"
    assert data["deal_types"]["acquisition"]["from"].startswith("dealextract ")
    assert data["deal_types"]["bakery_purchase"]["from"] == {"file": "own.toml", "line": 1}
    assert data["companies"]["Tarn plc"]["from"] == {"file": "own.toml", "line": 5}
    table = run("config", "--config", "own.toml", "-f", "table").stdout
    assert table.startswith("Configuration: own.toml\n")
    rows = [line.split() for line in table.splitlines()]
    assert ["company", "Tarn", "plc", "own.toml,", "line", "5", "also", "Kestrel"] in rows
    assert any(row[:3] == ["deal", "type", "litigation"] for row in rows)


def test_config_says_that_there_is_none_or_that_one_was_found(run: Run, folder: Path) -> None:
    none = run("config", "-f", "table")
    assert (none.stderr, none.stdout.splitlines()[0]) == (
        "",
        "No configuration: there is no dealextract.toml in this folder.",
    )
    (folder / "own.toml").rename("dealextract.toml")
    assert run("config", "-f", "table").stdout.startswith("Configuration: dealextract.toml, found in this folder\n")
    assert json.loads(run("config", "-f", "json", "--no-config").stdout)["file"] is None


def test_workers_of_a_batch_have_it_and_a_batch_never_mixes_two(spawn: Spawn, folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "a.txt").rename("in/a.txt")
    (folder / "own.toml").rename("in/dealextract.toml")

    def batch(*words: str) -> tuple[list[str | None], str]:
        result = spawn("batch", ".", "-o", "o.jsonl", "-j", "1", *words, cwd=folder / "in")
        assert result.returncode == 0, result.stderr
        lines = (folder / "in" / "o.jsonl").read_text(encoding="utf-8").splitlines()
        return [deal["subtype"] for line in lines for deal in json.loads(line)["deals"]], result.stderr.decode()

    subtypes, said = batch()
    assert subtypes == ["bakery_purchase"]  # and the file itself was read as no article
    assert said.startswith(FOUND)
    again, said = batch("--resume")
    assert (again, "1 kept from before" in said) == (["bakery_purchase"], True)
    (folder / "in" / "dealextract.toml").write_text(OWN.replace("bakery_purchase", "oven_purchase"), encoding="utf-8")
    other, said = batch("--resume")
    assert (other, "kept from before" in said) == (["oven_purchase"], False)
    assert "1 document was done with other options or another version and is done again" in said


def test_the_digest_of_a_batch_is_that_of_what_is_declared_in_its_order(folder: Path) -> None:
    first, second = '[deal_types.a]\nbase = "supply"\nwords = "x"\n', '[deal_types.b]\nbase = "supply"\nwords = "y"\n'

    def digest(text: str, name: str = "x.toml") -> str:
        Path(name).write_text(text, encoding="utf-8")
        return configuration(Settings(SourceOptions(), config=load_config(name)))

    assert digest(first + second) == digest("# the same\n" + first + "\n" + second, "y.toml")
    none = configuration(Settings(SourceOptions()))
    assert len({none, digest(""), digest(first), digest(first + second), digest(second + first)}) == 5
