"""Lengths of time as ISO 8601 durations."""

from __future__ import annotations

import pytest

from dealextract.dates import find_durations

CASES = [
    ("a five-year lease", [("five-year", "P5Y", "exact")]),
    ("for 18 months", [("18 months", "P18M", "exact")]),
    ("within 90 days of closing", [("90 days", "P90D", "up_to")]),
    ("up to ten years", [("ten years", "P10Y", "up_to")]),
    ("at least 12 months", [("12 months", "P12M", "at_least")]),
    ("more than two decades", [("two decades", "P20Y", "more_than")]),
    ("nearly a year", [("a year", "P1Y", "less_than")]),
    ("about six weeks", [("six weeks", "P6W", "about")]),
    ("two and a half years", [("two and a half years", "P2Y6M", "exact")]),
    ("half a year", [("half a year", "P6M", "exact")]),
    ("three quarters in a row", [("three quarters", "P9M", "exact")]),
    ("a 24-hour notice", [("24-hour", "PT24H", "exact")]),
    ("several years", [("several years", None, "exact")]),
    ("30 business days", [("30 business days", "P30D", "exact")]),
    ("a 30-year-old broker", []),
    ("a year ago", []),
    ("5,000 days and £3 years", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_duration(text, expected):
    """Words, value and qualifier."""
    assert [(d.text, d.value, d.qualifier) for d in find_durations(text)] == expected


def test_range():
    """Of a range the longer end is the value."""
    (found,) = find_durations("three to five years")
    assert (found.value, found.minimum, found.qualifier) == ("P5Y", "P3Y", "range")
