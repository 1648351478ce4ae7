"""The one line that names a deal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dealextract.knowledge.taxonomy import DealTypeDefinition
from dealextract.records import Milestone, Money, Party, Status, Terms

UNITS = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))


def amount(money: Money) -> str:
    """An amount as a person would write it in a list.

    >>> amount(Money(start=0, end=5, text="£1.2m", amount="1200000", currency="GBP"))
    'GBP 1.2m'
    """
    number = Decimal(money.amount or 0)
    for size, unit in UNITS:
        if abs(number) >= size:
            number, suffix = (number / size).normalize(), unit
            break
    else:
        suffix = ""
    return f"{money.currency or '?'} {number:f}{suffix}"


def summary(
    definition: DealTypeDefinition,
    status: Status,
    parties: Sequence[Party],
    short: dict[str, str],
    terms: Terms,
    milestones: Sequence[Milestone],
) -> str:
    """Parties, what it is, value and dated steps: "Gucci–Alibaba Tmall partnership, flagship 2020-12-21, beauty 2021-02".

    `short` maps a company's id to its short name; only the first party of a trailing role is named.
    """
    joined = [short.get(p.company, p.name) for role in definition.joined for p in parties if p.role == role]
    trailing = [next((short.get(p.company, p.name) for p in parties if p.role == r), None) for r in definition.trailing]
    if not joined:
        joined = [short.get(p.company, p.name) for p in parties[:2]]
    head = "–".join(joined[:3]) + (" and others" if len(joined) > 3 else "")
    parts = [" ".join([head, *(t for t in trailing if t), definition.noun])]
    if status in ("rumoured", "proposed", "terminated"):
        parts[0] += f" ({status})"
    if terms.stake_percent and terms.stake_percent.value:
        parts.append(f"{terms.stake_percent.value}%")
    if terms.value and terms.value.amount:
        parts.append(amount(terms.value))
    parts += [f"{m.label} {_bound(m)}{m.date.value}" for m in milestones if m.date.value]
    return ", ".join(parts)


def _bound(milestone: Milestone) -> str:
    """The bound before a date, where the label does not say it: what launches from a day launches on it."""
    bound = milestone.date.bound
    said = bound == "on" or (bound == "from" and milestone.kind in ("launch", "effective")) or milestone.label == bound
    return "" if said else f"{bound} "
