"""Clock, time zone and locale change nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys

PROGRAM = """
import datetime, json, locale, sys, time
for name in json.loads(sys.argv[1]):
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        pass
class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls(int(sys.argv[2]), 2, 28, 23, 59, tzinfo=tz)
    @classmethod
    def utcnow(cls): return cls(int(sys.argv[2]), 2, 28, 23, 59)
    @classmethod
    def today(cls): return cls(int(sys.argv[2]), 2, 28, 23, 59)
class Day(datetime.date):
    @classmethod
    def today(cls): return cls(int(sys.argv[2]), 2, 28)
datetime.datetime, datetime.date = Clock, Day
time.time = lambda: float(int(sys.argv[2]) - 1970) * 31556952
from dealextract.dates import find_dates
text = ("Kerrow said on Friday it will buy Oakfield by next March; 03/04/2021 and 25/04/2021 stand in the paper. "
        "It was set up five years ago, in the third quarter. Sept. 12, 12 Dez, the 21st, last week, year-end, '98.")
rows = [d.model_dump(mode="json") for p in (None, "2021-06-08") for d in find_dates(text, p)]
print(json.dumps(rows))
"""


def _run(locales, year, zone):
    environment = os.environ | {"TZ": zone, "LC_ALL": locales[0], "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(locales), str(year)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_same_everywhere_and_always():
    """Three clocks, time zones and locales give the same bytes."""
    first = _run(["C"], 1999, "UTC")
    assert "2021-06-04" in first
    assert _run(["de_DE.UTF-8", "fr_FR.UTF-8"], 2044, "Pacific/Kiritimati") == first
    assert _run(["C.UTF-8", "tr_TR.UTF-8"], 2021, "America/Anchorage") == first
