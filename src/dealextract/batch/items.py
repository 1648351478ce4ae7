"""The nouns of a running batch: the files it reads, the documents in them, and what became of each."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from dealextract.batch.duplicates import Copy, Place
from dealextract.batch.journal import Entry
from dealextract.batch.pool import Handle

UNDECIDED, WAITING, READY, WORKING, FINISHED = range(5)


@dataclass(slots=True, eq=False)
class Item:
    """A document, by the number that it has in its file.

    `state`: UNDECIDED whether it is a copy of an earlier one; WAITING for what becomes of that one; READY to be worked on;
    WORKING; FINISHED. `reading` and `text` are what a worker made of it; the first is missing where the document
    was taken over from an earlier run, and is read when it is needed after all.
    """

    file: File
    number: int
    name: str
    content: str | None = None
    reading: bytes | None = None
    text: bytes | None = None
    place: Place | None = None
    """Where `text` lies in the store."""
    error: dict[str, str] | None = None
    earlier: Entry | None = None
    """What an earlier run made of it."""
    state: int = UNDECIDED
    rank: int = -1
    """Its number among the texts that copies are looked for in; -1 where it is not among them."""
    copies: list[Copy] = field(default_factory=list)
    original: Copy | None = None
    outcome: Outcome | None = None


@dataclass(slots=True, eq=False)
class File:
    """A file in the order of the inputs. `path`: None for standard input; `where` is what is opened.

    `next`: the number of the next item to be read. `total`: how many items an earlier run found in it, while it is as it was.
    `owner`: the worker that has it open, at rest between two reads.
    """

    number: int
    path: str | None
    where: str
    digest: str | None = None
    items: deque[Item] = field(default_factory=deque)
    """Those that are not handed out yet."""
    fresh: deque[Item] = field(default_factory=deque)
    """Those of them that are not decided on yet."""
    next: int = 0
    total: int | None = None
    skippable: bool = True
    """Whether it need not be read if it is as an earlier run left it."""
    reading: bool = False
    ended: bool = False
    owner: Handle | None = None

    @property
    def key(self) -> str:
        """What the journal calls it."""
        return self.path or "-"

    @property
    def untouched(self) -> bool:
        """Whether nobody has begun to read it."""
        return not (self.reading or self.ended or self.next or self.total)

    def add(self, item: Item) -> None:
        """The next item was read."""
        self.items.append(item)
        self.fresh.append(item)
        self.next = item.number + 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document, handed out in the order of the inputs.

    `kind` record | duplicate | failed. `line`: the record with its line end, where there is no journal to look it up in;
    `at`: the place of its entry in the journal, where there is one. `kept`: taken over from an earlier run. `original`: the document of
    which it is a copy.
    """

    name: str
    kind: str
    line: bytes | None = None
    at: int = -1
    deals: int = 0
    notes: int = 0
    kept: bool = False
    original: str | None = None
    error: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """The task of reading a document of an earlier run once more."""

    item: Item
