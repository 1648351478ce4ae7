"""What is made, by its path, and what makes it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from docs.make import figures, manual, reference, screenshot
from docs.make.examples import REPOSITORY, filled

__all__ = ["CODE", "EXAMPLES", "MADE", "REPOSITORY"]


def _figures(path: str) -> Callable[[], str]:
    return lambda: figures.with_figures((REPOSITORY / path).read_text(encoding="utf-8"))


def _examples(path: str) -> Callable[[], str]:
    def make() -> str:
        page = figures.with_figures((REPOSITORY / path).read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as folder:
            return filled(page, Path(folder))

    return make


CODE: dict[str, Callable[[], str]] = {
    "docs/reference/cli.md": reference.cli,
    "docs/reference/schema.md": reference.schema,
    "docs/reference/columns.md": reference.columns,
    "docs/reference/errors.md": reference.errors_page,
    "docs/reference/diagnostics.md": reference.diagnostics_page,
    "docs/reference/python.md": reference.library,
    "docs/dealextract.1": manual.manual,
    "README.md": _figures("README.md"),
    "docs/limits.md": _figures("docs/limits.md"),
}
"""Made in a moment."""

EXAMPLES: dict[str, Callable[[], str]] = {
    "docs/images/parse.svg": screenshot.screenshot,
    "docs/tutorial.md": _examples("docs/tutorial.md"),
    "docs/explanation/confidence.md": _examples("docs/explanation/confidence.md"),
}
"""Made by running the program."""

MADE = CODE | EXAMPLES
