# ruff: noqa: E501 - a pattern is easier to read on one line
"""Guards of seasons, holidays, units and counts: "spring", "the year" and "in two weeks" need company."""

from __future__ import annotations

import re

from dealextract.dates import tense
from dealextract.dates.guard import LINE_START, behind, next_word

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
    if not text[start].isupper() or re.search(
        r"\b(?:Lunar|Chinese|Jewish|Tamil|Thai|Persian|Khmer|Orthodox)\s+\Z", behind(text, start, 12)
    ):
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
