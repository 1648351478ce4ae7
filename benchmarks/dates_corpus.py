"""Measure dates against the annotated corpus: spans, values, bounds, and tokens a second.

    python benchmarks/dates_corpus.py [CORPUS] [--tools FILE] [--errors KIND,…]

CORPUS is a folder of *.art files, by default ../shared/corpus beside the repository; FILE is the corpus.py that reads
them, by default ../shared/tools/corpus.py. KIND is missed, spurious, wrong, open, over (a value where the annotator saw
none) or bound. The publication date of the header is given, as a caller would give metadata. Speed counts processor
time of one core and white-space tokens.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType

from dealextract.dates import find_dates

SHARED = Path(__file__).parents[2] / "shared"


def load(tools: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus", tools)
    if spec is None or spec.loader is None or not tools.is_file():
        sys.exit(f"{tools}: no such file; give the corpus.py that reads the corpus with --tools")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compare(doc: dict, counts: Counter[str], errors: list[tuple[str, str]]) -> float:  # type: ignore[type-arg]
    """Adds one document to the counts; gives the processor seconds that finding took."""
    text = doc["text"]
    given = doc["meta"].get("published", "")
    began = time.process_time()
    found = find_dates(text, given if len(given) == len("2021-05-04") else None)
    spent = time.process_time() - began
    gold = sorted({(s, e): v for s, e, tag, _, v in doc["spans"] if tag == "d"}.items())
    boilerplate = [(s, e) for s, e, tag, *_ in doc["spans"] if tag == "b"]
    free = list(found)

    def note(kind: str, start: int, end: int, said: str) -> None:
        counts[kind] += 1
        around = f"{text[max(0, start - 50) : start]}[[{text[start:end]}]]{text[end : end + 25]}"
        errors.append((kind, f"{doc['id']} {' '.join(around.split())} {said}"))

    for (start, end), annotated in gold:
        value, _, bound = annotated.partition(" ")
        one = next((d for d in free if d.start < end and start < d.end), None)
        counts["gold"] += 1
        if one is None:
            note("missed", start, end, annotated)
            continue
        free.remove(one)
        counts["span"] += 1
        got = one.value or "?"
        if got == value:
            counts["value"] += 1
            counts["value and bound"] += one.bound == (bound or "on")
            if one.bound != (bound or "on"):
                note("bound", start, end, f"{annotated}: {one.bound}")
        elif got == "?" or got.startswith("XXXX"):
            note("open", start, end, f"{annotated}: {got} {one.because}")
        else:
            note(
                "over" if value == "?" or value.startswith("XXXX") else "wrong",
                start,
                end,
                f"{annotated}: {got} {one.because}",
            )
    for one in free:
        if not any(s <= one.start < e for s, e in boilerplate):
            note("spurious", one.start, one.end, str(one.value))
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=SHARED / "corpus")
    parser.add_argument("--tools", type=Path, default=SHARED / "tools/corpus.py")
    parser.add_argument("--errors", default="")
    options = parser.parse_args()
    reader = load(options.tools)
    paths = sorted(options.corpus.rglob("*.art"))
    if not paths:
        sys.exit(f"{options.corpus}: no *.art files; give the folder of the corpus")
    counts: Counter[str] = Counter()
    errors: list[tuple[str, str]] = []
    tokens, spent = 0, 0.0
    for path in paths:
        doc = reader.read(path)
        tokens += len(doc["text"].split())
        spent += compare(doc, counts, errors)
    for kind, line in errors:
        if kind in options.errors.split(","):
            print(kind, line)
    both = counts["gold"] + counts["span"] + counts["spurious"]
    for name in ("span", "value", "value and bound"):
        print(f"{name} F1 {2 * counts[name] / both:.3f}")
    print(f"wrong {counts['wrong'] / counts['span']:.1%} of those found; {dict(counts)}")
    print(f"{tokens / spent:,.0f} tokens a second")


if __name__ == "__main__":
    main()
