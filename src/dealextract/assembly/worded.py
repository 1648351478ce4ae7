"""Terms that stand in words (how it is paid, how long it runs, what it hangs on) tied to the deal that their sentence tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dealextract.assembly.evidence import Context
from dealextract.records import DealType, MoneyTerm, PercentTerm, TextTerm
from dealextract.types import Candidate, WordedTerm

RUNNING: frozenset[DealType] = frozenset(
    ["partnership", "licensing", "supply", "distribution", "financing", "joint_venture", "offering"]
)
"""Types that run for a time: with others a duration is how long something took or will take."""

TERRITORIAL: frozenset[DealType] = frozenset(["licensing", "distribution"])
"""Types whose rights hold somewhere: with others a place is where something is, not where the deal holds."""

IN = re.compile(r"\b(?:in|across|throughout|outside|for)\s(?:the\s)?(?:[A-Z][\w.]+(?:,\s|\sand\s))*$")
WORLDWIDE = re.compile(r"\b(?:worldwide|globally|global(?=\s(?:rights|licen[cs]e|distribution|basis)))\b", re.I)

BEFORE = re.compile(
    r"\b(?:for|over|initial|lasts?|runs?|term of|period of|valid|duration of|length of)\s(?:\w+\s){0,3}$", re.I
)
AFTER = re.compile(
    r"\s(?:\w+\s){0,2}?(?:agreement|deal|contract|partnership|licen[cs]e|lease|term|loan|facility|bonds?|notes?|pact|alliance|arrangement|order|sponsorship)\b",
    re.I,
)


RATIO = re.compile(r"\s?(?:(?:of|is|was|at|to\sbe|will\sbe|:)\s?)*(\d+(?:\.\d+)?(?:\s?(?::|for|to)\s?\d+(?:\.\d+)?)?)")
"""The figure behind "exchange ratio": "of 1.25", "is 3:5"."""


WITHOUT_SUM = {"undisclosed": "value", "earn_out": "earn_out", "break_fee": "break_fee"}
"""The field of words that name an amount without its sum."""


def worded(context: Context, candidate: Candidate, others: Sequence[Candidate], kind: DealType) -> dict[str, object]:
    """Fields of `Terms` that words state: consideration, duration, exclusivity and conditions, each with its sentence."""
    mine = {context.reading.sentence(context.reading.triggers[i].start) for i in candidate.triggers}
    out: dict[str, object] = {}
    conditions: dict[str, TextTerm] = {}
    for term in context.worded:
        sentence = context.reading.sentence(term.start)
        if sentence not in mine or not _nearest(context, candidate, others, term):
            continue
        stated = TextTerm(value=term.value, evidence=context.sentences([term.start]))
        if term.kind == "whole" and kind in ("acquisition", "stake_purchase"):
            span = context.span(term.start, term.end)
            out.setdefault(
                "stake_percent", PercentTerm(**span.model_dump(), value=term.value, evidence=stated.evidence)
            )
        elif term.kind in WITHOUT_SUM:
            span = context.span(term.start, term.end)
            out.setdefault(
                WITHOUT_SUM[term.kind],
                MoneyTerm(
                    **span.model_dump(), amount=None, currency=None, qualifier="undisclosed", evidence=stated.evidence
                ),
            )
        elif term.kind == "exchange_ratio":
            ratio = RATIO.match(context.clean.text, term.end)
            words = ratio[1] if ratio else context.span(term.start, term.end).text
            if any(c.isdigit() for c in words) or ratio or " for " in words:
                out.setdefault("exchange_ratio", stated.model_copy(update={"value": " ".join(words.split())}))
        elif term.kind == "condition":
            conditions.setdefault(term.value, stated)
        elif (term.kind in ("consideration", "exclusivity") or _runs(context, term, kind)) and term.kind not in out:
            out[term.kind] = stated
    territory = _territory(context, mine) if kind in TERRITORIAL else None
    if territory:
        out["territory"] = territory
    if conditions:
        out["conditions"] = tuple(conditions.values())
    return out


def _territory(context: Context, sentences: set[tuple[int, int]]) -> TextTerm | None:
    """Where rights or sales hold: the places, or "worldwide", in the sentences that tell the deal."""
    text = context.clean.text
    places = []
    for m in context.reading.mentions:
        sentence = context.reading.sentence(m.start)
        if m.kind == "place" and sentence in sentences and IN.search(text[max(sentence[0], m.start - 24) : m.start]):
            places.append((m.start, m.end))
    for start, end in sentences:
        places += [(start + w.start(), start + w.end()) for w in WORLDWIDE.finditer(text[start:end])]
    if not places:
        return None
    places.sort()
    named = dict.fromkeys(text[s:e] for s, e in places)
    return TextTerm(value=", ".join(named), evidence=context.sentences(s for s, _ in places))


def _runs(context: Context, term: WordedTerm, kind: DealType) -> bool:
    """Whether a duration is how long the deal runs."""
    if term.kind != "duration" or kind not in RUNNING:
        return False
    text = context.clean.text
    return bool(
        BEFORE.search(text[max(0, term.start - 40) : term.start]) or AFTER.match(text[term.end : term.end + 40])
    )


def _nearest(context: Context, candidate: Candidate, others: Sequence[Candidate], term: WordedTerm) -> bool:
    """Whether no other deal has a trigger nearer to the term within its sentence."""
    sentence = context.reading.sentence(term.start)

    def distance(c: Candidate) -> int:
        spots = [context.reading.triggers[i].start for i in c.triggers]
        return min((abs(s - term.start) for s in spots if context.reading.sentence(s) == sentence), default=1 << 30)

    return distance(candidate) <= min((distance(c) for c in others if c is not candidate), default=1 << 30)
