"""The lines of a clean text, and kinds of lines that are told by their build rather than their words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dealextract.errors import InstallationError


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; `start` and `end` leave the blanks at its edges out."""

    start: int
    end: int
    text: str
    plain: str
    """The text in lower case with one kind of quotes, dashes and blanks; only for looking phrases up."""
    words: tuple[str, ...]
    apart: bool
    """Whether a blank line, or nothing, stands before it."""
    prose: bool
    """Whether it is a sentence or more, as a paragraph of an article is."""


ALIKE = str.maketrans("‘’“”–—−\u2010\u2011", "''\"\"-----")
SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*$")


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank, in order."""
    found, apart = [], True
    for match in re.finditer(r"[^\n]*\n|[^\n]+$", text):
        raw = match[0].rstrip()
        line = raw.lstrip()
        if not line:
            apart = True
            continue
        words = tuple(line.split())
        start = match.start() + len(raw) - len(line)
        found.append(Line(start, start + len(line), line, plain(" ".join(words)), words, apart, _is_prose(line, words)))
        apart = False
    return found


def plain(text: str) -> str:
    """A text in lower case with one kind of quotes and dashes.

    >>> plain("“Kestrel” – AG")
    '"kestrel" - ag'
    """
    return (text if text.isascii() else text.translate(ALIKE)).lower()


def _is_prose(line: str, words: tuple[str, ...]) -> bool:
    """Eight words that end as a sentence, or fourteen however they end; separators make it a bar of links instead."""
    if len(words) >= 14:
        return len(BAR.findall(line)) < 3
    return len(words) >= 8 and bool(SENTENCE_END.search(line))


def is_heading(line: Line) -> bool:
    """Whether a line stands as a heading does: of no more than 18 words, and not ended as a sentence."""
    return len(line.words) <= 18 and not re.search(r"[.!?,;]$", line.text)


BAR = re.compile(r"\s[|·•›»→>/∙–—]\s|\s?[|»›]\s?|\s>>?\s|\s{3,}|\s::\s")
BAR_MARK = re.compile(r"[|·•›»→>/∙]|\s{3,}|::")
"""A dash alone makes no bar: "Press digest – Central America" is a title."""
FIGURE = re.compile(
    r"[$€£¥%]|\d[.,]\d\d?(?!\d|[.,]\d)|\b(?:[A-Z]{3} )?\d[\d.,]*\s?(?:m|bn|mn|million|billion|pct|per cent|percent)\b",
    re.I,
)
TELLS = re.compile(rf"{FIGURE.pattern}|\b(?:advis[eo]rs?|counsel|brokers?|bookrunners?)\b", re.I)
"""What makes a line with a telephone number worth reading: an amount, or a bank or firm said to advise."""
VERB = re.compile(
    r"\b(?:buys?|bought|sells?|sold|to|is|are|was|were|has|have|will|agrees?|signs?|wins?|says?|said)\b", re.I
)
PHONE = re.compile(
    r"\+\d{1,3}[ (-]|\(\d{2,5}\)[ -]?\d|\b0\d{2,4}[ -]\d{3}|\b\d{3}[-/. ]\d{3}[-. ]\d{4}\b|\b\d{3}-\d{4}\b"
    r"|\b1[38]00 \d{3}"
)
MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]++@(?:[\w-]+\.)*[\w-]*|\bwww\.[\w.-]+|\bhttps?://\S+"
    r"|(?<![\w-])[\w-]++\.(?:com|org|net|example|co\.uk)\b"
)
"""Begins where a word does and gives nothing back: a line may be one word of a million letters, as data packed into text is."""
NAME = r"(?:[A-ZÀ-Þ](?:[a-zà-ÿ'’]+|\.|[A-ZÀ-Þ'’.]+)(?:-[A-ZÀ-Þ][a-zà-ÿ]+)*|de|van|von|der|di|da|bin|al|and|&)"
BYLINE = re.compile(
    rf"(?:By|BY|Words by|Story by)[: ]+{NAME}(?:[ ,]+{NAME}){{0,7}}"
    r"(?:,? (?:[A-Z][a-z]+ )?(?:Staff Writer|Correspondent|Reporter|Editor))?\.?$"
)
PAGE = re.compile(r"(?:[-–—\s]*\d{1,3}[-–—\s]*|p(?:age|\.)\s?\d+(?: of \d+|/\d+)?)$", re.I)
NOTHING = re.compile(r"[\W\d_]+$")
HASHTAGS = re.compile(r"(?:#\w+[\s,·]*){2,}")


@cache
def places() -> frozenset[str]:
    """The words of `knowledge/navigation.toml`."""
    name = "knowledge/navigation.toml"
    try:
        return frozenset(
            tomllib.loads(resources.files("dealextract").joinpath(name).read_text(encoding="utf-8"))["places"]
        )
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise InstallationError(f"cannot be read ({error})", where=name, remedy="install the package again") from error


def is_navigation(line: Line) -> bool:
    """A bar of links or a path of places: short items between separators, at least one of them a name of a place.

    >>> is_navigation(lines_of("Home > Newsroom > Press Releases")[0])
    True
    >>> is_navigation(lines_of("Oakfield | Kestrel | £45m | 2021")[0])
    False
    """
    items = [item.strip() for item in BAR.split(line.text) if item and item.strip()]
    if len(items) < 2 or not BAR_MARK.search(line.text) or FIGURE.search(line.text) or VERB.search(line.text):
        return False
    short = all(len(item.split()) <= 5 for item in items)
    named = any(word.strip("[]()").lower() in places() for item in items for word in item.split())
    bare = len(items) >= 4 and not any(c.isdigit() for c in line.text) and all(len(i.split()) <= 3 for i in items)
    return short and (named or bare)


def is_byline(line: Line) -> bool:
    """A line with nothing but who wrote it.

    >>> is_byline(lines_of("By MARLYS PETTIJOHN and J. de Witt")[0])
    True
    >>> is_byline(lines_of("By Tuesday the bidder had withdrawn")[0])
    False
    """
    return bool(BYLINE.match(line.text)) and len(line.words) >= 2


def is_telephone(line: Line) -> bool:
    """A short line with a telephone number.

    >>> is_telephone(lines_of("Dr. J. Sieveking, Investor Relations, +49 351 555 01")[0])
    True
    """
    return len(line.words) <= 22 and bool(PHONE.search(line.text)) and not TELLS.search(line.text)


def is_address(line: Line) -> bool:
    """A short line with an address of mail or the web.

    >>> is_address(lines_of("Dr. J. Sieveking, Investor Relations, ir@hallerwerk.example")[0])
    True
    """
    return len(line.words) <= 22 and bool(MAIL.search(line.text)) and not TELLS.search(line.text)


def is_bracketed(line: Line) -> bool:
    """A short line all in brackets.

    >>> is_bracketed(lines_of("((newsroom; +1 646 555 0133))")[0])
    True
    """
    return len(line.words) <= 12 and bool(re.fullmatch(r"[\[(].*[\])]\.?", line.text))


def is_furniture(line: Line) -> bool:
    """Page numbers, rules and other lines without a word, and lines of hashtags.

    >>> [is_furniture(line) for line in lines_of("Page 2 of 3\\n* * *\\n#mergers #bread\\n£45m")]
    [True, True, True, False]
    """
    if HASHTAGS.fullmatch(line.text) or PAGE.match(line.text):
        return True
    return bool(NOTHING.match(line.text)) and not FIGURE.search(line.text) and not any(c.isdigit() for c in line.text)


STRUCTURES: tuple[tuple[str, str, str, Callable[[Line], bool]], ...] = (
    ("edges", "navigation", "bar of links or path of places", is_navigation),
    ("edges", "byline", "who wrote it", is_byline),
    ("anywhere", "furniture", "page number, rule or hashtags", is_furniture),
    ("tail", "note", "note in brackets", is_bracketed),
    ("edges", "contact", "contact of the press office or of the newsroom", is_telephone),
    ("tail", "contact", "contact of the press office or of the newsroom", is_address),
)
"""Where, code, message, and what tells the line."""
