"""The page on extending holds: its file is a configuration, its commands run, and what they give is as the page says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dealextract.cli.app import app
from dealextract.errors import UsageError
from dealextract.knowledge.config import Config, OwnCompany, OwnDealType, load_config
from tests.how_to.test_how_to import REPOSITORY, blocks

PAGE = REPOSITORY / "docs" / "extending.md"
ARTICLE = (
    "Kestrel Foods has granted Minato Holdings an exclusive franchise for its coffee shops in Japan.\n\n"
    "Separately, Tamar Partners has bought a 10% stake in Oakfield Bakery from Brindle Mills for £45m.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the page's file and an article."""
    (own,) = (block.text for block in blocks(PAGE) if block.language == "toml")
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_commands_run_and_the_types_are_found(folder: Path) -> None:
    (commands,) = (block.text for block in blocks(PAGE) if block.language == "sh")
    for line in commands.splitlines():
        words = line.replace("*.txt", "article.txt").split()[1:]
        result = CliRunner().invoke(app, words, prog_name="dealextract")
        assert result.exit_code == 0, line
        assert result.stdout or "-o" in words, line
    record = json.loads((folder / "deals.jsonl").read_text(encoding="utf-8"))
    assert [deal["subtype"] for deal in record["deals"]] == ["franchise", "minority_buyout"]
    assert "Tarn Holdings plc" in [company["name"] for company in record["companies"]]
    assert {note["code"] for note in record["diagnostics"]} >= {"declared_subtype", "declared_company"}


def test_the_python_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = (block.text for block in blocks(PAGE) if block.language == "python")
    exec(compile(code, str(PAGE), "exec"), {"__name__": "extending"})
    first, summary, parties, companies = capsys.readouterr().out.splitlines()
    assert first.endswith(" franchise")
    assert summary == "Tarn–Minato franchise"
    assert "('Tarn Holdings plc', 'licensor')" in parties
    assert companies == "['Kestrel', 'Minato Holdings KK']"


def test_the_error_is_the_one_that_is_given(folder: Path) -> None:
    (shown,) = (block.text.strip() for block in blocks(PAGE) if block.language == "text")
    text = Path("own.toml").read_text(encoding="utf-8").partition("\n")[2].replace('"licensing"', '"licencing"')
    Path("own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_config("own.toml")
    assert str(caught.value).startswith(shown.rstrip("…"))


def test_every_key_is_explained_and_every_code_named() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for model in (OwnDealType, OwnCompany):
        for key in model.model_fields:
            assert f"`{key}`" in page
    for section in Config.model_fields:
        assert f"\n### `[{section}." in page
    sources = (path.read_text(encoding="utf-8") for path in (REPOSITORY / "src" / "dealextract").rglob("*.py"))
    codes = {code for text in sources for code in re.findall(r'code="(declared_\w+)"', text)}
    assert len(codes) == 3
    for code in codes:
        assert f"`{code}`" in page
