"""Milestones: which dates become steps, and the word that tells one from another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dealextract.assembly.evidence import Context
from dealextract.assembly.milestones import milestones
from dealextract.records import Date
from dealextract.types import Candidate, CleanText, Fact

LABELS = [
    ("It opens its flagship store on 3 May 2021.", {"3 May 2021": "flagship"}),
    ("A second shop, which will focus on toys, opens in June 2021.", {"June 2021": "toys"}),
    ("The toy shop opens on 3 May 2021 and the shoe shop in June 2021.", {"3 May 2021": "toy", "June 2021": "shoe"}),
    ("On 3 May 2021 the toy shop opens, in June 2021 the shoe shop.", {"3 May 2021": "toy", "June 2021": "shoe"}),
    ("The first store opens on 3 May 2021.", {"3 May 2021": "launch"}),
]


def made(m: Any, dates: dict[str, Date], probability: float = 0.9, kind: str = "launch") -> list[tuple[str, str]]:
    values = {m.mention(words, "date"): date for words, date in dates.items()}
    facts = tuple(Fact(f"date_{kind}", str(i), probability, ((d.start, d.end),)) for i, d in values.items())
    context = Context(CleanText(m.text, ((0, 0, len(m.text)),)), m.reading(), dict(values), {})
    steps = milestones(context, Candidate((), {}, {}, 0.0, facts))
    return [(s.date.text, s.label) for s in steps]


def date(text: str, words: str, value: str | None = "2021-05-03", because: tuple[str, ...] = ()) -> Date:
    start = text.index(words)
    return Date(start=start, end=start + len(words), text=words, value=value, precision="day", because=because)


@pytest.mark.parametrize(("text", "expected"), LABELS, ids=[t for t, _ in LABELS])
def test_a_launch_is_called_by_what_is_launched(
    maker: Callable[[str], Any], text: str, expected: dict[str, str]
) -> None:
    dates = {words: date(text, words, f"2021-{n + 5:02}") for n, words in enumerate(expected)}
    assert made(maker(text), dates) == list(expected.items())


def test_an_unlikely_date_is_no_step(maker: Callable[[str], Any]) -> None:
    text = LABELS[0][0]
    assert made(maker(text), {"3 May 2021": date(text, "3 May 2021")}, probability=0.1) == []


def test_a_step_whose_date_stays_open_is_a_step(maker: Callable[[str], Any]) -> None:
    text = "It opens on 3/5/2021."
    two = date(text, "3/5/2021", None, ("3 May 2021 or 5 March 2021",))
    assert made(maker(text), {"3/5/2021": two}) == [("3/5/2021", "launch")]
    assert made(maker(text), {"3/5/2021": date(text, "3/5/2021", None)}) == [("3/5/2021", "launch")]


def steps_of(m: Any, facts: dict[str, tuple[str, Date]]) -> dict[str, Date]:
    """Kinds and dates of the milestones that facts of several kinds make."""
    values = {m.mention(words, "date"): (kind, date) for words, (kind, date) in facts.items()}
    claimed = tuple(Fact(f"date_{k}", str(i), 0.9, ((d.start, d.end),)) for i, (k, d) in values.items())
    context = Context(
        CleanText(m.text, ((0, 0, len(m.text)),)), m.reading(), {i: d for i, (_, d) in values.items()}, {}
    )
    return {s.kind: s.date for s in milestones(context, Candidate((), {}, {}, 0.0, claimed))}


def test_a_step_counts_from_another_of_the_deal(maker: Callable[[str], Any]) -> None:
    """The words of the text did not tell when it was signed; the milestone does."""
    text = "The pact of 3 May 2021 is binding. It closes 18 months after signing."
    close = date(text, "18 months after signing", None, ("the text does not tell the date of the signing",))
    steps = {"3 May 2021": ("signed", date(text, "3 May 2021")), close.text: ("expected_close", close)}
    counted = steps_of(maker(text), steps)["expected_close"]
    assert (counted.value, counted.basis) == ("2022-11", "inferred")
    assert counted.because[0] == "counted from '3 May 2021', the date of the signing"


def test_a_step_that_may_count_from_two_stays_open(maker: Callable[[str], Any]) -> None:
    text = "Signed on 3 May 2021 and on 9 June 2021. It closes 18 months after signing."
    close = date(text, "18 months after signing", None, ("the signing may be either",))
    steps = {
        "3 May 2021": ("signed", date(text, "3 May 2021")),
        "9 June 2021": ("signed", date(text, "9 June 2021", "2021-06-09")),
        close.text: ("expected_close", close),
    }
    open_ = steps_of(maker(text), steps)["expected_close"]
    assert (open_.value, open_.because) == (None, ("the signing may be either",))


def test_one_step_said_twice_is_one(maker: Callable[[str], Any]) -> None:
    text = "It closes on 3 May 2021. On Monday it closes."
    dates = {"3 May 2021": date(text, "3 May 2021"), "Monday": date(text, "Monday")}
    assert made(maker(text), dates, kind="completed") == [("3 May 2021", "completed")]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("It is the first since Kestrel opened a shop in 2017.", []),
        ("The brand comes after having started alone in 2017.", []),
        ("It has sold there since 2017.", [("2017", "launch")]),
        ("Since then, it opened a shop in 2017.", [("2017", "launch")]),
    ],
    ids=["since", "after having", "since a year", "since then"],
)
def test_what_was_before_is_no_step(maker: Callable[[str], Any], text: str, steps: list[tuple[str, str]]) -> None:
    found = made(maker(text), {"2017": date(text, "2017", "2017")})
    assert [words for words, _ in found] == [words for words, _ in steps]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mill opens on 3 May 2021.", "launch"),
        ("The board meets on 3 May 2021.", "other"),
        ("It opens a mill. The board meets on 3 May 2021.", "other"),
    ],
)
def test_a_step_in_a_sentence_of_opening_is_a_launch(maker: Callable[[str], Any], text: str, kind: str) -> None:
    """What the reader only calls a step is one of its own kind where its sentence says so."""
    m = maker(text)
    day = date(text, "3 May 2021")
    index = m.mention("3 May 2021", "date")
    facts = (Fact("date_other", str(index), 0.9, ((day.start, day.end),)),)
    context = Context(CleanText(text, ((0, 0, len(text)),)), m.reading(), {index: day}, {})
    assert [s.kind for s in milestones(context, Candidate((), {}, {}, 0.0, facts))] == [kind]
