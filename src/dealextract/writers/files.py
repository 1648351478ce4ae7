"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from dealextract.errors import UsageError


@contextmanager
def whole_file(path: str | Path, *, folder: Path | None = None) -> Iterator[TextIO]:
    """A text stream whose contents become the file when the block ends well; otherwise nothing of it is left.

    The text goes, as UTF-8, to a temporary file in the same folder, is synced to disk, and takes the place of the old
    file in one step. A link is followed, the permissions of an old file stay, and what is no plain file (a pipe,
    `/dev/null`) is written to directly. Raises `UsageError` where the place cannot be written to. `folder`: another place for the
    temporary file, on the same disk.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file() and not target.is_dir():
        with open(target, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    if target.is_dir():
        raise UsageError("is a folder, not a file", where=str(path), remedy="name the file to write")
    try:
        handle, name = tempfile.mkstemp(dir=folder or target.parent, prefix=f".{target.name[:100]}.", suffix=".part")
    except OSError as error:
        raise UsageError(
            f"cannot be written: {error.strerror}", where=str(path), remedy="check the folder and its permissions"
        ) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(mode_of(target))
        os.replace(part, target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync_folder(target.parent)


def mode_of(target: Path) -> int:
    """The permissions of the file that is there, or those that a new file gets."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def sync_folder(folder: Path) -> None:
    """Put the new name on disk too, where the system has that notion."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
