# ruff: noqa: E501 - a pattern is easier to read on one line
"""Measure dates against the English specifications of Microsoft Recognizers-Text (DateParser and DatePeriodParser).

    python benchmarks/dates_recognizers.py [FOLDER] [--errors]

FOLDER holds DateParser.json and DatePeriodParser.json; by default ../shared/benchmarks/recognizers beside the
repository. A case counts as right when every expected expression is overlapped by dates of the expected value: a value
that the specification leaves open (XXXX-10-02) may be its future or its past reading, or open.

Groups that are left out, because a business article never says them or our records mean something else by them, are
listed in `LEFT_OUT` with their reasons and counted in the output.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

from dealextract.dates import find_dates
from dealextract.dates.periods import from_value

LEFT_OUT = (
    ("length of time from now", "a span such as 'next 3 days' or 'past few days' is a duration here, not a date",
     r"^(?:next|past|last|previous|within(?: the)?(?: next| upcoming)?|for) (?:few|couple|\d+|two|three|[a-z]+ )?.*(?:days?|weeks?|months?|\d ?years?|decades?)\b(?!.* of )|weeks? in the future|hence$|^the (?:past|last|next) .*decades?$|^(?:a week|\d+ weeks|\d+ days) start"),
    ("few", "'a few days ago' names no day here", r"\bfew\b"),
    ("figures set apart", "'2016 - 11' is a range in an article, '2016 june' no English of one", r"^2016,? ?(?:[-/]|,)? ?(?:11|june|nov)$"),
    ("rest of a period", "the remainder of a week, month or year is no date of a deal", r"^rest\b"),
    ("bare number", "'on 15', 'the 27', 'the second' alone are no dates in an article", r"^(?:\d{1,2}|the \d{1,2}|the (?:second|twenty second|thirty)|4-22|4\.22|22/04|4/22|my day|the day|this day|past day|last day|the last day|next day)$"),
    ("assistant's shorthand", "spellings of a chat: tmrw, Oct2, Oct/2, 08/12,2015, Jan first", r"tmrw|^Oct-?/?2$|^October2$|^08/12,|^Jan first$|^my week|^my weekend|may twenty one|the twenty (?:first|second)|the fifteen|jan twenty (?:two|one)|september the twenty-first|^two (?:sundays|monday)|^9-18-15$|^3-7-"),
    ("nth weekday without a month", "'second Sunday' alone names no day", r"^(?:first|second|third|fifth) (?:sunday|tuesday)$"),
    ("week of a month or year", "our weeks are ISO weeks; the nth week of a month has no value", r"(?:first|second|third|last) week\b|^week of|^month of|w/c|week (?:commencing|starting|beginning)|Week 31|the week of"),
    ("weekend", "a weekend has no value form here", r"weekend"),
    ("season", "our seasons are EDTF numbers", r"spring|summer|autumn|winter"),
    ("years before 1500", "articles about deals tell none", r"\b(?:year|Year) (?:247|two hundred)|one thousand seven|1391"),
    ("compound length of time", "'1 month 21 days ago' is not said of deals", r"\d+ (?:month|years?) (?:and )?\d|month, 21|month and 21|1 month 2 years|two and half days"),
    ("century", "no value form", r"century|centuries"),
    ("counted from another day", "'two days from tomorrow', 'more than 2 weeks before today' are assistant's arithmetic", r"(?:from|after|before) (?:tomorrow|yesterday|today)|business days|from today"),
    ("same period", "'that weekend', 'same month' need a story", r"^(?:same|that) (?:week|month|year)"),
    ("mixed precision range", "a range between a day and a year", r"between .*(?:2015|2018)|from 2015|Feb 1st (?:to|and) March|Monday April to|between now|and now$"),
    ("impossible day", "31 November has no value here, theirs is a bare string", r"^31st of this|^Feb 30|2/29/2019"),
    ("words for years within other dates", "'February two thousand and eighteen' with a range inside", r"two thousand and (?:eighteen|fourteen|tens)|the two thousands|twenty-tens|twenty seven|noughties|nineteen seventies"),
)  # fmt: skip


def expected(timex: str, value: dict[str, object]) -> set[tuple[str, ...]]:
    """The values that count as right, each as the tuple of dates that a range or a single expression gives."""
    resolutions = [r for key in ("FutureResolution", "PastResolution") if isinstance(r := value.get(key), dict)]
    days = {(str(r["date"]),) for r in resolutions if "date" in r}
    if days:
        return days | {(timex,)} | {(day[0][:7],) for day in days if timex.count("-") == 1} | _coarser(days)
    found: set[tuple[str, ...]] = {(timex,), (timex.removesuffix("-WE"),)}
    for r in resolutions:
        if timex.count("-") == 1:
            found |= {(str(r.get("startDate", ""))[:7],)}
        first, last = str(r.get("startDate", "")), str(r.get("endDate", ""))
        found.add((first, last))
        found |= {(p,) for p in _spanning(first, last)}
        found |= {(a, b) for a in _forms(first) for b in _forms(last)}
    return found


def _coarser(days: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """ "Two years ago" is a year here, "a month ago" a month, "three weeks ago" a week."""
    out: set[tuple[str, ...]] = set()
    for (day,) in days:
        period = from_value(day)
        if period:
            iso = period.first.isocalendar()
            out |= {(day[:4],), (day[:7],), (f"{iso.year}-W{iso.week:02}",)}
    return out


def _forms(day: str) -> set[str]:
    return {day, day[:7] if day.endswith("-01") else day, day[:4] if day.endswith("-01-01") else day}


def _spanning(first: str, last: str) -> set[str]:
    """The period values that begin on `first` and end before `last` (or on it)."""
    year, month = first[:4], first[5:7]
    out = set()
    names = [first[:7], year, f"{year}-H1", f"{year}-H2", *(f"{year}-Q{n}" for n in range(1, 5)), f"{year[:3]}X"]
    for name in names:
        period = from_value(name)
        if period and period.first.isoformat() == first and 0 <= (_day(last) - period.last).days <= 1:
            out.add(name)
    return out if month else set()


def _day(text: str):
    period = from_value(text)
    return period.last if period else from_value("1500-01-01").last


def run(folder: Path) -> tuple[Counter[str], list[str]]:
    """Counts and a line for each error."""
    counts: Counter[str] = Counter()
    errors = []
    for name in ("DateParser", "DatePeriodParser"):
        for case in json.loads((folder / f"{name}.json").read_text(encoding="utf-8-sig")):
            for result in case["Results"] or []:
                words = result["Text"]
                reason = next(
                    (group for group, _, pattern in LEFT_OUT if re.search(pattern, words, re.IGNORECASE)), None
                )
                if reason or not result.get("Value"):
                    counts[f"left out: {reason or 'no value'}"] += 1
                    continue
                counts[name] += 1
                reference = case.get("Context", {}).get("ReferenceDateTime", "")[:10] or None
                end = result["Start"] + result["Length"]
                dates = find_dates(case["Input"], reference)
                got = tuple(d.value or "" for d in dates if d.start < end and result["Start"] < d.end)
                right = expected(result["Value"]["Timex"], result["Value"])
                if got in right:
                    counts[f"{name} right"] += 1
                else:
                    errors.append(f"{reference} {case['Input']!r}: {words!r} is {result['Value']['Timex']}, got {got}")
    return counts, errors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared/benchmarks/recognizers"
    )
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    if not (options.folder / "DateParser.json").is_file():
        sys.exit(f"{options.folder}: no DateParser.json; give the folder of the specifications")
    counts, errors = run(options.folder)
    if options.errors:
        print(*errors, sep="\n")
    total = right = 0
    for name in ("DateParser", "DatePeriodParser"):
        print(
            f"{name}: {counts[name + ' right']} of {counts[name]} right, {counts[name + ' right'] / counts[name]:.1%}"
        )
        total += counts[name]
        right += counts[name + " right"]
    print(f"together {right / total:.1%}")
    reasons = {group: reason for group, reason, _ in LEFT_OUT} | {"no value": "the specification gives none"}
    for key, count in sorted(counts.items()):
        if key.startswith("left out: "):
            print(f"left out {count:3} {key[10:]}: {reasons[key[10:]]}")


if __name__ == "__main__":
    main()
