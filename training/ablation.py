"""What each part beside the network brings: `python -m training.ablation`.

The whole program on the held-back articles and on `data/articles`, once as it is and once without each part, which a stand-in that does
nothing replaces. The network reads the same all along.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dealextract.extractor import Extractor, from_text
from dealextract.scoring import Figure, score
from training.corpus import Unseen, unseen

PARTS: dict[str, tuple[str, Any]] = {
    "phrases that name roles": ("dealextract.assembly.parties.roles_said", lambda *_: {}),
    "parties cast together": ("dealextract.assembly.parties.PRIOR", 0.0),
    "edges of names mended": ("dealextract.extractor.mended", lambda reading, _: reading),
    "gazetteer of towns": ("dealextract.resolution.entities.is_town", lambda *_: False),
    "names compared, beside the network's links": ("dealextract.resolution.entities.relation", lambda *_: "different"),
    "amounts by the words beside them": ("dealextract.assembly.terms.beside.said", lambda _, slot, __: slot),
    "one transaction in two places joined": ("dealextract.resolution.deals._one_transaction", lambda *_: False),
    "echoes turned down": ("dealextract.assembly.deals._is_echo", lambda *_: False),
}
SLOTS = ("slot", "deal", "exact", "party", "value", "milestone")


def measured(read: Sequence[Unseen]) -> dict[str, Figure]:
    """The figures of the whole program by slot."""
    extractor = Extractor()
    records = {a.gold["id"]: json.loads(extractor(from_text(a.text, published=a.published)).to_json()) for a in read}
    return score([a.gold for a in read], records)


def ablation(corpus: Path) -> dict[str, dict[str, float]]:
    """F1 by slot with everything, and without each part by its name."""
    read = unseen(corpus)
    found = {"everything": measured(read)}
    for name, (target, stand_in) in PARTS.items():
        with patch(target, stand_in):
            found[f"without: {name}"] = measured(read)
    return {name: {slot: round(figures[slot].f1, 3) for slot in SLOTS} for name, figures in found.items()}


def table(rows: dict[str, dict[str, float]]) -> str:
    """The rows as aligned text."""
    width = max(map(len, rows))
    head = f"{'':{width}}" + "".join(f"{slot:>11}" for slot in SLOTS)
    return "\n".join([head, *(f"{n:{width}}" + "".join(f"{f[s]:11.3f}" for s in SLOTS) for n, f in rows.items())])


if __name__ == "__main__":
    print(table(ablation(Path("corpus"))))
