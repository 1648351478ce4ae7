"""What tells the copies of a text: all its runs of three words as numbers, and the keys under which likely copies meet.

MinHash with banding (Broder 1997; Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, chapter 3), over the prose
of an article without its title, dateline and boilerplate. The hashes are blake2b and fixed arithmetic, so that neither
a library's version nor the machine decides what is called a copy.
"""

from __future__ import annotations

import hashlib
import re
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from dealextract.types import CleanText

BANDS, ROWS = 16, 4
"""Texts of which a share s of the runs is common meet under a key with probability 1 - (1 - s^4)^16: 0.99 at 0.7, 0.64 at 0.5."""
RUN = 3
"""Words of a run."""

WORD = re.compile(r"[£$€¥₹]?\w+(?:[.,'’&-]\w+)*%?")
SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*$")
DASH = r"\s*(?:--+|[—–-])\s+"
MARK = r"[^.!?]{0,80}?(?:\([^)]{1,40}\)|/[^/]{1,40}/|\b(?:19|20)\d\d)"
PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]{2,40}(?:[A-Z][a-z]+\.? \d\d?)?"
DATELINE = re.compile(f"(?:{MARK}|{PLACE}){DASH}")
"""What stands before a dash at the beginning of the prose and ends in a wire's mark or a year, or is a place in capitals."""
ITEM = re.compile(r"\s*(?:[•*·▪-]|\(?\d+[.)])\s|.*\s\|\s")
HEAD = struct.Struct(f"<16s{BANDS}I")
IN_PROSE, TELLING = 2, 1


@dataclass(frozen=True, slots=True)
class Likeness:
    """`exact`: a digest of all words. `keys`: one a band, none where the text has no prose. `runs`: each run of words as
    a number of 30 bits, then a bit that it stands in the prose and one that it holds a figure or a name.
    """

    exact: bytes
    keys: tuple[int, ...]
    runs: array[int]

    def pack(self) -> bytes:
        """As bytes."""
        keys = self.keys or (0,) * BANDS
        return HEAD.pack(self.exact, *keys) + bytes([bool(self.keys)]) + self.runs.tobytes()

    @staticmethod
    def unpack(data: bytes) -> Likeness:
        """From bytes."""
        exact, *keys = HEAD.unpack_from(data)
        runs = array("I")
        runs.frombytes(data[HEAD.size + 1 :])
        return Likeness(exact, tuple(keys) if data[HEAD.size] else (), runs)


def likeness(text: CleanText) -> Likeness | None:
    """What tells the copies of a text; None where it has no word."""
    words = [word.lower() for word in WORD.findall(text.text)]
    if not words:
        return None
    codes = {word: _code(word) for word in set(words)}
    runs = dict.fromkeys(_runs([codes[word] for word in words]), 0)
    for paragraph in _prose(text):
        found = WORD.findall(paragraph)
        numbers = [codes.get(word.lower()) or _code(word.lower()) for word in found]
        tells = [_tells(word) for word in found]
        for at, run in enumerate(_runs(numbers)):
            runs[run] = runs.get(run, 0) | IN_PROSE | (TELLING if any(tells[at : at + RUN]) else 0)
    prose = [run for run, bits in runs.items() if bits]
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return Likeness(digest, _keys(prose), array("I", sorted(run << 2 | bits for run, bits in runs.items())))


def _code(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _runs(codes: list[int]) -> list[int]:
    """The runs of words as numbers of 30 bits, in order; a text of fewer words than a run is one."""
    if len(codes) < RUN:
        codes = codes + [0] * (RUN - len(codes))
    mask = (1 << 64) - 1
    out = []
    for a, b, c in zip(codes, codes[1:], codes[2:], strict=False):
        mixed = (a * 0x9E3779B97F4A7C15 + b * 0xC2B2AE3D27D4EB4F + c * 0x165667B19E3779F9) & mask
        out.append((mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9 >> 20 & 0x3FFFFFFF)
    return out


def _prose(text: CleanText) -> Iterator[str]:
    """The paragraphs that a copy must share: prose without boilerplate, the first without its dateline, and below it
    whatever holds a figure, such as items of a list. Wrapped lines are put together.
    """
    kept, at = [], 0
    for region in text.regions:
        kept.append(text.text[at : region.start])
        at = region.end
    kept.append(text.text[at:])
    first = True
    for paragraph in _paragraphs("\n\n".join(kept)):
        if len(paragraph.split()) >= 8 and SENTENCE_END.search(paragraph):
            yield DATELINE.sub("", paragraph, count=1) if first else paragraph
            first = False
        elif any(character.isdigit() for character in paragraph) and (not first or ITEM.match(paragraph)):
            yield paragraph
            first = False


def _paragraphs(text: str) -> Iterator[str]:
    """Lines up to a blank one or to one that ends a sentence, as one line."""
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            lines.append(line.strip())
        if lines and (not line.strip() or SENTENCE_END.search(lines[-1])):
            yield " ".join(lines)
            lines = []


def _tells(word: str) -> bool:
    """Whether a word is a figure or may be a name: it has a digit or a capital letter, at the beginning of a sentence too."""
    return any(character.isdigit() or character.isupper() for character in word)


def _keys(runs: list[int]) -> tuple[int, ...]:
    """The keys of the bands: the least numbers that fixed functions give the runs, four at a time."""
    if not runs:
        return ()
    import numpy as np

    values = np.array(sorted(runs), dtype=np.uint64)
    coefficients = np.array([_code(f"{i} of minhash") for i in range(2 * BANDS * ROWS)], dtype=np.uint64).reshape(
        2, -1, 1
    )
    with np.errstate(over="ignore"):
        hashed = (coefficients[0] | np.uint64(1)) * values + coefficients[1]
    least = (hashed >> np.uint64(32)).min(axis=1).astype("<u4").reshape(BANDS, ROWS)
    return tuple(int.from_bytes(hashlib.blake2b(row.tobytes(), digest_size=4).digest(), "little") for row in least)
