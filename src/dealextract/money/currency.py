"""Currencies by sign, code, abbreviation and noun: what each may stand for, before any text is looked at."""

from __future__ import annotations

import re
from functools import cache

from dealextract.money.tables import read_text, section, toml

WEIGHTS = {"marks": 3, "names": 3, "places": 2, "hints": 1}


@cache
def territories() -> dict[str, dict[str, tuple[int, int]]]:
    """Code → territory → first and last year as money there."""
    table: dict[str, dict[str, tuple[int, int]]] = {}
    for line in read_text("iso4217.tsv").splitlines():
        code, _, _, places = line.split("\t")
        where: dict[str, tuple[int, int]] = {}
        for place in places.split():
            territory, _, years = place.partition(":")
            start, _, end = years.partition("-")
            where[territory] = (int(start or 0), int(end or 9999))
        table[code] = where
    table.setdefault("XEU", {"EU": (1979, 1998)})
    table["SUR"]["RU"] = (1961, 1991)  # CLDR files the Soviet rouble under the union only
    return table


def codes() -> frozenset[str]:
    """Every ISO 4217 code that is known: tender now, or at some time since 1985."""
    return frozenset(territories())


@cache
def cues() -> dict[str, list[tuple[str, int]]]:
    """Territories and weights of each word or name that places an article."""
    found: dict[str, list[tuple[str, int]]] = {}
    for line in read_text("territories.tsv").splitlines():
        territory, name = line.split("\t")
        name = name.replace(" & ", " and ").removesuffix(" SAR China")
        if name not in ("Georgia", "Jersey", "Chad", "Jordan", "European Union", "Christmas Island"):
            found.setdefault(name, []).append((territory, WEIGHTS["names"]))
    for territory, kinds in toml("countries.toml").items():
        for kind, names in kinds.items():
            for name in names:
                found.setdefault(name, []).append((territory, WEIGHTS[kind]))
                if name.upper() != name and len(name) > 4:
                    found.setdefault(name.upper(), []).append((territory, WEIGHTS[kind]))
    return found


@cache
def specifier_cues() -> dict[str, frozenset[str]]:
    """Territories of each name that may stand before a currency noun ("swiss", "hong kong"), in small letters."""
    table: dict[str, set[str]] = {}
    for name, where in cues().items():
        table.setdefault(name.lower(), set()).update(territory for territory, _ in where)
    table.update({"new taiwan": {"TW"}, "hong kong": {"HK"}, "deutsche": {"DE"}, "d": {"DE"}, "south korean": {"KR"}})
    table["cfa"] = {"SN", "CM"}
    return {name: frozenset(where) for name, where in table.items()}


@cache
def full_names() -> dict[str, tuple[str, ...]]:
    """The codes that each name of two words or more in iso4217.tsv stands for ("hungarian forints"), in small letters."""
    found: dict[str, list[str]] = {}
    for line in read_text("iso4217.tsv").splitlines():
        code, *names, _ = line.split("\t")
        for name in {re.sub(r"\s*\(.*\)", "", name).lower() for name in names}:
            if " " in name:
                found.setdefault(name, []).append(code)
    return {name: tuple(own) for name, own in found.items()}


@cache
def candidates(word: str) -> tuple[str, ...]:
    """The codes that a sign, abbreviation, code or noun may stand for; empty where it is no currency.

    >>> candidates("€"), candidates("DM"), candidates("krona")
    (('EUR',), ('DEM',), ('SEK', 'ISK', 'default'))
    """
    table = toml("currencies.toml")
    groups = [table["before"]["open"], table["around"], table["before"]["touching"], table["signs"], table["after"]]
    for form in dict.fromkeys((word, word.rstrip("."), word.lower(), word.upper())):
        for group in groups:
            if form in group:
                return _expand(group[form])
        if form in territories():
            return (form,)
    if word and word[-1] in "$£¥":
        plain = word.replace(".", "").replace(" ", "").upper()
        for sign in table["signs"]:
            if sign.upper() == plain:
                return _expand(table["signs"][sign])
    return ()


def _expand(entry: str | list[str]) -> tuple[str, ...]:
    if isinstance(entry, str):
        return (entry,)
    nouns = section("currencies.toml", "nouns")
    return tuple(nouns[entry[0]]) if entry[0] in nouns else tuple(entry)


@cache
def minor(word: str) -> tuple[str, ...]:
    """The codes of which a minor unit may be the hundredth part."""
    table = toml("currencies.toml")
    entry = table["minor"].get(word) or table["minor"].get(word.lower()) or []
    if entry == ["cent"]:
        return tuple(table["cents"]["of"])
    if entry == ["penny"]:
        return tuple(table["cents"]["penny"])
    return _expand(entry) if entry else ()


def specifiers(text: str, kinds: list[str], starts: list[int], ends: list[int], i: int) -> range:
    """The tokens right before the currency noun at i that say whose it is ("Hong Kong" dollars)."""
    word = text[starts[i] : ends[i]]
    own = minor(word) if kinds[i] == "M" else candidates(word)
    for n in (3, 2, 1):
        if i < n or any(k not in "x.C" for k in kinds[i - n : i]):
            continue
        name = re.sub(r"\s+", " ", text[starts[i - n] : starts[i]]).strip(" -‐‑").lower()
        if f"{name} {word.lower()}" in full_names():
            return range(i - n, i)
        if name in specifier_cues() and of_territories(own, specifier_cues()[name]):
            return range(i - n, i)
    return range(0)


def of_territories(own: tuple[str, ...], where: frozenset[str]) -> list[str]:
    """Those of the codes that are or were money in one of the territories."""
    return [code for code in own if code != "default" and where & territories()[code].keys()]
