"""Free annotated text beside the corpus, for names alone: GUM (Georgetown University) and FIRE, both CC BY 4.0.

Read where it is present; their text is not part of the project.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from dealextract.reader import encoding
from training.dataset import Tokenization, WordArticle, WordSpan

GUM_TAGS = {"ORG": "o", "PERSON": "p", "PLACE": "g"}
FIRE_TAGS = {"Company": "o", "Person": "p", "Location": "g", "GeopoliticalEntity": "g"}
KINDS = {"o": "organization", "p": "person", "g": "place"}
GROUP = 320
"""Words of one example, about a window."""


def read_gum(path: Path, tokenization: Tokenization) -> list[WordArticle]:
    """GUM's sentences, joined again to stretches of a document."""
    out: list[WordArticle] = []
    by_document: dict[str, list[dict[str, object]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_document[row["doc"]].append(row)
    for document, rows in by_document.items():
        words: list[str] = []
        breaks: list[int] = []
        spans: list[WordSpan] = []
        for row in rows:
            found, gaps, offsets = tokenization.words(str(row["text"]))
            for start, end, kind in row["spans"]:  # type: ignore[attr-defined]
                inside = [i for i, (s, e) in enumerate(offsets) if s < end and e > start]
                if inside:
                    first, last = len(words) + inside[0], len(words) + inside[-1]
                    spans.append(WordSpan(first, last, KINDS[GUM_TAGS[kind]], GUM_TAGS[kind], set(), ""))
            words += found
            breaks += [encoding.BREAKS.index("sentence"), *gaps[1:]] if found else []
            if len(words) > GROUP:
                out.append(WordArticle(document, words, breaks, spans, None, ("name",)))
                words, breaks, spans = [], [], []
        if words:
            out.append(WordArticle(document, words, breaks, spans, None, ("name",)))
    return out


def read_fire(path: Path) -> list[WordArticle]:
    """FIRE's sentences, strung together to the length of a window."""
    out: list[WordArticle] = []
    words: list[str] = []
    breaks: list[int] = []
    spans: list[WordSpan] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for entity in row["entities"]:
            tag = FIRE_TAGS.get(entity["type"])
            if tag:
                first, last = len(words) + entity["start"], len(words) + entity["end"] - 1
                spans.append(WordSpan(first, last, KINDS[tag], tag, set(), ""))
        breaks += [encoding.BREAKS.index("paragraph")] + [0] * (len(row["tokens"]) - 1)
        words += row["tokens"]
        if len(words) > GROUP:
            out.append(WordArticle("fire", words, breaks, spans, None, ("name",)))
            words, breaks, spans = [], [], []
    if words:
        out.append(WordArticle("fire", words, breaks, spans, None, ("name",)))
    return out
