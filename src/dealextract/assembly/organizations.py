"""Entities as the companies and people of the record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from dealextract.assembly.evidence import Context
from dealextract.knowledge.companies import words_table
from dealextract.records import Company, CompanyKind, Deal, Identifier, Person, Span
from dealextract.types import Entity

TICKER = re.compile(
    r"\s{0,2}[(\[][^)\]\n]{0,40}?\b(?P<exchange>(?:[A-Z][A-Za-z.-]{0,14}\s?){1,3}?)\s{0,2}[:：]\s{0,2}(?P<value>[A-Z0-9][A-Z0-9.\-]{0,11})\b[^)\]\n]{0,60}[)\]]"
)
ISIN = re.compile(r"\bISIN\b[^A-Z0-9\n]{0,6}(?P<value>[A-Z]{2}[A-Z0-9]{9}\d)\b")
LEI = re.compile(r"\bLEI\b[^A-Z0-9\n]{0,12}(?P<value>[A-Z0-9]{18}\d{2})\b")
REACH = 90
"""Code points after a name within which its ISIN or LEI stands in the same brackets."""


def exchanges() -> frozenset[str]:
    """Words of which one stands in the name of an exchange."""
    return words_table()["exchanges"]


def owned_words() -> frozenset[str]:
    """Words for what belongs to a company and acts for itself."""
    return words_table()["owned"]


def companies(context: Context, deals: Sequence[Deal]) -> tuple[Company, ...]:
    """Every organisation of the article; a party in the role of platform is of that kind."""
    platforms = {p.company for d in deals for p in d.parties if p.role == "platform"}
    return tuple(_company(context, e, platforms) for e in context.entities.values() if e.kind != "person")


def _company(context: Context, entity: Entity, platforms: set[str]) -> Company:
    kind: CompanyKind = (
        "platform" if entity.id in platforms else next(k for k in get_args(CompanyKind) if k == entity.kind)
    )
    return Company(
        id=entity.id,
        name=entity.name,
        aliases=entity.aliases,
        kind=kind,
        parent=entity.parent,
        identifiers=tuple(_identifiers(context, entity)),
        evidence=_evidence(context, entity),
    )


def _evidence(context: Context, entity: Entity) -> tuple[Span, ...]:
    """Every mention of an entity; two that were mended to be one stand once."""
    spans = [context.reading.mentions[i] for i in entity.mentions]
    return tuple(context.span(*place) for place in dict.fromkeys((m.start, m.end) for m in spans))


def _identifiers(context: Context, entity: Entity) -> list[Identifier]:
    """Tickers, ISINs and LEIs that the text prints right after one of the names, then those that are declared."""
    found: dict[tuple[str, str], Identifier] = {}
    text = context.clean.text
    for i in entity.mentions:
        m = context.reading.mentions[i]
        if m.kind != "organization":
            continue
        ticker = TICKER.match(text, m.end)
        if ticker and exchanges() & set(re.findall(r"[a-z]+", ticker["exchange"].lower())):
            span = context.span(ticker.start("value"), ticker.end("value"))
            found.setdefault(
                ("ticker", ticker["value"]),
                Identifier(
                    scheme="ticker", value=ticker["value"], exchange=ticker["exchange"].strip(), evidence=(span,)
                ),
            )
        after = text[m.end : m.end + REACH]
        if after.lstrip().startswith(("(", "[")):
            inside = re.split(r"[)\]\n]", after)[0]
            for scheme, pattern in (("isin", ISIN), ("lei", LEI)):
                code = pattern.search(inside)
                if code:
                    at = m.end + code.start("value")
                    span = context.span(at, at + len(code["value"]))
                    named = "isin" if scheme == "isin" else "lei"
                    found.setdefault(
                        (scheme, code["value"]), Identifier(scheme=named, value=code["value"], evidence=(span,))
                    )
    return [*found.values(), *(i for i in _declared(context, entity) if (i.scheme, i.value) not in found)]


def _declared(context: Context, entity: Entity) -> list[Identifier]:
    """Identifiers that the configuration gives; they have no evidence, since no text prints them."""
    company = context.config.companies.get(entity.name) if context.config else None
    return [Identifier(**given.model_dump()) for given in company.identifiers] if company else []


def people(context: Context) -> tuple[Person, ...]:
    """Every person of the article."""
    return tuple(
        Person(id=e.id, name=e.name, title=e.title, organization=e.organization, evidence=_evidence(context, e))
        for e in context.entities.values()
        if e.kind == "person"
    )
