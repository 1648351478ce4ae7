"""Batches as processes: stopped from the keyboard, ended, killed, out of disk, on a terminal, beside `parse`."""

from __future__ import annotations

import collections
import os
import random
import re
import resource
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks.batch_crash import QUICK, Crash, ended, journaled, killed_run, left_behind, make_inputs, second_batch

from tests.batch.test_batch import TEXT, write
from tests.cli.invocation import ARTICLE, SHORT, Spawn, assert_quiet_when_closed, environment

COUNT = 60


def started(folder: Path, *words: str, **options: object) -> subprocess.Popen[bytes]:
    """A batch with quick workers in a session of its own."""
    return subprocess.Popen(
        [*QUICK, *words], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(), start_new_session=True, **options,
    )  # type: ignore[call-overload, no-any-return]  # fmt: skip


def slow_articles(folder: Path) -> None:
    write(folder / "in", 0, **{f"{n:03}.txt": f"SLOW {TEXT.format(n)}" for n in range(COUNT)})


def at_work(process: subprocess.Popen[bytes], output: Path) -> None:
    """Wait until some records are saved."""
    deadline = time.monotonic() + 60
    while journaled(output) < 10 and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("number", "status", "word"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")],
    ids=["Ctrl-C", "SIGTERM"],
)
def test_a_stopped_batch_says_what_is_saved_and_how_to_go_on(
    tmp_path: Path, number: signal.Signals, status: int, word: str
) -> None:
    slow_articles(tmp_path)
    process = started(tmp_path, "in", "-o", "out.jsonl", "--jobs", "2")
    at_work(process, tmp_path / "out.jsonl")
    os.killpg(process.pid, number)
    assert process.wait(60) == status
    assert left_behind(process.pid) == 0
    assert not (tmp_path / "out.jsonl").exists()
    _, said = process.communicate()
    line = said.decode().splitlines()[-1]
    form = rf"dealextract: {word}: (\d+) documents are saved in out\.jsonl\.batch; go on with: dealextract (.*)"
    found = re.fullmatch(form, line)
    assert found, line
    assert len(said.splitlines()) == 1
    saved = int(found[1])
    assert 0 < saved < COUNT
    assert found[2] == "batch --resume in -o out.jsonl --jobs 2"
    going = started(tmp_path, *shlex.split(found[2])[1:])
    status, text = ended(going)
    assert status == 0
    assert f"{saved} documents are saved" in text
    assert f"{saved} kept from before" in text
    whole = started(tmp_path, "in").communicate()[0]
    assert (tmp_path / "out.jsonl").read_bytes() == whole
    assert whole.count(b"\n") == COUNT


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    write(tmp_path / "in", 0, **{"a.txt": "ENDLESS", "b.txt": "ENDLESS"})
    process = started(tmp_path, "in", "--jobs", "2")
    deadline = time.monotonic() + 60
    while left_behind(process.pid, patience=0) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left_behind(process.pid, patience=0) == 3
    process.kill()
    process.communicate()
    assert left_behind(process.pid, patience=10) == 0


def test_killed_batches_end_with_the_bytes_of_one_that_nobody_disturbed(tmp_path: Path) -> None:
    crash = Crash(tmp_path, 2, QUICK)
    make_inputs(tmp_path / "in", 30)
    crash.undisturbed()
    assert crash.records == 30
    dice, phases = random.Random(7), collections.Counter[str]()
    assert [killed_run(crash, tmp_path / "killed" / "out.jsonl", dice, phases) for _ in range(3)] == [""] * 3
    assert phases.total() >= 3
    assert second_batch(crash) == ""


def test_a_file_that_cannot_grow_stops_the_batch_and_loses_nothing(tmp_path: Path) -> None:
    write(tmp_path / "in", 40)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))

    status, said = ended(started(tmp_path, "in", "-o", "out.jsonl", "--jobs", "1", preexec_fn=limited))
    assert status == 3
    form = r"dealextract: error: File too large; (\d+) documents are saved in out\.jsonl\.batch; go on with: .*\n"
    found = re.fullmatch(form, said)
    assert found, said
    assert int(found[1]) > 0
    status, said = ended(started(tmp_path, "in", "-o", "out.jsonl", "--resume"))
    assert (status, f"{found[1]} kept from before" in said) == (0, True)
    assert (tmp_path / "out.jsonl").read_bytes() == started(tmp_path, "in").communicate()[0]


def test_a_closed_pipe_ends_it_quietly(tmp_path: Path) -> None:
    slow_articles(tmp_path)
    process = started(tmp_path, "in", "--jobs", "2")
    assert_quiet_when_closed(process, begun=b"{")
    assert left_behind(process.pid) == 0


def test_progress_is_shown_on_a_terminal_only_and_is_gone_at_the_end(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="terminals are a notion of POSIX systems")
    slow_articles(tmp_path)
    (tmp_path / "in" / "000.txt").write_bytes(b"%PDF-1.4")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*QUICK, "in", "--jobs", "2", "--errors", "e.jsonl"], cwd=tmp_path, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=theirs, env=environment(),
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        shown += piece
    assert process.wait(60) == 1
    os.close(ours)
    looks = shown.decode().split("\r\x1b[K")
    form = rf"\d+ done, 1 failed, [\d.]+ documents/s, \d+ of {COUNT} files, \d+ s left"
    assert any(re.fullmatch(form, look) for look in looks), looks
    assert re.fullmatch(rf"dealextract: {COUNT} documents, .*\r\n", looks[-1])


def test_a_batch_gives_the_bytes_of_parse(spawn: Spawn, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(ARTICLE.read_bytes())
    (tmp_path / "c.txt").write_bytes(SHORT.replace("45", "46").encode("cp1252"))
    one = spawn("parse", "a.txt", "b.txt", "c.txt", cwd=tmp_path)
    many = spawn("batch", "*.txt", "--jobs", "2", "--debug", cwd=tmp_path)
    assert (one.returncode, many.returncode) == (0, 0)
    assert many.stdout == one.stdout
    assert many.stderr.count(b"\n") == 1
    assert re.match(rb"dealextract: 3 documents, [1-9]\d* deals in ", many.stderr)


def test_the_processes_of_a_batch_but_for_its_workers_load_no_reader() -> None:
    code = "import sys, dealextract.cli.batch; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment())
    assert {"spacy", "onnxruntime", "numpy", "dateparser"}.isdisjoint(found.stdout.decode().split())
