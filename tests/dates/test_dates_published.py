"""What an article says about its own publication, and what a caller may say."""

from __future__ import annotations

import datetime as dt

import pytest

from dealextract.dates import find_dates, publication_date
from dealextract.dates.parsing import parse_day
from dealextract.errors import UsageError

STATED = [
    ("LONDON, 3 May 2021 -- Kerrow plc has sold its mill.", "3 May 2021", "2021-05-03"),
    ("NEW YORK, Feb. 21, 2024 /Newswire/ -- Kerrow Inc. said", "Feb. 21, 2024", "2024-02-21"),
    ("MUNICH, Germany, March 4, 2020 (NEWSPOST) - Kerrow", "March 4, 2020", "2020-03-04"),
    ("Feb 21, 2024, 06:45 ET\n\nKerrow Inc. said", "Feb 21, 2024, 06:45 ET", "2024-02-21"),
    ("Kerrow buys Oakfield\nBy Ana Ruiz\nMarch 3, 2019\n\nThe mill", "March 3, 2019", "2019-03-03"),
    ("Published: Tuesday 4 May 2021\nFirst line", "Tuesday 4 May 2021", "2021-05-04"),
    ("Posted on 2021-05-04\nFirst line", "2021-05-04", "2021-05-04"),
    ("Updated 11:42 GMT, 7 May 2010\n\nThe airline", "7 May 2010", "2010-05-07"),
    ("Updated 8 May 2010\nPublished 7 May 2010\n\nThe airline", "7 May 2010", "2010-05-07"),
    ("Kerrow (LSE: KER) | 3 May 2021 | Mills\n\nThe mill", "3 May 2021", "2021-05-03"),
    ("KARACHI, June 9: The envelopes were opened.", "June 9", "XXXX-06-09"),
    ("DAYTON, Ohio (Nov. 4, 2013) – Kerrow Inc. said", "Nov. 4, 2013", "2013-11-04"),
    ("HULL & LEEDS – (December 7, 2015) – Kerrow plc said", "December 7, 2015", "2015-12-07"),
    ("(Shanghai, April 8, 2004) Kerrow opened a shop.", "April 8, 2004", "2004-04-08"),
    ("São Tomé, 22/08/2012 – Kerrow signed a pact.", "22/08/2012", "2012-08-22"),
    ("Medellín, 22 February 2018. The mill is sold.", "22 February 2018", "2018-02-22"),
    ("KERROW OYJ STOCK EXCHANGE RELEASE 14.6.2013 at 9.15 a.m.\n\nThe offer", "14.6.2013 at 9.15 a.m.", "2013-06-14"),
    ("MILL WEEKLY, Oct. 18, 1993, p. 3\n\nStores", "Oct. 18, 1993", "1993-10-18"),
    ("Ana Ruiz | Hull | 22/07/2015 07:00\n\nThe mill", "22/07/2015 07:00", "2015-07-22"),
    ("THE LETTER · no. 88 · Friday 17 May 2019\n\nMorning.", "Friday 17 May 2019", "2019-05-17"),
    ("Press release 11 February 1999\n\nThe mill", "11 February 1999", "1999-02-11"),
    ("Date of announcement:2018/05/22\nSubject: a mill", "2018/05/22", "2018-05-22"),
    ("The mill is sold.\n\nThis announcement is dated 31 March 2021.\n", "31 March 2021", "2021-03-31"),
    ("The mill is sold.\n\nBy order of the board\n\nHong Kong, 3 April 2007\n", "3 April 2007", "2007-04-03"),
]
SILENT = [
    "The mill\n\nAllotment results: 15 July\nDealings start: 16 July",
    "* FIRST TRADE JUNE 1, 2006\n* NEW CHIEF NAMED",
    "Date of award: 01.09.2014\nAppeals: none",
    "The threshold was reached on:\n03/06/2020\nby Kerrow plc",
    "Figures for Kerrow of February 4 (A)\nand more",
    "Payment | 31 May 2023 (planned)\nStart of trials | July 2023",
    "On 3 May 2021 the group sold its mill.",
    "The bank was founded on 3 May 1921. It grew.",
    "Kerrow plc said it had bought Oakfield, which opened on 4 March 2020, for cash.",
    "",
]


@pytest.mark.parametrize(("text", "words", "value"), STATED, ids=[s[0][:40] for s in STATED])
def test_stated(text, words, value):
    """Labels, datelines and header lines date an article."""
    date = publication_date(text)
    assert date is not None
    assert (date.text, date.value, text[date.start : date.end]) == (words, value, words)


@pytest.mark.parametrize("text", SILENT)
def test_silent(text):
    """A date of the story never dates the article."""
    assert publication_date(text) is None


def test_given_day_goes_before_the_dateline():
    """What the caller says holds against the text's own dateline."""
    text = "LONDON, 3 May 2021 -- Kerrow said yesterday it would sell."
    assert [d.value for d in find_dates(text)] == ["2021-05-03", "2021-05-02"]
    assert [d.value for d in find_dates(text, "2021-05-10")] == ["2021-05-03", "2021-05-09"]


@pytest.mark.parametrize(
    "published",
    [
        "2021-05-10",
        "2021-05-10T08:00:00Z",
        "10 May 2021",
        "May 10, 2021, 06:45 ET",
        dt.date(2021, 5, 10),
        dt.datetime(2021, 5, 10, 9),
    ],
)
def test_forms_of_a_given_day(published):
    """A date, a time and any full date in English are taken."""
    assert find_dates("It closed yesterday.", published)[0].value == "2021-05-09"


@pytest.mark.parametrize("published", ["soon", "2021-13-45", "2021-13", "0000", "04/05/2021"])
def test_what_is_no_day_is_refused(published):
    """A word, an impossible day, month or year and figures that can be read two ways say so."""
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        find_dates("It closed yesterday.", published)


def test_order_of_figures():
    """Figures that can be read two ways are read only in a given order."""
    assert parse_day("04/05/2021") is None
    assert parse_day("04/05/2021", order="DMY") == dt.date(2021, 5, 4)
    assert parse_day("04/05/2021", order="MDY") == dt.date(2021, 4, 5)


def test_open_dateline_keeps_the_year_open():
    """A dateline without a year gives days and months of an open year, and no weekday."""
    dates = find_dates("PENANG, March 3 - The two said today that a pact of last night ends on Friday.")
    assert [d.value for d in dates] == ["XXXX-03-03", "XXXX-03-03", "XXXX-03-02", None]


@pytest.mark.parametrize(
    ("published", "values"),
    [
        ("2023-12", ["2022", "2024-01", None]),
        ("December 2023", ["2022", "2024-01", None]),
        ("2023", ["2022", None, None]),
    ],
)
def test_month_or_year_of_publication(published, values):
    """A month or a year is an anchor of its own precision: what depends on the day or month stays open."""
    dates = find_dates("It grew last year, sells next month and said so yesterday.", published)
    assert [d.value for d in dates] == values
    assert all(published[-2:] in d.because[0] or "2023" in d.because[0] for d in dates)
    assert "2022-12-31 if it was published on 2023-01-01" in find_dates("It said so yesterday.", "2023")[0].because
