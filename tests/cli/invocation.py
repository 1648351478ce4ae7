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
