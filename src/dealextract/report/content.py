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
from typing import Any, get_args

from dealextract import __version__
from dealextract.evaluation.gold import keys_of
from dealextract.knowledge.taxonomy import deal_types
from dealextract.records import Bound, Deal, MilestoneKind, Money, Percent, Qualifier, Record, Span, Status
from dealextract.report.texts import spans_of
from dealextract.scoring import fold_name
from dealextract.writers import json, wording
from dealextract.writers.explanation import REJECTED, fields

JUDGED_TERMS = ("value", "price_per_share", "stake_percent")
"""The terms that annotated articles hold, and that a reviewer may correct."""

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
        "bounds": list(get_args(Bound)),
        "qualifiers": list(get_args(Qualifier)),
    }


def _document(record: Record, name: str, text: str | None) -> dict[str, Any]:
    """An article with its deals, and what was turned down or noted in it."""
    shown, place = _whole(text) if text is not None else _excerpts(spans_of(record.deals))
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
        "rejected": notes[True],
        "notes": notes[False],
    }


def _deal(deal: Deal, record: Record, place: Place) -> dict[str, Any]:
    """A deal: what is judged in it as annotated articles have it, and every field in words with its evidence."""
    names = {c.id: [c.name, *c.aliases] for c in record.companies}
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
        "terms": {n: _term(t) for n, t in deal.terms.stated() if n in JUDGED_TERMS and isinstance(t, Money | Percent)},
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


def _term(term: Money | Percent) -> dict[str, Any]:
    """An amount or a percentage without its place, and in words."""
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
