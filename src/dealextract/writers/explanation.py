"""Why a record says what it says: marks in the text, and each field with the marks it was read from.

As data (`explanation`) and as plain linear text (`explanation_text`): a mark is a number in brackets before the words, so that
nothing is said by colour or place alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dealextract.records import Date, Deal, Milestone, Money, Percent, Record, Span, TextTerm
from dealextract.writers import wording
from dealextract.writers.wording import visible

READABLE = 100
"""Columns of text at most."""

PLAIN = 80
"""Columns where nothing says how wide the output is."""

SLIGHT = 0.05
"""Log-odds below which a feature is not worth naming."""

REASONS = {
    "type": ("what kind of deal it is, is clear", "what kind of deal it is, is less clear than usual"),
    "trigger": ("the words clearly tell of a deal", "the words hardly tell of a deal"),
    "party": ("two parties are well attested", "the parties are less well attested than usual"),
    "triggers": ("it is told in several places", "it is told in few places"),
    "usual": ("its roles go together as they usually do", "its roles rarely go together"),
}
"""What raises and what lowers confidence, by the feature of the regression."""

REJECTED = frozenset(["boilerplate", "parties_missing", "echo"])
"""Codes of diagnostics that are deals turned down."""


@dataclass(frozen=True, slots=True)
class Said:
    """One field of a deal in words, the stretches that it was read from, and the reasoning behind it."""

    field: str
    value: str
    spans: tuple[tuple[int, int], ...]
    because: tuple[str, ...] = ()


def fields(deal: Deal, record: Record | None = None) -> list[Said]:
    """Every field of a deal that the text was read for; people are known from the record alone."""
    people = {p.id: p for p in record.people} if record else {}
    companies = {c.id: c.name for c in record.companies} if record else {}
    out = [Said(wording.words(p.role), p.name, _spans(p.evidence)) for p in deal.parties]
    out += [Said(wording.field(name), wording.term(t), _term_spans(t)) for name, t in deal.terms.stated()]
    out += [_milestone(m) for m in deal.milestones]
    for key in deal.people:
        person = people.get(key)
        if person is not None:
            known = (person.title, companies.get(person.organization or ""))
            out.append(Said("person", ", ".join([person.name, *filter(None, known)]), _spans(person.evidence)))
    out += [Said(f"{a.kind} adviser", a.name, _spans(a.evidence)) for a in deal.advisers]
    out += [Said(f"{wording.words(h.field)} before", h.value, _spans(h.evidence)) for h in deal.history]
    return out


def _term_spans(term: Money | Percent | TextTerm) -> tuple[tuple[int, int], ...]:
    if isinstance(term, TextTerm):
        return _spans(term.evidence)
    return ((term.start, term.end),) if term.end > term.start else ()


def _milestone(milestone: Milestone) -> Said:
    date: Date = milestone.date
    because = date.because if date.basis == "inferred" or date.value is None else ()
    kind = wording.words(milestone.kind)
    label = visible(milestone.label)
    name = kind if label.casefold() in ("", kind) else f"{kind} ({label})"
    return Said(name, wording.date(date), ((date.start, date.end),) if date.end > date.start else (), because)


def _spans(evidence: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((s.start, s.end) for s in evidence)


def weighed(deal: Deal) -> list[tuple[str, float]]:
    """What raised and lowered a deal's confidence beside a usual deal, in words, with its log-odds."""
    return [(REASONS[n][v < 0], v) for n, v in deal.weighed if n in REASONS and abs(v) >= SLIGHT]


def marks(record: Record) -> list[tuple[int, int]]:
    """The stretches that fields were read from, in the order of the text, each once; a mark is its place in the list, from 1."""
    found = {span for deal in record.deals for said in fields(deal, record) for span in said.spans}
    return sorted(found, key=lambda s: (s[0], -s[1]))


def explanation(record: Record) -> dict[str, Any]:
    """Everything as data: the text, the marks in it, and each deal with its fields, evidence, reasons and confidence."""
    numbers = {span: n for n, span in enumerate(marks(record), 1)}

    def said(item: Said) -> dict[str, Any]:
        return {
            "field": item.field,
            "value": item.value,
            "because": list(item.because),
            "marks": [numbers[s] for s in item.spans],
        }

    return {
        "source": record.source.model_dump(mode="json"),
        "published": record.published.model_dump(mode="json") if record.published else None,
        "text": record.text,
        "marks": [{"mark": n, "start": a, "end": b, "text": record.text[a:b]} for (a, b), n in numbers.items()],
        "deals": [
            {
                "id": deal.id,
                "type": deal.type,
                "subtype": deal.subtype,
                "status": deal.status,
                "background": deal.background,
                "summary": deal.summary,
                "fields": [said(item) for item in fields(deal, record)],
                "confidence": deal.confidence,
                "confidence_because": [{"reason": r, "log_odds": v} for r, v in weighed(deal)],
                "sentences": [s.model_dump(mode="json") for s in deal.evidence],
            }
            for deal in record.deals
        ],
        "rejected": [d.model_dump(mode="json") for d in record.diagnostics if d.code in REJECTED],
        "notes": [d.model_dump(mode="json") for d in record.diagnostics if d.code not in REJECTED],
    }


def marked_text(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text with `[1: words]` for its marks, those within others in them.

    >>> marked_text("Kestrel buys Oak.", [(0, 7), (13, 16)])
    '[1: Kestrel] buys [2: Oak].'
    """
    opening: dict[int, list[tuple[int, int]]] = {}
    for n, (start, end) in enumerate(spans, 1):
        opening.setdefault(start, []).append((end, n))
    out: list[str] = []
    open_ends: list[int] = []
    for at in range(len(text) + 1):
        while open_ends and open_ends[-1] <= at:
            out.append("]")
            open_ends.pop()
        for end, n in opening.get(at, []):
            if not open_ends or end <= open_ends[-1]:  # what crosses the edge of another mark is named below alone
                out.append(f"[{n}: ")
                open_ends.append(end)
        out.append(text[at : at + 1])
    return "".join(out)


def explanation_text(record: Record, width: int | None = None) -> str:
    """The same for people, in lines of at most `width` columns: the marked text, the deals, what was turned down, what was noted."""
    columns = min(width or PLAIN, READABLE)
    spans = marks(record)
    numbers = {span: n for n, span in enumerate(spans, 1)}
    lines = ["TEXT", "Numbers in brackets are the marks that the fields below point to.", ""]
    for paragraph in marked_text(record.text, spans).splitlines():
        lines += _wrapped(visible(paragraph), columns) or [""]
    for n, deal in enumerate(record.deals, 1):
        lines += ["", *_deal_lines(n, deal, record, numbers, columns)]
    if not record.deals:
        lines += ["", "NO DEALS"]
    rejected = [d for d in record.diagnostics if d.code in REJECTED]
    notes = [d for d in record.diagnostics if d.code not in REJECTED]
    for title, found in (("TURNED DOWN", rejected), ("NOTES", notes)):
        if found:
            lines += ["", title]
        for d in found:
            where = f" (characters {d.start} to {d.end})" if d.start is not None else ""
            lines += _wrapped(f"{wording.words(visible(d.code))}: {visible(d.message)}{where}", columns, "  ")
    return "\n".join(lines).strip("\n") + "\n"


def _deal_lines(
    number: int, deal: Deal, record: Record, numbers: dict[tuple[int, int], int], columns: int
) -> list[str]:
    """A deal with its fields, their marks and reasons, and its confidence."""
    lines = _wrapped(f"DEAL {number}: {visible(deal.summary)}", columns)
    kind = (
        f"{visible(wording.deal_type(deal))}, {wording.words(deal.status)}{', background' if deal.background else ''}"
    )
    lines += _wrapped(f"type and status: {kind}", columns, "  ")
    for sentence in deal.evidence:
        lines += _wrapped(f"read in: “{visible(sentence.text)}”", columns, "    ")
    for said in fields(deal, record):
        at = ", ".join(str(numbers[s]) for s in said.spans)
        lines += _wrapped(f"{said.field}: {visible(said.value)}{f'  [{at}]' if at else ''}", columns, "  ")
        for reason in said.because:
            lines += _wrapped(f"because: {visible(reason)}", columns, "    ")
    lines += _wrapped(f"confidence: {deal.confidence:.2f}", columns, "  ")
    for reason, value in weighed(deal):
        lines += _wrapped(f"{'raised' if value > 0 else 'lowered'}: {reason} ({value:+.2f})", columns, "    ")
    return lines


def _wrapped(text: str, columns: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, columns, initial_indent=indent, subsequent_indent=f"{indent}  " if indent else "",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
