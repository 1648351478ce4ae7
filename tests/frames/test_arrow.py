"""Over Arrow batches extraction gives a row for each document, the same record, and errors as rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

import dealextract
from dealextract import Extractor, InstallationError, Record, UsageError
from dealextract.extractor import from_text
from dealextract.types import Article
from dealextract.writers.tables import TABLES
from tests.frames.texts import short_texts


def records_of(output: Any) -> list[str]:
    return output.column("record").to_pylist()


def test_the_records_are_those_of_the_extractor() -> None:
    texts = short_texts(40)
    batch = pa.RecordBatch.from_pydict({"text": texts, "id": list(range(40))})
    output = dealextract.extract_arrow(batch)
    assert isinstance(output, pa.RecordBatch)
    assert output.schema == dealextract.arrow_schema()
    output.validate(full=True)
    articles = [replace(from_text(text), id=str(n)) for n, text in enumerate(texts)]
    assert records_of(output) == [record.to_json() for record in Extractor().pipe(articles)]
    nameless = dealextract.extract_arrow(batch.select(["text"]))
    assert records_of(nameless) == [record.to_json() for record in Extractor().pipe(texts)]
    assert nameless.column("id").null_count == 40
    assert output.column("id").to_pylist() == [str(n) for n in range(40)]
    assert output.column("error").null_count == 40


def test_a_configuration_of_ones_own_holds() -> None:
    table = pa.table({"text": ["Kestrel Foods plc has agreed to buy Oakfield Bakery for £45m."]})
    config = {"companies": {"Tarn plc": {"aliases": ["Kestrel Foods"]}}}
    (row,) = dealextract.extract_arrow(table, config=config).to_pylist()
    assert [company["name"] for company in row["companies"]] == ["Tarn plc", "Oakfield Bakery"]


def test_the_typed_columns_are_the_tidy_tables() -> None:
    texts = short_texts(10)
    rows = dealextract.extract_arrow(pa.table({"text": texts})).to_pylist()
    records = list(Extractor().pipe(texts))
    for table in TABLES[1:]:
        told = [list(item.values()) for row in rows for item in row[table.name]]
        frame = dealextract.to_frame(records, table.name, backend="arrow").to_pylist()
        assert told == [list(row.values())[1:] for row in frame], table.name
    assert [row["document"]["deals"] for row in rows] == [len(record.deals) for record in records]
    assert sum(len(row["deals"]) for row in rows) > 4


def test_what_is_known_of_an_article_counts() -> None:
    text = "Kestrel Foods said yesterday that it had bought the baker Oakfield for £45m."
    days = [dt.date(2021, 3, 2), None]
    table = pa.table({"text": [text, text], "published": days, "path": ["a.txt", None], "other": [1, 2]})
    output = dealextract.extract_arrow(table)
    assert isinstance(output, pa.Table)
    one = replace(from_text(text, published="2021-03-02"), path="a.txt")
    found = [Record.model_validate_json(line) for line in records_of(output)]
    assert [record.source.path for record in found] == ["a.txt", None]
    assert [record.published and record.published.value for record in found] == ["2021-03-02", None]
    assert records_of(output)[0] == Extractor()(one).to_json()
    for published in (pa.array(["2021-03-02"]), pa.array([dt.datetime(2021, 3, 2, 23)])):
        given = dealextract.extract_arrow(pa.table({"text": [text], "published": published}))
        assert Record.model_validate_json(records_of(given)[0]).deals == found[0].deals


def test_a_document_that_fails_is_a_row_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Extractor.__call__

    def fragile(self: Extractor, article: Article) -> Record:
        if "rained" in article.text:
            raise ZeroDivisionError("it happens")
        return whole(self, article)

    monkeypatch.setattr(Extractor, "__call__", fragile)
    texts = [*short_texts(5), None, "long " * 300_000]
    output = dealextract.extract_arrow(pa.table({"id": list("abcdefg"), "text": texts}))
    errors = output.column("error").to_pylist()
    assert errors[:4] == [None] * 4
    assert errors[4] == "internal error (ZeroDivisionError: it happens)"
    assert errors[5] == "the cell text is null; leave the row out"
    assert errors[6].startswith("the text: holds 1,500,000 characters, more than the 1,000,000")
    assert [record is None for record in records_of(output)] == [False] * 4 + [True] * 3
    assert output.column("deals").to_pylist()[4:] == [[], [], []]
    assert output.column("document").null_count == 3


def test_what_would_be_wrong_for_every_row_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="the batch has no column text; rename the column"):
        dealextract.extract_arrow(pa.table({"body": ["x"]}))
    numbers = dealextract.extract_arrow(pa.table({"text": [1]}))
    assert numbers.column("error").to_pylist() == ["the cell text is no text but int; leave the row out"]

    def damaged(self: Extractor, article: Article) -> Record:
        raise InstallationError("weights are missing")

    monkeypatch.setattr(Extractor, "__call__", damaged)
    with pytest.raises(InstallationError):
        dealextract.extract_arrow(pa.table({"text": ["x"]}))


def test_batches_come_out_one_by_one_and_empty_ones_too() -> None:
    texts = short_texts(6)
    batches = [pa.RecordBatch.from_pydict({"text": pa.array(part, pa.string())}) for part in (texts[:4], [], texts[4:])]
    output = dealextract.extract_arrow_batches(iter(batches))
    assert next(output).num_rows == 4
    rest = list(output)
    assert [batch.num_rows for batch in rest] == [0, 2]
    assert all(batch.schema == dealextract.arrow_schema() for batch in rest)
    assert dealextract.extract_arrow(pa.table({"text": pa.array([], pa.string())})).num_rows == 0


def test_confidence_counts_as_in_the_extractor() -> None:
    texts = short_texts(5)
    output = dealextract.extract_arrow(pa.table({"text": texts}), min_confidence=0.9)
    assert records_of(output) == [record.to_json() for record in Extractor(min_confidence=0.9).pipe(texts)]
    with pytest.raises(ValueError, match="min_confidence is a probability"):
        dealextract.extract_arrow(pa.table({"text": texts}), min_confidence=9)
