"""Markdown is told by its marks and read as a reader sees it; wire copy with stars in it stays as it is."""

from __future__ import annotations

import pytest

from tests.sources.reading import one

PAGE = """\
---
title: "Kestrel buys Oakfield"
date: 2021-03-02T08:00:00Z
site: The Baker
tags: [bread, deals]
---

![The works](https://img.example/works.jpg)

## A deal

> [Kestrel Foods](https://kestrel.example "Home") pays **£45m** in *cash*, said <https://kestrel.example>.

* * *

1. It closes in `June`.
2. Snake_case_names and 5 * 3 * 2 stay.
"""


def test_front_matter_says_title_publisher_and_date() -> None:
    article = one(PAGE.encode()).article
    assert article.media_type == "text/markdown"
    assert (article.title, article.publisher, article.published) == ("Kestrel buys Oakfield", "The Baker", "2021-03-02")


def test_the_callers_date_overrides_front_matter() -> None:
    assert one(PAGE.encode(), published="2021-03").article.published == "2021-03"


def test_the_text_is_what_a_reader_sees() -> None:
    assert one(PAGE.encode()).article.text.split("\n") == [
        "",
        "",
        "",
        "A deal",
        "",
        "Kestrel Foods pays £45m in cash, said https://kestrel.example.",
        "",
        "",
        "",
        "1. It closes in June.",
        "2. Snake_case_names and 5 * 3 * 2 stay.",
        "",
    ]


def test_a_first_heading_is_the_title_and_stays_in_the_text() -> None:
    article = one(b"# Kestrel buys **Oakfield**\n\nThe baker pays.\n").article
    assert article.title == "Kestrel buys Oakfield"
    assert article.text == "Kestrel buys Oakfield\n\nThe baker pays.\n"


def test_a_fenced_block_is_left_as_it_is() -> None:
    assert one(b"## Table\n\n```\n**a** | b\n```\n").article.text == "Table\n\n**a** | b\n"


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel buys Oakfield.\n\n# # #\n",
        "Kestrel buys Oakfield.\n\n###\n",
        "#company #milestone\n\nKestrel buys Oakfield.\n",
        "It pays 5m*\n\n* before tax\n\n** or less\n",
        "--- ENDS ---\n\nNotes: [1] and [2] (see below)\n",
        "---\nKestrel buys Oakfield.\n---\n",
        "***CORRECTED***: Kestrel buys Oakfield.\n",
        "- £45m\n- in cash\n",
        "_Kestrel_ is a ship.\n",
    ],
)
def test_wire_copy_is_plain_text_and_unchanged(text: str) -> None:
    article = one(text.encode()).article
    assert (article.media_type, article.text) == ("text/plain", text)


@pytest.mark.parametrize("date", ["next week", "2021-13-01", "02/03/2021", "20210302"])
def test_a_date_that_is_not_iso_is_left_out(date: str) -> None:
    assert one(f"---\ntitle: A\ndate: {date}\n---\nText\n".encode()).article.published is None
