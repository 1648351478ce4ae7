"""How far two readers agree: `python -m training.agreement`.

`corpus/second-reading.jsonl` holds what a second reader, who saw the text alone, annotated in a hundred articles of the corpus. Each
reading is scored against the other as if it were the program's; what either reader called optional costs nothing. Printed is the mean
of both ways.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dealextract.scoring import score
from training.corpus import gold, read_all

SECOND = "second-reading.jsonl"
TERMS = ("value", "price_per_share", "stake_percent")


def as_record(annotated: dict[str, Any]) -> dict[str, Any]:
    """An annotated article as the record of a program that says what is not optional."""
    deals = [
        {
            "type": deal["type"],
            "status": deal["status"],
            "background": bool(deal.get("background")),
            "parties": [{"name": p["names"][0], "role": p["role"]} for p in deal["parties"] if not p.get("optional")],
            "terms": {key: deal[key] for key in TERMS if deal.get(key) and not deal[key].get("optional")},
            "milestones": [
                {"kind": m["kind"], "date": {"value": m["date"]}}
                for m in deal.get("milestones", ())
                if not m.get("optional")
            ],
        }
        for deal in annotated["deals"]
        if not deal.get("optional")
    ]
    return {"deals": deals, "companies": [], "people": []}


def agreement(corpus: Path) -> dict[str, tuple[float, int]]:
    """F1 by slot, and how many of them the two readings have on average."""
    lines = (corpus / SECOND).read_text(encoding="utf-8").splitlines()
    second = {row["id"]: row for row in map(json.loads, lines)}
    first = {a.id: gold(a) for a in read_all(corpus) if a.id in second}
    ways = [
        score(list(golds.values()), {key: as_record(row) for key, row in said.items()})
        for golds, said in ((first, second), (second, first))
    ]
    return {
        slot: (sum(way[slot].f1 for way in ways) / 2, round(sum(way[slot].support for way in ways) / 2))
        for slot in ways[0]
    }


def main() -> None:
    """Print the table."""
    for slot, (f1, support) in agreement(Path("corpus")).items():
        print(f"{slot:16} {f1:.3f} ({support})")


if __name__ == "__main__":
    main()
