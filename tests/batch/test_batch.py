"""`dealextract batch` around extraction: order, outputs, statuses, going on, copies, workers that are lost."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import Result

from dealextract.batch import pool
from tests.batch.conftest import Batch

TEXT = "Kestrel {0} said that it had bought the baker Oakfield {0} for £{0}m in cash last week.\n"


def write(folder: Path, count: int, **others: str) -> None:
    """So many articles, 000.txt and on, and others by name."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(TEXT.format(number), encoding="utf-8")
    for name, text in others.items():
        (folder / name).write_text(text, encoding="utf-8")


def paths(text: str) -> list[str]:
    return [json.loads(line)["source"]["path"] for line in text.splitlines()]


def summary(result: Result) -> str:
    return result.stderr.splitlines()[-1]


def test_records_come_in_the_order_of_the_inputs_whatever_the_number_of_workers(batch: Batch) -> None:
    lines = "".join(
        json.dumps({"text": f"{'SLOW ' if n % 3 == 0 else ''}{TEXT.format(n // 2)}"}) + "\n" for n in range(40)
    )
    write(Path("in"), 12, **{"005.txt": f"SLOW {TEXT.format(5)}", "feed.jsonl": lines, "zz.txt": TEXT.format(3)})
    one = batch("in", "--jobs", "1")
    three = batch("in", "--jobs", "3")
    assert one.exit_code == three.exit_code == 0
    assert one.stdout_bytes == three.stdout_bytes
    names = [f"in/{n:03}.txt" for n in range(12)] + [f"in/feed.jsonl:{n}" for n in range(1, 41)] + ["in/zz.txt"]
    assert paths(one.stdout) == names
    batch("in", "-o", "o.jsonl")
    assert Path("o.jsonl").read_bytes() == one.stdout_bytes
    assert summary(one).startswith("dealextract: 53 documents, 0 deals, 22 copies in ")


def test_a_copy_points_to_the_first_unless_all_are_to_be_kept(batch: Batch) -> None:
    write(Path("in"), 3, **{"a.txt": TEXT.format(1), "b.txt": f"Another headline\n\n{TEXT.format(2)}"})
    records = [json.loads(line) for line in batch("in").stdout.splitlines()]
    notes = [note["message"] for record in records for note in record["diagnostics"] if note["code"] == "duplicate"]
    assert notes == [
        "the same text as in/001.txt, where its deals stand; --keep-duplicates extracts it too",
        "nearly the same text as in/002.txt, where its deals stand; --keep-duplicates extracts it too",
    ]
    assert records[4]["source"]["path"] == "in/b.txt"
    kept = batch("in", "--keep-duplicates")
    assert "duplicate" not in kept.stdout
    assert "copies" not in kept.stderr


def test_a_text_whose_first_copy_fails_is_extracted_itself(batch: Batch) -> None:
    bug = f"BUG {TEXT.format(1)}"
    write(Path("in"), 2, **{"a.txt": bug, "b.txt": bug, "c.txt": bug})
    result = batch("in", "--errors", "e.jsonl", "-j", "2")
    assert [json.loads(line)["path"] for line in Path("e.jsonl").read_text().splitlines()] == [
        f"in/{n}.txt" for n in "abc"
    ]
    assert result.exit_code == 1


def test_failures_are_lines_of_errors_and_the_others_go_on(batch: Batch) -> None:
    write(Path("in"), 3, **{"bug.txt": f"BUG {TEXT.format(9)}"})
    Path("in/001.txt").write_bytes(b"%PDF-1.4")
    said = batch("in", "nope.txt", "*.html", "-o", "o.jsonl")
    assert said.exit_code == 1
    errors = [line for line in said.stderr.splitlines() if "error:" in line]
    assert len(errors) == 4
    assert errors[1] == (
        "dealextract: error: in/bug.txt: internal error (ZeroDivisionError: it happens); run again with --debug and report what it shows"
    )
    assert "Traceback" not in said.stderr
    assert "Traceback" in batch("in", "--debug").stderr
    kept = batch("in", "nope.txt", "*.html", "--errors", "e.jsonl")
    assert "error:" not in kept.stderr
    assert summary(kept).endswith("; errors in e.jsonl")
    rows = [json.loads(line) for line in Path("e.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["path"], row["kind"]) for row in rows] == [
        ("in/001.txt", "input"), ("in/bug.txt", "internal"), ("nope.txt", "input"), ("*.html", "input"),
    ]  # fmt: skip
    assert all(row["message"] and row["remedy"] and set(row) == {"path", "kind", "message", "remedy"} for row in rows)
    assert paths(kept.stdout) == ["in/000.txt", "in/002.txt"]


def test_fail_fast_stops_at_the_first_failure_in_order(batch: Batch) -> None:
    write(Path("in"), 6, **{"002.txt": f"BUG {TEXT.format(9)}", "000.txt": f"SLOW {TEXT.format(0)}"})
    result = batch("in", "--fail-fast", "-j", "3")
    assert result.exit_code == 1
    assert paths(result.stdout) == ["in/000.txt", "in/001.txt"]
    assert "stopped at the first failure" in summary(result)
    result = batch("in", "--fail-fast", "-o", "o.jsonl")
    assert not Path("o.jsonl").exists()
    assert "--resume" in summary(result)


def test_every_input_failed_is_status_3_and_leaves_the_output_alone(batch: Batch) -> None:
    Path("o.jsonl").write_text("old")
    result = batch("a.txt", "b.txt", "-o", "o.jsonl")
    assert (result.exit_code, Path("o.jsonl").read_text()) == (3, "old")
    assert "nothing written" in summary(result)


def test_no_deal_is_status_4_only_when_asked_for(batch: Batch) -> None:
    write(Path("in"), 1)
    assert [batch("in").exit_code, batch("in", "--exit-status").exit_code] == [0, 4]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["in", "--published", "March"], "'March' is no date of publication"),
        (["in", "-o", "o.doc"], "the suffix '.doc' names no format"),
        (["in", "--format", "csv"], "csv is not written to standard output; name a file: -o deals.csv"),
        (["in", "--resume"], "--resume needs the file to go on with"),
        (["in", "-o", "no/o.jsonl"], "no/o.jsonl: cannot be written"),
        (["in", "--errors", "no/e.jsonl"], "no/e.jsonl: cannot be written"),
        (["in", "-o", "in", "--format", "jsonl"], "in: is a folder, not a file"),
        (["in", "--jobs", "0"], "--jobs"),
        (["--files-from", "nope"], "nope: cannot be read"),
        (["-", "--files-from", "-"], "standard input can be read once only"),
    ],
)
def test_an_option_that_means_nothing_is_status_2(batch: Batch, arguments: list[str], message: str) -> None:
    write(Path("in"), 1)
    result = batch(*arguments, stdin="")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert sorted(os.listdir()) == ["in"]


def test_names_come_from_a_list_or_standard_input(batch: Batch) -> None:
    write(Path("in"), 4)
    Path("list").write_text("in/002.txt\n\nin/000.txt\n")
    assert paths(batch("--files-from", "list").stdout) == ["in/002.txt", "in/000.txt"]
    assert paths(batch("--files-from", "-", "-0", stdin=b"in/003.txt\0in/001.txt\0").stdout) == [
        "in/003.txt",
        "in/001.txt",
    ]
    assert batch("--files-from", "-", stdin="").exit_code == 2


def test_articles_come_by_standard_input(batch: Batch) -> None:
    feed = "".join(json.dumps({"text": TEXT.format(n)}) + "\n" for n in range(3))
    assert len(batch(stdin=feed).stdout.splitlines()) == 3
    assert batch("-", stdin=feed).stdout == batch(stdin=feed).stdout


# Going on


def resumed(batch: Batch, *arguments: str) -> tuple[str, int, bytes]:
    """Go on; the summary, how many were kept, and the output."""
    result = batch("in", "-o", "o.jsonl", "--resume", *arguments)
    words = summary(result)
    kept = int(words.partition(" kept")[0].rpartition(", ")[2]) if " kept" in words else 0
    return words, kept, Path("o.jsonl").read_bytes()


def afresh(batch: Batch, *arguments: str) -> bytes:
    """What a batch gives that knows nothing of an earlier one."""
    return batch("in", *arguments).stdout_bytes


def test_only_what_changed_or_failed_is_done_again(batch: Batch) -> None:
    feed = [json.dumps({"text": TEXT.format(100 + n)}) + "\n" for n in range(6)]
    write(Path("in"), 6, **{"bug.txt": f"BUG {TEXT.format(50)}", "feed.jsonl": "".join(feed)})
    batch("in", "-o", "o.jsonl", "-q")
    assert resumed(batch)[1:] == (12, afresh(batch))
    write(Path("in"), 0, **{"bug.txt": TEXT.format(50), "003.txt": TEXT.format(33), "004b.txt": TEXT.format(44)})
    Path("in/001.txt").unlink()
    Path("in/feed.jsonl").write_text(
        "".join([*feed[:2], feed[2].replace("102", "202"), *feed[3:], feed[0].replace("100", "300")])
    )
    words, kept, output = resumed(batch)
    assert (kept, output) == (4 + 5, afresh(batch))  # 000, 002, 004, 005, and five of the feed
    assert "14 documents" in words
    assert resumed(batch)[1:] == (14, output)


def test_other_options_do_everything_again(batch: Batch) -> None:
    write(Path("in"), 3)
    batch("in", "-o", "o.jsonl", "-q")
    result = batch("in", "-o", "o.jsonl", "--resume", "--min-confidence", "0.5")
    assert "3 documents were done with other options or another version and are done again" in result.stderr
    assert " kept" not in summary(result)


def test_a_copy_that_becomes_the_first_is_extracted_and_the_other_way_round(batch: Batch) -> None:
    write(Path("in"), 3, **{"m.txt": TEXT.format(1)})
    batch("in", "-o", "o.jsonl", "-q")
    Path("in/001.txt").rename("in/x.txt")
    _, kept, output = resumed(batch)
    assert (kept, output) == (2, afresh(batch))
    assert b"the same text as in/m.txt" in output
    write(Path("in"), 0, **{"0.txt": TEXT.format(2)})
    _, kept, output = resumed(batch)
    assert (kept, output) == (3, afresh(batch))
    assert b"the same text as in/0.txt" in output


def test_a_damaged_output_is_made_whole(batch: Batch) -> None:
    write(Path("in"), 4)
    batch("in", "-o", "o.jsonl", "-q")
    whole = Path("o.jsonl").read_bytes()
    Path("o.jsonl").write_bytes(whole.replace(b"Kestrel 2", b"Kestrel X"))
    assert resumed(batch)[1:] == (3, whole)
    Path("o.jsonl").unlink()
    assert resumed(batch)[1:] == (0, whole)


def test_a_stopped_batch_is_not_overwritten_by_mistake(batch: Batch) -> None:
    write(Path("in"), 4, **{"002.txt": "BUG"})
    batch("in", "-o", "o.jsonl", "--fail-fast", "-j", "1")
    again = batch("in", "-o", "o.jsonl")
    assert again.exit_code == 2
    assert "was stopped when 2 documents were done; go on with it by --resume, or remove that folder" in again.stderr
    assert resumed(batch)[1] == 2


def test_another_format_is_made_from_the_finished_lines(batch: Batch) -> None:
    write(Path("in"), 3, **{"a.txt": TEXT.format(1)})
    first = batch("in", "-o", "o.json")
    assert first.exit_code == 0
    rows = json.loads(Path("o.json").read_text(encoding="utf-8"))
    assert rows == [json.loads(line) for line in afresh(batch).splitlines()]
    Path("o.json").unlink()
    assert "4 kept" in summary(batch("in", "-o", "o.json", "--resume"))
    assert json.loads(Path("o.json").read_text(encoding="utf-8")) == rows


# Workers that are lost


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        pytest.param(
            "SEGMENTATION", "died", "the worker died while extracting it (SIGSEGV)", id="a fault in a library"
        ),
        pytest.param("ENDLESS", "timeout", "took too long: the worker was ended while extracting it", id="no end"),
    ],
)
def test_a_lost_worker_loses_only_its_document(batch: Batch, text: str, kind: str, message: str) -> None:
    write(Path("in"), 8, **{"003.txt": text})
    result = batch("in", "-j", "2", "--timeout", "5", "--errors", "e.jsonl")
    assert result.exit_code == 1
    assert paths(result.stdout) == [f"in/{n:03}.txt" for n in range(8) if n != 3]
    rows = [json.loads(line) for line in Path("e.jsonl").read_text().splitlines()]
    assert [(row["path"], row["kind"], row["message"]) for row in rows] == [("in/003.txt", kind, message)]


def test_a_worker_that_has_grown_is_replaced(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    started: Counter[str] = Counter()
    make = pool.Handle.__init__

    def counted(self: pool.Handle, *arguments: object) -> None:
        started["workers"] += 1
        make(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pool.Handle, "__init__", counted)
    write(Path("in"), 3)
    whole = batch("in", "-j", "1").stdout_bytes
    assert started["workers"] == 1
    monkeypatch.setattr(pool, "GROWN", 1)
    assert batch("in", "-j", "1").stdout_bytes == whole
    assert started["workers"] == 1 + 3


def test_workers_that_cannot_begin_end_the_batch(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "START", "raise SystemExit(7)")
    write(Path("in"), 1)
    result = batch("in")
    assert result.exit_code == 3
    assert "a worker process ended before it began (status 7)" in result.stderr
