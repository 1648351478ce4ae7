"""What a batch has done, on disk, so that one that was stopped at any moment goes on.

The folder `<output>.batch` holds

    journal   a line an event, only ever appended: a checksum, a blank, JSON. A torn last line is cut off when it is opened.
    records   the records as JSON Lines, in the order in which they became ready; the journal says where each lies
    texts     what tells copies (`duplicates`)
    lock      held while a batch runs; the system lets go of it when the process ends, however it ends

A record is written before the journal's line that speaks of it, and its checksum stands there: what is not whole on disk
counts as not done.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, BinaryIO

from dealextract.errors import UsageError
from dealextract.writers.wording import counted

Entry = dict[str, Any]
SUFFIX = ".batch"
"""What is added to the name of the output for the folder."""
FILE, RUN = -1, -2
"""Item numbers of entries that are about no item: a file was read to its end; a batch began, or was finished."""
DONE = ("record", "duplicate")
"""Outcomes that need not be done again; the others are `failed`."""
RUNNING, FINISHED = "records", "output"
"""Where a record lies: in the file `records`, or in the output of a batch that was finished."""


class Journal:
    """The state of a batch in its folder, locked. `finished`: the file of records that a finished batch leaves.

    With `resume` what an earlier batch did is taken over, else it is dropped. Raises `UsageError` where the folder cannot be
    made, where another batch holds it, and where it would have to drop the work of a batch that was stopped.
    """

    def __init__(self, folder: Path, finished: Path, config: str, *, resume: bool) -> None:
        self.folder, self.finished, self.config = folder, finished, config
        self.saved = 0
        """Items that are done, of this run and of earlier ones with the same configuration."""
        self.torn = 0
        """Bytes that were cut off the end of the journal."""
        self.stale = 0
        """Items that were done with other options or another version."""
        self._index: dict[int, int] = {}
        with ExitStack() as stack:
            stack.callback(os.close, self._locked())
            self._open = stack
            self._journal, self._records, self.texts = map(self._opened, ("journal", "records", "texts"))
            stopped = self._load()
            if not resume:
                self._drop(stopped)
            self._end = self._records.seek(0, os.SEEK_END)
            self.append({"path": "", "item": RUN, "outcome": "begun"})
            self._open = stack.pop_all()

    def _opened(self, name: str) -> BinaryIO:
        return self._open.enter_context(open(self.folder / name, "a+b", buffering=0))

    def _drop(self, stopped: bool) -> None:
        """Forget what an earlier batch did, unless it was stopped before it had put its output in place."""
        done = self.saved + self.stale
        if stopped and done:
            raise UsageError(
                f"a batch with this output was stopped when {counted(done, 'document', 'was', 'were')} done",
                where=str(self.folder),
                remedy="go on with it by --resume, or remove that folder to begin anew",
            )
        for stream in (self._journal, self._records, self.texts):
            stream.truncate(0)
        self._index.clear()
        self.saved = self.stale = self.torn = 0

    def _locked(self) -> int:
        import fcntl

        try:
            self.folder.mkdir(exist_ok=True)
            lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise UsageError(
                f"cannot be made: {error.strerror}",
                where=str(self.folder),
                remedy="check the folder and its permissions",
            ) from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(lock, 32).decode("ascii", "replace").strip()
            os.close(lock)
            raise UsageError(
                "another batch with this output is running" + (f" (process {holder})" if holder else ""),
                where=str(self.folder),
                remedy="wait for it, or name another output",
            ) from None
        with suppress(OSError):  # a full disk: the number is for people
            os.ftruncate(lock, 0)
            os.write(lock, f"{os.getpid()}\n".encode())
        return lock

    def _load(self) -> bool:
        """Read the journal, cut off what is torn; give whether the batch was stopped before its end."""
        at = records = texts = 0
        stopped = False
        done: dict[int, bool] = {}
        with open(self.folder / "journal", "rb") as stream:
            for line in stream:
                entry = _checked(line)
                if entry is None:
                    break
                key, outcome = _key(entry["path"], entry["item"]), entry["outcome"]
                if entry["item"] == RUN:
                    stopped = outcome == "begun"
                elif entry["config"] == self.config:
                    self._index[key] = at
                    if entry["item"] >= 0:
                        done[key] = outcome in DONE
                elif outcome in DONE:
                    self.stale += 1
                if entry.get("record", ("",))[0] == RUNNING:
                    records = max(records, entry["record"][1] + entry["record"][2])
                texts = max(texts, sum(entry.get("text", ())[:2]))
                at += len(line)
        self.saved = sum(done.values())
        self.torn = self._journal.seek(0, os.SEEK_END) - at
        self._journal.truncate(at)
        for spool, end in ((self._records, records), (self.texts, texts)):
            if spool.seek(0, os.SEEK_END) > end:
                spool.truncate(end)
        for part in (*self.folder.glob(".*.part"), self.folder / "journal.new"):
            part.unlink(missing_ok=True)
        return stopped

    def find(self, path: str, item: int) -> Entry | None:
        """The last entry of an item of a file that was made with the same configuration."""
        at = self._index.get(_key(path, item))
        return None if at is None else self.at(at)

    def at(self, offset: int) -> Entry:
        """The entry at an offset. Raises `OSError` where the disk no longer gives it back."""
        data = b""
        while not data.endswith(b"\n"):
            piece = os.pread(self._journal.fileno(), 4096, offset + len(data))
            if not piece:
                break
            data += piece
            data = data[: data.find(b"\n") + 1] or data
        entry = _checked(data)
        if entry is None:
            raise OSError(f"{self.folder / 'journal'}: an entry cannot be read back")
        entry["at"] = offset
        return entry

    def append(self, entry: Entry) -> int:
        """Write an entry; give its offset."""
        at = self._journal.seek(0, os.SEEK_END)
        _write(self._journal, _line({**entry, "config": self.config}))
        return at

    def write(self, record: bytes) -> tuple[str, int, int, int]:
        """Keep a record, with its line end; give its place."""
        at = self._end
        _write(self._records, record)
        self._end += len(record)
        return RUNNING, at, len(record), zlib.crc32(record)

    def read(self, place: tuple[str, int, int, int]) -> bytes | None:
        """The record at a place; None where it is no longer there as it was written."""
        where, at, length, check = place
        try:
            if where == RUNNING:
                data = os.pread(self._records.fileno(), length, at)
            else:
                with open(self.finished, "rb") as stream:
                    data = os.pread(stream.fileno(), length, at)
        except OSError:
            return None
        return data if len(data) == length and zlib.crc32(data) == check else None

    def replace(self, entries: BinaryIO) -> None:
        """Put a new journal in the old one's place, and drop the records, which now lie in the output."""
        entries.flush()
        os.fsync(entries.fileno())
        os.replace(self.folder / "journal.new", self.folder / "journal")
        self._records.truncate(0)

    def sync(self) -> None:
        """Have everything on disk."""
        for stream in (self._records, self.texts, self._journal):
            with suppress(OSError):
                os.fsync(stream.fileno())

    def close(self) -> None:
        """Let go of the folder."""
        self._open.close()


def entry_line(entry: Entry, config: str) -> bytes:
    """An entry as a line of a journal."""
    return _line({**{key: value for key, value in entry.items() if key != "at"}, "config": config})


def _line(entry: Entry) -> bytes:
    text = json.dumps(entry, separators=(",", ":")).encode("ascii")
    return b"%08x %b\n" % (zlib.crc32(text), text)


def _checked(line: bytes) -> Entry | None:
    """The entry of a line; None where the line is not whole."""
    if len(line) < 10 or not line.endswith(b"\n") or line[:8] != b"%08x" % zlib.crc32(line[9:-1]):
        return None
    entry: Entry = json.loads(line[9:-1])
    return entry


def _key(path: str, item: int) -> int:
    data = f"{item}\0{path}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")


def _write(stream: BinaryIO, data: bytes) -> None:
    """Write all of it: a file without a buffer may take a part."""
    view = memoryview(data)
    while view:
        view = view[stream.write(view) :]
