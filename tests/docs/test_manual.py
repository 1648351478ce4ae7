"""The manual page is without fault, says what the commands are, and is installed with the program."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PAGE = REPOSITORY / "docs" / "dealextract.1"


@pytest.mark.parametrize(
    "command",
    [["mandoc", "-Tlint", "-Wstyle"], ["groff", "-ww", "-man", "-z"]],
    ids=["mandoc", "groff"],
)
def test_it_has_no_fault(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    found = subprocess.run([*command, str(PAGE)], capture_output=True, text=True, timeout=60, check=False)
    assert (found.returncode, found.stdout + found.stderr) == (0, "")


def test_it_reads_as_the_help_does() -> None:
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not installed")
    command = ["mandoc", "-Tascii", "-O", "width=100", str(PAGE)]
    text = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    plain = " ".join("".join(c for i, c in enumerate(text) if c != "\b" and text[i + 1 : i + 2] != "\b").split())
    assert "dealextract - find the deals in news articles and press releases" in plain
    assert "-o, --output FILE Write there, whole or not at all; the suffix picks the format." in plain
    assert "dealextract parse article.txt | jq -r '.deals[].summary'" in plain
    assert "4 no deal was found, with --exit-status only" in plain


def test_it_is_installed_where_man_looks() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    data = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert data == {"docs/dealextract.1": "share/man/man1/dealextract.1"}
    assert PAGE.is_file()
