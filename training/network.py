"""The network: a BERT-shaped encoder with case and layout features, tag layers, and heads over pairs of spans.

The encoder is written out here, not taken from a library, because the features are added inside its embeddings
and because it must export to a small ONNX graph. Weights: all-MiniLM-L6-v2 (Apache-2.0), 6 layers of 384.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from dealextract.reader import encoding, labels

HIDDEN, LAYERS, HEADS, INTERMEDIATE, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
SPAN = 256
DISTANCES = 21
BREAK_STEPS = 13


def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Attention of all heads: `[batch, pieces, 384]` three times to the same."""
    q, k, v = (x.unflatten(-1, (HEADS, HIDDEN // HEADS)).transpose(1, 2) for x in (q, k, v))
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).flatten(-2)


class ExportedAttention(torch.autograd.Function):
    """Attention as the one operator that onnxruntime has for it: as plain products it takes half of the encoder's time."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        return attention(q, k, v, None)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=HEADS).setType(q.type())


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INTERMEDIATE)
        self.down = nn.Linear(INTERMEDIATE, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None, wanted: Tensor | None = None) -> Tensor:
        """`wanted`: indexes of the pieces whose states are asked for, if not of all; the others are looked at only."""
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        if wanted is not None:
            q, x = q[:, wanted], x[:, wanted]
        mixed = ExportedAttention.apply(q, k, v) if torch.onnx.is_in_onnx_export() else attention(q, k, v, mask)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces with shapes and breaks to states: `[batch, pieces]` three times to `[batch, pieces, 384]`."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(len(encoding.SHAPES), HIDDEN)
        self.breaks = nn.Embedding(len(encoding.BREAKS), HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.shapes.weight, std=0.02)
        nn.init.zeros_(self.breaks.weight)

    def forward(
        self, ids: Tensor, shapes: Tensor, breaks: Tensor, mask: Tensor | None = None, wanted: Tensor | None = None
    ) -> Tensor:
        """`wanted`: as in `Layer`; then the last layer gives their states alone."""
        positions = self.positions.weight[: ids.shape[1]].unsqueeze(0)
        x = self.dropout(self.norm(self.words(ids) + positions + self.shapes(shapes) + self.breaks(breaks)))
        for layer in self.layers[:-1]:
            x = layer(x, mask)
        return self.layers[-1](x, mask, wanted)

    def load_bert(self, path: Path) -> None:
        """Take the weights of a BERT checkpoint of this size (`model.safetensors`)."""
        w = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
        e = "embeddings."
        state = {
            "words.weight": w[e + "word_embeddings.weight"],
            "positions.weight": w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0],
            "norm.weight": w[e + "LayerNorm.weight"],
            "norm.bias": w[e + "LayerNorm.bias"],
            "shapes.weight": self.shapes.weight.data,
            "breaks.weight": self.breaks.weight.data,
        }
        for i in range(LAYERS):
            source, target = f"encoder.layer.{i}.", f"layers.{i}."
            for part in ("weight", "bias"):
                qkv = [w[f"{source}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                state[f"{target}qkv.{part}"] = torch.cat(qkv)
                for ours, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                     ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm")):  # fmt: skip
                    state[f"{target}{ours}.{part}"] = w[f"{source}{theirs}.{part}"]
        self.load_state_dict(state)


class Tagger(nn.Module):
    """BIO logits of all tag layers side by side: `[…, 384]` to `[…, tags]`, columns as `labels.columns()`."""

    def __init__(self) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.1)
        self.out = nn.Linear(HIDDEN, sum(len(labels.tags(layer)) for layer in labels.LAYERS))

    def forward(self, states: Tensor) -> Tensor:
        return self.out(self.dropout(states))


def distance_bucket(difference: Tensor) -> Tensor:
    """Signed word distances in logarithmic steps, 0 to 20."""
    size = torch.log2(difference.abs().float().clamp(min=1)).floor().long() + 1
    size = torch.where(difference == 0, torch.zeros_like(size), size.clamp(max=10))
    return torch.where(difference < 0, 10 - size, 10 + size)


class Pairs(nn.Module):
    """Scores of every pair of two sets of spans, `[n, 256] × [m, 256]` to `[n, m, out]`."""

    def __init__(self, out: int, matches: bool = False, hidden: int = 128) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(SPAN, 2 * hidden), nn.Linear(SPAN, 2 * hidden)
        self.distance = nn.Embedding(DISTANCES, hidden)
        self.steps = nn.Embedding(BREAK_STEPS, hidden)
        self.match = nn.Embedding(len(encoding.MATCHES), hidden) if matches else None
        self.dropout = nn.Dropout(0.1)
        self.out = nn.Linear(2 * hidden, out)

    def forward(self, a: Tensor, b: Tensor, distance: Tensor, steps: Tensor, match: Tensor | None = None) -> Tensor:
        a1, a2 = self.left(a).chunk(2, dim=-1)
        b1, b2 = self.right(b).chunk(2, dim=-1)
        total = a1.unsqueeze(1) + b1.unsqueeze(0) + self.distance(distance) + self.steps(steps)
        if self.match is not None and match is not None:
            total = total + self.match(match)
        product = a2.unsqueeze(1) * b2.unsqueeze(0)
        return self.out(self.dropout(torch.cat([F.gelu(total), product], dim=-1)))


class Heads(nn.Module):
    """What triggers say and how spans belong together, from the word states of one window.

    In: `states [words, 384]`, cumulated `breaks [words]`, `triggers [T, 2]`, `arguments [A, 3]`, `matches [A, A]`.
    Out: types `[T, 14]` (the last: no deal), statuses `[T, 5]`, background `[T, 2]`,
    roles `[T, A, arguments + 1]` (the last: how much the pair counts), links `[A, A, links]`, same deal `[T, T, 2]`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trigger = nn.Sequential(nn.Linear(2 * HIDDEN, SPAN), nn.GELU(), nn.Dropout(0.2))
        self.argument = nn.Sequential(nn.Linear(2 * HIDDEN + 32, SPAN), nn.GELU(), nn.Dropout(0.2))
        self.kind = nn.Embedding(len(labels.KINDS), 32)
        self.deal_type = nn.Linear(SPAN, len(labels.TYPES) + 1)
        self.status = nn.Linear(SPAN, len(labels.STATUSES))
        self.background = nn.Linear(SPAN, 2)
        self.roles = Pairs(len(labels.ARGUMENTS) + 1)
        self.links = Pairs(len(labels.LINKS), matches=True)
        self.same = Pairs(2, hidden=64)

    def forward(
        self, states: Tensor, breaks: Tensor, triggers: Tensor, arguments: Tensor, matches: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        t = self.trigger(torch.cat([states[triggers[:, 0]], states[triggers[:, 1]]], dim=-1))
        kinds = self.kind(arguments[:, 2])
        a = self.argument(torch.cat([states[arguments[:, 0]], states[arguments[:, 1]], kinds], dim=-1))
        t_at, a_at = triggers[:, 0], arguments[:, 0]
        t_breaks, a_breaks = breaks[t_at], breaks[a_at]

        def between(x: Tensor, y: Tensor, bx: Tensor, by: Tensor) -> tuple[Tensor, Tensor]:
            steps = (by.unsqueeze(0) - bx.unsqueeze(1)).clamp(-6, 6) + 6
            return distance_bucket(y.unsqueeze(0) - x.unsqueeze(1)), steps

        return (
            self.deal_type(t),
            self.status(t),
            self.background(t),
            self.roles(t, a, *between(t_at, a_at, t_breaks, a_breaks)),
            self.links(a, a, *between(a_at, a_at, a_breaks, a_breaks), matches),
            self.same(t, t, *between(t_at, t_at, t_breaks, t_breaks)),
        )


def pool(roles: Tensor, deals: Tensor, entities: Tensor) -> Tensor:
    """Role probabilities of each deal and entity: the mean over the pairs of their spans, each counting as much as it says.

    `roles [T, A, arguments + 1]`, memberships `deals [D, T]` and `entities [E, A]` of ones and zeros; gives `[D, E, arguments]`.
    """
    weight = torch.exp(roles[..., -1].clamp(-6, 6))
    probability = roles[..., :-1].softmax(-1) * weight.unsqueeze(-1)
    summed = torch.einsum("dt,ea,tar->der", deals, entities, probability)
    return summed / torch.einsum("dt,ea,ta->de", deals, entities, weight).unsqueeze(-1)


class Network(nn.Module):
    """Encoder, tagger and heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder, self.tagger, self.heads = Encoder(), Tagger(), Heads()

    def word_states(self, ids: Tensor, shapes: Tensor, breaks: Tensor, mask: Tensor | None, heads: Tensor) -> Tensor:
        """States of the first piece of each word: `[batch, words, 384]`; `heads [batch, words]`."""
        states = self.encoder(ids, shapes, breaks, mask)
        return torch.gather(states, 1, heads.unsqueeze(-1).expand(-1, -1, HIDDEN))
