"""One line on standard error that says how far a batch is, on a terminal only."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterable
from typing import Any, TextIO

from dealextract.writers import wording

EVERY = 0.2
"""Seconds between two looks of the line."""


class Progress:
    """`counted`: the inputs once more, to be counted beside the work so that the time left can be told; None where they cannot be."""

    def __init__(self, stream: TextIO, *, wanted: bool, counted: Iterable[Any] | None) -> None:
        self._stream, self._shown = stream, wanted and stream is not None and stream.isatty()
        self._counted = counted if self._shown else None
        self._total: int | None = None
        self._stop = False
        self._start = self._last = time.monotonic()
        self._dirty = False

    def __enter__(self) -> Progress:
        if self._counted is not None:
            threading.Thread(target=self._count, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop = True
        self.clear()

    def _count(self) -> None:
        count = 0
        for _ in self._counted or ():
            count += 1
            if self._stop:
                return
        self._total = count

    def seconds(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._start

    def show(self, documents: int, failed: int, files: int) -> None:
        """Show how far it is, unless that was done a moment ago."""
        now = time.monotonic()
        if not self._shown or now - self._last < EVERY:
            return
        self._last = now
        line = line_of(documents, failed, files, self._total, now - self._start)
        width = shutil.get_terminal_size().columns
        self._stream.write(f"\r\x1b[K{line[: width - 1]}")
        self._stream.flush()
        self._dirty = True

    def clear(self) -> None:
        """Take the line away, before something else is written."""
        if self._dirty:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._dirty = False


def line_of(documents: int, failed: int, files: int, total: int | None, seconds: float) -> str:
    """The line.

    >>> line_of(1200, 3, 1200, 2000, 120.0)
    '1,197 done, 3 failed, 10.0 documents/s, 1,200 of 2,000 files, 1 min 20 s left'
    >>> line_of(1, 0, 0, None, 0.5)
    '1 done, 2.0 documents/s'
    >>> line_of(0, 0, 0, 60, 0.5)
    'starting'
    """
    if not documents:
        return "starting"
    parts = [f"{documents - failed:,} done"]
    parts += [f"{failed:,} failed"] if failed else []
    parts.append(f"{documents / max(seconds, 0.001):.1f} documents/s")
    if total is not None and files:
        parts.append(f"{files:,} of {wording.counted(total, 'file')}")
        parts.append(f"{_duration(seconds / files * max(total - files, 0))} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    """A duration for people.

    >>> _duration(3725), _duration(59.6)
    ('1 h 2 min', '1 min 0 s')
    """
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours:,} h {minutes} min"
    return f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"
