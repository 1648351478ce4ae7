"""The gazetteer of towns, from GeoNames (`training/places.py` writes the table)."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def towns() -> frozenset[str]:
    """Names of towns of 5,000 inhabitants and more, in small letters."""
    table = resources.files("dealextract.knowledge").joinpath("places.txt").read_text(encoding="utf-8")
    return frozenset(line for line in table.lower().splitlines() if not line.startswith("#"))
