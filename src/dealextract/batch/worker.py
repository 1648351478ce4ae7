"""The process that reads and extracts: it takes tasks from a connection, one at a time, and answers until that closes.

Tasks are `Read`, `Extract` and `Point`; answers are tuples of a word and its values:

    ready                                   after the imports
    file      digest                        of the bytes of the file, before its first item; None where it cannot be read
    item      number, name, content, reading, text
                                            an article: a digest of all that was read of it, the article itself as
                                            bytes that only a worker opens, what tells its copies
    failure   number, error                 an item that cannot be read
    same | paused | end  number             the read is over: the file is as it was known to be; there is more; there is no more
    record    line, deals, notes, memory    the answer to `Extract` and `Point`
    error     error, memory                 the document failed; the answer to `Extract` and `Point`
    loaded                                  the reader is there, before the first article is extracted
    fatal     error                         it would be the same for every document
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, astuple, dataclass, fields
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from dealextract.batch import wire
from dealextract.errors import DealextractError, InputError, InstallationError, UsageError
from dealextract.sources import Reading, SourceOptions, read_articles, read_articles_from
from dealextract.spacy_import import start_quickly

if TYPE_CHECKING:  # loaded where there is a configuration
    from dealextract.knowledge.config import Config

Error = dict[str, str]
CHARACTERS = 1_000_000
"""Characters of text after which a read pauses."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker must know of the options."""

    sources: SourceOptions
    min_confidence: float = 0.0
    duplicates: bool = True
    config: Config | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """Read the items of a file from number `skip`, at most `limit` of them. `path`: None for what came by standard input and lies in
    `file`. `known`: a digest; a file that has it is not read.
    """

    file: str
    path: str | None
    skip: int
    limit: int
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """Extract the deals of an article."""

    reading: bytes


@dataclass(frozen=True, slots=True)
class Point:
    """Make the record of an article that is a copy of another: no deals, and a diagnostic with this message."""

    reading: bytes
    message: str


Words = Settings | Read | Extract | Point
"""What a worker can be told."""


def telling(words: Words) -> bytes:
    """Words for a worker as a message."""
    values = {field.name: getattr(words, field.name) for field in fields(words)}
    if isinstance(words, Settings):
        values["sources"] = asdict(words.sources)
        values["config"] = words.config.packed() if words.config else None
    return wire.pack([type(words).__name__, list(values), *values.values()])


def told(message: bytes) -> Any:
    """The words in a message."""
    kind, names, *values = wire.unpack(message)
    named = dict(zip(names, values, strict=True))
    if kind == Settings.__name__:
        named["sources"] = SourceOptions(**named["sources"])
        named["config"] = _config(named["config"])
    return {made.__name__: made for made in (Settings, Read, Extract, Point)}[kind](**named)


def _config(packed: Any) -> Config | None:
    """The configuration, where there is one."""
    if packed is None:
        return None
    from dealextract.knowledge.config import unpacked

    return unpacked(packed)


def _reading_bytes(reading: Reading) -> bytes:
    """A reading as it waits in the parent until it is worked on."""
    notes = [note.model_dump() for note in reading.diagnostics]
    return json.dumps([asdict(reading.article), notes]).encode("ascii")


def _reading(data: bytes) -> Reading:
    """The reading that was made into bytes."""
    from dealextract.records import Diagnostic
    from dealextract.types import Article

    article, notes = json.loads(data)
    return Reading(Article(**article), tuple(map(Diagnostic.model_validate, notes)))


def error_of(error: BaseException, where: str) -> Error:
    """An error as it stands in the file of errors, with the traceback for `--debug`."""
    trace = "".join(traceback.format_exception(error))
    if isinstance(error, DealextractError):
        kind = "input" if isinstance(error, InputError) else "installation"
        return {
            "path": error.where or where,
            "kind": kind,
            "message": error.message,
            "remedy": error.remedy,
            "trace": trace,
        }
    return {
        "path": where,
        "kind": "internal",
        "message": f"internal error ({type(error).__name__}: {error})",
        "remedy": "run again with --debug and report what it shows",
        "trace": trace,
    }


def memory() -> int:
    """Bytes that this process has taken at most."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


class Worker:
    """Answers tasks."""

    def __init__(self, connection: Connection, settings: Settings) -> None:
        self._connection, self._settings = connection, settings
        self._extractor: Any = None
        self._open: tuple[str, int, Iterator[Reading | InputError]] | None = None
        """The file that is being read, the number of its next item, and the items."""

    def answer(self, *values: Any) -> None:
        """Send an answer."""
        self._connection.send_bytes(wire.pack(values))

    def serve(self) -> None:
        """Answer tasks until the connection closes."""
        self.answer("ready")
        while True:
            try:
                task = told(self._connection.recv_bytes())
            except EOFError:
                return
            try:
                if isinstance(task, Read):
                    self._read(task)
                else:
                    self._record(task)
            except (UsageError, InstallationError) as error:
                self.answer("fatal", error_of(error, error.where))

    def _read(self, task: Read) -> None:
        if self._open is None or self._open[:2] != (task.file, task.skip):
            digest = _digest(task.file)
            self.answer("file", digest)
            if digest is not None and digest == task.known:
                self.answer("same", task.skip)
                return
            self._open = (task.file, 0, self._items(task))
        _, number, items = self._open
        self._open = None
        characters = 0
        while number < task.skip + task.limit and characters < CHARACTERS:
            try:
                item = next(items, None)
                if item is None:
                    self.answer("end", number)
                    return
                if number >= task.skip:
                    characters += self._item(number, item, task)
            except (UsageError, InstallationError):
                raise
            except Exception as error:
                self.answer("failure", number, error_of(error, task.path or "standard input"))
                self.answer("end", number + 1)
                return
            number += 1
        self._open = (task.file, number, items)
        self.answer("paused", number)

    def _items(self, task: Read) -> Iterator[Reading | InputError]:
        if task.path is not None:
            yield from read_articles(task.path, self._settings.sources)
            return
        with open(task.file, "rb") as stream:
            yield from read_articles_from(stream, self._settings.sources, path=None)

    def _item(self, number: int, item: Reading | InputError, task: Read) -> int:
        """Send an item; give its characters."""
        if isinstance(item, InputError):
            self.answer("failure", number, error_of(item, task.path or "standard input"))
            return 0
        text = None
        if self._settings.duplicates:
            from dealextract.batch.likeness import likeness
            from dealextract.cleaning import clean

            found = likeness(clean(item.article.text))
            text = found.pack() if found else None
        content = hashlib.sha256(repr((astuple(item.article), item.diagnostics)).encode("utf-8", "surrogatepass"))
        reading = _reading_bytes(item)
        name = item.article.path or "standard input"
        self.answer("item", number, name, content.hexdigest(), reading, text)
        return len(item.article.text)

    def _record(self, task: Extract | Point) -> None:
        from dealextract.writers import json as written

        reading = _reading(task.reading)
        where = reading.article.path or "standard input"
        try:
            record = self._extracted(reading) if isinstance(task, Extract) else _pointer(reading, task.message)
            # A path that is no Unicode keeps its odd bytes as escapes, which JSON allows.
            line = written.line(record).encode("utf-8", "backslashreplace")
        except (UsageError, InstallationError):
            raise
        except Exception as error:
            self.answer("error", error_of(error, where), memory())
            return
        self.answer("record", line, len(record.deals), len(record.diagnostics), memory())

    def _extracted(self, reading: Reading) -> Any:
        if self._extractor is None:
            from dealextract.extractor import Extractor, from_text
            from dealextract.reader.model import load

            load().threads = 1  # the processors are shared out among the workers already
            self._extractor = Extractor(min_confidence=self._settings.min_confidence, config=self._settings.config)
            self._extractor(from_text("Kestrel buys Oakfield."))  # loads what the first article would load
            self.answer("loaded")
        return self._extractor(reading.article).noting(reading.diagnostics)


def _pointer(reading: Reading, message: str) -> Any:
    """The record of a copy: what is known of its source, and where its deals stand."""
    from dealextract.cleaning import clean
    from dealextract.extractor import source_of
    from dealextract.records import Diagnostic, Record

    note = Diagnostic(code="duplicate", message=message)
    source = source_of(reading.article, clean(reading.article.text))
    return Record(source=source, diagnostics=(*reading.diagnostics, note))


def _digest(path: str) -> str | None:
    """SHA-256 of the bytes of a plain file; None for anything else."""
    total = hashlib.sha256()
    if not os.path.isfile(path):
        return None
    try:
        with open(path, "rb") as stream:
            while piece := stream.read(1 << 20):
                total.update(piece)
    except (OSError, ValueError):
        return None
    return total.hexdigest()


def _end_with(parent: int, lifeline: int) -> None:
    """End this process as soon as the one that started it has ended, even while a document is being read."""
    if sys.platform == "linux":
        import ctypes

        set_parent_death_signal = 1
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)

    def wait() -> None:
        os.read(lifeline, 1)  # comes back when the other end closes: the parent alone holds it
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def main(handle: int, lifeline: int, parent: int) -> None:
    """Run a worker on the descriptors that it was started with."""
    _end_with(parent, lifeline)
    os.dup2(2, 1)  # what a library prints must not get between the records
    start_quickly()
    with Connection(handle) as connection:
        settings = told(connection.recv_bytes())
        with suppress(BrokenPipeError, ConnectionResetError):
            Worker(connection, settings).serve()
