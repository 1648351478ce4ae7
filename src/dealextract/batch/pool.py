"""Worker processes: started when there is work, watched, replaced when they die, ended with the program.

They are started anew rather than forked, so that threads are safe, and without `multiprocessing`'s helpers, so that no other
process is there. Each is told by the system when its parent ends.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import dealextract
from dealextract.batch import wire
from dealextract.batch.worker import Settings, telling
from dealextract.errors import InstallationError

START = (
    "import sys; sys.path.append(sys.argv[1]); from dealextract.batch.worker import main; main(*map(int, sys.argv[2:]))"
)
ROOT = str(Path(dealextract.__file__).parents[1])
GROWN = 2_000_000_000
"""Bytes of memory after which a worker is replaced; one that has read ordinary articles has 0.3 GB."""
LATE = 2.0
"""Seconds by which a wait may be overrun; more means that this process was stopped, and the workers with it."""


class Handle:
    """A worker process as its parent sees it. `task`: what it is doing, None when idle."""

    def __init__(self, settings: Settings, lifeline: int) -> None:
        ours, theirs = socket.socketpair()
        with theirs, _signals_blocked():
            numbers = map(str, (theirs.fileno(), lifeline, os.getpid()))
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", START, ROOT, *numbers],
                stdin=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(), lifeline),
            )
        self.connection = Connection(ours.detach())
        self.task: Any = None
        self.ready = False
        self.memory = 0
        self.deadline: float | None = None
        with suppress(BrokenPipeError):
            self.connection.send_bytes(telling(settings))

    def give(self, task: Any, words: Any, timeout: float | None) -> None:
        """Have it do something. `task` is what the parent remembers, `words` what the worker is told."""
        self.task = task
        self.deadline = None if timeout is None else time.monotonic() + timeout
        with suppress(BrokenPipeError):  # its death is noticed as an end of its answers
            self.connection.send_bytes(telling(words))

    def end(self) -> str:
        """End it at once; say of what it had died, if it had."""
        self._process.kill()  # does nothing to one that has died
        status = self._process.wait()
        self.connection.close()
        if status < 0:
            with suppress(ValueError):
                return signal.Signals(-status).name
        return f"status {status}"


class Pool:
    """At most `jobs` workers. `timeout`: seconds that a document may take."""

    def __init__(self, jobs: int, settings: Settings, timeout: float | None) -> None:
        self.jobs, self.timeout = jobs, timeout
        self._settings = settings
        self.workers: list[Handle] = []
        self._lifeline, self._held = os.pipe()

    def idle(self) -> list[Handle]:
        """Workers that have begun and have nothing to do."""
        return [worker for worker in self.workers if worker.ready and worker.task is None]

    def start(self, wanted: int) -> None:
        """Start workers, so that as many as wanted are about to begin, and no more than `jobs` are there."""
        starting = sum(not worker.ready for worker in self.workers)
        for _ in range(min(wanted - starting, self.jobs - len(self.workers))):
            self.workers.append(Handle(self._settings, self._lifeline))

    def answers(self, patience: float) -> Iterator[tuple[Handle, tuple[Any, ...]]]:
        """What workers have sent, waited for at most `patience` seconds.

        A worker that died gives `("died", cause)`, one that was too long over a document `("late",)`; both are gone then.
        """
        now = time.monotonic()
        ends = [worker.deadline for worker in self.workers if worker.task is not None and worker.deadline is not None]
        patience = max(0.0, min([patience, *(end - now for end in ends)]))
        by_connection = {worker.connection: worker for worker in self.workers}
        ready = wait(list(by_connection), patience)
        overrun = time.monotonic() - now - patience
        for connection in ready:
            worker = by_connection[connection]  # type: ignore[index]
            yield worker, self._answer(worker)
        for worker in list(self.workers):
            if worker.task is None or worker.deadline is None:
                continue
            if overrun > LATE:
                worker.deadline += overrun
            if worker.connection not in ready and time.monotonic() > worker.deadline:
                self._remove(worker)
                yield worker, ("late",)

    def _answer(self, worker: Handle) -> tuple[Any, ...]:
        try:
            answer = tuple(wire.unpack(worker.connection.recv_bytes()))
        except (EOFError, OSError):
            cause = self._remove(worker)
            if not worker.ready:
                raise InstallationError(
                    f"a worker process ended before it began ({cause})",
                    remedy="look at the lines above; try fewer --jobs",
                ) from None
            return "died", cause
        if answer[0] == "ready":
            worker.ready = True
        return answer

    def extend(self, worker: Handle) -> None:
        """Give a worker that goes on with the next item of a file the time of a document again."""
        if self.timeout is not None:
            worker.deadline = time.monotonic() + self.timeout

    def free(self, worker: Handle) -> None:
        """A worker has done its task; one that has grown goes."""
        worker.task = worker.deadline = None
        if worker.memory > GROWN:
            self._remove(worker)

    def _remove(self, worker: Handle) -> str:
        self.workers.remove(worker)
        return worker.end()

    def close(self) -> None:
        """End all workers at once."""
        while self.workers:
            self._remove(self.workers[-1])
        os.close(self._held)
        os.close(self._lifeline)


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """A process that is started here never sees the signals that stop a program from a keyboard: its parent decides."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
