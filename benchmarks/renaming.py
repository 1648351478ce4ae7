"""Whether a name is a clue: `python benchmarks/renaming.py [--corpus corpus]`.

Every company of the held-back articles gets another name, the same all over its article, and the articles are read again: once for
each shape of name (a common word, a person's name, an acronym, a lower-case brand, letters outside ASCII, and all of them mixed). A
legal form behind a name stays. Public bodies, which are no companies, keep theirs. Prints slot and deal F1 of the articles as they
are and renamed, and the difference in points.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from training.corpus import AnnotatedArticle, Annotation, gold, held_back, published, read_all

from dealextract.extractor import Extractor, from_text
from dealextract.scoring import score

SHAPES: dict[str, tuple[str, ...]] = {
    "common word": (
        "Harvest", "Lantern", "Thimble", "Quarry", "Parsley", "Saddle", "Tunnel", "Marble", "Pepper", "Ribbon", "Anvil",
        "Meadow", "Compass", "Kettle", "Glacier",
    ),
    "person": (
        "Nora Whitcombe", "Piet Oosterhuis", "Marcus Bell", "Ingrid Solheim", "Tobias Renner", "Ada Fairweather",
        "Luis Carranza", "Hugo Lindqvist", "Samuel Okoro", "Vera Novak", "George Tanner", "Rosa Delgado",
        "Emil Hartmann", "Clara Voss", "Jonas Pryde",
    ),
    "acronym": (
        "QVR", "TLKB", "DZN", "HJMC", "WPG", "KBTL", "ZRF", "NQS", "VDHK", "GXP", "RTWL", "JBC", "PLMQ", "FKZ", "SVDB",
    ),
    "lower-case brand": (
        "pluvo", "zimly", "brizzo", "tandoro", "quillo", "yonda", "fluxie", "mirvo", "dapto", "glimmr", "wozzle",
        "nuvari", "hopsy", "terrado", "vexa",
    ),
    "non-ASCII": (
        "Łódzkie Młyny", "Ærøholm", "Çınarlı", "Müllerström", "Société Crécy", "Peñafría", "Žďárské", "Håkonsvik",
        "Győrfi", "Ångmark", "Séléné", "Țăndărei", "Öztürkoğlu", "Íslensk Orka", "Dvořák & Syn",
    ),
}  # fmt: skip
LEGAL = re.compile(
    r",?\s+(?:plc|PLC|Inc\.?|Ltd\.?|LLC|Limited|Corp\.?|Corporation|AG|SE|SA|S\.A\.|NV|N\.V\.|GmbH|SpA|S\.p\.A\.|AB|ASA|Oyj|A/S|Bhd|Pte|Group|Holdings?)(?:,?\s+"
    r"(?:plc|Inc\.?|Ltd\.?|Limited|Bhd))?\Z"
)


def renamed(article: AnnotatedArticle, pool: Sequence[str], rng: random.Random) -> AnnotatedArticle:
    """The article with other names for its companies. Raises `ValueError` where it has more of them than the pool has names."""
    companies = [key for key, org in article.orgs.items() if org.get("kind") != "public_body"]
    if len(companies) > len(pool):
        raise ValueError(f"{article.id} names {len(companies)} companies, more than {len(pool)} names")
    new = dict(zip(companies, rng.sample(pool, len(companies)), strict=True))
    outermost: list[Annotation] = []
    for a in sorted(
        (a for a in article.annotations if a.tag == "o" and a.target in new), key=lambda a: (a.start, -a.end)
    ):
        if not outermost or a.start >= outermost[-1].end:
            outermost.append(a)
    pieces, moved, last, shift = [], [], 0, 0
    for a in outermost:
        form = LEGAL.search(article.text[a.start : a.end])
        name = new[a.target] + (form[0] if form else "")
        pieces += [article.text[last : a.start], name]
        moved.append((a.start, a.end, shift, name))
        shift += len(name) - (a.end - a.start)
        last = a.end
    text = "".join([*pieces, article.text[last:]])
    kept = [b for a in article.annotations if (b := _moved(a, moved))]
    orgs = {
        key: {**org, "name": _longest(text, kept, key) or new.get(key, org["name"])}
        for key, org in article.orgs.items()
    }
    return replace(article, text=text, annotations=tuple(kept), orgs=orgs)


def _longest(text: str, annotations: Iterable[Annotation], key: str) -> str:
    return max((text[a.start : a.end] for a in annotations if a.tag == "o" and a.target == key), key=len, default="")


def _moved(a: Annotation, changes: Sequence[tuple[int, int, int, str]]) -> Annotation | None:
    """An annotation in the new text; None where it stood inside a name that is gone."""
    start, end = a.start, a.end
    for low, high, _, name in changes:
        gain = len(name) - (high - low)
        if low <= a.start and a.end <= high and not (a.start == low and a.end == high):
            return None
        if high <= a.start:
            start += gain
        if high <= a.end:
            end += gain
    return replace(a, start=start, end=end)


def figures(articles: Iterable[AnnotatedArticle], extractor: Extractor) -> tuple[float, float]:
    """Slot and deal F1."""
    golds, records = [], {}
    for article in articles:
        golds.append(gold(article))
        record = extractor(from_text(article.text, published=published(article)))
        records[article.id] = record.model_dump(mode="json")
    found = score(golds, records)
    return found["slot"].f1, found["deal"].f1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    held, extractor = held_back(options.corpus), Extractor()
    articles = [a for a in read_all(options.corpus) if a.id in held]
    slot, deal = figures(articles, extractor)
    print(f"{'as they are':18} slot {slot:.3f}  deal {deal:.3f}  ({len(articles)} articles)")
    everything = tuple(name for pool in SHAPES.values() for name in pool)
    for shape, pool in [*SHAPES.items(), ("mixed", everything)]:
        rng = random.Random(f"{options.seed} {shape}")
        enough = [a for a in articles if sum(org.get("kind") != "public_body" for org in a.orgs.values()) <= len(pool)]
        before = figures(enough, extractor) if len(enough) < len(articles) else (slot, deal)
        after = figures([renamed(a, pool, rng) for a in enough], extractor)
        print(
            f"{shape:18} slot {after[0]:.3f}  deal {after[1]:.3f}  "
            f"({100 * (after[0] - before[0]):+.1f} and {100 * (after[1] - before[1]):+.1f} points, {len(enough)} articles)"
        )


if __name__ == "__main__":
    main()
