"""Which files a batch reads, in which order, and what it says of those that it leaves out."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from dealextract.batch.inputs import Inputs, listed
from dealextract.errors import InputError

FILES = ("b.txt", "a/z.txt", "a/deep/er/x.md", "a/.hidden.txt", ".git/config", "c/one.html", "ä.txt")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with folders, which is where one is."""
    for name in FILES:
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "tree")
    return tmp_path / "tree"


def found(*paths: str, leave_out: frozenset[str] = frozenset()) -> tuple[list[str], Inputs]:
    inputs = Inputs(paths, leave_out)
    return [f"error: {path}" if isinstance(path, InputError) else path for path in inputs], inputs


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        pytest.param("a", ["a/deep/er/x.md", "a/z.txt"], id="a folder, by name"),
        pytest.param("*.txt", ["b.txt", "ä.txt"], id="a pattern"),
        pytest.param("*/*.txt", ["a/z.txt"], id="a pattern of two parts"),
        pytest.param("**/*.txt", ["b.txt", "ä.txt", "a/z.txt"], id="any depth"),
        pytest.param("**", ["a/deep/er/x.md", "a/z.txt", "b.txt", "c/one.html", "ä.txt"], id="all"),
        pytest.param("a/**/x.*", ["a/deep/er/x.md"], id="any depth below"),
        pytest.param("[ac]", ["a/deep/er/x.md", "a/z.txt", "c/one.html"], id="folders of a pattern are walked"),
        pytest.param("a/.h*", ["a/.hidden.txt"], id="a dot that is named"),
        pytest.param("a/.hidden.txt", ["a/.hidden.txt"], id="a hidden file that is named"),
        pytest.param("*.pdf", ["error: *.pdf: matches no file; check the pattern"], id="nothing matches"),
        pytest.param("no.txt", ["no.txt"], id="what is not there is for the reader to say"),
    ],
)
def test_a_path_stands_for_files(tree: Path, pattern: str, names: list[str]) -> None:
    assert found(pattern)[0] == names


def test_a_walk_skips_what_is_hidden_or_no_file_and_counts_it(tree: Path) -> None:
    os.mkfifo(tree / "a" / "pipe")
    names, inputs = found(".")
    assert names == ["./a/deep/er/x.md", "./a/z.txt", "./b.txt", "./c/one.html", "./ä.txt"]
    assert inputs.skipped.words() == ["2 hidden", "1 pipes, sockets or devices"]


def test_links_in_a_circle_end_and_a_link_to_nowhere_is_read_to_fail(tree: Path) -> None:
    (tree / "a" / "up").symlink_to(tree)
    (tree / "c" / "gone").symlink_to(tree / "nowhere")
    names, inputs = found("a", "c")
    assert names == ["a/deep/er/x.md", "a/up/b.txt", "a/up/c/gone", "a/up/c/one.html", "a/up/ä.txt", "a/z.txt"]
    assert inputs.skipped.repeated == 2  # a below itself, and c, which was walked as a/up/c
    assert "a/up/up" not in "".join(found("**")[0])


def test_a_file_that_is_named_twice_is_read_once(tree: Path) -> None:
    names, inputs = found("b.txt", "./b.txt", "*.txt", "a", "a")
    assert names == ["b.txt", "ä.txt", "a/deep/er/x.md", "a/z.txt"]
    assert inputs.skipped.words() == ["1 hidden", "3 met twice"]


def test_a_folder_with_nothing_to_read_is_an_error(tree: Path) -> None:
    (tree / "empty").mkdir()
    (tree / "empty" / ".keep").touch()
    assert found("empty")[0] == ["error: empty: is a folder without a file to read (1 hidden); name another folder"]


def test_what_the_batch_writes_is_no_input(tree: Path) -> None:
    state = tree / "old.jsonl.batch"
    state.mkdir()
    for name in ("journal", "lock", "records"):
        (state / name).touch()
    names, inputs = found(".", leave_out=frozenset({str(tree / "b.txt")}))
    assert names == ["./a/deep/er/x.md", "./a/z.txt", "./c/one.html", "./ä.txt"]
    assert inputs.skipped.own == 2


@pytest.mark.parametrize(
    ("data", "nul", "names"),
    [
        pytest.param(b"a.txt\nb c.txt\n", False, ["a.txt", "b c.txt"], id="lines"),
        pytest.param(b"a.txt\r\n\n  \nb.txt", False, ["a.txt", "b.txt"], id="ends of another system, blank lines"),
        pytest.param(b"a\nb\0c.txt\0", True, ["a\nb", "c.txt"], id="NUL"),
        pytest.param(b"caf\xe9.txt\n", False, [os.fsdecode(b"caf\xe9.txt")], id="a name that is no Unicode"),
    ],
)
def test_a_list_of_names(data: bytes, nul: bool, names: list[str]) -> None:
    assert list(listed(io.BytesIO(data), nul=nul)) == names
