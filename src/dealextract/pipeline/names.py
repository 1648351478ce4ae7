"""Names alone: the reader's name layer, without values, deals or resolution."""

from __future__ import annotations

from dealextract.pipeline.build import pipeline
from dealextract.pipeline.mentions import words_of
from dealextract.reader.model import load
from dealextract.records import Name


def find_names(text: str) -> list[Name]:
    """The names of organisations, people and places in a text, in its order, without overlap.

    `start` and `end` are code points of the text as it is given: `text[start:end] == name.text`. Descriptions ("the French group") and
    titles are no names.
    """
    doc = pipeline().make_doc(text)
    tokens, words, breaks = words_of(doc)
    out = []
    for span in load().names(words, breaks):
        start = doc[tokens[span.first]].idx
        end = doc[tokens[span.last]].idx + len(doc[tokens[span.last]])
        out.append(Name.model_validate({"start": start, "end": end, "text": text[start:end], "kind": span.kind}))
    return out
