# ruff: noqa: E501 - a pattern is easier to read on one line
"""What the article itself says about when it was published: a label, a dateline, a header line, the foot; or in passing."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import NamedTuple

from dealextract.dates import periods, tense
from dealextract.dates.periods import Period
from dealextract.dates.readings import Found

APPOSITION = re.compile(
    r"\s*(?:,|\(|–|—|-)\s*(?:that\s+is,?\s+)?(?:precisely\s+|namely\s+|back\s+)?(?:in\s+)?", re.IGNORECASE
)


class Written(NamedTuple):
    """The year of writing and the words that tell it."""

    year: int
    because: str


def year_of_writing(text: str, found: list[Found]) -> Written | None:
    """The year of writing, from a deictic and a calendar year that name the same time; None where they differ."""
    told: dict[int, str] = {}
    for left, right in pairwise(found):
        gap = text[left.end : right.start]
        if len(gap) > 24 or not APPOSITION.fullmatch(gap):
            continue
        for deictic, calendar in ((left, right), (right, left)):
            d, c = deictic.reading, calendar.reading
            if (
                d.kind == "deictic"
                and d.unit == "year"
                and c.kind == "calendar"
                and c.year
                and not d.yearly
                and not c.fiscal
                and not d.fiscal
                and d.within is None
            ):
                quoted = " ".join(text[left.start : right.end].split())
                told.setdefault(c.year - d.count, f"the year of writing from '{quoted}'")
    if len(told) != 1:
        return None
    ((year, because),) = told.items()
    return Written(year, because)


LEAD = 1500
"""Code points from the beginning in which an article tells its news: a day further down may be history."""

NOTICE = re.compile(
    r"\b(?:announces?|informs?|advises?|reports?|is\s+pleased\s+to\s+announce)\b[^.;\n]{0,40}\bthat,?\s+on\s+\Z",
    re.IGNORECASE,
)
"""What a notice says before the day of what it notifies: "The Board announces that on"."""

WEEK = dt.timedelta(days=6)
"""News is written within a week of what it tells. Set by hand."""


def week_of_report(text: str, found: list[Found]) -> tuple[Period, str] | None:
    """The week in which an article that tells the day of its news was written, and the reason; or None.

    The day is one with its weekday and its year in the lead, told in the past ("said on Tuesday, 4 May 2021"): nobody
    writes so of history; or that of a notice ("announces that on 4 May 2021"). Of two such days neither is taken.
    """
    days: dict[dt.date, str] = {}
    for one in found:
        r = one.reading
        if one.start > LEAD:
            break
        if not (r.year and r.month and r.day) or r.bound not in (None, "on"):
            continue
        period = periods.make_day(r.year, r.month, r.day)
        told = r.weekday and tense.cue(text, one.start, one.end).weight < 0
        if period is None or not (told or NOTICE.search(text, max(0, one.start - 80), one.start)):
            continue
        days.setdefault(period.first, " ".join(text[one.start : one.end].split()))
    if len(days) != 1:
        return None
    ((day, words),) = days.items()
    week = Period(day.isoformat(), "week", day, day + WEEK)
    return week, f"the article tells news of '{words}', and was written within a week of it"


HEAD = 1500
"""Code points from the beginning in which an article dates itself, and from the end."""

HEADER_LINES = 8
"""So many lines from the beginning may be the header."""

LABEL = re.compile(
    r"(?:^|\n|[|·•–—.]\s?|\s{2})[^\w\n]{0,3}(?P<label>first\s+published|published(?:\s+in\s+the\s+edition)?|posted|date\s+of\s+(?:publication|announcement|issue|preparation)|announcement\s+date|date|dated|released|release\s+date|issued|input|prepared|issue|"
    r"publication\s+date|last\s+updated|updated|last\s+modified|sent|filed|for\s+immediate\s+release|(?:this\s+)?(?:announcement|booklet|circular|document|letter|notice|prospectus|release)\s+(?:is\s+)?dated)(?:\s+(?:on|at|of))?\s*[:,|–—-]?\s*(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?,?\s*(?:on\s+)?)?\Z",
    re.IGNORECASE,
)
"""What stands before a date that a label explains."""

WORD = r"[^\W\d_a-z][\w.'’&-]*"
PLACE = re.compile(
    rf"(?:^|\n)[ \t>_-]{{0,4}}\*{{0,2}}\(?(?:\([^\W\d_a-z][\w ]{{1,20}}\)\s*)?{WORD}(?:[ /,&]+(?:{WORD}|[a-z]{{1,4}}(?=\s))){{0,8}}"
    r"(?:\s*\([^\W\d_a-z][^()\n]{1,40}\))?(?:[\s,:;|/–—-]{1,5}|\s?\()(?:[^\W\d_a-z][\w ]{2,30}[\s,:;|/–—-]{1,5})?\(?$"
)
"""A place (and an agency) at the beginning of a line, before its date: "NEW YORK, ", "Calalzo di Cadore (BL), ", "AKRON, Ohio ("."""

DATELINE_TAIL = re.compile(
    r"\s*\)?\s*(?:\([^()\n]{1,40}\)|/[^/\n]{2,40}/)?\s*(?:[-–—:.|]{1,2}(?:[-–—]?\s|[^\W\d_a-z])|/[A-Z]|\([A-Z]|\s*\n|\s*\Z)|\)\s+[^\W\d_a-z]"
)
"""What stands behind the date of a dateline: a dash, a colon, the agency, the end of the line."""

TIME_TAIL = re.compile(
    r"(?:[ \t]*(?:,|at|-|–|\||·|/)?[ \t]*(?:\d{1,2}[:.h]\d\d(?::\d\d)?(?:[ \t]*[ap]\.?m\.?)?|\d{1,2}[ \t]*[ap]\.?m\.?)"
    r"(?:[ \t]*\(?(?:(?-i:[A-Z]{2,4})(?!\w)|UTC[+-]\d{1,2}|(?-i:[A-Z][a-z]+)[ \t]+time)\)?)?)?",
    re.IGNORECASE,
)
LATER_LABELS = ("updated", "last updated", "last modified")
PROSE = re.compile(
    r"\b(?:is|are|was|were|will|has|have|had|said|says|to|that|until|due|ends?|leaves?|begins?|starts?(?!-)|week(?!\s+\d)|ending|ended)\b",
    re.IGNORECASE,
)
"""Words of a sentence, and of what is due on a day: no header line holds them."""

EVENT = re.compile(
    r"\b(?:on|for|by|from|of|in|at|and)\s*\Z|\bdate\s+of\b|"
    r"\b(?:trade|trading|dealings|results?|awards?|payment|settlement|completion|closing|listing|signed|deadline|meeting)\b[^\w\n]{0,8}\Z",
    re.IGNORECASE,
)
"""What stands before a date of the story or of a table and not before that of an article."""

SET_APART = re.compile(r"(?:[|·•∙–—/,;()=-]|\s{2})\s*\Z")
"""What ends the part of a header line before its date."""

HEADED = re.compile(
    r"\A(?:[^\W\d_a-z][\w.'’&!-]*[ ,]*){0,6}\Z|\A(?i:by\s[^\d:]{3,40}|(?:press|news|media|stock\s+exchange)\s+(?:release|statement))\Z|\A[^a-z:*]{4,60}\Z"
)
"""The same without a mark: a name, a title, a by-line, a line in capitals."""

CUT = re.compile(
    r"\s*(?:[|·•∙–—/(=,-]|\d{1,2}[:.]\d\d|last\s+updated|updated|edited|print|morning|evening|edition)|\s{2,}",
    re.IGNORECASE,
)
"""What begins the part of a header line behind its date."""


def locate(text: str, found: list[Found]) -> Found | None:
    """The expression that dates the article among those of its text, or None.

    Only the head and the foot count, in the head days with a year or without.
    """
    days = [f for f in found if f.reading.kind == "calendar" and f.reading.day and f.reading.bound in (None, "on")]
    head = text[:HEAD]
    heading = [f for f in days if f.end <= HEAD]
    for test in (_labelled, _late_label, _dateline, _header):
        for one in heading:
            if test(head, one):
                return one
    low = max(0, len(text) - HEAD)
    return _foot(text, [f for f in days if f.start >= low and f.reading.year])


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
    before = head[max(0, one.start - 90) : one.start]
    if not PLACE.search(before) or not DATELINE_TAIL.match(head, end, end + 60):
        return False
    line = before.rsplit("\n", 1)[-1]
    if ":" in line or PROSE.search(line) or EVENT.search(line):
        return False
    return one.reading.year is not None or bool(re.search(r"[,(/–—-]\s*\Z", line))


def _header(head: str, one: Found) -> bool:
    """A line that is the date and little else: the paper's name, a place, a section, a by-line."""
    low = head.rfind("\n", 0, one.start) + 1
    high = head.find("\n", one.end)
    high = len(head) if high < 0 else high
    before, after = head[low : one.start], head[end_with_time(head, one.end) : high]
    lines = sum(bool(line.strip()) for line in head[:low].splitlines())
    if lines > HEADER_LINES or len(before) > 110 or len(after) > 110:
        return False
    if not before.strip() and not after.strip():
        return not head[:low].rstrip().endswith(":")
    if (
        one.reading.year is None
        or PROSE.search(before)
        or PROSE.search(after[:60])
        or EVENT.search(before)
        or before.lstrip()[:1] in tuple("*•")
    ):
        return False
    led = not before.strip() or SET_APART.search(before) or HEADED.match(before.strip())
    return bool(led) and (not after.strip() or bool(CUT.match(after)))


FOOT_LINE = re.compile(r"(?:^|\n)[ \t]*(?:(?:[^\W\d_a-z][\w.'’-]*[ ,]*){1,4},\s*)?\Z")
"""What stands before the date of a line of its own at the foot: nothing, or a place."""


def _foot(text: str, found: list[Found]) -> Found | None:
    """A labelled line at the foot, or one that is a place and a date."""
    for one in found:
        label = _label(text, one) or ""
        before = text[max(0, one.start - 60) : one.start]
        alone = (
            FOOT_LINE.search(before)
            and not before.rstrip().endswith(":")
            and re.match(r"[ \t.)]*(?:\n|\Z)", text[one.end : one.end + 80])
        )
        if label.startswith(("published", "first", "posted")) or label.endswith("dated") or alone:
            return one
    return None
