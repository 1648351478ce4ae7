"""Text to tokens, each with a one-letter kind, so that a rule is a short regular expression over kinds.

| kind | token | kind | token |
| --- | --- | --- | --- |
| d | number in digits | P | currency that belongs to the number after it |
| f | fraction (3/8, ½) | W | currency that belongs to the number before it |
| n | number word below 100 | M | minor unit (pence, cents) |
| h | hundred | B | scaled currency (MSEK, M€) |
| S | scale as a word (million, bn, crore) | $ | currency that belongs to no number |
| s | scale letter touching its number (5m) | j | what specifies the currency noun after it (Swiss) |
| z | scale letter with a blank before it | % | percent, per cent, pct, % |
| H, Q | half; third, quarter … | y | symbolic, single, nominal |
| a t o & r b F p | a/an, to, of, and, or, between, from, point | E | double-digit, single-digit … |
| - , . ( ) / : + | themselves (any dash is -) | ; x ¶ | other sign, other word, end of paragraph |
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dealextract.money.currency import codes, specifiers
from dealextract.money.tables import section, toml

SIGNS = "$£€¥￥₩₹₨₪₫₱฿₺₽₴₸₦₵₡₲₾₭₮₼֏៛৳ƒ₣₤₧₯₠﷼¢元円"
_SPACE = "[ \u00a0\u2009\u202f]"
DASHES = "-–—‒‑−"
LINKS = {
    "a": "a", "an": "a", "to": "t", "of": "o", "and": "&", "or": "r", "between": "b", "from": "F", "point": "p",
    "symbolic": "y", "single": "y", "nominal": "y",
}  # fmt: skip
_NUMERIC = frozenset("dfnhSsHQza")


@dataclass(slots=True)
class Tokens:
    """The tokens of a text in parallel lists; `kinds` has one letter for each."""

    text: str
    kinds: str
    starts: list[int]
    ends: list[int]

    def word(self, i: int) -> str:
        """The characters of token i."""
        return self.text[self.starts[i] : self.ends[i]]

    def touches(self, i: int) -> bool:
        """Whether token i stands right after token i - 1, without a blank."""
        return i > 0 and self.starts[i] == self.ends[i - 1]


@cache
def _token() -> re.Pattern[str]:
    """One token: word, sign, fraction, number, end of paragraph, or another character."""
    return re.compile(
        rf"""
      (?P<word>[^\W\d_¼½¾⅐-⅞]++(?![{SIGNS}]|[ ]\$|-\n|\.[Ss]\b))
    | (?P<sign>(?:[^\W\d_]{{1,4}}|[Uu]\.[Ss]\.?)?[{SIGNS}]
        |\b(?:(?:U\.?S\.?|HK|NZ|NT|C)[ ]\$|(?:u\.?s\.?|hk|c)[ ]\$(?=[ ]\d)))
    | (?P<fraction>\d{{1,2}}/(?:2|4|8|16|32|64)(?![\d/])|[¼½¾⅐-⅞])
    | (?P<number>\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’]\d+)*|(?<![\w.])\.\d+)
    | (?P<rest>(?:[mb]|tr)il-\n[ ]*lion|[^\W\d_¼½¾⅐-⅞]+)
    | (?P<paragraph>\n[ \t]*\n\s*)
    | (?P<other>[^\w\s]|_)
    """,
        re.VERBOSE,
    )


@cache
def _lexicon() -> dict[str, str]:
    """Kind of every lower-case word that means something here."""
    kinds: dict[str, str] = dict(LINKS)
    kinds.update(dict.fromkeys(section("numbers.toml", "words"), "n"))
    kinds.update(dict.fromkeys(section("numbers.toml", "fractions"), "Q"))
    kinds.update(half="H")
    kinds.update(dict.fromkeys(section("numbers.toml", "scales"), "S"))
    kinds.update(hundred="h")
    kinds.update(dict.fromkeys(section("numbers.toml", "letters"), "z"))
    kinds.update(dict.fromkeys(section("currencies.toml", "after"), "W"))
    kinds.update(dict.fromkeys((w.lower() for w in section("currencies.toml", "around")), "C"))
    kinds.update(dict.fromkeys(section("currencies.toml", "minor"), "M"))
    kinds.update(dict.fromkeys(("percent", "percents", "pct", "pc", "percentage"), "%"))
    return kinds


@cache
def _spellings() -> dict[str, str]:
    """Kind of every word whose spelling matters: codes, abbreviations, scaled currencies."""
    table = toml("currencies.toml")
    kinds = dict.fromkeys(table["before"]["touching"], "L")
    kinds.update(dict.fromkeys(table["before"]["open"], "P"))
    kinds.update(dict.fromkeys(codes(), "C"))
    kinds.update(dict.fromkeys(table["wordlike"]["lower"], "C"))
    kinds.update({sign: "C" for sign in table["signs"] if sign.isalpha()})
    kinds.update({w: "C" for w in table["around"] if w not in _lexicon()})
    scaled = table["scaled"]
    kinds.update({a + b: "B" for a in scaled["letters"] for b in scaled["currencies"] if len(a + b) > 1})
    return kinds


def _join_percent(text: str, kinds: list[str], starts: list[int], ends: list[int]) -> bool:
    """Fold "per cent", "per-cent" and "p.c." into one percent token, the last word having just been read."""
    for back in (1, 2):
        if len(kinds) <= back:
            return False
        words = text[starts[-back - 1] : ends[-1]].lower()
        squeezed = re.sub(r"[\s\-‐‑]+", "", words)
        if squeezed in ("percent", "p.c"):
            del kinds[-back:], starts[-back:]
            last = ends[-1]
            del ends[-back:]
            kinds[-1], ends[-1] = "%", last + (squeezed == "p.c" and text[last : last + 1] == ".")
            return True
    return False


def _read(text: str) -> tuple[list[str], list[int], list[int]]:
    """The tokens with the kinds that they have by themselves."""
    spellings = _spellings()
    memory: dict[str, str] = {}
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _token().finditer(text):
        group = match.lastgroup
        start, end = match.span()
        if group == "word":
            word = match[0]
            kind = memory.get(word) or _kind(word, memory)
            if kind in _UNSETTLED:
                kind = _settle(text, word, kind, kinds, ends, start, end)
        elif group == "number":
            kind = "d"
        elif group == "other":
            kind = match[0]
            if kind in DASHES:
                kind = "-"
            elif (
                kind == "."
                and kinds
                and kinds[-1] in "P%S"
                and ends[-1] == start
                and _abbreviated(text, starts[-1], start)
            ):
                ends[-1] = end
                continue
            elif kind not in ",.()/:+%&":
                kind = ";"
        elif group == "rest":
            word = re.sub(r"-\s+", "", match[0]) if "\n" in match[0] else match[0]
            kind = memory.get(word) or _kind(word, memory)
            if kind in _UNSETTLED:
                kind = _settle(text, word, kind, kinds, ends, start, end)
        elif group == "sign":
            kind = "B" if match[0] in spellings else "M" if match[0] == "¢" else "$"
        else:
            kind = "f" if group == "fraction" else "¶"
        kinds.append(kind)
        starts.append(start)
        ends.append(end)
        if kind in "Mx" and end - start < 5 and match[0].lower() in ("cent", "c"):
            _join_percent(text, kinds, starts, ends)
    return kinds, starts, ends


_UNSETTLED = frozenset("zMLS")
"""Kinds of a word that hang on what it touches."""


def _kind(word: str, memory: dict[str, str]) -> str:
    """The kind that a word has by itself, kept in `memory`."""
    lexicon = _lexicon()
    memory[word] = kind = _spellings().get(word) or lexicon.get(word) or lexicon.get(word.lower(), "x")
    return kind


def _settle(text: str, word: str, kind: str, kinds: list[str], ends: list[int], start: int, end: int) -> str:
    """The kind of a short word that depends on what it touches."""
    after_number = bool(kinds) and kinds[-1] in "df" and ends[-1] == start
    if kind == "L" and not (word == "P" and after_number):
        return (
            "L"
            if (text[end : end + 1].isdigit() or (word == "f" and text[end + 1 : end + 2].isdigit()))
            and not (start and text[start - 1].isalnum())
            else _other(word, after_number)
        )
    if word.lower() in ("p", "c"):
        if not after_number:
            return "x"
        return "M" if word.islower() or (word == "P" and _capitals(text, start)) else "x"
    if kind == "z":
        return "s" if after_number else "z"
    return kind


def _other(word: str, after_number: bool) -> str:
    """The kind of a letter that could have been a currency before a number, and is not."""
    kind = _lexicon().get(word.lower(), "x")
    return ("s" if after_number else "z") if kind == "z" else "x" if kind == "M" else kind


def _capitals(text: str, at: int) -> bool:
    """Whether the line that holds an offset is written in capitals, as far as a hundred characters to each side."""
    left, right = max(0, at - 100), at + 100
    return text[max(left, text.rfind("\n", left, at) + 1) : right].split("\n", 1)[0].isupper()


_DOTTED = frozenset(("mio", "mrd", "mil", "mln", "bln", "cr", "bn", "mn"))


def _abbreviated(text: str, start: int, dot: int) -> bool:
    """Whether the full stop at `dot` belongs to the word before it and does not end the sentence."""
    word = text[start:dot].lower()
    rest = text[dot + 1 : dot + 8].lstrip(" ")
    follower = rest[:1]
    if word in _DOTTED:
        return bool(re.match(r"[a-z€$£,;)]|Euro|K[cč]|[A-Z]{3}\b", rest))
    if word.replace(" ", "") == "percent":
        return _dots_percent(text)
    return follower.isdigit() and word not in _lexicon_scales()


@lru_cache(maxsize=4)
def _dots_percent(text: str) -> bool:
    """Whether a text writes "per cent." with a full stop, as some legal houses do."""
    return bool(re.search(r"per cent\.(?: [a-z]|[),;])", text))


@cache
def _lexicon_scales() -> frozenset[str]:
    return frozenset(section("numbers.toml", "scales"))


def _direct(tokens: list[str], text: str, starts: list[int], ends: list[int]) -> None:
    """Settle for each sign and code whether it goes with the number after it (P) or before it (W)."""
    last = len(tokens) - 1
    for i, kind in enumerate(tokens):
        if kind not in "$CPLB":
            continue
        before = tokens[i - 1] if i else ";"
        j = i + 1
        if j <= last and tokens[j] == "-" and j < last and ends[i] == starts[j] == ends[j] - 1 and tokens[j + 1] == "d":
            j += 1
        after = tokens[j] if j <= last else ";"
        follows = after in "dfnhH" or (after == "a" and j < last and tokens[j + 1] in "hS")
        led = before in "dfnhSsz" or (before == "-" and i > 1 and tokens[i - 2] in "dnhSs" and starts[i] == ends[i - 1])
        if kind in "PL":
            tokens[i] = "P" if follows and after in "df" else _lower_kind(text[starts[i] : ends[i]], led)
        elif kind == "B":
            tokens[i] = "B" if follows or led else "x"
        elif before in "Wj" and text[starts[i] : ends[i]].lower() in ("sterling", "stg"):
            tokens[i] = "W"
        elif follows and led:
            tokens[i] = _nearer(tokens, text, starts, ends, i)
        elif follows:
            tokens[i] = "P"
        elif led or before == "j":
            tokens[i] = "W"
        elif kind == "C":
            tokens[i] = "C"


def _lower_kind(word: str, led: bool) -> str:
    """The kind of an abbreviation with no number after it."""
    kind = _lexicon().get(word.lower(), "x")
    return "W" if kind in "WC" and led else "x" if kind in "CM" else kind


def _nearer(kinds: list[str], text: str, starts: list[int], ends: list[int], i: int) -> str:
    """P or W for a currency between two numbers."""
    left, right = starts[i] == ends[i - 1], ends[i] == starts[i + 1]
    if left != right:
        return "W" if left else "P"
    if kinds[i - 1] in "Ssn" or kinds[i + 1] == "S":
        return "W"
    number = text[starts[i - 1] : ends[i - 1]]
    if re.fullmatch(r"(?:19|20)\d\d", number):
        return "P"
    return "W" if text[starts[i] : ends[i]].islower() else "P"


@lru_cache(maxsize=4)
def tokenize(text: str) -> Tokens:
    """The tokens of a text with their kinds (see the table above)."""
    kinds, starts, ends = _read(text)
    for i, kind in enumerate(kinds):
        if kind in "WCM" and i:
            for k in specifiers(text, kinds, starts, ends, i):
                kinds[k] = "j"
    _direct(kinds, text, starts, ends)
    return Tokens(text, "".join(kinds), starts, ends)
