"""Batches in this process, with workers of their own that are quick."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dealextract.batch import pool
from dealextract.cli.app import app
from tests.batch.stand_in import START
from tests.cli.conftest import spawn as spawn
from tests.cli.invocation import REPOSITORY

Batch = Callable[..., Result]


@pytest.fixture
def batch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Batch:
    """Run `dealextract batch` with quick workers, in a folder of its own."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pool, "START", START.format(repository=f"{REPOSITORY}/"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        words = ["batch", *map(str, arguments)]
        words += [] if {"-j", "--jobs"} & set(words) else ["--jobs", "1"]
        return CliRunner().invoke(app, words, input=stdin, prog_name="dealextract")

    return call
