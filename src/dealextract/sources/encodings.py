"""Which encoding bytes are in: a byte order mark, UTF-8, what the data declare, UTF-16 without a mark, else a guess, which is
reported.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import re
from typing import Any, BinaryIO, NoReturn

from dealextract.errors import InputError
from dealextract.records import Diagnostic
from dealextract.sources.options import known_encoding

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

WESTERN = ("cp1252", "mac_roman")
"""Nearly all articles that are not UTF-8 are in one of these; the one in which more letters stand well is taken."""
STANDS = re.compile(
    r"[“”‘’«»…•·™®©°§½¼¾²³\xa0—]|(?<![a-z])–|–(?![a-z])|[£€¥](?=\s?\d)|(?<=\d)[€£¥]|(?<=\d\s)[€£¥]"
    r"|(?<=[a-zß-ÿ])[ß-öø-ÿœšž](?![A-Z])|[ß-öø-ÿœšž](?=[a-zß-ÿ])|(?<![a-zß-ÿ])[À-ÖØ-ÞŒŠŽ](?=\w)|(?<=[A-ZÀ-Þ])[À-ÖØ-ÞŒŠŽ]"
)
PLAUSIBLE = 0.85
"""Measured on pages of English with names of a dozen languages: the right one of the two is above 0.95, Chinese and
Japanese read as western are below 0.5."""
SAMPLE = 200_000
"""Characters that the telling looks at."""
LIKELY = ("cp1252", "mac_roman", "cp1250", "cp1251", "gb18030", "big5", "shift_jis", "euc_kr", "utf_16_le", "utf_16_be")
"""Encodings that English business news comes in besides UTF-8. Among all hundred that exist a guess over a page of
English with three pound signs is a lottery: it falls on code pages of 1987."""


MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874",
}  # fmt: skip
"""What browsers read where a page declares the left one (WHATWG Encoding, names and labels)."""


def decode(
    data: bytes, encoding: str | None, where: str, *, declared: str | None = None
) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """The text of bytes, the name of the encoding it was told by, and a diagnostic where that was a guess.

    `encoding` is the caller's word and is kept to; `declared` is what the data say of themselves, which is often wrong. Raises
    `InputError` for bytes that are no text.
    """
    if encoding is not None:
        return _decode_as(data, encoding, where), codecs.lookup(encoding).name, ()
    for mark, name in BOMS:
        if data.startswith(mark):
            return _decode_as(data, name, where), name, ()
    known = known_encoding(declared) if declared else None
    known = MEANT.get(known, known) if known else None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_declared(data, known, where)
    if text.count("\0") > len(text) // 100:  # a few are left in pages by programs that cut strings
        return _decode_nul(data, where)
    if _controls(text) > len(text) // 100:
        _refuse_unknown(where)
    if known and known.startswith("iso2022"):
        return _decode_declared(data, known, where)  # all ASCII to the eye
    if not known or known.startswith("utf-") or text.isascii():
        return text, "utf-8" if not known or not text.isascii() else known, ()
    # What is valid UTF-8 beyond ASCII is UTF-8: a browser that saves a page leaves its declaration as it was.
    message = f"declares {declared}, but is UTF-8 and was read as such"
    return text, "utf-8", (Diagnostic(code="encoding_conflict", message=message),)


def _decode_declared(data: bytes, known: str | None, where: str) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Bytes that are no UTF-8: as declared where that fits, else a guess."""
    if known is None or known.startswith("utf-8"):
        return _guess(data, where)
    try:
        text = data.decode(known)
    except UnicodeError:
        return _guess(data, where)
    if _controls(text) > len(text) // 100:
        _refuse_unknown(where)
    return text.removeprefix("\ufeff"), known, ()


def _decode_as(data: bytes, encoding: str, where: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        place = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
        raise InputError(
            f"is not {encoding} text{place}", where=where, remedy="leave --encoding out, or name another"
        ) from None
    return text.removeprefix("\ufeff")


def _decode_nul(data: bytes, where: str) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Bytes with NULs: UTF-16 without a mark when nearly all NULs stand on one side, else no text."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > len(data) // 8 and min(even, odd) * 20 < max(even, odd):
        name = "utf-16-le" if odd > even else "utf-16-be"
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(name)
            if _controls(text) <= len(text) // 100:
                return text, name, (_guessed(name),)
    return _refuse_unknown(where)


def _guess(data: bytes, where: str) -> tuple[str, str, tuple[Diagnostic, ...]]:
    if data.count(0) > len(data) // 100:
        return _decode_nul(data, where)
    name, text = max(
        ((name, data.decode(name, errors="replace")) for name in WESTERN), key=lambda pair: _plausible(pair[1])
    )
    if _plausible(text) < PLAUSIBLE:
        from charset_normalizer import from_bytes

        best = from_bytes(data, cp_isolation=list(LIKELY)).best() or from_bytes(data).best()
        if best is None:
            _refuse_unknown(where)
        name, text = best.encoding, str(best)
    if _controls(text) > len(data) // 100:
        _refuse_unknown(where)
    return text.removeprefix("\ufeff"), name, (_guessed(name),)


def _plausible(text: str) -> float:
    """The share of a text's letters beyond ASCII that stand as they do in news in a western language.

    >>> _plausible("for £45m – “fair”, said José"), _plausible("for £45m – “fair”, said JosÈ")
    (1.0, 0.8)
    """
    sample = text[:SAMPLE]
    beyond = len(sample) - len(sample.encode("ascii", "ignore"))
    if beyond > len(sample) // 3:
        return 0.0
    return len(STANDS.findall(sample)) / beyond if beyond else 1.0


def _guessed(name: str) -> Diagnostic:
    return Diagnostic(
        code="encoding_guessed", message=f"the bytes are not UTF-8; read as {name} (--encoding names another)"
    )


def _controls(text: str) -> int:
    """How many control characters stand in a text besides tabs, line ends and form feeds."""
    return sum(map(text.count, map(chr, (*range(1, 9), 11, *range(14, 27), *range(28, 32), 127))))


def _refuse_unknown(where: str) -> NoReturn:
    raise InputError(
        "is binary data, not text", where=where, remedy="name a text file, or say its encoding with --encoding"
    )


def likely_encoding(head: bytes, where: str) -> str | None:
    """The encoding of a file whose lines are decoded one by one, where its first bytes are no UTF-8: a line alone tells too little."""
    line_end = head.rfind(b"\n") + 1
    sample = head[: line_end or len(head)]
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        with contextlib.suppress(InputError):
            return _guess(sample, where)[1]
    return None


def decode_line(
    data: bytes, encoding: str | None, likely: str | None, where: str
) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """As `decode`, for a line of a file that is likely in an encoding."""
    text, name, diagnostics = decode(data, encoding, where, declared=likely)
    if likely and not diagnostics and not text.isascii() and not name.startswith("utf-"):
        diagnostics = (_guessed(name),)
    return text, name, diagnostics


class _Recoded(io.RawIOBase):
    """A stream of text in another encoding, or with one line feed for each line end (`line_feeds`)."""

    def __init__(self, stream: BinaryIO, encoding: str, into: str, where: str, *, line_feeds: bool = False) -> None:
        super().__init__()
        decoder = codecs.getincrementaldecoder(encoding)()
        self._decoder = io.IncrementalNewlineDecoder(decoder, translate=True) if line_feeds else decoder
        self._stream, self._encoding, self._into, self._where = stream, encoding, into, where
        self._ready, self._ended = b"", False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready and not self._ended:
            raw = self._stream.read(len(buffer))
            self._ended = not raw
            try:
                self._ready = self._decoder.decode(raw, final=self._ended).encode(self._into)
            except UnicodeError:
                message = f"is not {self._encoding} text throughout"
                raise InputError(message, where=self._where, remedy="name its encoding with --encoding") from None
        data, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def narrow(stream: BinaryIO, encoding: str | None, where: str) -> tuple[BinaryIO, str | None]:
    """A stream whose lines can be told by their bytes, in UTF-8, and the encoding that it was in, where that was UTF-16 or UTF-32."""
    if encoding is None or not codecs.lookup(encoding).name.startswith(("utf-16", "utf-32")):
        return stream, None
    return io.BufferedReader(_Recoded(stream, encoding, "utf-8", where)), encoding


def with_line_feeds(stream: BinaryIO, where: str) -> BinaryIO:
    """A stream of text with one line feed for each carriage return; what stands between them is not touched."""
    return io.BufferedReader(_Recoded(stream, "latin-1", "latin-1", where, line_feeds=True))
