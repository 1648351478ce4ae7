"""What the page holds, as data: documents with their text, and each deal with its fields and where they stand in it.

Offsets are UTF-16 code units into `text`, as scripts count. Where an article is not at hand, `text` is made of the stretches that its
record quotes, a blank line between those that are apart, and `whole` is false.
"""

from __future__ import annotations

import bisect
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, chain, repeat
from typing import Any, get_args, get_origin

from dealextract import __version__
from dealextract.evaluation.gold import keys_of
from dealextract.knowledge.taxonomy import deal_types
from dealextract.records import (
    AdviserKind,
    Bound,
    Deal,
    MilestoneKind,
    Money,
    MoneyTerm,
    Percent,
    PercentTerm,
    Qualifier,
    Record,
    Span,
    Status,
    Terms,
    TextTerm,
)
from dealextract.report.texts import spans_of
from dealextract.scoring import fold_name
from dealextract.writers import json, wording
from dealextract.writers.explanation import REJECTED, fields

KINDS = {MoneyTerm: "money", PercentTerm: "percent", TextTerm: "text"}
"""What a term is: an amount, a percentage, or words."""

CHOICES = {
    "debt_included": ("included", "excluded"),
    "consideration": ("cash", "shares", "mixed", "other"),
    "exclusivity": ("exclusive", "non_exclusive"),
}
"""The codes of the terms in words that have no others."""

Place = Callable[[int, int], list[int]]
"""Where a stretch of the clean text stands in the text of the page."""


def contents(records: Sequence[Record], texts: Mapping[int, str], title: str) -> dict[str, Any]:
    """All that the page holds. `records`: no two of the same article; `texts`: their clean texts by index, as far as they are at hand."""
    documents = [
        _document(record, name, texts.get(index))
        for index, (record, name) in enumerate(zip(records, document_ids(records), strict=True))
    ]
    data = {"title": title, "version": __version__, "vocabulary": _vocabulary(), "documents": documents}
    return data | {"digest": hashlib.sha256(json.line(data).encode()).hexdigest()[:16]}


def distinct(records: Iterable[Record]) -> tuple[list[Record], int]:
    """The first record of each article (path, id and bytes), and how many others there are."""
    kept: dict[tuple[str | None, str | None, str], Record] = {}
    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007
        kept.setdefault((record.source.path, record.source.id, record.source.sha256), record)
    return list(kept.values()), count - len(kept)


def document_ids(records: Sequence[Record]) -> list[str]:
    """For each record the first of its names that no other record has, so that `dealextract eval` finds the record by it."""
    named = [keys_of(record.model_dump(mode="json", include={"source"})) for record in records]
    bearers = Counter(chain.from_iterable(map(set, named)))
    return [next((n for n in names if bearers[n] == 1), names[0]) for names in named]


def _vocabulary() -> dict[str, Any]:
    """The words that a correction may choose from."""
    return {
        "types": {
            name: {"title": kind.title, "definition": kind.definition, "roles": list(kind.roles)}
            for name, kind in deal_types().items()
        },
        "statuses": list(get_args(Status)),
        "milestones": list(get_args(MilestoneKind)),
        "terms": [_term_form(name) for name in Terms.model_fields],
        "advisers": list(get_args(AdviserKind)),
        "bounds": list(get_args(Bound)),
        "qualifiers": list(get_args(Qualifier)),
    }


def _term_form(name: str) -> dict[str, Any]:
    """What a correction of a term may say: an amount, a percentage, words or one of some codes, once or many times."""
    asked = Terms.model_fields[name].annotation
    form = next(kind for kind in KINDS if kind in get_args(asked))
    many = get_origin(asked) is tuple
    return {"name": name, "kind": KINDS[form], "many": many, "choices": list(CHOICES.get(name, ()))}


def _document(record: Record, name: str, text: str | None) -> dict[str, Any]:
    """An article with its deals, and what was turned down or noted in it."""
    shown, place = _whole(text) if text is not None else _excerpts(spans_of((record.deals, record.people)))
    source = record.source
    notes: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for found in record.diagnostics:
        at = [] if text is None or found.start is None or found.end is None else place(found.start, found.end)
        notes[found.code in REJECTED].append({"code": found.code, "message": found.message, "at": at})
    return {
        "id": name,
        "path": source.path,
        "title": source.title or source.id or source.path or name,
        "publisher": source.publisher,
        "published": record.published.value if record.published else None,
        "text": shown,
        "whole": text is not None,
        "deals": [_deal(deal, record, place) for deal in record.deals],
        "people": _people(record, place),
        "rejected": notes[True],
        "notes": notes[False],
    }


def _deal(deal: Deal, record: Record, place: Place) -> dict[str, Any]:
    """A deal: what is judged in it as annotated articles have it, and every field in words with its evidence."""
    names = _names(record)
    stated = sum(1 for _ in deal.terms.stated())
    groups = chain(
        repeat("party", len(deal.parties)), repeat("term", stated), repeat("date", len(deal.milestones)), repeat("other")
    )  # fmt: skip
    return {
        "id": deal.id,
        "type": deal.type,
        "status": deal.status,
        "background": deal.background,
        "summary": deal.summary,
        "confidence": deal.confidence,
        "evidence": [place(s.start, s.end) for s in deal.evidence],
        "parties": [
            {
                "names": list(dict.fromkeys([p.name, *names.get(p.company, ())])),
                "role": p.role,
                "key": fold_name(p.name),
            }
            for p in deal.parties
        ],
        "terms": [{"name": name, **_term(term)} for name, term in deal.terms.stated()],
        "people": [p.id for p in record.people if p.id in deal.people],
        "advisers": [
            {
                "names": list(dict.fromkeys([a.name, *names.get(a.company, ())])),
                "kind": a.kind,
                "side": next(iter(names.get(a.side or "", ())), None),
            }
            for a in deal.advisers
        ],
        "milestones": [
            {"kind": m.kind, "date": m.date.value, "bound": m.date.bound, "label": m.label} for m in deal.milestones
        ],
        "fields": [
            {
                "group": group,
                "label": said.field,
                "value": said.value,
                "at": [place(*s) for s in said.spans],
                "because": list(said.because),
            }
            for group, said in zip(groups, fields(deal, record), strict=False)
        ],
    }


def _names(record: Record) -> dict[str, list[str]]:
    """Every name of each company by id, its own first."""
    return {c.id: [c.name, *c.aliases] for c in record.companies}


def _people(record: Record, place: Place) -> list[dict[str, Any]]:
    """The people of an article as annotated articles have them, and where they stand."""
    names = _names(record)
    return [
        {
            "id": p.id,
            "names": [p.name],
            "title": p.title,
            "organization": next(iter(names.get(p.organization or "", ())), None),
            "at": [place(s.start, s.end) for s in p.evidence],
        }
        for p in record.people
    ]


def _term(term: Money | Percent | TextTerm) -> dict[str, Any]:
    """A term without its place, and in words."""
    plain = term.model_dump(mode="json", exclude={"start", "end", "text", "evidence"}, exclude_none=True)
    return plain | {"words": wording.term(term)}


def _whole(text: str) -> tuple[str, Place]:
    """A text as it is, and how its code points are counted."""
    units = _units(text)

    def place(start: int, end: int) -> list[int]:
        return [units(min(start, len(text))), units(min(max(start, end), len(text)))]

    return text, place


def _excerpts(spans: Iterable[Span]) -> tuple[str, Place]:
    """The stretches that are quoted, joined where they overlap, as one text."""
    pieces: list[tuple[int, str]] = []
    for span in sorted(spans, key=lambda s: (s.start, -len(s.text))):
        start, text = pieces[-1] if pieces else (0, "")
        if pieces and span.start < start + len(text):
            pieces[-1] = (start, text + span.text[start + len(text) - span.start :])
        else:
            pieces.append((span.start, span.text))
    text = "\n\n".join(words for _, words in pieces)
    units = _units(text)
    starts = [start for start, _ in pieces]
    bases = [0, *accumulate(len(words) + 2 for _, words in pieces)]

    def place(start: int, end: int) -> list[int]:
        at = bisect.bisect_right(starts, start) - 1
        if at < 0:
            return [0, 0]
        low, base, long = starts[at], bases[at], len(pieces[at][1])
        return [units(base + min(offset - low, long)) for offset in (start, max(start, end))]

    return text, place


def _units(text: str) -> Callable[[int], int]:
    """From code points to UTF-16 code units: one more for each letter beyond the first 65,536."""
    if text.isascii() or max(text) <= "\uffff":
        return lambda offset: offset
    table = [0, *accumulate(1 + (letter > "\uffff") for letter in text)]
    return table.__getitem__
