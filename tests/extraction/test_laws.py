"""What holds for every record, whatever the text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealextract import extract
from dealextract.knowledge.taxonomy import deal_types
from dealextract.records import Record

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "data" / "articles").glob("*.txt"))
WORDS = [
    *("Kestrel", "Oakfield", "plc", "bought", "sells", "for", "£45m", "20%", "of", "on", "3 May 2021", "Tuesday"),
    *("the", "bid", "merger", "said", "Ana Ruiz", ",", ".", "\n", "\r\n", "\u00a0", "é", "株", "ﷺ"),
]


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a record's JSON that has offsets and a text."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def check(record: Record) -> int:
    """The laws of a record; gives the number of spans looked at."""
    data = json.loads(record.to_json())
    seen = 0
    for span in spans(data):
        assert record.text[span["start"] : span["end"]] == span["text"]
        seen += 1
    companies = {c["id"] for c in data["companies"]}
    people = {p["id"] for p in data["people"]}
    for deal in data["deals"]:
        definition = deal_types()[deal["type"]]
        assert {p["role"] for p in deal["parties"]} <= set(definition.roles)
        assert all(any(p["role"] in group for p in deal["parties"]) for group in definition.needs)
        assert {p["company"] for p in deal["parties"]} <= companies | people
        assert set(deal["people"]) <= people
        assert deal["evidence"]
    assert {c["parent"] for c in data["companies"]} <= companies | {None}
    assert {p["organization"] for p in data["people"]} <= companies | {None}
    assert Record.model_validate_json(record.to_json()).to_json() == record.to_json()
    return seen


@pytest.mark.parametrize("path", ARTICLES, ids=[p.stem for p in ARTICLES])
def test_every_span_of_an_article_is_its_text(path: Path) -> None:
    assert check(extract(path.read_text(encoding="utf-8"))) > 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join)))
def test_the_laws_hold_for_any_text(text: str) -> None:
    check(extract(text))


def test_a_text_without_capitals_gives_a_record() -> None:
    check(extract(ARTICLES[0].read_text(encoding="utf-8").lower()))


def test_an_empty_text_gives_an_empty_record_that_says_so() -> None:
    record = extract(" \n\t")
    assert (record.deals, record.companies) == ((), ())
    assert [d.code for d in record.diagnostics] == ["empty"]


def test_a_text_of_ten_megabytes_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("Kestrel Foods plc bought Oakfield for £45m. " * 230_000, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "dealextract", "parse", str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert "split it into its articles" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_text_of_many_pages_is_read_to_its_end() -> None:
    first = ARTICLES[0].read_text(encoding="utf-8")
    record = extract(first + "\n\nNothing else happened on that day.\n" * 500 + first)
    assert max(s.end for d in record.deals for s in d.evidence) > len(first) + 10_000


def test_boilerplate_alone_gives_no_deal_and_says_what_was_skipped() -> None:
    record = extract("Sign up to our newsletter\n\nShare this article\n\n© 2021 Kestrel Media. All rights reserved.\n")
    assert record.deals == ()
    assert record.diagnostics


PROGRAM = """
import sys, time, datetime
if {clock}:
    class Fixed(datetime.datetime):
        @classmethod
        def now(cls, tz=None): return cls(1987, 3, 2, tzinfo=tz)
        today = utcnow = now
    class Day(datetime.date):
        @classmethod
        def today(cls): return cls(1987, 3, 2)
    datetime.datetime, datetime.date = Fixed, Day
    time.time = lambda: 541641600.0
from pathlib import Path
from dealextract import Extractor
for record in Extractor().pipe(Path(p).read_text(encoding="utf-8") for p in sys.argv[1:]):
    print(record.to_json())
"""


def run(*, clock: bool = False, **environment: str) -> str:
    paths = [str(p) for p in ARTICLES[:6]]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(clock=clock), *paths],
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_the_same_bytes_whatever_the_hash_seed_threads_clock_zone_and_locale() -> None:
    first = run(PYTHONHASHSEED="0", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", TZ="UTC")
    assert first.count("\n") == 6
    assert run(PYTHONHASHSEED="1", OMP_NUM_THREADS="2", OPENBLAS_NUM_THREADS="2", TZ="Pacific/Auckland") == first
    assert run(clock=True, PYTHONHASHSEED="0", TZ="America/Los_Angeles", LC_ALL="C") == first
