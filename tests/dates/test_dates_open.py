"""Where two readings stay possible the value is null and both stand in `because`."""

from __future__ import annotations

import pytest

from dealextract.dates import find_dates

OPEN = [
    ("Opening: November", "2021-05-20", ("2020-11 if", "2021-11 if")),
    ("Meeting: Friday", "2021-06-08", ("2021-06-04 if", "2021-06-11 if")),
    ("Sales rose in 2011-12.", None, ("2011-12 if", "2011 if")),
    ("It opens by Thanksgiving.", "2021-06-01", ("in the United States", "in Canada")),
    ("It ships by Mother's Day.", "2021-01-04", ("second Sunday of May", "before Easter")),
    ("It closes after Labour Day.", "2021-01-04", ("first Monday of September", "1 May")),
    ("It closes after Memorial Day.", "2021-01-04", ("in the United States", "does not tell")),
    ("It agreed over the weekend.", "2021-06-09", ("2021-06-05", "2021-06-06")),
    ("It fell nearly two weeks ago.", "2021-06-08", ("2021-W21 if", "2021-W22 if")),
    ("Net was $4m, up from $3m a year ago.", "2021-06-08", ("2020 if", "2020-06-08 if")),
]
SETTLED = [
    ("Opening: June", "2021-05-20", "2021-06"),
    ("Meeting: Friday", "2021-06-12", "2021-06-11"),
    ("The Toronto bank opens by Thanksgiving.", "2021-06-01", "2021-10-11"),
    ("The Chicago bank opens by Thanksgiving.", "2021-06-01", "2021-11-25"),
    ("Kerrow plc of Leeds ships by Mother's Day.", "2021-01-04", "2021-03-14"),
    ("Shops in Dublin shut for the August bank holiday.", "2021-07-01", "2021-08-02"),
    ("The 2011-12 season was good.", None, "2011"),
    ("Paid in 2011-12, and again on 2012-03-04.", None, "2011-12"),
    ("On Wednesday 5 February it bid; its rival had bid on 3 May 2002.", None, "2003-02-05"),
]


@pytest.mark.parametrize(("text", "published", "readings"), OPEN, ids=[o[0] for o in OPEN])
def test_open(text, published, readings):
    """No value, and each reading is named."""
    date = find_dates(text, published)[-1]
    assert date.value is None
    assert all(any(reading in reason for reason in date.because) for reading in readings)


@pytest.mark.parametrize(("text", "published", "value"), SETTLED, ids=[s[0] for s in SETTLED])
def test_settled(text, published, value):
    """Another date of the text, a word or nearness settles it, and the reason says which."""
    date = find_dates(text, published)[0]
    assert date.value == value
    assert date.because
