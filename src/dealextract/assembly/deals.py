"""From candidates to deals: type, parties and status under the constraints of the type; the rest is rejected with a reason."""

from __future__ import annotations

import bisect
import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from dealextract.assembly.confidence import deal_confidence
from dealextract.assembly.evidence import Context
from dealextract.assembly.milestones import milestones
from dealextract.assembly.organizations import owned_words
from dealextract.assembly.summary import summary
from dealextract.assembly.terms import terms
from dealextract.assembly.worded import worded
from dealextract.knowledge.taxonomy import DealTypeDefinition, deal_types
from dealextract.records import Adviser, AdviserKind, Deal, DealType, Party, Role, Status, Terms
from dealextract.types import Candidate, Entity, Fact, Rejection

ACCEPT_ROLE = 0.45
"""Probability from which an organisation plays a role in a deal."""

ACCEPT_PERSON = 0.6
"""The same for a person: few people deal in person, and many are quoted."""

BESIDE = 0.7
"""Share of the likeliest player's probability that another in the same role must have."""

MAYBE_PLATFORM = 0.3
"""Probability of being the platform from which a partner is it where two likelier partners stand beside."""

ECHO = 1.01
"""Probability of its type from which a deal told by one word stands beside a fuller one of the same companies."""

SHARED = 0.75
"""Share of the strongest deal's claim on an amount or date from which another deal may have it too."""

REACH = 1
"""Sentences from the nearest trigger of the deal beyond which no party stands."""

AT_LEAST = 0.2
"""Probability that a role must have before those of other types are left out of the reckoning."""

ACCEPT_ADVISER = 0.5

YEARS_AGO = re.compile(
    r"\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|several|some|many|\d+)\s(?:years|decades)|decades)\s"
    r"(?:ago|earlier|back|before|since|have\s(?:gone|passed|elapsed)|had\s(?:gone|passed))\b",
    re.I,
)
"""Words that put what a sentence tells into history: older than about a year is background."""

ADVISES = re.compile(r"\b(?:to|for|advis\w+|represent\w+|assist\w+)\s(?:the\s)?$", re.I)
"""What stands before the side that a firm advises."""

OTHER_TYPE = 0.1
"""Probability from which a less likely type is tried where the likeliest lacks its parties."""


def assemble(
    context: Context, candidates: Sequence[Candidate], short: dict[str, str]
) -> tuple[list[Deal], list[Rejection]]:
    """Deals in the order of the text, and what was turned down. `short`: company ids to short names."""
    judged = [(c, assemble_one(context, c, candidates, short)) for c in candidates]
    rejections = [made for _, made in judged if isinstance(made, Rejection)]
    sound = [(c, made) for c, made in judged if isinstance(made, Deal)]
    echoes = [c for c, made in sound if _is_echo(c, made, [other for _, other in sound])]
    rejections += [_echo(context, c) for c in echoes]
    held = own_values([c for c, _ in sound if c not in echoes])
    deals = [made for c in held if isinstance(made := assemble_one(context, c, held, short), Deal)]
    return deals, rejections


def _is_echo(candidate: Candidate, deal: Deal, others: Sequence[Deal]) -> bool:
    """Whether a deal is told in one sentence alone, with no term or date of its own, between companies that another deal joins
    and that is told more fully: what it adds is a doubt, not a fact."""
    if len(deal.evidence) > 1 or deal.milestones or deal.terms.model_copy(update={"territory": None}) != Terms():
        return False
    players = {p.company for p in deal.parties}
    return max(candidate.types.values()) < ECHO and any(
        players <= {p.company for p in other.parties} and len(other.evidence) > 1 and other is not deal
        for other in others
    )


def _echo(context: Context, candidate: Candidate) -> Rejection:
    """An echo as a rejection."""
    t = context.reading.triggers[candidate.triggers[0]]
    return Rejection(
        "echo", f"'{t.text}' tells nothing of its own of companies that another deal joins", t.start, t.end
    )


def own_values(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without the amounts and dates that another claims much more strongly."""
    claims: list[dict[str, float]] = []
    for c in candidates:
        claim: dict[str, float] = defaultdict(float)
        for f in c.facts:
            if f.value.isdigit():
                claim[f.value] += f.probability
        claims.append(claim)
    top = {v: max(claim.get(v, 0.0) for claim in claims) for claim in claims for v in claim}
    return [
        replace(c, facts=tuple(f for f in c.facts if not f.value.isdigit() or claim[f.value] >= SHARED * top[f.value]))
        for c, claim in zip(candidates, claims, strict=True)
    ]


def assemble_one(
    context: Context, candidate: Candidate, candidates: Sequence[Candidate], short: dict[str, str]
) -> Deal | Rejection:
    """One candidate as a deal, or why it is none."""
    triggers = [context.reading.triggers[i] for i in candidate.triggers]
    first = triggers[0]
    if all(context.in_boilerplate(t.start) for t in triggers):
        return Rejection(
            "boilerplate", f"'{first.text}' stands in text that is no part of the article", first.start, first.end
        )
    options = sorted(candidate.types.items(), key=lambda item: (-item[1], item[0]))
    reason = ""
    for name, p in options:
        if p < OTHER_TYPE and reason:
            break
        kind = next(t for t in get_args(DealType) if t == name)
        definition = deal_types()[kind]
        parties = _parties(context, candidate, definition)
        lacking = _lacking(parties, definition)
        if not lacking:
            return _deal(context, candidate, candidates, kind, parties, short)
        reason = reason or lacking
    return Rejection(
        "parties_missing", f"'{first.text}' looks like {options[0][0]}, but {reason}", first.start, first.end
    )


def _parties(context: Context, candidate: Candidate, definition: DealTypeDefinition) -> list[Party]:
    """Each entity in its likeliest role of the type, in the order of the roles and of the text.

    What speaks for roles of other types is left out of the reckoning: it says that the entity takes part, not how.
    """
    best: dict[str, Fact] = {}
    plays: dict[str, float] = defaultdict(float)
    foreign: dict[str, float] = defaultdict(float)
    for fact in candidate.facts:
        if fact.value not in context.entities:
            continue
        (plays if fact.slot in definition.roles else foreign)[fact.value] += fact.probability
        if fact.slot not in definition.roles:
            continue
        if fact.value not in best or fact.probability > best[fact.value].probability:
            best[fact.value] = fact
    roles = list(definition.roles)
    certain = {key: min(1.0, plays[key] / max(1 - foreign[key], plays[key])) for key in best}
    top: dict[str, float] = defaultdict(float)
    for key, f in best.items():
        top[f.slot] = max(top[f.slot], certain[key])

    def holds(key: str, f: Fact) -> bool:
        needed = ACCEPT_PERSON if context.entities[key].kind == "person" else ACCEPT_ROLE
        if _away(context, candidate, context.entities[key]) > REACH or _only_owner(context, context.entities[key]):
            return False
        return certain[key] >= max(needed, BESIDE * top[f.slot]) and plays[key] >= AT_LEAST

    chosen = [f for key, f in best.items() if holds(key, f)]
    if "platform" in definition.roles:
        chosen = _places(context, candidate, chosen)
    chosen.sort(key=lambda f: (roles.index(_role(f.slot)), _place(context.entities[f.value], context)))
    return [
        Party(
            company=f.value,
            name=context.entities[f.value].name,
            role=_role(f.slot),
            evidence=tuple(context.span(*e) for e in f.evidence),
            confidence=min(1.0, round(certain[f.value], 3)),
        )
        for f in chosen
    ]


def _away(context: Context, candidate: Candidate, entity: Entity) -> int:
    """Sentences between the nearest pair of a trigger of the deal and a mention of the entity."""
    starts = [s for s, _ in context.reading.sentences]
    told = {bisect.bisect_right(starts, context.reading.triggers[i].start) for i in candidate.triggers}
    named = {bisect.bisect_right(starts, context.reading.mentions[i].start) for i in entity.mentions}
    return min((abs(a - b) for a in told for b in named), default=0)


def _places(context: Context, candidate: Candidate, chosen: list[Fact]) -> list[Fact]:
    """The partners of a deal with the place of it told from them.

    What the text calls a platform, marketplace or portal is the platform where somebody stands beside it; another that
    the reader took for the platform is then a partner where two sides are not named without it. Where nothing is called
    so, a partner that may well be the platform is it beside two likelier ones.
    """
    called = {f.value for f in chosen if context.entities[f.value].kind == "platform"}
    if called and len(chosen) > len(called):
        sides = sum(f.slot == "partner" and f.value not in called for f in chosen)
        return [
            replace(f, slot="platform")
            if f.value in called
            else replace(f, slot="partner")
            if f.slot == "platform" and sides < 2
            else f
            for f in chosen
        ]
    maybe = {
        f.value: f.probability for f in candidate.facts if f.slot == "platform" and f.probability >= MAYBE_PLATFORM
    }
    return [
        replace(f, slot="platform")
        if f.value in maybe and sum(o.slot == "partner" and o.probability > f.probability for o in chosen) > 1
        else f
        for f in chosen
    ]


def _only_owner(context: Context, entity: Entity) -> bool:
    """Whether an organisation is named only as the owner of what acts: "Kestrel's bakery brand"."""
    named = [m for m in (context.reading.mentions[i] for i in entity.mentions) if m.kind == "organization"]
    after = (re.match(r"[’'`]s?\s((?:[\w-]+\s){0,2}[\w-]+)", context.clean.text[m.end : m.end + 60]) for m in named)
    return all(match is not None and bool(owned_words() & set(match[1].lower().split())) for match in after) and bool(
        named
    )


def _role(name: str) -> Role:
    return next(r for r in get_args(Role) if r == name)


def _place(entity: Entity, context: Context) -> int:
    return context.reading.mentions[entity.mentions[0]].start


def _lacking(parties: Sequence[Party], definition: DealTypeDefinition) -> str:
    """What a deal of this type lacks, in words; empty where nothing."""
    held = [p.role for p in parties]
    for group in definition.needs:
        if not any(r in held for r in group):
            return f"no {' or '.join(group)} is named"
    if len(held) < definition.parties_at_least:
        return f"only {len(held)} of at least {definition.parties_at_least} parties is named"
    for role, rule in definition.roles.items():
        if 0 < held.count(role) < rule.at_least:
            return f"only {held.count(role)} {role} of {rule.at_least} is named"
    return ""


def _deal(
    context: Context,
    candidate: Candidate,
    candidates: Sequence[Candidate],
    kind: DealType,
    parties: list[Party],
    short: dict[str, str],
) -> Deal:
    """The record of a candidate that holds."""
    status = _status(candidate)
    deal_terms, former = terms(context, candidate, worded(context, candidate, candidates, kind))
    steps, _ = milestones(context, candidate)
    triggers = [context.reading.triggers[i] for i in candidate.triggers]
    members = {p.company for p in parties}
    people = [
        e.id for e in context.entities.values() if e.kind == "person" and (e.organization in members or e.id in members)
    ]
    key = "|".join([kind, *(f"{p.name}:{p.role}" for p in parties), str(triggers[0].start)])
    return Deal(
        id=f"d-{hashlib.sha256(key.encode()).hexdigest()[:12]}",
        type=kind,
        status=status,
        background=candidate.background >= 0.5 or _long_ago(context, candidate),
        summary=summary(deal_types()[kind], status, parties, short, deal_terms, steps),
        parties=tuple(parties),
        terms=deal_terms,
        milestones=tuple(steps),
        people=tuple(people),
        advisers=tuple(_advisers(context, candidate, members)),
        history=tuple(former),
        confidence=deal_confidence(candidate, kind, parties, triggers),
        evidence=context.sentences(
            t.start for t in sorted(triggers, key=lambda t: (-max(t.types.values(), default=0), t.start))[:3]
        ),
    )


def _long_ago(context: Context, candidate: Candidate) -> bool:
    """Whether every sentence that tells the deal says that it lies years back."""
    told = {context.reading.sentence(context.reading.triggers[i].start) for i in candidate.triggers}
    return all(YEARS_AGO.search(context.clean.text[start:end]) for start, end in told)


def _status(candidate: Candidate) -> Status:
    name = max(get_args(Status), key=lambda s: candidate.statuses.get(s, 0.0))
    return next(s for s in get_args(Status) if s == name)


def _advisers(context: Context, candidate: Candidate, members: set[str]) -> list[Adviser]:
    """Firms said to advise, none of them a party."""
    best: dict[str, Fact] = {}
    for fact in candidate.facts:
        if fact.slot.startswith("adviser_") and fact.probability >= ACCEPT_ADVISER and fact.value not in members:
            held = best.get(fact.value)
            if held is None or fact.probability > held.probability:
                best[fact.value] = fact
    return [
        Adviser(
            company=f.value,
            name=context.entities[f.value].name,
            kind=next(k for k in get_args(AdviserKind) if k == f.slot.removeprefix("adviser_")),
            side=_side(context, f, members),
            evidence=tuple(context.span(*e) for e in f.evidence[:1]),
        )
        for f in best.values()
        if f.value in context.entities
    ]


def _side(context: Context, adviser: Fact, members: set[str]) -> str | None:
    """The party that a firm advises, where its sentence says so: "adviser to Kestrel"."""
    if not adviser.evidence:
        return None
    at = adviser.evidence[0][0]
    sentence = context.reading.sentence(at)
    sides = []
    for entity in context.entities.values():
        if entity.id not in members:
            continue
        for i in entity.mentions:
            m = context.reading.mentions[i]
            before = context.clean.text[max(sentence[0], m.start - 30) : m.start]
            if sentence[0] <= m.start < sentence[1] and ADVISES.search(before):
                sides.append((abs(m.start - at), entity.id))
    return min(sides)[1] if sides else None
