"""Every format: other programs read back what was written, two runs give the same, and it is whole or not there."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dealextract.errors import InstallationError, UsageError
from dealextract.records import Record
from dealextract.writers import results
from dealextract.writers.limits import Limits
from dealextract.writers.reading import read_results
from dealextract.writers.results import FORMATS, write_results
from dealextract.writers.sqlite import fits
from dealextract.writers.xlsx import LIMITS
from tests.writers import foreign
from tests.writers.foreign import Tables, awkward, expected

READERS: dict[str, tuple[str, Callable[[Path], Tables], Callable[[list[Record]], Tables]]] = {
    "csv": ("csv", foreign.from_csv, lambda records: defused(foreign.no_empty_texts(expected(records)))),
    "parquet": ("parquet", foreign.from_parquet, expected),
    "parquet by polars": ("parquet", foreign.from_parquet_by_polars, expected),
    "xlsx": ("xlsx", foreign.from_xlsx, lambda records: foreign.no_empty_texts(expected(records, LIMITS))),
    "sqlite": ("sqlite", foreign.from_sqlite, lambda records: foreign.as_sqlite(expected(records, Limits(fits)))),
    "duckdb": ("duckdb", foreign.from_duckdb, expected),
}


def defused(tables: Tables) -> Tables:
    """Texts that a spreadsheet would run, with an apostrophe before them."""
    risky = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
    return {
        name: [tuple(f"'{v}" if isinstance(v, str) and v.startswith(risky) else v for v in row) for row in rows]
        for name, rows in tables.items()
    }


@pytest.mark.parametrize("reader", READERS)
def test_another_program_reads_back_what_was_written(reader: str, record: Record, tmp_path: Path) -> None:
    format, read, should_be = READERS[reader]
    records = [record, awkward(), Record(source=record.source), awkward()]
    path = tmp_path / f"deals.{format}"
    write_results(iter(records), path, format)
    assert read(path) == should_be(records)


@pytest.mark.parametrize("reader", READERS)
def test_no_record_gives_tables_without_rows(reader: str, tmp_path: Path) -> None:
    format, read, _ = READERS[reader]
    path = tmp_path / f"deals.{format}"
    write_results([], path, format)
    assert read(path) == {name: [] for name in expected([])}


def test_two_runs_give_the_same_bytes(record: Record, tmp_path: Path) -> None:
    """All but DuckDB, which writes a random identifier into each file."""
    script = (
        "import sys\nfrom dealextract import read_results, write_results\n"
        "for format in sys.argv[3:]: write_results(read_results(sys.argv[1]), f'{sys.argv[2]}/deals.{format}', format)"
    )
    once = tmp_path / "once.jsonl"
    valid = awkward().model_copy(update={"source": record.source})
    write_results([valid, valid], once, "jsonl")
    found = []
    for run, seed in (("a", "1"), ("b", "2")):
        folder = tmp_path / run
        folder.mkdir()
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "UTC" if run == "a" else "Asia/Tokyo"}
        formats = [format for format in FORMATS if format != "duckdb"]
        subprocess.run([sys.executable, "-c", script, once, folder, *formats], env=env, check=True, timeout=60)
        found.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert len(found[0]) == 2 * 13 + 5
    for name, content in found[0].items():
        assert found[1][name] == content, name


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("error", [RuntimeError("it happens"), KeyboardInterrupt()], ids=["error", "interrupt"])
def test_after_an_error_the_old_results_are_there_and_nothing_else(
    format: str, error: BaseException, record: Record, tmp_path: Path
) -> None:
    def broken() -> Iterator[Record]:
        yield record
        raise error

    target = tmp_path / f"deals.{format}"
    write_results([record], target, format)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(type(error)):
        write_results(broken(), target, format)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("format", FORMATS)
def test_after_an_error_nothing_is_there_where_nothing_was(format: str, record: Record, tmp_path: Path) -> None:
    def broken() -> Iterator[Record]:
        yield record
        raise RuntimeError

    for target in (tmp_path / f"deals.{format}", tmp_path / "folder"):
        with pytest.raises(RuntimeError):
            write_results(broken(), target, format)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_place_that_cannot_be_written_to_is_a_usage_error(format: str, record: Record, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"nowhere/deals.{format}: cannot be written: No such file or directory"):
        write_results([record], tmp_path / "nowhere" / f"deals.{format}", format)


def test_a_file_that_may_not_grow_is_an_error_in_a_line(record: Record, tmp_path: Path) -> None:
    """As on a full disk: the system refuses to write more."""
    resource = pytest.importorskip("resource", reason="limits on files are a notion of POSIX systems")
    once, folder = tmp_path / "once.jsonl", tmp_path / "out"
    folder.mkdir()
    write_results([record.model_copy(update={"deals": record.deals[1:]})] * 200, once, "jsonl")
    script = (
        "import sys\nfrom dealextract import read_results, write_results, UsageError\n"
        "for format in sys.argv[3:]:\n"
        "    try: write_results(read_results(sys.argv[1]), f'{sys.argv[2]}/deals.{format}', format)\n"
        "    except UsageError as error: print(error)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, once, folder, *FORMATS], capture_output=True, timeout=60, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000)),
    )  # fmt: skip
    lines = result.stdout.decode().splitlines()
    assert (result.returncode, result.stderr) == (0, b"")
    for format, line in zip(FORMATS, lines, strict=True):
        assert line.startswith(f"{folder}/deals.{format}: cannot be written: ")
        assert line.endswith("; make room or check the folder and its permissions")
    assert list(folder.iterdir()) == []


def test_csv_and_parquet_in_a_folder(record: Record, tmp_path: Path) -> None:
    write_results([record], tmp_path / "made", "csv")
    assert foreign.from_csv(tmp_path / "made", folder=True) == foreign.no_empty_texts(expected([record]))
    (tmp_path / "there.csv").mkdir()
    write_results([record], tmp_path / "there.csv", "csv")
    assert (tmp_path / "there.csv" / "deals.csv").is_file()
    write_results([record], tmp_path / "made", "parquet")
    assert len(list((tmp_path / "made").iterdir())) == 26


def test_texts_are_the_records(record: Record, tmp_path: Path) -> None:
    valid = awkward().model_copy(update={"source": record.source})
    for format in ("json", "jsonl"):
        path = tmp_path / f"deals.{format}"
        write_results([valid, valid], path, format)
        assert list(read_results(path)) == [valid, valid]


def test_a_format_that_is_none_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    def unread() -> Iterator[Record]:
        raise AssertionError("it was read")
        yield

    with pytest.raises(UsageError, match="'xml' is no format of results; use json, jsonl, csv, parquet, xlsx"):
        write_results(unread(), tmp_path / "x", "xml")


@pytest.mark.parametrize(
    ("format", "library", "extra"), [("parquet", "pyarrow", "parquet"), ("duckdb", "duckdb", "duckdb")]
)
def test_a_missing_library_names_the_extra(
    format: str, library: str, extra: str, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Any = builtins.__import__

    def absent(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == library:
            raise ModuleNotFoundError(f"No module named {library!r}", name=library)
        return real(name, *rest, **more)

    for module in (f"dealextract.writers.{format}", "dealextract.writers.arrow"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(InstallationError) as caught:
        results.writer_of(format)
    remedy = f"it comes with pip install 'dealextract[{extra}]', in a copy of the source pip install '.[{extra}]'"
    assert str(caught.value) == f"{library} is not installed; {remedy}"


def test_sqlite_holds_integers_of_64_bits_and_15_digits() -> None:
    held = ["9223372036854775807", "-9223372036854775808", "123456789.012345", "0.000001"]
    assert all(fits(Decimal(number)) for number in held)
    assert not any(fits(Decimal(number)) for number in ["9223372036854775809", "1234567890123456.7"])
