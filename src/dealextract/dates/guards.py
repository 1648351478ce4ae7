# ruff: noqa: E501 - a pattern is easier to read on one line
"""When words that look like a date are one: "May", "the second", "2000" and "spring" need company.

Every guard takes the text and the core match and says yes or no; a rule without a guard needs none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dealextract.dates import tense
from dealextract.dates.words import MONTHS, WEEKDAYS, alternation, table

PREPOSITION = (
    r"(?:in|by|on|until|till|since|from|of|to|before|after|during|between|and|through|for|late|early|mid|around|about|or|over|"
    r"ended|ending|than|as|per|dated|beginning|starting|effective|at|within|last|next|this|past|following|previous|same|like|"
    r"throughout|towards?|come|circa|across|due|end|late|every|until|sometime|later|ends|expires|–|-|&)"
)
BEFORE = re.compile(
    rf"(?:\b{PREPOSITION}|[–(/:|;-])[\s-]+(?:the\s+|about\s+|around\s+|say\s+|early\s+|late\s+|mid[\s-]+)?$|[(\[–/|-]\Z",
    re.IGNORECASE,
)
LINE_START = re.compile(r"(?:^|\n)[^\w\n]{0,4}\Z")
NEXT_WORD = re.compile(r"\s+([A-Za-z][\w’'-]*)")
NAMED = re.compile(r"(?<!in )(?<!by )(?<!of )(?<!for )(?<!until )(?<!since )\bthe\s+\Z", re.IGNORECASE)
AMBIGUOUS_MONTHS = frozenset(
    {
        "may",
        "march",
        "april",
        "june",
        "august",
        "jan",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "dec",
        "oct",
        "nov",
        "feb",
    }
)
ABBREVIATED_DAYS = frozenset(name for name in WEEKDAYS if not name.endswith("day"))
COUNTED = re.compile(
    r"\s?(?:%|per\s?cent|percent|million|billion|bn\b|m\b|tonnes?|tons?|km\b|miles?|metres?|people|men\b|women\b|children|troops|jobs?|staff|workers|employees|"
    r"euros?|dollars?|pounds?|pence|yen|francs?|hectares|acres|units|homes|cars|points?|rooms|seats|students|rupees|crores?|lakh|"
    r"square|sq\b|kg\b|MW|rpm|hp\b|calories|stores|shops|customers|members|of\s+(?:them|the|its|his|her|these|those))\b"
)
MONEY_BEFORE = re.compile(
    r"(?:[$£€¥₹#№§]|\b(?:No\.|Rs\.?|USD|EUR|GBP|flight|section|article|room|model|page|p\.|ISO|IFRS|rule|bill|act|route|boeing|airbus|nikkei|ftse|russell|s&p|top|fortune|forbes|than\s+some|some|nearly|almost|over\s+the|up\s+to|than|roughly|approximately|only|these|those|all|its|his|another))\s?\Z",
    re.IGNORECASE,
)
YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|during|before|after|by|through|early|late|mid|from|between|ended|ending|year|years|fiscal|for|of|to|and|"
    r"than|on|or|spring|summer|autumn|fall|winter|circa|around|about|as|beyond|throughout|est\.?|established|founded|©|copyright|class|"
    r"season|late|christmas|easter|halloween|calendar|over|versus|vs\.?|against|end|begin\w*|start\w*|the|a|its|their|this|born|"
    r"within|towards?|at|into|back|listed|sold|bought|opened|launched|dated|effective|quarter|half|(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December))|[(\[–—,;:|/-])[\s'‘’\"“]*\Z", re.IGNORECASE)  # fmt: skip
AFTER_SEASON = frozenset(
    ["and", "or", "when", "but", "of", "to", "with", "for", "the", "after", "before", "as", "it", "he", "she", "they", "while", "at", "from", "because", "is", "are", "was", "were", "by", "then", "on", "said", "next", "last", "if", "that", "which", "a", "an", "its", "will", "would", "could", "should", "might", "has", "had", "we"]
)  # fmt: skip
YEAR_NOUNS = frozenset(table("year_nouns")["words"])
WEEKDAY_NAMES = frozenset(table("weekday_names")["words"])


def _next_word(text: str, end: int) -> str:
    match = NEXT_WORD.match(text, end, end + 40)
    return match[1] if match else ""


def _behind(text: str, start: int, size: int = 36) -> str:
    return text[max(0, start - size) : start]


def month(text: str, start: int, end: int) -> bool:
    """ "May" with a preposition, "January" alike or alone unless it begins a name."""
    word = text[start:end].rstrip(".")
    name = word.lower()
    behind = _behind(text, start)
    led = bool(BEFORE.search(behind))
    following = _next_word(text, end)
    if word.islower() and (
        name in ("may", "march", "mar", "dec", "sep", "jan") or not led or not re.search(r"\w\s+\Z", behind)
    ):
        return False
    if re.match(r"\s*(?::|–|—)\s", text[end : end + 3]) and LINE_START.search(behind):
        return True
    if re.search(r"\b(?:in|since|until|during)\s+\Z", behind, re.IGNORECASE) and not word.islower():
        return True
    if (
        following[:1].isupper()
        and following not in ("The", "A", "In")
        and (not led or name in ("may", "june", "april", "august", "jan"))
    ):
        return following.lower() in MONTHS or (following.isupper() and len(following) > 3)
    if name in AMBIGUOUS_MONTHS:
        return led and not NAMED.search(behind)
    return True


def weekday(text: str, start: int, end: int) -> bool:
    """A weekday in full that does not begin a paper's name; a short one only in brackets."""
    first = text[start:end].split()[0].rstrip(".")
    if first.lower() in ABBREVIATED_DAYS:
        return text[start - 1 : start] == "(" and text[end : end + 1] == ")" and first[0].isupper()
    following = _next_word(text, end)
    if following[:1].isupper() and re.search(r"\bthe\s+\Z", _behind(text, start, 5), re.IGNORECASE):
        return False
    return following not in WEEKDAY_NAMES


def year(text: str, start: int, end: int) -> bool:
    """Four figures that are no count, price or number of something."""
    behind = _behind(text, start, 24)
    if re.search(r"(?<![\w$£€.,-])(?:1[89]|20)\d\d\s?[-–]\s?\Z", behind):
        return True
    if re.search(r"[\w.,]$|\d[\s-]$|[$£€¥]\s?\Z", behind) or re.match(
        r"[\w]|[-–][a-z]|['’]s\b(?!\s)", text[end : end + 3]
    ):
        return (
            bool(re.search(r"(?:^|\W)(?:end|mid|pre|post|early|late|since|-)-\Z", behind))
            or (text[end : end + 1] in "–-" and text[end + 1 : end + 5].isdigit())
            or (bool(re.search(r"[A-Za-z]{3},$|\d,\Z", behind)) and False)
        )
    if re.match(r"\s?[-–]\s?(?:1[89]|20)\d\d(?!\d)", text[end : end + 8]):
        return not MONEY_BEFORE.search(behind)
    if MONEY_BEFORE.search(behind) or COUNTED.match(text, end):
        return False
    following = _next_word(text, end)
    strong = re.search(
        r"\b(?:in|since|until|till|during|early|late|mid|fiscal|year|throughout|circa)[\s-]+(?:the\s+)?\Z",
        behind,
        re.IGNORECASE,
    )
    if strong:
        return True
    number = int(text[start : start + 4])
    if not 1850 <= number <= 2079:
        return False
    if following.islower() and following.endswith("s") and following not in YEAR_NOUNS and not following.endswith("ss"):
        return False
    if text[end : end + 2] == ": " and re.search(r"[.!?]\s+\Z", behind):
        return True
    if YEAR_BEFORE.search(behind) or LINE_START.search(behind):
        return number % 100 != 0 or number == 2000 or not following.islower()
    return bool(
        re.match(
            r"\s*(?:[,.;:)\]–—?!]|$|\n|and\b|or\b|to\b|as\b|was\b|is\b|saw\b|will\b|results\b|annual\b|in\b|for\b|at\b|with\b|when\b)",
            text[end : end + 8],
        )
    ) and bool(re.search(r"[A-Za-z][\s]\Z", behind))


def monthday(text: str, start: int, end: int) -> bool:
    """ "on the 21st", and no ordinal of something."""
    if not re.search(
        r"(?:\b(?:on|by|until|till|from|before|after|to|and|since|of|day|for)\s+the|\bon|\bday,?(?:\s+the)?)\s+\Z",
        _behind(text, start),
        re.IGNORECASE,
    ):
        return False
    following = _next_word(text, end)
    return not following or following in (
        "and", "or", "at", "in", "to", "when", "but", "with", "for", "from", "the", "by", "will", "is", "was", "it", "a", "an",
        "he", "she", "they", "after", "before", "as", "if", "that", "which", "until", "we", "said", "he", "this", "last", "next", "he",
    )  # fmt: skip


def short_figures(text: str, start: int, end: int) -> bool:
    """ "on 2/19": figures with a stroke are a date only behind a preposition or at the head of a line."""
    behind = _behind(text, start)
    if re.search(r"[\w$£€.,/-]\Z", behind):
        return False
    return bool(
        re.search(
            r"(?:\b(?:on|by|from|until|till|since|before|after|through|dated|due|ending|ended|to)\s+|\(\s?|\n\s{0,4}|^\s{0,4}|day,?\s+)\Z",
            behind,
            re.IGNORECASE,
        )
    )


def season(text: str, start: int, end: int) -> bool:
    """ "in the spring", "by summer"; not a coil, a tumble or a surname."""
    word = text[start:end].lower()
    following = _next_word(text, end)
    if text[start].isupper() and (
        following[:1].isupper()
        or (word in ("spring", "winter", "fall", "summer") and not LINE_START.search(_behind(text, start)))
    ):
        return False
    if text.startswith("-", end):
        return False
    behind = _behind(text, start)
    if word == "fall" and (
        following in ("in", "of", "from", "to", "below", "by")
        or not re.search(r"\b(?:in|by|until|since|early|late|before|this|last|next)\s+(?:the\s+)?\Z", behind)
    ):
        return False
    if word in ("fall", "spring") and following and following not in AFTER_SEASON:
        return False
    if re.search(
        r"\b(?:in|by|until|till|since|before|after|during|over|through|from|come|early|late|mid|for|throughout|around|to|of|and|wait\s+for|that)[\s-]+(?:the\s+|early\s+|late\s+)?\Z",
        behind,
        re.IGNORECASE,
    ):
        return True
    return (
        bool(re.search(r"\bthe\s+\Z", behind))
        and word in ("summer", "autumn", "winter")
        and following not in ("season", "schedule", "collection", "range", "games")
    )


def holiday(text: str, start: int, end: int) -> bool:
    """A feast used as a date; "Christmas trading" is none."""
    name = text[start:end].lower()
    if not text[start].isupper() or re.search(
        r"\b(?:Lunar|Chinese|Jewish|Tamil|Thai|Persian|Khmer|Orthodox)\s+\Z", _behind(text, start, 12)
    ):
        return False
    if name.endswith(("day", "eve", "monday", "sunday", "wednesday", "thursday")):
        return name != "may day" or not re.match(r"\s+(?:call|message)", text[end : end + 9])
    if re.match(
        r"\s+(?:trading|sales|season|party|parties|period|shopping|card|cards|tree|trees|market|range|shoppers|present|presents|gift|gifts|bonus|advert|ad|hamper|week|break|pudding|rush|[A-Z])",
        text[end : end + 12],
    ):
        return False
    return bool(
        re.search(
            r"\b(?:by|before|until|till|at|on|since|after|over|around|and|for|of|this|last|next|in|past|to|between|near|works)\s+(?:the\s+)?\Z",
            _behind(text, start),
            re.IGNORECASE,
        )
    )


def plain_unit(text: str, start: int, end: int) -> bool:
    """ "the quarter", "for the year", "the end of the month": a unit that stands for the one at hand."""
    word = text[start:end].lower()
    behind = _behind(text, start)
    if not re.search(r"\b(?:the)\s+\Z", behind, re.IGNORECASE) or re.match(r"['’]s?\b|-", text[end : end + 2]):
        return False
    if re.match(
        r"\s+(?:\d{4}|nineteen|two\s+thousand|of|to|ended|ending|when|that|which|before|after|until|in\s+which|from|earlier|later|ago|round|long|since|old)\b",
        text[end : end + 14],
    ):
        return False
    if re.search(
        r"\b(?:end|start|beginning|middle|close|turn|half|rest|remainder|course|part|later\s+in|earlier\s+in|early\s+in|late\s+in|quarter|"
        r"(?:last|first)\s+(?:day|week|month|quarter|half)|months|out|weeks)\s+(?:of\s+|in\s+)?the\s+\Z", behind, re.IGNORECASE):  # fmt: skip
        return True
    match word:
        case "weekend":
            return bool(
                re.search(r"\b(?:over|at|by|before|during|for|on|since|after)\s+the\s+\Z", behind, re.IGNORECASE)
            )
        case "quarter":
            return not re.search(r"\b(?:a|quarters\s+of)\s+the\s+\Z", behind)
        case "year":
            return bool(
                re.search(r"\b(?:in|for|during|over|by|within|before)\s+the\s+\Z", behind, re.IGNORECASE)
            ) and not re.match(r"\s+(?:round|award)", text[end : end + 8])
        case "month" | "week":
            return bool(re.search(r"\b(?:later|earlier|early|late|during)\s+(?:in\s+)?the\s+\Z", behind, re.IGNORECASE))
        case _:
            return False


def then(text: str, start: int, end: int) -> bool:
    """ "by then"."""
    return bool(re.search(r"\bby\s+\Z", _behind(text, start, 8), re.IGNORECASE))


def month_case(text: str, start: int, end: int) -> bool:
    """A day and a month: "3 may" and "march 5" in lower case are verbs as a rule."""
    found = re.search(rf"\b(?:{alternation(MONTHS)})\b", text[start:end], re.IGNORECASE)
    if found is None:
        return True
    name = found[0]
    if (
        name.lower() in ("mar", "sun", "may", "march", "dec", "sat")
        and name.islower()
        and name.lower() in ("may", "march", "mar")
    ):
        return False
    return not re.search(r"[\w$£€.]\Z", _behind(text, start, 1))


def edge_free(text: str, start: int, end: int) -> bool:
    """Figures that are not a part of a longer number or code."""
    return not re.search(r"[\w$£€./-]\Z", _behind(text, start, 1)) and not re.match(r"[-/.]?\d", text[end : end + 2])


def decade(text: str, start: int, end: int) -> bool:
    """ "the eighties", "the 1980s"; not "in her fifties" or "the low twenties" of a percentage."""
    word = text[start:end]
    if word[0].isdigit():
        return len(word) > 4 or bool(re.search(r"\bthe\s+(?:early\s+|late\s+|mid-?)?\Z", _behind(text, start)))
    if word[0] in "'’":
        return True
    return bool(re.search(r"\bthe\s+(?:early\s+|late\s+|mid-?|nineteen\s+)?\Z", _behind(text, start), re.IGNORECASE))


def figures(text: str, start: int, end: int) -> bool:
    """A month and a year in figures that are not the number of a report."""
    return edge_free(text, start, end) and not re.search(
        r"\b(?:no|nr|number|report|case|ref|art|item|file)\.?\s*\Z", _behind(text, start, 12), re.IGNORECASE
    )


def named(text: str, start: int, end: int) -> bool:
    """ "that March" is a month; "that may", "that sat" are not."""
    return not re.search(r"\s(?:may|march|mar|sat|sun|mon|dec)\Z", text[start:end])


def lower_name(text: str, start: int, end: int) -> bool:
    """ "this may" and "this march" in lower case are verbs and nouns."""
    return not re.search(r"\bthis\s+(?:may|march|mar|sat|sun|mon)\Z", text[start:end])


def ahead(text: str, start: int, end: int) -> bool:
    """ "in two weeks" where the clause looks ahead; "built in two weeks" is a length of time."""
    cue = tense.cue(text, start, end)
    return text[start:end].endswith(("time", "now")) or cue.weight > 0


def since(text: str, start: int, end: int) -> bool:
    """ "it is five years since the suit" counts back to a day; "in the five years since" is a length of time."""
    return bool(
        re.search(
            r"\b(?:is|was|been|’s|'s)\s+(?:just\s+|only\s+|now\s+|barely\s+|almost\s+|nearly\s+|some\s+|about\s+)?\Z",
            _behind(text, start),
        )
    )


GUARDS: dict[str, Callable[[str, int, int], bool]] = {
    "month": month, "weekday": weekday, "year": year, "monthday": monthday, "short_figures": short_figures, "season": season,
    "holiday": holiday, "plain_unit": plain_unit, "then": then, "day_month": month_case, "month_day": month_case,
    "ahead": ahead,
    "since": since, "iso": edge_free, "figures": edge_free, "iso_month": edge_free, "month_year_figures": figures, "decade": decade, **dict.fromkeys(("delimited", "delimited_month_first", "delimited_year_first", "delimited_year_month"), edge_free), "following": named, "deictic_name": lower_name,
}  # fmt: skip
