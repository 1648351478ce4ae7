"""What the words right beside an amount or a percentage say that it is: "a break fee of £5m", "60% from 40%"."""

from __future__ import annotations

import re

from dealextract.assembly.evidence import Context, Value
from dealextract.records import Money
from dealextract.types import WordedTerm

NAMED = ("enterprise_value", "earn_out", "upfront", "break_fee")
"""Kinds of words that are the name of a field; the amount beside them belongs there."""

TO_AMOUNT = re.compile(
    r"[\s(]*(?:\([A-Z]{2,5}\)|of|is|was|are|were|at|worth|will\sbe|being|to|totall?ing|amount(?:s|ing)?|up|about|around|approximately|"
    r"some|nearly|almost|over|more|less|than|at\sleast|as\smuch\sas|an?|the|maximum|further|additional|another|in|total|cash|[,:(–—-]|\s)*",
    re.IGNORECASE,
)
"""What may stand between the name and the amount behind it: "an earn-out of up to a further"."""

FROM_AMOUNT = re.compile(
    r"[\s,(–—-]*(?:in|of|as|an?|the|for|worth|possible|potential|reverse|cash|[,(–—-]|\s)*", re.IGNORECASE
)
"""What may stand between an amount and the name behind it: "€5m in", "a £5m"."""

TO_DEBT = re.compile(
    r"(?:\s(?:deal|bid|offer|takeover|price|transaction|in\scash|in\sall|on\sa|in\stotal))?[\s,(–—-]*(?:on\sa\s)?",
    re.IGNORECASE,
)
"""What may stand between an amount and what is said of debt: "€1.2bn deal, ", "€5m (", "€5m on a "."""

YEARLY = re.compile(
    r"[\s-](?:(?:an?|per|each|every)[\s-])(?:year|season|annum|month)\b|\s(?:annually|yearly)\b", re.IGNORECASE
)
ROYALTY = re.compile(r"\broyalt(?:y|ies)\b", re.IGNORECASE)
PREMIUM_BEFORE = re.compile(
    r"\bpremium\s(?:of|is|was)\s(?:about\s|around\s|some\s|more\sthan\s|nearly\s|almost\s)?\Z", re.IGNORECASE
)
PREMIUM_AFTER = re.compile(r"\s(?:premium|above\s(?:the|its)\s(?:closing|last|previous|share))\b", re.IGNORECASE)
HOLDING = re.compile(
    r"\b(?:stake|holding|shareholding|interest|ownership|share)\b(?:\s(?!to\b|of\b)[\w’'&.-]+){0,5}\s(?:up\s)?to\s(?:about\s|around\s|just\s(?:over|under)\s)?\Z",
    re.IGNORECASE,
)
"""What stands before the holding that results: "raised its stake in Oakfield to"."""


def said(context: Context, slot: str, value: Value) -> str:
    """The field that the words beside a value name, else `slot`; `money_other` and `percent_other` where they name none."""
    text = context.clean.text
    if not isinstance(value, Money):
        if PREMIUM_BEFORE.search(text, max(0, value.start - 30), value.start) or PREMIUM_AFTER.match(text, value.end):
            return "premium_percent"
        low, high = context.reading.sentence(value.start)
        if slot == "percent_other" and ROYALTY.search(text, max(low, value.start - 40), min(high, value.end + 30)):
            return "royalty"
        if slot == "stake_percent" and HOLDING.search(text, max(low, value.start - 90), value.start):
            return "resulting_percent"
        return slot
    for term in context.worded:
        if term.kind in NAMED and _beside(text, term, value):
            return term.kind
        if term.kind == "debt_included" and term.start <= value.start and value.end <= term.end:
            return "debt"
    if slot in ("value", "money_other") and YEARLY.match(text, value.end):
        return "fee"
    return slot


def debt(context: Context, value: Value) -> WordedTerm | None:
    """The words that say whether an amount counts debt."""
    for term in context.worded:
        if term.kind in ("debt_included", "debt_excluded") and term.start >= value.end:
            return term if TO_DEBT.fullmatch(context.clean.text, value.end, term.start) else None
    return None


def _beside(text: str, term: WordedTerm, value: Value) -> bool:
    """Whether nothing but links stands between a name and an amount."""
    if term.end <= value.start:
        return value.start - term.end < 60 and bool(TO_AMOUNT.fullmatch(text, term.end, value.start))
    return 0 <= term.start - value.end < 30 and bool(FROM_AMOUNT.fullmatch(text, value.end, term.start))
