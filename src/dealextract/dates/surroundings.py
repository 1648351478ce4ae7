# ruff: noqa: E501 - a pattern is easier to read on one line
"""What stands before and behind an expression: article, edge ("the end of"), and the words that set its bound."""

from __future__ import annotations

import re

from dealextract.dates.readings import Edge
from dealextract.dates.words import alternation, table
from dealextract.records import Bound

LEAD = re.compile(
    r"(?:(?P<edge>(?:(?:the\s+)?(?:very\s+)?(?P<noun>end|start|beginning|middle|close|opening|turn|back\s+end|first\s+days|last\s+days|"
    r"latter\s+part|week|early\s+part|first\s+part|last\s+day|first\s+day|course|whole|rest|remainder|eve)\s+of\s+(?:the\s+)?)|"
    r"(?:the\s+)?(?:(?P<adjective>early|late|mid|earlier|later|sometime|some\s+time|very\s+early|very\s+late)(?:\s+(?:on|in|during|of)\s+(?:the\s+)?|\s*-\s*|\s+)|(?P<bare>end|middle)(?:\s*-\s*|\s+)|(?P<of>end|middle|beginning|start)\s+of\s+)(?:the\s+)?)"
    r"|(?P<the>the\s+(?:year\s+)?))\Z",
    re.IGNORECASE,
)
EDGES: dict[str, Edge] = {
    "end": "end", "close": "end", "back end": "end", "last days": "end", "latter part": "late", "late": "late", "very late": "late",
    "start": "start", "beginning": "start", "opening": "start", "turn": "start", "first days": "start", "early part": "early",
    "first part": "early", "early": "early", "very early": "early", "middle": "middle", "mid": "middle", "last day": "last day", "first day": "first day", "week": "week",
    "earlier": "early", "later": "late",
}  # fmt: skip
_BOUND_OF: dict[str, Bound] = {word: bound for bound, forms in table("bounds").items() for word in forms}
BOUND = re.compile(
    rf"\b(?P<bound>{alternation(_BOUND_OF)}|between)\s+(?:the\s+)?(?:about\s+|around\s+|at\s+least\s+|approximately\s+|say\s+|on\s+or\s+about\s+|(?:\d{{1,2}}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)|noon|midnight|[a-z]{{3,6}}\s+o['’]clock)\s+(?:on\s+)?|(?<=latest\s)on\s+)?\Z",
    re.IGNORECASE,
)
_BEHIND_OF: dict[str, Bound] = {word: bound for bound, forms in table("bounds_behind").items() for word in forms}
BEHIND = re.compile(rf",?\s+(?P<bound>{alternation(_BEHIND_OF)})\b", re.IGNORECASE)
PERIOD = re.compile(
    r"\b(?:year|years|months?|weeks?|days|period|quarter|half|half-year|force|valid|from|runs?|open|fiscal|seasons?|lease|book|policy|window|"
    r"hire|contract|available|agreement|licen[cs]e|rights|deal|term|order|FY|offer|hotel|loan|line|exclusiv\w+)\b", re.IGNORECASE,
)  # fmt: skip
TO_NOT_UNTIL = re.compile(
    r"\b(?:due|compared|similar|prior|relative|refers?|referring|according|back|close|next|returned?|return|rose|fell|rise|moved|slipped|delayed|deferred|postponed|put\s+off|pushed|brought\s+forward|shifted)\s+(?:\w+\s+)?to\s+\Z",
    re.IGNORECASE,
)

FROM_NOT_SINCE = re.compile(
    r"(?:\b(?:up|down|rose|fell|grew|rise|fall|increase|decrease|decline|jump|drop|changed|improve\w*|little|unchanged|gain|far|away|differ\w*|quarter|year|month|profit|loss|points|cents|shares)|%|per\s?cent|percent|\d|m|bn|million|billion)\s+from\s+\Z",
    re.IGNORECASE,
)


def leading(text: str, start: int, floor: int) -> tuple[int, Edge | None]:
    """Where the expression begins with its article and edge, and which edge that is: `(start, edge)`."""
    window = text[max(floor, start - 30) : start]
    match = LEAD.search(window)
    if not match:
        return start, None
    noun = match["noun"] or match["adjective"] or match["bare"] or match["of"]
    begin = start - (len(window) - match.start())
    if begin > floor and text[begin - 1].isalnum():
        return start, None
    key = " ".join(noun.lower().split()) if noun else ""
    if key == "turn" and not re.search(r"turn\s+of\s+the\s+\Z", window, re.IGNORECASE):
        return start, None
    return begin, EDGES.get(key)


def bound_around(text: str, start: int, end: int, floor: int) -> Bound | None:
    """The bound that the words around `text[start:end]` set, or None: then the date is `on`."""
    behind = BEHIND.match(text, end, end + 24)
    if behind:
        return _BEHIND_OF[" ".join(behind["bound"].lower().split())]
    window = text[max(floor, start - 40) : start]
    match = BOUND.search(window)
    if match is None:
        return None
    word = " ".join(match["bound"].lower().split())
    if word == "between":
        return "between"
    if word in ("ended", "ending", "ends") and not PERIOD.search(window):
        return None
    if word == "through" and re.search(
        r"\b(?:fell|fall|went|go|come|came|put|got|get|pushed|goes|waved?)\s+through\s+\Z", window, re.IGNORECASE
    ):
        return None
    if word == "to" and (TO_NOT_UNTIL.search(window) or not PERIOD.search(text[max(0, start - 60) : start])):
        return None
    if word == "from" and FROM_NOT_SINCE.search(text[max(0, start - 40) : start]):
        return None
    if word == "following" and re.search(r"\bthe\s+following\s+\Z", window, re.IGNORECASE):
        return None
    return _BOUND_OF[word]
