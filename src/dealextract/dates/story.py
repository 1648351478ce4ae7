"""What the reasoning works on: the text, when it was written, what it has told, and what a reading stands for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from dealextract.dates import order, periods, tense
from dealextract.dates.periods import Period
from dealextract.dates.readings import Found, Reading
from dealextract.dates.words import HOLIDAYS
from dealextract.dates.writing import Written
from dealextract.records import Basis, Precision

REACH = 60
"""How many expressions back or ahead an anchor may stand: further away another story is told."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression stands for, or why it stands open."""

    period: Period | None = None
    open: str | None = None
    because: tuple[str, ...] = ()
    basis: Basis = "inferred"


@dataclass
class Story:
    """The text, when it was written, and what it has told so far.

    `apposed` are expressions that name a comparison again, `placed` the holidays with the reasons for their country.
    """

    text: str
    found: list[Found]
    published: dt.date | None
    published_because: str = ""
    values: dict[int, Value] = field(default_factory=dict)
    order: order.Evidence | None = None
    written: Written | None = None
    apposed: set[int] = field(default_factory=set)
    placed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    sentences: dict[int, tuple[int, int]] = field(default_factory=dict)

    def words(self, n: int) -> str:
        """The text of expression n on one line."""
        one = self.found[n]
        return " ".join(self.text[one.start : one.end].split())

    def sentence(self, n: int) -> tuple[int, int]:
        """Where the sentence of expression n begins and ends."""
        if n not in self.sentences:
            one = self.found[n]
            self.sentences[n] = tense.sentence(self.text, one.start, one.end)
        return self.sentences[n]

    def told(
        self, n: int, *, precise: tuple[Precision, ...] = ("day", "week", "month", "quarter", "half", "year", "other")
    ) -> int | None:
        """The nearest expression before n that has a value of such a precision."""
        for k in range(n - 1, max(-1, n - 1 - REACH), -1):
            value = self.values.get(k)
            if value and value.period and value.period.precision in precise:
                return k
        return None

    def coming(self, n: int, *, precise: tuple[Precision, ...]) -> int | None:
        """The nearest expression behind n whose own words give it such a value."""
        for k in range(n + 1, min(len(self.found), n + 1 + REACH)):
            value = self.values.get(k)
            if value and value.period and value.period.precision in precise:
                return k
        return None

    def period(self, n: int) -> Period:
        """The period of an expression that `told` or `coming` gave."""
        value = self.values[n].period
        assert value is not None
        return value


def open_precision(r: Reading) -> Precision:
    """The precision that the words state, where the value stays open."""
    if r.kind in ("weekday", "monthday", "nth") or r.day or r.holiday:
        return "day"
    if r.kind in ("deictic", "narrative", "event"):
        names: dict[str, Precision] = {
            "day": "day",
            "week": "week",
            "month": "month",
            "quarter": "quarter",
            "half": "half",
            "year": "year",
        }
        return names.get(r.unit, "other")
    for given, name in (
        (r.month, "month"),
        (r.quarter, "quarter"),
        (r.half, "half"),
        (r.week, "week"),
        (r.year, "year"),
    ):
        if given:
            return name  # type: ignore[return-value]
    return "other"


def build(r: Reading, year: int) -> Period | None:
    """The period of a calendar reading in the given year; None where there is no such day."""
    if r.holiday:
        return periods.holiday(r.holiday, year)
    if r.month and r.day:
        return periods.make_day(year, r.month, r.day)
    if r.month:
        return periods.month(year, r.month)
    if r.quarter:
        return periods.quarter(year, r.quarter)
    if r.half:
        return periods.half(year, r.half)
    if r.season:
        return periods.season(year, r.season)
    if r.week:
        return periods.iso_week(year, r.week)
    return periods.year(year)


NO_ANCHOR = "no publication date is known, so '{}' has nothing to count from"


def unanchored(story: Story, n: int) -> Value:
    """No value, because nothing says when the article was written."""
    return Value(because=(NO_ANCHOR.format(story.words(n)),))


def open_value(r: Reading) -> str | None:
    """A value whose year stays open."""
    if r.holiday:
        fixed = HOLIDAYS.get(r.holiday, r.holiday)
        return f"XXXX-{fixed}" if fixed[:1].isdigit() else None
    if r.month and r.day:
        return f"XXXX-{r.month:02}-{r.day:02}"
    if r.month:
        return f"XXXX-{r.month:02}"
    if r.quarter:
        return f"XXXX-Q{r.quarter}"
    if r.half:
        return f"XXXX-H{r.half}"
    if r.season:
        return f"XXXX-{r.season}"
    return None
