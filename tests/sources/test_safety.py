"""No network, no waiting on pipes and devices, no path that cannot be written down; and damaged inputs of every format."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dealextract.errors import InputError
from dealextract.sources import Reading, read_articles
from dealextract.sources.places import shown
from tests.sources.reading import FILES, one, one_of

ROOT = Path(__file__).parents[2]


def test_nothing_goes_to_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("the network was asked for")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    with pytest.raises(AssertionError, match="the network"):
        socket.create_connection(("127.0.0.1", 9))
    found = [item for path in sorted(FILES.glob("*.*")) for item in read_articles(path)]
    assert sum(isinstance(item, Reading) for item in found) > 30
    page = (
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://127.0.0.1:9/xhtml.dtd">'
        '<html><head><link rel="canonical" href="http://127.0.0.1:9/a"><base href="http://127.0.0.1:9/"></head><body>'
        '<iframe src="http://127.0.0.1:9/"></iframe><p>Kestrel buys Oakfield.<img src="http://127.0.0.1:9/a.png"></p></body></html>'
    )
    assert one(page.encode()).article.text == "Kestrel buys Oakfield."


def test_a_reader_says_nothing_on_standard_error() -> None:
    code = (
        "import sys\nfrom dealextract.sources import read_articles\n"
        "for path in sys.argv[1:]:\n    list(read_articles(path))\nimport logging; print(logging.getLogger().handlers)"
    )
    paths = [str(path) for path in sorted(FILES.glob("*.*"))]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "error"}
    environment["PYTHONWARNINGS"] = "default"
    result = subprocess.run(
        [sys.executable, "-c", code, *paths], capture_output=True, timeout=120, check=False, env=environment
    )
    assert (result.returncode, result.stderr, result.stdout) == (0, b"", b"[]\n")


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match=r"pipe: is a named pipe, not a file; hand its data over on standard input"):
        one_of(pipe)


def test_a_pipe_of_the_shell_is_read() -> None:
    ours, theirs = os.pipe()
    os.write(theirs, b"Kestrel buys Oakfield.")
    os.close(theirs)
    try:
        if not Path(f"/dev/fd/{ours}").exists():
            pytest.skip("the system has no /dev/fd")
        article = one_of(Path(f"/dev/fd/{ours}")).article
    finally:
        os.close(ours)
    assert (article.text, article.path) == ("Kestrel buys Oakfield.", f"/dev/fd/{ours}")


def test_devices_and_sockets_are_refused(tmp_path: Path) -> None:
    for path, kind in ((Path("/dev/zero"), "a device"), (Path("/dev/null"), "a device")):
        with pytest.raises(InputError, match=f"{path}: is {kind}, not a file"):
            one_of(path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        with pytest.raises(InputError, match="is a socket, not a file"):
            one_of(tmp_path / "s")


def test_a_loop_of_links_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(InputError, match="a: cannot be read: too many levels of symbolic links; check the path"):
        one_of(tmp_path / "a")


def test_a_link_to_a_file_is_read_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kestrel", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "a.txt")
    assert one_of(tmp_path / "link").article.path == str(tmp_path / "link")


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"a\nb.txt", b"\xff\xfe", "東芝.txt".encode(), b" -.txt"])
def test_any_name_of_a_file_can_be_written_as_json(tmp_path: Path, name: bytes) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)
    try:
        with open(path, "wb") as stream:
            stream.write(b"Kestrel buys Oakfield.")
    except OSError:
        pytest.skip("the file system takes no such name")
    article = one_of(Path(os.fsdecode(path))).article
    assert article.path is not None
    written = json.dumps(article.path, ensure_ascii=False).encode("utf-8")
    wanted = name.decode("utf-8", "backslashreplace")
    assert json.loads(written) == f"{tmp_path}/{wanted}"


def test_half_a_surrogate_in_a_path_is_no_crash() -> None:
    assert shown("a\ud800b\udce9") == "a\ufffdb\\xe9"
    with pytest.raises(InputError, match="cannot be read"):
        one_of(Path("a\ud800b"))


def test_a_file_that_goes_wrong_halfway_gives_what_came_before(tmp_path: Path) -> None:
    import io

    from dealextract.sources import read_articles_from

    class Broken(io.RawIOBase):
        parts = [b'{"text": "one"}\n', b'{"text": "two"}\n']  # noqa: RUF012

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            if not self.parts:
                raise OSError(5, "Input/output error")
            data = self.parts.pop(0)
            buffer[: len(data)] = data
            return len(data)

    found = list(read_articles_from(io.BufferedReader(Broken()), path="f"))
    assert [item.article.text for item in found[:-1] if isinstance(item, Reading)] == ["one", "two"]
    assert str(found[-1]) == "f: cannot be read: input/output error; check the path"


def test_damaged_inputs_of_every_format_give_articles_or_errors() -> None:
    """A short part of the harness; all of it: `python benchmarks/fuzz_inputs.py --runs 100000`."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, str(ROOT / "benchmarks" / "fuzz_inputs.py"), "--runs", "300", "--seed", "7"]
    result = subprocess.run(command, capture_output=True, timeout=300, check=False, env=environment, text=True)
    assert (result.returncode, result.stderr) == (0, "")
    rows = [line.split() for line in result.stdout.splitlines()[2:]]
    assert [row[0] for row in rows] == ["html", "pdf", "docx", "eml", "jsonl", "csv", "packed", "zip", "text"]
    assert all(int(row[1]) >= 18 and int(row[2]) > 0 for row in rows)
    assert sum(int(row[3]) for row in rows) > 50


def test_the_harness_finds_what_is_there_to_be_found(tmp_path: Path) -> None:
    """A reader that fails, dies or hangs is told by it."""
    breaks = {
        "fails": "raise KeyError('x')",
        "dies": "__import__('os').abort()",
        "says": "print('noise', file=__import__('sys').stderr)",
        "lost": "return iter(())",
    }
    for name, line in breaks.items():
        site = tmp_path / name
        site.mkdir()
        (site / "sitecustomize.py").write_text(
            "import dealextract.sources.routing as routing\nimport dealextract.sources as sources\nold = sources.articles\n"
            f"def new(*arguments):\n    {line}\n    return old(*arguments)\nsources.articles = new\n",
            encoding="utf-8",
        )
        environment = {**os.environ, "PYTHONPATH": f"{site}:{ROOT / 'src'}"}
        command = [sys.executable, str(ROOT / "benchmarks" / "fuzz_inputs.py"), "--runs", "2", "--formats", "text"]
        result = subprocess.run(command, capture_output=True, timeout=300, check=False, env=environment, text=True)
        assert result.returncode == 1, (name, result)
        wanted = {
            "fails": "KeyError",
            "dies": "the process dies",
            "says": "words on standard error",
            "lost": "neither an article nor an error",
        }[name]
        assert wanted in result.stderr
