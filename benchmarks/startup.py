"""How long the program takes to start, beside the libraries that it stands on.

    python benchmarks/startup.py [--rounds N] [ARTICLE]

Each command is measured beside its yardstick, in turns, so that a busy machine slows both alike; a round that was
disturbed falls out of the median. Times are of whole processes, in milliseconds of wall clock.

    help, version, completion   at most 2.0 times  python -c "import typer, rich.console, rich.table"
    a cold parse of one article at most 1.6 times  python -c "import spacy"
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ARTICLE = Path(__file__).parents[1] / "data" / "articles" / "gucci-tmall.txt"
TERMINAL = [sys.executable, "-c", "import typer, rich.console, rich.table"]
SPACY = [sys.executable, "-c", "import spacy"]
PROGRAM = [sys.executable, "-m", "dealextract"]


def seconds(command: list[str]) -> float:
    """Wall clock of one run of a command, which must end well."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def compared(command: list[str], yardstick: list[str], rounds: int) -> tuple[float, float, float]:
    """Medians of the command and of its yardstick, and the median of the ratios round by round."""
    seconds(command), seconds(yardstick)  # warm the disk
    pairs = [(seconds(command), seconds(yardstick)) for _ in range(rounds)]
    ours, theirs = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(theirs), statistics.median(a / b for a, b in pairs)


def main() -> int:
    """Print the table; leave with 1 when a ratio is above its limit."""
    parser = argparse.ArgumentParser(description="Start-up times beside those of the libraries.")
    parser.add_argument("article", nargs="?", default=str(ARTICLE), help="the article that the cold parse reads")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    rows = [
        ("--help", ["--help"], TERMINAL, 2.0),
        ("parse --help", ["parse", "--help"], TERMINAL, 2.0),
        ("--version", ["--version"], TERMINAL, 2.0),
        ("completion bash", ["completion", "bash"], TERMINAL, 2.0),
        ("schema", ["schema"], TERMINAL, None),
        ("money ARTICLE", ["money", options.article], TERMINAL, None),
        ("dates ARTICLE", ["dates", options.article], TERMINAL, None),
        ("parse ARTICLE", ["parse", options.article], SPACY, 1.6),
    ]
    print(f"{'command':18} {'ms':>6} {'yardstick':>10} {'ratio':>6} {'limit':>6}")
    missed = False
    for name, arguments, yardstick, limit in rows:
        ours, theirs, ratio = compared([*PROGRAM, *arguments], yardstick, options.rounds)
        over = limit is not None and ratio > limit
        missed = missed or over
        shown = f"{limit:.1f}" if limit else "-"
        print(f"{name:18} {ours * 1000:6.0f} {theirs * 1000:10.0f} {ratio:6.2f} {shown:>6}{'  over' if over else ''}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
