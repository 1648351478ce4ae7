"""PDF and DOCX: what is damaged, locked, empty or made to do harm is told; what Word shows is read."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from dealextract.errors import InputError
from dealextract.sources import docx, pdf
from dealextract.sources.layout import Line, paragraphs_of
from tests.sources.reading import FILES, codes, one, one_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made_pdf(*pages: bytes, font: bytes = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>") -> bytes:
    """A document with a page for each stream."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)), font]
    for number, content in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % (5 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one_) for number, one_ in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size %d>>\n" % (len(objects) + 1)


def shown(*lines: str, top: int = 720) -> bytes:
    return b"BT /F1 12 Tf 72 %d Td 14 TL " % top + b" ".join(b"(%s) Tj T*" % line.encode() for line in lines) + b" ET"


PICTURE = b"0 0 100 100 re f"


def test_a_document_of_pictures_says_that_it_has_no_text_layer() -> None:
    with pytest.raises(
        InputError, match=r"^a: has no text layer: its 2 pages are pictures; read the text off it first \(OCR\)"
    ):
        one(made_pdf(PICTURE, PICTURE), path="a")


def test_pages_without_text_among_others_are_named() -> None:
    reading = one(made_pdf(shown("Kestrel buys Oakfield."), PICTURE, shown("It pays 45m.")))
    assert reading.article.text == "Kestrel buys Oakfield.\n\nIt pays 45m."
    assert codes(reading) == ["pages_without_text"]
    assert reading.diagnostics[0].message.endswith(": 2")


def test_a_document_with_a_password_is_an_error_and_one_that_may_only_not_be_changed_is_read() -> None:
    with pytest.raises(InputError, match=r"is encrypted with a password; save it without one \(qpdf --decrypt\)"):
        one_of(FILES / "writer-locked.pdf")
    assert one_of(FILES / "writer-restricted.pdf").article.text == "Kestrel Foods has bought Oakfield for £45m."


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"\0" * 1000, (FILES / "groff.pdf").read_bytes()[:900]]
)
def test_a_damaged_document_is_an_error(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^a: is a damaged PDF document"):
        one(data, path="a")


def test_what_stands_before_the_header_does_not_matter() -> None:
    assert one(b"HTTP/1.1 200 OK\r\n\r\n" + made_pdf(shown("Kestrel buys."))).article.text == "Kestrel buys."


def test_text_about_the_format_is_text() -> None:
    assert one(b"The header %PDF-1.7 begins a file.\n").article.media_type == "text/plain"


@pytest.mark.parametrize(
    ("written", "title"),
    [(b"(Kestrel buys)", "Kestrel buys"), (b"<FEFF004BD8000041>", "K\ufffdA"), (b"(report.indd)", None), (b"()", None)],
)
def test_the_title_of_a_document_is_taken_where_it_is_one(written: bytes, title: str | None) -> None:
    data = made_pdf(shown("Kestrel buys.")).replace(
        b"trailer<<", b"9 0 obj<</Title %s>>endobj\ntrailer<</Info 9 0 R" % written
    )
    assert one(data.replace(b"/Size 6", b"/Size 10")).article.title == title


def test_too_many_pages_or_letters_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PAGES", 2)
    with pytest.raises(InputError, match=r"^a: has 3 pages, more than the 2 that are read"):
        one(made_pdf(PICTURE, PICTURE, PICTURE), path="a")
    monkeypatch.setattr(pdf, "LONGEST", 10)
    with pytest.raises(InputError, match=r"^a: holds more than"):
        one(made_pdf(shown("Kestrel buys Oakfield.")), path="a")


def test_a_stream_that_grows_a_thousand_times_is_no_harm() -> None:
    content = zlib.compress(b" " * 50_000_000 + shown("Kestrel buys."))
    data = made_pdf(b"x").replace(
        b"<</Length 1>>stream\nx\n", b"<</Length %d/Filter/FlateDecode>>stream\n%s\n" % (len(content), content)
    )
    assert one(data, path="a").article.text == "Kestrel buys."


def test_a_tree_of_pages_that_holds_itself_ends() -> None:
    data = made_pdf(shown("Kestrel buys.")).replace(b"/Kids[4 0 R]/Count 1", b"/Kids[2 0 R]/Count 9")
    with pytest.raises(InputError):
        one(data, path="a")


LONG = "Kestrel Foods has bought Oakfield Bakeries for 45 million pounds in cash, the"
HEADS = [
    shown("The Courier", "Page 1", f"{LONG} first.", "b", "c", "Sheet 1"),
    shown("The Courier", "Page 2", f"{LONG} second.", "b", "c", "Sheet 2"),
]


def test_running_heads_are_left_out_and_said() -> None:
    reading = one(made_pdf(*HEADS))
    assert "Courier" not in reading.article.text
    assert "first." in reading.article.text
    assert "second." in reading.article.text
    assert codes(reading) == ["running_heads"]


def line(text: str, y: float, *, x: float = 72, size: float = 12, right: float | None = None) -> Line:
    return Line(text, x, right if right is not None else x + 5.5 * len(text), y, size)


FULL = "Kestrel Foods said on Tuesday that it had bought the baker"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param([line(FULL, 700), line("Oakfield.", 686)], f"{FULL} Oakfield.", id="broken at the margin"),
        pytest.param([line("Terms", 700), line(FULL, 686), line("x.", 672)], f"Terms\n{FULL} x.", id="a line that had room"),
        pytest.param([line(FULL, 700), line("a b.", 686), line(FULL, 660), line("c.", 646)], f"{FULL} a b.\n\n{FULL} c.", id="a wider gap"),
        pytest.param([line("Title", 700, size=20), line(FULL, 680), line("a.", 666)], f"Title\n\n{FULL} a.", id="another size"),
        pytest.param([line(FULL, 100), line("Oakfield.", 700, x=320)], f"{FULL} Oakfield.", id="the next column"),
        pytest.param([line(FULL + ".", 100), line("It paid.", 700, x=320)], f"{FULL}.\n\nIt paid.", id="a new paragraph there"),
        pytest.param([line(FULL, 700), line("• one", 686), line("• two", 672)], f"{FULL}\n• one\n• two", id="items"),
        pytest.param(
            [line("Kestrel Foods said that it had agreed an acquisi-", 700), line("tion of the baker.", 686)],
            "Kestrel Foods said that it had agreed an acquisition of the baker.",
            id="a word that was broken",
        ),
        pytest.param(
            [line("Of the long-term deals that there", 714), line("were it was a long-", 700, right=253.5), line("term one.", 686)],
            "Of the long-term deals that there were it was a long-term one.",
            id="a word with a hyphen",
        ),
    ],
)  # fmt: skip
def test_lines_make_paragraphs_by_where_they_stand(lines: list[Line], text: str) -> None:
    assert paragraphs_of([lines]) == text


def made_docx(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", text)
    return out.getvalue()


ITEM, CELL = "<w:p><w:pPr><w:numPr/></w:pPr>", "<w:tc><w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{run('Kestrel ')}<w:hyperlink>{run('buys')}</w:hyperlink>{run(' Oakfield.')}</w:p>", "Kestrel buys Oakfield."),
        (f"<w:p><w:ins>{run('£45m')}</w:ins><w:del><w:r><w:delText>£54m</w:delText></w:r></w:del></w:p>", "£45m"),
        (f"<w:p><w:sdt><w:sdtContent>{run('in a control')}</w:sdtContent></w:sdt></w:p>", "in a control"),
        (f"<w:p><w:moveFrom>{run('gone')}</w:moveFrom><w:moveTo>{run('here')}</w:moveTo></w:p>", "here"),
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>", "a\nb\tc\u2011d"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>" + run("3") + "</w:p>", "3"),
        ("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>" + run("a") + "</w:p>", "a"),
        (f"{ITEM}{run('one')}</w:p>{ITEM}{run('two')}</w:p><w:p>{run('p')}</w:p>", "- one\n- two\n\np"),
        (f"<w:tbl><w:tr>{CELL}{run('a')}</w:p><w:p>{run('b')}</w:p></w:tc>{CELL}{run('c')}</w:p></w:tc></w:tr></w:tbl>", "a b | c"),
        ("<w:p/><w:p><w:r><w:t> </w:t></w:r></w:p>", ""),
    ],
)  # fmt: skip
def test_what_word_shows_is_read(body: str, text: str) -> None:
    assert one(made_docx(body)).article.text == text


def test_a_fallback_is_not_read_twice() -> None:
    body = (
        '<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"{run('box')}</mc:Choice><mc:Fallback>{run('box')}</mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert one(made_docx(body)).article.text == "box"


def test_the_strict_form_of_the_format_is_read() -> None:
    data = made_docx(f"<w:p>{run('Kestrel')}</w:p>")
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        text = made.read("word/document.xml").decode()
    strict = text.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", strict)
    assert one(out.getvalue()).article.text == "Kestrel"


@pytest.mark.parametrize(
    ("said", "title"),
    [("Kestrel buys", "Kestrel buys"), ("Document1", None), ("Microsoft Word - a.doc", None), ("", None)],
)
def test_the_title_of_the_properties_is_taken_where_it_is_one(said: str, title: str | None) -> None:
    core = f'<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{said}</dc:title><dc:language>en-GB</dc:language></p>'
    article = one(made_docx(f"<w:p>{run('x')}</w:p>", docProps__core=core)).article
    assert (article.title, article.language) == (title, "en-GB")


def test_comments_are_left_out_and_said() -> None:
    comments = f"<w:comments {W}><w:comment><w:p>{run('Is this right?')}</w:p></w:comment></w:comments>"
    reading = one(made_docx(f"<w:p>{run('x')}</w:p>", word__comments=comments))
    assert reading.article.text == "x"
    assert [note.message for note in reading.diagnostics] == ["left out: comments (Is this right?)"]


LAUGHS = (
    "<!DOCTYPE a [" + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + '<!ENTITY a0 "ha">]>'
)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (
            "word/document.xml",
            f"{LAUGHS}<w:document {W}><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>",
        ),
        ("docProps/core.xml", f'{LAUGHS}<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>&a9;</dc:title></a>'),
        ("word/document.xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
        ("word/footnotes.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
    ],
)
def test_a_document_that_declares_entities_is_an_error(part: str, text: str) -> None:
    data = made_docx(f"<w:p>{run('x')}</w:p>")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", old.read("word/document.xml") if part != "word/document.xml" else text)
        if part != "word/document.xml":
            made.writestr(part, text)
    with pytest.raises(
        InputError, match=f"^a: is a damaged DOCX document .{part}.*(declares entities|entity amplification)"
    ):
        one(out.getvalue(), path="a")


def test_entities_in_utf_16_are_not_declared_behind_our_back() -> None:
    text = f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}<w:document {W}><w:body><w:p>{run("&a9;x")}</w:p></w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", text.encode("utf-16"))
    with pytest.raises(InputError, match=r"is a damaged DOCX document .*Maximum entity amplification"):
        one(out.getvalue(), path="a")


def test_a_part_that_is_a_bomb_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "PART_LIMIT", 100_000)
    with pytest.raises(InputError, match=r"^a: holds more than 0 MB of text"):
        one(made_docx(" " * 200_000), path="a")
    from dealextract.sources import unpacking

    monkeypatch.setattr(docx, "PART_LIMIT", 30_000_000)
    monkeypatch.setattr(unpacking, "FREE", 100_000)
    with pytest.raises(
        InputError, match=r"^a!/word/document.xml: is a member of an archive that grows more than 250 times"
    ):
        one(made_docx(" " * 5_000_000), path="a")


def test_a_document_that_is_nested_too_deep_is_an_error() -> None:
    with pytest.raises(InputError, match=r"^a: is a damaged DOCX document"):
        one(made_docx("<w:sdt>" * 10_000 + "</w:sdt>" * 10_000), path="a")


@pytest.mark.parametrize("body", ["<w:p>", "<w:p></w:q>", "\x01", "&nbsp;"])
def test_a_document_that_is_no_xml_is_an_error(body: str) -> None:
    with pytest.raises(InputError, match=r"^a: is a damaged DOCX document .word/document.xml: "):
        one(made_docx(body), path="a")


def test_an_archive_that_is_called_a_document_is_an_error() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", "x")
    with pytest.raises(InputError, match=r"^a: is no DOCX document: it has no word/document.xml"):
        one(out.getvalue(), path="a", input_format="docx")
