"""The articles are found again, by path or in a folder, and no other text is taken for one."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dealextract.records import Record
from dealextract.report.content import contents, distinct, document_ids
from dealextract.report.texts import Places, is_text_of, spans_of, texts_of
from dealextract.sources import InputError, SourceOptions, read_articles
from tests.report import made
from tests.report.made import BAKER, baker, buses, quiet, records


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The articles in a folder of their own, elsewhere."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    for name, text in made.TEXTS.items():
        (tmp_path / "texts" / name).write_text(text, encoding="utf-8")
    return tmp_path / "texts"


def sourced(path: Path, like: Callable[[str | None], Record], **options: str) -> list[Record]:
    """Records of the articles of a file, as `parse` would write them, with the deals of another."""
    out = []
    for item in read_articles(path, SourceOptions(**options)):
        assert not isinstance(item, InputError)
        record = like(item.article.path)
        out.append(
            record.model_copy(
                update={
                    "source": record.source.model_copy(
                        update={"sha256": item.article.sha256, "encoding": item.article.encoding}
                    )
                }
            )
        )
    return out


def test_an_article_is_found_at_its_own_path(folder: Path) -> None:
    assert texts_of([baker("texts/baker.txt")], Places()) == {0: BAKER}
    assert texts_of([baker(str(folder / "baker.txt"))], Places()) == {0: BAKER}


def test_an_article_is_found_beside_the_results_and_in_a_folder(folder: Path) -> None:
    assert texts_of(records(), Places()) == {}
    assert texts_of(records(), Places(beside=folder)) == dict(enumerate(made.TEXTS.values()))
    assert texts_of([baker("/gone/away/baker.txt")], Places(folder=folder)) == {0: BAKER}


def test_an_article_that_has_another_name_now_is_found_by_its_bytes(folder: Path) -> None:
    (folder / "baker.txt").rename(folder / "loaves.txt")
    assert texts_of([baker(), quiet(None)], Places(folder=folder)) == {0: BAKER, 1: made.QUIET}


def test_an_article_that_has_changed_is_not_taken(folder: Path) -> None:
    (folder / "baker.txt").write_text(BAKER.replace("£45m", "£46m"), encoding="utf-8")
    assert texts_of(records(), Places(beside=folder)) == {1: made.BUSES, 2: made.QUIET}


def test_a_text_that_has_other_words_where_the_record_points_is_not_taken() -> None:
    record = baker()
    assert is_text_of(record, BAKER)
    assert not is_text_of(record, BAKER.replace("Oakfield", "Elmfield"))
    assert not is_text_of(record, BAKER + " ")


@pytest.mark.parametrize("kind", ["gzip", "zip", "jsonl", "json"])
def test_articles_in_packed_files_archives_and_feeds_are_found(folder: Path, kind: str) -> None:
    if kind == "gzip":
        path = folder / "baker.txt.gz"
        path.write_bytes(gzip.compress(BAKER.encode(), mtime=0))
    elif kind == "zip":
        path = folder / "news.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a/baker.txt", BAKER)
    elif kind == "jsonl":
        path = folder / "feed.jsonl"
        path.write_text(json.dumps({"text": "Nothing."}) + "\n" + json.dumps({"text": BAKER}) + "\n")
    else:
        path = folder / "feed.json"
        path.write_text(json.dumps([{"text": BAKER}]))
    found = texts_of(sourced(path, baker), Places())
    assert list(found.values()) == [BAKER]


def test_the_encoding_of_the_record_is_tried_too(tmp_path: Path) -> None:
    text = BAKER.replace("🥖", "§")
    path = tmp_path / "old.txt"
    path.write_bytes(text.encode("cp850"))
    (record,) = sourced(path, lambda name: made.record(text, name), encoding="cp850")
    assert record.source.encoding == "cp850"
    assert texts_of([record], Places()) == {0: text}


def test_a_feed_with_a_key_of_its_own_is_read_as_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text(json.dumps({"story": BAKER, "text": "another"}) + "\n")
    found = sourced(path, baker, text_key="story")
    assert texts_of(found, Places()) == {}
    assert texts_of(found, Places(options=SourceOptions(text_key="story"))) == {0: BAKER}


@pytest.mark.parametrize("path", [None, "", "a\x00b", "x" * 5000, "/", ".", "no/such.txt", "-", "-:3"])
def test_a_path_that_leads_nowhere_is_no_error(path: str | None) -> None:
    assert texts_of([quiet(path)], Places()) == {}


def test_spans_are_those_with_words() -> None:
    record = baker()
    assert {s.text for s in spans_of(record.deals)} >= {"Oakfield", "£45m", "by June", "2 March 2021"}
    assert list(spans_of(quiet().deals)) == []


def test_offsets_count_as_scripts_count_and_quotes_are_the_same_without_the_text() -> None:
    """The letter in the title takes two code units."""
    for texts in ({0: BAKER}, {}):
        (document,) = contents([baker()], texts, "t")["documents"]
        units = document["text"].encode("utf-16-le")
        (value,) = [f for f in document["deals"][0]["fields"] if f["label"] == "value"]
        ((start, end),) = value["at"]
        assert units[2 * start : 2 * end].decode("utf-16-le") == "£45m"
        assert document["whole"] == bool(texts)


def test_quotes_that_overlap_are_joined_and_those_apart_are_not() -> None:
    text = contents([baker()], {}, "t")["documents"][0]["text"]
    assert text.count("agreed to buy the baker Oakfield for £45m") == 1
    assert text.endswith("\n\nIn 2019 Tarn Equity sold Ellistown to Kestrel for an undisclosed sum.")


def test_documents_are_named_so_that_their_records_are_found() -> None:
    named = [baker("a/one.txt"), baker("b/one.txt"), buses("c/two.txt"), quiet(None)]
    assert document_ids(named) == ["a/one.txt", "b/one.txt", "c/two.txt", named[3].source.sha256]
    feed = [quiet("f.jsonl:1"), quiet("f.jsonl:2")]
    with_ids = [r.model_copy(update={"source": r.source.model_copy(update={"id": str(n)})}) for n, r in enumerate(feed)]
    assert document_ids(with_ids) == ["0", "1"]


def test_an_article_comes_once() -> None:
    kept, again = distinct([baker(), baker(), buses(), baker("other.txt")])
    assert ([r.source.path for r in kept], again) == (["baker.txt", "buses.txt", "other.txt"], 1)
