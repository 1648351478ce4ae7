"""Terms of a deal: which amount, percentage or words stand in which field."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from dealextract.assembly import beside
from dealextract.assembly.evidence import Context, Value
from dealextract.money import dollar_told
from dealextract.records import Deal, Diagnostic, Former, Money, MoneyTerm, Percent, PercentTerm, Terms, TextTerm
from dealextract.types import Candidate, WordedTerm

ACCEPT = 0.4
"""Probability from which an amount or percentage is a term of a deal."""

MONEY = ("value", "price_per_share", "upfront", "fee", "break_fee", "earn_out", "enterprise_value", "debt")
PERCENT = ("stake_percent", "resulting_percent", "premium_percent", "royalty")
SLOTS = (*MONEY, *PERCENT, "money_other", "percent_other")
"""What the reader makes of an amount; of an "other" one the words beside it may say more."""


PER_SHARE_REACH = 24
"""Code points after an amount within which "a share" makes it a price per share."""


FORMER = re.compile(
    r"\b(?:from|(?:earlier|previous|initial|original|former|rejected|old|first)\s(?:\w+\s){0,3}(?:of|at|worth)?)\s?$",
    re.I,
)
"""What stands before an amount that has been overtaken: "raised its bid to £4bn from £3.5bn"."""

NEAR = 0.7
"""Share of the likeliest amount's probability from which another may be the one that holds now."""


def terms(context: Context, candidate: Candidate, words: dict[str, object]) -> tuple[Terms, list[Former]]:
    """The terms of a deal, those in `words` among them, and the amounts that the text says held before."""
    claims: dict[str, list[tuple[float, Value]]] = defaultdict(list)
    for fact in candidate.facts:
        if fact.slot in SLOTS and fact.probability >= ACCEPT:
            value = _original(context, context.values[int(fact.value)])
            claims[_field(context, fact.slot, value)].append((fact.probability, value))
    _part_debt(context, claims)
    chosen: dict[str, object] = {}
    former: list[Former] = []
    for field, found in claims.items():
        found.sort(key=lambda pair: (-pair[0], pair[1].start))
        likely = [v for p, v in found if p >= NEAR * found[0][0] and _fits(field, v)]
        if not likely:
            continue
        value = next((v for v in likely if not _overtaken(context, v)), likely[0])
        chosen[field] = _term(context, value)
        former += [
            Former(field=field, value=v.text, evidence=context.sentences([v.start]))
            for v in likely
            if v.start != value.start and _overtaken(context, v) and not _equal(v, value)
        ]
        if field == "value" and (said_of_debt := beside.debt(context, value)):
            chosen["debt_included"] = _of_debt(context, said_of_debt)
    if "enterprise_value" in chosen and "value" not in {**words, **chosen}:
        chosen["value"] = chosen["enterprise_value"]
        chosen["debt_included"] = TextTerm(
            value="included", evidence=context.sentences([claims["enterprise_value"][0][1].start])
        )
    return Terms.model_validate({**words, **chosen}), former


def _term(context: Context, value: Value) -> MoneyTerm | PercentTerm:
    """A value with the sentence that states it."""
    evidence = context.sentences([value.start])
    if isinstance(value, Money):
        return MoneyTerm(**value.model_dump(), evidence=evidence)
    return PercentTerm(**value.model_dump(), evidence=evidence)


def _of_debt(context: Context, term: WordedTerm) -> TextTerm:
    """Whether the price counts debt, with the sentence that says so."""
    return TextTerm(value=term.kind.removeprefix("debt_"), evidence=context.sentences([term.start]))


def _part_debt(context: Context, claims: dict[str, list[tuple[float, Value]]]) -> None:
    """Where one sum is told with the debt and another without, the first is no price but the enterprise value."""
    found = claims.get("value", [])
    with_debt = [c for c in found if (t := beside.debt(context, c[1])) and t.kind == "debt_included"]
    if with_debt and len(with_debt) < len(found):
        claims["value"] = [c for c in found if c not in with_debt]
        claims["enterprise_value"] += with_debt


def _fits(field: str, value: Value) -> bool:
    """Whether a value is of the kind that a field holds, and says a number."""
    if isinstance(value, Money):
        return field in MONEY and value.amount is not None
    return isinstance(value, Percent) and field in PERCENT and value.value is not None


def _equal(a: Value, b: Value) -> bool:
    """Whether two amounts are the same figure."""
    if isinstance(a, Money) and isinstance(b, Money):
        return a.amount == b.amount
    return isinstance(a, Percent) and isinstance(b, Percent) and a.value == b.value


def _overtaken(context: Context, value: Value) -> bool:
    """Whether the words before an amount say that it held earlier."""
    return bool(FORMER.search(context.clean.text[max(0, value.start - 40) : value.start]))


def _original(context: Context, value: Value) -> Value:
    """Of an amount converted in brackets, the original."""
    original = next((t.value for t in context.worded if t.kind == "converted" and t.start == value.start), None)
    if original is None:
        return value
    return next((v for v in context.values.values() if v.start == int(original) and isinstance(v, Money)), value)


def _field(context: Context, slot: str, value: Value) -> str:
    """The field of an amount: what the words beside it say, a price a share above all."""
    after = range(value.end, value.end + PER_SHARE_REACH)
    if slot == "value" and any(t.kind == "per_share" and t.start in after for t in context.worded):
        return "price_per_share"
    return beside.said(context, slot, value)


def open_currencies(text: str, deals: Sequence[Deal]) -> list[Diagnostic]:
    """What has to be said of the currencies of the deals' terms: left open, or taken for American without a word for it."""
    found: dict[tuple[int, int], Diagnostic] = {}
    for deal in deals:
        for _, money in deal.terms:
            if not isinstance(money, MoneyTerm) or money.amount is None:
                continue
            if money.currency is None:
                message = f"the text does not tell whose money '{money.text}' is, so its currency is left open"
                found[money.start, money.end] = Diagnostic(
                    code="currency_open", message=message, start=money.start, end=money.end
                )
            elif money.currency == "USD" and PLAIN_DOLLAR.match(money.text) and not dollar_told(text):
                message = (
                    f"'{money.text}' is read as US dollars: the places that the text names have no dollar of their own"
                )
                found[money.start, money.end] = Diagnostic(
                    code="currency_assumed", message=message, start=money.start, end=money.end
                )
    return [found[place] for place in sorted(found)]


PLAIN_DOLLAR = re.compile(r"\$\s?\d")
