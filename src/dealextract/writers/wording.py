"""Values of records in words for people: money, percentages, dates, names of types."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the records cost a tenth of a second, and an error message needs only `visible`
    from dealextract.records import Date, Deal, Money, Percent, TextTerm

SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
QUALIFIERS = {
    "exact": "",
    "about": "about ",
    "up_to": "up to ",
    "at_least": "at least ",
    "more_than": "more than ",
    "less_than": "less than ",
    "range": "",
    "undisclosed": "",
}


def words(name: str) -> str:
    """A name of the schema in words.

    >>> words("stake_purchase")
    'stake purchase'
    """
    return name.replace("_", " ")


def deal_type(deal: Deal) -> str:
    """The type of a deal in words, with the one that the user declares within it: `licensing (master franchise)`."""
    return words(f"{deal.type} ({deal.subtype})" if deal.subtype else deal.type)


def field(name: str) -> str:
    """The name of a term's field in words.

    >>> field("stake_percent")
    'stake'
    """
    return words(name.removesuffix("_percent"))


def term(value: Money | Percent | TextTerm) -> str:
    """A term in words.

    >>> from dealextract.records import TextTerm
    >>> term(TextTerm(value="P5Y")), term(TextTerm(value="non_exclusive"))
    ('5 years', 'non exclusive')
    """
    from dealextract.records import Money, TextTerm  # loaded where there is a value to put into words

    if isinstance(value, TextTerm):
        return duration(words(value.value))
    return money(value) if isinstance(value, Money) else percent(value)


def number(amount: str) -> str:
    """A decimal string as people write it; nothing is rounded.

    >>> number("1200000000"), number("45"), number("1234567"), number("4.50")
    ('1.2 billion', '45', '1,234,567', '4.50')
    """
    value = Decimal(amount)
    for scale, name in SCALES:
        if abs(value) >= scale:
            scaled = (value / scale).normalize()
            exponent = scaled.as_tuple().exponent
            if isinstance(exponent, int) and exponent >= -3:
                return f"{scaled:,f} {name}"
            break
    return f"{value:,f}"


def money(value: Money) -> str:
    """An amount in words.

    >>> from dealextract.records import Money
    >>> money(Money(start=0, end=5, text="$1.2bn", amount="1200000000", currency="USD", qualifier="about"))
    'about USD 1.2 billion'
    """
    if value.amount is None and value.maximum is None and value.minimum is None:
        return "undisclosed" if value.qualifier == "undisclosed" else "open"
    currency = f"{value.currency} " if value.currency else ""
    tail = "" if value.currency else " (currency open)"
    return f"{_qualified(value, currency)}{tail}"


def percent(value: Percent) -> str:
    """A percentage in words.

    >>> from dealextract.records import Percent
    >>> percent(Percent(start=0, end=3, text="half", value="50"))
    '50%'
    """
    if value.minimum is not None and value.maximum is not None:
        return f"{value.minimum}% to {value.maximum}%"
    figure = next((f for f in (value.value, value.maximum, value.minimum) if f is not None), None)
    if figure is None:
        return "undisclosed" if value.qualifier == "undisclosed" else "open"
    return f"{QUALIFIERS[value.qualifier]}{figure}%"


def duration(value: str) -> str:
    """An ISO 8601 duration in words; anything else as it is.

    >>> duration("P5Y"), duration("P1Y6M"), duration("P90D"), duration("perpetual")
    ('5 years', '1 year 6 months', '90 days', 'perpetual')
    """
    form = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", value)
    if form is None:
        return value
    units = zip(form.groups(), ("year", "month", "week", "day"), strict=True)
    return " ".join(f"{n} {unit}{'' if n == '1' else 's'}" for n, unit in units if n) or value


def _qualified(value: Money, currency: str) -> str:
    if value.minimum is not None and value.maximum is not None:
        return f"{currency}{number(value.minimum)} to {number(value.maximum)}"
    figure = next((f for f in (value.amount, value.maximum, value.minimum) if f is not None), "0")
    return f"{QUALIFIERS[value.qualifier]}{currency}{number(figure)}"


def date(value: Date) -> str:
    """A date's bound and value; `?` where the text leaves it open.

    >>> from dealextract.records import Date
    >>> date(Date(start=0, end=4, text="by 2022", value="2022", precision="year", bound="by"))
    'by 2022'
    """
    bound = "" if value.bound == "on" else f"{value.bound} "
    return f"{bound}{value.value or '?'}"


def counted(count: int, noun: str, one: str = "", many: str = "") -> str:
    """A count of things, and what is said of one and of many.

    >>> counted(1, "record", "is", "are"), counted(2300, "record", "is", "are"), counted(0, "copy")
    ('1 record is', '2,300 records are', '0 copies')
    """
    several = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return " ".join(filter(None, (f"{count:,}", noun if count == 1 else several, one if count == 1 else many)))


def visible(text: str) -> str:
    """A text on one line that cannot steer a terminal: blanks are one space, control characters are shown as `\\x1b`.

    >>> visible("a\\n b\\x1b[31m")
    'a b\\\\x1b[31m'
    """
    joined = " ".join(text.split())
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", lambda m: repr(m[0])[1:-1], joined)
