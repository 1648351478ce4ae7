"""Figures of the network's own layers and heads on held-back windows, with gold spans for the pair heads."""

from __future__ import annotations

from collections import Counter

import torch

from dealextract.reader import labels
from training.dataset import Example
from training.network import Network, pool


def spans(tags: list[int]) -> set[tuple[int, int, int]]:
    """Spans `(first, last, kind)` of a layer's BIO tags; an I without its B opens one."""
    out, i = set(), 0
    while i < len(tags):
        if tags[i] > 0:
            kind, j = (tags[i] - 1) // 2, i
            while j + 1 < len(tags) and tags[j + 1] == 2 * kind + 2:
                j += 1
            out.add((i, j, kind))
            i = j
        i += 1
    return out


def f1(hit: int, gold: int, said: int) -> float:
    """F1 from counts."""
    return round(2 * hit / (gold + said), 4) if gold + said else 0.0


@torch.no_grad()
def evaluate(network: Network, held: list[Example]) -> dict[str, float]:
    """Span F1 of each layer; accuracy of type, status and background; F1 of roles, slots and links."""
    network.eval()
    counts: Counter[str] = Counter()
    for x in held:
        w = x.window
        states = network.word_states(
            *(torch.from_numpy(a) for a in (w.ids, w.shapes, w.breaks)), None, torch.from_numpy(w.heads)[None]
        )[0]
        logits = network.tagger(states)
        for column, (layer, where) in enumerate(labels.columns().items()):
            gold, said = spans(x.tags[:, column].tolist()), spans(logits[:, where].argmax(-1).tolist())
            counts.update({layer + "/hit": len(gold & said), layer + "/gold": len(gold), layer + "/said": len(said)})
        if not len(x.triggers):
            continue
        out = network.heads(
            states,
            torch.from_numpy(x.breaks),
            *(torch.from_numpy(a).long() for a in (x.triggers, x.arguments, x.matches)),
        )
        types, statuses, background, roles, links, same = out
        if len(x.arguments):
            entity = torch.from_numpy(x.entity_of)
            named = [int(e) for e in entity.unique() if e >= 0]
            if named:
                entities = torch.stack([(entity == e).float() for e in named])
                deal = torch.from_numpy(x.deal_of)
                deals = torch.stack([(deal == d).float() for d in deal.unique()])
                said = pool(roles, deals, entities).argmax(-1)
                true = torch.from_numpy(x.roles)[deals.argmax(1)][:, entities.argmax(1)]
                counts["pooled/hit"] += int(((said == true) & (true > 0)).sum())
                counts["pooled/gold"] += int((true > 0).sum())
                counts["pooled/said"] += int((said > 0).sum())
        counts["triggers"] += len(types)
        counts["type"] += int((types[:, :-1].argmax(-1) == torch.from_numpy(x.types).argmax(-1)).sum())
        counts["status"] += int((statuses.argmax(-1) == torch.from_numpy(x.statuses).argmax(-1)).sum())
        counts["background"] += int((background.argmax(-1) == torch.from_numpy(x.background)).sum())
        for name, score, gold in (
            ("roles", roles[..., :-1], x.roles),
            ("links", links, x.links),
            ("same", same, x.same_deal),
        ):
            said_, gold_ = score.argmax(-1), torch.from_numpy(gold)
            counts[name + "/hit"] += int(((said_ == gold_) & (gold_ > 0)).sum())
            counts[name + "/gold"] += int((gold_ > 0).sum())
            counts[name + "/said"] += int((said_ > 0).sum())
    layers = [*labels.LAYERS, "roles", "pooled", "links", "same"]
    figures = {n: f1(counts[n + "/hit"], counts[n + "/gold"], counts[n + "/said"]) for n in layers}
    return figures | {n: round(counts[n] / max(counts["triggers"], 1), 4) for n in ("type", "status", "background")}
