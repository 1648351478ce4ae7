"""Corpus articles as the arrays that the network trains on: one example a window of an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import spacy
from tokenizers import Tokenizer

from dealextract.reader import encoding, labels
from training.corpus import AnnotatedArticle

KIND_OF_TAG = {
    "o": "organization", "r": "description", "p": "person", "j": "title", "m": "money", "q": "percent", "d": "date",
    "g": "place", "t": "trigger", "b": "boilerplate",
}  # fmt: skip
LAYER_OF_KIND = {kind: layer for layer, kinds in labels.LAYERS.items() for kind in kinds}
IntArray = npt.NDArray[np.int64]


@dataclass(slots=True)
class WordSpan:
    """A tagged span in words: `first` to `last` (inclusive), its kind, and the targets of all tags over these words."""

    first: int
    last: int
    kind: str
    tag: str
    targets: set[str]
    text: str


@dataclass(slots=True)
class WordArticle:
    """An article in words, with its spans and tables; what augmentation works on."""

    id: str
    words: list[str]
    breaks: list[int]
    spans: list[WordSpan]
    article: AnnotatedArticle | None
    layers: tuple[str, ...] = tuple(labels.LAYERS)
    """Layers that are annotated; the others give no loss."""


@dataclass(slots=True)
class Example:
    """One window with its gold labels. Spans hold word indices within the window, last word inclusive."""

    id: str
    window: encoding.Window
    tags: IntArray  # [words, layers], -100 where a layer is not annotated
    triggers: IntArray  # [T, 2]
    types: npt.NDArray[np.float32]  # [T, types]
    statuses: npt.NDArray[np.float32]  # [T, statuses]
    background: IntArray  # [T]
    arguments: IntArray  # [A, 3]: first, last, kind
    roles: IntArray  # [T, A]
    links: IntArray  # [A, A]
    matches: IntArray  # [A, A]
    same_deal: IntArray  # [T, T]
    deal_of: IntArray  # [T]
    entity_of: IntArray  # [A], -1 where none
    breaks: IntArray  # [words], cumulated breaks


class Tokenization:
    """The tokenizers of use: spaCy's for words, the encoder's for pieces."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.pieces = encoding.Pieces(tokenizer)
        self.nlp = spacy.blank("en")

    def words(self, text: str) -> tuple[list[str], list[int], list[tuple[int, int]]]:
        """Words that are no white space, the break before each, and their code points."""
        words, breaks, offsets, end = [], [], [], 0
        for token in self.nlp.make_doc(text):
            if token.is_space:
                continue
            breaks.append(encoding.break_index(text[end : token.idx], words[-1] if words else ""))
            words.append(token.text)
            end = token.idx + len(token.text)
            offsets.append((token.idx, end))
        return words, breaks, offsets


def to_words(article: AnnotatedArticle, tokenization: Tokenization) -> WordArticle:
    """An annotated article with its spans in words; a span inside a word takes the whole word."""
    words, breaks, offsets = tokenization.words(article.text)
    starts = np.asarray([s for s, _ in offsets])
    ends = np.asarray([e for _, e in offsets])
    spans: dict[tuple[int, int, str], WordSpan] = {}
    for a in article.annotations:
        first = int(np.searchsorted(ends, a.start, side="right"))
        last = int(np.searchsorted(starts, a.end, side="left")) - 1
        if first > last:
            continue
        key = (first, last, a.tag)
        if key not in spans:
            spans[key] = WordSpan(first, last, KIND_OF_TAG[a.tag], a.tag, set(), article.text[a.start : a.end])
        spans[key].targets.add(a.target)
    ordered = sorted(spans.values(), key=lambda s: (s.first, -s.last, s.tag))
    return WordArticle(article.id, words, breaks, ordered, article)


def examples(item: WordArticle, tokenization: Tokenization) -> list[Example]:
    """The windows of an article with labels."""
    return [example(item, w) for w in encoding.windows(tokenization.pieces, item.words, item.breaks)]


def example(item: WordArticle, window: encoding.Window) -> Example:
    """The labels of one window; spans that cross its edge are left out."""
    inside = [s for s in item.spans if s.first >= window.first and s.last < window.last]
    tables = item.article
    triggers = [s for s in inside if s.tag == "t"] if tables else []
    arguments = [s for s in inside if s.tag in "orpjmqd"] if tables else []
    for s in inside:
        if s.tag == "t" and not s.targets:
            raise ValueError(f"{item.id}: a trigger without a deal")
    keys = sorted({min(t.targets) for t in triggers})
    deal = {key: tables.deals[key] for key in keys} if tables else {}
    deal_of = [keys.index(min(t.targets)) for t in triggers]
    types = np.zeros((len(triggers), len(labels.TYPES)), dtype=np.float32)
    statuses = np.zeros((len(triggers), len(labels.STATUSES)), dtype=np.float32)
    for i, t in enumerate(triggers):
        d = deal[min(t.targets)]
        soften(types[i], labels.TYPES, d["type"], d.get("type_also", []))
        soften(statuses[i], labels.STATUSES, d["status"], d.get("status_also", []))
    names = [[w.lower() for w in item.words[a.first : a.last + 1]] for a in arguments]
    entities: dict[str, int] = {}
    entity_of = [entities.setdefault(e, len(entities)) if (e := entity(a)) else -1 for a in arguments]
    matches = np.zeros((len(arguments), len(arguments)), dtype=np.int64)
    for i, a in enumerate(arguments):
        for j, b in enumerate(arguments):
            if a.tag == b.tag and a.tag in "op":
                matches[i, j] = encoding.name_match(names[i], names[j])
    spans = np.asarray(
        [(a.first - window.first, a.last - window.first, labels.KINDS.index(a.kind)) for a in arguments], dtype=np.int64
    )
    return Example(
        id=item.id,
        window=window,
        tags=tag_matrix(item, window),
        triggers=np.asarray(
            [(t.first - window.first, t.last - window.first) for t in triggers], dtype=np.int64
        ).reshape(-1, 2),
        types=types,
        statuses=statuses,
        background=np.asarray([int(bool(deal[min(t.targets)].get("background"))) for t in triggers], dtype=np.int64),
        arguments=spans.reshape(-1, 3).astype(np.int64),
        roles=role_matrix(triggers, arguments, tables),
        links=link_matrix(arguments, tables),
        matches=matches,
        same_deal=np.equal.outer(deal_of, deal_of).astype(np.int64),
        deal_of=np.asarray(deal_of, dtype=np.int64),
        entity_of=np.asarray(entity_of, dtype=np.int64),
        breaks=np.cumsum([b > 0 for b in item.breaks[window.first : window.last]]),
    )


def soften(row: npt.NDArray[np.float32], names: tuple[str, ...], value: str, also: Iterable[str]) -> None:
    """Put the label, and a share for each other defensible one, into a row."""
    others = [a for a in also if a in names and a != value]
    row[names.index(value)] = 1.0 if not others else 0.7
    for other in others:
        row[names.index(other)] = 0.3 / len(others)


def entity(span: WordSpan) -> str | None:
    """The key of the organisation or person that a span names."""
    if span.tag in "or":
        return "o" + min(span.targets)
    return "p" + min(span.targets) if span.tag == "p" else None


def tag_matrix(item: WordArticle, window: encoding.Window) -> IntArray:
    """BIO tags `[words, layers]`; of spans that overlap within a layer the longer wins."""
    size = window.last - window.first
    out = np.zeros((size, len(labels.LAYERS)), dtype=np.int64)
    for column, (layer, kinds) in enumerate(labels.LAYERS.items()):
        if layer not in item.layers:
            out[:, column] = -100
            continue
        taken = np.zeros(size, dtype=bool)
        for s in sorted(item.spans, key=lambda s: s.first - s.last):
            first, last = max(s.first, window.first) - window.first, min(s.last, window.last - 1) - window.first
            if s.kind not in kinds or first > last or taken[first : last + 1].any():
                continue
            taken[first : last + 1] = True
            base = 1 + 2 * kinds.index(s.kind)
            out[first : last + 1, column] = base + 1
            if s.first >= window.first:
                out[first, column] = base
    return out


def role_matrix(triggers: list[WordSpan], arguments: list[WordSpan], tables: AnnotatedArticle | None) -> IntArray:
    """What each argument is to the deal of each trigger, `[T, A]` indices into `labels.ARGUMENTS`."""
    out = np.zeros((len(triggers), len(arguments)), dtype=np.int64)
    if tables is None:
        return out
    for i, t in enumerate(triggers):
        key = min(t.targets)
        deal = tables.deals[key]
        roles = {p[0]: p[1] for p in reversed(deal["parties"])}
        roles = {**{a[0]: f"adviser_{a[1]}" for a in deal.get("advisers", [])}, **roles}
        for j, a in enumerate(arguments):
            said = "none"
            if a.tag in "or":
                said = next((roles[x] for x in sorted(a.targets) if x in roles), "none")
            elif a.tag == "p":
                said = next((roles["p" + x] for x in sorted(a.targets) if "p" + x in roles), "none")
            elif a.tag in "mqd":
                said = next(
                    (slot(a.tag, x.partition(".")[2]) for x in sorted(a.targets) if x.split(".")[0] == key), "none"
                )
            out[i, j] = labels.ARGUMENTS.index(said)
    return out


def slot(tag: str, word: str) -> str:
    """The argument label of a corpus slot: `d`, `launch` gives `date_launch`."""
    if tag == "d":
        return f"date_{word}"
    if tag == "m":
        return "money_other" if word == "other" else word
    return {"stake": "stake_percent", "resulting": "resulting_percent", "premium": "premium_percent"}.get(
        word, "percent_other"
    )


def link_matrix(arguments: list[WordSpan], tables: AnnotatedArticle | None) -> IntArray:
    """How arguments belong together, `[A, A]` indices into `labels.LINKS`."""
    out = np.zeros((len(arguments), len(arguments)), dtype=np.int64)
    if tables is None:
        return out
    same, employs, titled, parent = (labels.LINKS.index(x) for x in labels.LINKS[1:])
    for i, a in enumerate(arguments):
        for j, b in enumerate(arguments):
            x, y = (min(a.targets) if a.targets else ""), (min(b.targets) if b.targets else "")
            if a.tag in "or" and b.tag in "or":
                if x == y:
                    out[i, j] = same
                elif tables.orgs[y].get("parent") == x:
                    out[i, j] = parent
            elif a.tag == b.tag == "p" and x == y:
                out[i, j] = same
            elif a.tag == "p" and b.tag in "or" and tables.people[x].get("org") == y:
                out[i, j] = employs
            elif (
                a.tag == "j" and b.tag == "p" and (tables.people[y].get("title") or "").casefold() == a.text.casefold()
            ):
                out[i, j] = titled
    return out
