"""The reader: an int8 encoder and float heads in ONNX, run window by window on one thread.

One thread and one window at a time, because dynamic quantization scales by the batch and sums by the thread: so the
same text gives the same bytes whatever stands beside it.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

os.environ["ORT_DISABLE_TELEMETRY"] = (
    "1"  # read when it is loaded; without it a file in the user's cache and reports over the network
)
import onnxruntime
from tokenizers import Tokenizer

from dealextract.errors import InstallationError
from dealextract.reader import labels
from dealextract.reader.decoding import FloatArray, TaggedSpan, softmax, spans, trim
from dealextract.reader.encoding import BREAKS, Pieces, Window, name_match, windows
from dealextract.reader.pairs import MINIMUM, PairScores

WRAPPED = 8
"""Words from which a line may be one of a paragraph that was wrapped, so that a name can go on in the next."""


@dataclass(frozen=True, slots=True)
class WordReading:
    """A reading in words: spans are `first` to `last` inclusive; the rest as in `dealextract.types.Reading`."""

    mentions: list[TaggedSpan]
    triggers: list[TaggedSpan]
    types: list[dict[str, float]]
    statuses: list[dict[str, float]]
    background: list[float]
    roles: dict[tuple[int, int], dict[str, float]]
    weights: dict[tuple[int, int], float]
    links: dict[tuple[int, int], dict[str, float]]
    same_deal: dict[tuple[int, int], float]
    boilerplate: list[tuple[int, int]]
    windows: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The windows of a document, the states of each, and the tag scores of each word."""

    parts: list[Window]
    states: list[FloatArray]
    tags: FloatArray


class Reader:
    """The trained network with its tokenizer. Making one takes about a tenth of a second.

    `threads`: windows of a text that are read at a time; where texts are shared out to processes one is right.
    """

    def __init__(self) -> None:
        self.threads = min(2, os.cpu_count() or 1)
        folder = resources.files("dealextract.reader").joinpath("weights")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3

        def session(name: str) -> Any:
            try:
                data = folder.joinpath(name).read_bytes()
                return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
            except Exception as error:
                raise InstallationError(
                    f"the weights cannot be loaded ({error})", where=name, remedy="install dealextract again"
                ) from error

        self.encoder, self.heads = session("encoder.onnx"), session("heads.onnx")
        self.settings: dict[str, float] = json.loads(folder.joinpath("settings.json").read_text(encoding="utf-8"))
        self.pieces = Pieces(Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text(encoding="utf-8")))

    def encode(self, words: Sequence[str], breaks: Sequence[int]) -> Encoded:
        """What the encoder makes of a document's words, which is most of the work. `breaks`: an index into `BREAKS` a word."""
        parts = windows(self.pieces, words, breaks)
        return Encoded(parts, *self._encode(parts, len(words)))

    def read(
        self,
        words: Sequence[str],
        breaks: Sequence[int],
        values: Sequence[TaggedSpan],
        encoded: Encoded | None = None,
    ) -> WordReading:
        """Read a document's words. `values`: money, percents and dates found before; `encoded`: the words' encoding where it was
        made ahead."""
        encoded = encoded or self.encode(words, breaks)
        parts, states, tags = encoded.parts, encoded.states, encoded.tags
        layers = {n: np.round(softmax(tags[:, where]), 4) for n, where in labels.columns().items()}
        starts = _line_starts(breaks)
        found = {n: self._decode(n, layers[n], words, starts) for n in ("name", "description", "trigger", "title")}
        mentions = sorted([*found["name"], *found["description"], *found["title"], *values])
        triggers = found["trigger"]
        pairs = _Scores(len(triggers))
        steps = np.cumsum([b != BREAKS.index("none") for b in breaks]).astype(np.int64)
        lowered = [[w.lower() for w in words[m.first : m.last + 1]] for m in mentions]
        for window, state in zip(parts, states, strict=True):
            self._relate(window, state, steps, mentions, triggers, lowered, pairs)
        noise = layers["boilerplate"][:, 1:].sum(axis=-1) >= self.settings["threshold_boilerplate"]
        return pairs.reading(mentions, triggers, _runs(noise), [(w.first, w.last - 1) for w in parts])

    def names(self, words: Sequence[str], breaks: Sequence[int]) -> list[TaggedSpan]:
        """The names alone, in their order."""
        tags = self.encode(words, breaks).tags
        layer = np.round(softmax(tags[:, labels.columns()["name"]]), 4)
        return self._decode("name", layer, words, _line_starts(breaks))

    def _decode(
        self, layer: str, probabilities: FloatArray, words: Sequence[str], starts: set[int]
    ) -> list[TaggedSpan]:
        """The spans of a layer that are no marks alone and go on over no beginning of a line."""
        found = spans(layer, probabilities, self.settings[f"threshold_{layer}"], starts)
        return [t for s in found if (t := trim(s, words))]

    def _encode(self, parts: list[Window], size: int) -> tuple[list[FloatArray], FloatArray]:
        """States of each window, and the tag scores of each word from the window that sees most around it."""
        states: list[FloatArray] = []
        width = max(where.stop for where in labels.columns().values())
        tags = np.zeros((size, width), dtype=np.float32)
        margin = np.full(size, -1)
        for w, (state, scores) in zip(parts, self._run(parts), strict=True):
            states.append(state)
            at = np.arange(w.first, w.last)
            left = np.where(w.first == 0, size, at - w.first)
            right = np.where(w.last == size, size, w.last - 1 - at)
            seen = np.minimum(left, right)
            better = seen > margin[w.first : w.last]
            tags[at[better]] = scores[better]
            margin[at[better]] = seen[better]
        return states, tags

    def _run(self, parts: list[Window]) -> list[tuple[FloatArray, FloatArray]]:
        """States and tag scores of each window. Two windows are read at a time, each by a thread of its own from beginning to end, so
        that the order of no sum depends on it."""

        def run(w: Window) -> tuple[FloatArray, FloatArray]:
            feed = {"ids": w.ids, "shapes": w.shapes, "breaks": w.breaks, "first": w.heads}
            state, scores = self.encoder.run(None, feed)
            return state, scores

        if len(parts) < 2 or self.threads < 2:
            return [run(w) for w in parts]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(run, parts))

    def _relate(
        self,
        window: Window,
        state: FloatArray,
        steps: Any,
        mentions: list[TaggedSpan],
        triggers: list[TaggedSpan],
        lowered: list[list[str]],
        pairs: _Scores,
    ) -> None:
        """Score all pairs of spans that stand wholly inside a window."""
        inside = [i for i, t in enumerate(triggers) if t.first >= window.first and t.last < window.last]
        arguments = [
            i
            for i, m in enumerate(mentions)
            if m.kind in labels.KINDS and m.first >= window.first and m.last < window.last
        ]
        if not arguments and not inside:
            return
        t = np.asarray(
            [(triggers[i].first - window.first, triggers[i].last - window.first) for i in inside], dtype=np.int64
        )
        rows = [(mentions[i], labels.KINDS.index(mentions[i].kind)) for i in arguments]
        a = np.asarray([(m.first - window.first, m.last - window.first, k) for m, k in rows], dtype=np.int64)
        matches = np.zeros((len(arguments), len(arguments)), dtype=np.int64)
        for x, i in enumerate(arguments):
            for y, j in enumerate(arguments):
                if mentions[i].kind == mentions[j].kind and mentions[i].kind in ("organization", "person"):
                    matches[x, y] = name_match(lowered[i], lowered[j])
        feed = {
            "states": state,
            "steps": steps[window.first : window.last],
            "triggers": t.reshape(-1, 2),
            "arguments": a.reshape(-1, 3),
            "matches": matches,
        }
        pairs.add(inside, arguments, self.heads.run(None, feed))


class _Scores:
    """What the heads say of spans and pairs of spans, window by window."""

    def __init__(self, triggers: int) -> None:
        self.single: list[list[tuple[FloatArray, ...]]] = [[] for _ in range(triggers)]
        self.roles, self.weights, self.links, self.same = (PairScores() for _ in range(4))

    def add(self, triggers: list[int], arguments: list[int], scores: list[FloatArray]) -> None:
        weights = np.exp(np.clip(scores[3][..., -1], -6, 6))
        plain = [*scores[:3], scores[3][..., :-1], *scores[4:]]
        types, statuses, background, roles, links, same = (softmax(s) if s.size else s for s in plain)
        for x, i in enumerate(triggers):
            self.single[i].append((types[x], statuses[x], background[x]))
        self.roles.add(triggers, arguments, roles)
        self.weights.add(triggers, arguments, weights)
        self.links.add(arguments, arguments, links)
        self.same.add(triggers, triggers, same[..., 1])

    def reading(
        self,
        mentions: list[TaggedSpan],
        triggers: list[TaggedSpan],
        boilerplate: list[tuple[int, int]],
        windows: list[tuple[int, int]],
    ) -> WordReading:
        types, statuses, background, kept = [], [], [], []
        for i, seen in enumerate(self.single):
            if not seen:  # a trigger longer than what two windows share: none of them saw it whole
                continue
            kept.append(i)
            types.append(_named(labels.TYPES, np.mean([s[0] for s in seen], axis=0)))
            statuses.append(_named(labels.STATUSES, np.mean([s[1] for s in seen], axis=0)))
            background.append(_rounded(np.mean([s[2][1] for s in seen])))
        new = {old: at for at, old in enumerate(kept)}
        return WordReading(
            mentions=mentions,
            triggers=[triggers[i] for i in kept],
            types=types,
            statuses=statuses,
            background=background,
            roles={(new[i], j): named for (i, j), named in self.roles.labelled(labels.ARGUMENTS).items()},
            weights={(new[i], j): weight for (i, j), weight in self.weights.plain().items()},
            links={(i, j): named for (i, j), named in self.links.labelled(labels.LINKS).items() if i != j},
            same_deal={(new[i], new[j]): p for (i, j), p in self.same.plain().items()},
            boilerplate=boilerplate,
            windows=windows,
        )


def _rounded(value: Any) -> float:
    """Four digits: less than the arithmetic of another machine may change."""
    return round(float(value), 4)


def _named(names: Sequence[str], row: Any) -> dict[str, float]:
    """The probabilities of a row that are worth keeping, by name."""
    return {name: _rounded(p) for name, p in zip(names, row, strict=False) if p >= MINIMUM}


def _line_starts(breaks: Sequence[int]) -> set[int]:
    """Words at which a new paragraph or line begins that no name goes on over; a line of `WRAPPED` words may have been wrapped."""
    out, start = set(), 0
    for i, b in enumerate(breaks):
        if b == BREAKS.index("paragraph") or (b == BREAKS.index("line") and i - start < WRAPPED):
            out.add(i)
        if b in (BREAKS.index("paragraph"), BREAKS.index("line")):
            start = i
    return out


def _runs(marked: Any) -> list[tuple[int, int]]:
    """Runs of marked words, `first` to `last` inclusive."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], marked.astype(np.int8), [0]])))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


@cache
def _made() -> Reader:
    return Reader()


_making = threading.Lock()


def load() -> Reader:
    """The reader of this process, made once, whichever thread asks first."""
    with _making:
        return _made()


def encode_ahead(words: Sequence[str], breaks: Sequence[int]) -> Future[Encoded | None] | None:
    """Encode a document's words in a thread beside the caller's, for `Reader.read`; None where the reader has one thread."""
    if _made.cache_info().currsize and load().threads < 2:
        return None

    def work() -> Encoded | None:
        reader = load()
        return reader.encode(words, breaks) if reader.threads > 1 else None

    pool = ThreadPoolExecutor(1)
    future = pool.submit(work)
    pool.shutdown(wait=False)
    return future
