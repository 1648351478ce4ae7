"""Terms: the field of an amount is what the words beside it say; of two prices the one without debt is the value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dealextract.assembly.evidence import Context
from dealextract.assembly.terms import open_currencies, terms
from dealextract.assembly.worded import worded
from dealextract.extractor import worded_terms
from dealextract.money import find_money, find_percents
from dealextract.records import Deal, MoneyTerm, PercentTerm, Terms, TextTerm
from dealextract.types import Candidate, CleanText, Fact

# Text, what the reader makes of each amount, what the fields hold.
TABLE: list[tuple[str, dict[str, str], dict[str, str | None]]] = [
    ("It will pay £40m.", {"£40m": "value"}, {"value": "40000000"}),
    ("It will pay £40m, including debt.", {"£40m": "value"}, {"value": "40000000", "debt_included": "included"}),
    ("It will pay £40m (excluding debt).", {"£40m": "value"}, {"value": "40000000", "debt_included": "excluded"}),
    ("It will pay £40m on a cash-free and debt-free basis.", {"£40m": "value"}, {"value": "40000000", "debt_included": "excluded"}),
    ("It will pay £40m, or £55m including debt.", {"£40m": "value", "£55m": "value"},
     {"value": "40000000", "enterprise_value": "55000000", "debt_included": None}),
    ("It will pay £40m, including £15m of debt.", {"£40m": "value", "£15m": "value"}, {"value": "40000000", "debt": "15000000"}),
    ("The bid has an enterprise value of about £55m.", {"£55m": "value"},
     {"value": "55000000", "enterprise_value": "55000000", "debt_included": "included"}),
    ("It values the equity at £40m, and the enterprise value is £55m.", {"£40m": "value", "£55m": "value"},
     {"value": "40000000", "enterprise_value": "55000000", "debt_included": None}),
    ("It will pay £40m and an earn-out of up to a further £5m.", {"£40m": "value", "£5m": "value"},
     {"value": "40000000", "earn_out": "5000000"}),
    ("It will pay £40m plus £5m in deferred consideration.", {"£40m": "value", "£5m": "money_other"},
     {"value": "40000000", "earn_out": "5000000"}),
    ("A break fee of £2m is payable if it fails.", {"£2m": "fee"}, {"break_fee": "2000000", "fee": None}),
    ("A £2m termination fee is payable if it fails.", {"£2m": "money_other"}, {"break_fee": "2000000"}),
    ("It gets $60m upfront and up to $600m in all.", {"$60m": "value", "$600m": "value"}, {"upfront": "60000000", "value": "600000000"}),
    ("The sponsor pays £8m a year, £40m in total.", {"£8m": "value", "£40m": "value"}, {"fee": "8000000", "value": "40000000"}),
    ("The sponsor pays £8m for a year-long pact.", {"£8m": "value"}, {"value": "8000000", "fee": None}),
    ("It gets royalties of 5% on sales.", {"5%": "percent_other"}, {"royalty": "5"}),
    ("The offer is at a premium of 30% to the last price.", {"30%": "stake_percent"}, {"premium_percent": "30", "stake_percent": None}),
    ("It raised its stake in Oakfield to 60% from 40%.", {"60%": "stake_percent", "40%": "percent_other"},
     {"resulting_percent": "60", "stake_percent": None}),
    ("It bought a 20% stake in Oakfield.", {"20%": "stake_percent"}, {"stake_percent": "20", "resulting_percent": None}),
]  # fmt: skip


def value_of(term: Any) -> str | None:
    if isinstance(term, MoneyTerm):
        return term.amount
    return term.value if isinstance(term, PercentTerm | TextTerm) else None


def found(m: Any, slots: dict[str, str]) -> Terms:
    """The terms that values of the text make, each in the slot that the reader gives it."""
    amounts = {v.text: v for v in (*find_money(m.text), *find_percents(m.text))}
    values = {m.mention(words, "money" if "%" not in words else "percent"): amounts[words] for words in slots}
    facts = tuple(Fact(slots[v.text], str(i), 0.9, ((v.start, v.end),)) for i, v in values.items())
    context = Context(CleanText(m.text, ((0, 0, len(m.text)),)), m.reading(), dict(values), {}, worded_terms(m.text))
    return terms(context, Candidate((), {}, {}, 0.0, facts), {})[0]


@pytest.mark.parametrize(("text", "slots", "fields"), TABLE, ids=[text for text, _, _ in TABLE])
def test_the_words_beside_an_amount_name_its_field(
    maker: Callable[[str], Any], text: str, slots: dict[str, str], fields: dict[str, str | None]
) -> None:
    made = found(maker(text), slots)
    assert {field: value_of(getattr(made, field)) for field in fields} == fields


WORDS = [
    ("Kestrel agreed to buy Oakfield for 0.75 of a share for each share.", "exchange_ratio", "0.75 of a share for each share"),
    ("Kestrel agreed to buy Oakfield at an exchange ratio of 1.25.", "exchange_ratio", "1.25"),
    ("Kestrel agreed to buy Oakfield; the exchange ratio is secret.", "exchange_ratio", None),
    ("Kestrel agreed to buy Oakfield for cash and an earn-out.", "earn_out", "undisclosed"),
    ("Kestrel agreed to buy Oakfield for shares.", "earn_out", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "field", "expected"), WORDS, ids=[text for text, _, _ in WORDS])
def test_words_without_an_amount(maker: Callable[[str], Any], text: str, field: str, expected: str | None) -> None:
    m = maker(text)
    m.trigger("agreed to buy", "acquisition")
    context = Context(CleanText(text, ((0, 0, len(text)),)), m.reading(), {}, {}, worded_terms(text))
    candidate = Candidate((0,), {}, {}, 0.0, ())
    term = worded(context, candidate, [candidate], "acquisition").get(field)
    said = term.qualifier if isinstance(term, MoneyTerm) else term.value if isinstance(term, TextTerm) else None
    assert said == expected


def deal(money: MoneyTerm) -> Deal:
    return Deal(
        id="d", type="acquisition", status="agreed", summary="", parties=(), terms=Terms(value=money), confidence=0.5
    )


CURRENCIES = [
    ("The port of Singapore, with one in Malaysia, paid $5m.", "currency_open"),
    ("It paid $5m for the mill.", "currency_open"),
    ("It paid $5m for the mill in Poland.", "currency_assumed"),
    ("It paid $5m for the mill in New York.", None),
    ("It paid £5m for the mill.", None),
]


@pytest.mark.parametrize(("text", "code"), CURRENCIES, ids=[text for text, _ in CURRENCIES])
def test_what_is_open_or_assumed_of_a_currency_is_said(text: str, code: str | None) -> None:
    (money,) = find_money(text)
    said = open_currencies(text, [deal(MoneyTerm(**money.model_dump()))])
    assert [d.code for d in said] == ([code] if code else [])
    assert all(d.start == money.start and d.end == money.end for d in said)
