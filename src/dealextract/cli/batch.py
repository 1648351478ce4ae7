"""`dealextract batch`: many documents, in worker processes, with a journal to go on from."""

from __future__ import annotations

import json
import shlex
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from dealextract.batch.inputs import STANDARD_INPUT, Inputs, list_from, listed
from dealextract.batch.items import Outcome
from dealextract.batch.machine import default_jobs
from dealextract.batch.run import Batch, Target
from dealextract.batch.worker import Settings
from dealextract.cli.batch_target import check_places, own_paths, shown, target_of
from dealextract.cli.output import RECORD_SUFFIXES, format_of
from dealextract.cli.progress import Progress
from dealextract.cli.terminal import (
    ALL_FAILED,
    DONE,
    INTERRUPTED,
    NO_DEAL,
    SOME_FAILED,
    Manners,
    put,
    say,
    standard_input,
)
from dealextract.errors import DealextractError, UsageError
from dealextract.sources import SourceOptions
from dealextract.writers.files import whole_file
from dealextract.writers.wording import counted

if TYPE_CHECKING:  # loaded where there is a configuration
    from dealextract.knowledge.config import Config

TERMINATED = 143
"""Exit status after SIGTERM."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """The options of the command."""

    sources: SourceOptions = field(default_factory=SourceOptions)
    format: str | None = None
    output: str | None = None
    jobs: int | None = None
    timeout: float = 300.0
    files_from: str | None = None
    nul: bool = False
    resume: bool = False
    errors: str | None = None
    fail_fast: bool = False
    keep_duplicates: bool = False
    min_confidence: float = 0.0
    exit_status: bool = False
    config: Config | None = None


@dataclass(slots=True)
class Tally:
    """What became of the documents so far."""

    records: int = 0
    duplicates: int = 0
    failed: int = 0
    kept: int = 0
    deals: int = 0

    @property
    def documents(self) -> int:
        """All of them."""
        return self.records + self.duplicates + self.failed

    def add(self, outcome: Outcome) -> None:
        """Count a document."""
        self.records += outcome.kind == "record"
        self.duplicates += outcome.kind == "duplicate"
        self.failed += outcome.kind == "failed"
        self.kept += outcome.kept
        self.deals += outcome.deals


class Terminated(BaseException):
    """SIGTERM came."""


@dataclass(slots=True)
class Command:
    """One run of the command."""

    paths: Sequence[str]
    options: BatchOptions
    manners: Manners
    target: Target | None
    own: frozenset[str]
    """Real paths of what the batch writes, or an earlier one wrote."""
    errors: IO[bytes]
    """Where errors are kept until the file of errors is written."""
    tally: Tally = field(default_factory=Tally)

    def inputs(self) -> Inputs:
        """The files to read, found anew each time that this is called."""
        listed_ = self.options.files_from is not None
        paths = self._listed() if listed_ else iter(self.paths)
        return Inputs(paths, self.own, several=listed_ or len(self.paths) > 1)

    def _listed(self) -> Iterator[str]:
        assert self.options.files_from
        if self.options.files_from == STANDARD_INPUT:
            with standard_input(self.manners) as stream:
                yield from listed(stream, nul=self.options.nul)
        else:
            yield from list_from(self.options.files_from, nul=self.options.nul)
        yield from self.paths

    def run(self) -> int:
        """Do it all; give the exit status."""
        options, inputs = self.options, self.inputs()
        settings = Settings(options.sources, options.min_confidence, not options.keep_duplicates, options.config)
        with ExitStack() as stack:
            stdin = stack.enter_context(standard_input(self.manners)) if STANDARD_INPUT in self.paths else None
            batch = Batch(
                inputs, settings, jobs=options.jobs or default_jobs(), timeout=options.timeout or None,
                target=self.target, resume=options.resume, stdin=stdin,
            )  # fmt: skip
            with _signals():
                try:
                    stack.enter_context(batch)
                    self._say_resumed(batch)
                    return self._outcomes(batch, inputs)
                except (KeyboardInterrupt, Terminated, OSError) as stop:
                    return self._stopped(batch, stop)

    def _outcomes(self, batch: Batch, inputs: Inputs) -> int:
        counted = self.inputs() if self.options.files_from != STANDARD_INPUT else None
        progress = Progress(sys.stderr, wanted=not self.manners.quiet, counted=counted)
        with progress:
            for outcome in batch.outcomes():
                progress.show(self.tally.documents, self.tally.failed, batch.schedule.files_done)
                if outcome is None:
                    continue
                self.tally.add(outcome)
                self._tell(outcome, progress)
                if outcome.error and self.options.fail_fast:
                    progress.clear()
                    return self._failed_fast(batch)
        if not self.tally.documents:
            raise UsageError("no input is named", remedy="name files, folders or globs, or a list by --files-from")
        placed = self._finished(batch) if self.target else True
        self._write_errors()
        self._sum_up(inputs, progress.seconds(), placed)
        if self.tally.failed:
            return SOME_FAILED if self.tally.failed < self.tally.documents else ALL_FAILED
        return NO_DEAL if self.options.exit_status and not self.tally.deals else DONE

    def _finished(self, batch: Batch) -> bool:
        try:
            return batch.finish()
        except DealextractError as error:
            raise StoppedError(f"{error}; {self._saved(batch)}") from error

    def _tell(self, outcome: Outcome, progress: Progress) -> None:
        """Hand a record out, say or keep an error."""
        if outcome.line is not None:
            put(outcome.line.decode("utf-8"))
        if outcome.error:
            error = {key: value for key, value in outcome.error.items() if key != "trace"}
            self.errors.write(json.dumps(error, sort_keys=True).encode("ascii") + b"\n")
            if self.options.errors is None or self.manners.verbose or self.manners.debug:
                progress.clear()
                if self.manners.debug and outcome.error["trace"]:
                    sys.stderr.write(outcome.error["trace"])
                text = f"{error['path']}: {error['message']}; {error['remedy']}".rstrip("; ")
                say(text, color=self.manners.color, label="error")
        elif self.manners.verbose:
            progress.clear()
            what = (
                f"a copy of {outcome.original}"
                if outcome.original
                else f"{counted(outcome.deals, 'deal')}, {counted(outcome.notes, 'note')}"
            )
            say(f"{outcome.name}: {what}{' (kept)' if outcome.kept else ''}")

    def _write_errors(self) -> None:
        if self.options.errors is not None:
            self.errors.seek(0)
            with whole_file(self.options.errors) as stream:
                for line in self.errors:
                    stream.write(line.decode("ascii"))

    # What is said on standard error

    def _say_resumed(self, batch: Batch) -> None:
        if not self.options.resume or self.manners.quiet or not batch.journal:
            return
        if batch.journal.torn:
            say(f"{shown(batch.journal.folder)}: the last line of the journal was not whole and is left out")
        if batch.journal.stale:
            done = counted(batch.journal.stale, "document", "was done", "were done")
            again = "is" if batch.journal.stale == 1 else "are"
            say(f"{done} with other options or another version and {again} done again")
        saved = counted(batch.journal.saved, "document", "is", "are")
        say(f"{saved} saved; what has changed since, or failed, is done again")

    def _sum_up(self, inputs: Inputs, seconds: float, placed: bool) -> None:
        if self.manners.quiet:
            return
        tally = self.tally
        parts = [counted(tally.documents, "document"), counted(tally.deals, "deal")]
        parts += [counted(tally.duplicates, "copy")] if tally.duplicates else []
        parts += [f"{tally.failed:,} failed"] if tally.failed else []
        parts += [f"{tally.kept:,} kept from before"] if tally.kept else []
        words = ", ".join(parts) + f" in {seconds:.1f} s"
        if inputs.skipped.words():
            words += f"; not read: {', '.join(inputs.skipped.words())}"
        if self.target:
            words += (
                f"; written to {shown(self.target.path)}"
                if placed
                else "; nothing written, since every document failed"
            )
        if tally.failed and self.options.errors:
            words += f"; errors in {self.options.errors}"
        say(words)

    def _failed_fast(self, batch: Batch) -> int:
        say(f"stopped at the first failure (--fail-fast); {self._saved(batch)}", color=self.manners.color)
        return SOME_FAILED

    def _stopped(self, batch: Batch, stop: BaseException) -> int:
        """End at once: the workers first, then say what is saved."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        if isinstance(stop, BrokenPipeError):
            raise stop
        if batch.journal:
            batch.journal.sync()
        if isinstance(stop, OSError):
            place = f"{stop.filename}: " if stop.filename else ""
            raise StoppedError(f"{place}{stop.strerror or stop}; {self._saved(batch)}") from stop
        name = "interrupted" if isinstance(stop, KeyboardInterrupt) else "terminated"
        say(f"{name}: {self._saved(batch)}", color=self.manners.color)
        return INTERRUPTED if isinstance(stop, KeyboardInterrupt) else TERMINATED

    def _saved(self, batch: Batch) -> str:
        """What is saved, and how to go on."""
        if not self.target:
            done = counted(self.tally.documents, "document", "was", "were")
            return f"{done} done, nothing is kept (name a file by -o to go on later)"
        words = sys.argv[1:]
        if "--resume" not in words:
            at = words.index("batch") + 1 if "batch" in words else len(words)
            words = [*words[:at], "--resume", *words[at:]]
        command = shlex.join(["dealextract", *words])
        if not batch.journal:
            return f"what was saved before is as it was; go on with: {command}"
        saved = counted(batch.journal.saved, "document", "is", "are")
        return f"{saved} saved in {shown(batch.journal.folder)}; go on with: {command}"


class StoppedError(DealextractError):
    """The system would not let the batch go on."""


@contextmanager
def _signals() -> Iterator[None]:
    """SIGTERM stops a batch as Ctrl-C does."""

    def stop(*_: Any) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def run_batch(paths: Sequence[str], options: BatchOptions, manners: Manners) -> int:
    """Read, extract and write; give the exit status. Raises `UsageError` for options that mean nothing, before anything is read."""
    format = (
        "jsonl"
        if options.format is None and options.output in (None, "-")
        else format_of(options.format, options.output, RECORD_SUFFIXES)
    )
    if format == "table":
        raise UsageError("a batch writes no table for people", remedy="use --format jsonl, or csv, xlsx or md")
    target = target_of(options.output, format)
    options.sources.check()
    if options.resume and target is None:
        raise UsageError("--resume needs the file to go on with", remedy="name it by -o")
    if [*paths, options.files_from].count(STANDARD_INPUT) > 1:
        raise UsageError("standard input can be read once only", where="-", remedy="name it once")
    check_places(target, options.errors)
    own = own_paths(target, options.errors, options.config.file if options.config else None)
    with tempfile.TemporaryFile() as errors:
        return Command(paths, options, manners, target, own, errors).run()
