"""A batch put together: inputs, workers, journal, and the output in place at the end."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from dealextract import __version__
from dealextract.batch.decisions import Decisions
from dealextract.batch.duplicates import Duplicates
from dealextract.batch.finish import put_in_place
from dealextract.batch.inputs import STANDARD_INPUT
from dealextract.batch.items import Outcome
from dealextract.batch.journal import SUFFIX, Journal
from dealextract.batch.pool import Pool
from dealextract.batch.schedule import Schedule
from dealextract.batch.worker import Settings
from dealextract.errors import InputError
from dealextract.reader import weights_hash
from dealextract.records import SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Target:
    """Where the records go: a file (or, for tables, a folder) and its format."""

    path: Path
    format: str = "jsonl"

    @property
    def folder(self) -> Path:
        """Where the state of the batch is kept."""
        return self.path.with_name(self.path.name + SUFFIX)

    @property
    def finished(self) -> Path:
        """The file of records that a finished batch leaves."""
        return self.path if self.format == "jsonl" else self.folder / "results.jsonl"


class Batch:
    """One run over some inputs, as a context manager; leaving it ends all workers and lets go of the journal.

    `target`: None where records are only handed out. Raises `UsageError` as `Journal` does.
    """

    def __init__(
        self,
        inputs: Iterable[str | InputError],
        settings: Settings,
        *,
        jobs: int,
        timeout: float | None = None,
        target: Target | None = None,
        resume: bool = False,
        stdin: BinaryIO | None = None,
    ) -> None:
        self.target = target
        self.journal: Journal | None = None
        self._inputs, self._settings, self._stdin = inputs, settings, stdin
        self._jobs, self._timeout, self._resume = jobs, timeout, resume
        self._stack = ExitStack()
        self.schedule: Schedule

    def __enter__(self) -> Batch:
        with ExitStack() as stack:
            if self.target:
                config = configuration(self._settings)
                self.journal = Journal(self.target.folder, self.target.finished, config, resume=self._resume)
                stack.callback(self.journal.close)
            duplicates = None
            if self._settings.duplicates:
                store = self.journal.texts if self.journal else stack.enter_context(tempfile.TemporaryFile())
                duplicates = Duplicates(store)
            pool = Pool(self._jobs, self._settings, self._timeout)
            stack.callback(pool.close)
            decisions = Decisions(self.journal, duplicates)
            self.schedule = Schedule(self._opened(), pool, self.journal, decisions)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def outcomes(self) -> Iterator[Outcome | None]:
        """What becomes of each document, in order; None now and then."""
        return self.schedule.outcomes()

    def finish(self) -> bool:
        """Put the output in place; False where there is no record to put there."""
        assert self.journal
        assert self.target
        return put_in_place(self.journal, self.schedule.order, self.target.path, self.target.format)

    def _opened(self) -> Iterator[tuple[str | None, str] | InputError]:
        """Inputs with the file to open for each: standard input, which workers cannot share, is put into one."""
        for found in self._inputs:
            if isinstance(found, InputError):
                yield found
            elif found == STANDARD_INPUT and self._stdin:
                folder = self.target.folder if self.target else None
                spool = tempfile.NamedTemporaryFile(dir=folder, prefix=".", suffix=".part")  # noqa: SIM115
                self._stack.enter_context(spool)
                while piece := self._stdin.read(1 << 20):
                    spool.write(piece)
                spool.flush()
                yield None, spool.name
            else:
                yield found, found


def configuration(settings: Settings) -> str:
    """A digest of all that decides what becomes of a document, besides the document."""
    facts = {"version": __version__, "schema": SCHEMA_VERSION, "weights": weights_hash(), **asdict(settings)}
    facts["config"] = (
        settings.config.model_dump_json() if settings.config else None
    )  # in its order: of types the first holds
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32]
