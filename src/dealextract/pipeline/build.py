"""The pipeline of the program, and a Doc's span groups as a `Reading`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dealextract.pipeline import factories, tokenizer
from dealextract.pipeline.sentences import sentences
from dealextract.records import Date, Money, Percent
from dealextract.types import Mention, Reading, Trigger

LINE = re.compile(r"[^\n]*\S")

VALUE_RECORDS: dict[str, type[Money] | type[Percent] | type[Date]] = {"money": Money, "percent": Percent, "date": Date}


@cache
def pipeline() -> Language:
    """`spacy.blank("en")` with our components, made once a process."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer.NAME}}})
    nlp.max_length = 100_000_000
    nlp.add_pipe(factories.VALUES)
    nlp.add_pipe(factories.MENTIONS)
    return nlp


def begin(text: str) -> Doc:
    """The tokens of a text, whose encoding by the network goes on in a thread while the caller goes on too."""
    from dealextract.pipeline.mentions import encode_beside  # it waits for the network, which a thread may be loading

    doc = pipeline().make_doc(text)
    encode_beside(doc)
    return doc


def read(doc: Doc, published: str | None) -> tuple[Reading, dict[int, Money | Percent | Date]]:
    """The reading of a text that was begun, and the records of its values by the index of their mention."""
    doc.user_data["published"] = published
    return to_reading(pipeline()(doc))


def to_reading(doc: Doc) -> tuple[Reading, dict[int, Money | Percent | Date]]:
    """The span groups of a processed Doc as a `Reading` with its values."""
    mentions, triggers = doc.spans[factories.MENTIONS], doc.spans[factories.TRIGGERS]
    records = _records(doc)
    made, values = [], {}
    for i, (span, probability) in enumerate(zip(mentions, mentions.attrs["probabilities"], strict=True)):
        record = records.pop((span.start, span.end, span.label_), None)
        if record:
            values[i] = record[0]
            if record[1:]:
                records[span.start, span.end, span.label_] = record[1:]
            made.append(Mention(record[0].start, record[0].end, span.label_, record[0].text, probability))
        else:
            made.append(Mention(span.start_char, span.end_char, span.label_, span.text, probability))
    a: dict[str, Any] = triggers.attrs
    found = [
        Trigger(span.start_char, span.end_char, span.text, types, statuses, background)
        for span, types, statuses, background in zip(triggers, a["types"], a["statuses"], a["background"], strict=True)
    ]
    return Reading(
        mentions=tuple(made),
        triggers=tuple(found),
        roles={(i, j): d for i, j, d in a["roles"]},
        weights={(i, j): w for i, j, w in a["weights"]},
        links={(i, j): d for i, j, d in mentions.attrs["links"]},
        same_deal={(i, j): p for i, j, p in a["same_deal"]},
        boilerplate=_offsets(doc, a["boilerplate"]),
        windows=_offsets(doc, a["windows"]),
        sentences=tuple(_sentences(doc)),
    ), values


def _offsets(doc: Doc, runs: list[list[int]]) -> tuple[tuple[int, int], ...]:
    """Runs of tokens as offsets."""
    return tuple((doc[i].idx, doc[j - 1].idx + len(doc[j - 1])) for i, j in runs)


def _sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    """The sentences, cut at line breaks and trimmed."""
    text = doc.text
    for start, end in sentences(doc):
        for line in LINE.finditer(text, start, end):
            yield line.end() - len(line[0].lstrip()), line.end()


def _records(doc: Doc) -> dict[tuple[int, int, str], list[Any]]:
    """The value records of a Doc by their tokens and kind."""
    out: dict[tuple[int, int, str], list[Any]] = {}
    group = doc.spans[factories.VALUES]
    for span, value in zip(group, group.attrs["values"], strict=True):
        key = (span.start, span.end, span.label_)
        out.setdefault(key, []).append(VALUE_RECORDS[span.label_].model_validate(value))
    return out
