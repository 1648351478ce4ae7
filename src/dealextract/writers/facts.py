"""The facts of a deal as styled text, for the table. Text of the article becomes `Text` here and never markup."""

from __future__ import annotations

from rich.text import Text

from dealextract.records import Company, Deal, Milestone, Money, Percent, Person, Span, TextTerm
from dealextract.writers import wording
from dealextract.writers.wording import visible

Row = tuple[str | None, Text]
"""A key, where it has one, and the value."""


def party_text(company: str, name: str, companies: dict[str, Company]) -> Text:
    """Who takes part, and what is known of it beside."""
    text = Text(visible(name))
    known = companies.get(company)
    if known is not None:
        text.append(description(known, companies), style="dim")
    return text


def description(company: Company, companies: dict[str, Company]) -> str:
    """`  brand of Kering; NYSE: BABA`, or nothing where there is nothing to say."""
    parent = companies.get(company.parent or "")
    facts = []
    if company.kind != "company" or parent:
        kind = wording.words(company.kind)
        facts.append(f"{kind} of {visible(parent.name)}" if parent else kind)
    for identifier in company.identifiers:
        place = identifier.exchange or identifier.scheme.upper()
        facts.append(visible(f"{place}: {identifier.value}"))
    return f"  {'; '.join(facts)}" if facts else ""


def term_rows(deal: Deal) -> list[Row]:
    """The terms that are there, as rows."""
    return [(wording.field(name), term_text(term)) for name, term in deal.terms.stated()]


def term_text(term: Money | Percent | TextTerm) -> Text:
    """A term in words, with the words of the article."""
    quoted = "" if isinstance(term, TextTerm) or not term.text else f"  “{visible(term.text)}”"
    return Text.assemble(visible(wording.term(term)), (quoted, "dim"))


def milestone_rows(milestone: Milestone) -> list[Row]:
    """The step, and under it why its date was inferred or stays open."""
    date = milestone.date
    inferred = date.basis == "inferred" or date.value is None
    kind, label = wording.words(milestone.kind), visible(milestone.label)
    text = Text(kind if label.casefold() in ("", kind) else f"{kind}: {label}")
    if date.text:
        text.append(f"  “{visible(date.text)}”", style="dim")
    rows: list[Row] = [(f"{wording.date(date)}{' *' if inferred else ''}", text)]
    if inferred:
        how = "inferred" if date.value else "open"
        because = "; ".join(visible(reason) for reason in date.because)
        rows.append((None, Text(f"* {how}: {because}" if because else f"* {how}", style="dim")))
    return rows


def person_text(person: Person, companies: dict[str, Company]) -> Text:
    """A person with title and organisation."""
    organization = companies.get(person.organization or "")
    facts = [person.title or "", organization.name if organization else ""]
    return Text.assemble(visible(person.name), ("".join(f", {visible(fact)}" for fact in facts if fact), "dim"))


def adviser_text(name: str, side: str | None, companies: dict[str, Company]) -> Text:
    """An adviser with the side it is on."""
    advised = companies.get(side or "")
    return Text.assemble(visible(name), (f"  for {visible(advised.name)}" if advised else "", "dim"))


def quotation(span: Span) -> Text:
    """A sentence of the article with its offsets."""
    return Text.assemble(f"“{visible(span.text)}”", (f" [{span.start}–{span.end}]", "dim"))
