"""Identifiers that stand beside a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dealextract.assembly.evidence import Context
from dealextract.assembly.organizations import companies
from dealextract.resolution.entities import resolve_entities
from dealextract.types import CleanText

PRINTED = [
    ("Kestrel (NYSE: KSF) grew.", [("ticker", "KSF", "NYSE")]),
    ("Kestrel (LSE: KSF, OTCQX: KSTRY) grew.", [("ticker", "KSF", "LSE")]),
    ("Kestrel (the Tokyo Stock Exchange: 7203) grew.", [("ticker", "7203", "Tokyo Stock Exchange")]),
    ("Kestrel (ISIN: GB0002634946) grew.", [("isin", "GB0002634946", None)]),
    ("Kestrel (LEI 213800LBQA1Y9L22JB70) grew.", [("lei", "213800LBQA1Y9L22JB70", None)]),
    ("Kestrel (Photo: AFP) grew.", []),
    ("Kestrel (Founded: 1998) grew.", []),
    ("Kestrel (Chairman: A Ruiz) grew.", []),
    ("Kestrel grew (NYSE: KSF).", []),
]


@pytest.mark.parametrize(("text", "expected"), PRINTED, ids=[t for t, _ in PRINTED])
def test_identifiers_are_those_right_behind_the_name(
    maker: Callable[[str], Any], text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    m = maker(text)
    m.mention("Kestrel")
    reading = m.reading()
    context = Context(
        CleanText(text, ((0, 0, len(text)),)), reading, {}, {e.id: e for e in resolve_entities(reading, text)}
    )
    (company,) = companies(context, [])
    assert [(i.scheme, i.value, i.exchange) for i in company.identifiers] == expected
    for identifier in company.identifiers:
        for span in identifier.evidence:
            assert text[span.start : span.end] == span.text == identifier.value
