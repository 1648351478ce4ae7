"""Runs the examples of a page as a reader at a terminal would, and puts what they print into the blocks below them.

A block `sh` or `python` is run, in the order of the page and in one folder; where a block `text` follows, it holds what was
printed. Commands of the program run in this process, so that the reader is loaded once; what follows a bar runs in a shell.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dealextract.cli.app import app

REPOSITORY = Path(__file__).parents[2]
COLUMNS = 80
"""What a page of the site shows without scrolling."""
BLOCK = re.compile(r"^```(?P<language>sh|python)\n(?P<code>.*?)^```\n(?:\n```text\n(?P<shown>.*?)^```\n)?", re.M | re.S)
SECONDS = re.compile(r"\b\d+\.\d s\b")
"""The one thing that differs from run to run: how long a batch took."""


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal, or a pipe, and keeps what is written."""

    def __init__(self, *, tty: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)
        self.tty = tty

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self.tty

    def text(self) -> str:
        """What was written."""
        self.flush()
        raw = self.buffer
        assert isinstance(raw, io.BytesIO)
        return raw.getvalue().decode("utf-8")


@contextmanager
def surroundings(columns: int, *, colour: bool) -> Iterator[None]:
    """The environment of a terminal so wide, the same wherever this runs."""
    with patch.dict(os.environ, {"COLUMNS": str(columns), "TERM": "xterm", "LC_ALL": "C.UTF-8"}):
        for name in ("NO_COLOR", "FORCE_COLOR"):
            os.environ.pop(name, None)
        os.environ["FORCE_COLOR" if colour else "NO_COLOR"] = "1"
        yield


def program(words: list[str], *, tty: bool = True, colour: bool = False, columns: int = COLUMNS) -> str:
    """What a command of the program prints, on standard output and standard error; it must end with status 0."""
    out, err = Terminal(tty=tty), Terminal(tty=False)
    with surroundings(columns, colour=colour), redirect_stdout(out), redirect_stderr(err):
        try:
            app(words, prog_name="dealextract")
        except SystemExit as end:
            status = end.code
    if status != 0:
        raise RuntimeError(f"dealextract {shlex.join(words)} ended with {status}: {err.text()}")
    return out.text() + err.text()


def shell(command: str, given: str = "") -> str:
    """What other commands print; they must end with status 0."""
    return subprocess.run(
        ["sh", "-ec", command], input=given, capture_output=True, text=True, check=True, timeout=60
    ).stdout  # fmt: skip


def command(line: str) -> str:
    """What a line prints."""
    if not line.startswith("dealextract "):
        return shell(line)
    own, bar, rest = line.partition(" | ")
    words = [name for word in _words(own)[1:] for name in _expanded(*word)]
    printed = program(words, tty=not bar)
    return shell(rest, printed) if bar else printed


def _words(line: str) -> list[tuple[str, bool]]:
    """The words of a line, each with whether it was quoted."""
    return [(shlex.split(raw)[0], raw[0] in "'\"") for raw in re.findall(r"'[^']*'|\"[^\"]*\"|\S+", line)]


def _expanded(word: str, quoted: bool) -> list[str]:
    if quoted or "*" not in word:
        return [word]
    return [str(path) for path in sorted(Path().glob(word))]


def python(source: str, names: dict[str, Any]) -> str:
    """What Python prints; names are kept for the blocks that follow."""
    out = Terminal(tty=False)
    with redirect_stdout(out):
        exec(compile(source, "example", "exec"), names)
    return out.text()


def run(language: str, source: str, names: dict[str, Any]) -> str:
    """What a block prints. A block with a here-document is one command, others are one a line."""
    if language == "python":
        printed = python(source, names)
    elif "<<" in source:
        printed = shell(source)
    else:
        lines = source.replace("\\\n", " ").splitlines()
        printed = "".join(command(line.strip()) for line in lines if line.strip() and not line.startswith("#"))
    return SECONDS.sub("1.0 s", printed)


def filled(page: str, folder: Path) -> str:
    """A page with what its examples print, run in a folder to which the articles and their annotations are linked."""
    for name in ("data", "tests"):
        (folder / name).symlink_to(REPOSITORY / name)
    names: dict[str, Any] = {"__name__": "example"}

    def again(found: re.Match[str]) -> str:
        printed = run(found["language"], found["code"], names)
        block = f"```{found['language']}\n{found['code']}```\n"
        if found["shown"] is None:
            return block
        shown = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
        return f"{block}\n```text\n{shown}```\n"

    with chdir(folder):
        return BLOCK.sub(again, page)
