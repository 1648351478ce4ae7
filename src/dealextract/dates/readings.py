"""What the words of a date expression say by themselves, before any anchor is known, and what a rule of the grammar is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from dealextract.records import Bound

Kind = Literal[
    "calendar",  # year, month, day, quarter, half, season, week, holiday, decade: whatever of them is said
    "weekday",  # a weekday
    "monthday",  # "the 21st"
    "deictic",  # so many units from the day of writing: today, last year, two weeks ago
    "narrative",  # so many units from the date told before: the following year, two years later, that month
    "event",  # so many units from an event: 18 months after signing
    "nth",  # the first Monday of a month
    "vague",  # the coming weeks, soon after
]
A_WEEK_ON = 2
"""The sense of "Friday week": a week after the coming one."""
Edge = Literal["start", "early", "middle", "late", "end", "first day", "last day", "week"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of an expression as far as its own words go.

    `within` is the period that the words put it in ("March *of last year*"); `alternative` the other order of a date in
    figures; `or_month` the month that a double year ("2011-12") may name instead; `toward` the sense that a deictic
    word gives a weekday, month or season: -1 last, 0 this, 1 next, and of a weekday `A_WEEK_ON`.
    """

    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: int | None = None
    week: int | None = None
    decade: int | None = None
    weekday: int | None = None
    holiday: str | None = None
    fiscal: bool = False
    last_year: int | None = None
    unit: str = ""
    count: int = 0
    toward: int | None = None
    within: Reading | None = None
    edge: Edge | None = None
    bound: Bound | None = None
    event: str = ""
    alternative: tuple[int, int] | None = None
    or_month: int | None = None
    yearly: bool = False

    @property
    def open_year(self) -> bool:
        """True for a calendar reading that leaves the year to be found."""
        return self.kind == "calendar" and self.year is None and self.decade is None


@dataclass(frozen=True, slots=True)
class Found:
    """A reading and where its words stand."""

    start: int
    end: int
    reading: Reading
    rule: str


Build = Callable[["re.Match[str]"], Reading | None]


@dataclass(frozen=True)
class Rule:
    """One kind of expression.

    `starts` names classes of first words (see `grammar.starters`) or the words themselves; `pattern`, with bounded
    quantifiers only, is matched at such a word; `build` gives the reading of a match or None. `yes` are texts that the
    whole pattern must read, `no` texts that it must not; both are tested.
    """

    name: str
    starts: tuple[str, ...]
    pattern: str
    build: Build
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()
    flags: re.RegexFlag = field(default=re.IGNORECASE)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(rf"(?:{self.pattern})(?!\w)", self.flags)
