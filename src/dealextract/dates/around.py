# ruff: noqa: E501 - a pattern is easier to read on one line
"""What belongs to an expression beside its core: article, edge and bound before it, a year or a day behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from dealextract.dates import words
from dealextract.dates.guards_calendar import year as year_guard
from dealextract.dates.matching import core, rules_at
from dealextract.dates.productions import century
from dealextract.dates.readings import Edge, Kind, Reading, Rule
from dealextract.dates.relative import unit_of
from dealextract.dates.words import NUMBER, YEAR, alternation, table
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


BOUNDED: tuple[tuple[str, Bound], ...] = (
    ("The offer is open to [June 2021].", "until"),
    ("The move was due to [June 2021] rules.", "on"),
    ("The opening was moved to [June 2021].", "on"),
    ("Rights from [June 2021] on are sold.", "from"),
    ("Sales rose 4% from [June 2021].", "on"),
    ("The year ended [June 2021] was good.", "until"),
    ("The talks ended [June 2021].", "on"),
    ("The offer runs through [June 2021].", "until"),
    ("The sale fell through [June 2021].", "on"),
    ("It opens [June 2021] at the latest.", "by"),
    ("It opens [June 2021] onwards.", "from"),
    ("It opens between [June 2021] and later dates.", "between"),
)
"""Marked dates with the bound that the words around them set; each is tested."""


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


YEAR_SUFFIX = re.compile(
    rf"(?P<comma>\s?,\s?|\s+|\s?\(|/|-(?=\d))(?:of\s+|in\s+)?(?:the\s+year\s+|(?:fiscal|financial|calendar)\s+(?:year\s+)?|FY\s?)?(?:(?P<year>{YEAR})|['’](?P<short>\d\d)(?!\d))(?:[/–-](?P<last>\d\d)(?!\d))?",
    re.IGNORECASE,
)
OLD_YEAR = re.compile(r"\s(?P<short>3[2-9]|[4-9]\d)(?=\s*(?:[.,;)]|\Z|\n))")
SHORT_SUFFIX = re.compile(r"-(?P<short>\d\d)(?!\d)")
RELATIVE_SUFFIX = re.compile(
    rf"(?:,?\s+|\s?-\s?)(?:of\s+|in\s+)?(?:the\s+)?(?:(?P<which>last|past|this|next|current|coming|that\s+same|that|same|following|previous|preceding|prior)\s+(?:(?:fiscal|financial|calendar)\s+)?(?P<unit>year|month|week|quarter)"
    rf"|(?P<n>{NUMBER})\s+(?P<units>years?|months?|weeks?)\s+(?P<way>ago|later|earlier|before|after)(?!\s+(?:the|he|she|it|they)\b)|(?P<plain>year|month)(?!\s+(?:to|ended|ending|earlier|before|ago|later|after|end)\b|[-\w'’]))\b",
    re.IGNORECASE,
)
BARE_SUFFIX = re.compile(r"\s+(?P<which>next|last)(?=\s*[.,;)]|\s*$|\s+(?:and|by|at)\b)", re.IGNORECASE)
WORD_YEAR_GAP = re.compile(r",?\s+(?:of\s+)?(?=eighteen|nineteen|twenty|two\s)", re.IGNORECASE)
OF_THE = re.compile(r"\s+of\s+the\s+")
WEEKDAY_GAP = re.compile(r"(?:\s?\(|,?\s+|\s?,\s?)(?:the\s+)?")
AFTER_YEAR = re.compile(r"(?:['’]s?\s+|\s*,\s*(?:the\s+)?|\s+(?:the\s+)?|)(?:(?:fiscal|financial)\s+)?")
PARTIAL = frozenset({"quarter", "short_period", "season", "two_quarters", "month_quarter", "three_months", "holiday"})


def suffixed(text: str, start: int, end: int, reading: Reading, rule: Rule) -> tuple[int, Reading, bool]:
    """The expression with what follows it: a year, "of last year", the day behind a weekday."""
    if reading.kind == "deictic" and reading.unit == "day" and text.startswith(" (", end):
        return _bracketed(text, end, reading)
    if reading.kind == "weekday" and reading.within is None:
        gap = WEEKDAY_GAP.match(text, end, end + 12)
        inner = gap and core(
            text,
            gap.end(),
            rules_at(text, gap.end()),
            frozenset({"day_month", "month_day", "figures", "iso", "monthday", "short_figures", "weekday_number"}),
        )
        if gap and inner:
            day_end, day, day_rule = inner
            full_end, day, _ = suffixed(text, gap.end(), day_end, day, day_rule)
            if "(" in gap[0] and text[full_end : full_end + 1] == ")":
                full_end += 1
            elif "(" in gap[0]:
                return end, reading, False
            return full_end, replace(day, weekday=reading.weekday), True
    if rule.name in ("year", "double_year", "deictic_unit") and (reading.kind == "calendar" or reading.unit == "year"):
        return _after_year(text, end, reading)
    if not (reading.open_year or reading.kind == "nth"):
        return end, reading, False
    if rule.name == "month" and (old := OLD_YEAR.match(text, end)):
        return old.end(), replace(reading, year=century(int(old["short"]))), True
    if "-" in text[start:end] and reading.day and (short := SHORT_SUFFIX.match(text, end)):
        return short.end(), replace(reading, year=century(int(short["short"]))), True
    if reading.half and (gap := OF_THE.match(text, end, end + 10)):
        decade = core(text, gap.end(), rules_at(text, gap.end()), frozenset({"decade"}))
        if decade:  # "the last half of the 1980s" is a stretch of the decade and not half a year
            return decade[0], replace(decade[1], edge="late" if reading.half == 2 else "early"), True
    match = YEAR_SUFFIX.match(text, end, end + 40)
    if match and not (match["comma"].strip() == "(" and text[match.end() : match.end() + 1] != ")"):
        bare = match["comma"].strip() == "," and not reading.day and match["year"]
        if not bare or year_guard(text, match.start("year"), match.end("year")):
            year = int(match["year"]) if match["year"] else century(int(match["short"]))
            stop = match.end() + ("(" in match["comma"])
            last = year + 1 if match["last"] and int(match["last"]) == (year + 1) % 100 else None
            fiscal = reading.fiscal or bool(re.search(r"fiscal|financial|FY", match[0], re.IGNORECASE))
            return stop, replace(reading, year=year, last_year=last, fiscal=fiscal), True
    gap = WORD_YEAR_GAP.match(text, end, end + 12)
    if (
        gap
        and not reading.week
        and (spelt := core(text, gap.end(), rules_at(text, gap.end()), frozenset({"word_year"})))
    ):
        return spelt[0], replace(reading, year=spelt[1].year), True
    match = RELATIVE_SUFFIX.match(text, end, end + 60)
    if match and not (match["plain"] and rule.name in ("month", "day_month", "month_day") and " of " not in match[0]):
        return match.end(), replace(reading, within=_within(match)), True
    if reading.month and (bare_match := BARE_SUFFIX.match(text, end, end + 12)):
        return bare_match.end(), replace(reading, toward=1 if bare_match["which"].lower() == "next" else -1), True
    return end, reading, False


def _bracketed(text: str, end: int, reading: Reading) -> tuple[int, Reading, bool]:
    """ "yesterday (29/3/2022)": the day in brackets is the value, and tells the day of writing."""
    inner = core(text, end + 2, rules_at(text, end + 2), frozenset({"day_month", "month_day", "figures", "iso"}))
    if inner is None:
        return end, reading, False
    stop, day, _ = suffixed(text, end + 2, inner[0], inner[1], inner[2])
    if text[stop : stop + 1] != ")":
        return end, reading, False
    return stop + 1, replace(day, count=reading.count, unit="day"), True


def _within(m: re.Match[str]) -> Reading:
    if m["plain"]:
        return Reading("deictic", unit=m["plain"].lower(), count=0, yearly=True)
    if m["n"]:
        way = m["way"].lower()
        sign = -1 if way in ("ago", "earlier", "before") else 1
        kind: Kind = "deictic" if way == "ago" else "narrative"
        return Reading(kind, unit=unit_of(m["units"]), count=sign * words.number(m["n"]))
    which = " ".join(m["which"].lower().split())
    deictic = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
    if which in deictic:
        return Reading("deictic", unit=m["unit"].lower(), count=deictic[which])
    count = {"following": 1, "previous": -1, "preceding": -1, "prior": -1}.get(which, 0)
    return Reading("narrative", unit=m["unit"].lower(), count=count)


def _after_year(text: str, end: int, reading: Reading) -> tuple[int, Reading, bool]:
    """ "2022 Q3", "the 1988 third quarter", "this year's second half"."""
    gap = AFTER_YEAR.match(text, end, end + 24)
    if gap is None or (reading.kind == "deictic" and not re.match(r"['’]", gap[0])) or reading.last_year:
        return end, reading, False
    inner = core(text, gap.end(), rules_at(text, gap.end()), PARTIAL)
    if inner is None or not inner[1].open_year or ("season" in inner[2].name and not gap[0].strip()):
        return end, reading, False
    if reading.kind == "deictic":
        return inner[0], replace(inner[1], within=reading), True
    return inner[0], replace(inner[1], year=reading.year), True
