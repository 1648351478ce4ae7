# ruff: noqa: E501 - a pattern is easier to read on one line
"""Whether a clause speaks of what was or of what is to come."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from dealextract.dates.readings import Reading
from dealextract.dates.words import alternation, table


class Cue(NamedTuple):
    """The word that tells, and how strongly: -2 surely past, -1 perhaps past, 0 nothing, 1 perhaps to come, 2 surely.

    `end` is where the word ends in the text, -1 where there is none.
    """

    weight: int
    word: str
    end: int = -1


NONE = Cue(0, "")
"""What is said where no word tells."""

SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n|;\s")
"""Where a sentence ends, if it is no abbreviation: a mark with a capital or a digit behind it, a line end, a semicolon."""

NOT_END = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|St|Inc|Corp|Co|Ltd|No|vs|Mass|Calif|Conn|[A-Z])\.$"
)
"""A dot that ends an abbreviation and no sentence."""

MODAL = (
    r"will|'ll|’ll|won['’]t|shall|would|should|may|might|could|must|can|cannot|(?:is|are|be)\s+(?:now\s+)?(?:due|expected|scheduled|"
    r"planned|slated|likely|set|supposed|forecast|intended|projected|to)|to(?=\s+(?:be|close|complete|begin|start|launch|follow|come|expire|end|vote|convene|open|take\s+effect)\b)"
)
"""The verbs and turns that speak of what is to come."""

UNREAL = r"(?:would|should|could|might|may|must|was\s+to|were\s+to)\s+(?:not\s+)?have\s+[a-z]{2,16}(?:\s+[a-z]{2,14}(?:ed|en|n))?"
"""What would have been, and was not."""

AUXILIARY = (
    r"(?:(?:not|also|then|still|only|[a-z]{2,12}ly)\s+)?(?:be\s+|have\s+been\s+|have\s+)?(?:[a-z]+ly\s+)?[a-z]{2,16}"
)
"""What stands behind a modal: adverbs, "be", "have been", and the verb."""

REGULAR_PAST = r"[a-z]{2,14}ed"
"""A verb in the past, or a participle, as most make it."""

NOT_PAST = frozenset(
    ["need", "indeed", "speed", "feed", "exceed", "proceed", "hundred", "seed", "breed", "unlimited", "limited", "based", "listed", "related", "united", "combined", "used", "shed", "red", "called", "fixed", "timed", "dated"]
)  # fmt: skip
"""Words in -ed that say nothing of the past."""


@cache
def _cues() -> re.Pattern[str]:
    words = table("tense")
    return re.compile(
        rf"(?:(?<![\w-])|(?=['’]ll\b))(?:(?P<unreal>{UNREAL})|(?P<perfect>(?:has|have|had)\s+(?:not\s+|also\s+|already\s+|now\s+|since\s+|just\s+|[a-z]+ly\s+)?(?:been\s+)?(?:{REGULAR_PAST}|{alternation(words['participle'])}))"
        rf"|(?P<modal>(?:{MODAL})\s+{AUXILIARY})|(?P<passive>(?:is|are)\s+(?:now\s+|being\s+|[a-z]+ly\s+)?(?:{REGULAR_PAST}|{alternation(words['participle'])}))"
        rf"|(?P<future>due(?!\s+to\s+(?:the|a|an|its|their)\b)|{alternation(words['future'])})|(?P<present>{alternation(words['present'])})|(?P<past>{alternation(words['past'])})|(?P<weak>{alternation(words['weak'])}|{REGULAR_PAST}))(?![\w-])",
        re.IGNORECASE,
    )


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around `text[start:end]`, at most 400 code points to either side."""
    begin = max(0, start - 400)
    low = begin
    for match in SENTENCE_END.finditer(text, begin, start):
        if not _abbreviation(text, match.start()):
            low = match.end()
    high = min(len(text), end + 400)
    for match in SENTENCE_END.finditer(text, max(end - 1, start), high):
        if match.start() >= end - 1 and not _abbreviation(text, match.start()):
            return low, max(end, match.start() + 1)
    return low, high


def _abbreviation(text: str, dot: int) -> bool:
    return text[dot] == "." and bool(NOT_END.search(text[max(0, dot - 8) : dot + 1]))


def cue(text: str, start: int, end: int, told: int = 0) -> Cue:
    """What the sentence's verbs say of the expression: the nearest before it, else the first behind it.

    `told` is where the expression before ended: a cue that stands before it speaks of that one first and counts less here.
    """
    low, high = sentence(text, start, end)
    found = _nearest(text, low, start, end, high)
    if (
        abs(found.weight) == 2
        and low < told
        and NEW_CLAUSE.search(text, told, start)
        and not any(_cue(m).weight for m in _matches(text, told, start))
    ):
        return Cue(found.weight // 2, found.word, found.end)
    return found


NEW_CLAUSE = re.compile(r"\b(?:and|but|while|whereas|then)\b")
"""What begins a clause of which a cue before it may no longer speak."""


BLOCK = 256
"""Code points that are searched for cues at once where a sentence is longer: dates close together share what was found."""


@lru_cache(maxsize=256)
def _block(text: str, number: int) -> tuple[re.Match[str], ...]:
    """The cues that begin in the block."""
    low = number * BLOCK
    return tuple(m for m in _cues().finditer(text, low, low + 2 * BLOCK) if m.start() < low + BLOCK)


def _matches(text: str, low: int, high: int) -> list[re.Match[str]]:
    """The cues of `text[low:high]`, in order and without overlap; what stands outside does not lengthen them."""
    if high - low <= BLOCK:
        return list(_cues().finditer(text, low, high))
    found: list[re.Match[str]] = []
    last = low
    for number in range(low // BLOCK, (high - 1) // BLOCK + 1):
        for match in _block(text, number):
            if match.start() < last:
                continue
            if match.end() > high:
                return [*found, *_cues().finditer(text, match.start(), high)] if match.start() < high else found
            found.append(match)
            last = match.end()
    return found


OBJECT = re.compile(
    r"\s+(?:(?:up|upon|on|for|to|with|into|over|off|out|down)\s+)?(?:the|an?|its?|his|her|their|them|that|[A-Z]\w+)\b"
)
"""What follows a verb that is no participle."""

ADJACENT = re.compile(r"\s+(?:on\s+|in\s+)?")
"""All that stands between a verb and the expression that belongs to it alone: "issued July 1", "closed on Friday"."""


BEGUN = re.compile(
    r"\W*(?!(?:Planned|Expected|Scheduled|Slated|Needed|Wanted|Required|Based|Limited|United|Estimated)\b)"
    r"(?P<word>[A-Z][a-z]{2,12}ed|Sold|Bought|Struck|Won|Built)\s+(?:(?:on|in|back\s+in|only|late|early)\s+)*\Z"
)
"""A sentence that begins with what was done, and then the date: "Signed on Friday, the contract runs to 2030"."""

LABEL = re.compile(
    r"\b(?P<word>(?:first|next|initial)\s+\w+|financial\s+close|completion|delivery|deliveries|handover|deadline|due)"
    r"(?:\s+\w+){0,2}\s?[:–—]\s+(?:(?:in|on|by|from|until|no\s+later\s+than|not\s+before|expected(?:\s+\w+)?)\s+)*\Z",
    re.IGNORECASE,
)
"""What a list says of steps to come: "First train: January"."""

RECORDED = re.compile(
    r"\b(?P<word>(?:agreement|contract|letter|decision|ruling|order|resolution|notice|announcement|statement|release|memorandum|filing)\s+of)\s+\Z|"
    r"\bwhose\s+(?P<last>(?:last|latest|previous)\s+\w+),?\s+(?:in|on|of)\s+\Z",
    re.IGNORECASE,
)
"""What was written or done on the day: "the agreement of April 11", "whose last round, in December"."""

MEETING = re.compile(r"\b(?P<word>(?:is|are)\s+[a-z]{2,12}ing)\s+(?:(?:again|next)\s+)?(?:on\s+)?\Z")
"""Verbs in -ing that announce a day: "is meeting on Friday", "are voting again on 3 May"."""


def _said_before(text: str, low: int, start: int) -> Cue | None:
    """What the words right before the expression say of it, whatever the verbs around them."""
    begun = BEGUN.fullmatch(text, low, start)
    if begun:
        return Cue(-2, begun["word"], begun.end("word"))
    behind = max(low, start - 60)
    for pattern, weight in ((LABEL, 2), (RECORDED, -2), (MEETING, 2)):
        match = pattern.search(text[behind:start])
        if match:
            word = match[match.lastgroup or 0]
            return Cue(weight, " ".join(word.split()), behind + match.end())
    return None


RELATIVE = re.compile(
    r"\b(?:that|which|whom|who|it|they|we|he|she)\s+(?:(?:the|its|their)\s+)?(?:[A-ZÀ-Þ][\w’'&.-]*\s+){0,4}(?:[a-z]{2,14}\s+)?\Z"
)
"""The beginning of a clause whose verb comes next: "under an agreement that Kestrel *concluded*"."""

CLAUSE = re.compile(r"[,;”\"]\s+(?:[\w’'&.-]+\s+){1,6}\Z")
"""The end of a gap in which a clause with its own subject begins: ", the board of Kestrel *approved*"."""


def _nearest(text: str, low: int, start: int, end: int, high: int) -> Cue:
    said = _said_before(text, low, start)
    if said:
        return said
    matches = [(m, c) for m in _matches(text, low, start) if (c := _cue(m)).weight]
    before = [c for _, c in matches]
    if not before:
        return next((c for m in _matches(text, end, min(high, end + 120)) if (c := _cue(m)).weight), NONE)
    right_behind = _cues().match(text, end + 1, min(high, end + 40)) if text[end : end + 1] == " " else None
    if right_behind and right_behind.lastgroup != "future":
        own = _cue(right_behind)
        if abs(own.weight) == 2 or (own.weight < 0 and OBJECT.match(text, right_behind.end())):
            return own  # "will pay for shops that it in March agreed to buy", "it would be ..., and on Monday backed the plan"
    nearest = before[-1]
    touching = ADJACENT.fullmatch(text, matches[-1][0].end(), start)  # "issued July 1" speaks of the issue alone
    gap = text[before[-2].end : matches[-1][0].start()] if len(before) > 1 else ""
    apart = CLAUSE.search(gap) or RELATIVE.search(gap)
    if len(before) > 1 and abs(before[-2].weight) == 2 and nearest.weight == -1 and not touching and not apart:
        return before[-2]  # "will publish results audited by …": the participle belongs to the verb before it
    return nearest


def _cue(match: re.Match[str]) -> Cue:
    word = " ".join(match[0].split())
    match match.lastgroup:
        case "perfect" if PLANNED.search(word):
            return Cue(2, word, match.end())  # "has been pencilled in", not "had been"
        case "perfect" | "past" | "unreal":
            return Cue(-2, word, match.end())
        case "modal":
            if word in ("May", "Can", "Must"):
                return NONE
            return Cue(1 if word.lower().startswith("to ") else 2, word, match.end())
        case "future":
            return Cue(2, word, match.end())
        case "present" | "passive":
            return Cue(1, word, match.end())
        case _:
            return (
                NONE
                if word.lower() in NOT_PAST or (word[0].isupper() and word.lower() not in ("based", "founded"))
                else Cue(-1, word, match.end())
            )


PLANNED = re.compile(
    r"\A(?:has|have)\s+(?:\w+\s+)?been\s+(?:pencill?ed|scheduled|slated|set|fixed|earmarked|called|convened|promised|booked)\Z",
    re.IGNORECASE,
)
"""What has been fixed for a day to come: "has been scheduled"."""

FORECAST = re.compile(r"\b(?:guid\w+|forecasts?|outlook|expects?|targets?|now\s+sees?n?)\b", re.IGNORECASE)
"""Words of a sentence that looks ahead to results."""


REPORTED = re.compile(
    r"[\s-]+(?:\w+\s+)?(?:results|earnings|net|profits?|loss|losses|sales|revenues?|figures|income|operating|pre-?tax)\b",
    re.IGNORECASE,
)
"""What behind a quarter or a year says that it is over: "third-quarter profit"."""


FOR = re.compile(r"\bfor\s+(?:the\s+)?\Z", re.IGNORECASE)
"""An expression after "for"; what that means hangs on the verb, see `FIXED_FOR`."""


FIXED_FOR = re.compile(
    r"\b(?:set|slated|pencill?ed\s+in|scheduled|planned|promised|fixed|called|convened|booked|earmarked|foreseen|announced|put\s+down|down)\s+for\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
"""A participle that puts something to a day: "set for", "booked for the"."""


BACKWARD = re.compile(
    r"\b(?:year|half|months|period|quarter|weeks|half-year)\s+(?:to|ended|ending|through)\s+(?:the\s+)?(?:end\s+of\s+)?$|\bto\s+the\s+end\s+of\s+$|\bsince\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
"""A span that ends with the expression, or began with it, and is over: "the year to", "since"."""


LEANINGS: tuple[tuple[str, int], ...] = (
    ("Sales in the year to [June] rose.", -3),
    ("It has grown since [June].", -3),
    ("The board is open since talks of [June].", 0),
    ("In the [third quarter] net profit rose.", -2),
    ("In the [third quarter] a shop opens.", 0),
    ("The vote is set for [June].", 4),
    ("It paid for [June].", 0),
    ("It closes by [June].", 1),
    ("It runs until [June].", 1),
    ("It was open in [June].", 0),
)
"""Marked dates with what the words right around them add to the tense; each is tested."""


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
