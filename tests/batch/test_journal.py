"""The journal: a torn end is cut off wherever it is torn, what is not whole counts as not done, one batch holds it."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

import pytest

from dealextract.batch.journal import FILE, RUN, Journal
from dealextract.errors import UsageError

RECORDS = [b'{"a": 1}\n', b'{"b": "\xc3\xa4"}\n', b'{"c": 3}\n']


def opened(folder: Path, *, resume: bool = True, config: str = "c") -> Journal:
    return Journal(folder / "o.batch", folder / "o", config, resume=resume)


def filled(folder: Path) -> None:
    """A journal of three records, closed."""
    journal = opened(folder, resume=False)
    for number, record in enumerate(RECORDS):
        place = journal.write(record)
        journal.append({"path": "f", "item": number, "outcome": "record", "record": place, "text": (number, 1, 0)})
    journal.append({"path": "f", "item": FILE, "outcome": "read", "digest": "d", "items": 3})
    journal.append({"path": "g", "item": 0, "outcome": "failed"})
    journal.close()


def entry(journal: Journal, number: int) -> dict[str, Any]:
    found = journal.find("f", number)
    assert found
    return found


def test_what_was_written_is_found_again(tmp_path: Path) -> None:
    filled(tmp_path)
    journal = opened(tmp_path)
    assert (journal.saved, journal.stale, journal.torn) == (3, 0, 0)
    assert [journal.read(entry(journal, number)["record"]) for number in range(3)] == RECORDS
    assert entry(journal, FILE)["items"] == 3
    assert journal.find("f", 3) is None
    journal.close()


def test_a_journal_torn_at_any_byte_gives_what_is_whole_before_it(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / "o.batch" / "journal"
    whole = path.read_bytes()
    ends = [at + 1 for at, byte in enumerate(whole) if byte == 10]
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        journal = opened(tmp_path)
        lines = sum(end <= size for end in ends)
        assert journal.saved == min(max(lines - 1, 0), 3)
        assert journal.torn == size - max([0, *(end for end in ends if end <= size)])
        assert path.read_bytes().startswith(whole[: size - journal.torn])
        journal.close()
        (tmp_path / "o.batch" / "records").write_bytes(b"".join(RECORDS))


@pytest.mark.parametrize("size", [0, 8, 20], ids="{} bytes".format)
def test_a_record_that_is_not_whole_is_not_there(tmp_path: Path, size: int) -> None:
    filled(tmp_path)
    path = tmp_path / "o.batch" / "records"
    path.write_bytes(path.read_bytes()[:size])
    journal = opened(tmp_path)
    read = [journal.read(entry(journal, number)["record"]) for number in range(3)]
    assert read == [record if len(b"".join(RECORDS[: n + 1])) <= size else None for n, record in enumerate(RECORDS)]
    place = journal.write(b"new\n")
    assert journal.read(place) == b"new\n"
    journal.close()


def test_a_record_that_was_changed_is_not_there(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / "o.batch" / "records"
    path.write_bytes(path.read_bytes().replace(b"1", b"2"))
    journal = opened(tmp_path)
    assert journal.read(entry(journal, 0)["record"]) is None
    assert journal.read(entry(journal, 1)["record"]) == RECORDS[1]
    journal.close()


def test_what_lies_behind_the_last_record_of_the_journal_is_cut_off(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / "o.batch" / "records"
    with open(path, "ab") as stream:
        stream.write(b"half a rec")
    opened(tmp_path).close()
    assert path.read_bytes() == b"".join(RECORDS)


def test_other_options_count_as_not_done(tmp_path: Path) -> None:
    filled(tmp_path)
    journal = opened(tmp_path, config="other")
    assert (journal.saved, journal.stale, journal.find("f", 0)) == (0, 3, None)
    journal.close()


def test_the_work_of_a_stopped_batch_is_not_dropped_by_beginning_anew(tmp_path: Path) -> None:
    filled(tmp_path)
    with pytest.raises(UsageError, match="stopped when 3 documents were done"):
        opened(tmp_path, resume=False)
    journal = opened(tmp_path)
    assert journal.saved == 3
    journal.append({"path": "", "item": RUN, "outcome": "finished"})
    journal.close()
    journal = opened(tmp_path, resume=False)
    assert (journal.saved, journal.find("f", 0)) == (0, None)
    journal.close()


def hold(folder: Path, ready: Any, wait: Any) -> None:
    """Hold the journal in another process."""
    journal = opened(folder)
    ready.set()
    wait.wait()
    journal.close()


def test_one_process_holds_it_and_lets_go_when_it_is_killed(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready, wait = context.Event(), context.Event()
    process = context.Process(target=hold, args=(tmp_path, ready, wait))
    process.start()
    assert ready.wait(30)
    with pytest.raises(UsageError, match=rf"another batch .* is running \(process {process.pid}\)"):
        opened(tmp_path)
    process.kill()
    process.join()
    opened(tmp_path).close()
