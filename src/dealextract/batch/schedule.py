"""Which worker does what next, and outcomes in the order of the inputs.

Reading runs ahead of extracting by a bounded number of documents. Whether a document is a copy is decided in the order
of the inputs, whoever was ready first, so that the number of workers changes nothing.
"""

from __future__ import annotations

import heapq
from array import array
from collections import deque
from collections.abc import Iterator
from typing import Any

from dealextract.batch.decisions import Decisions, message
from dealextract.batch.items import READY, WORKING, Again, File, Item, Outcome
from dealextract.batch.journal import FILE, Journal
from dealextract.batch.pool import Handle, Pool
from dealextract.batch.worker import Error, Extract, Point, Read, error_of
from dealextract.errors import DealextractError, InputError, InstallationError, UsageError

PATIENCE = 1.0
"""Seconds after which a wait for workers is looked at again."""
HELD = 2_000
"""Files, and items of one file, that are read but not handed out because one before them takes its time."""

Inputs = Iterator["tuple[str | None, str] | InputError"]
"""Paths with the file to open for each (None: standard input), and an error for a path that stands for nothing."""


class Schedule:
    """Inputs to outcomes, by the workers of a pool. `journal`: None where records are handed out and kept nowhere."""

    def __init__(self, inputs: Inputs, pool: Pool, journal: Journal | None, decisions: Decisions) -> None:
        self._inputs, self._pool, self._journal, self._decisions = inputs, pool, journal, decisions
        self._ahead = 8 * pool.jobs + 8
        """Documents that are read and not yet being worked on."""
        self._files: deque[File] = deque()
        self._undecided: deque[File] = deque()
        """Files with items that are still to be decided on; in the first of them the decisions stand."""
        self._opened = 0
        self._exhausted = False
        self._ready: list[tuple[int, int, Item]] = []
        self.files_done = 0
        self.order: array[int] = array("Q")
        """Places in the journal of what was handed out, the files' own entries among them."""

    def outcomes(self) -> Iterator[Outcome | None]:
        """What becomes of each document, in order; None now and then while there is nothing to tell."""
        while True:
            self._open()
            self._decide()
            moved = False
            for outcome in self._handed_out():
                moved = True
                yield outcome
            if self._exhausted and not self._files:
                return
            self._assign()
            if not moved and not any(worker.task or not worker.ready for worker in self._pool.workers):
                raise RuntimeError("nothing is being done and nothing can be")
            for worker, answer in self._pool.answers(0 if moved else PATIENCE):
                self._take(worker, *answer)
            yield None

    def _open(self) -> None:
        """Take files from the inputs: as many as workers could begin to read."""
        while not self._exhausted and len(self._files) < HELD:
            if sum(file.untouched for file in self._undecided) >= self._pool.jobs or not self._room():
                return
            found = next(self._inputs, None)
            if found is None:
                self._exhausted = True
                return
            path, where = (found.where, found.where) if isinstance(found, InputError) else found
            file = File(self._opened, path, where)
            self._opened += 1
            self._files.append(file)
            self._undecided.append(file)
            if isinstance(found, InputError):
                file.add(Item(file, 0, where, error=error_of(found, where)))
                file.ended = True

    def _room(self) -> bool:
        return sum(len(file.fresh) for file in self._undecided) + self._decisions.active < self._ahead

    def _decide(self) -> None:
        """Decide on items in order, as far as everything before them is known."""
        while self._undecided:
            file = self._undecided[0]
            self._decisions.take_over(file, self._ahead)
            while file.fresh:
                self._decisions.enter(file.fresh.popleft())
            if not file.ended:
                break
            self._undecided.popleft()
        for item in self._decisions.ready:
            heapq.heappush(self._ready, (item.file.number, item.number, item))
        self._decisions.ready.clear()

    def _handed_out(self) -> Iterator[Outcome]:
        while self._files:
            file = self._files[0]
            while file.items and (outcome := file.items[0].outcome):
                file.items.popleft()
                if self._journal:
                    self.order.append(outcome.at)
                yield outcome
            if file.items or not file.ended or (self._undecided and self._undecided[0] is file):
                return
            if self._journal and file.digest:
                entry = {"path": file.key, "item": FILE, "outcome": "read", "digest": file.digest, "items": file.next}
                self.order.append(self._journal.append(entry))
            self._files.popleft()
            self.files_done += 1

    # Work

    def _assign(self) -> None:
        """Give idle workers something to do, and start more where there is work for them."""
        for worker in self._pool.idle():
            self._give(worker)
        self._pool.start(len(self._ready) + sum(file.untouched for file in self._undecided))

    def _give(self, worker: Handle) -> None:
        """Reading first, while there is less to extract than there are workers."""
        file = self._to_read(worker) if len(self._ready) < self._pool.jobs else None
        if file:
            known = self._journal.find(file.key, FILE) if self._journal and file.skippable else None
            file.reading, file.owner, file.skippable = True, None, False
            digest = known["digest"] if known else None
            worker.give(file, Read(file.where, file.path, file.next, 4 * self._pool.jobs, digest), self._pool.timeout)
        elif self._ready:
            _, _, item = heapq.heappop(self._ready)
            item.state = WORKING
            if item.reading is None:
                again = Read(item.file.where, item.file.path, item.number, 1)
                worker.give(Again(item), again, self._pool.timeout)
            else:
                words = Point(item.reading, message(item.original)) if item.original else Extract(item.reading)
                worker.give(item, words, self._pool.timeout)

    def _to_read(self, worker: Handle) -> File | None:
        """The first file that this worker may read from: where the decisions stand, or ahead of there while there is room."""
        room = self._room()
        for at, file in enumerate(self._undecided):
            if file.reading or file.ended or file.total is not None:
                continue
            if file.owner not in (None, worker) and file.owner in self._pool.workers:
                continue  # that worker has it open, and will be idle soon
            first = at == 0 and self._decisions.active < 2 * self._ahead and len(file.items) < HELD
            return file if room or first else None
        return None

    # Answers

    def _take(self, worker: Handle, word: str, *values: Any) -> None:
        task = worker.task
        if word in ("ready", "loaded"):
            if task is not None:
                self._pool.extend(worker)
        elif word == "fatal":
            raise _raised(values[0])
        elif isinstance(task, File):
            self._take_read(worker, task, word, *values)
        elif isinstance(task, Again):
            self._take_again(worker, task.item, word, *values)
        elif isinstance(task, Item):
            self._take_record(worker, task, word, *values)

    def _take_read(self, worker: Handle, file: File, word: str, *values: Any) -> None:
        if word == "file":
            file.digest = values[0]
        elif word == "item":
            number, name, content, reading, text = values
            earlier = self._journal.find(file.key, number) if self._journal else None
            file.add(Item(file, number, name, content, reading, text, earlier=earlier))
        elif word == "failure":
            number, error = values
            file.add(Item(file, number, error["path"], error=error))
        else:
            file.reading = False
            self._end_read(worker, file, word, values)
            return
        self._pool.extend(worker)

    def _end_read(self, worker: Handle, file: File, word: str, values: tuple[Any, ...]) -> None:
        """The read is over: for now, for good, because the file is known, or because the worker is lost."""
        if word == "paused":
            file.owner = worker
        elif word == "same" and self._journal and (entry := self._journal.find(file.key, FILE)):
            file.total = entry["items"]
        elif word == "end":
            file.ended = True
            if not file.next:
                nothing = InputError("holds no article", where=file.key, remedy="check what is in it")
                file.add(Item(file, 0, file.key, error=error_of(nothing, file.key)))
        else:
            file.ended, file.digest = True, None
            error = _loss(word, values, "reading", file.key)
            if file.next:
                error["message"] += f", at its item {file.next + 1}; what follows there is not read"
            file.add(Item(file, file.next, file.key, error=error))
            return
        self._pool.free(worker)

    def _take_again(self, worker: Handle, item: Item, word: str, *values: Any) -> None:
        """A document of an earlier run that is read after all, because it has become a copy since, or has ceased to be one."""
        if word == "item":
            _, item.name, item.content, item.reading, _ = values
        elif word == "failure":
            item.error = values[1]
        elif word != "file":
            if word in ("paused", "end"):
                self._pool.free(worker)
            if item.reading is None:
                gone = error_of(InputError("is gone since", where=item.name, remedy="run again"), item.name)
                lost = _loss(word, values, "reading", item.name) if word in ("died", "late") else gone
                self._decisions.finish(item, "failed", error=item.error or lost)
            else:
                item.state = READY
                heapq.heappush(self._ready, (item.file.number, item.number, item))

    def _take_record(self, worker: Handle, item: Item, word: str, *values: Any) -> None:
        if word == "record":
            line, deals, notes, worker.memory = values
            self._decisions.finish(item, "duplicate" if item.original else "record", line, deals, notes)
            self._pool.free(worker)
        elif word == "error":
            error, worker.memory = values
            self._decisions.finish(item, "failed", error=error)
            self._pool.free(worker)
        else:
            self._decisions.finish(item, "failed", error=_loss(word, values, "extracting", item.name))


def _loss(word: str, values: tuple[Any, ...], doing: str, where: str) -> Error:
    """The error of a document over which a worker was lost."""
    if word == "late":
        kind, said = "timeout", f"took too long: the worker was ended while {doing} it"
        remedy = "give it longer by --timeout, or leave it out"
    else:
        kind, said = "died", f"the worker died while {doing} it ({values[0]})"
        remedy = "try it again by --resume, with fewer --jobs where memory is short"
    return {"path": where, "kind": kind, "message": said, "remedy": remedy, "trace": ""}


def _raised(error: Error) -> DealextractError:
    """The exception that a worker says would be the same for every document."""
    kind = InstallationError if error["kind"] == "installation" else UsageError
    return kind(error["message"], where=error["path"], remedy=error["remedy"])
