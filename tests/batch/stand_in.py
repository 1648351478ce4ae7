"""A worker whose extraction is quick, and fails in the ways in which libraries fail: for what is tested around it."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Any

from dealextract.batch import worker
from dealextract.records import Diagnostic, Record, Source
from dealextract.sources import Reading

START = (
    "import sys; sys.path.append({repository!r}); sys.path.append(sys.argv[1]);"
    " from tests.batch.stand_in import main; main(*map(int, sys.argv[2:]))"
)


class StandIn(worker.Worker):
    """Everything of a worker but the extraction."""

    def _extracted(self, reading: Reading) -> Any:
        text = reading.article.text
        if "SEGMENTATION" in text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "ENDLESS" in text:
            time.sleep(1000)
        if "BUG" in text:
            raise ZeroDivisionError("it happens")
        if "SLOW" in text:
            time.sleep(0.05)
        source = Source(path=reading.article.path, sha256=reading.article.sha256, characters=len(text), title=text[:60])
        return Record(source=source, diagnostics=reading.diagnostics)


def pointer(reading: Reading, message: str) -> Any:
    """The record of a copy, without what the true one imports."""
    source = Source(path=reading.article.path, sha256=reading.article.sha256, characters=len(reading.article.text))
    return Record(source=source, diagnostics=(Diagnostic(code="duplicate", message=message),))


def main(handle: int, lifeline: int, parent: int) -> None:
    """Run it as a worker."""
    worker.Worker = StandIn  # type: ignore[misc]
    worker._pointer = pointer
    worker.main(handle, lifeline, parent)


def program() -> None:
    """Run the program with such workers; arguments as those of the program."""
    from dealextract.batch import pool
    from dealextract.cli import main as run

    repository = str(__file__).rpartition("tests")[0]
    pool.START = START.format(repository=repository)
    sys.argv[0] = "dealextract"
    run()
