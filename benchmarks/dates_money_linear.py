"""Time of dates, durations, money and percentages on dense texts of doubling length: it must grow with the length only.

    python benchmarks/dates_money_linear.py [--longest CHARACTERS] [--only WORDS] [--limit SECONDS]

Each text repeats one piece: nothing but dates, nothing but amounts, digits, strokes, "the the the", nested ranges, lines
without blanks. A line gives the seconds of the longest text (processor time), and the ratio to the text half as long,
which is about 2 where the time is linear and 4 where it is quadratic. Exit status 1 where a ratio is above 2.8 (of a
text that takes at least a second), or a text takes longer than the limit.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

from dealextract.dates import find_dates, find_durations, publication_date
from dealextract.extractor import worded_terms
from dealextract.money import find_money, find_percents

PUBLISHED = "2021-06-08"
PIECES = (
    "3 May, ", "3 May 2021 ", "Friday ", "a year ago ", "the end of the quarter ", "2011-12 ", "03/04/2021 ", "May/3/2021 ",
    "by Thanksgiving ", "18 months after signing; it signed on 3 May 2021. ", "from $4m a year earlier ", "last year, in 2018, ",
    "the year-ago quarter, the second quarter ", "between May and ", "from 3 to 5 May to ", "in March and ", "the 21st ",
    "said on Friday, 3 May 2019 ", "that quarter ", "1,", "1.", "1/", "1 ", "12345678", "9-", "the the the ", "a a a ", "''98", "(((", "\n",
    "\n\n", " ", "x", "Xx", "é", "will be due to ", "Mr. A. B. ", "$1 ", "$1m to $2m ", "£1.3bn ($2.2bn) ",
    "$", "€€", "5 per cent ", "a third of ",
    "half a ", "million ", "one hundred ", "two-thirds-", "Rs 5 crore ", "p.c. per cent ", "up to ", "from $5 to ", "5p 6p ", "US$", "K 5 ",
    "1 000 ", "the The ", "Sydney, ", "New York, ", "five years ", "five-to-six-", "several ", "five or ", "up to the next ", "exclusive ",
    "subject to ", "in cash and shares ", "debt ", "per share ", "a share a ",
)  # fmt: skip


def everything(text: str) -> None:
    find_dates(text, PUBLISHED)
    find_dates(text)
    publication_date(text)
    find_durations(text)
    find_money(text)
    find_percents(text)
    worded_terms(text)


PARTS: dict[str, Callable[[str], Any]] = {
    "dates": lambda text: find_dates(text, PUBLISHED),
    "dates, day not known": find_dates,
    "publication": publication_date,
    "durations": find_durations,
    "money": find_money,
    "percents": find_percents,
    "terms in words": worded_terms,
}


def seconds(work: Callable[[str], Any], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--longest", type=int, default=1_000_000)
    parser.add_argument("--limit", type=float, default=120.0)
    parser.add_argument("--only", default="", help="pieces that hold these words")
    options = parser.parse_args()
    everything("signed on 3 May 2021 for $5m, 4 per cent")  # tables are read on the first call
    bad = 0
    for piece in (p for p in PIECES if options.only in p):
        slow = []
        whole, parts = 0.0, {}
        for name, work in PARTS.items():
            length, before, spent = options.longest // 16, 0.0, 0.0
            while length <= options.longest:
                before, spent = spent, seconds(work, piece * (length // len(piece)))
                if spent > options.limit / 2 and length < options.longest:
                    break
                length *= 2
            parts[name] = spent
            whole += spent
            ratio = spent / before if before else 0.0
            if spent > options.limit or length <= options.longest or (spent >= 1.0 and ratio > 2.8):
                slow.append(f"{name}: {spent:.1f} s at {min(length, options.longest):,}, ratio {ratio:.1f}")
        bad += bool(slow)
        most = max(parts, key=lambda n: parts[n])
        print(f"{piece!r:60} {whole:6.1f} s, most in {most} {parts[most]:.1f} s  {'; '.join(slow)}", flush=True)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
