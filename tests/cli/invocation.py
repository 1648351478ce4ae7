"""What the tests of the command line share: an article, a text, and the environment of a process of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

REPOSITORY = Path(__file__).parents[2]
ARTICLE = REPOSITORY / "data" / "articles" / "gucci-tmall.txt"
SHORT = "Kestrel Foods said on 2 March 2021 that it had bought the baker Oakfield for £45m in cash.\n"

Run = Callable[..., Result]
Spawn = Callable[..., "subprocess.CompletedProcess[bytes]"]


def environment(**changes: str) -> dict[str, str]:
    """The environment of a process of its own, without what would change colours or widths."""
    left_out = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING", "LC_ALL", "PYTHONUTF8")
    kept = {key: value for key, value in os.environ.items() if key not in left_out}
    return {**kept, "TERM": "xterm", "LANG": "C.UTF-8", "PYTHONWARNINGS": "error::UserWarning:dealextract", **changes}


def assert_quiet_when_closed(process: subprocess.Popen[bytes], begun: bytes = b"") -> None:
    """What a program writes begins so, and when nobody reads on it ends with 0 and without a word."""
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(len(begun)) == begun
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()
