"""Streams: data and messages apart, colour judged for each, pipes that close, input that is waited for, Ctrl-C."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dealextract.cli import terminal
from dealextract.cli.terminal import Manners, colour_wanted, look_of, standard_input
from tests.cli.invocation import ARTICLE, SHORT, Spawn, assert_quiet_when_closed, environment

PROGRAM = [sys.executable, "-m", "dealextract"]


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Pipe(Terminal):
    """A stream that says that it is none."""

    def isatty(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("stream", "choice", "environ", "wanted"),
    [
        pytest.param(Terminal(), "auto", {}, True, id="a terminal"),
        pytest.param(Pipe(), "auto", {}, False, id="a pipe"),
        pytest.param(Terminal(), "auto", {"NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param(Terminal(), "auto", {"NO_COLOR": ""}, True, id="an empty NO_COLOR is none"),
        pytest.param(Terminal(), "auto", {"TERM": "dumb"}, False, id="TERM=dumb"),
        pytest.param(Pipe(), "auto", {"FORCE_COLOR": "1"}, True, id="FORCE_COLOR"),
        pytest.param(Pipe(), "auto", {"FORCE_COLOR": "0"}, False, id="FORCE_COLOR=0 forces nothing"),
        pytest.param(Pipe(), "auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="NO_COLOR before FORCE_COLOR"),
        pytest.param(Pipe(), "always", {"NO_COLOR": "1"}, True, id="the option before all"),
        pytest.param(Terminal(), "never", {"FORCE_COLOR": "1"}, False, id="the option before FORCE_COLOR"),
    ],
)
def test_colour(stream: Terminal, choice: str, environ: dict[str, str], wanted: bool) -> None:
    assert colour_wanted(stream, choice, environ) is wanted


def test_lines_are_wrapped_on_a_terminal_and_where_columns_are_told() -> None:
    assert look_of(Pipe(), "auto", {}).width is None
    assert look_of(Pipe(), "auto", {"COLUMNS": "72"}).width == 72
    assert look_of(Terminal(), "auto", {}).width is not None


def test_a_stream_that_is_not_unicode_gets_ascii() -> None:
    stream = Pipe()
    stream.encoding = "latin-1"
    assert not look_of(stream, "auto", {}).unicode


@pytest.mark.parametrize(("width", "height"), [(80, 24), (200, 50)])
def test_on_a_terminal_there_is_a_table_in_colour_as_wide_as_it(width: int, height: int) -> None:
    pty = pytest.importorskip("pty", reason="terminals are a notion of POSIX systems")
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    process = subprocess.Popen(
        [*PROGRAM, "parse", str(ARTICLE)],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert process.wait(60) == 0
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    os.close(ours)
    text = shown.decode().replace("\r\n", "\n")
    assert "\x1b[1m" in text
    lines = re.sub(r"\x1b\[[\d;]*m", "", text).splitlines()
    assert max(map(len, lines)) <= width
    assert not text.startswith("{")


def test_the_locale_changes_nothing_in_json(spawn: Spawn, article: Path) -> None:
    plain = spawn("parse", article)
    odd = spawn("parse", article, env={"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert odd.returncode == 0
    assert odd.stdout == plain.stdout
    assert "£45m".encode() in odd.stdout


def test_a_table_on_an_ascii_stream_does_without_the_letters_that_it_lacks(spawn: Spawn, article: Path) -> None:
    result = spawn("parse", article, "--format", "table", env={"PYTHONIOENCODING": "ascii"})
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.isascii()


def test_errors_are_coloured_for_standard_error_alone(spawn: Spawn, article: Path) -> None:
    result = spawn("parse", article, "nope.txt", env={"FORCE_COLOR": "1"})
    assert b"\x1b[1;31merror:" in result.stderr
    assert b"\x1b" not in result.stdout


def test_a_closed_pipe_ends_the_program_quietly(tmp_path: Path) -> None:
    paths = []
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        path.write_text(SHORT * 40, encoding="utf-8")
        paths.append(str(path))
    process = subprocess.Popen(
        [*PROGRAM, "parse", *paths], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert_quiet_when_closed(process, begun=b"{")


def test_help_into_a_closed_pipe_is_quiet_too() -> None:
    process = subprocess.Popen([*PROGRAM, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
    assert_quiet_when_closed(process)


WAITING = b"dealextract: waiting for an article on standard input\n"


def test_input_that_does_not_come_is_waited_for_with_a_word() -> None:
    process = subprocess.Popen(
        [*PROGRAM, "money"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stderr is not None
    assert process.stderr.readline() == WAITING
    out, err = process.communicate(SHORT.encode(), timeout=60)
    assert json.loads(out)["amount"] == "45000000"
    assert err == b""


def test_quiet_waits_without_a_word(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = os.pipe()
    monkeypatch.setattr(terminal, "PATIENCE", 0.01)
    with open(ours, encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        late = threading.Timer(0.5, lambda: (os.write(theirs, b"late"), os.close(theirs)))
        late.start()
        with standard_input(Manners(quiet=True)) as source:
            assert source.read() == b"late"
        late.join()
    assert capsys.readouterr().err == ""


def test_input_that_comes_at_once_is_read_without_a_word(spawn: Spawn) -> None:
    result = spawn("money", input=SHORT.encode())
    assert (result.returncode, result.stderr) == (0, b"")


def test_a_loop_over_lines_keeps_its_input(tmp_path: Path, article: Path) -> None:
    script = (
        f'printf "1\\n2\\n3\\n" | while read -r line; do "{sys.executable}" -m dealextract money "{article}" -q; done'
    )
    result = subprocess.run(["sh", "-c", script], capture_output=True, timeout=120, check=True, env=environment())
    assert len(result.stdout.splitlines()) == 3


def test_an_interrupt_is_status_130_and_no_traceback() -> None:
    process = subprocess.Popen(
        [*PROGRAM, "parse", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stderr is not None
    assert process.stderr.readline() == WAITING
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert err == b"dealextract: interrupted\n"


def test_an_interrupted_output_file_is_not_left_half(tmp_path: Path, article: Path) -> None:
    output = tmp_path / "out" / "o.jsonl"
    output.parent.mkdir()
    process = subprocess.Popen(
        [*PROGRAM, "parse", str(article), "-", "-o", str(output)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not os.listdir(output.parent) and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert os.listdir(output.parent) == []
