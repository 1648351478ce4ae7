"""Figures on annotated articles: `python benchmarks/deals.py GOLD.jsonl ARTICLES [--json OUT.jsonl]`.

GOLD has one annotated article a line (`dealextract.scoring` says in which form), ARTICLES the texts as `<id>.txt`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from dealextract.extractor import Extractor, from_text
from dealextract.scoring import score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--json", type=Path, help="write the records there")
    args = parser.parse_args()
    for path in (args.gold, args.articles):
        if not path.exists():
            sys.exit(f"{path} is absent: this benchmark needs annotated articles that are not part of the project")
    golds = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    extractor, records = Extractor(), {}
    started = time.perf_counter()
    for gold in golds:
        text = (args.articles / f"{gold['id']}.txt").read_text(encoding="utf-8")
        records[gold["id"]] = json.loads(extractor(from_text(text)).to_json()) | {"id": gold["id"]}
    seconds = time.perf_counter() - started
    if args.json:
        lines = [json.dumps(r, ensure_ascii=False, sort_keys=True) for r in records.values()]
        args.json.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(golds)} articles in {seconds:.1f} s")
    print(f"{'':16}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}")
    for name, f in score(golds, records).items():
        print(f"{name:16}{f.precision:7.3f}{f.recall:7.3f}{f.f1:7.3f}{f.support:7d}")


if __name__ == "__main__":
    main()
