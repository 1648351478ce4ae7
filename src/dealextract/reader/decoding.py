"""From tag and pair scores to spans and probabilities; numpy alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dealextract.reader import labels

FloatArray = npt.NDArray[np.float32]


class TaggedSpan(NamedTuple):
    """A span in words, `first` to `last` inclusive, its kind and probability."""

    first: int
    last: int
    kind: str
    probability: float


def softmax(scores: FloatArray) -> FloatArray:
    """Probabilities over the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out: FloatArray = shifted / shifted.sum(axis=-1, keepdims=True)
    return out


def spans(
    layer: str, probabilities: FloatArray, threshold: float, stops: Collection[int] = frozenset()
) -> list[TaggedSpan]:
    """Spans of a layer from BIO probabilities `[words, tags]`: words whose mass off `O` reaches the threshold.

    A span starts where B outweighs I or the kind changes, and none goes on over a word in `stops` (the first words of
    paragraphs); its probability is the mean mass of its kind.

    >>> p = np.asarray([[0.1, 0.8, 0.1], [0.2, 0.1, 0.7], [0.9, 0.1, 0.0]], dtype=np.float32)
    >>> [(s.first, s.last) for s in spans("trigger", p, 0.5)]
    [(0, 1)]
    """
    kinds = labels.LAYERS[layer]
    begin, inside = probabilities[:, 1::2], probabilities[:, 2::2]
    mass = begin + inside
    best = mass.argmax(axis=-1)
    marked = mass.sum(axis=-1) >= threshold
    out: list[TaggedSpan] = []
    i = 0
    while i < len(marked):
        if not marked[i]:
            i += 1
            continue
        kind, j = int(best[i]), i + 1
        while (
            j < len(marked) and marked[j] and best[j] == kind and inside[j, kind] >= begin[j, kind] and j not in stops
        ):
            j += 1
        out.append(TaggedSpan(i, j - 1, kinds[kind], float(mass[i:j, kind].mean())))
        i = j
    return out


def trim(span: TaggedSpan, words: Sequence[str]) -> TaggedSpan | None:
    """A span without marks at its edges; None where nothing is left. A bracket that closes one of its own stays.

    >>> trim(TaggedSpan(0, 3, "organization", 1.0), ["(", "Oak", "plc", "-"])
    TaggedSpan(first=1, last=2, kind='organization', probability=1.0)
    """
    first, last = span.first, span.last
    while first <= last and not any(c.isalnum() for c in words[first]):
        first += 1
    while last >= first and not any(c.isalnum() for c in words[last]):
        if words[last] == ")" and "(" in words[first:last]:
            break
        last -= 1
    return span._replace(first=first, last=last) if first <= last else None
