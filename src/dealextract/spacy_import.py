"""A quicker `import spacy` for processes that are ours.

spaCy imports its whole command line, with a downloader, an HTTP client and a project manager, for one function of its
top level (`spacy.info`): four tenths of its time, and 30 MB. Our command line and its workers do without; in a process
of somebody else, where the library is used, nothing is changed.
"""

from __future__ import annotations

import atexit
import gc
import sys
from types import ModuleType
from typing import Any

INFO = "spacy.cli.info"
COLLECT = 100_000
"""New objects after which Python looks for garbage. Importing makes many that all stay; looking at them each 700 is a twentieth of it."""


def start_quickly() -> None:
    """Have the `import spacy` that may follow leave its command line out, and garbage looked for less often. `spacy.info` imports what
    was left out when it is called."""
    gc.set_threshold(COLLECT)
    atexit.register(gc.freeze)  # what was imported need not be looked through once more at the end
    if "spacy" not in sys.modules:
        stand_in = ModuleType(INFO, "Stands in for the module of this name until it is used.")
        stand_in.__dict__["info"] = _info
        sys.modules[INFO] = stand_in


def _info(*arguments: Any, **options: Any) -> Any:
    """`spacy.info`, from the module that was left out."""
    from importlib import import_module

    sys.modules.pop(INFO, None)
    return import_module(INFO).info(*arguments, **options)
