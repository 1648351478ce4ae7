"""Every error that the program raises on purpose.

    DealextractError
    ├── InputError           an article cannot be read (missing, a folder, binary, undecodable, too large)
    ├── UsageError           an option or argument has a value that means nothing
    └── InstallationError    a file of the package itself is missing or damaged (weights, knowledge tables)

Each carries what happened, where, and what to do about it; `str()` of an error is one line fit for stderr.
"""

from __future__ import annotations


class DealextractError(Exception):
    """What went wrong, where, and the remedy.

    >>> str(InputError("no such file", where="a.txt", remedy="check the path"))
    'a.txt: no such file; check the path'
    """

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        self.message = message
        self.where = where
        self.remedy = remedy
        super().__init__(message)

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text}; {self.remedy}" if self.remedy else text


class InputError(DealextractError):
    """An article cannot be read."""


class UsageError(DealextractError):
    """An option or argument has a value that means nothing."""


class InstallationError(DealextractError):
    """A file of the package itself is missing or damaged."""
