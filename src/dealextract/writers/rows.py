"""Records to rows of the tidy tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from dealextract.dates.periods import from_value
from dealextract.records import Date, Deal, Money, Percent, Record, Span, TextTerm
from dealextract.writers.columns import Table, kind_of_term
from dealextract.writers.limits import EXACT, Limits, plain
from dealextract.writers.tables import BY_NAME, TABLES

Value = str | int | float | bool | Decimal | dt.date | None
Row = dict[str, Any]
Rows = dict[str, list[tuple[Value, ...]]]
"""For each table its rows, their values in the order of its columns."""


class Flattener:
    """Records, one after the other, to rows of all tables.

    What the format cannot hold is never changed silently: such a number is left out and such a text is cut, and a row
    of `diagnostics` says so. Letters that no format holds become U+FFFD.
    """

    def __init__(self, limits: Limits = EXACT) -> None:
        self._limits = limits
        self._seen: dict[str, int] = {}

    def rows(self, record: Record) -> Rows:
        """The rows of a record, for every table, in the order in which a reader meets them."""
        found: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        _Flat(record, found).add_all()
        document = self._document_id(record.source.sha256)
        notes: list[str] = []
        rows: Rows = {}
        for table in TABLES:  # `diagnostics` is the last, and has the notes of all others
            if table.name == "diagnostics":
                found[table.name] += [
                    {"number": n, "code": "not_held", "message": message, "start_offset": None, "end_offset": None}
                    for n, message in enumerate(notes, len(found[table.name]) + 1)
                ]
            rows[table.name] = [self._row(table, {"document_id": document, **row}, notes) for row in found[table.name]]
        return rows

    def _document_id(self, sha256: str) -> str:
        short = sha256[:12]
        self._seen[short] = times = self._seen.get(short, 0) + 1
        return short if times == 1 else f"{short}-{times}"

    def _row(self, table: Table, row: Row, notes: list[str]) -> tuple[Value, ...]:
        values, limits = [], self._limits
        for column in table.columns:
            value = row[column.name]
            if isinstance(value, Decimal) and not limits.fits(value):
                notes.append(
                    f"{table.name}.{column.name}{_of(row)} is {value:f}, which this format cannot hold exactly; "
                    "the cell is empty"
                )
                value = None
            elif isinstance(value, str):
                value = plain(value)
                if limits.longest is not None and len(value) > limits.longest:
                    notes.append(
                        f"{table.name}.{column.name}{_of(row)} has {len(value):,} letters, more than the "
                        f"{limits.longest:,} of a cell; it is cut"
                    )
                    value = f"{value[: limits.longest - 1]}…"
            values.append(value)
        return tuple(values)


def _of(row: Row) -> str:
    ids = [str(row[name]) for name in ("deal_id", "company_id", "person_id", "number") if row.get(name) is not None]
    return f" of {' '.join(ids)}" if ids else ""


class _Flat:
    """The rows of one record, as they are gathered."""

    def __init__(self, record: Record, rows: dict[str, list[Row]]) -> None:
        self.record = record
        self.table = rows
        self.companies = {company.id for company in record.companies}
        self.people = {person.id for person in record.people}

    def add_all(self) -> None:
        self.add_document()
        self.add_companies()
        for deal in self.record.deals:
            self.add_deal(deal)
        for number, note in enumerate(self.record.diagnostics, len(self.table["diagnostics"]) + 1):
            self.table["diagnostics"].append(
                {"number": number, "code": note.code, "message": note.message,
                 "start_offset": note.start, "end_offset": note.end}
            )  # fmt: skip

    def add_document(self) -> None:
        record, source = self.record, self.record.source
        self.table["documents"].append(
            {
                **source.model_dump(exclude={"characters"}),
                **_date("published", record.published, prefix="published_"),
                "characters": source.characters,
                "deals": len(record.deals),
                "schema_version": record.schema_version,
            }
        )

    def add_companies(self) -> None:
        for company in self.record.companies:
            self.table["companies"].append(
                {"company_id": company.id, "name": company.name, "kind": company.kind,
                 "parent_id": self.company(company.parent), "aliases": _joined(company.aliases)}
            )  # fmt: skip
            self.evidence("companies", company.evidence, company_id=company.id)
            for number, found in enumerate(company.identifiers, 1):
                row = {"company_id": company.id, "number": number}
                self.table["identifiers"].append(
                    {**row, "scheme": found.scheme, "value": found.value, "exchange": found.exchange}
                )
                self.evidence("identifiers", found.evidence, company_id=company.id, about_number=number)
        for person in self.record.people:
            self.table["people"].append(
                {"person_id": person.id, "name": person.name, "title": person.title,
                 "organization_id": self.company(person.organization)}
            )  # fmt: skip
            self.evidence("people", person.evidence, person_id=person.id)

    def add_deal(self, deal: Deal) -> None:
        self.table["deals"].append(
            {
                "deal_id": deal.id,
                **deal.model_dump(include={"type", "subtype", "status", "background", "summary", "confidence"}),
                "parties": _joined(f"{party.role}: {party.name}" for party in deal.parties) or "",
                **_term_cells(deal),
                "evidence": " […] ".join(span.text for span in deal.evidence),
            }
        )
        self.evidence("deals", deal.evidence, deal_id=deal.id)
        for number, party in enumerate(deal.parties, 1):
            ids = {
                "company_id": self.company(party.company, or_person=True),
                "person_id": party.company if party.company in self.people else None,
            }
            self.fact("parties", deal, number, party.evidence, role=party.role, name=party.name,
                      confidence=party.confidence, **ids)  # fmt: skip
        for number, (name, term) in enumerate(deal.terms.stated(), 1):
            self.fact("terms", deal, number, getattr(term, "evidence", ()), term=name, **_term(term))
        for number, milestone in enumerate(deal.milestones, 1):
            self.fact("milestones", deal, number, milestone.evidence, kind=milestone.kind, label=milestone.label,
                      **_date("date", milestone.date), **_words(milestone.date))  # fmt: skip
        for number, adviser in enumerate(deal.advisers, 1):
            self.fact("advisers", deal, number, adviser.evidence, kind=adviser.kind, name=adviser.name,
                      company_id=self.company(adviser.company), side_id=self.company(adviser.side))  # fmt: skip
        for number, former in enumerate(deal.history, 1):
            self.fact("history", deal, number, former.evidence, field=former.field, value=former.value)
        for person in dict.fromkeys(deal.people):
            if person in self.people:
                self.table["deal_people"].append({"deal_id": deal.id, "person_id": person})
            else:
                self.unknown(person)

    def fact(self, table: str, deal: Deal, number: int, evidence: tuple[Span, ...], **cells: Any) -> None:
        """A numbered row of a deal, and its evidence."""
        self.table[table].append({"deal_id": deal.id, "number": number, **cells})
        self.evidence(table, evidence, deal_id=deal.id, about_number=number)

    def evidence(self, about: str, spans: Iterable[Span], **ids: Any) -> None:
        rows = self.table["evidence"]
        of = {"deal_id": None, "company_id": None, "person_id": None, "about_number": None, **ids}
        for span in spans:
            rows.append({"number": len(rows) + 1, "about": about, **of,
                         "start_offset": span.start, "end_offset": span.end, "text": span.text})  # fmt: skip

    def company(self, id: str | None, *, or_person: bool = False) -> str | None:
        """The id where the record holds such a company; a note where it holds nothing of the kind."""
        if id is None or id in self.companies:
            return id
        if not (or_person and id in self.people):
            self.unknown(id)
        return None

    def unknown(self, id: str) -> None:
        rows = self.table["diagnostics"]
        message = f"the record refers to {id}, which it does not hold; the cell is empty"
        rows.append(
            {
                "number": len(rows) + 1,
                "code": "unknown_id",
                "message": message,
                "start_offset": None,
                "end_offset": None,
            }
        )


def _term_cells(deal: Deal) -> Row:
    """The cells that a deal has for its terms."""
    cells: Row = {}
    for name, field in type(deal.terms).model_fields.items():
        kind, several = kind_of_term(field.annotation)
        value = getattr(deal.terms, name)
        if kind is TextTerm:
            cells[name] = _joined(term.value for term in value) if several else value and value.value
        elif several:
            continue
        elif kind is Money:
            cells[f"{name}_amount"] = _decimal(value and value.amount)
            cells[f"{name}_currency"] = value and value.currency
            cells[f"{name}_qualifier"] = value and value.qualifier
        else:
            cells[name] = _decimal(value and value.value)
            cells[f"{name}_qualifier"] = value and value.qualifier
    return cells


def _term(term: Money | Percent | TextTerm) -> Row:
    """The cells of a term in the table of terms."""
    cells: Row = dict.fromkeys(BY_NAME["terms"].names[4:])
    if isinstance(term, TextTerm):
        return {**cells, "value": term.value}
    cells |= {
        "qualifier": term.qualifier,
        "minimum": _decimal(term.minimum),
        "maximum": _decimal(term.maximum),
        **_words(term),
    }
    if isinstance(term, Money):
        return {**cells, "amount": _decimal(term.amount), "currency": term.currency}
    return {**cells, "percent": _decimal(term.value)}


def _words(span: Span) -> Row:
    return {"words": span.text, "start_offset": span.start, "end_offset": span.end}


def _date(name: str, date: Date | None, *, prefix: str = "") -> Row:
    """The cells of a date."""
    first, last = covered(date.value) if date and date.value else (None, None)
    return {
        name: date and date.value,
        f"{name}_from": first,
        f"{name}_to": last,
        f"{prefix}precision": date and date.precision,
        f"{prefix}bound": date and date.bound,
        f"{prefix}basis": date and date.basis,
        f"{prefix}because": _joined(date.because) if date else None,
    }


def covered(value: str) -> tuple[dt.date | None, dt.date | None]:
    """The first and last day that a date value covers; nothing where its year stays open or it is no such value.

    >>> covered("2021-Q1")
    (datetime.date(2021, 1, 1), datetime.date(2021, 3, 31))
    >>> covered("XXXX-12-15")
    (None, None)
    """
    try:
        period = from_value(value)
    except (ValueError, KeyError):
        return None, None
    return (period.first, period.last) if period else (None, None)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _joined(parts: Iterable[str]) -> str | None:
    return "; ".join(parts) or None
