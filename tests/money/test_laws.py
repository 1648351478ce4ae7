"""What holds for every text: offsets, order, determinism, no text that breaks or stalls the finder."""

from __future__ import annotations

import locale
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealextract.money import find_amounts, find_money, find_percents, term_words

PIECES = [
    "$", "€", "£", "¥", "US$", "EUR", "DM", "Rs", "Rs.", "R", "N", "P", "MSEK", "5", "12", "1,234.5", "1.200.000",
    "4,5", "3/8", "½", "98 400 000,00", "two", "hundred", "half", "a", "third", "two-thirds", "million", "bn", "m",
    "k", "crore", "per cent", "%", "pct", "p", "cents", "euros", "Swiss francs", "dollars", "pounds", "to", "-",
    "–", "and", "between", "from", "of", "or", "(", ")", ".", ",", ":", "/", "\n", "\n\n", "up", "more than",
    "stake", "majority", "a share", "won", "marks", "50", "60-40", "double-digit", "mil-\nlion", "per-\ncent",
    "Sydney", "Toronto", "2001", "cash", "exclusive",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)


@settings(deadline=None, max_examples=400)
@given(texts)
def test_spans_are_sorted_disjoint_and_hold_their_text(text: str) -> None:
    """`text[start:end]` is the text of each; nothing overlaps; values are numbers the record takes."""
    for found in (find_money(text), find_percents(text), term_words(text)):
        end = 0
        for item in found:
            assert end <= item.start < item.end
            assert text[item.start : item.end] == item.text
            end = item.end


@settings(deadline=None, max_examples=200)
@given(texts)
def test_conversions_point_back_at_an_original(text: str) -> None:
    """`converted_from` is an earlier amount in another currency that is no conversion itself."""
    amounts = find_amounts(text)
    for i, amount in enumerate(amounts):
        if amount.converted_from is not None:
            original = amounts[amount.converted_from]
            assert amount.converted_from < i
            assert original.converted_from is None
            assert original.currency != amount.currency


@settings(deadline=None, max_examples=200)
@given(texts)
def test_ranges_are_ordered(text: str) -> None:
    """Of a range the minimum is below the maximum, and the amount, where there is one, is the maximum."""
    for amount in find_amounts(text):
        if amount.qualifier == "range":
            assert amount.minimum is not None
            assert amount.maximum is not None
            assert amount.minimum < amount.maximum
            assert amount.amount in (None, amount.maximum)


@pytest.mark.parametrize(
    "unit",
    ["1", "1,", "1.", "1 000 ", "$", "$1 ", "one ", "one hundred and ", "1-", "5 million ", "half a ", "R1 ", "5% and ",
     "1, ", "( ", "per cent. ", "5p ", "12P ", "\n", "between 5 and ", "all cash and shares ",
     "approval by the ", "a share ", "US$ 5m, "],
    ids=repr,
)  # fmt: skip
def test_long_monotony_is_read_to_its_end(unit: str) -> None:
    """A quarter of a megabyte of one thing neither fails nor costs more than its length: pieces of it give no less."""
    text = unit * (250_000 // len(unit))
    assert all(text[m.start : m.end] == m.text for m in find_money(text))
    assert all(text[m.start : m.end] == m.text for m in find_percents(text))
    assert all(text[m.start : m.end] == m.text for m in term_words(text))


def test_numbers_too_long_to_be_money_are_left_out() -> None:
    """A number of a thousand digits is no amount; one of fifteen is kept to the last digit."""
    assert find_money("€" + "9" * 1000) == []
    assert [m.amount for m in find_money("€999999999999999")] == ["999999999999999"]


def test_locale_time_zone_and_directory_change_nothing() -> None:
    """The same text gives the same in another locale, time zone and hash seed."""
    program = (
        "from dealextract.money import find_money, find_percents, term_words;"
        "t = 'Sydney-based Banksia pays $1.200.000 or 4,5 per cent, Rs 5 lakh in cash, in 1998.';"
        "print(find_money(t), find_percents(t), term_words(t))"
    )
    outputs = set()
    for extra in ({}, {"TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "7"}):
        env = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1", **extra}
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=env, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert locale.localeconv()["decimal_point"] == "."


def test_import_brings_in_nothing_heavy() -> None:
    """The package is imported by every command: no spaCy, numpy, babel, dateparser, typer or rich behind it."""
    program = (
        "import sys, dealextract.money;"
        "print(sorted({'spacy', 'numpy', 'babel', 'dateparser', 'typer', 'rich', 'tomllib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
