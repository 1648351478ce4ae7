"""Compressed files and archives: opened whatever their names, one in the other to a limit, damage and bombs told with the place."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd

from dealextract.errors import InputError
from dealextract.sources import Reading, archives, read_articles, read_articles_from, unpacking
from tests.sources.reading import codes, items, one

TEXT = b"Kestrel buys Oakfield for 45m.\n"
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": lambda data: bz2.compress(data, 1),
    "xz": lzma.compress,
    "zstd": lambda data: zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1}),
}
PACKED = pytest.mark.parametrize("kind", list(PACKERS))


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def said(found: list[Reading | InputError]) -> list[str]:
    return [str(item.article.path) if isinstance(item, Reading) else str(item) for item in found]


@PACKED
def test_what_is_packed_is_read_as_what_it_holds(kind: str) -> None:
    article = one(PACKERS[kind](TEXT), path="a").article
    assert (article.text, article.path, article.media_type) == (TEXT.decode(), "a", "text/plain")
    assert article.sha256 == one(TEXT).article.sha256


@PACKED
def test_parts_one_after_the_other_are_one(kind: str) -> None:
    packed = PACKERS[kind]
    assert one(packed(TEXT) + packed(TEXT) + b"\0" * 20 + packed(b"End.")).article.text == 2 * TEXT.decode() + "End."


@PACKED
def test_what_ends_too_soon_is_an_error_and_no_half_article(kind: str) -> None:
    data = PACKERS[kind](os.urandom(2000).hex().encode())
    for cut in (len(data) // 2, len(data) - 3):
        with pytest.raises(InputError, match=f"^a: is a {kind} file that ends too soon; copy it again, whole"):
            one(data[:cut], path="a")


@PACKED
def test_the_articles_before_the_damage_are_given(kind: str) -> None:
    rows = b"".join(b'{"text": "%s"}\n' % os.urandom(1500).hex().encode() for _ in range(500))
    found = items(PACKERS[kind](rows)[:-20], path="f")
    good = [item for item in found if isinstance(item, Reading)]
    assert len(good) > 50
    assert len(found) == len(good) + 1
    assert isinstance(found[-1], InputError)


@PACKED
def test_damage_is_named(kind: str) -> None:
    data = bytearray(PACKERS[kind](os.urandom(2000).hex().encode()))
    for at in range(len(data) // 3, len(data) // 3 + 40):
        data[at] ^= 0xFF
    with pytest.raises(InputError, match=f"^a: is a damaged {kind} file|^a: is a {kind} file that ends too soon"):
        one(bytes(data), path="a")


@PACKED
def test_a_bomb_is_an_error_before_it_goes_off(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE", 100_000)
    bomb = PACKERS[kind](b" " * 5_000_000)
    with pytest.raises(InputError, match=f"^a: is a {kind} file that grows more than 250 times when it is unpacked"):
        one(bomb, path="a")


def test_news_may_grow_as_much_as_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE", 1_000)
    rows = b"".join(b'{"text": "Kestrel %d buys Oakfield for 45m."}\n' % number for number in range(2_000))
    assert len(items(lzma.compress(rows))) == 2_000


def test_an_xz_file_that_wants_a_gigabyte_of_memory_is_an_error() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 30}]
    data = bytearray(lzma.compress(TEXT, filters=filters))
    with pytest.raises(InputError, match="takes more than 256 MB of memory to unpack"):
        one(bytes(data), path="a")


def test_what_is_packed_too_often_is_an_error() -> None:
    data = TEXT
    for _ in range(4):
        data = gzip.compress(data)
    assert one(data).article.text == TEXT.decode()
    with pytest.raises(InputError, match="is packed more than 4 times over"):
        one(gzip.compress(data), path="a")


def test_members_come_in_the_order_of_the_archive_and_errors_among_them() -> None:
    data = archive(
        {
            "b.txt": TEXT,
            "sub/a.jsonl": b'{"text": "x"}\n{}\n',
            "p.bin": b"\x89PNG\r\n\x1a\n",
            "empty/": b"",
            "z.csv": b"id,text\n1,a\n",
        }
    )
    assert said(items(data, path="a.zip")) == [
        "a.zip!/b.txt",
        "a.zip!/sub/a.jsonl:1",
        "a.zip!/sub/a.jsonl:2: has no text: none of text, body, content, article among no keys at all; "
        "--text-key names the key or column that holds the text",
        "a.zip!/p.bin: is a PNG picture, which is not read; read the text off it first (OCR)",
        "a.zip!/z.csv:2",
    ]


def test_what_the_system_hid_in_an_archive_is_left_out_and_said_once() -> None:
    data = archive({"a.txt": TEXT, "__MACOSX/._a.txt": b"\0", ".DS_Store": b"\0", "b.txt": TEXT})
    found = [item for item in items(data, path="a.zip") if isinstance(item, Reading)]
    assert [codes(item) for item in found] == [["members_left_out"], []]
    assert found[0].diagnostics[0].message == "hidden files of the archive left out (2): __MACOSX/._a.txt, .DS_Store"


@pytest.mark.parametrize("members", [{}, {"empty/": b""}, {"__MACOSX/a": b""}])
def test_an_archive_without_an_article_is_an_error(members: dict[str, bytes]) -> None:
    with pytest.raises(InputError, match=r"^a.zip: is an archive (without a file|of hidden files alone)"):
        one(archive(members), path="a.zip")


def test_archives_in_archives_are_opened_to_a_limit() -> None:
    data = TEXT
    for name in ("a.txt", "1.zip", "2.zip", "3.zip"):
        data = archive({name: data})
    assert said(items(data, path="4.zip")) == ["4.zip!/3.zip!/2.zip!/1.zip!/a.txt"]
    assert said(items(archive({"4.zip": data}), path="5.zip"))[0].endswith(
        "1.zip: is packed more than 4 times over; unpack it first"
    )


def test_an_archive_comes_through_a_pipe_too(tmp_path: Path) -> None:
    class Pipe(io.RawIOBase):
        data = io.BytesIO(archive({"a.txt": TEXT, "b.txt": TEXT}))

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            return self.data.readinto(buffer)

    assert said(list(read_articles_from(io.BufferedReader(Pipe())))) == ["-!/a.txt", "-!/b.txt"]


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        ("xl/workbook.xml", "an Excel workbook.*CSV"),
        ("ppt/presentation.xml", "a PowerPoint presentation"),
        ("content.xml", "an OpenDocument file"),
        ("META-INF/container.xml", "an EPUB book"),
    ],
)
def test_office_files_that_are_not_read_are_named(member: str, kind: str) -> None:
    with pytest.raises(InputError, match=f"^a: is {kind}"):
        one(archive({member: b""}), path="a")


def test_an_encrypted_member_is_an_error_of_its_own() -> None:
    data = bytearray(archive({"a.txt": TEXT, "b.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert said(items(bytes(data), path="z")) == [
        "z!/a.txt: is encrypted; unpack the archive with its password",
        "z!/b.txt",
    ]


def test_a_damaged_member_costs_no_other() -> None:
    data = bytearray(archive({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_STORED))
    data[data.index(TEXT)] ^= 1
    found = said(items(bytes(data), path="z"))
    assert found[0].startswith("z!/a.txt: is damaged (Bad CRC-32")
    assert found[1] == "z!/b.txt"


@pytest.mark.parametrize("cut", [10, 60, -10])
def test_an_archive_that_is_cut_is_an_error(cut: int) -> None:
    with pytest.raises(InputError, match=r"^z: is a damaged ZIP archive"):
        one(archive({"a.txt": TEXT})[:cut], path="z")


def test_a_member_that_is_a_bomb_is_an_error_and_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE", 100_000)
    data = archive({"bomb.txt": b" " * 5_000_000, "b.txt": TEXT, "c.bin": os.urandom(20_000)}, zipfile.ZIP_DEFLATED)
    found = said(items(data, path="z"))
    assert found[0].startswith("z!/bomb.txt: is a member of an archive that grows more than 250 times")
    assert found[1] == "z!/b.txt"


def test_members_that_lie_in_one_another_are_a_bomb_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in Fifield's archives: no member grows much, but all are made of the same bytes."""
    monkeypatch.setattr(unpacking, "FREE", 10_000)
    kernel = archive({"a.txt": os.urandom(1000).hex().encode() * 40})
    start = kernel.index(b"PK\x01\x02")
    central, end = kernel[start : kernel.index(b"PK\x05\x06")], kernel[kernel.index(b"PK\x05\x06") :]
    count = 40
    total = len(central) * count
    tail = (
        end[:8] + count.to_bytes(2, "little") * 2 + total.to_bytes(4, "little") + start.to_bytes(4, "little") + b"\0\0"
    )
    found = said(items(kernel[:start] + central * count + tail, path="z"))
    assert len(found) == count
    assert any(
        "z!/a.txt: is an archive that grows more than 250 times" in item or "is damaged" in item for item in found
    )


def test_a_member_without_a_name_is_read() -> None:
    data = archive({"x": TEXT, "b.txt": TEXT})
    for mark, offset in (
        (b"PK\x03\x04", 26),
        (b"PK\x01\x02", 28),
    ):  # the length of the name; its letter becomes an extra field
        at = data.index(mark)
        data = data[: at + offset] + b"\0\0\0\0" + data[at + offset + 4 :]
        start = at + (30 if mark == b"PK\x03\x04" else 46)
        data = data[:start] + data[start + 1 :]
    end = data.index(b"PK\x05\x06")
    central = data.index(b"PK\x01\x02")
    data = data[: end + 12] + (end - central).to_bytes(4, "little") + central.to_bytes(4, "little") + data[end + 20 :]
    second = data.index(b"PK\x01\x02", central + 1)
    data = data[: second + 42] + data.index(b"PK\x03\x04", 1).to_bytes(4, "little") + data[second + 46 :]
    assert said(items(data, path="z")) == ["z!/(no name)", "z!/b.txt"]


def test_too_many_members_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MEMBERS", 3)
    with pytest.raises(InputError, match="is an archive of 4 files, more than the 3 that are read"):
        one(archive({f"{number}.txt": TEXT for number in range(4)}), path="z")


def test_a_file_on_disk_is_closed_when_its_reading_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archive({"a.txt": TEXT, "b.txt": TEXT}))
    reader = read_articles(path)
    assert isinstance(next(reader), Reading)
    reader.close()  # type: ignore[attr-defined]
    path.unlink()


def test_zlib_is_not_gzip() -> None:
    with pytest.raises(InputError, match="is binary data"):
        one(zlib.compress(TEXT * 40), path="a")
