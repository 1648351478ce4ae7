"""Where names begin and end: what the tagger cut short or took too much of, mended by the words themselves.

The examples in `EXAMPLES` are marked texts with what becomes of the mark; each is tested.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from dealextract.knowledge.companies import words_table
from dealextract.resolution.names import capitals, fold, initials
from dealextract.types import Mention, Reading

_WORD = r"[A-ZÀ-Þ][\w’'&.-]*"
BRACKET = re.compile(r"\s*\((?:[“\"'‘]|the\s|hereinafter\b)|\s*\([^)]*\Z")
"""Where a name ends and the short form that is made for it begins."""
DANGLING = re.compile(r"[\s,]+(?:of|and|&|for|in|-|–)\Z")
"""What no name ends with."""
_UNENDED = r"(?<![a-zà-þ]{2}\.)"
"""Not behind the end of a sentence: "Bank of St. Gallen" goes on, "Bank of Uri. It" does not."""
GOES_ON = re.compile(rf"(?:[^\S\n]+(?:the[^\S\n]+)?{_WORD})(?:{_UNENDED}[^\S\n]+{_WORD}){{0,3}}")
OF_PLACE = re.compile(rf"[^\S\n]of[^\S\n](?:the[^\S\n])?{_WORD}(?:{_UNENDED}[^\S\n]{_WORD}){{0,2}}")
DASH = re.compile(r"\s[-–—]\s")
LEAD = re.compile(
    r"(?:(?!(?:de|van|von|den|der|la|le|al|el|bin|ten|ter|di|da|du|dos|of|and)\b)[a-zà-þ][\w’'-]*\s+|\d+\s+|"
    r"(?:[A-Z][a-z]+(?:ish|ese|ian|can|ean)|Swiss|Greek|Thai|Czech|Dutch|French|Iraqi|Israeli|Saudi|Kuwaiti|Omani|Qatari|Pakistani|Filipino)\s+)+"
    r"(?=[A-ZÀ-Þ])"
)
"""Words before a name that may be none of its own: "trailblazer Kestrel", "240 Kestrel", "Swiss Kestrel"."""
PLAIN_LEAD = re.compile(r"[a-z]{5,}s\s+(?=[A-ZÀ-Þ])")
"""A plural before a name, which no brand in small letters begins with: "breweries Kestrel"."""
NOUN_LEAD = re.compile(r"([a-z]+)\s+(?=[A-ZÀ-Þ])")
TRAIL = re.compile(r"(?:\s[a-zà-þ][\w’'-]+)+\Z")
"""Words behind a name that stands without them elsewhere: "Kestrel lager"."""
GAP = re.compile(r"[^\S\n]{2,}|\t")
"""What parts the names of a list."""
COUNTED = re.compile(r"\d[\d,.]*\s+(?=[A-ZÀ-Þ])")
MANY = re.compile(r"\s[a-z][\w-]*s\b")
"""What a number before a name counts: "240 Kestrel shops"."""
WORD = re.compile(r"(?<![\w&-])\w+")
NOT_ALL = re.compile(r"\w|[’'&-]\w{2}|\s[A-ZÀ-Þ]")
"""What stands behind a name that goes on."""
_CAPITALS = re.compile(r"\b(?:[A-Z]&[A-Z]\b|[A-Z]{3,6}\b)")
BEFORE_AND = re.compile(rf"(?:{_WORD}[^\S\n])+(?:and|&)[^\S\n]\Z")
AFTER_AND = re.compile(rf"[^\S\n](?:and|&)(?:[^\S\n]{_WORD})+")
"""What may belong to a name that holds an "and"; the acronym that the text has for it tells."""
PLAIN_END = re.compile(r"[.,;:’'\s]+\Z")

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("A stake in [Kestrel Foods AB (“Kestrel]”) is sold.", "Kestrel Foods AB"),
    ("The [Cantonal Pension Fund of] Uri sold it.", "Cantonal Pension Fund of Uri"),
    ("The [Credit Bank] of Jordan bought it.", "Credit Bank of Jordan"),
    ("The [Credit Bank] of Jordan. The firm bought it.", "Credit Bank of Jordan"),
    ("The [Pension Fund of] St. Gallen. It sold.", "Pension Fund of St. Gallen"),
    ("Stores of [Kestrel Retail] of Leeds shut.", "Kestrel Retail"),
    ("It sued phone [trailblazer Kestrel]. Later Kestrel paid.", "Kestrel"),
    ("It supplies [240 Kestrel & Son] shops in June.", "Kestrel & Son"),
    ("It sold its broking [arm KestrelSure] too.", "KestrelSure"),
    ("pharma   [Kestrel Bio   Oakfield Pharma]", "Kestrel Bio"),
    ("The [Swiss Kestrel] bid. Kestrel is a miner.", "Kestrel"),
    ("The [Swiss Re] bid was low.", "Swiss Re"),
    ("The [van Kestrel] yard. At Kestrel nobody spoke.", "van Kestrel"),
    ("The [Exmoor] and Kestrel Water Board, or EKWB, paid.", "Exmoor and Kestrel Water Board"),
    ("The Exmoor and [Kestrel Water Board] paid. EKWB is owned by the town.", "Exmoor and Kestrel Water Board"),
    ("Exmoor and [Kestrel] paid. E&K makes beer.", "Exmoor and Kestrel"),
    ("Exmoor and [Kestrel] paid. The EK line is shut.", "Kestrel"),
    ("The [breweries Kestrel] and Oakfield merge.", "Kestrel"),
    ("It brews [Kestrel lager]. At [Kestrel] nobody spoke.", "Kestrel"),
    ("It brews [Kestrel lager]. Nobody spoke.", "Kestrel lager"),
    ("A vote at [KPCL - India]'s largest mill. KPCL is state-owned.", "KPCL"),
)
"""Texts with what the tagger took for a name, and the name."""


def mended(reading: Reading, text: str) -> Reading:
    """The reading with the edges of its organisations' names mended. Which mentions there are and their order stay."""
    forms = {fold(m.text) for m in reading.mentions if m.kind == "organization"}
    acronyms = frozenset(letters for name in set(_CAPITALS.findall(text)) if (letters := capitals(name)))
    starts = sorted(m.start for m in reading.mentions)
    names = _Names(text)
    out = []
    for m in reading.mentions:
        if m.kind == "organization":
            start, end = _joined(m, text, acronyms) or _edges(m, names, forms, starts)
            if (start, end) != (m.start, m.end):
                m = replace(m, start=start, end=end, text=text[start:end])
        out.append(m)
    return replace(reading, mentions=tuple(out))


def _joined(m: Mention, text: str, acronyms: frozenset[str]) -> tuple[int, int] | None:
    """The start and end of the name with an "and" that a name is one side of, where the text has its acronym: another mention may be the
    other side. "EK" of two letters is none unless it is written "E&K"."""
    before = BEFORE_AND.search(text, max(0, m.start - 60), m.start) if acronyms else None
    words = re.finditer(rf"(?!The\s){_WORD}", before[0]) if before else ()
    for start in (before.start() + w.start() for w in words if before):
        if acronyms & initials(text[start : m.end]):
            return start, m.end
    after = AFTER_AND.match(text, m.end, m.end + 60) if acronyms else None
    for end in reversed([m.end + w.end() for w in re.finditer(_WORD, after[0])] if after else []):
        if acronyms & initials(text[m.start : end]):
            return m.start, end
    return None


def _edges(m: Mention, names: _Names, forms: set[str], starts: Sequence[int]) -> tuple[int, int]:
    """The start and end of a name, which never takes in the next mention."""
    start, end, text = m.start, m.end, names.text
    after = bisect.bisect_left(starts, m.end)
    following = starts[after] if after < len(starts) else len(text)
    gap = GAP.search(text, start, end)
    if gap:
        end = gap.start()
    bracket = BRACKET.search(text, start, end)
    if bracket and bracket.start() > start:
        end = bracket.start()
    dash = DASH.search(text, start, end)
    if dash and fold(text[start : dash.start()]) in forms:
        end = dash.start()
    lead = LEAD.match(text, start, end)
    if lead and names.stand_alone(text[lead.end() : end], lead[0]):
        start = lead.end()
    trail = TRAIL.search(text, start, end)
    if trail and fold(text[start : trail.start()]) in forms:
        end = trail.start()
    plain = PLAIN_LEAD.match(text, start, end)
    if plain:
        start = plain.end()
    counted, noun = COUNTED.match(text, start, end), NOUN_LEAD.match(text, start, end)
    if counted and MANY.match(text, end):
        start = counted.end()
    elif noun and noun[1].lower() in words_table()["owned"]:
        start = noun.end()
    dangling = DANGLING.search(text, start, end)
    if dangling and dangling.start() > start:
        more = GOES_ON.match(text, end)
        end = more.end() if more and more.end() <= following else dangling.start()
    elif text[start:end].rpartition(" ")[2].lower() in words_table()["institutions"]:
        more = OF_PLACE.match(text, end)
        if more and more.end() <= following:
            end = more.end()
    end -= len(text[start:end]) - len(PLAIN_END.sub("", text[start:end])) if end > m.end else 0
    return start, end


class _Names:
    """Where the words of a text stand, so that a name is found without a search through all of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[str, list[int]] | None = None
        self._known: dict[tuple[str, str], bool] = {}

    def stand_alone(self, name: str, lead: str) -> bool:
        """Whether a name stands somewhere without this lead, which ends in a blank; where the lead is capitalised, without any
        capitalised word before it, which may belong to it."""
        if (name, lead) not in self._known:
            self._known[name, lead] = self._stand_alone(name, lead)
        return self._known[name, lead]

    def _stand_alone(self, name: str, lead: str) -> bool:
        if len(name) < 3 or fold(name) in words_table()["forms"]:
            return False
        text = self.text
        for at in self._starts(name):
            if not text.startswith(name, at) or NOT_ALL.match(text, at + len(name)):
                continue
            if text.endswith(lead, 0, at):
                continue
            if not (lead[0].isupper() and re.search(r"[A-ZÀ-Þ][\w’'-]*\s\Z", text[max(0, at - 30) : at])):
                return True
        return False

    def _starts(self, name: str) -> Sequence[int]:
        """Where the first word of a name stands."""
        if self._places is None:
            self._places = {}
            for word in WORD.finditer(self.text):
                self._places.setdefault(word[0], []).append(word.start())
        first = WORD.match(name)
        return self._places.get(first[0], ()) if first else ()
