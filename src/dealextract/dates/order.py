"""Whether a text writes 03/04/2021 day first or month first."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from dealextract.dates.words import table

Order = Literal["day first", "month first"]
FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")


class Evidence(NamedTuple):
    """An order and the sentence that says why."""

    order: Order
    because: str


@cache
def _cues(order: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"(?<!\w){word}(?!\w)" if word[0].isalpha() else word for word in table("order")[order])
    )


def of_text(text: str) -> Evidence | None:
    """The order that the text's other dates, else its spelling, currency and places, tell; None where they do not."""
    told: dict[Order, str] = {}
    for match in FIGURES.finditer(text):
        a, b = int(match[1]), int(match[3])
        if a > 12 >= b:
            told.setdefault("day first", match[0])
        elif b > 12 >= a:
            told.setdefault("month first", match[0])
    if len(told) == 1:
        ((order, example),) = told.items()
        return Evidence(order, f"'{example}' in the same text writes the {order.replace(' first', '')} first")
    if told:
        return None
    british = {m[0] for m in _cues("day_first").finditer(text)}
    american = {m[0] for m in _cues("month_first").finditer(text)}
    if british and not american:
        return Evidence("day first", f"{_quoted(british)} point to a text that writes the day first")
    if american and not british:
        return Evidence("month first", f"{_quoted(american)} point to a text that writes the month first")
    return None


def _quoted(found: set[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(found)[:3])
