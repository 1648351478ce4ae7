"""Makes `src/dealextract/money/iso4217.tsv` and `territories.tsv` from the CLDR data that Babel carries.

    python tests/money/make_currency_table.py     writes both files

Currencies: those that are legal tender somewhere now, or were at any time since 1985; one line each with the code,
the name in the singular and in the plural, and where and when (`DE:1948-2002`, an open end is empty). Territories:
code and English name of each that has one of these currencies.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

FOLDER = Path(__file__).parents[2] / "src" / "dealextract" / "money"
SINCE = 1985


def tables() -> dict[str, str]:
    """The text of each file, by name."""
    english = Locale("en")
    places: dict[str, list[str]] = {}
    territories = set()
    for territory, rows in get_global("territory_currencies").items():
        for code, start, end, tender in rows:
            if tender and (end is None or end[0] >= SINCE):
                territories.add(territory)
                places.setdefault(code, []).append(f"{territory}:{start[0] if start else ''}-{end[0] if end else ''}")

    def name(code: str, count: int) -> str:
        return re.sub(r" \(.*\)$", "", get_currency_name(code, count=count, locale=english))

    lines = [f"{c}\t{name(c, 1)}\t{name(c, 2)}\t{' '.join(sorted(places[c]))}" for c in sorted(places)]
    names = [f"{t}\t{english.territories[t]}" for t in sorted(territories) if t in english.territories]
    return {"iso4217.tsv": "\n".join(lines) + "\n", "territories.tsv": "\n".join(names) + "\n"}


if __name__ == "__main__":
    for file, text in tables().items():
        (FOLDER / file).write_text(text, encoding="utf-8")
