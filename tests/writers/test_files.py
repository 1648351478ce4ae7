"""A file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dealextract.errors import UsageError
from dealextract.writers.files import whole_file


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with whole_file(path) as stream:
        stream.write("é\n")
        stream.flush()
        assert not path.exists()
    assert path.read_bytes() == "é\n".encode()
    assert os.listdir(tmp_path) == ["out.jsonl"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_after_an_error_the_old_file_is_there_and_nothing_else(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old", encoding="utf-8")

    def write_and_fail() -> None:
        with whole_file(path) as stream:
            stream.write("half")
            raise error

    with pytest.raises(error):
        write_and_fail()
    assert path.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_an_old_file_keeps_its_permissions_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    old, new, plain = tmp_path / "old", tmp_path / "new", tmp_path / "plain"
    old.write_text("old", encoding="utf-8")
    old.chmod(0o640)
    plain.write_text("", encoding="utf-8")
    for path in (old, new):
        with whole_file(path) as stream:
            stream.write("x")
    assert old.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode == plain.stat().st_mode


def test_a_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    with whole_file(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_what_is_no_plain_file_is_written_to_as_it_is() -> None:
    with whole_file("/dev/null") as stream:
        stream.write("x")
    assert not Path("/dev/null").is_file()


def test_a_place_that_cannot_be_written_to_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written: No such file or directory; check the folder"):
        whole_file(tmp_path / "nowhere" / "out.json").__enter__()
    with pytest.raises(UsageError, match="is a folder, not a file; name the file to write"):
        whole_file(tmp_path).__enter__()
