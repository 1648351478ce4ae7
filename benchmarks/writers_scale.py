"""Processor time and memory of every output: the same documents written at two sizes, each in a process of its own.

    python benchmarks/writers_scale.py [--documents 2000 20000] [--formats csv sqlite …]

Each document is a made record of the usual size (2 deals, 4 parties, 3 milestones, 12 stretches of evidence), so that no
reader is needed. Prints seconds of the processor, microseconds a document and the peak of resident memory above that of an empty result.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dealextract.records import (
    Company,
    Date,
    Deal,
    Milestone,
    MoneyTerm,
    Party,
    Person,
    Record,
    Source,
    Span,
    Terms,
)  # fmt: skip
from dealextract.writers.results import FORMATS, write_results

SENTENCE = (
    "Kestrel Foods, a maker of jam, said that it had bought the baker Oakfield for £45m in cash from its founders."
)


def record(number: int) -> Record:
    """A record of the usual size; no two are the same."""
    span = Span(start=number, end=number + len(SENTENCE), text=SENTENCE)
    money = MoneyTerm(start=0, end=4, text="£45m", amount=str(45_000_000 + number), currency="GBP", evidence=(span,))
    date = Date(start=0, end=12, text="2 March 2021", value="2021-03-02", precision="day")
    deals = tuple(
        Deal(
            id=f"d-{number}-{n}", type="acquisition", status="agreed", summary=f"Kestrel–Oakfield {number} acquisition",
            parties=(Party(company="c1", name="Kestrel Foods", role="acquirer", evidence=(span,)),
                     Party(company="c2", name=f"Oakfield {number}", role="target", evidence=(span,))),
            terms=Terms(value=money),
            milestones=(Milestone(kind="announced", label="announced", date=date, evidence=(span,)),) * (n + 1),
            people=("p1",), confidence=0.78, evidence=(span,),
        )
        for n in (0, 1)
    )  # fmt: skip
    return Record(
        source=Source(path=f"{number}.txt", sha256=hashlib.sha256(str(number).encode()).hexdigest(), characters=2_000),
        published=date, deals=deals,
        companies=(Company(id="c1", name="Kestrel Foods", evidence=(span,)), Company(id="c2", name="Oakfield")),
        people=(Person(id="p1", name="Ana Reyes", organization="c1", evidence=(span,)),),
    )  # fmt: skip


def records(count: int) -> Iterator[Record]:
    """The first `count` records, one after the other."""
    return map(record, range(count))


def measure(format: str, count: int) -> tuple[float, float]:
    """Seconds of the processor, and the peak of resident memory in MB, of a process that writes so many documents."""
    command = [sys.executable, __file__, "--one", format, str(count)]
    seconds, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(peak)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[2_000, 20_000])
    parser.add_argument("--formats", nargs="+", default=list(FORMATS), choices=FORMATS)
    parser.add_argument("--one", nargs=2, metavar=("FORMAT", "COUNT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        with tempfile.TemporaryDirectory() as folder:
            start = time.process_time()
            write_results(records(int(options.one[1])), Path(folder) / f"deals.{options.one[0]}", options.one[0])
            print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    print(f"{'format':8}{'documents':>10}{'seconds':>9}{'µs/document':>13}{'MB above empty':>16}")
    for format in options.formats:
        _, empty = measure(format, 0)
        for count in options.documents:
            seconds, peak = measure(format, count)
            print(
                f"{format:8}{count:>10,}{seconds:>9.1f}{seconds / count * 1e6:>13.0f}{peak - empty:>16.1f}", flush=True
            )


if __name__ == "__main__":
    main()
