"""What the words right around an expression add to the tense of its clause."""

from __future__ import annotations

import re

from dealextract.dates.readings import Reading

FORECAST = re.compile(r"\b(?:guid\w+|forecasts?|outlook|expects?|targets?|now\s+sees?n?)\b", re.IGNORECASE)


REPORTED = re.compile(
    r"[\s-]+(?:\w+\s+)?(?:results|earnings|net|profits?|loss|losses|sales|revenues?|figures|income|operating|pre-?tax)\b",
    re.IGNORECASE,
)


FOR = re.compile(r"\bfor\s+(?:the\s+)?\Z", re.IGNORECASE)


FIXED_FOR = re.compile(
    r"\b(?:set|slated|pencill?ed\s+in|scheduled|planned|promised|fixed|called|convened|booked|earmarked|foreseen|announced|put\s+down|down)\s+for\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)


BACKWARD = re.compile(
    r"\b(?:year|half|months|period|quarter|weeks|half-year)\s+(?:to|ended|ending|through)\s+(?:the\s+)?(?:end\s+of\s+)?$|\bto\s+the\s+end\s+of\s+$|\bsince\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)


def leaning(r: Reading, text: str, start: int, end: int) -> int:
    """What the words right before the expression add to the tense: a deadline leans ahead, "the year to" back."""
    behind = text[max(0, start - 30) : start]
    if BACKWARD.search(behind):
        return -3
    if r.quarter and REPORTED.match(text, end):
        return -2
    if FOR.search(behind) and not r.quarter:
        return 4 if r.kind == "weekday" or FIXED_FOR.search(text[max(0, start - 40) : start]) else 0
    if r.bound in ("by", "until", "before") or (r.bound == "from" and not behind.lower().rstrip().endswith("since")):
        return 1
    return 0
