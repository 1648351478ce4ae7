"""Which stretches of a clean text are no article text, and why.

The words are in `knowledge/boilerplate.toml`; here is how they are applied. A text is taken line by line. Some rules
hold anywhere, most only at the edges: before the first paragraph of prose and after the last one, since a phrase that
is a newsletter line below the article may be news inside it. A heading ("About Kestrel") takes what follows it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dealextract.cleaning.layout import STRUCTURES, Line, is_heading, lines_of, plain
from dealextract.errors import InstallationError
from dealextract.types import Region

LEAD = " •*>([▼►-"
"""What may stand before the words of a line."""
TAIL = " .:*>)]-"
"""What may stand after the words of a line that is nothing else."""
SOME_WORDS = r"\S+?(?:\s+\S+?){0,5}?"
WHERE = ("anywhere", "head", "tail", "edges")
REACH = ("line", "section")
LISTS = ("begins", "is", "contains", "except", "keeps", "examples", "others")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of one list of a rule, in the plain form of lines.

    Those without `*` are looked up as they are: that is ten times as fast as a pattern, and needs no compiling.
    """

    literal: tuple[str, ...] = ()
    wild: re.Pattern[str] | None = None

    def begin(self, text: str) -> bool:
        """Whether a text begins with one of them, marks before its first word aside."""
        bare = text.lstrip(LEAD)
        if self.wild and (self.wild.match(text) or self.wild.match(bare)):
            return True
        return any(
            _closes(phrase, line, len(phrase))
            for line in (text, bare)
            if line.startswith(self.literal)
            for phrase in self.literal
            if line.startswith(phrase)
        )

    def are(self, text: str) -> bool:
        """Whether a text is one of them, marks around its words aside."""
        bare = text.lstrip(LEAD)
        return any(form in self.literal for form in (text, bare, text.rstrip(TAIL), bare.rstrip(TAIL)))

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in a text."""
        if self.wild and self.wild.search(text):
            return True
        return any(phrase in text and _stands(phrase, text) for phrase in self.literal)


@dataclass(frozen=True, slots=True)
class Rule:
    """One table of `boilerplate.toml`."""

    code: str
    message: str
    where: str
    reach: str
    words: int
    begins: Phrases
    whole: Phrases
    contains: Phrases
    exceptions: Phrases
    keeps: Phrases
    examples: tuple[str, ...]
    others: tuple[str, ...]

    def takes(self, line: Line) -> bool:
        """Whether the line's own words make it a line of this kind; its place is not looked at."""
        if len(line.words) > self.words or (self.reach == "section" and not is_heading(line)):
            return False
        text = line.plain
        if self.reach == "line" and self.keeps.stand_in(text):
            return False
        if not (self.begins.begin(text) or self.whole.are(text) or self.contains.stand_in(text)):
            return False
        return not self.exceptions.begin(text)


def find_regions(text: str) -> tuple[Region, ...]:
    """The boilerplate of a clean text: regions of whole lines, in order, without overlap."""
    lines = lines_of(text)
    taken: dict[int, tuple[str, str]] = {}
    _repeats(lines, taken)
    for number, line in enumerate(lines):
        if number not in taken and (verdict := _verdict(line, ("anywhere",))):
            taken[number] = verdict
    _sections(lines, taken)
    _edge(lines, range(len(lines)), taken, ("head", "edges"))
    _edge(lines, range(len(lines) - 1, -1, -1), taken, ("tail", "edges"))
    return tuple(_joined(lines, taken))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of `knowledge/boilerplate.toml`; `InstallationError` names the table and the key that is wrong."""
    name = "knowledge/boilerplate.toml"
    try:
        source = resources.files("dealextract").joinpath(name).read_text(encoding="utf-8")
        tables = tomllib.loads(source)["rule"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise InstallationError(f"cannot be read ({error})", where=name, remedy="install the package again") from error
    return tuple(compiled(table, f"{name}, rule {number}") for number, table in enumerate(tables, 1))


def compiled(table: dict[str, Any], where: str) -> Rule:
    """A rule from its table; `InstallationError` for a key or value that means nothing."""

    def wrong(what: str) -> InstallationError:
        return InstallationError(what, where=where, remedy="the top of the file says which keys and values there are")

    unknown = table.keys() - {"code", "message", "where", "reach", "words", *LISTS}
    if unknown:
        raise wrong(f"unknown key {sorted(unknown)[0]!r}")
    for key in ("code", "message"):
        if not isinstance(table.get(key), str):
            raise wrong(f"{key!r} is missing or no text")
    for key in LISTS:
        if not all(isinstance(phrase, str) and phrase.strip() for phrase in table.get(key, [])):
            raise wrong(f"{key!r} holds something that is no phrase")
    if table.get("where", "anywhere") not in WHERE or table.get("reach", "line") not in REACH:
        raise wrong("'where' or 'reach' has an unknown value")
    if not any(table.get(key) for key in ("begins", "is", "contains")):
        raise wrong("none of 'begins', 'is' and 'contains' is there")
    return Rule(
        code=table["code"],
        message=table["message"],
        where=table.get("where", "anywhere"),
        reach=table.get("reach", "line"),
        words=table.get("words", 10_000),
        begins=_phrases(table.get("begins", [])),
        whole=_phrases(table.get("is", [])),
        contains=_phrases(table.get("contains", [])),
        exceptions=_phrases(table.get("except", [])),
        keeps=_phrases(table.get("keeps", [])),
        examples=tuple(table.get("examples", ())),
        others=tuple(table.get("others", ())),
    )


def _phrases(phrases: list[str]) -> Phrases:
    """A list of a table; `*` is one to six words.

    >>> _phrases(["acting for the * and no one else"]).stand_in("it is acting for the company and no one else")
    True
    """
    tidy = [" ".join(plain(phrase).split()) for phrase in phrases]
    wild = [_pattern(phrase) for phrase in tidy if "*" in phrase]
    return Phrases(tuple(phrase for phrase in tidy if "*" not in phrase), re.compile("|".join(wild)) if wild else None)


def _pattern(phrase: str) -> str:
    pattern = re.escape(phrase).replace(r"\*", SOME_WORDS)
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    return before + pattern + after


def _closes(phrase: str, text: str, end: int) -> bool:
    """Whether the last word of a phrase that ends there is whole."""
    return not phrase[-1].isalnum() or end == len(text) or not text[end].isalnum()


def _stands(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text with its first and last word whole.

    >>> _stands("share", "shares"), _stands("share", "the shares and share (a)")
    (False, True)
    """
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        opens = not phrase[0].isalnum() or at == 0 or not text[at - 1].isalnum()
        if opens and _closes(phrase, text, end):
            return True
        at = text.find(phrase, at + 1)
    return False


def _verdict(line: Line, places: tuple[str, ...]) -> tuple[str, str] | None:
    """Code and message of the first rule for these places that takes a line by itself."""
    for rule in rules():
        if rule.where in places and rule.reach == "line" and rule.takes(line):
            return rule.code, rule.message
    for place, code, message, looks in STRUCTURES:
        if place in places and looks(line):
            return code, message
    return None


def _repeats(lines: list[Line], taken: dict[int, tuple[str, str]]) -> None:
    """A later line that says one of the first lines again is a repeated title or a running head.

    Only the first three lines of some length are kept in mind: further down, two equal lines are two rows of a list.
    A line of three words is a title said again only right below it.
    """
    heads: list[str] = []
    above = ""
    for number, line in enumerate(lines):
        key = " ".join(line.words).casefold()
        if len(line.words) >= (3 if key == above else 4) and key in heads:
            taken[number] = ("repeated_title", "line that stood before")
        elif len(line.words) >= 3 and len(heads) < 3:
            heads.append(key)
        above = key


def _sections(lines: list[Line], taken: dict[int, tuple[str, str]]) -> None:
    """A heading of a section rule below the first paragraph takes the lines up to the next heading."""
    below, open_rule = False, None
    for number, line in enumerate(lines):
        rule = next((r for r in rules() if below and r.reach == "section" and r.takes(line)), None)
        if rule is not None:
            open_rule = rule
        elif open_rule is not None and _ends_section(lines, number, open_rule):
            open_rule = None
        if open_rule is not None and not open_rule.keeps.stand_in(line.plain):
            taken[number] = (open_rule.code, open_rule.message)
        below = below or line.prose


def _ends_section(lines: list[Line], number: int, rule: Rule) -> bool:
    """Whether a line is the heading of something else: it stands apart, and prose follows it."""
    line = lines[number]
    if rule.code == "contact":
        return line.prose and len(line.words) >= 25
    follows = lines[number + 1] if number + 1 < len(lines) else None
    return line.apart and is_heading(line) and follows is not None and follows.prose


def _edge(lines: list[Line], order: range, taken: dict[int, tuple[str, str]], places: tuple[str, ...]) -> None:
    """From one end of the text up to the first paragraph of prose that no rule takes."""
    for number in order:
        if number in taken:
            continue
        verdict = _verdict(lines[number], places)
        if verdict:
            taken[number] = verdict
        elif lines[number].prose:
            return


def _joined(lines: list[Line], taken: dict[int, tuple[str, str]]) -> Iterable[Region]:
    """Regions of the lines taken; neighbours of one code are one region."""
    current: Region | None = None
    last = -2
    for number in sorted(taken):
        line, (code, message) = lines[number], taken[number]
        if current is not None and number == last + 1 and current.code == code:
            current = Region(current.start, line.end, code, current.message)
        else:
            if current is not None:
                yield current
            current = Region(line.start, line.end, code, message)
        last = number
    if current is not None:
        yield current
