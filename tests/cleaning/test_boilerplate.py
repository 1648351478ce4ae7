"""Boilerplate is found by rules with examples, and article text is never taken for it."""

from __future__ import annotations

import pytest

from dealextract.cleaning import clean
from dealextract.cleaning.boilerplate import Rule, compiled, find_regions, rules
from dealextract.cleaning.layout import is_address, lines_of
from dealextract.errors import InstallationError

RULES = [pytest.param(rule, id=f"{number}-{rule.code}") for number, rule in enumerate(rules(), 1)]
PROSE = "Kestrel Foods has agreed to buy the baker Oakfield for £45m in cash, the two companies said on Monday."
MORE = "The price is twelve times the profit of Oakfield, whose shops stay open, and the sale should close in June."


def codes(text: str) -> dict[str, str]:
    """The boilerplate of a text with its codes."""
    cleaned = clean(text)
    return {cleaned.text[region.start : region.end]: region.code for region in cleaned.regions}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_takes_its_examples_and_leaves_the_others(rule: Rule) -> None:
    assert rule.examples, "a rule without an example may be dead"
    assert rule.others, "a rule without a counter-example may take everything"
    for example in rule.examples:
        assert rule.takes(lines_of(example)[0]), example
    for other in rule.others:
        assert not rule.takes(lines_of(other)[0]), other


@pytest.mark.parametrize("rule", RULES)
def test_an_example_of_a_rule_is_boilerplate_in_its_place(rule: Rule) -> None:
    for example in rule.examples:
        text = f"{example}\n\n{PROSE}\n" if rule.where == "head" else f"{PROSE}\n\n{example}\n"
        assert example in codes(text), example


def test_an_article_without_boilerplate_has_none() -> None:
    assert codes(f"Kestrel buys Oakfield\n\n{PROSE}\n\n“We are pleased”, said Ana Ruiz.\n\n{MORE}\n") == {}


def test_a_page_with_all_around_it_leaves_the_article() -> None:
    page = (
        "Home > News > Business\n3 min read | Share\n\nKestrel buys Oakfield\n\nKestrel buys Oakfield\n"
        f"By Ana Ruiz\n\nPhoto: J. Okello\n\n{PROSE}\n\nRead also: Why bread is dear\n\n{MORE}\n\n"
        "About Oakfield\nOakfield bakes bread. It was founded in 1921 and has forty shops.\n\n"
        "Forward-Looking Statements\nThis release contains statements that involve risks.\n\n"
        "Media contact: Lee Marsh, 0113 496 0000\n\nSign up to our newsletter\n© 2021 The Courier\n"
    )
    cleaned = clean(page)
    left, end = [], 0
    for region in cleaned.regions:
        left.append(cleaned.text[end : region.start])
        end = region.end
    left.append(cleaned.text[end:])
    assert [line for line in "".join(left).splitlines() if line] == ["Kestrel buys Oakfield", PROSE, MORE]


@pytest.mark.parametrize(
    "line",
    [
        "Kestrel Foods plc (LSE: KSF) and Oakfield (AIM: OAK) said on Monday that they had agreed on the terms.",
        "About 200 jobs go.",
        "About half of the shares were sold by the family to Tamar Partners, which pays £12m for them in cash.",
        "Oakfield | Tamar | £45m | 2021",
        "3 | Oakfield Bakery | bread | £45m",
        "Share price: 412p",
        "Sources close to the family said that the offer was too low, and that a rival bid of £50m could follow.",
        "The Subscribe & Save business of Kestrel goes to Tamar.",
        "Adviser to Oakfield: Penrose & Co",
        "Legal advice to Kestrel: Marsh LLP",
        "Photography group Lenswork bought its rival Camera Obscura for an undisclosed sum, it said on Monday.",
    ],
)
@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_lines_of_an_article_are_left_wherever_they_stand(line: str, place: str) -> None:
    texts = {"before": [line, PROSE, MORE], "between": [PROSE, line, MORE], "after": [PROSE, MORE, line]}
    assert line not in codes("\n\n".join(texts[place]))


@pytest.mark.parametrize(
    "line", ["Subscribe today and read the deal in full.", "Contact was made with 0113 496 0000.", "By Ana Ruiz"]
)
def test_what_is_boilerplate_at_the_edge_is_left_inside_the_article(line: str) -> None:
    assert codes(f"{PROSE}\n\n{line}\n\n{MORE}\n") == {}


def test_a_section_ends_at_the_next_heading_with_prose_below_it() -> None:
    text = f"{PROSE}\n\nAbout Oakfield\nOakfield bakes bread.\n\nTamar sells its mill\n{MORE}\n"
    assert codes(text) == {"About Oakfield\nOakfield bakes bread.": "about"}


def test_about_the_deal_is_part_of_the_article() -> None:
    assert codes(f"{PROSE}\n\nAbout the transaction\n{MORE}\n") == {}


def test_advisers_in_a_list_of_contacts_are_left() -> None:
    text = f"{PROSE}\n\nEnquiries:\nOakfield plc  0113 496 0000\nPenrose & Co (financial adviser)  020 7946 0000\n"
    assert codes(text) == {"Enquiries:\nOakfield plc  0113 496 0000": "contact"}


def test_a_title_said_again_is_boilerplate_but_equal_rows_of_a_list_are_not() -> None:
    title = "Kestrel buys Oakfield today"
    rows = "\n".join(
        ["Syndicated loan", title, PROSE, MORE, "a b c d e", "Tamar Trust of London", "Tamar Trust of London"]
    )
    assert codes(rows) == {}
    text = f"{title}\n\n{title.upper()}\n\n{PROSE}\n"
    regions = find_regions(text)
    assert [(text[r.start : r.end], r.code) for r in regions] == [(title.upper(), "repeated_title")]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param({"message": "m", "begins": ["a"]}, "'code' is missing", id="no code"),
        pytest.param({"code": "c", "message": 1, "begins": ["a"]}, "'message' is missing or no text", id="no message"),
        pytest.param({"code": "c", "message": "m", "starts": ["a"]}, "unknown key 'starts'", id="misspelt key"),
        pytest.param({"code": "c", "message": "m", "begins": [1]}, "'begins' holds something", id="no phrase"),
        pytest.param({"code": "c", "message": "m", "is": [" "]}, "'is' holds something", id="blank phrase"),
        pytest.param({"code": "c", "message": "m", "is": ["a"], "where": "x"}, "'where' or 'reach'", id="no place"),
        pytest.param({"code": "c", "message": "m"}, "none of 'begins'", id="no phrases"),
    ],
)
def test_a_table_that_means_nothing_is_refused_with_its_place(table: dict[str, object], message: str) -> None:
    with pytest.raises(InstallationError, match=f"^boilerplate.toml, rule 7: .*{message}"):
        compiled(table, "boilerplate.toml, rule 7")


@pytest.mark.parametrize("letter", ["x", "-", "x.", "x-"])
def test_a_line_may_be_one_word_of_a_million_letters(letter: str) -> None:
    """As data packed into text is; trying every letter of it as the first of an address would take hours."""
    (line,) = lines_of(letter * 1_000_000)
    assert not is_address(line)
    assert is_address(lines_of(f"{letter}x@hallerwerk.example")[0])
