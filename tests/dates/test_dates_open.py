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
    ("It agreed to buy the mill in February.", "2021-10-30", ("2021-02 if", "2022-02 if", "'agreed'")),
    ("It gives one share for every four held if a meeting votes for it on Jan. 12.", "2021-10-26", ("2022-01-12 if",)),
    ("The firm asked for more time in August.", "2021-06-08", ("2020-08 if", "2021-08 if", "'asked' looks back")),
    ("The partners could not raise the cash in June.", "2021-08-20", ("2021-06 if", "2022-06 if")),
    ("It lost $4m in the third quarter. This quarter's loss was larger.", "2021-11-02", ("2021-Q3 if", "2021-Q4 if")),
    ("Net rose in the fiscal third quarter to $4m from $3m a year earlier.", "2021-11-02", ("is a fiscal period",)),
]
SETTLED = [
    ("The cash will pay for shops that it in March agreed to buy.", "2021-05-11", "2021-03"),
    ("We'll open the second mill in November.", "2021-05-20", "2021-11"),
    ("It agreed in February to buy the mill.", "2021-10-30", "2021-02"),
    ("Lenders have agreed to wait until the end of March.", "2021-10-30", "2022-03"),
    ("He was named chairman as from 1 September.", "2021-06-16", "2021-09-01"),
    ("The stake had risen since 1 September.", "2021-06-16", "2020-09-01"),
    ("The price had fallen in the year to September.", "2021-06-16", "2020-09"),
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


UNTIED = [
    ("It was founded in March 2004 in Hull by two sisters.\n\nThe mill will be sold in June.", "XXXX-06", "2004-06 if"),
    ("The contract runs until June 2026. A new shirt will be shown on 15 July.", "XXXX-07-15", "'June 2026'"),
    ("Sales doubled from 1999 to 2006.\n\nHulme left in May.", "XXXX-05", "nothing in the text"),
]


@pytest.mark.parametrize(("text", "value", "reason"), UNTIED, ids=[u[0][:30] for u in UNTIED])
def test_untied(text, value, reason):
    """Without a publication date a year told elsewhere in the text is no reason: the year stays open."""
    date = find_dates(text)[-1]
    assert date.value == value
    assert any(reason in because for because in date.because)


def test_week_of_the_news():
    """The day of the news with its weekday tells the week of writing: months and years count from it, days do not."""
    text = (
        "The two signed on Wednesday, 19 March 2003.\n\nThe first shop opens in June. It lost money last year.\n\n"
        "A rival said so yesterday."
    )
    _, june, year, yesterday = find_dates(text)
    assert (june.value, year.value, yesterday.value) == ("2003-06", "2002", None)
    assert "the article tells news of 'Wednesday, 19 March 2003'" in june.because[0]


def test_two_days_of_news_tell_no_week():
    """Where two days are told so, neither dates the article."""
    text = "It signed on Wednesday, 19 March 2003. It met on Monday, 7 April 2008.\n\nIt lost money last year."
    assert find_dates(text)[-1].value is None


RANGES = [
    ("It will be shut between 2 October and 22 October.", "2021-05-20", ("2021-10-02", "2021-10-22")),
    ("It was shut from November to March.", "2021-05-20", ("2020-11", "2021-03")),
    ("It will be shut from 20 December to 6 January.", "2021-05-20", ("2021-12-20", "2022-01-06")),
]


@pytest.mark.parametrize(("text", "published", "values"), RANGES, ids=[r[0] for r in RANGES])
def test_ends_of_a_range_belong_together(text, published, values):
    """The end of a range is the first such day behind its beginning."""
    assert tuple(d.value for d in find_dates(text, published)) == values


def test_steps_to_come_take_their_year_from_the_next():
    """The last step tells its year, each one before it takes it from the one that follows."""
    text = (
        "The brand was founded in 2009. It will open a shop on 6 November. Shoes will follow in January, "
        "whereas beauty will have a shop of its own in June 2020."
    )
    assert [d.value for d in find_dates(text)] == ["2009", "2019-11-06", "2020-01", "2020-06"]


@pytest.mark.parametrize("words", ["fiscal third quarter", "third fiscal quarter"])
def test_a_fiscal_quarter_without_its_year_stays_open(words):
    """The day of publication tells the calendar's quarter, and not the firm's; yet the comparison is with that quarter."""
    quarter, earlier = find_dates(
        f"Founded, it says, in 2003, net rose in the {words} from $3m a year earlier.", "2021-05-05"
    )[1:]
    assert quarter.value == "XXXX-Q3"
    assert "fiscal period" in quarter.because[0]
    assert earlier.value is None


@pytest.mark.parametrize("name", ["Lunar", "Chinese", "Orthodox"])
def test_feasts_of_other_calendars_are_not_ours(name):
    """Their days are others every year."""
    assert [d.value for d in find_dates(f"The {name} New Year of 2020 hit trade.")] == ["2020"]
    assert [d.value for d in find_dates("New Year of 2020 hit trade.")] == ["2020-01-01"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a week on Friday", "2021-05-21"),
        ("a week from Friday", "2021-05-21"),
        ("on Friday week", "2021-05-21"),
        ("on Friday", "2021-05-14"),
    ],
)
def test_a_week_on(words, value):
    """A week after the coming Friday, counted from a Saturday."""
    assert [d.value for d in find_dates(f"A vote is due {words}.", "2021-05-08")] == [value]
