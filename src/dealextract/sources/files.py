"""Paths to streams: what is no file that can be read to its end is refused with the reason."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

from dealextract.errors import InputError
from dealextract.sources.places import shown

STANDARD = re.compile(r"/dev/(?:stdin$|fd/\d+$)|/proc/(?:self|\d+)/fd/\d+$")
"""What a shell gives for `<(command)`: a pipe that somebody writes to for certain."""


def open_file(path: str | Path) -> BinaryIO:
    """A stream of the bytes of a file; `InputError` where there is none to be had."""
    where = shown(path)
    try:
        kind = os.stat(path).st_mode
        if stat.S_ISDIR(kind):
            remedy = f"name the files in it: {Path(where) / '*.txt'}"
            raise InputError("is a folder, not a file", where=where, remedy=remedy)
        if not stat.S_ISREG(kind) and not (STANDARD.match(str(path)) and stat.S_ISFIFO(kind)):
            # To open a pipe that nobody writes to would wait for ever.
            raise InputError(
                f"is {_named(kind)}, not a file", where=where, remedy="hand its data over on standard input"
            )
        return open(path, "rb")
    except OSError as error:
        raise unreadable(error, where) from error
    except ValueError as error:  # a NUL in it, or letters that no name of a file can hold
        raise InputError(f"cannot be read: {error}", where=where, remedy="check the path") from error


def unreadable(error: OSError, where: str) -> InputError:
    """The error for what the system says."""
    if isinstance(error, FileNotFoundError):
        return InputError("no such file", where=where, remedy="check the path")
    if isinstance(error, PermissionError):
        return InputError("cannot be read: permission denied", where=where, remedy="check its permissions")
    return InputError(f"cannot be read: {(error.strerror or str(error)).lower()}", where=where, remedy="check the path")


def _named(kind: int) -> str:
    if stat.S_ISFIFO(kind):
        return "a named pipe"
    if stat.S_ISSOCK(kind):
        return "a socket"
    return "a device"
