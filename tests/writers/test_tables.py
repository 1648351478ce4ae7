"""The tables are as they are described: typed, keyed and tied, and they hold what the records say."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealextract.records import (
    Adviser,
    Company,
    Deal,
    Diagnostic,
    Former,
    Frozen,
    Identifier,
    Milestone,
    Money,
    MoneyTerm,
    Party,
    Percent,
    Person,
    Record,
    Source,
    Terms,
    TextTerm,
)
from dealextract.writers.columns import TYPE_NAMES, Table, kind_of_term
from dealextract.writers.limits import Limits, fits_decimal, fits_double, plain
from dealextract.writers.rows import Flattener, covered
from dealextract.writers.schema import markdown_columns
from dealextract.writers.tables import BY_NAME, TABLES
from tests.writers.foreign import awkward, expected

PYTHON = {"text": str, "integer": int, "decimal": Decimal, "real": float, "boolean": bool, "date": dt.date}
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "columns.md"


def cells(table: str, record: Record, *names: str) -> list[tuple[object, ...]]:
    rows = expected([record])[table]
    return [tuple(dict(zip(BY_NAME[table].names, row, strict=True))[name] for name in names) for row in rows]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_described_whole(table: Table) -> None:
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    assert table.names[0] == "document_id"
    assert not any(column.null for column in table.columns if column.name in table.key)
    assert {column.type for column in table.columns} <= set(TYPE_NAMES)
    assert all(column.meaning for column in table.columns)
    before = [t.name for t in TABLES[: TABLES.index(table) + 1]]
    for tie in table.ties:
        assert tie.table in before
        assert tie.key == BY_NAME[tie.table].key
        assert set(tie.columns) <= set(table.names)


def test_the_page_of_the_columns_is_the_one_that_the_program_writes() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == markdown_columns(), (
        "make it again: dealextract schema --format columns -o docs/reference/columns.md"
    )


SAID_OTHERWISE = {
    "evidence",  # a table of its own, as are the next five
    "identifiers", "milestones", "advisers", "history", "people",
    "company", "parent", "organization", "side",  # ids: company_id, parent_id …
    "id",  # deal_id, company_id, person_id
    "terms",  # columns made from the model, and a table
    "start", "end",  # start_offset, end_offset
}  # fmt: skip


@pytest.mark.parametrize(
    ("model", "table"),
    [
        (Source, "documents"), (Company, "companies"), (Identifier, "identifiers"), (Person, "people"),
        (Deal, "deals"), (Party, "parties"), (Milestone, "milestones"), (Adviser, "advisers"), (Former, "history"),
        (Diagnostic, "diagnostics"), (Money, "terms"), (Percent, "terms"),
    ],
)  # fmt: skip
def test_every_field_of_the_records_has_its_place_in_the_tables(model: type[Frozen], table: str) -> None:
    fields = {name for name, field in model.model_fields.items() if not field.exclude}
    words = {"text": "words"} if table == "terms" else {}
    named = {words.get(name, name) for name in fields}
    left = named - set(BY_NAME[table].names) - (SAID_OTHERWISE if model is not Source else set())
    assert not left, f"declare columns for {left} in dealextract.writers.tables, and fill them in rows"


def test_every_term_has_columns() -> None:
    names = BY_NAME["deals"].names
    assert all(name in names or f"{name}_amount" in names for name in Terms.model_fields)


def test_rows_have_the_types_keys_and_ties_that_are_described(record: Record) -> None:
    tables = expected([record, awkward(), record])
    assert all(tables.values())
    for table in TABLES:
        rows = [dict(zip(table.names, row, strict=True)) for row in tables[table.name]]
        for row in rows:
            for column in table.columns:
                value = row[column.name]
                assert value is not None or column.null, (table.name, column.name)
                assert value is None or isinstance(value, PYTHON[column.type]), (table.name, column.name)
                assert value is None or not column.values or value in column.values
        keys = [tuple(row[name] for name in table.key) for row in rows]
        assert len(set(keys)) == len(keys)
        for tie in table.ties:
            target = BY_NAME[tie.table]
            there = {tuple(dict(zip(target.names, row, strict=True))[n] for n in tie.key) for row in tables[tie.table]}
            told = {tuple(row[name] for name in tie.columns) for row in rows}
            assert {key for key in told if None not in key} <= there


def test_the_same_document_again_has_a_number_behind_its_id(record: Record) -> None:
    ids = [row[0] for row in expected([record, record, record])["documents"]]
    assert ids == ["000000000000", "000000000000-2", "000000000000-3"]


def test_a_party_that_is_a_person_is_tied_to_the_person() -> None:
    assert cells("parties", awkward(), "role", "company_id", "person_id") == [
        ("investor", "c2", None),
        ("target", "c1", None),
        ("seller", None, "p1"),
    ]


def test_what_a_record_refers_to_without_holding_it_is_said(record: Record) -> None:
    assert cells("advisers", record, "name", "company_id", "side_id") == [("Penrose & Co", None, "castlemere")]
    notes = cells("diagnostics", record, "code", "message")
    assert notes.count(("unknown_id", "the record refers to penrose, which it does not hold; the cell is empty")) == 1


def test_terms_are_columns_of_deals_and_rows_of_their_own() -> None:
    assert cells(
        "deals", awkward(), "value_amount", "value_currency", "value_qualifier", "stake_percent", "conditions"
    ) == [(Decimal("-1234567890.25"), None, "about", Decimal("49.9"), "a vote; or two; ")]
    told = cells("terms", awkward(), "term", "amount", "percent", "value", "minimum", "qualifier")
    assert told == [
        ("value", Decimal("-1234567890.25"), None, None, None, "about"),
        ("price_per_share", Decimal("0.000125"), None, None, None, "exact"),
        ("stake_percent", None, Decimal("49.9"), None, Decimal("-2.5"), "range"),
        ("debt", Decimal("9007199254740993"), None, None, None, "exact"),
        ("conditions", None, None, "a vote; or two", None, None),
        ("conditions", None, None, "", None, None),
    ]


def test_every_span_of_evidence_is_a_row_with_its_fact(record: Record) -> None:
    told = cells("evidence", record, "about", "deal_id", "about_number", "start_offset", "end_offset", "text")
    deal = record.deals[0]
    assert [row for row in told if row[0] == "deals"] == [
        ("deals", "deal-1", None, span.start, span.end, span.text) for span in deal.evidence
    ]
    (party,) = deal.parties[0].evidence
    assert [row for row in told if row[0] == "parties"] == [
        ("parties", "deal-1", 1, party.start, party.end, "Halvard Foods ASA")
    ]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021-03-02", "2021-03-02", "2021-03-02"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2021-Q4", "2021-10-01", "2021-12-31"),
        ("2021-H1", "2021-01-01", "2021-06-30"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("XXXX-12-15", None, None),
        ("XXXX-Q1", None, None),
        ("2021-02-30", None, None),
        ("2021-W60", None, None),
        ("2021-99", None, None),
        ("0000", None, None),
        ("soon", None, None),
    ],
)
def test_the_days_that_a_value_covers(value: str, first: str | None, last: str | None) -> None:
    assert [day and day.isoformat() for day in covered(value)] == [first, last]


@given(st.text(max_size=12))
def test_no_value_breaks_the_days_it_covers(value: str) -> None:
    first, last = covered(value)
    assert (first is None) == (last is None)
    assert first is None or first <= last


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20))
def test_a_number_of_six_decimals_fits(value: Decimal) -> None:
    assert fits_decimal(value)
    assert not fits_decimal(value + Decimal("0.0000001"))
    if fits_double(value):
        assert Decimal(repr(float(value))) == value


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x00\x1b[1m", "\ufffd\ufffd[1m"),
        ("\udc80\ud800x", "\ufffd\ufffdx"),
        ("\ufffe\uffff\ufffd", "\ufffd\ufffd\ufffd"),
        ("💼 \u202e é", "💼 \u202e é"),
    ],
)
def test_letters_that_some_format_cannot_hold(text: str, held: str) -> None:
    assert plain(text) == held


def test_what_a_format_cannot_hold_is_left_out_and_said() -> None:
    record = awkward()
    deal = record.deals[0].model_copy(update={"summary": "s" * 200})
    tables = expected([record.model_copy(update={"deals": (deal,)})], Limits(fits_double, longest=120))
    row = dict(zip(BY_NAME["deals"].names, tables["deals"][0], strict=True))
    assert (row["debt_amount"], row["debt_currency"]) == (None, "JPY")
    assert row["summary"] == f"{'s' * 119}…"
    assert [row[3] for row in tables["diagnostics"] if row[2] == "not_held"] == [
        "deals.summary of deal-1 has 200 letters, more than the 120 of a cell; it is cut",
        "deals.debt_amount of deal-1 is 9007199254740993, which this format cannot hold exactly; the cell is empty",
        "terms.amount of deal-1 4 is 9007199254740993, which this format cannot hold exactly; the cell is empty",
    ]
    assert [row[1] for row in tables["diagnostics"]] == list(range(1, len(tables["diagnostics"]) + 1))


def test_a_number_beyond_the_decimals_is_said(record: Record) -> None:
    term = MoneyTerm(start=0, end=1, text="x", amount="0.0000001", currency="USD")
    deal = record.deals[0].model_copy(update={"terms": Terms(value=term)})
    tables = expected([record.model_copy(update={"deals": (deal,)})])
    assert [row[3] for row in tables["diagnostics"] if row[2] == "not_held"] == [
        f"{place} is 0.0000001, which this format cannot hold exactly; the cell is empty"
        for place in ("deals.value_amount of deal-1", "terms.amount of deal-1 1")
    ]


def test_a_kind_of_term_without_columns_is_refused() -> None:
    assert kind_of_term(tuple[TextTerm, ...]) == (TextTerm, True)
    with pytest.raises(TypeError, match=r"describe them in dealextract\.writers\.tables"):
        kind_of_term(Deal)


def test_a_record_without_deals_is_a_document(record: Record) -> None:
    bare = Record(source=record.source)
    rows = Flattener().rows(bare)
    assert {name for name, found in rows.items() if found} == {"documents"}
