"""What a guard is, and those of months, weekdays, years and figures: "May", "the second" and "2000" need company."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dealextract.dates.words import MONTHS, WEEKDAYS, alternation, table

NEXT_WORD = re.compile(r"\s+([A-Za-z][\w’'-]*)")
LINE_START = re.compile(r"(?:^|\n)[^\w\n]{0,4}\Z")


@dataclass(frozen=True)
class Guard:
    """A test of `text[start:end]`, with examples in which brackets mark the match: `yes` pass it, `no` do not."""

    test: Callable[[str, int, int], bool]
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def __call__(self, text: str, start: int, end: int) -> bool:
        """True where the match is a date."""
        return self.test(text, start, end)


def behind(text: str, start: int, size: int = 36) -> str:
    """The words right before the match."""
    return text[max(0, start - size) : start]


def next_word(text: str, end: int) -> str:
    """The word right after the match, or nothing."""
    match = NEXT_WORD.match(text, end, end + 40)
    return match[1] if match else ""


PREPOSITION = (
    r"(?:in|by|on|until|till|since|from|of|to|before|after|during|between|and|through|for|late|early|mid|around|about|or|over|"
    r"ended|ending|than|as|per|dated|beginning|starting|effective|at|within|last|next|this|past|following|previous|same|like|"
    r"throughout|towards?|come|circa|across|due|end|late|every|until|sometime|later|ends|expires|–|-|&)"
)
BEFORE = re.compile(
    rf"(?:\b{PREPOSITION}|[–(/:|;-])[\s-]+(?:the\s+|about\s+|around\s+|say\s+|early\s+|late\s+|mid[\s-]+)?$|[(\[–/|-]\Z",
    re.IGNORECASE,
)
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
YEAR_LED = re.compile(
    r"\b(?:in|since|until|till|during|early|late|mid|fiscal|year|throughout|circa)[\s-]+(?:the\s+)?\Z", re.IGNORECASE
)
YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|during|before|after|by|through|early|late|mid|from|between|ended|ending|year|years|fiscal|for|of|to|and|"
    r"than|on|or|spring|summer|autumn|fall|winter|circa|around|about|as|beyond|throughout|est\.?|established|founded|©|copyright|class|"
    r"season|late|christmas|easter|halloween|calendar|over|versus|vs\.?|against|end|begin\w*|start\w*|the|a|its|their|this|born|"
    r"within|towards?|at|into|back|listed|sold|bought|opened|launched|dated|effective|quarter|half|(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December))|[(\[–—,;:|/-])[\s'‘’\"“]*\Z", re.IGNORECASE)  # fmt: skip
YEAR_BEHIND = re.compile(
    r"\s*(?:[,.;:)\]–—?!]|$|\n|and\b|or\b|to\b|as\b|was\b|is\b|saw\b|will\b|results\b|annual\b|in\b|for\b|at\b|with\b|when\b)"
)
YEAR_NOUNS = frozenset(table("year_nouns")["words"])
WEEKDAY_NAMES = frozenset(table("weekday_names")["words"])


def month(text: str, start: int, end: int) -> bool:
    """ "May" with a preposition, "January" alike or alone unless it begins a name."""
    word = text[start:end].rstrip(".")
    name = word.lower()
    before = behind(text, start)
    led = bool(BEFORE.search(before))
    following = next_word(text, end)
    if word.islower() and (
        name in ("may", "march", "mar", "dec", "sep", "jan") or not led or not re.search(r"\w\s+\Z", before)
    ):
        return False
    if re.match(r"\s*(?::|–|—)\s", text[end : end + 3]) and LINE_START.search(before):
        return True
    if re.search(r"\b(?:in|since|until|during)\s+\Z", before, re.IGNORECASE) and not word.islower():
        return True
    if (
        following[:1].isupper()
        and following not in ("The", "A", "In")
        and (not led or name in ("may", "june", "april", "august", "jan"))
    ):
        return following.lower() in MONTHS or (following.isupper() and len(following) > 3)
    if name in AMBIGUOUS_MONTHS:
        return led and not NAMED.search(before)
    return True


def weekday(text: str, start: int, end: int) -> bool:
    """A weekday in full that does not begin a paper's name; a short one only in brackets."""
    first = text[start:end].split()[0].rstrip(".")
    if first.lower() in ABBREVIATED_DAYS:
        return text[start - 1 : start] == "(" and text[end : end + 1] == ")" and first[0].isupper()
    following = next_word(text, end)
    if following[:1].isupper() and re.search(r"\bthe\s+\Z", behind(text, start, 5), re.IGNORECASE):
        return False
    return following not in WEEKDAY_NAMES


def year(text: str, start: int, end: int) -> bool:
    """Four figures that are no count, price or number of something."""
    before = behind(text, start, 24)
    if re.search(r"(?<![\w$£€.,-])(?:1[89]|20)\d\d\s?[-–]\s?\Z", before):
        return True
    if re.search(r"[\w.,]$|\d[\s-]$|[$£€¥]\s?\Z", before) or re.match(
        r"[\w]|[-–][a-z]|['’]s\b(?!\s)", text[end : end + 3]
    ):
        return bool(re.search(r"(?:^|\W)(?:end|mid|pre|post|early|late|since|-)-\Z", before)) or (
            text[end : end + 1] in "–-" and text[end + 1 : end + 5].isdigit()
        )
    if re.match(r"\s?[-–]\s?(?:1[89]|20)\d\d(?!\d)", text[end : end + 8]):
        return not MONEY_BEFORE.search(before)
    if MONEY_BEFORE.search(before) or COUNTED.match(text, end):
        return False
    return bool(YEAR_LED.search(before)) or _lone_year(text, start, end, before)


def _lone_year(text: str, start: int, end: int, before: str) -> bool:
    """A year without "in" or "since" before it: what stands around it must fit a year and no count."""
    following, number = next_word(text, end), int(text[start : start + 4])
    if not 1850 <= number <= 2079:
        return False
    if following.islower() and following.endswith("s") and following not in YEAR_NOUNS and not following.endswith("ss"):
        return False
    if text[end : end + 2] == ": " and re.search(r"[.!?]\s+\Z", before):
        return True
    if YEAR_BEFORE.search(before) or LINE_START.search(before):
        return number % 100 != 0 or number == 2000 or not following.islower()
    return bool(YEAR_BEHIND.match(text[end : end + 8])) and bool(re.search(r"[A-Za-z][\s]\Z", before))


def monthday(text: str, start: int, end: int) -> bool:
    """ "on the 21st", and no ordinal of something."""
    if not re.search(
        r"(?:\b(?:on|by|until|till|from|before|after|to|and|since|of|day|for)\s+the|\bon|\bday,?(?:\s+the)?)\s+\Z",
        behind(text, start),
        re.IGNORECASE,
    ):
        return False
    following = next_word(text, end)
    return not following or following in (
        "and", "or", "at", "in", "to", "when", "but", "with", "for", "from", "the", "by", "will", "is", "was", "it", "a", "an",
        "he", "she", "they", "after", "before", "as", "if", "that", "which", "until", "we", "said", "he", "this", "last", "next", "he",
    )  # fmt: skip


def short_figures(text: str, start: int, end: int) -> bool:
    """ "on 2/19": figures with a stroke are a date only before a preposition or at the head of a line."""
    before = behind(text, start)
    if re.search(r"[\w$£€.,/-]\Z", before):
        return False
    return bool(
        re.search(
            r"(?:\b(?:on|by|from|until|till|since|before|after|through|dated|due|ending|ended|to)\s+|\(\s?|\n\s{0,4}|^\s{0,4}|day,?\s+)\Z",
            before,
            re.IGNORECASE,
        )
    )


def month_case(text: str, start: int, end: int) -> bool:
    """A day and a month: "3 may" and "march 5" in lower case are verbs as a rule."""
    found = MONTH_NAME.search(text, start, end)
    if found is None:
        return True
    return found[0] not in ("mar", "may", "march") and not CODE_BEFORE.search(text, max(0, start - 1), start)


MONTH_NAME = re.compile(rf"\b(?:{alternation(MONTHS)})\b", re.IGNORECASE)
CODE_BEFORE = re.compile(r"[\w$£€.]\Z")


def edge_free(text: str, start: int, end: int) -> bool:
    """Figures that are not a part of a longer number or code."""
    return not re.search(r"[\w$£€./-]\Z", behind(text, start, 1)) and not re.match(r"[-/.]?\d", text[end : end + 2])


def decade(text: str, start: int, end: int) -> bool:
    """ "the eighties", "the 1980s"; not "in her fifties" or "the low twenties" of a percentage."""
    word = text[start:end]
    if word[0].isdigit():
        led = (
            r"\bthe\s+(?:early\s+|late\s+|mid-?)?\Z"
            if word[2:3] not in "'’"
            else r"\b(?:the|in|since)\s+(?:early\s+|late\s+|mid-?)?\Z"
        )
        return len(word) > 4 or bool(re.search(led, behind(text, start), re.IGNORECASE))
    if word[0] in "'’":
        return True
    return bool(re.search(r"\bthe\s+(?:early\s+|late\s+|mid-?|nineteen\s+)?\Z", behind(text, start), re.IGNORECASE))


def figures(text: str, start: int, end: int) -> bool:
    """A month and a year in figures that are not the number of a report."""
    return edge_free(text, start, end) and not re.search(
        r"\b(?:no|nr|number|report|case|ref|art|item|file)\.?\s*\Z", behind(text, start, 12), re.IGNORECASE
    )
