"""JSON Lines, JSON and tables: which field is what, and that what is wrong with one article costs no other."""

from __future__ import annotations

import io
import json
import os
import re
import threading
from collections.abc import Iterator

import pytest

from dealextract.errors import InputError
from dealextract.sources import Reading, SourceOptions, jsonl, read_articles_from, tables
from tests.sources.reading import codes, items, one


def lines(*values: object) -> bytes:
    return "".join(f"{value if isinstance(value, str) else json.dumps(value)}\n" for value in values).encode()


def said(found: list[Reading | InputError]) -> list[str]:
    """The text of each article, the words of each error."""
    return [item.article.text if isinstance(item, Reading) else str(item) for item in found]


@pytest.mark.parametrize(
    ("value", "options", "wanted"),
    [
        ({"text": "A", "id": 7, "date": "2021-03-02T10:00Z"}, {}, ("A", "7", "2021-03-02")),
        ({"body": "A", "url": "http://a", "published": "2021-03"}, {}, ("A", "http://a", "2021-03")),
        ({"content": "A", "name": "n", "published_at": "March 2, 2021"}, {}, ("A", "n", "March 2, 2021")),
        ({"Article": "A", "ID": "i"}, {}, ("A", "i", None)),
        ({"text": "", "body": "A"}, {}, ("A", None, None)),
        ({"text": ["A", "B"]}, {}, ("A\n\nB", None, None)),
        ({"story": "A", "text": "B", "k": "i", "d": "2021"}, {"text_key": "story", "id_key": "k", "date_key": "d"}, ("A", "i", "2021")),
        ({"article": {"body": "A", "id": 1}, "text": "B"}, {"text_key": "article.body", "id_key": "article.id"}, ("A", "1", None)),
        ({"a.b": "A", "a": {"b": "B"}}, {"text_key": "a.b"}, ("A", None, None)),
        ({"text": "A", "date": None, "id": ""}, {}, ("A", None, None)),
        ({"text": "A", "date": "2020"}, {"published": "2021-03-02"}, ("A", None, "2021-03-02")),
    ],
)  # fmt: skip
def test_the_fields_of_an_article(
    value: dict[str, object], options: dict[str, str], wanted: tuple[str | None, ...]
) -> None:
    article = one(lines(value), **options).article
    assert (article.text, article.id, article.published) == wanted


def test_title_publisher_and_language_are_taken_where_they_are() -> None:
    value = {"text": "A", "headline": "Kestrel\nbuys", "source": {"name": "The Baker"}, "lang": "en_GB"}
    article = one(lines(value)).article
    assert (article.title, article.publisher, article.language) == ("Kestrel buys", "The Baker", "en-GB")


def test_a_bad_line_costs_no_other_and_is_named() -> None:
    data = lines({"text": "one"}, '{"text": "two', "", {"x": 1}, [1], {"text": 5}, "null", {"text": "last"})
    assert said(items(data, path="f.jsonl")) == [
        "one",
        "f.jsonl:2: is no JSON (unterminated string starting at, column 10); write one JSON object to a line",
        "f.jsonl:4: has no text: none of text, body, content, article among x; --text-key names the key or column that holds the text",
        'f.jsonl:5: holds an array, not an object; write {"text": "…"}',
        "f.jsonl:6: has no text: what stands in its place is no string; --text-key names the key or column that holds the text",
        'f.jsonl:7: holds null, not an object; write {"text": "…"}',
        "last",
    ]


def test_the_last_line_needs_no_end_and_windows_line_ends_are_ends() -> None:
    assert said(items(b'{"text": "a"}\r\n\r\n{"text": "b"}')) == ["a", "b"]


def test_separators_of_unicode_end_no_line() -> None:
    value = {"text": "one\u2028two\x85three"}
    for data in (json.dumps(value, ensure_ascii=False), f"\ufeff{json.dumps(value, ensure_ascii=False)}"):
        for encoding in ("utf-8", "utf-16", "utf-16-be"):
            assert one(data.encode(encoding)).article.text == value["text"]


def test_the_hash_is_of_the_line() -> None:
    import hashlib

    data = lines({"text": "a"}, {"text": "b"})
    hashes = [item.article.sha256 for item in items(data) if isinstance(item, Reading)]
    assert hashes == [hashlib.sha256(line).hexdigest() for line in data.splitlines()]


def test_windows_letters_in_a_feed_are_told_once_for_all_lines() -> None:
    data = '{"text": "“Kestrel”"}\n{"text": "café – bar"}\n{"text": "plain"}\n'.encode("cp1252")
    found = [item for item in items(data) if isinstance(item, Reading)]
    assert [item.article.text for item in found] == ["“Kestrel”", "café – bar", "plain"]
    assert [codes(item) for item in found] == [["encoding_guessed"], ["encoding_guessed"], []]
    assert {item.article.encoding for item in found} == {"cp1252"}


def test_a_page_in_a_field_is_read_as_a_page() -> None:
    value = {
        "text": "<div><p>Kestrel buys <b>Oakfield</b>&nbsp;for £45m.</p><p>It pays in cash.</p></div>",
        "title": "T",
    }
    article = one(lines(value)).article
    assert (article.text.replace("\xa0", " "), article.media_type, article.title) == (
        "Kestrel buys Oakfield for £45m.\n\nIt pays in cash.",
        "text/html",
        "T",
    )


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b'{\n  "text": "a"\n}', ["a"]),
        (b'[{"text": "a"},\n {"body": "b"}]', ["a", "b"]),
        (b'[\n{"text": "a"}, 3, {"x": 1}]', ["a", "f[1]: holds a number", "f[2]: has no text"]),
        (b'[{"text": "a"},', ["f: is no JSON"]),
    ],
)
def test_a_json_document_is_an_article_or_an_array_of_them(data: bytes, wanted: list[str]) -> None:
    found = said(items(data, path="f"))
    assert len(found) == len(wanted)
    for text, start in zip(found, wanted, strict=True):
        assert text.startswith(start)


def test_the_place_in_an_array_counts_as_jq_does() -> None:
    found = items(b'[{"text": "a"},{"text": "b"}]', path="f.json")
    assert [item.article.path for item in found if isinstance(item, Reading)] == ["f.json[0]", "f.json[1]"]


@pytest.mark.parametrize("depth", [2_000, 200_000])
def test_deep_json_is_an_error_of_its_line(depth: int) -> None:
    found = said(items(lines({"text": "a"}, '{"text": ' + "[" * depth + "]" * depth + "}", {"text": "b"}), path="f"))
    assert (found[0], found[2]) == ("a", "b")
    assert found[1].startswith("f:2: ")


def test_a_number_of_five_thousand_digits_is_an_error_of_its_line() -> None:
    assert said(items(lines('{"text": "a", "n": ' + "9" * 5000 + "}", {"text": "b"}), path="f"))[0].startswith(
        "f:1: is no JSON"
    )


def test_half_a_surrogate_pair_reaches_no_field() -> None:
    article = one(b'{"text": "a\\ud800b", "id": "\\udfff", "title": "x\\ud800y"}').article
    assert (article.id, article.title) == ("\ufffd", "x\ufffdy")


def test_a_line_over_the_limit_is_an_error_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 100)
    found = said(items(lines({"text": "a"}, {"text": "b" * 950}, {"text": "c"}), path="f", input_format="jsonl"))
    assert found == ["a", "f:2: is a line of more than 0 MB; write one article to a line", "c"]


def test_articles_are_given_before_the_rest_is_there() -> None:
    ours, theirs = os.pipe()
    with open(ours, "rb") as stream, open(theirs, "wb") as sink:
        sink.write(b'{"text": "first"}\n')
        sink.flush()
        got: list[Reading | InputError] = []
        reader: Iterator[Reading | InputError] = read_articles_from(stream)
        first = threading.Thread(target=lambda: got.append(next(reader)), daemon=True)
        first.start()
        first.join(20)
        assert said(got) == ["first"]
        sink.write(b'{"text": "second"}\n')
        sink.close()
        assert said(list(reader)) == ["second"]


class Endless(io.RawIOBase):
    """A feed of so many bytes that are made as they are read."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left, self.row = size, b'{"text": "%s"}\n' % (b"Kestrel buys Oakfield for 45m. " * 100)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = (self.row * (len(buffer) // len(self.row) or 1))[: len(buffer)] if self.left > 0 else b""
        self.left -= len(data)
        buffer[: len(data)] = data
        return len(data)


def test_a_feed_is_not_held_in_memory() -> None:
    import tracemalloc

    stream = io.BufferedReader(Endless(4_000_000))
    tracemalloc.start()
    count = sum(isinstance(item, Reading) for item in read_articles_from(stream))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count > 1_000
    assert peak < 1_000_000


TABLE = 'id,text,date\n1,"Kestrel buys Oakfield, a baker",2021-03-02\n2,"It said ""yes"".\nTwice.",2021-03\n'


def separated(mark: str) -> bytes:
    """The table with another separator; a comma inside a cell stays."""
    return re.sub(r",(?! )", mark, TABLE).encode()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        pytest.param(TABLE.encode(), "text/csv", id="commas"),
        pytest.param(separated(";"), "text/csv", id="semicolons"),
        pytest.param(separated("|"), "text/csv", id="bars"),
        pytest.param(separated("\t"), "text/tab-separated-values", id="tabs"),
        pytest.param(("\ufeff" + TABLE).encode(), "text/csv", id="mark"),
        pytest.param(TABLE.encode("utf-16"), "text/csv", id="utf-16"),
        pytest.param(TABLE.replace("\n", "\r\n").encode(), "text/csv", id="windows line ends"),
        pytest.param(TABLE.replace("\n", "\r").encode(), "text/csv", id="macintosh line ends"),
        pytest.param(("sep=,\n" + TABLE).encode(), "text/csv", id="excel's first line"),
        pytest.param(TABLE.replace("id,text,date", "ID, Text ,Date").encode(), "text/csv", id="capitals and blanks"),
        pytest.param(TABLE.replace("\n2,", "\n\n,,\n2,").encode(), "text/csv", id="blank rows"),
    ],
)  # fmt: skip
def test_a_table_is_told_by_its_columns(data: bytes, media_type: str) -> None:
    found = [item.article for item in items(data) if isinstance(item, Reading)]
    assert [(a.id, a.published, a.media_type) for a in found] == [
        ("1", "2021-03-02", media_type),
        ("2", "2021-03", media_type),
    ]
    assert [a.text.replace("\r\n", "\n") for a in found] == ["Kestrel buys Oakfield, a baker", 'It said "yes".\nTwice.']


@pytest.mark.parametrize(
    "text",
    [
        "Text, body and soul: the week in deals\nKestrel buys Oakfield.\n",
        "Content, Article\n\nKestrel buys Oakfield.\n",
        "Kestrel, Oakfield, Brandt\nare three bakers, of which two merge, says one.\n",
    ],
)
def test_prose_with_commas_is_no_table(text: str) -> None:
    assert one(text.encode()).article.media_type == "text/plain"


def test_a_table_without_a_known_column_is_read_as_text_and_said() -> None:
    data = b"Head,Story,Day\n" + b"Kestrel buys,A long story,2021\n" * 5
    reading = one(data)
    assert codes(reading) == ["read_as_text"]
    assert "--input-format csv --text-key NAME" in reading.diagnostics[0].message
    found = items(data, text_key="Story", id_key="Head", date_key="Day")
    assert said(found) == ["A long story"] * 5


def test_a_table_that_is_asked_for_and_has_no_text_names_its_columns() -> None:
    with pytest.raises(
        InputError, match="f: has no column text or body or content or article; its columns are Head, Story; --text-key"
    ):
        one(b"Head,Story\na,b\n", path="f", input_format="csv")
    with pytest.raises(InputError, match="f: has no column Text; its columns are Head, Story"):
        one(b"Head,Story\na,b\n", path="f", input_format="csv", text_key="Text")


def test_a_table_of_one_column_can_be_asked_for() -> None:
    assert said(items(b"text\nA deal, or two\n", input_format="tsv")) == ["A deal, or two"]


@pytest.mark.parametrize("data", [b"id,text\n", b"id,text\n\n,\n", b"sep=;\n"])
def test_a_table_without_rows_is_an_error(data: bytes) -> None:
    with pytest.raises(InputError, match="f: holds no article"):
        one(data, path="f", input_format="csv")


def test_a_row_with_too_many_cells_is_an_error_and_costs_no_other() -> None:
    found = said(items(b"id,text\n1,a\n2,b, and c\n3,d\n4\n", path="f"))
    assert found[0] == "a"
    assert found[1] == "f:3: has 3 cells under 2 columns; put quotes around cells that hold the separator"
    assert found[2] == "d"
    assert found[3].startswith("f:5: has no text")


def test_a_quote_that_is_not_closed_costs_its_row_alone() -> None:
    data = b'id,text\n1,"never closed\n2,b\n3,c\n'
    found = said(items(data, path="f"))
    assert found == [
        "f:2: opens a quote that is not closed within 2,000,000 characters or before the end of the file; "
        "close it, or write it twice inside a cell",
        "b",
        "c",
    ]


def test_a_cell_over_the_limit_is_an_error_and_the_rows_after_it_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LONGEST_CELL", 1000)
    rows = b"".join(b"%d,row\n" % number for number in range(1000))
    found = said(items(b'id,text\n0,"open\n' + rows, path="f"))
    assert len(found) == 1001
    assert found[0].startswith("f:2: opens a quote")
    assert found[1:] == ["row"] * 1000


def test_a_line_over_the_limit_of_a_table_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LONGEST_LINE", 200)
    found = said(items(b"id,text\n1," + b"a" * 1000 + b"\n2,b\n", path="f"))
    assert found[0].startswith("f:2: is a line of more than")
    assert found[1] == "b"


def test_the_limit_of_the_csv_module_is_left_as_it_was() -> None:
    import csv

    before = csv.field_size_limit()
    items(TABLE.encode())
    assert csv.field_size_limit() == before


def test_bytes_that_are_no_text_cost_their_row_alone() -> None:
    found = said(items(b"id,text\n1,a\n2,\x01\x02\x03\x04\x05\x06\n3,c\n", path="f"))
    assert (found[0], found[2]) == ("a", "c")
    assert found[1].startswith("f:3: is binary data")


def test_the_callers_encoding_that_fits_no_line_is_an_error_of_it() -> None:
    found = said(items(b'{"text": "caf\xe9"}\n{"text": "b"}\n', path="f", encoding="utf-8"))
    assert found[0].startswith("f:1: is not utf-8 text")
    assert found[1] == "b"


def test_options_are_checked_before_anything_is_read() -> None:
    from dealextract.errors import UsageError

    with pytest.raises(UsageError, match="'xls' is no input format; use text, markdown"):
        read_articles_from(io.BytesIO(b"a"), SourceOptions(input_format="xls"))


def test_a_table_without_the_column_that_was_named_is_an_error() -> None:
    """Read as running text it would give deals of half a row."""
    with pytest.raises(InputError, match="f: has no column story; its columns are id, text"):
        one(b'id,text\n1,"Kestrel said it\nbought Oakfield."\n', path="f", text_key="story")
