"""Pages: what they say of themselves, their main text in its blocks, and their encodings."""

from __future__ import annotations

import json

import pytest

from dealextract.errors import InputError
from dealextract.sources import html
from dealextract.sources.html import parsed
from dealextract.sources.metadata import metadata_of
from tests.sources.reading import codes, one

BODY = (
    "<p>Kestrel Foods said on Tuesday that it had bought the baker Oakfield for £45m in cash, ending a long auction.</p>"
    "<p>Oakfield employs 300 people in the Midlands and had sales of £80m in its last financial year, its owner said.</p>"
    "<p>The purchase is expected to close in June, once the authorities have given their consent to it.</p>"
)
TEXT = BODY.replace("</p><p>", "\n\n").removeprefix("<p>").removesuffix("</p>")


def page(head: str = "", body: str = BODY, attributes: str = "") -> bytes:
    return f"<!DOCTYPE html><html{attributes}><head>{head}</head><body>{body}</body></html>".encode()


def linked(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(values)}</script>'


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Kestrel buys Oakfield</title>", "Kestrel buys Oakfield"),
        ('<title>A | The Baker</title><meta property="og:site_name" content="The Baker">', "A"),
        ('<title>A - THE BAKER</title><meta property="og:site_name" content="The Baker">', "A"),
        ('<title>T</title><meta property="og:title" content="O">', "O"),
        ('<meta name="twitter:title" content="W"><meta name="DC.title" content="D">', "W"),
        (
            linked(**{"@type": "NewsArticle", "headline": "Kestrel &amp; Oakfield"}) + "<title>T</title>",
            "Kestrel & Oakfield",
        ),
        (linked(**{"@type": "WebSite", "headline": "no article"}) + "<title>T</title>", "T"),
        ('<script type="application/ld+json">{broken</script><title>T</title>', "T"),
        ("", None),
    ],
)
def test_the_title(head: str, title: str | None) -> None:
    assert one(page(head)).article.title == title


def test_the_only_heading_is_the_title_before_the_title_of_the_page() -> None:
    assert (
        one(page("<title>Home of The Baker</title>", f"<h1>Kestrel buys Oakfield</h1>{BODY}")).article.title
        == "Kestrel buys Oakfield"
    )


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2021-03-02T23:30:00-05:00">', "2021-03-02"),
        ('<meta name="DC.date.issued" content="2021-03-02">', "2021-03-02"),
        ('<meta name="pubdate" content="20210302">', "2021-03-02"),
        ('<meta itemprop="datePublished" content="2021-03-02">', "2021-03-02"),
        ('<meta name="date" content="Tue, 02 Mar 2021 08:00:00 GMT">', "Tue, 02 Mar 2021 08:00:00 GMT"),
        ('<meta property="article:modified_time" content="2021-03-05">', None),
        (linked(**{"@type": ["NewsArticle"], "datePublished": "2021-03-02T08:00:00Z", "dateModified": "2022-01-01"}), "2021-03-02"),
        (linked(**{"@graph": [{"@type": "WebPage", "datePublished": "2001"}, {"@type": "Article", "datePublished": "2021"}]}), "2021"),
        (linked(**{"@type": "WebPage", "mainEntity": {"@type": "https://schema.org/Article", "datePublished": "2021-03"}}), "2021-03"),
        (linked(**{"@type": "NewsArticle", "hasPart": {"@type": "NewsArticle", "datePublished": "2001-01-01"}}), None),
        ("", None),
    ],
)  # fmt: skip
def test_the_date_of_publication(head: str, published: str | None) -> None:
    reading = one(page(head))
    assert (reading.article.published, codes(reading)) == (published, [])


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ('<time itemprop="datePublished" datetime="2021-03-02">yesterday</time>', "2021-03-02"),
        ('<time pubdate datetime="2021-03-02T10:00">2 March</time>', "2021-03-02"),
        ('<time datetime="2021-03-02">2 March</time>', "2021-03-02"),
        ('<time datetime="2021-03-02">2 March</time><time datetime="2021-03-05">5 March</time>', None),
    ],
)
def test_a_time_in_the_page_is_its_date_where_it_is_marked_or_the_only_one(body: str, published: str | None) -> None:
    assert one(page(body=body + BODY)).article.published == published


def test_dates_that_differ_are_told() -> None:
    head = '<meta property="article:published_time" content="2021-03-02"><meta name="date" content="2021-03-04">'
    reading = one(page(head))
    assert (reading.article.published, codes(reading)) == ("2021-03-02", ["published_conflict"])
    assert "2021-03-02, 2021-03-04" in reading.diagnostics[0].message


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ('<meta property="og:site_name" content="The Baker">', "The Baker"),
        (linked(**{"@type": "NewsArticle", "publisher": {"name": "Grocer&#8217;s Wire"}}), "Grocer’s Wire"),
        (linked(**{"@type": "NewsArticle", "publisher": ["Wire"]}), "Wire"),
        (linked(**{"@type": "WebSite", "name": "Site"}), "Site"),
        (linked(**{"@type": "NewsArticle", "publisher": None, "author": {"name": "Jane Roe"}}), None),
    ],
)
def test_the_publisher(head: str, publisher: str | None) -> None:
    assert one(page(head)).article.publisher == publisher


@pytest.mark.parametrize(
    ("head", "attributes", "language"),
    [
        ("", ' lang="en-GB"', "en-GB"),
        ('<meta http-equiv="content-language" content="en">', "", "en"),
        ('<meta property="og:locale" content="en_US">', "", "en-US"),
        (linked(**{"@type": "Article", "inLanguage": "en"}), "", "en"),
        ("", ' lang="{{ lang }}"', None),
    ],
)
def test_the_language(head: str, attributes: str, language: str | None) -> None:
    assert one(page(head, attributes=attributes)).article.language == language


def test_ten_thousand_objects_of_linked_data_are_not_all_looked_at() -> None:
    data = json.dumps([{"@type": "Thing"}] * 10_000 + [{"@type": "NewsArticle", "headline": "late"}])
    tree = parsed(f'<script type="application/ld+json">{data}</script><p>x</p>', "")
    assert metadata_of(tree).title is None


def test_navigation_and_the_like_are_left_out() -> None:
    body = (
        "<nav><ul><li><a href=/>Home</a><li><a href=/n>News and analysis of the day</a></ul></nav>"
        f"<article><h1>Kestrel buys Oakfield</h1>{BODY}</article>"
        "<footer><p>© The Baker. All rights reserved. Terms of use apply to every page.</p></footer><script>var a = 'x';</script>"
    )
    reading = one(page(body=body))
    assert reading.article.text == f"Kestrel buys Oakfield\n\n{TEXT}"
    assert codes(reading) == []


@pytest.mark.parametrize(
    "lead",
    [
        '<p class="standfirst">The baker of Mother’s Crust goes to a rival after a long auction of its loaves.</p>',
        '<div class="teaser-text"><p>The baker of Mother’s Crust goes to a rival after a long auction of its loaves.</p></div>',
        '<h2 class="article-subheadline">The baker of Mother’s Crust goes to a rival after a long auction of its loaves</h2>',
    ],
)
def test_a_lead_apart_from_the_body_is_put_back(lead: str) -> None:
    body = f'<div id="top"><h1>Kestrel buys Oakfield at last</h1>{lead}</div><div><div class="article-body">{BODY * 3}</div></div>'
    found = one(page(body=body)).article.text.split("\n\n")
    assert found[0] == "Kestrel buys Oakfield at last"
    assert found[1].startswith("The baker of Mother’s Crust goes to a rival")
    assert found[2] == TEXT.split("\n\n")[0]


def test_what_stands_between_paragraphs_and_is_no_article_is_not_put_back() -> None:
    box = '<div class="newsletter-box"><p>Get our morning letter in your inbox, every day but Sunday, for nothing at all.</p></div>'
    links = "<p><a href=/1>Ferry yard bought by a Danish fund for $90 million after a long auction.</a></p>"
    parts = BODY.split("</p><p>")
    body = f"<h1>Kestrel buys Oakfield</h1><div>{parts[0]}</p>{box}<p>{parts[1]}</p>{links}<p>{parts[2]}</div>"
    text = one(page(body=body)).article.text
    assert "morning letter" not in text
    assert "Midlands" in text


def test_lists_tables_quotes_and_lines_keep_their_shape() -> None:
    body = (
        f"<article>{BODY}<h2>Terms</h2><ul><li><p>£45m in cash</p></li><li>shares:<ul><li>£5m now</li></ul></li></ul>"
        "<table><caption>Who</caption><tr><th>Buyer<th>Target<tr><td>Kestrel<td><p>Oakfield</p></table>"
        "<blockquote>“We are\n delighted,” said José&nbsp;Muñoz.</blockquote><p>Kestrel plc<br>1 Mill Lane</p></article>"
    )
    found = one(page(body=body)).article.text.replace("\xa0", " ").split("\n")
    at = found.index("Terms")
    assert found[at + 1] == ""
    assert "- £45m in cash" in found
    assert "- £5m now" in found
    assert found[found.index("Buyer | Target") + 1] == "Kestrel | Oakfield"
    assert "“We are delighted,” said José Muñoz." in found
    assert found[found.index("Kestrel plc") + 1] == "1 Mill Lane"


def test_a_page_without_a_main_text_is_read_whole_and_that_is_said() -> None:
    reading = one(page(body="<div>Kestrel buys Oakfield.</div><footer>Contact: José</footer><script>no</script>"))
    assert reading.article.text == "Kestrel buys Oakfield.\n\nContact: José"
    assert codes(reading) in (["whole_page"], [])


def test_preformatted_text_keeps_its_lines() -> None:
    text = "FOR IMMEDIATE RELEASE\n\nKestrel Foods buys Oakfield.\nIt pays £45m."
    assert one(f"<html><body><pre>{text}</pre></body></html>".encode()).article.text == text


@pytest.mark.parametrize("body", ["", "<!-- nothing -->", "<div></div>", "<script>x</script>"])
def test_an_empty_page_is_an_article_without_text(body: str) -> None:
    assert one(page(body=body)).article.text == ""


LATIN = "José Muñoz paid £45m for the café group, said “Kestrel” – the baker."


@pytest.mark.parametrize(
    ("declared", "encoding", "told", "notes"),
    [
        ("utf-8", "utf-8", "utf-8", []),
        ("windows-1252", "cp1252", "cp1252", []),
        ("iso-8859-1", "cp1252", "cp1252", []),
        ("utf-8", "cp1252", "cp1252", ["encoding_guessed"]),
        ("windows-1252", "utf-8", "utf-8", ["encoding_conflict"]),
        ("x-no-such", "utf-8", "utf-8", []),
        ("punycode", "utf-8", "utf-8", []),
        ("gb2312", "gb18030", "gb18030", []),
        ("shift_jis", "cp932", "cp932", []),
    ],
)
def test_the_encoding_that_a_page_declares(declared: str, encoding: str, told: str, notes: list[str]) -> None:
    text = LATIN if encoding in ("utf-8", "cp1252") else "株式会社東芝 sold its unit on Tuesday, the group said."
    for tag in (
        f'<meta charset="{declared}">',
        f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">',
    ):
        reading = one(f"<html><head>{tag}</head><body><p>{text}</p></body></html>".encode(encoding))
        assert (reading.article.text, reading.article.encoding) == (text, told)
        assert [code for code in codes(reading) if code.startswith("encoding")] == notes


def test_the_callers_encoding_goes_before_what_a_page_declares() -> None:
    data = f'<html><meta charset="utf-8"><p>{LATIN}</p></html>'.encode("cp1252")
    reading = one(data, encoding="cp1252")
    assert (reading.article.text, codes(reading)) == (LATIN, [])


def test_a_page_in_xml_is_read() -> None:
    head = b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    data = head + b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Kestrel &amp; Oakfield</p></body></html>'
    assert one(data).article.text == "Kestrel & Oakfield"


@pytest.mark.parametrize("depth", [600, 10_000, 100_000])
def test_a_page_that_is_nested_too_deep_is_an_error(depth: int) -> None:
    with pytest.raises(InputError, match=r"^a: nests its elements more than 500 deep; save its article as plain text"):
        one(page(body="<div>" * depth + BODY + "</div>" * depth), path="a")


def test_a_page_that_is_nested_as_deep_as_pages_are_is_read_to_its_end() -> None:
    text = one(
        page(
            body="<div>" * 400
            + BODY
            + "</div>" * 400
            + "<p>The end of the page, which has a few words more than the others.</p>"
        )
    ).article.text
    assert TEXT in text


def test_a_page_of_too_many_elements_or_letters_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "ELEMENTS", 100)
    with pytest.raises(InputError, match=r"^a: has more than 100 elements"):
        one(page(body="<b>x</b>" * 101), path="a")
    monkeypatch.setattr(html, "LONGEST", 1000)
    with pytest.raises(InputError, match=r"^a: is a page of more than"):
        one(page(body="x" * 1001), path="a")


@pytest.mark.parametrize("limit", ["HEAVY", "TOO_HEAVY"])
def test_a_page_that_would_take_too_long_is_read_in_a_simpler_way(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, limit, 10)
    reading = one(page(body=f"<nav>Home</nav>{BODY}"))
    assert TEXT in reading.article.text
    assert codes(reading) == ([] if limit == "HEAVY" else ["whole_page"])


def test_entities_of_a_page_do_not_grow() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE html [<!ENTITY a0 "lol">{entities}]><html><body><p>&a11; Kestrel</p></body></html>'.encode()
    text = one(data).article.text
    assert "Kestrel" in text
    assert len(text) < 2_000


def test_what_trafilatura_breaks_on_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def fail(*_arguments: object, **_options: object) -> None:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    reading = one(page(body=f"<nav>Home</nav>{BODY}"))
    assert TEXT in reading.article.text
    assert codes(reading) == ["whole_page"]


def test_a_page_that_is_laid_out_with_a_table_keeps_its_paragraphs() -> None:
    body = f"<table><tr><td>Menu</td><td>{BODY}</td></tr></table>"
    assert TEXT in one(page(body=body)).article.text


def test_a_few_nuls_in_a_page_do_not_make_it_binary() -> None:
    assert one(page(body=BODY.replace("Kestrel", "\0Kestrel\0"))).article.text == TEXT
    assert one(b"Kestrel\0 buys Oakfield." + LATIN.encode() * 4).article.media_type == "text/plain"


def test_long_runs_of_blanks_cost_no_more_than_their_length() -> None:
    blanks = " " * 1_000_000
    text = one(
        page(body=f"{BODY}{blanks}<p>Kestrel\n{blanks}plc and its many bakeries in the Midlands have new owners.</p>")
    ).article.text
    assert "Kestrel plc and its many bakeries" in text
