"""The long tail of delimited dates goes through dateparser, the common forms do not."""

from __future__ import annotations

import pytest

from dealextract.dates import find_dates, parsing

TAIL = [
    ("Signed 3/May/2021 in Leeds.", "3/May/2021", "2021-05-03"),
    ("Signed on Oct.3, 2021, in Leeds.", "Oct.3, 2021", "2021-10-03"),
    ("Signed 2021 May 3rd.", "2021 May 3rd", "2021-05-03"),
    ("Signed 2021/3rd of May.", "2021/3rd of May", "2021-05-03"),
    ("Open from 2021-May on.", "2021-May", "2021-05"),
]
COMMON = ["3 May 2021", "May 3, 2021", "2021-05-03", "3-May-21", "03.05.2021", "May 2021", "the 3rd of May 2021"]


@pytest.fixture
def asked(monkeypatch):
    """The strings that dateparser is asked about."""
    strings = []
    real = parsing._parsed.__wrapped__
    monkeypatch.setattr(parsing, "_parsed", lambda text, *rest: strings.append(text) or real(text, *rest))
    return strings


@pytest.mark.parametrize(("text", "words", "value"), TAIL, ids=[t[1] for t in TAIL])
def test_tail(text, words, value, asked):
    """Unusual order or marks: found whole, and parsed by dateparser."""
    (date,) = find_dates(text)
    assert (date.text, date.value, date.basis) == (words, value, "stated")
    assert asked


@pytest.mark.parametrize("words", COMMON)
def test_common_forms_need_no_parser(words, asked):
    """The forms that articles are full of are read without it."""
    assert find_dates(f"It was signed on {words}.")[0].value in ("2021-05-03", "2021-05")
    assert asked == []


def test_a_day_that_is_none():
    """31 June does not become another day."""
    assert all(d.value is None or d.precision != "day" for d in find_dates("Signed 31/June/2021."))
