"""Running the program: in this process for what it says, in one of its own for streams, signals and imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dealextract.cli.app import app
from tests.cli.invocation import SHORT, Run, Spawn, environment


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program in this process."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, prog_name="dealextract")

    return call


@pytest.fixture
def spawn() -> Spawn:
    """Run the program in a process of its own."""

    def call(
        *arguments: str | Path, env: dict[str, str] | None = None, **options: Any
    ) -> subprocess.CompletedProcess[bytes]:
        options.setdefault("stdin", subprocess.DEVNULL)
        if "input" in options:
            del options["stdin"]
        return subprocess.run(
            [sys.executable, "-m", "dealextract", *map(str, arguments)],
            capture_output=True, timeout=120, check=False, env=environment(**(env or {})), **options,
        )  # fmt: skip

    return call


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A short article in a file."""
    path = tmp_path / "article.txt"
    path.write_text(SHORT, encoding="utf-8")
    return path
