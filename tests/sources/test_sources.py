"""Bytes to articles: encoding and kind are told by content, and what is no article is refused with a reason."""

from __future__ import annotations

import codecs
import hashlib
import os
from pathlib import Path

import pytest

from dealextract.errors import InputError, UsageError
from dealextract.sources import checked_date
from dealextract.sources.routing import LIMIT
from tests.sources.reading import codes, one, one_of

WORDS = "Kestrel paid £45m – “a fair price”, said José Muñoz of the café group. The sellers keep 5% of the shares.\n"
LATIN = "Kestrel paid £45m, said José Muñoz of the café group. The sellers keep 5% of the shares.\n"


@pytest.mark.parametrize(
    ("encoded", "name"),
    [
        pytest.param(WORDS.encode(), "utf-8", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + WORDS.encode(), "utf-8-sig", id="utf-8 with a mark"),
        pytest.param(WORDS.encode("utf-16"), "utf-16", id="utf-16 with a mark"),
        pytest.param(codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-16", id="utf-16 big endian with a mark"),
        pytest.param(WORDS.encode("utf-32"), "utf-32", id="utf-32 with a mark"),
    ],
)
def test_a_known_encoding_is_told_without_a_guess(encoded: bytes, name: str) -> None:
    reading = one(encoded)
    assert (reading.article.text, reading.article.encoding, reading.diagnostics) == (WORDS, name, ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(WORDS, "cp1252", id="windows"),
        pytest.param(WORDS, "mac_roman", id="macintosh"),
        pytest.param(WORDS, "utf-16-le", id="utf-16 little endian without a mark"),
        pytest.param(WORDS, "utf-16-be", id="utf-16 big endian without a mark"),
        pytest.param("The Japanese group 株式会社東芝 sold its unit on Tuesday.\n", "shift_jis", id="japanese"),
    ],
)
def test_a_guess_gives_the_text_and_is_reported(text: str, encoding: str) -> None:
    reading = one(text.encode(encoding))
    assert reading.article.text == text
    assert codes(reading) == ["encoding_guessed"]
    assert str(reading.article.encoding) in reading.diagnostics[0].message


def test_latin_1_is_read_as_its_superset_that_files_are_really_in() -> None:
    reading = one(LATIN.encode("latin-1"))
    assert (reading.article.text, reading.article.encoding) == (LATIN, "cp1252")


def test_the_callers_encoding_overrides_and_is_no_guess() -> None:
    reading = one(WORDS.encode("mac_roman"), encoding="mac_roman")
    assert (reading.article.text, reading.article.encoding, reading.diagnostics) == (WORDS, "mac-roman", ())


def test_the_callers_encoding_that_does_not_fit_is_an_input_error_with_the_place() -> None:
    with pytest.raises(InputError, match=r"a.txt: is not utf-8 text \(byte 13\); leave --encoding out"):
        one(b"Kestrel paid \xa345m", path="a.txt", encoding="utf-8")


@pytest.mark.parametrize("name", ["utf-99", "hex", "rot13", "no such", "a\0b"])
@pytest.mark.parametrize("data", [b"text", b""], ids=["text", "empty"])
def test_an_encoding_that_is_none_is_a_usage_error(name: str, data: bytes) -> None:
    with pytest.raises(UsageError, match="is no known encoding; try utf-8"):
        one(data, encoding=name)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "old Office document"),
        (b"{\\rtf1\\ansi Hello}", "rich text"),
        (b"7z\xbc\xaf\x27\x1c\x00", "7z archive.*unpack"),
        (b"Rar!\x1a\x07\x01", "RAR archive"),
        (b"a.txt" + bytes(252) + b"ustar\x0000", "tar archive.*ZIP"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"PAR1\x15\x04", "Parquet"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG picture.*OCR"),
        (b"\xff\xd8\xff\xe0", "JPEG picture.*OCR"),
        (b'<?xml version="1.0"?><nitf/>', "XML document"),
        (bytes(range(256)) * 4, "binary data"),
        (b"\x00\x01\x02\x03" * 50, "binary data"),
        (b"\x01\x02\x03\x04 text", "binary data"),
    ],
)
def test_what_is_no_article_is_refused_with_its_kind_and_the_remedy(data: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=f"^a.bin: is .*{kind}"):
        one(data, path="a.bin")


@pytest.mark.parametrize(
    "text",
    [
        "{not json} Kestrel buys Oakfield.",
        "[Translation] Kestrel buys Oakfield.",
        "[LATAM] Kestrel buys Oakfield.",
        "Kestrel buys <b>Oakfield</b>.",
        "PKK talks end.",
        "GIF maker sold.",
    ],
)
def test_text_that_only_begins_like_something_else_is_an_article(text: str) -> None:
    if text.startswith("GIF"):
        text = f"The {text}"
    assert one(text.encode()).article.text == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", codecs.BOM_UTF8])
def test_an_empty_input_is_an_article_without_text(data: bytes) -> None:
    assert one(data).article.text.strip() == ""


def test_the_hash_is_of_the_bytes_that_were_read() -> None:
    data = codecs.BOM_UTF8 + WORDS.encode()
    assert one(data).article.sha256 == hashlib.sha256(data).hexdigest()


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert one(codecs.BOM_UTF8 + b"Kestrel").article.text == "Kestrel"
    assert one(codecs.BOM_UTF8 + b"Kestrel", encoding="utf-8").article.text == "Kestrel"


def test_ten_megabytes_are_read_whole() -> None:
    text = WORDS * (10_000_000 // len(WORDS.encode()))
    assert one(text.encode()).article.text == text


def test_more_than_the_limit_is_refused_before_anything_is_done_with_it() -> None:
    with pytest.raises(InputError, match="is larger than 50 MB; split it"):
        one(b"a" * (LIMIT + 1), path="big.txt")


def test_a_file_gives_its_path(tmp_path: Path) -> None:
    path = tmp_path / "article.dat"
    path.write_bytes(WORDS.encode())
    assert one_of(path).article.path == str(path)


def test_standard_input_has_no_path() -> None:
    assert one(b"Kestrel").article.path is None


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nope.txt: no such file; check the path"):
        one_of(tmp_path / "nope.txt")


def test_a_folder_says_which_files_could_be_meant(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is a folder, not a file; name the files in it: .*\*\.txt"):
        one_of(tmp_path)


def test_a_path_that_no_system_takes_is_an_input_error() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        one_of(Path("a\0b.txt"))


def test_an_unreadable_file_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("Kestrel", encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser reads everything: let the system call refuse

        def refuse(*args: object, **kwargs: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(InputError, match=r"permission denied; check its permissions"):
        one_of(path)


@pytest.mark.parametrize("value", ["2021-03-02", "2021-03", "2021", "2020-02-29"])
def test_a_day_month_or_year_is_a_date_of_publication(value: str) -> None:
    assert checked_date(f" {value} ") == value
    assert one(b"Kestrel", published=value).article.published == value


@pytest.mark.parametrize(
    "value", ["", "2021-13", "2021-02-30", "02/03/2021", "March 2021", "2021-3-2", "２０２１", "21", "0000"]
)
def test_anything_else_is_none_and_the_error_shows_the_forms(value: str) -> None:
    with pytest.raises(UsageError, match=r"is no date of publication .*; write 2021-03-02, 2021-03 or 2021"):
        checked_date(value)
