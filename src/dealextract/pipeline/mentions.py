"""The reader inside spaCy: tokens to its words, its spans back to the Doc."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Span, SpanGroup

from dealextract.pipeline.factories import MENTIONS, TRIGGERS, VALUES
from dealextract.pipeline.sentences import words
from dealextract.reader.decoding import TaggedSpan
from dealextract.reader.encoding import break_index
from dealextract.reader.model import WordReading, encode_ahead, load

AHEAD = "dealextract_ahead"
"""Where a Doc keeps its encoding while the values are found."""


def encode_beside(doc: Doc) -> None:
    """Start the encoding of a Doc that goes through the pipeline in this thread, beside the search for its values."""
    found = words_of(doc)
    doc.user_data[AHEAD] = found, encode_ahead(found.words, found.breaks)


def write_mentions(doc: Doc) -> Doc:
    """Read the document; scores go into the groups' `attrs` as lists, indexed by the spans' order."""
    found, ahead = doc.user_data.pop(AHEAD, None) or (words_of(doc), None)
    at = {token: word for word, token in enumerate(found.tokens)}
    values = [_word_span(span, at) for span in doc.spans[VALUES]] if VALUES in doc.spans else []
    known = [v for v in values if v is not None]
    reading = load().read(found.words, found.breaks, known, ahead.result() if ahead else None)
    _write(doc, found.tokens, reading)
    return doc


class Words(NamedTuple):
    """The tokens that are no white space as the reader's words: their indices, texts, and what stands before each."""

    tokens: list[int]
    words: list[str]
    breaks: list[int]


def words_of(doc: Doc) -> Words:
    """The words of a Doc."""
    found = Words([], [], [])
    text, end, previous = doc.text, 0, ""
    for i, (word, start) in enumerate(words(doc)):
        if word.isspace():
            continue
        found.tokens.append(i)
        found.words.append(word)
        found.breaks.append(break_index(text[end:start], previous))
        end, previous = start + len(word), word
    return found


def _word_span(span: Span, at: dict[int, int]) -> TaggedSpan | None:
    """A value's span in words."""
    inside = [at[t.i] for t in span if t.i in at]
    return TaggedSpan(inside[0], inside[-1], span.label_, 1.0) if inside else None


def _write(doc: Doc, tokens: list[int], reading: WordReading) -> None:
    """Put a reading into the Doc's span groups."""

    def group(name: str, spans: list[TaggedSpan], attrs: dict[str, object]) -> None:
        made = [Span(doc, tokens[s.first], tokens[s.last] + 1, label=s.kind) for s in spans]
        attrs["probabilities"] = [round(s.probability, 4) for s in spans]
        doc.spans[name] = SpanGroup(doc, name=name, spans=made, attrs=attrs)

    group(MENTIONS, reading.mentions, {"links": [[i, j, d] for (i, j), d in sorted(reading.links.items())]})
    group(
        TRIGGERS,
        reading.triggers,
        {
            "types": reading.types,
            "statuses": reading.statuses,
            "background": reading.background,
            "roles": [[i, j, d] for (i, j), d in sorted(reading.roles.items())],
            "weights": [[i, j, w] for (i, j), w in sorted(reading.weights.items())],
            "same_deal": [[i, j, p] for (i, j), p in sorted(reading.same_deal.items())],
            "boilerplate": [[tokens[a], tokens[b] + 1] for a, b in reading.boilerplate],
            "windows": [[tokens[a], tokens[b] + 1] for a, b in reading.windows],
        },
    )
