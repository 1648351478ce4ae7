"""Money, percents and dates as spans of a Doc."""

from __future__ import annotations

from spacy.tokens import Doc, SpanGroup

from dealextract.dates import find_dates
from dealextract.money import find_money, find_percents
from dealextract.pipeline.factories import VALUES


def write_values(doc: Doc, published: str | None) -> Doc:
    """Find values in the text; a span takes whole tokens, the record keeps the exact offsets."""
    text = doc.text
    found = [("money", m) for m in find_money(text)]
    found += [("percent", p) for p in find_percents(text)]  # type: ignore[misc]
    found += [("date", d) for d in find_dates(text, published=published)]  # type: ignore[misc]
    found.sort(key=lambda pair: (pair[1].start, pair[1].end))
    spans, values = [], []
    for kind, value in found:
        span = doc.char_span(value.start, value.end, label=kind, alignment_mode="expand")
        if span is not None:
            spans.append(span)
            values.append(value.model_dump(mode="json"))
    doc.spans[VALUES] = SpanGroup(doc, name=VALUES, spans=spans, attrs={"values": values})
    return doc
