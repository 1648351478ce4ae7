"""The table for people: everything the record holds, readable at any width, in colour or without, and never markup."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from dealextract.records import Date, Deal, Diagnostic, Record, Source
from dealextract.writers.table import Look, dates_table, money_table, record_table
from dealextract.writers.wording import visible

ANSI = re.compile(r"\x1b\[[\d;]*m")


def said(record: Record, look: Look) -> str:
    """The words of a table, however they are wrapped."""
    return " ".join(ANSI.sub("", record_table(record, look)).split())


@pytest.mark.parametrize("width", [40, 80, 149, 150, 200])
@pytest.mark.parametrize("colour", [False, True], ids=["plain", "colour"])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(record: Record, width: int, colour: bool) -> None:
    for line in record_table(record, Look(width=width, colour=colour)).splitlines():
        assert cell_len(ANSI.sub("", line)) <= width
        assert ANSI.sub("", line) == ANSI.sub("", line).rstrip()


FACTS = [
    "Halvard Foods buys Brindle & Lowe from Castlemere [bold]Capital[/bold]",
    "news/halvard.txt · The Grocer's Week · published 2022-03-14",
    "1 Acquisition · agreed",
    "confidence 0.93",
    "acquirer Halvard Foods ASA OSE: HALV",
    "target Brindle & Lowe brand of Castlemere [bold]Capital[/bold]",
    "seller Castlemere [bold]Capital[/bold] fund",
    "value about GBP 1.25 billion “about £1.25bn”",
    "stake at least 75.5%",
    "duration 5 years",
    "conditions clearance by the competition authority conditions a vote",
    "2022-04-03 * completed: shops change hands “April 3rd”",
    "* inferred: year from 'June 2022', the next milestone in the same sequence",
    "by 2022-06 expected close “by the end of June 2022”",
    "? * other: vote “April 3rd” * open: 3 April; 4 March",
    "people Ingrid Solheim, chief executive, Halvard Foods ASA",
    "financial Penrose & Co for Castlemere",
    "price per share GBP 4.10",
    "2 Stake purchase · terminated · background",
    "Halvard Foods ASA (OSE: HALV; also “Halvard Foods”)",
    "newsletter newsletter, subscription or alert line [400–425, 430–440]",
    "encoding guessed the bytes are not UTF-8; read as cp1252",
]


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_is_there_on_one_line_off_a_terminal(record: Record, fact: str) -> None:
    assert any(
        fact in " ".join(line.split()) or fact in said(record, Look())
        for line in record_table(record, Look()).splitlines()
    )


def test_a_sentence_is_one_line_off_a_terminal(record: Record) -> None:
    sentence = record.deals[0].evidence[0].text
    assert any(sentence in line for line in record_table(record, Look()).splitlines())


def test_no_meaning_is_carried_by_colour_alone(record: Record) -> None:
    for width in (None, 80, 200):
        coloured, bare = Look(width=width, colour=True), Look(width=width)
        assert ANSI.sub("", record_table(record, coloured)) == record_table(record, bare)
    assert "\x1b[" in record_table(record, Look(colour=True))
    assert "\x1b" not in record_table(record, Look())


def test_a_wide_terminal_has_the_evidence_beside_the_facts(record: Record) -> None:
    lines = record_table(record, Look(width=200)).splitlines()
    assert any("acquirer" in line and "evidence" in line for line in lines)
    assert not any(
        "acquirer" in line and "evidence" in line for line in record_table(record, Look(width=100)).splitlines()
    )


def test_a_stream_of_few_letters_gets_only_those_of_the_article(record: Record) -> None:
    text = record_table(record, Look(width=80, unicode=False))
    assert set(text) - set(map(chr, range(128))) <= {"£"}


def test_text_of_the_article_cannot_steer_the_terminal() -> None:
    hostile = "[red]x[/red] \x1b[31m\x07 \x9b31m \u202e [link=http://a.example]y[/link] :smile:"
    record = Record(
        source=Source(sha256="0", characters=1, path=hostile, title=hostile),
        deals=(Deal(id="d", type="merger", status="agreed", summary=hostile, parties=(), confidence=0.5),),
        diagnostics=(Diagnostic(code="c\x1b", message=hostile),),
    )
    text = record_table(record, Look(width=100))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert text.count("[red]x[/red]") == 4
    assert ":smile:" in text


def test_an_article_without_deals_says_so() -> None:
    text = record_table(Record(source=Source(sha256="0", characters=0, encoding="utf-8")), Look(width=80))
    assert text.splitlines() == ["standard input", "0 characters · utf-8 · 0 deals", "", "No deals found."]


def test_many_notes_are_cut_and_counted() -> None:
    notes = tuple(Diagnostic(code="rejected", message=f"reason {number}") for number in range(20))
    text = record_table(Record(source=Source(sha256="0", characters=0), diagnostics=notes), Look(width=80))
    assert "reason 11" in text
    assert "reason 12" not in text
    assert "and 8 more; --format json has all" in text


def test_a_deal_with_the_least_has_no_empty_sections() -> None:
    deal = Deal(id="d", type="merger", status="rumoured", summary="A merger", parties=(), confidence=1)
    text = record_table(Record(source=Source(sha256="0", characters=9, path="a.txt"), deals=(deal,)), Look(width=60))
    assert text.splitlines() == [
        "a.txt",
        "9 characters · 1 deal",
        "",
        "── 1 Merger · rumoured ────────────────── confidence 1.00 ──",
        "   A merger",
    ]


def test_dates_are_a_line_each(record: Record) -> None:
    dates = [milestone.date for milestone in record.deals[0].milestones]
    lines = dates_table(dates, Look()).splitlines()
    assert lines[0].split() == ["offsets", "value", "precision", "basis", "text", "because"]
    assert "2022-04-03" in lines[1]
    assert "inferred" in lines[1]
    assert lines[1].endswith("year from 'June 2022', the next milestone in the same sequence")
    assert len(lines) == 4
    assert dates_table([], Look()) == "No dates found.\n"


def test_money_is_a_line_each(record: Record) -> None:
    value = record.deals[0].terms.value
    assert value is not None
    lines = money_table([value], Look()).splitlines()
    assert lines[1].split()[1:] == ["about", "GBP", "1.25", "billion", "about", "“about", "£1.25bn”"]
    assert money_table([], Look()) == "No amounts of money found.\n"


def test_a_date_without_a_reason_is_marked_all_the_same(record: Record) -> None:
    date = Date(start=0, end=1, text="x", value="2021", precision="year", basis="inferred")
    milestone = record.deals[0].milestones[0].model_copy(update={"date": date})
    deal = record.deals[0].model_copy(update={"milestones": (milestone,)})
    assert "* inferred" in record_table(record.model_copy(update={"deals": (deal,)}), Look())


def test_what_is_not_visible_is_shown() -> None:
    assert visible(" a\n\tb\x00 \x1b]0;x\x07") == "a b\\x00 \\x1b]0;x\\x07"
