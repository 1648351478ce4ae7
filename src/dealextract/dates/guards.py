"""When words that look like a date are one: the guard of each rule that needs one, with examples on both sides.

In an example brackets mark the words that the rule matched.
"""

from __future__ import annotations

from dealextract.dates import guards_calendar as calendar
from dealextract.dates import guards_words as words
from dealextract.dates.guard import Guard

MONTH_CASE = Guard(
    calendar.month_case, ("signed on [3 May]", "signed on [june 3]."), ("they [march 5] miles", "$[3 May]")
)
EDGES = Guard(calendar.edge_free, ("signed [2021-05-03].",), ("ISIN-[2021-05-03]", "[2021-05-03]-77"))

GUARDS: dict[str, Guard] = {
    "month": Guard(
        calendar.month,
        ("It closes in [May] at last", "It opened last [June].", "[January] was cold"),
        ("[May] I come in", "The [March] Group said", "they [may] close"),
    ),
    "weekday": Guard(
        calendar.weekday,
        ("It met on [Friday].", "(closed [Tuesday])", "([Tue])"),
        ("the [Sunday] Times", "he [sat] down"),
    ),
    "year": Guard(
        calendar.year,
        ("It rose in [2019].", "It was sold in [2019], again", "from [2019]–2021"),
        ("$[2019]", "[2019] cars were sold", "room [2019]", "ISO [2019]"),
    ),
    "monthday": Guard(calendar.monthday, ("It closes on the [21st].", "by the [3rd] at noon"), ("the [21st] century",)),
    "short_figures": Guard(
        calendar.short_figures, ("It closed on [2/19]", "([2/19])"), ("about [2/3] of it", "1/[2/3]")
    ),
    "season": Guard(
        words.season,
        ("It opens in the [spring].", "by [summer] at the latest"),
        ("a [spring] mattress", "a [fall] in sales"),
    ),
    "holiday": Guard(
        words.holiday,
        ("It ships by [Christmas].", "on [Boxing Day]"),
        ("[Christmas] trading was good", "happy [easter]"),
    ),
    "plain_unit": Guard(
        words.plain_unit,
        ("by the end of the [year]", "It rose in the [quarter]"),
        ("a [year] of talks", "the [year] ended 30 June"),
    ),
    "then": Guard(words.then, ("By [then] it was sold",), ("It was [then] sold",)),
    "day_month": MONTH_CASE,
    "month_day": MONTH_CASE,
    "ahead": Guard(
        words.ahead, ("It will close [in two weeks]", "[in two weeks' time]"), ("It was built [in two weeks]",)
    ),
    "since": Guard(words.since, ("It is [five years since] the suit",), ("In the [five years since] the suit",)),
    "iso": EDGES,
    "figures": EDGES,
    "iso_month": EDGES,
    "delimited": EDGES,
    "delimited_month_first": EDGES,
    "delimited_year_first": EDGES,
    "delimited_year_month": EDGES,
    "month_year_figures": Guard(calendar.figures, ("paid in [11/2016]",), ("case no. [11/2016]", "A-[11/2016]")),
    "decade": Guard(calendar.decade, ("in the [eighties]", "the [1980s]"), ("in her [fifties]",)),
    "following": Guard(words.named, ("[that March] it closed",), ("those [that march]",)),
    "deictic_name": Guard(words.lower_name, ("[this May] it closes",), ("[this may] be so",)),
}
