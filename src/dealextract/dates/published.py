# ruff: noqa: E501 - a pattern is easier to read on one line
"""What the article itself says about when it was published: a labelled line, a header line of its own, a dateline."""

from __future__ import annotations

import re

from dealextract.dates.grammar import read
from dealextract.dates.readings import Found

HEAD = 1500
LABEL = re.compile(
    r"(?:^|\n|[|·•–—]\s?)[^\w\n]{0,3}(?P<label>first\s+published|published|posted|date\s+of\s+publication|date|dated|released|release\s+date|issued|"
    r"publication\s+date|last\s+updated|updated|last\s+modified|sent|filed|for\s+immediate\s+release)(?:\s+(?:on|at))?\s*[:,|–—-]?\s*(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?,?\s*(?:on\s+)?)?\Z",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"(?:^|\n)[ \t>*_-]{0,4}(?:\([A-Z][\w ]{1,20}\)\s*)?(?:[A-Z][A-Za-z.'’&-]*(?:[ /,]+(?:[A-Z][A-Za-z.'’&-]*|de|da|do|del|of|on|and|upon|am|sur|la|le|the)){0,8})"
    r"(?:\s*\([A-Z][^()\n]{1,40}\))?[\s,:;|/–—-]{1,5}(?:[A-Z][\w ]{2,30}[\s,:;|/–—-]{1,5})?$"
)
DATELINE_TAIL = re.compile(
    r"\s*(?:\([^()\n]{1,40}\)|/[^/\n]{2,40}/)?\s*(?:[-–—:.|]{1,2}(?:\s|[A-Z])|/[A-Z]|\([A-Z])|\s*\n|\s*\Z"
)
TIME_TAIL = re.compile(
    r"(?:\s*(?:,|at|-|–|\||·|/)?\s*(?:\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)(?:\s*\(?(?:[A-Z]{2,4}|UTC[+-]\d{1,2}|[A-Z][a-z]+\s+time)\)?)?)?",
    re.IGNORECASE,
)
LONE_BEFORE = re.compile(r"(?:^|\n)[^\n]{0,60}\Z")
LATER_LABELS = ("updated", "last updated", "last modified")


def locate(text: str) -> Found | None:
    """The expression that dates the article, or None. Only the head of the text counts, and days with a year or without."""
    head = text[:HEAD]
    found = [
        f for f in read(head) if f.reading.kind == "calendar" and f.reading.day and f.reading.bound in (None, "on")
    ]
    for test in (_labelled, _late_label, _dateline, _own_line):
        for one in found:
            if test(head, one):
                return one
    return _foot(text)


def end_with_time(text: str, end: int) -> int:
    """Where the expression ends once a time of day and its zone are taken in."""
    match = TIME_TAIL.match(text, end, end + 40)
    return match.end() if match and match[0].strip() else end


def _label(head: str, one: Found) -> str | None:
    match = LABEL.search(head[max(0, one.start - 60) : one.start])
    return " ".join(match["label"].lower().split()) if match else None


def _labelled(head: str, one: Found) -> bool:
    label = _label(head, one)
    return label is not None and label not in LATER_LABELS


def _late_label(head: str, one: Found) -> bool:
    return _label(head, one) in LATER_LABELS


def _dateline(head: str, one: Found) -> bool:
    end = end_with_time(head, one.end)
    return bool(PLACE.search(head[max(0, one.start - 90) : one.start]) and DATELINE_TAIL.match(head, end, end + 60))


def _own_line(head: str, one: Found) -> bool:
    """A line that is the date and little else: the paper's name, a place, a section."""
    low = head.rfind("\n", 0, one.start) + 1
    high = head.find("\n", one.end)
    high = len(head) if high < 0 else high
    end = end_with_time(head, one.end)
    before, after = head[low : one.start].strip(), head[end:high].strip()
    if head[:low].count("\n") > 8 or len(before) > 60 or len(after) > 60:
        return False
    if not before and not after:
        return True
    cut = re.compile(r"[|·•–—/(-]")
    return (
        (not before or bool(re.search(r"[|·•–—/:,;()-]", before[-2:])) or before.lower() in ("by", "on"))
        and (not after or bool(cut.match(after)))
        and not re.search(r"[.!?]\s", before + " " + after + " ")
        and not re.search(r"\b(?:is|was|will|has|have|said|to)\b", before + " " + after)
    )


def _foot(text: str) -> Found | None:
    """A labelled line at the foot."""
    low = max(0, len(text) - HEAD)
    tail = text[low:]
    for one in read(tail):
        if (
            one.reading.kind == "calendar"
            and one.reading.day
            and one.reading.year
            and _labelled(tail, one)
            and (_label(tail, one) or "").startswith(("published", "first", "posted"))
        ):
            return Found(one.start + low, one.end + low, one.reading, one.rule)
    return None
