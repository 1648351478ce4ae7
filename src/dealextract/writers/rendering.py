"""A record or a deal as a piece of HTML: its fields, and the text with the evidence of each marked in place.

What notebooks show, in the manner of displaCy. There is no script and no style sheet in it, since notebooks that are not trusted drop both;
every text of the article is escaped.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from dealextract.records import Deal, Record, Span
from dealextract.writers import wording
from dealextract.writers.explanation import fields

HUES: Final = (205, 140, 35, 285, 350, 175, 60, 245)
"""Hues of the marks, by the number of the deal: translucent, so that they are legible on light and on dark pages."""

UNFIT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What cannot stand in a page, or steers how it is shown."""

BOX: Final = "border:1px solid rgba(128,128,128,.35);border-radius:6px;padding:.6em .9em;margin:.4em 0"
DIM: Final = "opacity:.7"
CELL: Final = "text-align:left;vertical-align:top;padding:.1em 1em .1em 0;border:none;background:none"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and what it is evidence for; the deals that it belongs to, by their number."""

    start: int
    end: int
    label: str
    deal: int


def render(shown: Record | Deal, *, page: bool = False) -> str:
    """A record or a deal as HTML that stands by itself.

    A record shows its deals and, where it was just extracted, the whole text with the evidence marked; one that was read back holds no
    text and shows the sentences that state each deal, as a deal does. `page`: a whole document rather than a piece of one.
    """
    parts = _record(shown) if isinstance(shown, Record) else _deal(shown, None, 1, sentences=True)
    body = f'<div class="dealextract" style="line-height:1.5">{"".join(parts)}</div>'
    if not page:
        return body
    title = wording.visible(_title(shown) if isinstance(shown, Record) else shown.summary)
    head = f'<meta charset="utf-8"><title>{_text(title)}</title>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body style="font-family:sans-serif">{body}</body></html>\n'


def _record(record: Record) -> Iterator[str]:
    source, count = record.source, len(record.deals)
    facts = [
        source.path if source.title else None,
        source.publisher,
        f"published {wording.date(record.published)}" if record.published else None,
        wording.counted(count, "deal"),
    ]
    yield f'<div><strong>{_line(_title(record))}</strong></div><div style="{DIM}">{_line(" · ".join(filter(None, facts)))}</div>'
    for number, deal in enumerate(record.deals, 1):
        yield from _deal(deal, record, number, sentences=not record.text)
    if record.text:
        marks = [m for n, deal in enumerate(record.deals, 1) for m in marks_of(deal, record, n, several=count > 1)]
        text = marked(record.text, joined(marks))
        yield f'<div style="{BOX};white-space:pre-wrap;max-height:30em;overflow:auto">{text}</div>'
    if record.diagnostics:
        notes = Counter(f"{wording.words(note.code)}: {note.message}" for note in record.diagnostics)
        items = "".join(f"<li>{_line(note)}{f' ({n} times)' if n > 1 else ''}</li>" for note, n in notes.items())
        head = wording.counted(len(record.diagnostics), "note")
        yield f'<details style="{DIM}"><summary>{head}</summary><ul>{items}</ul></details>'


def _title(record: Record) -> str:
    return record.source.title or record.source.path or "Text"


def _deal(deal: Deal, record: Record | None, number: int, *, sentences: bool) -> Iterator[str]:
    facts = [
        wording.deal_type(deal),
        wording.words(deal.status),
        *(["background"] if deal.background else []),
        f"confidence {deal.confidence:.2f}",
    ]
    several = record is not None and len(record.deals) > 1
    lead = f"{number}. " if several else ""
    hue = HUES[(number - 1) % len(HUES)]
    yield f'<div style="{BOX};border-left:4px solid hsl({hue},60%,50%)">'
    yield f'<div><strong>{lead}{_line(deal.summary)}</strong></div><div style="{DIM}">{_line(" · ".join(facts))}</div>'
    yield '<table style="border-collapse:collapse;margin:.3em 0">'
    for said in fields(deal, record):
        because = f' <span style="{DIM}">({_line("; ".join(said.because))})</span>' if said.because else ""
        yield f'<tr><th scope="row" style="{CELL};font-weight:normal;opacity:.7">{_line(said.field)}</th>'
        yield f'<td style="{CELL}">{_line(said.value)}{because}</td></tr>'
    yield "</table>"
    if sentences:
        marks = joined(marks_of(deal, record, number, several=several))
        for span in deal.evidence:
            yield f'<blockquote style="margin:.3em 0 .3em 1em">{marked_span(span, marks)}</blockquote>'
    yield "</div>"


def marks_of(deal: Deal, record: Record | None, number: int, *, several: bool) -> Iterator[Mark]:
    """The marks of a deal; where there are `several` deals each says which it belongs to."""
    for said in fields(deal, record):
        for start, end in said.spans:
            yield Mark(start, end, f"{number} {said.field}" if several else said.field, number)


def joined(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in the order of the text, those of one stretch as one.

    >>> joined([Mark(4, 8, "2 target", 2), Mark(4, 8, "1 acquirer", 1)])
    [Mark(start=4, end=8, label='2 target, 1 acquirer', deal=2)]
    """
    out: dict[tuple[int, int], Mark] = {}
    for mark in marks:
        held = out.get((mark.start, mark.end))
        if held is None:
            out[mark.start, mark.end] = mark
        elif mark.label not in held.label.split(", "):
            out[mark.start, mark.end] = replace(held, label=f"{held.label}, {mark.label}")
    return sorted(out.values(), key=lambda m: (m.start, -m.end))


def marked_span(span: Span, marks: Sequence[Mark]) -> str:
    """A stretch of the text with the marks that lie in it."""
    inside = [m for m in marks if span.start <= m.start and m.end <= span.end]
    return marked(
        span.text, [replace(m, start=m.start - span.start, end=m.end - span.start) for m in inside if m.end > m.start]
    )


def marked(text: str, marks: Sequence[Mark]) -> str:
    """A text as HTML with its marks; one that crosses the edge of another is cut there, and its label stands at its end.

    >>> re.sub("<[^>]*>", "|", marked("a<b & c", [Mark(0, 3, "x", 1)]))
    '|a&lt;b|x|| &amp; c'
    """
    out: list[str] = []
    waiting = [(m.start, -m.end, n, m) for n, m in enumerate(marks) if m.end > m.start]
    heapq.heapify(waiting)
    inside: list[tuple[int, str]] = []  # where each open mark ends, and what closes it
    at = 0

    def reach(to: int) -> None:
        nonlocal at
        while inside and inside[-1][0] <= to:
            end, closing = inside.pop()
            out.append(_text(text[at:end]) + closing)
            at = end
        out.append(_text(text[at:to]))
        at = to

    while waiting:
        start, end, number, mark = heapq.heappop(waiting)
        reach(start)
        label, end = mark.label, -end
        if inside and end > inside[-1][0]:
            edge = inside[-1][0]
            heapq.heappush(waiting, (edge, -end, number, mark))
            label, end = "", edge
        hue = HUES[(mark.deal - 1) % len(HUES)]
        title = f' title="{_line(mark.label)}"'
        out.append(
            f'<mark{title} style="background:hsla({hue},70%,50%,.25);color:inherit;border-radius:3px;padding:0 .15em">'
        )
        inside.append((end, f"{_label(label)}</mark>"))
    reach(len(text))
    return "".join(out)


def _label(label: str) -> str:
    """What stands small behind the words of a mark."""
    return f'<span style="font-size:.7em;opacity:.75;margin-left:.35em">{_line(label)}</span>' if label else ""


def _line(text: str) -> str:
    return escape(wording.visible(text))


def _text(text: str) -> str:
    return escape(UNFIT.sub("\ufffd", text))
