"""Compressed files: gzip, bzip2, xz and zstd, unpacked as they are read, with an eye on bombs."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol

from dealextract.errors import InputError

FREE = 64 * 2**20
"""Bytes that may come out whatever went in."""
RATIO = 250
"""Times that a file may grow beyond that. News in JSON Lines grows 3 to 15 times; a bomb 1,000 and more."""
MEMORY = 256 * 2**20
"""Bytes that unpacking may take. `xz -9` takes 65 MB."""
CHUNK = 65536
DAMAGED = "unpack it with the program that made it and see what that says"


def check_growth(given: int, taken: int, kind: str, where: str) -> None:
    """Raise `InputError` when so many bytes came out of so few that it is a bomb."""
    if given > FREE and given > RATIO * taken:
        message = f"is {kind} that grows more than {RATIO} times when it is unpacked, as no article does"
        raise InputError(message, where=where, remedy="unpack it first if it is to be trusted")


class Decompressor(Protocol):
    """What `bz2`, `lzma` and `zstd` have in common."""

    eof: bool
    needs_input: bool
    unused_data: bytes

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """More data in, at most so much out."""


class Unpacked(io.RawIOBase):
    """What comes out of a compressed stream, also of several that stand one after the other. Raises `InputError` for damage, an
    end that comes too soon, and bombs.
    """

    def __init__(self, packed: BinaryIO, kind: str, where: str) -> None:
        super().__init__()
        self._packed, self._kind, self._where = packed, kind, where
        self._make, self._errors = _decompressor(kind)
        self._current: Decompressor | None = self._make()
        self._waiting = b""
        self._taken = self._given = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; 0 at the end."""
        try:
            data = self._next(len(buffer))
        except self._errors as error:
            if "memory" in str(error).lower():
                raise self._greedy() from None
            raise InputError(f"is a damaged {self._kind} file ({error})", where=self._where, remedy=DAMAGED) from None
        except MemoryError:
            raise self._greedy() from None
        self._given += len(data)
        check_growth(self._given, self._taken, f"a {self._kind} file", self._where)
        buffer[: len(data)] = data
        return len(data)

    def _greedy(self) -> InputError:
        message = f"is a {self._kind} file that takes more than {MEMORY // 2**20} MB of memory to unpack"
        return InputError(message, where=self._where, remedy="pack it with smaller settings")

    def _next(self, size: int) -> bytes:
        while self._current is not None:
            if self._current.eof:
                rest = self._current.unused_data or self._packed.read(CHUNK)
                self._taken += 0 if self._current.unused_data else len(rest)
                self._waiting = rest.lstrip(b"\x00")  # padding
                self._current = self._make() if self._waiting else None
                continue
            if self._current.needs_input and not self._waiting:
                self._waiting = self._packed.read(CHUNK)
                self._taken += len(self._waiting)
                if not self._waiting:
                    raise InputError(
                        f"is a {self._kind} file that ends too soon", where=self._where, remedy="copy it again, whole"
                    )
            data = self._current.decompress(self._waiting, size)
            self._waiting = b""
            if data:
                return data
        return b""


def unpacked(packed: BinaryIO, kind: str, where: str) -> BinaryIO:
    """The stream that comes out of a compressed one; `kind` is gzip, bzip2, xz or zstd."""
    return io.BufferedReader(Unpacked(packed, kind, where), CHUNK)


class _Gzip:
    """gzip with the manners of the others."""

    def __init__(self) -> None:
        import zlib

        self._inner = zlib.decompressobj(wbits=31)
        self._rest = b""

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._rest

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        out = self._inner.decompress(self._rest + data, max(max_length, 0))
        self._rest = self._inner.unconsumed_tail
        return out


def _decompressor(kind: str) -> tuple[Callable[[], Any], tuple[type[Exception], ...]]:
    """What makes a decompressor, and the errors that it raises."""
    if kind == "gzip":
        import zlib

        return _Gzip, (zlib.error,)
    if kind == "bzip2":
        import bz2

        return bz2.BZ2Decompressor, (OSError, ValueError)
    if kind == "xz":
        import lzma

        return lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MEMORY), (lzma.LZMAError,)
    from backports import zstd

    return zstd.ZstdDecompressor, (zstd.ZstdError,)
