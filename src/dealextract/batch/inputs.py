"""Which files a batch reads: files, folders, globs, lists of names; in an order that is the same on every run."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import BinaryIO

from dealextract.batch.journal import SUFFIX
from dealextract.errors import InputError, UsageError

STANDARD_INPUT = "-"
MAGIC = re.compile(r"[*?\[]")


@dataclass(slots=True)
class Skipped:
    """What was met on the way and is not read, counted."""

    hidden: int = 0
    special: int = 0
    repeated: int = 0
    own: int = 0

    def words(self) -> list[str]:
        """Each kind that there was, in words.

        >>> Skipped(hidden=2).words()
        ['2 hidden']
        """
        kinds = (
            (self.hidden, "hidden"),
            (self.special, "pipes, sockets or devices"),
            (self.repeated, "met twice"),
            (self.own, "the program's own"),
        )
        return [f"{count:,} {name}" for count, name in kinds if count]


@dataclass(slots=True)
class Inputs:
    """The files that some paths stand for, found while they are asked for.

    A folder is walked in the order of names, each real folder once, so that links in a circle do no harm. A path with `*`,
    `?` or `[` that names no file is a glob; `**` stands for any folders. `leave_out` holds real paths that are never
    read, the output of the batch itself and its configuration; nor is the state of any batch.
    """

    paths: Iterable[str]
    leave_out: frozenset[str] = frozenset()
    several: bool = True
    """Whether one file may be met on two ways, so that those met before are remembered (8 bytes each)."""
    skipped: Skipped = field(default_factory=Skipped)
    _files: set[int] = field(default_factory=set)
    _folders: set[tuple[int, int]] = field(default_factory=set)

    def __iter__(self) -> Iterator[str | InputError]:
        """Paths to read; an `InputError` for each path that stands for nothing."""
        for path in self.paths:
            for found in self._expanded(path):
                if isinstance(found, InputError) or self._is_new(found):
                    yield found

    def _is_new(self, path: str) -> bool:
        if path != STANDARD_INPUT and self.leave_out and os.path.realpath(path) in self.leave_out:
            self.skipped.own += 1
            return False
        if self.several:
            digest = hashlib.blake2b(os.fsencode(os.path.normpath(path)), digest_size=8).digest()
            number = int.from_bytes(digest, "big")
            if number in self._files:
                self.skipped.repeated += 1
                return False
            self._files.add(number)
        return True

    def _expanded(self, path: str) -> Iterator[str | InputError]:
        if path == STANDARD_INPUT:
            yield path
        elif os.path.isdir(path):
            yield from self._folder(path)
        elif MAGIC.search(path) and not os.path.lexists(path):
            none = True
            for found in self._glob(path):
                none = False
                yield from self._folder(found) if os.path.isdir(found) else [found]
            if none:
                yield InputError("matches no file", where=path, remedy="check the pattern")
        else:
            yield path

    def _folder(self, path: str) -> Iterator[str | InputError]:
        before, none = astuple(self.skipped), True
        for found in self._walk(path):
            none = False
            yield found
        hidden, _, *known = (now - then for now, then in zip(astuple(self.skipped), before, strict=True))
        if none and not any(known):
            skipped = f" ({hidden} hidden)" if hidden else ""
            yield InputError(f"is a folder without a file to read{skipped}", where=path, remedy="name another folder")

    def _walk(self, folder: str) -> Iterator[str | InputError]:
        stack = [iter(self._entries(folder))]
        while stack:
            entry = next(stack[-1], None)
            if entry is None:
                stack.pop()
            elif isinstance(entry, InputError):
                yield entry
            elif entry.name.startswith("."):
                self.skipped.hidden += 1
            elif entry.is_dir():
                stack.append(iter(self._entries(entry.path)))
            elif (
                entry.is_file() or entry.is_symlink()
            ):  # a link that leads nowhere is an error of its own when it is read
                yield entry.path
            else:
                self.skipped.special += 1

    def _entries(self, folder: str) -> Sequence[os.DirEntry[str] | InputError]:
        """What is in a folder, by name; nothing where it was walked before."""
        try:
            if os.path.realpath(folder) in self.leave_out:
                self.skipped.own += 1
                return ()
            info = os.stat(folder)
            if (info.st_dev, info.st_ino) in self._folders:
                self.skipped.repeated += 1
                return ()
            self._folders.add((info.st_dev, info.st_ino))
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
            if folder.endswith(SUFFIX) and {"journal", "lock"} <= {entry.name for entry in found}:
                self.skipped.own += 1
                return ()
            return found
        except OSError as error:
            return (InputError(f"cannot be read: {error.strerror}", where=folder, remedy="check its permissions"),)

    def _glob(self, pattern: str) -> Iterator[str]:
        """The paths that a glob stands for, in order; hidden ones only where the pattern names the dot."""
        parts = [part for part in pattern.split("/") if part]
        yield from dict.fromkeys(_matched("/" if pattern.startswith("/") else "", parts, set()))


def _matched(base: str, parts: Sequence[str], above: set[tuple[int, int]]) -> Iterator[str]:
    """The paths below `base` that the parts of a pattern stand for; `above` holds the folders on the way, against circles."""
    if not parts:
        yield base
        return
    head, rest = parts[0], parts[1:]
    if head != "**" and not MAGIC.search(head):
        path = os.path.join(base, head)
        if os.path.lexists(path) if not rest else os.path.isdir(path):
            yield from _matched(path, rest, above)
        return
    if head == "**" and rest:
        yield from _matched(base, rest, above)
    try:
        info = os.stat(base or ".")
        names = sorted(os.listdir(base or "."))
    except OSError:
        return
    if (info.st_dev, info.st_ino) in above and head == "**":
        return
    for name in names:
        path = os.path.join(base, name)
        if name.startswith(".") and not head.startswith("."):
            continue
        if head == "**":
            if os.path.isdir(path):
                yield from _matched(path, parts, above | {(info.st_dev, info.st_ino)})
            elif not rest:
                yield path
        elif fnmatch.fnmatchcase(name, head) and (not rest or os.path.isdir(path)):
            yield from _matched(path, rest, above)


def listed(stream: BinaryIO, *, nul: bool) -> Iterator[str]:
    """The names in a list, one a line or ended by NUL bytes, each as soon as it is there; blank lines are nothing."""
    mark, rest = (b"\0" if nul else b"\n"), b""
    while piece := stream.read1(1 << 16) if hasattr(stream, "read1") else stream.read(1 << 16):
        *names, rest = (rest + piece).split(mark)
        yield from _named(names, nul)
    yield from _named([rest], nul)


def _named(names: Iterable[bytes], nul: bool) -> Iterator[str]:
    for name in names:
        kept = name if nul else name.removesuffix(b"\r")
        if kept.strip():
            yield os.fsdecode(kept)


def list_from(source: str, *, nul: bool) -> Iterator[str]:
    """The names in the file of a list. Raises `UsageError` where it cannot be read."""
    try:
        with open(Path(source), "rb") as stream:
            yield from listed(stream, nul=nul)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=source, remedy="check the list of names") from None
