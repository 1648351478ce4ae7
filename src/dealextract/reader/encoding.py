"""Words to the arrays that the network reads; the same code serves training and use.

The word pieces are lower-case (the vocabulary of the encoder), so what case and layout say goes in beside them:
a shape for each word and the kind of break before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_PIECES: Final = 510
"""Word pieces of one window, without the two special ones; the encoder has 512 positions."""

OVERLAP: Final = 160
"""Word pieces that one window repeats of the one before it."""

SHAPES: Final = ("lower", "title", "upper", "mixed", "digits", "punctuation", "upper_initial", "other")
BREAKS: Final = ("none", "line", "paragraph", "sentence")


def shape(word: str) -> int:
    """The index of a word's shape.

    >>> [SHAPES[shape(w)] for w in ("bid", "Gucci", "OWIC", "eBay", "20bn", "£", "J")]
    ['lower', 'title', 'upper', 'mixed', 'digits', 'punctuation', 'upper_initial']
    """
    if any(c.isdigit() for c in word):
        return 4
    if not any(c.isalpha() for c in word):
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 6 if len(word.strip(".")) == 1 else 2
    if word[0].isupper() and word[1:].islower():
        return 1
    return 3 if any(c.isupper() for c in word) else 7


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words that the encoder sees at once: `first` to `last` (half-open) of the document's words.

    `ids`, `shapes`, `breaks`: int64 `[1, pieces]`; `heads`: int64 `[words]`, the first piece of each word.
    """

    first: int
    last: int
    ids: npt.NDArray[np.int64]
    shapes: npt.NDArray[np.int64]
    breaks: npt.NDArray[np.int64]
    heads: npt.NDArray[np.int64]


class Pieces:
    """The word pieces of words, each looked up once and remembered."""

    LONGEST = 8
    """Pieces of a word that are looked at: more are those of an address or a number."""
    REMEMBERED = 50_000
    """Words after which all are forgotten, so that memory stays as it is."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}
        self.cls, self.sep, self.unknown = (vocabulary_id(tokenizer, token) for token in ("[CLS]", "[SEP]", "[UNK]"))

    def __call__(self, words: Sequence[str]) -> list[list[int]]:
        """The ids of the pieces of each word."""
        known = self._known if len(self._known) < self.REMEMBERED else {}
        new = [word for word in dict.fromkeys(words) if word not in known]
        encoded = self._tokenizer.encode_batch([[word] for word in new], is_pretokenized=True, add_special_tokens=False)
        for word, encoding in zip(new, encoded, strict=True):
            known[word] = (encoding.ids or [self.unknown])[: self.LONGEST]
        self._known = known
        return [known[word] for word in words]


def windows(pieces_of: Pieces, words: Sequence[str], breaks: Sequence[int]) -> list[Window]:
    """Cut a document's words into windows of at most `MAX_PIECES`, at line or sentence starts where possible.

    `breaks` holds an index into `BREAKS` for each word: what stands before it.
    """
    if not words:
        return []
    pieces = pieces_of(words)
    shapes = [shape(w) for w in words]
    out = []
    for first, last in bounds([len(p) for p in pieces], breaks):
        ids, word_shapes, word_breaks, heads = [pieces_of.cls], [0], [0], []
        for i in range(first, last):
            heads.append(len(ids))
            ids += pieces[i]
            word_shapes += [shapes[i]] * len(pieces[i])
            word_breaks += [breaks[i]] + [0] * (len(pieces[i]) - 1)
        ids.append(pieces_of.sep)
        word_shapes.append(0)
        word_breaks.append(0)
        rows = np.asarray([[ids], [word_shapes], [word_breaks]], dtype=np.int64)
        out.append(Window(first, last, rows[0], rows[1], rows[2], np.asarray(heads, dtype=np.int64)))
    return out


def vocabulary_id(tokenizer: Tokenizer, token: str) -> int:
    """The id of a special token; raises `ValueError` where the vocabulary lacks it."""
    found: int | None = tokenizer.token_to_id(token)
    if found is None:
        raise ValueError(f"the vocabulary has no {token}")
    return found


def bounds(lengths: Sequence[int], breaks: Sequence[int]) -> list[tuple[int, int]]:
    """Half-open word ranges of the windows, each of at most `MAX_PIECES`, neighbours sharing about `OVERLAP` pieces.

    >>> bounds([1] * 600, [0] * 600)
    [(0, 510), (350, 600)]
    """
    out: list[tuple[int, int]] = []
    first = 0
    while True:
        last, size = first, 0
        while last < len(lengths) and size + lengths[last] <= MAX_PIECES:
            size += lengths[last]
            last += 1
        if last < len(lengths):
            last = next((i for i in range(last, max(first, last - 80), -1) if breaks[i]), last)
        out.append((first, last))
        if last >= len(lengths):
            return out
        back, size = last, 0
        while back - 1 > first and size + lengths[back - 1] <= OVERLAP:
            back -= 1
            size += lengths[back]
        first = next((i for i in range(back, min(last, back + 80)) if breaks[i]), back)


MATCHES: Final = ("different", "equal", "contained", "acronym", "shared")
"""How the words of two names resemble each other."""

LINK_WORDS: Final = frozenset(
    [
        "the",
        "of",
        "and",
        "&",
        "for",
        "de",
        "la",
        "le",
        "du",
        "des",
        "der",
        "die",
        "das",
        "und",
        "et",
        "y",
        "e",
        "a",
        "an",
        "co",
        "group",
        "holdings",
        "inc",
        "plc",
        "ltd",
        "llc",
        "corp",
        "company",
        "bank",
    ]
)
"""Words that say nothing when two names share them."""


def name_match(a: Sequence[str], b: Sequence[str]) -> int:
    """An index into `MATCHES` for the words of two names, lower-cased before.

    >>> [MATCHES[name_match(a.split(), b.split())] for a, b in
    ...  (("kestrel", "kestrel foods"), ("saic", "shanghai automotive industry corp"), ("eon", "ruhrgas"))]
    ['contained', 'acronym', 'different']
    """
    if a == b:
        return 1
    short, long = sorted((a, b), key=len)
    if set(short) <= set(long):
        return 2
    if len(short) == 1 and len(long) > 1:
        initials = "".join(w[0] for w in long if w[0].isalnum())
        strict = "".join(w[0] for w in long if w not in ("of", "and", "the", "&", "for", "de"))
        letters = short[0].replace(".", "").replace("&", "")
        if len(letters) > 1 and letters in (initials, strict):
            return 3
    return 4 if (set(a) & set(b)) - LINK_WORDS else 0


def break_index(gap: str, previous: str) -> int:
    """An index into `BREAKS` for the white space before a word, and the word before it.

    >>> [BREAKS[break_index(*x)] for x in ((" ", "bid"), ("\\n", "bid"), ("\\n\\n", "bid"), (" ", "."))]
    ['none', 'line', 'paragraph', 'sentence']
    """
    lines = gap.count("\n")
    if lines:
        return 2 if lines > 1 else 1
    return 3 if previous in {".", "!", "?", ".”", '."'} else 0
