"""What the user's configuration says of companies and roles, applied to a reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from dealextract.errors import UsageError
from dealextract.knowledge.patterns import source, word_pattern
from dealextract.knowledge.taxonomy import deal_types
from dealextract.records import Diagnostic
from dealextract.resolution.names import core
from dealextract.types import Candidate, Entity, Fact, Mention, Reading

if TYPE_CHECKING:  # loaded where there is a configuration
    from dealextract.knowledge.config import Config, OwnCompany

SAID: Final = 0.95
"""Probability of a role that a declared word beside the name tells."""

BREAKS: Final = r"(?:and|or|but|who|whose|which|that|with|by|from|of|for|to|in|on|at)"
"""Words that do not stand between a name and the word that tells its role: "Kestrel, whose suitor Oakfield"."""

REACH: Final = 60
"""Code points before and behind a name in which such a word stands."""


class DeclaredCompanies:
    """The companies of a configuration by any of their names, compared without case, accents and legal form.

    Raises `UsageError` where a name is one of two companies.
    """

    def __init__(self, config: Config | None) -> None:
        self._companies: Mapping[str, OwnCompany] = config.companies if config else {}
        self._names: dict[tuple[str, ...], str] = {}
        for name, company in self._companies.items():
            for alias in (name, *company.aliases):
                held = self._names.setdefault(core(alias), name)
                if held != name and config:
                    line = config.line("companies", name, "aliases")
                    raise UsageError(
                        f'companies."{name}": {alias!r} is a name of "{held}" too',
                        where=f"{config.file}, line {line}" if line else config.file,
                        remedy="take it out of one of the two",
                    )

    def name(self, text: str) -> str | None:
        """The name under which a company is declared that a text may call so."""
        return self._names.get(core(text)) if self._names else None

    def kind(self, name: str) -> str | None:
        """What a company is declared to be."""
        company = self._companies.get(name)
        return company.kind if company else None

    def notes(self, reading: Reading, entities: Sequence[Entity]) -> Iterator[Diagnostic]:
        """Which companies are called otherwise than the text calls them."""
        for entity in entities:
            if entity.kind == "person" or entity.name not in self._companies or not entity.aliases:
                continue
            first = reading.mentions[entity.mentions[0]]
            names = ", ".join(f"'{alias}'" for alias in entity.aliases)
            yield Diagnostic(
                code="declared_company",
                message=f"{names} {'is' if len(entity.aliases) == 1 else 'are'} {entity.name}, as the configuration declares",
                start=first.start,
                end=first.end,
            )


NONE: Final = DeclaredCompanies(None)


def with_declared_roles(
    reading: Reading, text: str, entities: Sequence[Entity], candidates: Sequence[Candidate], config: Config
) -> tuple[tuple[Candidate, ...], list[Diagnostic]]:
    """The candidates in which a company that stands beside a declared word has its role, and a note of each.

    Only roles of the likeliest type of a candidate count, and only names in the sentences of its triggers.
    """
    out, notes = [], []
    for candidate in candidates:
        kind = max(deal_types(), key=lambda name: candidate.types.get(name, 0.0))
        told = {reading.sentence(reading.triggers[i].start) for i in candidate.triggers}
        words = {r: d.words for r, d in config.roles.items() if r in deal_types()[kind].roles}
        facts = list(candidate.facts)
        for entity in entities:
            near = [m for i in entity.mentions if reading.sentence((m := reading.mentions[i]).start) in told]
            found = {role: at for role, w in words.items() if (at := _beside(reading, text, near, w))}
            if not found or entity.kind == "person":
                continue
            facts = [f for f in facts if f.value != entity.id or f.slot not in deal_types()[kind].roles]
            for role, (mention, word) in found.items():
                facts.append(Fact(role, entity.id, SAID, ((mention.start, mention.end),)))
                message = f"'{word}' makes {entity.name} {role} of the {kind}, as the configuration declares"
                notes.append(Diagnostic(code="declared_role", message=message, start=mention.start, end=mention.end))
        out.append(replace(candidate, facts=tuple(facts)))
    return tuple(out), notes


def _beside(
    reading: Reading, text: str, mentions: Sequence[Mention], words: tuple[str, ...]
) -> tuple[Mention, str] | None:
    """The first of the mentions of a company beside which one of the words stands in its sentence, and the word as it stands there."""
    before, after = _patterns(words)
    for mention in mentions:
        start, end = reading.sentence(mention.start)
        if mention.kind == "description":
            found = word_pattern(words).search(mention.text)
            word = found[0] if found else None
        else:
            found = before.search(text[max(start, mention.start - REACH) : mention.start])
            found = found or after.match(text[mention.end : min(end, mention.end + REACH)])
            word = found["word"] if found else None
        if word:
            return mention, word
    return None


@cache
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a text is searched for before a name ("the suitor, ", "suitor ") and behind it (", the suitor", " as suitor",
    ", a Leeds-based suitor")."""
    word = rf"(?<!\w)(?P<word>{source(words)})(?!\w)"
    before = re.compile(rf"{word}[\s,:–—-]{{1,3}}(?:the\s)?$", re.I)
    opening = r"(?:(?:\s?\(|,\s|\s[–—-]\s)(?:(?:is|was|as)\s)?|\s(?:is|was|as)\s)(?:(?:the|a|an|its|their)\s)?"
    after = re.compile(rf"{opening}(?:(?!{BREAKS}\b)[\w-]+\s){{0,2}}?{word}", re.I)
    return before, after
