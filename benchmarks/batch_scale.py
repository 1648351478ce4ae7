"""Whether a batch stays as small and as fast as it goes, what workers bring, and what is spent beside extraction.

    python benchmarks/batch_scale.py [--documents 20000] [--at 2000] [--compared 500] [--words 300] [--jobs 2]

Texts, all different, written by the script: short ones of 40 words for memory and time, since there it is what stands beside extraction
that shows, and ones as long as a release for the gain of workers and the overhead; `--words 40` gives the overhead of short ones. Prints

    memory and time   resident memory of the parent and of its largest worker, and wall-clock time a document, around document
                      `--at` and around the last one; the disk that the state takes
    workers           documents a second with `--jobs N` beside `--jobs 1`, from the first record to the last
    overhead          processor time a document of parent and worker together, beside that of `Extractor.pipe` over the same
                      texts in one process

Processor times hardly suffer on a busy machine; wall-clock times and the gain of workers do, so look at the load that is printed first.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PROGRAM = [sys.executable, "-m", "dealextract", "batch"]
SIDES = (
    "Kestrel",
    "Oakfield",
    "Marbrook",
    "Stannox",
    "Plumley",
    "Zandstra",
    "Kurokawa",
    "Ormonde",
    "Vaalkrans",
    "Dorsetta",
)
TICKS = os.sysconf("SC_CLK_TCK")


SHORT = 40
TOPICS = (
    "ovens",
    "ferries",
    "lenses",
    "tyres",
    "vaccines",
    "cranes",
    "seeds",
    "satellites",
    "hotels",
    "boilers",
    "yachts",
)
MARKETS = (
    "Portugal",
    "Kenya",
    "Chile",
    "Norway",
    "Vietnam",
    "Canada",
    "Poland",
    "Jordan",
    "Ghana",
    "Malta",
    "Peru",
    "Laos",
)


def text_of(number: int, words: int = SHORT) -> str:
    """An article that is like no other, of about as many words."""
    buyer, target = SIDES[number % 10], SIDES[(number // 10 + number + 1) % 10]
    news = (
        f"{buyer} {number} buys {target}\n\n{buyer} {number} plc said on {number % 28 + 1} March 2021 that it had bought "
        f"{target} {number * 7} for £{number + 10}m in cash. The purchase closes by the end of June {number * 3}.\n"
    )
    more = (
        f"\nThe maker of {TOPICS[(number + i) % 11]} sold {number % 97 + i} of every {number % 83 + 120} in "
        f"{MARKETS[(number + i * i) % 12]} and had sales of ${number % 71 + i * 3}m in {1990 + (number + i) % 30}, a manager said.\n"
        for i in range((words - SHORT) // 25)
    )
    return news + "".join(more)


def write_texts(folder: Path, count: int, words: int = SHORT) -> None:
    """One file each, a thousand a folder."""
    for number in range(count):
        path = folder / f"{number // 1000:04}" / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(number, words), encoding="utf-8")


@dataclass(frozen=True)
class Sight:
    """A batch at a moment. Memory in MB, times in seconds."""

    documents: int
    wall: float
    parent_memory: float
    worker_memory: float
    processor: float


def memory_of(pid: int) -> float:
    """Resident memory of a process in MB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)


def processor_of(pid: int) -> float:
    """Processor time of a process so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def watch(base: Path, name: str, jobs: int) -> list[Sight]:
    """Run a batch over a folder and look at it ten times a second."""
    output = base / f"{name}-{jobs}" / "out.jsonl"
    output.parent.mkdir()
    process = subprocess.Popen(
        [*PROGRAM, str(base / name), "-q", "-o", str(output), "-j", str(jobs)], stdin=subprocess.DEVNULL
    )
    sights: list[Sight] = []
    journal, count, at = output.with_name("out.jsonl.batch") / "journal", 0, 0
    while process.poll() is None:
        if journal.exists() and journal.stat().st_size > at:
            with open(journal, "rb") as stream:
                stream.seek(at)
                data = stream.read()
            at, count = at + len(data), count + data.count(b'"outcome":"record"')
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        try:
            workers = [int(pid) for pid in children.read_text(encoding="ascii").split()]
        except OSError:
            workers = []
        used = sum(map(processor_of, [process.pid, *workers]))
        largest = max(map(memory_of, workers), default=0.0)
        sights.append(Sight(count, time.monotonic(), memory_of(process.pid), largest, used))
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"the batch ended with {process.returncode}")
    state = sum(path.stat().st_size for path in output.with_name("out.jsonl.batch").iterdir())
    print(f"  {name}, {jobs} worker(s): output {output.stat().st_size / 1e6:.1f} MB, state kept {state / 1e6:.1f} MB")
    return [sight for sight in sights if sight.documents]


def around(sights: list[Sight], documents: int) -> tuple[Sight, float]:
    """The sight of a number of documents, and the wall-clock milliseconds a document over the fifth part before it."""
    there = next((sight for sight in sights if sight.documents >= documents), sights[-1])
    before = next(sight for sight in sights if sight.documents >= there.documents * 4 // 5)
    return there, 1000 * (there.wall - before.wall) / max(there.documents - before.documents, 1)


def rate(sights: list[Sight]) -> float:
    """Documents a second from the first sight of a record on."""
    first, last = sights[0], next(sight for sight in sights if sight.documents == sights[-1].documents)
    return (last.documents - first.documents) / max(last.wall - first.wall, 0.001)


def processor_a_document(sights: list[Sight]) -> float:
    """Milliseconds of processor time a document, from the first sight of a record on."""
    first, last = sights[0], next(sight for sight in sights if sight.documents == sights[-1].documents)
    return 1000 * (last.processor - first.processor) / max(last.documents - first.documents, 1)


def extraction(count: int, words: int) -> float:
    """Milliseconds of processor time a document that extraction alone takes, in a process of its own."""
    code = (
        "import sys, time; sys.path.append(sys.argv[1]); from batch_scale import text_of\n"
        "from dealextract import Extractor\n"
        "extractor, texts = Extractor(), [text_of(n, int(sys.argv[3])) for n in range(int(sys.argv[2]))]\n"
        "list(extractor.pipe(texts[:5])); start = time.process_time(); list(extractor.pipe(texts))\n"
        "print(1000 * (time.process_time() - start) / len(texts))"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), str(count), str(words)]
    return float(subprocess.run(command, capture_output=True, check=True).stdout)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Memory, speed and overhead of a batch.")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--at", type=int, default=2_000)
    parser.add_argument("--compared", type=int, default=500, help="documents for the gain of workers and the overhead")
    parser.add_argument("--words", type=int, default=300, help="words of each of these documents")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        write_texts(base / "long", options.documents)
        write_texts(base / "compared", options.compared, options.words)
        sights = watch(base, "long", options.jobs)
        for documents in (options.at, options.documents):
            sight, wall = around(sights, documents)
            print(
                f"  at {sight.documents:,}: parent {sight.parent_memory:.0f} MB, worker {sight.worker_memory:.0f} MB,"
                f" {wall:.1f} ms a document"
            )
        one, many = watch(base, "compared", 1), watch(base, "compared", options.jobs)
        gain = rate(many) / rate(one)
        print(f"  {rate(one):.1f} documents/s with 1 worker, {rate(many):.1f} with {options.jobs}: {gain:.2f} times")
        alone, together = extraction(options.compared, options.words), processor_a_document(one)
        print(
            f"  processor time a document: {together:.2f} ms in a batch, {alone:.2f} ms extraction alone:"
            f" {100 * (together - alone) / together:.1f}% beside it"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
