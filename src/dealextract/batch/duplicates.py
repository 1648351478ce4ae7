"""Copies among many texts, in memory that hardly grows: 17 keys a text in one table of numbers, the rest on disk.

A text is a copy of an earlier one when it tells nothing new: all its words are those of the other, or its prose stands in
the other but for `NEW_RUNS` of the runs, none of which holds a figure or a name. So a notice that differs from last week's
only in an amount is no copy of it.
"""

from __future__ import annotations

import zlib
from array import array
from dataclasses import dataclass
from typing import BinaryIO

from dealextract.batch.likeness import BANDS, IN_PROSE, TELLING, Likeness

NEW_RUNS = 0.02
"""Share of the runs of a copy that may be new: changes of a comma or an article that a second editor makes."""
BUCKET = 32
"""Texts that one key leads to. Notices made from one form may share keys by the thousand; the first ones stand for them."""
KEYS = BANDS + 1

Place = tuple[int, int, int]
"""Where something lies in the store: offset, bytes, checksum."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An earlier text, by number and name, of which another is a copy; `exact` where all words are the same."""

    number: int
    name: str
    exact: bool


class Duplicates:
    """The texts so far. `store` keeps what is looked at only when two texts meet; it is read and appended to."""

    def __init__(self, store: BinaryIO) -> None:
        self._store = store
        self._places: array[int] = array("Q")
        self._keys: array[int] = array("I")
        self._next: array[int] = array("I")
        self._heads: array[int] = array("I", bytes(4 << 12))
        self._end = store.seek(0, 2)

    def __len__(self) -> int:
        return len(self._places) // 2

    def add(self, name: str, packed: bytes, place: Place | None = None) -> tuple[list[Copy], Place]:
        """Take a text in; give the earlier ones of which it is a copy, first ones first, and its place in the store.

        `place`: where it already lies in the store.
        """
        if place is None:
            place = self._put(name, packed)
        this = Likeness.unpack(packed)
        self._places.extend(place[:2])
        met = {other for key in self._all_keys(this) for other in self._link(key)}
        found = []
        for other in sorted(met):
            other_name, earlier = self._get(other)
            exact = earlier.exact == this.exact
            if exact or (this.keys and is_copy(this, earlier)):
                found.append(Copy(other, other_name, exact))
        return found, place

    def _all_keys(self, this: Likeness) -> list[int]:
        """A key for the whole text, and one a band; bands without prose get keys that meet nothing."""
        first = int.from_bytes(this.exact[:4], "little")
        return [first, *this.keys] if this.keys else [first, *([0] * BANDS)]

    def _link(self, key: int) -> list[int]:
        """Enter a key of the newest text; give the earlier texts with the same key of the same band."""
        entry = len(self._keys)
        if entry >= len(self._heads):
            self._grow()
        self._keys.append(key)
        self._next.append(0)
        return self._chain(entry, key)

    def _chain(self, entry: int, key: int) -> list[int]:
        """Walk the entries of a key, then put a new one before them unless there are many."""
        band = entry % KEYS
        if band and not key:
            return []
        slot = (key * 31 + band * 0x9E3779B1) & (len(self._heads) - 1)
        at, found = self._heads[slot], []
        while at:
            if self._keys[at - 1] == key and (at - 1) % KEYS == band:
                found.append((at - 1) // KEYS)
            at = self._next[at - 1]
        if len(found) < BUCKET:
            self._next[entry] = self._heads[slot]
            self._heads[slot] = entry + 1
        return found

    def _grow(self) -> None:
        """Twice as many slots; entries are put in again in their order, so that buckets keep their first texts."""
        self._heads = array("I", bytes(8 * len(self._heads)))
        for entry, key in enumerate(self._keys):
            self._next[entry] = 0
            self._chain(entry, key)

    def _put(self, name: str, packed: bytes) -> Place:
        data = name.encode("utf-8", "surrogatepass")
        data = len(data).to_bytes(4, "little") + data + packed
        self._store.seek(self._end)
        view = memoryview(data)
        while view:  # a file without a buffer may take a part
            view = view[self._store.write(view) :]
        place = (self._end, len(data), zlib.crc32(data))
        self._end += len(data)
        return place

    def _get(self, number: int) -> tuple[str, Likeness]:
        name, packed = _split(_read(self._store, self._places[2 * number], self._places[2 * number + 1]))
        return name, Likeness.unpack(packed)


def stored(store: BinaryIO, place: Place) -> bytes | None:
    """The packed likeness at a place of a store; None where it is not there as it was written."""
    data = _read(store, *place[:2])
    return _split(data)[1] if len(data) == place[1] and zlib.crc32(data) == place[2] else None


def _read(store: BinaryIO, start: int, length: int) -> bytes:
    store.seek(start)
    return store.read(length)


def _split(data: bytes) -> tuple[str, bytes]:
    size = int.from_bytes(data[:4], "little")
    return data[4 : 4 + size].decode("utf-8", "surrogatepass"), data[4 + size :]


def is_copy(this: Likeness, earlier: Likeness) -> bool:
    """Whether the prose of a text stands in an earlier one, but for runs that tell nothing."""
    there = {run >> 2 for run in earlier.runs}
    prose = new = 0
    for run in this.runs:
        if run & IN_PROSE:
            prose += 1
            if run >> 2 not in there:
                if run & TELLING:
                    return False
                new += 1
    return prose > 0 and new <= NEW_RUNS * prose
