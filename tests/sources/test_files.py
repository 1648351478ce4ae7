"""Files of other programs: each paragraph is there, whole and on a line of its own, and what is no article is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dealextract.sources import Reading, read_articles
from tests.sources.reading import FILES, codes, one_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZANDSTRA = "Zandstra grants Kurokawa rights to ZB-31"
KESTREL = "Kestrel Foods to buy Oakfield Bakeries for £45m"
KOOTENAY = "Kootenay to build 64 light-rail cars"


@pytest.mark.parametrize(
    ("name", "media_type", "title", "publisher", "published", "language"),
    [
        ("writer.docx", DOCX, ZANDSTRA, None, None, "en-GB"),
        ("writer.pdf", "application/pdf", ZANDSTRA, None, None, "en-GB"),
        ("chromium.pdf", "application/pdf", KESTREL, None, None, "en-GB"),
        ("groff.pdf", "application/pdf", None, None, None, None),
        ("chromium.html", "text/html", KOOTENAY, "The Delta Courier", "2015-09-24", "en-CA"),
        ("chromium.mhtml", "multipart/related", KOOTENAY, "The Delta Courier", "2015-09-24", "en-CA"),
        ("mutt.eml", "message/rfc822", f"{ZANDSTRA} – Zürich desk", "Zandstra Biologics – Presse", "2026-11-24", None),
    ],
)
def test_what_a_file_says_of_itself(
    name: str, media_type: str, title: str | None, publisher: str | None, published: str | None, language: str | None
) -> None:
    article = one_of(FILES / name).article
    assert article.media_type == media_type
    assert (article.title, article.publisher, article.published, article.language) == (
        title,
        publisher,
        published,
        language,
    )
    assert article.path == str(FILES / name)


def lines(name: str) -> list[str]:
    return one_of(FILES / name).article.text.splitlines()


RELEASE = [
    "LEIDEN, 1 July 2024 – Zandstra Biologics hands Kurokawa Pharmaceutical of Toyama the exclusive right to develop and sell the "
    "antibody ZB-31, a once-a-quarter injection against chronic itching, everywhere outside Europe.",
    "Kurokawa pays €45 million at signature. Another €70 million falls due if the ongoing phase III study succeeds, and up to €415 "
    "million hangs on approvals and sales, with a royalty in the high teens coming on top.",
    "The two sides have been an item for a while. Kurokawa picked up 8% of the Dutch firm’s shares in its 2021 listing.",
    "Should Zandstra decide to license ZB-40, Kurokawa has 90 days to make the first bid.",
    "“It’s a bit like marrying off a daughter,” said chief executive Wietske Zandstra, “except that daughters don’t come with "
    "milestones.” She reckons that the antitrust clock in America will run out in mid-December 2024; until then nothing is in force.",
    "Analysts at Bank Hiddinga, who had pencilled in €30 million upfront, raised their target price from €14 to €19. Zandstra ended "
    "June with €88 million in cash. It is not the only one in the class: a Danish competitor, with a product that patients inject "
    "monthly, booked $310 million with it last year.",
]


def test_a_document_of_writer_has_its_insertions_box_note_list_and_table_and_not_its_deletions() -> None:
    found = lines("writer.docx")
    assert [line for line in RELEASE if line not in found] == []
    assert "- Zandstra keeps the European rights and carries on manufacturing" in found
    assert found[found.index("Upfront | €45 million") + 1] == "Phase III | €70 million"
    assert found[-1] == "Europe stands for the European Economic Area, Switzerland and the United Kingdom."
    assert "€54 million" not in "".join(found)


def test_the_head_of_a_document_is_left_out_and_said() -> None:
    reading = one_of(FILES / "writer.docx")
    assert codes(reading) == ["left_out"]
    assert "Zandstra Biologics – press release" in reading.diagnostics[0].message
    assert "press release" not in reading.article.text


def test_justified_pages_have_whole_paragraphs_over_the_break_and_no_running_heads() -> None:
    reading = one_of(FILES / "writer.pdf")
    found = reading.article.text.splitlines()
    assert RELEASE[0] + "1" in found  # the mark of the note
    assert [line for line in RELEASE[1:] if line not in found] == []
    assert "• it supplies drug substance from its Oegstgeest plant until at least the end of 2031" in found
    assert not any("press release" in line or line.startswith("Page ") for line in found)
    assert codes(reading) == ["running_heads"]
    assert "Zandstra Biologics – press release; Page 1" in reading.diagnostics[0].message


def test_a_page_that_was_printed_has_letters_for_ligatures_and_rows_on_lines() -> None:
    found = lines("chromium.pdf")
    assert found[0] == KESTREL
    assert found[-1] == "Harcourt Lane advised Kestrel; Aldersyde was advised by Whitlock Bourne."
    assert "Oakfield Bakeries £78m 640" in found
    assert found[found.index("£45m in cash on completion") + 1] == "up to £5m more if sales reach £90m in 2022"


def test_two_columns_are_read_one_after_the_other_and_broken_words_are_whole() -> None:
    text = (FILES.parents[2] / "data" / "articles" / "fraser-delta-rail-cars.txt").read_text(encoding="utf-8")
    found = "\n".join(line for line in lines("groff.pdf") if line)
    assert found.replace("’", "'") == f"{KOOTENAY}\n" + "\n".join(line for line in text.splitlines() if line)


PAGE = [
    KOOTENAY,
    "A Cranbrook factory that was down to its last 90 employees won the biggest order in Western Canadian transit on Thursday.",
    "By a vote of seven to two the board of the Fraser Delta Transit Authority chose Kootenay Rolling Stock to build 64 light-rail "
    "cars for the Scott Road line. At $386 million, the contract is $29 million more than the estimate that taxpayers were shown "
    "before last year's plebiscite.",
    "The Authority can call for 28 additional cars, at $5.7 million each, at any time up to New Year's Eve 2019.",
    "Cars are to start arriving in spring 2018, and the last is due in June 2020.",
    "The bids",
    "Bidder | Plant | Price",
    "Kootenay Rolling Stock | Cranbrook, B.C. | $386 million",
    "Rolvane Transport | Ontario | $371 million",
    '"They didn\'t have the lowest number," said board chair Anjali Gill. "They had the number I believed."',
    "The lowest number came from Rolvane Transport, whose Ontario plant delivered the agency's existing fleet in 2001. Rolvane "
    "petitioned the B.C. Supreme Court on Wednesday to set the procurement aside.",
    "- 64 cars now, 28 more at the Authority's choice",
    "- 300 people to be hired in Cranbrook",
    "“A judge will hear the parties on Oct. 19,” the court's registry said.",
    "Kootenay, a unit of Chibougam Industries of Quebec, reserved all the trucks, as railroaders call the wheel assemblies, from "
    "the Brampton Bogie Works under a $41-million agreement which was conditional on Thursday's vote.",
]


@pytest.mark.parametrize("name", ["chromium.html", "chromium.mhtml"])
def test_a_saved_page_has_its_article_and_nothing_else(name: str) -> None:
    assert [line.replace("\xa0", " ") for line in lines(name) if line] == PAGE


def test_a_message_has_whole_paragraphs_and_its_attachment_is_named() -> None:
    reading = one_of(FILES / "mutt.eml")
    found = reading.article.text.splitlines()
    assert found[0] == "Kurokawa pays up for Leiden's itch antibody"
    assert (
        "The two sides have been an item for a while (café gossip, for once, was right). Kurokawa picked up 8% of the Dutch firm's "
        "shares in its 2021 listing." in found
    )
    assert found[-3:] == ["Zürich desk", "-- ", "Wietske"]
    assert codes(reading) == ["attachments_not_read"]
    assert reading.diagnostics[0].message == "attachments that were not read: terms.pdf (application/pdf)"
    assert (reading.article.encoding, reading.article.id) == ("cp1252", "awXvVHHY0H5nWKan@zandstra.example")


FEED = [json.loads(line) for line in (FILES / "feed.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("name", "media_type", "encoding", "numbers"),
    [
        ("calc-utf-16.csv", "text/csv", "utf-16", [2, 5, 13]),
        ("calc-windows.csv", "text/csv", "cp1252", [2, 5, 13]),
        ("calc.tsv", "text/tab-separated-values", "utf-8", [2, 5, 13]),
        ("feed.jsonl", "application/jsonl", "utf-8", [1, 2, 3]),
        ("feed.jsonl.gz", "application/jsonl", "utf-8", [1, 2, 3]),
        ("feed.jsonl.bz2", "application/jsonl", "utf-8", [1, 2, 3]),
        ("feed.jsonl.xz", "application/jsonl", "utf-8", [1, 2, 3]),
        ("feed.jsonl.zst", "application/jsonl", "utf-8", [1, 2, 3]),
    ],
)
def test_a_feed_gives_its_articles_with_their_lines(
    name: str, media_type: str, encoding: str, numbers: list[int]
) -> None:
    found = [item.article for item in read_articles(FILES / name) if isinstance(item, Reading)]
    assert [article.path for article in found] == [f"{FILES / name}:{number}" for number in numbers]
    assert {(article.media_type, article.encoding) for article in found} == {(media_type, encoding)}
    said = [(a.id, a.published, a.publisher, a.text) for a in found]
    assert said == [(row["id"], row["date"], row["publisher"], row["text"]) for row in FEED]


def test_an_archive_gives_its_members_in_order() -> None:
    paths = [item.article.path for item in read_articles(FILES / "articles.zip") if isinstance(item, Reading)]
    inside = ["caulkett-snippet.txt", "groff.pdf", "chromium.html", *(f"feed.jsonl.gz:{n}" for n in (1, 2, 3))]
    assert paths == [f"{FILES / 'articles.zip'}!/{name}" for name in inside]


@pytest.mark.parametrize(
    "name", ["writer.docx", "writer.pdf", "chromium.html", "mutt.eml", "calc-utf-16.csv", "feed.jsonl.zst"]
)
def test_the_name_of_a_file_tells_nothing(name: str, tmp_path: Path) -> None:
    other = tmp_path / "article.xyz"
    other.write_bytes((FILES / name).read_bytes())
    mine, theirs = list(read_articles(other)), list(read_articles(FILES / name))
    assert [m.article.text for m in mine if isinstance(m, Reading)] == [
        t.article.text for t in theirs if isinstance(t, Reading)
    ]
    assert len(mine) >= 1


def test_reading_twice_gives_the_same() -> None:
    for path in sorted(FILES.glob("*.*")):
        if path.suffix != ".md":
            first, second = list(read_articles(path)), list(read_articles(path))
            assert [i for i in first if isinstance(i, Reading)] == [i for i in second if isinstance(i, Reading)]
