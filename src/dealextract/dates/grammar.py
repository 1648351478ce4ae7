# ruff: noqa: E501 - a pattern is easier to read on one line
"""From text to readings: where date expressions stand and what their own words say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dealextract.dates import words
from dealextract.dates.delimited import DELIMITED
from dealextract.dates.guards import GUARDS
from dealextract.dates.guards import year as year_guard
from dealextract.dates.productions import century
from dealextract.dates.readings import Found, Kind, Reading
from dealextract.dates.relative import RELATIVE, unit_of
from dealextract.dates.rule import Rule
from dealextract.dates.rules import CALENDAR
from dealextract.dates.surroundings import bound_around, leading
from dealextract.dates.words import NUMBER, YEAR
from dealextract.records import Bound

RULES: tuple[Rule, ...] = CALENDAR + DELIMITED + RELATIVE
_BY_NAME = {rule.name: rule for rule in RULES}
TOKEN = re.compile(r"[A-Za-z]+|\d+|['’](?=\d\d)")
YEAR_SUFFIX = re.compile(
    rf"(?P<comma>\s?,\s?|\s+|\s?\(|/|-(?=\d))(?:of\s+|in\s+)?(?:the\s+year\s+|(?:fiscal|financial|calendar)\s+(?:year\s+)?|FY\s?)?(?:(?P<year>{YEAR})|['’](?P<short>\d\d)(?!\d))(?:[/–-](?P<last>\d\d)(?!\d))?",
    re.IGNORECASE,
)
OLD_YEAR = re.compile(r"\s(?P<short>3[2-9]|[4-9]\d)(?=\s*(?:[.,;)]|\Z|\n))")
SHORT_SUFFIX = re.compile(r"-(?P<short>\d\d)(?!\d)")
RELATIVE_SUFFIX = re.compile(
    rf"(?:,?\s+|\s?-\s?)(?:of\s+|in\s+)?(?:the\s+)?(?:(?P<which>last|past|this|next|current|coming|that\s+same|that|same|following|previous|preceding|prior)\s+(?:(?:fiscal|financial|calendar)\s+)?(?P<unit>year|month|week|quarter)"
    rf"|(?P<n>{NUMBER})\s+(?P<units>years?|months?|weeks?)\s+(?P<way>ago|later|earlier|before|after)(?!\s+(?:the|he|she|it|they)\b)|(?P<plain>year|month)(?!\s+(?:to|ended|ending|earlier|before|ago|later|after|end)\b|[-\w'’]))\b",
    re.IGNORECASE,
)
BARE_SUFFIX = re.compile(r"\s+(?P<which>next|last)(?=\s*[.,;)]|\s*$|\s+(?:and|by|at)\b)", re.IGNORECASE)
WORD_YEAR_GAP = re.compile(r",?\s+(?:of\s+)?(?=eighteen|nineteen|twenty|two\s)", re.IGNORECASE)
DAYS_OF_MONTH = re.compile(
    r"(?P<first>[0-3]?\d)(?:st|nd|rd|th)?\s?(?:-|–|to|and|until|till|through)\s?(?P<last>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+|in\s+)?(?P<which>this|next|last)\s+month\b",
    re.IGNORECASE,
)
DAY_RANGE = re.compile(
    r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s?(?:-|–|—|to|and|until|till|through|or|/)\s?(?=(?:the\s+)?(?:[0-3]?\d(?:st|nd|rd|th)?\s?(?:of\s+)?[A-Za-z]|[A-Z][a-z]{2,8}\.?\s+\d))",
    re.IGNORECASE,
)
RANGE_TAIL = re.compile(
    r"\s?(?:-|–|—|\s(?:to|and|until|till|through|or)\s)\s?(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%:/]|\.\d|,\d{3}|\s?(?:per|million|bn|%))",
    re.IGNORECASE,
)
OF_THE = re.compile(r"\s+of\s+the\s+")
WEEKDAY_GAP = re.compile(r"(?:\s?\(|,?\s+|\s?,\s?)(?:the\s+)?")
AFTER_YEAR = re.compile(r"(?:['’]s?\s+|\s*,\s*(?:the\s+)?|\s+(?:the\s+)?|)(?:(?:fiscal|financial)\s+)?")
PARTIAL = frozenset({"quarter", "short_period", "season", "two_quarters", "month_quarter", "three_months", "holiday"})


@cache
def starters() -> dict[str, tuple[Rule, ...]]:
    """For each word that can begin an expression, lower case, the rules to try there; `0` stands for any figure."""
    classes: dict[str, set[str]] = defaultdict(set)
    for name, vocabulary in (("month", words.MONTHS), ("weekday", words.WEEKDAYS), ("season", words.SEASONS),
                             ("ordinal", words.DAY_ORDINALS), ("number", words.NUMBERS), ("holiday", [*words.HOLIDAYS, *words.BY_COUNTRY])):  # fmt: skip
        for word in vocabulary:
            classes[re.split(r"[\s'-]", word)[0]].add(name)
    for word in ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"):
        classes[word].add("decadename")
    classes["0"] |= {"digit", "number"}
    for word in ("summers", "winters", "springs"):
        classes[word].add("season")
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in RULES:
        keys = {word for word, kinds in classes.items() if kinds & set(rule.starts)}
        for key in keys | {start for start in rule.starts if start not in ("digit", "number")}:
            found[key].append(rule)
    return {word: tuple(rules) for word, rules in found.items()}


def read(text: str) -> list[Found]:
    """Every date expression of the text with its reading, in order, without overlap."""
    table = starters()
    out: list[Found] = []
    position = 0
    for token in TOKEN.finditer(text):
        start = token.start()
        if start < position:
            continue
        word = token[0]
        rules = table.get("0" if word[0].isdigit() else "'" if word in "'’" else word.lower())
        if rules is None or (
            start and word[0].isalpha() and text[start - 1].isalnum() and not text[start - 1].isdigit()
        ):
            continue
        for found in _expression(text, start, rules, position):
            out.append(found)
            position = found.end
    return out


def _core(
    text: str, start: int, rules: tuple[Rule, ...], only: frozenset[str] | None = None
) -> tuple[int, Reading, Rule] | None:
    """The longest core at this place: (end, reading, rule); guards are not asked."""
    best: tuple[int, Reading, Rule] | None = None
    for rule in rules:
        if only is not None and rule.name not in only:
            continue
        match = rule.regex.match(text, start, start + 160)
        if match and (best is None or match.end() > best[0]):
            reading = rule.build(match)
            if reading is not None:
                best = match.end(), reading, rule
    return best


def _rules_at(text: str, start: int) -> tuple[Rule, ...]:
    token = TOKEN.match(text, start)
    if token is None:
        return ()
    word = token[0]
    return starters().get("0" if word[0].isdigit() else "'" if word in "'’" else word.lower(), ())


def _expression(text: str, start: int, rules: tuple[Rule, ...], floor: int) -> Iterator[Found]:
    """The expression, or the two of a range of days, that begin at `start`."""
    if text[start].isdigit() and not (start and (text[start - 1].isalnum() or text[start - 1] in "./-$£€")):
        days = DAYS_OF_MONTH.match(text, start, start + 60)
        if days and 1 <= int(days["first"]) < int(days["last"]) <= 31:
            month = Reading("deictic", unit="month", count={"this": 0, "next": 1}.get(days["which"].lower(), -1))
            both = bound_around(text, start, start, floor)
            sides: tuple[tuple[str, Bound], ...] = (("first", "from"), ("last", "until"))
            for key, bound in sides:
                stop = days.end() if key == "last" else days.end(key)
                yield Found(
                    days.start(key),
                    stop,
                    Reading(
                        "monthday", day=int(days[key]), within=month, bound="between" if both == "between" else bound
                    ),
                    "day_range",
                )
            return
        left = DAY_RANGE.match(text, start, start + 40)
        if left:
            right = next(iter(_expression(text, left.end(), _rules_at(text, left.end()), left.end())), None)
            if right is not None and right.rule in ("day_month", "month_day") and 1 <= int(left["day"]) <= 31:
                reading = replace(right.reading, day=int(left["day"]), bound="from", weekday=None)
                lead, _ = leading(text, start, floor)
                both = bound_around(text, lead, start, floor)
                opening: Bound = "between" if both == "between" else "from"
                yield Found(start, left.start() + len(left["day"]), replace(reading, bound=opening), "day_range")
                yield replace(right, reading=replace(right.reading, bound="between" if both == "between" else "until"))
                return
    core = _core(text, start, rules)
    if core is None:
        return
    end, reading, rule = core
    guard = GUARDS.get(rule.name)
    body_end, reading, extended = _suffix(text, start, end, reading, rule)
    if (
        guard is not None
        and not (extended and rule.name in ("month", "season", "holiday", "weekday", "year"))
        and not guard(text, start, end)
    ):
        shorter = [r for r in rules if r is not rule]
        core = _core(text, start, tuple(shorter))
        if core is None or core[2] not in RULES or (GUARDS.get(core[2].name) or _yes)(text, start, core[0]) is False:
            return
        end, reading, rule = core
        body_end, reading, extended = _suffix(text, start, end, reading, rule)
    if (
        extended
        and rule.name == "month"
        and text[start:end].lower().rstrip(".") in ("may", "march")
        and text[start].islower()
    ):
        return
    tail = RANGE_TAIL.match(text, end, end + 16) if rule.name == "month_day" else None
    lead, edge = leading(text, start, floor)
    if rule.name in ("iso", "figures", "short_figures", "day_word") or rule.name.startswith("delimited_year"):
        lead, edge = start, None
    if tail and int(tail["day"]) > (reading.day or 0):
        second_end = tail.end()
        second_end, second, _ = _suffix(text, start, second_end, replace(reading, day=int(tail["day"])), rule)
        opener = replace(reading, year=second.year, within=second.within)
        both = bound_around(text, lead, start, floor)
        yield Found(lead, end, replace(opener, bound="between" if both == "between" else "from"), rule.name)
        yield Found(
            tail.start("day"), second_end, replace(second, bound="between" if both == "between" else "until"), rule.name
        )
        return
    if edge is not None:
        reading = replace(reading, edge=edge)
    if (
        rule.name == "deictic_unit"
        and text[start : start + 4].lower() == "next"
        and text[lead:start].lower().strip() == "the"
    ):
        reading = replace(reading, kind="narrative")
    yield Found(
        lead, body_end, replace(reading, bound=reading.bound or bound_around(text, lead, body_end, floor)), rule.name
    )


def _yes(text: str, start: int, end: int) -> bool:
    return True


def _suffix(text: str, start: int, end: int, reading: Reading, rule: Rule) -> tuple[int, Reading, bool]:
    """The expression with what follows it: a year, "of last year", the day behind a weekday."""
    if reading.kind == "deictic" and reading.unit == "day" and text.startswith(" (", end):
        return _bracketed(text, end, reading)
    if reading.kind == "weekday" and reading.within is None:
        gap = WEEKDAY_GAP.match(text, end, end + 12)
        inner = gap and _core(
            text,
            gap.end(),
            _rules_at(text, gap.end()),
            frozenset({"day_month", "month_day", "figures", "iso", "monthday", "short_figures", "weekday_number"}),
        )
        if gap and inner:
            day_end, day, day_rule = inner
            full_end, day, _ = _suffix(text, gap.end(), day_end, day, day_rule)
            if "(" in gap[0] and text[full_end : full_end + 1] == ")":
                full_end += 1
            elif "(" in gap[0]:
                return end, reading, False
            return full_end, replace(day, weekday=reading.weekday), True
    if rule.name in ("year", "double_year", "deictic_unit") and (reading.kind == "calendar" or reading.unit == "year"):
        return _after_year(text, end, reading)
    if not (reading.open_year or reading.kind == "nth"):
        return end, reading, False
    if rule.name == "month" and (old := OLD_YEAR.match(text, end)):
        return old.end(), replace(reading, year=century(int(old["short"]))), True
    if "-" in text[start:end] and reading.day and (short := SHORT_SUFFIX.match(text, end)):
        return short.end(), replace(reading, year=century(int(short["short"]))), True
    if reading.half and (gap := OF_THE.match(text, end, end + 10)):
        decade = _core(text, gap.end(), _rules_at(text, gap.end()), frozenset({"decade"}))
        if decade:  # "the last half of the 1980s" is a stretch of the decade and not half a year
            return decade[0], replace(decade[1], edge="late" if reading.half == 2 else "early"), True
    match = YEAR_SUFFIX.match(text, end, end + 40)
    if match and not (match["comma"].strip() == "(" and text[match.end() : match.end() + 1] != ")"):
        bare = match["comma"].strip() == "," and not reading.day and match["year"]
        if not bare or year_guard(text, match.start("year"), match.end("year")):
            year = int(match["year"]) if match["year"] else century(int(match["short"]))
            stop = match.end() + ("(" in match["comma"])
            last = year + 1 if match["last"] and int(match["last"]) == (year + 1) % 100 else None
            fiscal = reading.fiscal or bool(re.search(r"fiscal|financial|FY", match[0], re.IGNORECASE))
            return stop, replace(reading, year=year, last_year=last, fiscal=fiscal), True
    gap = WORD_YEAR_GAP.match(text, end, end + 12)
    if (
        gap
        and not reading.week
        and (spelt := _core(text, gap.end(), _rules_at(text, gap.end()), frozenset({"word_year"})))
    ):
        return spelt[0], replace(reading, year=spelt[1].year), True
    match = RELATIVE_SUFFIX.match(text, end, end + 60)
    if match and not (match["plain"] and rule.name in ("month", "day_month", "month_day") and " of " not in match[0]):
        return match.end(), replace(reading, within=_within(match)), True
    if reading.month and (bare_match := BARE_SUFFIX.match(text, end, end + 12)):
        return bare_match.end(), replace(reading, toward=1 if bare_match["which"].lower() == "next" else -1), True
    return end, reading, False


def _bracketed(text: str, end: int, reading: Reading) -> tuple[int, Reading, bool]:
    """ "yesterday (29/3/2022)": the day in brackets is the value, and tells the day of writing."""
    inner = _core(text, end + 2, _rules_at(text, end + 2), frozenset({"day_month", "month_day", "figures", "iso"}))
    if inner is None:
        return end, reading, False
    stop, day, _ = _suffix(text, end + 2, inner[0], inner[1], inner[2])
    if text[stop : stop + 1] != ")":
        return end, reading, False
    return stop + 1, replace(day, count=reading.count, unit="day"), True


def _within(m: re.Match[str]) -> Reading:
    if m["plain"]:
        return Reading("deictic", unit=m["plain"].lower(), count=0, yearly=True)
    if m["n"]:
        way = m["way"].lower()
        sign = -1 if way in ("ago", "earlier", "before") else 1
        kind: Kind = "deictic" if way == "ago" else "narrative"
        return Reading(kind, unit=unit_of(m["units"]), count=sign * words.number(m["n"]))
    which = " ".join(m["which"].lower().split())
    deictic = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
    if which in deictic:
        return Reading("deictic", unit=m["unit"].lower(), count=deictic[which])
    count = {"following": 1, "previous": -1, "preceding": -1, "prior": -1}.get(which, 0)
    return Reading("narrative", unit=m["unit"].lower(), count=count)


def _after_year(text: str, end: int, reading: Reading) -> tuple[int, Reading, bool]:
    """ "2022 Q3", "the 1988 third quarter", "this year's second half"."""
    gap = AFTER_YEAR.match(text, end, end + 24)
    if gap is None or (reading.kind == "deictic" and not re.match(r"['’]", gap[0])) or reading.last_year:
        return end, reading, False
    inner = _core(text, gap.end(), _rules_at(text, gap.end()), PARTIAL)
    if inner is None or not inner[1].open_year or ("season" in inner[2].name and not gap[0].strip()):
        return end, reading, False
    if reading.kind == "deictic":
        return inner[0], replace(inner[1], within=reading), True
    return inner[0], replace(inner[1], year=reading.year), True
