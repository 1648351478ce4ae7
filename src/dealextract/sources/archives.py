"""ZIP archives: their members in order; and Office documents, which are archives too."""

from __future__ import annotations

import io
import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, BinaryIO, cast

from dealextract.errors import InputError
from dealextract.records import Diagnostic
from dealextract.sources.content import label
from dealextract.sources.places import Place
from dealextract.sources.unpacking import CHUNK, check_growth

MEMBERS = 100_000
"""Members of one archive that are read."""
SPOOLED = 16 * 2**20
"""Bytes of an archive from a pipe that are kept in memory; the rest goes to a temporary file."""
LONGEST_PIPED = 4 * 2**30
OFFICE = (
    ("xl/workbook.xml", "an Excel workbook", "save the sheet as CSV and read that"),
    ("ppt/presentation.xml", "a PowerPoint presentation", "save it as PDF and read that"),
    ("content.xml", "an OpenDocument file", "save it as DOCX or PDF and read that"),
    ("META-INF/container.xml", "an EPUB book", "save its text as HTML and read that"),
)
"""What a member of that name makes of an archive."""
DAMAGED = "unpack it with the program that made it and see what that says"
ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError, OverflowError, MemoryError,
)  # fmt: skip
"""`zipfile`'s own error, and what its decompressors and a header that lies raise (`NotImplementedError` is a `RuntimeError`)."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that is open: its members can be read in their order."""

    stream: BinaryIO
    zip: zipfile.ZipFile
    place: Place
    spooled: bool

    def close(self) -> None:
        """Close it, and what it was kept in; a stream that others handed over stays open."""
        self.zip.close()
        if self.spooled:
            self.stream.close()

    @property
    def is_docx(self) -> bool:
        """Whether it is a document of Word's kind."""
        return "word/document.xml" in self.zip.NameToInfo

    def members(self) -> Iterator[tuple[Place, BinaryIO | InputError]]:
        """The place of each member that is not hidden, and its bytes."""
        for name, kind, remedy in OFFICE:
            if name in self.zip.NameToInfo:
                raise InputError(f"is {kind}, which is not read", where=self.place.where, remedy=remedy)
        infos = [info for info in self.zip.infolist() if not _is_folder(info)]
        shown = [info for info in infos if not _is_hidden(info.filename)]
        if len(infos) > MEMBERS:
            message = f"is an archive of {len(infos):,} files, more than the {MEMBERS:,} that are read"
            raise InputError(message, where=self.place.where, remedy="unpack it first")
        if not shown:
            message = "is an archive of hidden files alone" if infos else "is an archive without a file"
            raise InputError(message, where=self.place.where, remedy="check that it was packed whole")
        given = Given(self.stream.seek(0, io.SEEK_END))
        for info in shown:
            at = self.place.member(label(info.filename) or "(no name)")
            if info.flag_bits & 1:
                yield at, InputError("is encrypted", where=at.where, remedy="unpack the archive with its password")
            else:
                yield at, io.BufferedReader(Member(self.zip, info, given, at.where), CHUNK)

    def hidden(self) -> tuple[Diagnostic, ...]:
        """What the members leave out, in one note."""
        names = [info.filename for info in self.zip.infolist() if not _is_folder(info) and _is_hidden(info.filename)]
        if not names:
            return ()
        first = ", ".join(label(name) or "" for name in names[:5])
        message = f"hidden files of the archive left out ({len(names)}): {first}{' …' if names[5:] else ''}"
        return (Diagnostic(code="members_left_out", message=message),)


def open_archive(stream: BinaryIO, place: Place) -> Archive:
    """The archive in a stream; one that comes through a pipe is kept in memory or in a temporary file."""
    spooled = not stream.seekable()
    if spooled:
        stream = _spooled(stream, place)
    try:
        return Archive(stream, zipfile.ZipFile(stream), place, spooled)
    except ERRORS as error:
        if spooled:
            stream.close()
        raise InputError(f"is a damaged ZIP archive ({error})", where=place.where, remedy=DAMAGED) from None


def _is_folder(info: zipfile.ZipInfo) -> bool:
    """As `ZipInfo.is_dir`, which stumbles over a member without a name."""
    return info.filename.endswith("/")


def _is_hidden(name: str) -> bool:
    """Whether a member is of the making of the system that packed the archive."""
    return name.startswith("__MACOSX/") or any(
        part.startswith(".") for part in name.split("/") if part not in ("", ".", "..")
    )


@dataclass(slots=True)
class Given:
    """How many bytes came out of an archive of some size so far: members may overlap, so that none is a bomb by itself."""

    size: int
    bytes: int = 0


class Member(io.RawIOBase):
    """The bytes of one member. Raises `InputError` for damage and bombs."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, given: Given, where: str) -> None:
        super().__init__()
        self._archive, self._info, self._given, self._where = archive, info, given, where
        self._member: IO[bytes] | None = None
        self._own = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; 0 at the end."""
        try:
            if self._member is None:
                self._member = self._archive.open(self._info)
            data = self._member.read(len(buffer))
        except ERRORS as error:
            raise InputError(f"is damaged ({error})", where=self._where, remedy=DAMAGED) from None
        self._own += len(data)
        self._given.bytes += len(data)
        check_growth(self._own, self._info.compress_size, "a member of an archive", self._where)
        check_growth(self._given.bytes, self._given.size, "an archive", self._where)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the member."""
        if self._member is not None:
            self._member.close()
        super().close()


def _spooled(stream: BinaryIO, place: Place) -> BinaryIO:
    """A stream that can be read from any place, as archives are."""
    spool = tempfile.SpooledTemporaryFile(SPOOLED)  # noqa: SIM115 - it lives as long as its archive
    size = 0
    while data := stream.read(CHUNK):
        size += len(data)
        if size > LONGEST_PIPED:
            message = f"is an archive of more than {LONGEST_PIPED // 2**30} GB"
            raise InputError(message, where=place.where, remedy="save it to a file and name that")
        spool.write(data)
    spool.seek(0)
    return cast(BinaryIO, spool)
