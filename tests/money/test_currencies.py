"""Currencies: the tables, and how places and time settle what a sign or a noun means."""

from __future__ import annotations

import pytest
from make_currency_table import FOLDER, tables

from dealextract.errors import InstallationError
from dealextract.money import find_amounts, find_money
from dealextract.money import tables as package_tables
from dealextract.money.currency import candidates, codes
from dealextract.money.settling import places
from dealextract.money.tables import section, toml


@pytest.mark.parametrize("name", ["iso4217.tsv", "territories.tsv"])
def test_table_is_what_the_script_makes(name: str) -> None:
    """Made again from CLDR, each line is there: what is in use now is in the package."""
    made = set(tables()[name].splitlines())
    assert made == set((FOLDER / name).read_text(encoding="utf-8").splitlines())


def test_every_code_in_the_tables_is_an_iso_code() -> None:
    """A misspelt code in currencies.toml would give a currency that does not exist."""
    table = toml("currencies.toml")
    groups = [table["signs"], table["before"]["open"], table["before"]["touching"], table["around"], table["after"]]
    groups += [table["minor"], table["nouns"]]
    special = {*table["nouns"], "default", "cent", "penny"}
    named = {
        code for group in groups for entry in group.values() for code in ([entry] if isinstance(entry, str) else entry)
    }
    assert named - special <= codes() | {"BTC"}


def test_every_territory_with_cues_has_a_currency() -> None:
    """Cues for a territory without a currency would never be used."""
    known = {line.split("\t")[0] for line in (FOLDER / "territories.tsv").read_text(encoding="utf-8").splitlines()}
    assert set(toml("countries.toml")) <= known | {"SU", "YU", "CS"}


def test_every_code_is_read_before_and_after_its_number() -> None:
    """All ISO 4217 codes, words such as ALL and TRY among them, where the number looks like money."""
    for code in sorted(codes() - {"XEU"}):
        assert [(m.amount, m.currency) for m in find_money(f"It paid {code} 5.2 million.")] == [("5200000", code)]
        assert [(m.amount, m.currency) for m in find_money(f"It paid 5.2 million {code}.")] == [("5200000", code)]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("The firm paid $5m.", None),
        ("The firm paid £3m, and later $5m.", "USD"),
        ("The firm, listed on the NYSE, paid $5m.", "USD"),
        ("ROME. The Italian bank, of Milan and Rome, got $5m from a fund in Singapore, said Italy.", "USD"),
        ("The port of Singapore, with one in Malaysia, paid $5m.", None),
        ("Sydney or Toronto, both sites of the miner, paid $5m.", None),
        ("Perth, Western Australia: the ASX-listed miner paid $5m.", "AUD"),
        ("MELBOURNE, 14 November. The dairy paid $5m to its Hamilton rival.", "AUD"),
        ("The Calgary driller, listed on the TSX, paid $5m.", "CAD"),
        ("Christchurch-based Moa, the New Zealand insurer, paid $5m.", "NZD"),
        ("The Kingston brewer, a Jamaican firm, paid $5m.", "JMD"),
        ("The Tokyo printer paid 45bn yen ($428m).", "USD"),
        ("HK$5.3bn was the price in Hong Kong; the profit was $80m.", "USD"),
        ("In Toronto the Canadian miner paid US$3m and got $5m.", "CAD"),
        ("The American buyer, of Boston, paid the Sydney firm $5m.", "USD"),
    ],
)
def test_whose_dollar(text: str, currency: str) -> None:
    """The plain sign is the dollar of the country the article is set in; "A$" beside it and "US$" settle it too."""
    assert find_money(text)[-1].currency == currency


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("The Dublin brewer paid £5m in 1995.", "IEP"),
        ("The Dublin brewer paid £5m in 2015.", "GBP"),
        ("The Paris firm paid 5m francs in 1998.", "FRF"),
        ("The Zurich firm paid 5m francs in 1998.", "CHF"),
        ("The Istanbul firm paid 5 billion lira in 1999.", "TRL"),
        ("The Istanbul firm paid 5 million lira in 2019.", "TRY"),
        ("The Mexico City firm paid 5m pesos in 1990.", "MXP"),
        ("The Mexico City firm paid 5m pesos in 2010.", "MXN"),
        ("The Moscow firm paid 5m roubles in 1988.", "SUR"),
        ("The Moscow firm paid 5m roubles in 2018.", "RUB"),
    ],
)
def test_time_and_place_settle_a_noun(text: str, currency: str) -> None:
    """A currency that was abolished is meant only where the text is as old."""
    assert find_money(text)[-1].currency == currency


def test_what_stays_open_is_null() -> None:
    """Kroner of no country, shillings of no country: the currency is left open, the amount is not."""
    assert [(m.amount, m.currency) for m in find_money("It paid 5m kroner and 6m shillings.")] == [
        ("5000000", None),
        ("6000000", None),
    ]


def test_conversion_in_brackets_points_at_the_original() -> None:
    """The sum in brackets is found, and marked as restating the one before it."""
    amounts = find_amounts("It paid £3.3bn ($6.1bn; 4.8bn euros), of which £1bn (in cash) at once.")
    assert [(a.currency, a.converted_from) for a in amounts] == [
        ("GBP", None), ("USD", 0), ("EUR", 0), ("GBP", None),
    ]  # fmt: skip


def test_elliptic_amount_is_marked() -> None:
    """An amount whose currency is carried over says so."""
    amounts = find_amounts("Sales were EUR 48.9 million, up from 46.1 million.")
    assert [(a.text, a.currency, a.elliptic) for a in amounts] == [
        ("EUR 48.9 million", "EUR", False), ("46.1 million", "EUR", True),
    ]  # fmt: skip


def test_places_score_names_marks_and_towns() -> None:
    """A country's name weighs more than a town; a place that opens the article as a dateline counts thrice."""
    assert places("A firm in Sydney.")["AU"] < places("An Australian firm.")["AU"]
    assert places("SYDNEY, 4 May. A firm.")["AU"] > places("A firm in Sydney.")["AU"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("€", ("EUR",)), ("DM", ("DEM",)), ("xyz", ()), ("NZ$", ("NZD",)), ("us $", ("USD",)), ("zł", ("PLN",))],
)
def test_candidates(word: str, expected: tuple[str, ...]) -> None:
    """What a sign or word may stand for, by itself."""
    assert candidates(word)[: len(expected)] == expected
    assert bool(candidates(word)) == bool(expected)


def test_damaged_table_is_named() -> None:
    """A missing file and a missing section say which, and what to do."""
    with pytest.raises(InstallationError, match=r"nowhere\.toml"):
        package_tables.read_text("nowhere.toml")
    with pytest.raises(InstallationError, match=r"\[before.nothing\]"):
        section("currencies.toml", "before", "nothing")


UNWRITTEN = {"BAM", "LSL", "STN", "TTD", "ZWG"}
"""In use, and called in CLDR by a name that news does not write: with "&", "convertible marks", "lotis", "gold"."""


def in_use() -> list[tuple[str, str]]:
    """Each currency in use with its name for many, as CLDR has it."""
    lines = [line.split("\t") for line in (FOLDER / "iso4217.tsv").read_text(encoding="utf-8").splitlines()]
    return [(code, many) for code, _, many, places in lines if any(p.endswith("-") for p in places.split())]


@pytest.mark.parametrize(
    ("code", "many"), [pair for pair in in_use() if pair[0] not in UNWRITTEN and "(" not in pair[1]]
)
def test_every_currency_in_use_is_known_by_its_name(code: str, many: str) -> None:
    """Whose money it is stands before the noun, and one of them is no other's."""
    text = f"The mill was sold for 12 million {many}."
    assert [(m.text, m.amount, m.currency) for m in find_money(text)] == [(f"12 million {many}", "12000000", code)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("It paid 9 million Belarusian rubles.", "BYN"),
        ("In 1995 it paid 9 million Russian rubles.", "RUR"),
        ("It paid 9 million Congolese francs.", "CDF"),
        ("It paid 9 million Burmese kyats.", "MMK"),
        ("The mill in Dublin, Ireland, went for E1.5bn.", "EUR"),
        ("The mill in Eswatini went for E1.5bn.", "SZL"),
    ],
)
def test_whose_money_it_is(text: str, code: str) -> None:
    """A country has had several, and several have had one name."""
    assert [m.currency for m in find_money(text)] == [code]


@pytest.mark.parametrize("count", ["several", "a few", "many"])
def test_hundreds_without_a_count_are_no_hundred(count: str) -> None:
    """How many there are is not told; the currency is."""
    found = find_money(f"It paid {count} hundred million euros.")
    assert [(m.amount, m.currency) for m in found] == [(None, "EUR")]
    assert [m.amount for m in find_money("It paid a hundred million euros.")] == ["100000000"]
