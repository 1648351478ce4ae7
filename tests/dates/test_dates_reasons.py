"""The reasons: what an inferred date quotes, and how open readings are told."""

from __future__ import annotations

from dealextract.dates import find_dates


def test_year_from_the_next_milestone():
    """A day without a year takes it from the next dated step of the story, and says so."""
    first, second = find_dates("From December 21st the shop is open. Then, in February 2021, a second one follows.")
    assert (first.value, first.basis, first.bound) == ("2020-12-21", "inferred", "from")
    assert first.because == (
        "year from 'February 2021', the next milestone in the same sequence; 'is' beside 'follows'",
    ) or (first.because[0].startswith("year from 'February 2021', the next milestone in the same sequence"))
    assert (second.value, second.basis, second.because) == ("2021-02", "stated", ())


def test_two_readings_stand_in_because():
    """Figures that nothing settles: null, with both days spelt out."""
    (date,) = find_dates("It was bought on 03/04/2021.")
    assert date.value is None
    assert {"3 April 2021 if the day comes first", "4 March 2021 if the month comes first"} <= set(date.because)


def test_two_events_leave_the_value_open():
    """Two dated signings: null, and both are named."""
    dates = find_dates(
        "One paper was signed on 3 May 2019. Another was signed on 9 June 2019. Payment comes 90 days after signing."
    )
    assert dates[-1].value is None
    assert {"the signing may be '3 May 2019'", "the signing may be '9 June 2019'"} == set(dates[-1].because)


def test_publication_is_quoted():
    """What counts from publication says which day that is and where it stands."""
    dates = find_dates("LONDON, 3 May 2021 - Kerrow said yesterday it would sell.")
    assert dates[1].because == ("the article is dated '3 May 2021', 2021-05-03",)


def test_fiscal_years_stay_what_they_are():
    """A fiscal year keeps its number and says that its months are unknown."""
    (date,) = find_dates("Orders grew in fiscal 2022.")
    assert (date.value, date.precision, date.basis) == ("2022", "year", "stated")
    assert "fiscal" in date.because[0]


def test_impossible_days_have_no_value():
    """30 February is found and stays without a value."""
    (date,) = find_dates("It was signed on 30 February 2021.")
    assert date.value is None
    assert "no such day" in date.because[0]


def test_no_reason_quotes_nothing() -> None:
    first, _ = find_dates("Oakfield: 21 December. A second shop will open in February 2021.")
    assert first.because == ("year from 'February 2021', the next milestone in the same sequence; 'will open'",)
