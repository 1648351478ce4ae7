"""What the reasoning works on: the text, when and where it was written, what it has told, and what a reading stands for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from dealextract.dates import periods, tense
from dealextract.dates.periods import Period
from dealextract.dates.published import Written
from dealextract.dates.readings import Found, Reading
from dealextract.dates.words import HOLIDAYS, table
from dealextract.records import Basis, Precision

Order = Literal["day first", "month first"]
FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")


class Evidence(NamedTuple):
    """An order and the sentence that says why."""

    order: Order
    because: str


@cache
def _order_cues(order: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"(?<!\w){word}(?!\w)" if word[0].isalpha() else word for word in table("order")[order])
    )


def order_of_text(text: str) -> Evidence | None:
    """The order that the text's other dates, else its spelling, currency and places, tell; None where they do not."""
    told: dict[Order, str] = {}
    for match in FIGURES.finditer(text):
        a, b = int(match[1]), int(match[3])
        if a > 12 >= b:
            told.setdefault("day first", match[0])
        elif b > 12 >= a:
            told.setdefault("month first", match[0])
    if len(told) == 1:
        ((order, example),) = told.items()
        return Evidence(order, f"'{example}' in the same text writes the {order.replace(' first', '')} first")
    if told:
        return None
    british = {m[0] for m in _order_cues("day_first").finditer(text)}
    american = {m[0] for m in _order_cues("month_first").finditer(text)}
    if british and not american:
        return Evidence("day first", f"{_quoted(british)} point to a text that writes the day first")
    if american and not british:
        return Evidence("month first", f"{_quoted(american)} point to a text that writes the month first")
    return None


def _quoted(found: set[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(found)[:3])


ORDINAL = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
WEEKDAY = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Settled(NamedTuple):
    """The rule of the day (as in the vocabulary's table of holidays), or None; and the sentences that say why."""

    rule: str | None
    because: tuple[str, ...]


@cache
def _country_cues() -> dict[str, re.Pattern[str]]:
    return {
        country: re.compile("|".join(rf"(?<!\w){word}(?!\w)" if word[0].isalpha() else word for word in words))
        for country, words in table("countries").items()
    }


def countries_told(text: str) -> dict[str, str]:
    """The countries that the text's words point to, each with the first such word.

    >>> countries_told("Oakfield Ltd of Leeds paid £3m.")
    {'United Kingdom': 'Leeds'}
    """
    return {country: match[0] for country, cue in _country_cues().items() if (match := cue.search(text))}


def settle_holiday(holiday: str, countries: dict[str, str]) -> Settled:
    """The day of a holiday of several countries, given those that the text points to."""
    days: dict[str, str] = table("holidays_by_country")[holiday]
    fitting = {country: word for country, word in countries.items() if country in days}
    rules = {days[country] for country in fitting}
    if len(rules) == 1:
        words = ", ".join(f"'{word}'" for word in sorted(set(fitting.values()))[:3])
        return Settled(rules.pop(), (f"the text is of {_joined(fitting)}, by {words}",))
    places: dict[str, list[str]] = {}
    for country, rule in days.items():
        places.setdefault(rule, []).append(country)
    readings = tuple(f"{spelt(rule)} in {_joined(there)}" for rule, there in places.items())
    return Settled(None, (*readings, "the text does not tell which country's day is meant"))


def _joined(names: Iterable[str]) -> str:
    return " and ".join(("the " if name.startswith("United") else "") + name for name in sorted(names))


def spelt(rule: str) -> str:
    """A rule of the vocabulary in words.

    >>> spelt("nth 11 4 4"), spelt("05-01"), spelt("easter-21")
    ('the fourth Thursday of November', '1 May', '21 days before Easter')
    """
    if rule.startswith("nth"):
        month, weekday, nth, *_ = (int(part) for part in rule.split()[1:])
        return f"the {ORDINAL[nth]} {WEEKDAY[weekday - 1]} of {MONTH[month - 1]}"
    if rule.startswith("easter"):
        days = int(rule[6:])
        return f"{abs(days)} days {'before' if days < 0 else 'after'} Easter"
    return f"{int(rule[3:])} {MONTH[int(rule[:2]) - 1]}"


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
    order: Evidence | None = None
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
