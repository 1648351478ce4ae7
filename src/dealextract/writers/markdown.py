"""Records as Markdown, for people: a section for each article, a heading for each deal, the sentences as quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dealextract.records import Company, Deal, Milestone, Money, Percent, Person, Record, TextTerm
from dealextract.writers import wording

SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|&(?=[#\w]+;)")
"""Letters that Markdown or the HTML within it would take for more than themselves."""


def pieces(records: Iterable[Record]) -> Iterator[str]:
    """The text in pieces, one for each record."""
    for number, record in enumerate(records):
        yield ("\n---\n\n" if number else "") + document(record)


def document(record: Record) -> str:
    """A record as Markdown; ends with a line end."""
    source = record.source
    title = escaped(source.title or source.path or "standard input")
    published = f"published {wording.date(record.published)}" if record.published else ""
    facts = [
        escaped(source.path or "") if source.title else "",
        escaped(source.publisher or ""),
        published,
        wording.counted(len(record.deals), "deal"),
    ]
    lines = [f"# {title}", "", " · ".join(filter(None, facts))]
    for number, deal in enumerate(record.deals, 1):
        lines += ["", *_deal(deal, number, record)]
    if record.diagnostics:
        lines += ["", "Notes:", "", *_notes(record)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text of the article on one line, with nothing that Markdown would take for a sign.

    >>> escaped("a *b* <c> & d_e")
    'a \\\\*b\\\\* \\\\<c\\\\> & d\\\\_e'
    """
    return SPECIAL.sub(r"\\\g<0>", wording.visible(text))


def _deal(deal: Deal, number: int, record: Record) -> Iterator[str]:
    companies = {company.id: company for company in record.companies}
    people = {person.id: person for person in record.people}
    kind = escaped(wording.deal_type(deal))
    facts = [
        wording.words(deal.status),
        *(["background"] if deal.background else []),
        f"confidence {deal.confidence:.2f}",
    ]
    yield f"## {number}. {kind[:1].upper()}{kind[1:]} · {' · '.join(facts)}"
    yield f"\n{escaped(deal.summary)}\n"
    for party in deal.parties:
        yield f"- {wording.words(party.role)}: **{escaped(party.name)}**{_about(companies.get(party.company), companies)}"
    for name, term in deal.terms.stated():
        yield f"- {wording.field(name)}: {_term(term)}"
    for milestone in deal.milestones:
        yield f"- {_milestone(milestone)}"
    for adviser in deal.advisers:
        advised = companies.get(adviser.side or "")
        side = f" for {escaped(advised.name)}" if advised else ""
        yield f"- {adviser.kind} adviser: {escaped(adviser.name)}{side}"
    for key in deal.people:
        if key in people:
            yield f"- person: {_person(people[key], companies)}"
    for former in deal.history:
        yield f"- before, {escaped(wording.words(former.field))}: {escaped(former.value)}"
    for span in deal.evidence:
        yield f"\n> {escaped(span.text)}"


def _about(company: Company | None, companies: dict[str, Company]) -> str:
    """What is known of a party beside its name, in brackets."""
    if company is None:
        return ""
    parent = companies.get(company.parent or "")
    facts = [f"{wording.words(company.kind)} of {escaped(parent.name)}"] if parent else []
    facts += [f"{escaped(i.exchange or i.scheme.upper())}: {escaped(i.value)}" for i in company.identifiers]
    return f" ({'; '.join(facts)})" if facts else ""


def _term(term: Money | Percent | TextTerm) -> str:
    if isinstance(term, TextTerm):
        return escaped(wording.term(term))
    return wording.term(term) + (f" (“{escaped(term.text)}”)" if term.text else "")


def _milestone(milestone: Milestone) -> str:
    date = milestone.date
    kind = wording.words(milestone.kind)
    label = "" if milestone.label.casefold() in ("", kind) else f", {escaped(milestone.label)}"
    words = f" (“{escaped(date.text)}”)" if date.text else ""
    because = "; ".join(escaped(reason) for reason in date.because)
    how = (
        ""
        if date.value and date.basis == "stated"
        else f"; {'inferred' if date.value else 'open'}: {because}".rstrip(": ")
    )
    return f"{kind}{label}: {wording.date(date)}{words}{how}"


def _person(person: Person, companies: dict[str, Company]) -> str:
    organization = companies.get(person.organization or "")
    return ", ".join(
        escaped(t) for t in (person.name, person.title or "", organization.name if organization else "") if t
    )


def _notes(record: Record) -> Iterator[str]:
    """The diagnostics; those that say the same are one line."""
    groups: dict[tuple[str, str], int] = {}
    for note in record.diagnostics:
        groups[note.code, note.message] = groups.get((note.code, note.message), 0) + 1
    for (code, message), times in groups.items():
        yield f"- {escaped(wording.words(code))}: {escaped(message)}{f' ({times} times)' if times > 1 else ''}"
