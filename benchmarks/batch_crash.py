"""A batch that is killed, starved of disk or started twice ends, when it goes on, with the bytes of one that nobody disturbed.

    python benchmarks/batch_crash.py [--runs 200] [--documents 60] [--seed 1] [--jobs 2] [--quick]

Each run starts a batch over short texts (copies, failures and files of many articles among them), kills it with SIGKILL at a
random moment (in half of the runs the whole process group, else the parent alone, whose workers must end by themselves), goes on
with `--resume` until it is done, killed again now and then, and compares output and errors byte for byte. A quarter of the kills
is aimed at the start, half at the work (when so many documents are saved), a quarter at the end, when the output is put in place.

Then a disk that is full (a small tmpfs; skipped, openly, without the right to mount), and a second batch on the same output.
`--quick` puts a stand-in in the place of extraction, which is not what is tested here, so that a run takes a quarter of the
time. The exit status is 1 when anything differs.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
PROGRAM = [sys.executable, "-m", "dealextract", "batch"]
QUICK = [
    sys.executable,
    "-c",
    f"import sys; sys.path.append({str(REPOSITORY)!r}); from tests.batch.stand_in import program; program()",
    "batch",
]
NAMES = (
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


def make_inputs(folder: Path, documents: int) -> None:
    """Short texts: three quarters in files of their own, a quarter in one file of JSON Lines; every tenth a copy, two that fail."""
    folder.mkdir(parents=True)
    lines = []
    for number in range(documents):
        told = number - 5 if number % 10 == 9 else number
        buyer, target = NAMES[told % 10], NAMES[(told // 10 + told + 1) % 10]
        text = f"{buyer} {told} plc said on {told % 28 + 1} March 2021 that it had bought {target} {told} for £{told + 10}m in cash."
        if number % 4 == 3:
            lines.append(json.dumps({"text": text}))
        else:
            (folder / f"{number:05}.txt").write_text(text + "\n", encoding="utf-8")
    (folder / "feed.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / "broken.bin").write_bytes(bytes(range(256)) * 4)
    (folder / "nowhere.txt").symlink_to(folder / "there-is-no-such-file")


@dataclass
class Crash:
    """The inputs, and what an undisturbed run makes of them."""

    base: Path
    jobs: int
    program: list[str]
    output: bytes = b""
    errors: bytes = b""
    seconds: float = 0.0
    """From the start to the first saved record."""
    records: int = 0
    documents: int = 0

    def command(self, output: Path, *more: str) -> list[str]:
        """A batch that writes there."""
        errors = str(output.with_suffix(".errors"))
        return [*self.program, "in", "-o", str(output), "--errors", errors, "-j", str(self.jobs), *more]

    def start(self, output: Path, *more: str) -> subprocess.Popen[bytes]:
        """Start it in a session of its own, so that what it leaves behind can be found."""
        return subprocess.Popen(
            self.command(output, *more), cwd=self.base, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def undisturbed(self) -> None:
        """Run it once in peace."""
        output = self.base / "peace" / "out.jsonl"
        output.parent.mkdir()
        begin = time.monotonic()
        process = self.start(output)
        while process.poll() is None and not journaled(output):
            time.sleep(0.005)
        self.seconds = time.monotonic() - begin
        status, said = ended(process)
        if status != 1:
            raise SystemExit(f"the undisturbed run ended with {status}: {said}")
        self.output, self.errors = output.read_bytes(), output.with_suffix(".errors").read_bytes()
        self.records = self.output.count(b"\n")
        self.documents = self.records + self.errors.count(b"\n")

    def same(self, output: Path) -> bool:
        """Whether output and errors are those of the undisturbed run, and nothing else lies there."""
        beside = {path.name for path in output.parent.iterdir()} - {"out.jsonl", "out.errors", "out.jsonl.batch"}
        left = {path.name for path in output.with_name("out.jsonl.batch").iterdir()} - {
            "journal",
            "records",
            "texts",
            "lock",
        }
        # The file of errors is written beside its place: killed in that moment it leaves a hidden part of it.
        beside = {name for name in beside if not name.startswith(".out.errors.")}
        whole = output.read_bytes() == self.output and output.with_suffix(".errors").read_bytes() == self.errors
        return whole and not beside and not left


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Wait for a process; its status and what it said."""
    _, said = process.communicate(timeout=300)
    return process.returncode, said.decode(errors="replace")


def left_behind(session: int, patience: float = 5.0) -> int:
    """Processes of a session that are still there after a while."""
    deadline = time.monotonic() + patience
    while True:
        count = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            count += int(fields[3]) == session and fields[0] != "Z"
        if not count or time.monotonic() > deadline:
            return count
        time.sleep(0.02)


def journaled(output: Path) -> int:
    """Documents in the journal so far."""
    try:
        return (output.with_name("out.jsonl.batch") / "journal").read_bytes().count(b'"name":')
    except OSError:
        return 0


def phase(output: Path, crash: Crash) -> str:
    """Where a batch was when it was killed."""
    folder = output.with_name("out.jsonl.batch")
    if output.exists():
        return "in place"
    if any(folder.glob(".*.part")) or (folder / "journal.new").exists():
        return "writing the output"
    done = journaled(output)
    return (
        "before the first document"
        if not done
        else "at work"
        if done < crash.documents
        else "all done, nothing written"
    )


def wait_for_moment(process: subprocess.Popen[bytes], crash: Crash, output: Path, dice: random.Random) -> None:
    """Wait for the moment at which to kill: at the start, when so many records are saved, or at the end."""
    part = dice.random()
    if part < 0.25:
        time.sleep(dice.random() * crash.seconds)
        return
    there = journaled(output)
    wanted = dice.randint(min(there + 1, crash.documents), crash.documents) if part < 0.75 else crash.documents
    while process.poll() is None and journaled(output) < wanted:
        time.sleep(0.001)
    time.sleep(dice.random() * 0.02)


def killed_run(crash: Crash, output: Path, dice: random.Random, phases: collections.Counter[str]) -> str:
    """One run with its kills; what went wrong, or nothing."""
    shutil.rmtree(output.parent, ignore_errors=True)
    output.parent.mkdir()
    kills = 0
    while True:
        process = crash.start(output, "--resume") if kills else crash.start(output)
        if kills and (kills == 3 or dice.random() < 0.6):
            status, said = ended(process)
            if status != 1:
                return f"ended with {status}: {said}"
            return "" if crash.same(output) else "other bytes"
        wait_for_moment(process, crash, output, dice)
        if process.poll() is not None:
            phases["too late: it had ended"] += 1
        else:
            phases[phase(output, crash)] += 1
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if dice.random() < 0.5 else os.kill)(process.pid, signal.SIGKILL)
        ended(process)
        kills += 1
        if left_behind(process.pid):
            return "processes were left behind"


def full_disk(crash: Crash) -> str:
    """A disk that is full while records are written, and again while the output is put in place."""
    disk = crash.base / "disk"
    disk.mkdir()
    output = disk / "out.jsonl"
    for size in (len(crash.output) // 2, len(crash.output) * 3 // 2):
        if subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], capture_output=True
        ).returncode:
            return "skipped: no right to mount a small disk"
        try:
            status, said = ended(crash.start(output))
            print(f"  full at {size:,} bytes: status {status}, {said.strip().splitlines()[-1]}")
            if status != 3 or "No space left" not in said or "--resume" not in said or output.exists():
                return f"status {status}, said {said!r}"
            subprocess.run(["mount", "-o", "remount,size=50m", disk], check=True)
            status, said = ended(crash.start(output, "--resume"))
            if status != 1 or not crash.same(output):
                return f"after more room: status {status}, {said!r}"
        finally:
            subprocess.run(["umount", disk], check=True)
    return ""


def second_batch(crash: Crash) -> str:
    """A second batch on the same output is refused, and the first does not notice."""
    output = crash.base / "twice" / "out.jsonl"
    output.parent.mkdir()
    first = crash.start(output)
    while not (output.with_name("out.jsonl.batch") / "journal").exists():
        time.sleep(0.01)
    status, said = ended(crash.start(output, "--resume"))
    print(f"  second batch: status {status}, {said.strip()}")
    if status != 2 or "another batch" not in said:
        return f"the second ended with {status}: {said!r}"
    status, said = ended(first)
    return "" if status == 1 and crash.same(output) else f"the first ended with {status}: {said!r}"


def main() -> int:
    """Run everything and print the figures."""
    parser = argparse.ArgumentParser(description="Batches that are killed, starved of disk, or started twice.")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    dice, failures = random.Random(options.seed), 0
    with tempfile.TemporaryDirectory() as folder:
        crash = Crash(Path(folder), options.jobs, QUICK if options.quick else PROGRAM)
        make_inputs(crash.base / "in", options.documents)
        crash.undisturbed()
        print(
            f"undisturbed: {crash.records} records, {len(crash.output):,} bytes, first record after {crash.seconds:.1f} s"
        )
        phases: collections.Counter[str] = collections.Counter()
        begin = time.monotonic()
        for number in range(options.runs):
            wrong = killed_run(crash, crash.base / "killed" / "out.jsonl", dice, phases)
            if wrong:
                failures += 1
                print(f"  run {number}: {wrong}", flush=True)
            if number % 20 == 19:
                print(f"  {number + 1} runs, {failures} wrong, {time.monotonic() - begin:.0f} s", flush=True)
        print(
            f"{options.runs} killed runs, {options.runs - failures} the same, in {time.monotonic() - begin:.0f} s; kills:"
        )
        for name, count in phases.most_common():
            print(f"  {count:5} {name}")
        for name, check in (("full disk", full_disk), ("second batch", second_batch)):
            wrong = check(crash)
            failures += bool(wrong) and not wrong.startswith("skipped")
            print(f"{name}: {wrong or 'as promised'}")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
