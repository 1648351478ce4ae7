"""What is to be done about a document: it is a copy, an earlier run did it, or it is extracted; and what became of it."""

from __future__ import annotations

from array import array

from dealextract.batch.duplicates import Copy, Duplicates, stored
from dealextract.batch.items import FINISHED, READY, WAITING, File, Item, Outcome
from dealextract.batch.journal import DONE, Journal
from dealextract.batch.worker import Error

PENDING, ORIGINAL, NO_ORIGINAL = range(3)
"""What became of a text, for those that are copies of it: not known yet; it has a record of its own; it has none."""


class Decisions:
    """Decides on documents in the order in which they are entered.

    `duplicates`: None where copies are not looked for. `ready`: items that workers are to do. `active`: how many are decided
    on and not finished.
    """

    def __init__(self, journal: Journal | None, duplicates: Duplicates | None) -> None:
        self._journal, self._duplicates = journal, duplicates
        self._status: array[int] = array("B")
        self._waiting: dict[int, list[Item]] = {}
        self.ready: list[Item] = []
        self.active = 0

    def take_over(self, file: File, limit: int) -> None:
        """Add the next items of a file that is as an earlier run left it, as far as that run was done with them."""
        while file.total is not None and self._journal and len(file.items) < limit:
            if file.next == file.total:
                file.ended, file.total = True, None
                return
            entry = self._journal.find(file.key, file.next)
            text = place = None
            if entry and self._duplicates is not None and entry.get("text"):
                place = (entry["text"][0], entry["text"][1], entry["text"][2])
                text = stored(self._journal.texts, place)
            if entry is None or entry["outcome"] not in DONE or (place and not text):
                file.total, file.skippable = None, False  # from here on it is read
                return
            file.add(Item(file, file.next, entry["name"], entry["content"], text=text, place=place, earlier=entry))

    def enter(self, item: Item) -> None:
        """Decide on the next document in order."""
        if self._duplicates is not None and item.text is not None:
            item.rank = len(self._duplicates)
            item.copies, item.place = self._duplicates.add(item.name, item.text, item.place)
            item.text = None
            self._status.append(PENDING)
        self.active += 1
        self._settle(item)

    def _settle(self, item: Item) -> None:
        """Make an item a copy of the first earlier text that has a record of its own, wait for one that may get it, or do it."""
        for copy in item.copies:
            if self._status[copy.number] == PENDING:
                item.state = WAITING
                self._waiting.setdefault(copy.number, []).append(item)
                return
            if self._status[copy.number] == ORIGINAL:
                item.original = copy
                break
        item.copies = []
        if item.original:
            self._tell(item, NO_ORIGINAL)
        if item.error:
            self.finish(item, "failed", error=item.error)
        elif kept := self._kept(item):
            self._finished(item, kept)
        else:
            item.state = READY
            self.ready.append(item)

    def _tell(self, item: Item, status: int) -> None:
        """Let those go on that wait for what becomes of an item."""
        if item.rank >= 0 and self._status[item.rank] == PENDING:
            self._status[item.rank] = status
            for waiting in self._waiting.pop(item.rank, ()):
                self._settle(waiting)

    def _kept(self, item: Item) -> Outcome | None:
        """What an earlier run made of an item, where it would be the same again and is still whole."""
        entry = item.earlier
        if entry is None or self._journal is None or entry["outcome"] not in DONE or entry["content"] != item.content:
            return None
        kind = "duplicate" if item.original else "record"
        if entry["outcome"] != kind or (item.original and entry["message"] != message(item.original)):
            return None
        if self._journal.read(entry["record"]) is None:
            return None
        original = item.original.name if item.original else None
        return Outcome(
            item.name, kind, at=entry["at"], deals=entry["deals"], notes=entry["notes"], kept=True, original=original
        )

    def finish(
        self,
        item: Item,
        kind: str,
        line: bytes | None = None,
        deals: int = 0,
        notes: int = 0,
        error: Error | None = None,
    ) -> None:
        """Note what became of an item: `kind` record | duplicate | failed."""
        at, original, new = -1, item.original.name if item.original else None, False
        if self._journal:
            entry = {"path": item.file.key, "item": item.number, "name": item.name, "outcome": kind}
            if line is not None:
                entry |= {"content": item.content, "record": self._journal.write(line), "deals": deals, "notes": notes}
                entry |= {"text": item.place} if item.place else {}
                entry |= {"message": message(item.original)} if item.original else {}
                before = self._journal.find(item.file.key, item.number)
                new = before is None or before["outcome"] not in DONE
            at, line = self._journal.append(entry), None
            self._journal.saved += new
        self._finished(item, Outcome(item.name, kind, line, at, deals, notes, original=original, error=error))

    def _finished(self, item: Item, outcome: Outcome) -> None:
        item.state, item.outcome, item.reading, item.earlier = FINISHED, outcome, None, None
        self.active -= 1
        self._tell(item, ORIGINAL if outcome.kind == "record" else NO_ORIGINAL)


def message(original: Copy) -> str:
    """What the record of a copy says."""
    same = "the same text as" if original.exact else "nearly the same text as"
    return f"{same} {original.name}, where its deals stand; --keep-duplicates extracts it too"
