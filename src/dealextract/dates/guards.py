# ruff: noqa: E501 - a pattern is easier to read on one line
"""Which words around a match must be there for it to be a date: the guards of all rules, with their examples."""

from __future__ import annotations

import re

from dealextract.dates import guards_calendar as calendar
from dealextract.dates import tense
from dealextract.dates.guards_calendar import LINE_START, Guard, behind, next_word

AFTER_SEASON = frozenset(
    ["and", "or", "when", "but", "of", "to", "with", "for", "the", "after", "before", "as", "it", "he", "she", "they", "while", "at", "from", "because", "is", "are", "was", "were", "by", "then", "on", "said", "next", "last", "if", "that", "which", "a", "an", "its", "will", "would", "could", "should", "might", "has", "had", "we"]
)  # fmt: skip


def season(text: str, start: int, end: int) -> bool:
    """ "in the spring", "by summer"; not a coil, a tumble or a surname."""
    word = text[start:end].lower()
    following = next_word(text, end)
    if text[start].isupper() and (
        following[:1].isupper()
        or (word in ("spring", "winter", "fall", "summer") and not LINE_START.search(behind(text, start)))
    ):
        return False
    if text.startswith("-", end):
        return False
    before = behind(text, start)
    if word == "fall" and (
        following in ("in", "of", "from", "to", "below", "by")
        or not re.search(r"\b(?:in|by|until|since|early|late|before|this|last|next)\s+(?:the\s+)?\Z", before)
    ):
        return False
    if word in ("fall", "spring") and following and following not in AFTER_SEASON:
        return False
    if re.search(
        r"\b(?:in|by|until|till|since|before|after|during|over|through|from|come|early|late|mid|for|throughout|around|to|of|and|wait\s+for|that)[\s-]+(?:the\s+|early\s+|late\s+)?\Z",
        before,
        re.IGNORECASE,
    ):
        return True
    return (
        bool(re.search(r"\bthe\s+\Z", before))
        and word in ("summer", "autumn", "winter")
        and following not in ("season", "schedule", "collection", "range", "games")
    )


def holiday(text: str, start: int, end: int) -> bool:
    """A feast used as a date; "Christmas trading" is none."""
    name = text[start:end].lower()
    if not text[start].isupper():
        return False
    if name.endswith(("day", "eve", "monday", "sunday", "wednesday", "thursday")):
        return name != "may day" or not re.match(r"\s+(?:call|message)", text[end : end + 9])
    if re.match(
        r"\s+(?:trading|sales|season|party|parties|period|shopping|card|cards|tree|trees|market|range|shoppers|present|presents|gift|gifts|bonus|advert|ad|hamper|week|break|pudding|rush|[A-Z])",
        text[end : end + 12],
    ):
        return False
    return bool(
        re.search(
            r"\b(?:by|before|until|till|at|on|since|after|over|around|and|for|of|this|last|next|in|past|to|between|near|works)\s+(?:the\s+)?\Z",
            behind(text, start),
            re.IGNORECASE,
        )
    )


def plain_unit(text: str, start: int, end: int) -> bool:
    """ "the quarter", "for the year", "the end of the month": a unit that stands for the one at hand."""
    word = text[start:end].lower()
    before = behind(text, start)
    if not re.search(r"\b(?:the)\s+\Z", before, re.IGNORECASE) or re.match(r"['’]s?\b|-", text[end : end + 2]):
        return False
    if re.match(
        r"\s+(?:\d{4}|nineteen|two\s+thousand|of|to|ended|ending|when|that|which|before|after|until|in\s+which|from|earlier|later|ago|round|long|since|old)\b",
        text[end : end + 14],
    ):
        return False
    if re.search(
        r"\b(?:end|start|beginning|middle|close|turn|half|rest|remainder|course|part|later\s+in|earlier\s+in|early\s+in|late\s+in|quarter|"
        r"(?:last|first)\s+(?:day|week|month|quarter|half)|months|out|weeks)\s+(?:of\s+|in\s+)?the\s+\Z", before, re.IGNORECASE):  # fmt: skip
        return True
    match word:
        case "weekend":
            return bool(
                re.search(r"\b(?:over|at|by|before|during|for|on|since|after)\s+the\s+\Z", before, re.IGNORECASE)
            )
        case "quarter":
            return not re.search(r"\b(?:a|quarters\s+of)\s+the\s+\Z", before)
        case "year":
            return bool(
                re.search(r"\b(?:in|for|during|over|by|within|before)\s+the\s+\Z", before, re.IGNORECASE)
            ) and not re.match(r"\s+(?:round|award)", text[end : end + 8])
        case "month" | "week":
            return bool(re.search(r"\b(?:later|earlier|early|late|during)\s+(?:in\s+)?the\s+\Z", before, re.IGNORECASE))
        case _:
            return False


def then(text: str, start: int, end: int) -> bool:
    """ "by then"."""
    return bool(re.search(r"\bby\s+\Z", behind(text, start, 8), re.IGNORECASE))


def named(text: str, start: int, end: int) -> bool:
    """ "that March" is a month; "that may", "that sat" are not."""
    return not re.search(r"\s(?:may|march|mar|sat|sun|mon|dec)\Z", text[start:end])


def lower_name(text: str, start: int, end: int) -> bool:
    """ "this may" and "this march" in lower case are verbs and nouns."""
    return not re.search(r"\bthis\s+(?:may|march|mar|sat|sun|mon)\Z", text[start:end])


def ahead(text: str, start: int, end: int) -> bool:
    """ "in two weeks" where the clause looks ahead; "built in two weeks" is a length of time."""
    cue = tense.cue(text, start, end)
    return text[start:end].endswith(("time", "now")) or cue.weight > 0


def since(text: str, start: int, end: int) -> bool:
    """ "it is five years since the suit" counts back to a day; "in the five years since" is a length of time."""
    return bool(
        re.search(
            r"\b(?:is|was|been|’s|'s)\s+(?:just\s+|only\s+|now\s+|barely\s+|almost\s+|nearly\s+|some\s+|about\s+)?\Z",
            behind(text, start),
        )
    )


MONTH_CASE = Guard(
    calendar.month_case, ("signed on [3 May]", "signed on [june 3]."), ("they [march 5] miles", "$[3 May]")
)
EDGES = Guard(calendar.edge_free, ("signed [2021-05-03].",), ("ISIN-[2021-05-03]", "[2021-05-03]-77"))

GUARDS: dict[str, Guard] = {
    "month": Guard(
        calendar.month,
        ("It closes in [May] at last", "It opened last [June].", "[January] was cold"),
        ("[May] I come in", "The [March] Group said", "they [may] close"),
    ),
    "weekday": Guard(
        calendar.weekday,
        ("It met on [Friday].", "(closed [Tuesday])", "([Tue])"),
        ("the [Sunday] Times", "he [sat] down"),
    ),
    "year": Guard(
        calendar.year,
        ("It rose in [2019].", "It was sold in [2019], again", "from [2019]–2021"),
        ("$[2019]", "[2019] cars were sold", "room [2019]", "ISO [2019]"),
    ),
    "monthday": Guard(calendar.monthday, ("It closes on the [21st].", "by the [3rd] at noon"), ("the [21st] century",)),
    "short_figures": Guard(
        calendar.short_figures, ("It closed on [2/19]", "([2/19])"), ("about [2/3] of it", "1/[2/3]")
    ),
    "season": Guard(
        season,
        ("It opens in the [spring].", "by [summer] at the latest"),
        ("a [spring] mattress", "a [fall] in sales"),
    ),
    "holiday": Guard(
        holiday,
        ("It ships by [Christmas].", "on [Boxing Day]"),
        ("[Christmas] trading was good", "happy [easter]"),
    ),
    "plain_unit": Guard(
        plain_unit,
        ("by the end of the [year]", "It rose in the [quarter]"),
        ("a [year] of talks", "the [year] ended 30 June"),
    ),
    "then": Guard(then, ("By [then] it was sold",), ("It was [then] sold",)),
    "day_month": MONTH_CASE,
    "month_day": MONTH_CASE,
    "ahead": Guard(ahead, ("It will close [in two weeks]", "[in two weeks' time]"), ("It was built [in two weeks]",)),
    "since": Guard(since, ("It is [five years since] the suit",), ("In the [five years since] the suit",)),
    "iso": EDGES,
    "figures": EDGES,
    "iso_month": EDGES,
    "delimited": EDGES,
    "delimited_month_first": EDGES,
    "delimited_year_first": EDGES,
    "delimited_year_month": EDGES,
    "month_year_figures": Guard(calendar.figures, ("paid in [11/2016]",), ("case no. [11/2016]", "A-[11/2016]")),
    "decade": Guard(calendar.decade, ("in the [eighties]", "the [1980s]", "in [70's]"), ("in her [fifties]",)),
    "following": Guard(named, ("[that March] it closed",), ("those [that march]",)),
    "deictic_name": Guard(lower_name, ("[this May] it closes",), ("[this may] be so",)),
}
