"""Count how many parties play each role in the deals of the corpus: `python -m training.configurations`.

Writes `knowledge/configurations.json`, the prior that assembly weighs the reader's roles with. Articles held back are left out.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

from training.corpus import held_back, read_all

TABLE = Path("src/dealextract/knowledge/configurations.json")
MOST = 3
"""Parties of one role beyond which they are counted as so many."""


def configurations(corpus: Path) -> dict[str, list[list[object]]]:
    """For each deal type `[{role: parties}, deals]`, the most frequent first; parties that are optional are left out."""
    held = held_back(corpus)
    counts: dict[str, Counter[tuple[tuple[str, int], ...]]] = defaultdict(Counter)
    for article in read_all(corpus):
        if article.id in held:
            continue
        for deal in article.deals.values():
            roles = Counter(p[1] for p in deal["parties"] if "optional" not in p[2:])
            if roles:
                counts[deal["type"]][tuple(sorted((role, min(n, MOST)) for role, n in roles.items()))] += 1
    return {
        name: [[dict(shape), n] for shape, n in sorted(seen.items(), key=lambda item: (-item[1], item[0]))]
        for name, seen in sorted(counts.items())
    }


def text(corpus: Path) -> str:
    """The table as it stands in the package: a line for each configuration."""
    rows = [
        f" {json.dumps(name)}: [\n" + ",\n".join(f"  {json.dumps(row)}" for row in seen) + "\n ]"
        for name, seen in configurations(corpus).items()
    ]
    return "{\n" + ",\n".join(rows) + "\n}\n"


if __name__ == "__main__":
    TABLE.write_text(text(Path("corpus")), encoding="utf-8")
