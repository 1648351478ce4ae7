"""From candidates to deals: type, parties and status under the constraints of the type; the rest is rejected with a reason."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from dealextract.assembly.confidence import deal_confidence, party_confidence
from dealextract.assembly.evidence import Context
from dealextract.assembly.milestones import milestones
from dealextract.assembly.parties import parties_of
from dealextract.assembly.phrases import type_said
from dealextract.assembly.stakes import as_type, by_size
from dealextract.assembly.subtypes import noun_of, subtypes_of
from dealextract.assembly.summary import summary
from dealextract.assembly.terms import terms
from dealextract.assembly.worded import worded
from dealextract.knowledge.taxonomy import DealTypeDefinition, deal_types
from dealextract.records import Adviser, AdviserKind, Deal, DealType, MilestoneKind, Party, Role, Status, Terms
from dealextract.types import Candidate, Fact, Rejection

ECHO = 1.01
"""Probability of its type from which a deal told by one word stands beside a fuller one of the same companies."""

JOINS = 0.7
"""Probability of taking part in a deal from which a company counts as joined by it."""

SHARED = 0.75
"""Share of the strongest deal's claim on an amount or date from which another deal may have it too."""

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
    sound, echoes = _without_echoes(context, [(c, made) for c, made in judged if isinstance(made, Deal)])
    held = own_values([c for c, _ in sound])
    again = [(c, made) for c in held if isinstance(made := assemble_one(context, c, held, short), Deal)]
    final, late = _without_echoes(context, again)  # what it had was another's
    return [made for _, made in final], [*rejections, *echoes, *late]


def _without_echoes(
    context: Context, made: Sequence[tuple[Candidate, Deal]]
) -> tuple[list[tuple[Candidate, Deal]], list[Rejection]]:
    """The deals that say something of their own, and the others as rejections."""
    echoes = [_is_echo(c, deal, made) for c, deal in made]
    own = [pair for pair, echo in zip(made, echoes, strict=True) if not echo]
    return own, [_echo(context, c) for (c, _), echo in zip(made, echoes, strict=True) if echo]


def _is_echo(candidate: Candidate, deal: Deal, sound: Sequence[tuple[Candidate, Deal]]) -> bool:
    """Whether a deal has no term or date of its own (or as history), and is told in one sentence alone between companies that another deal
    joins and that is told more fully, or is of the type of one that holds all its parties and more: what it adds is a doubt, not a fact."""
    dated = deal.milestones and not deal.background
    if dated or deal.terms.model_copy(update={"territory": None}) != Terms():
        return False
    players = {p.company for p in deal.parties}
    others = [(c, other) for c, other in sound if other is not deal]
    if any(other.type == deal.type and players < {p.company for p in other.parties} for _, other in others):
        return True
    if len(deal.evidence) > 1:
        return False
    return max(candidate.types.values()) < ECHO and any(
        players <= _joined(c, other) and len(other.evidence) > 1 for c, other in others
    )


def _joined(candidate: Candidate, deal: Deal) -> set[str]:
    """The companies that a deal joins: its parties, and who the reader says takes part, in whatever role."""
    plays: dict[str, float] = defaultdict(float)
    for fact in candidate.facts:
        if fact.slot in get_args(Role):
            plays[fact.value] += fact.probability
    return {p.company for p in deal.parties} | {company for company, p in plays.items() if p >= JOINS}


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
    decided = type_said(context, candidate)
    types = {decided: 0.0, **candidate.types} if decided else candidate.types
    options = sorted(types.items(), key=lambda item: (item[0] != decided, -item[1], item[0]))
    reason = ""
    for name, p in options:
        if p < OTHER_TYPE and reason:
            break
        kind = next(t for t in get_args(DealType) if t == name)
        definition = deal_types()[kind]
        parties = parties_of(context, candidate, kind, definition)
        lacking = _lacking(parties, definition)
        if not lacking:
            return _sized(
                context, candidate, candidates, _deal(context, candidate, candidates, kind, parties, short), short
            )
        reason = reason or lacking
    return Rejection(
        "parties_missing", f"'{first.text}' looks like {options[0][0]}, but {reason}", first.start, first.end
    )


def _sized(
    context: Context, candidate: Candidate, candidates: Sequence[Candidate], deal: Deal, short: dict[str, str]
) -> Deal:
    """A purchase as what the size of the stake makes it."""
    kind = by_size(context.clean.text, deal.type, deal.terms)
    if kind is None:
        return deal
    other = as_type(candidate, kind)
    parties = parties_of(context, other, kind, deal_types()[kind])
    return deal if _lacking(parties, deal_types()[kind]) else _deal(context, other, candidates, kind, parties, short)


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
    deal_terms, former = terms(context, candidate, worded(context, candidate, candidates, kind))
    steps = milestones(context, candidate)
    status = dated_status(_status(candidate), {step.kind for step in steps})
    triggers = [context.reading.triggers[i] for i in candidate.triggers]
    members = {p.company for p in parties}
    people = [
        e.id for e in context.entities.values() if e.kind == "person" and (e.organization in members or e.id in members)
    ]
    confidence, weighed = deal_confidence(candidate, kind, parties, triggers)
    evidence = context.sentences(
        t.start for t in sorted(triggers, key=lambda t: (-max(t.types.values(), default=0), t.start))[:3]
    )
    subtype = next(iter(subtypes_of(context, kind, parties, deal_terms, evidence)), None)
    definition = deal_types()[kind]
    if subtype:
        definition = definition.model_copy(update={"noun": noun_of(context, subtype)})
    key = "|".join([kind, *(f"{p.name}:{p.role}" for p in parties), str(triggers[0].start)])
    return Deal(
        id=f"d-{hashlib.sha256(key.encode()).hexdigest()[:12]}",
        type=kind,
        subtype=subtype,
        status=status,
        background=candidate.background >= 0.5 or _long_ago(context, candidate),
        summary=summary(definition, status, parties, short, deal_terms, steps),
        parties=tuple(
            p.model_copy(update={"confidence": party_confidence(p.confidence or 0.0, confidence)}) for p in parties
        ),
        terms=deal_terms,
        milestones=tuple(steps),
        people=tuple(people),
        advisers=tuple(_advisers(context, candidate, members)),
        history=tuple(former),
        confidence=confidence,
        weighed=weighed,
        evidence=evidence,
    )


def _long_ago(context: Context, candidate: Candidate) -> bool:
    """Whether every sentence that tells the deal says that it lies years back."""
    told = {context.reading.sentence(context.reading.triggers[i].start) for i in candidate.triggers}
    return all(YEARS_AGO.search(context.clean.text[start:end]) for start, end in told)


def dated_status(status: Status, kinds: set[MilestoneKind]) -> Status:
    """The status where its steps do not speak against it: what has a date of completion, and none to come and no end, is completed.

    Of 16 such deals that the reader calls agreed or terminated, 10 are completed and 2 as it says (fresh articles of the corpus).
    """
    done = "completed" in kinds and not kinds & {"expected_close", "terminated"}
    return "completed" if done and status in ("agreed", "terminated", "proposed") else status


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
