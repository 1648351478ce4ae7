"""How well boilerplate is told from article text, over the annotated corpus.

    python benchmarks/boilerplate.py [--errors] [CORPUS]

A line is boilerplate when its letters are tagged `<b>`; lines that are tagged in part (tickers in a sentence, bylines
before a date) are left out. Counted are the characters of whole lines. Repeated titles are told by the program and not
tagged in the corpus: they have a row of their own and count for nothing.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dealextract.cleaning import clean

PLACES = (Path(__file__).parents[1] / "corpus", Path(__file__).parents[2] / "shared" / "corpus")
TAG = re.compile(r"<(/?)([oprgjtmqdb])(?: [^<>]*)?>")


def article(path: Path) -> tuple[str, list[bool]]:
    """The text of a corpus file, and for each character whether it is tagged as boilerplate."""
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1].rpartition("\n===\n")[0]
    letters: list[str] = []
    tagged: list[bool] = []
    depth = last = 0
    for tag in [*TAG.finditer(body), None]:
        piece = body[last : tag.start()] if tag else body[last:]
        letters.append(piece)
        tagged += [depth > 0] * len(piece)
        if tag:
            last = tag.end()
            depth += 0 if tag[2] != "b" else -1 if tag[1] else 1
    return "".join(letters), tagged


def judged(path: Path) -> Iterator[tuple[str, bool, str | None]]:
    """Each line with what it is and the code of the region that it is in, or None."""
    text, tagged = article(path)
    cleaned = clean(text)
    codes: list[str | None] = [None] * (len(text) + 1)
    for region in cleaned.regions:
        for offset in range(region.start, region.end):
            codes[cleaned.source_offset(offset)] = region.code
    for line in re.finditer(r"[^\n]+", text):
        inked = [i for i in range(line.start(), line.end()) if not text[i].isspace()]
        share = sum(tagged[i] for i in inked) / len(inked) if inked else 0.5
        if share <= 0.1 or share >= 0.9:
            said = [codes[i] for i in inked if codes[i]]
            yield line[0], share >= 0.9, said[0] if len(said) * 2 >= len(inked) else None


def main() -> int:
    """Print precision and recall by characters, and by code."""
    parser = argparse.ArgumentParser(description="Boilerplate told from article text.")
    parser.add_argument("corpus", nargs="?", help="the folder of the annotated corpus")
    parser.add_argument("--errors", action="store_true", help="print every line that was told wrong")
    options = parser.parse_args()
    folder = Path(options.corpus) if options.corpus else next((place for place in PLACES if place.is_dir()), None)
    files = sorted(folder.rglob("*.art")) if folder else []
    if not files:
        print("no corpus: name its folder, or put it beside the repository as shared/corpus", file=sys.stderr)
        return 2
    right, wrong, missed, titles = Counter[str](), Counter[str](), 0, 0
    for path in files:
        for line, boilerplate, code in judged(path):
            if code == "repeated_title":
                titles += len(line)
            elif boilerplate and code:
                right[code] += len(line)
            elif code:
                wrong[code] += len(line)
            elif boilerplate:
                missed += len(line)
            if options.errors and boilerplate != bool(code) and code != "repeated_title":
                print(f"{'wrong ' + code if code else 'missed':22} {path.stem}  {line.strip()[:160]}")
    told, found = right.total() + wrong.total(), right.total() + missed
    print(f"{len(files)} articles, {found} characters of boilerplate in whole lines")
    print(f"precision {right.total() / told:.3f}  recall {right.total() / found:.3f}  (repeated titles: {titles})")
    for code in sorted(right | wrong):
        print(f"  {code:16} right {right[code]:6}  wrong {wrong[code]:5}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
