"""Where names begin and end: what the tagger cut short or took too much of, mended by the words themselves.

The examples in `EXAMPLES` are marked texts with what becomes of the mark; each is tested.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dealextract.knowledge.companies import words_table
from dealextract.resolution.names import fold
from dealextract.types import Mention, Reading

_WORD = r"[A-ZÀ-Þ][\w’'&.-]*"
BRACKET = re.compile(r"\s*\((?:[“\"'‘]|the\s|hereinafter\b)|\s*\([^)]*\Z")
"""Where a name ends and the short form that is made for it begins."""
DANGLING = re.compile(r"[\s,]+(?:of|and|&|for|in|-|–)\Z")
"""What no name ends with."""
GOES_ON = re.compile(rf"(?:[^\S\n]+(?:the[^\S\n]+)?{_WORD})(?:[^\S\n]+{_WORD}){{0,3}}")
OF_PLACE = re.compile(rf"[^\S\n]of[^\S\n](?:the[^\S\n])?{_WORD}(?:[^\S\n]{_WORD}){{0,2}}")
DASH = re.compile(r"\s[-–—]\s")
LEAD = re.compile(
    r"(?:(?!(?:de|van|von|den|der|la|le|al|el|bin|ten|ter|di|da|du|dos|of|and)\b)[a-zà-þ][\w’'-]*\s+|\d+\s+|"
    r"(?:[A-Z][a-z]+(?:ish|ese|ian|can|ean)|Swiss|Greek|Thai|Czech|Dutch|French|Iraqi|Israeli|Saudi|Kuwaiti|Omani|Qatari|Pakistani|Filipino)\s+)+"
    r"(?=[A-ZÀ-Þ])"
)
"""Words before a name that may be none of its own: "trailblazer Kestrel", "240 Kestrel", "Swiss Kestrel"."""
NOUN_LEAD = re.compile(r"([a-z]+)\s+(?=[A-ZÀ-Þ])")
GAP = re.compile(r"[^\S\n]{2,}|\t")
"""What parts the names of a list."""
COUNTED = re.compile(r"\d[\d,.]*\s+(?=[A-ZÀ-Þ])")
MANY = re.compile(r"\s[a-z][\w-]*s\b")
"""What a number before a name counts: "240 Kestrel shops"."""
PLAIN_END = re.compile(r"[.,;:’'\s]+\Z")

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("A stake in [Kestrel Foods AB (“Kestrel]”) is sold.", "Kestrel Foods AB"),
    ("The [Cantonal Pension Fund of] Uri sold it.", "Cantonal Pension Fund of Uri"),
    ("The [Credit Bank] of Jordan bought it.", "Credit Bank of Jordan"),
    ("Stores of [Kestrel Retail] of Leeds shut.", "Kestrel Retail"),
    ("It sued phone [trailblazer Kestrel]. Later Kestrel paid.", "Kestrel"),
    ("It supplies [240 Kestrel & Son] shops in June.", "Kestrel & Son"),
    ("It sold its broking [arm KestrelSure] too.", "KestrelSure"),
    ("pharma   [Kestrel Bio   Oakfield Pharma]", "Kestrel Bio"),
    ("The [Swiss Kestrel] bid. Kestrel is a miner.", "Kestrel"),
    ("The [Swiss Re] bid was low.", "Swiss Re"),
    ("The [van Kestrel] yard. At Kestrel nobody spoke.", "van Kestrel"),
    ("A vote at [KPCL - India]'s largest mill. KPCL is state-owned.", "KPCL"),
)
"""Texts with what the tagger took for a name, and the name."""


def mended(reading: Reading, text: str) -> Reading:
    """The reading with the edges of its organisations' names mended. Which mentions there are and their order stay."""
    named = [m for m in reading.mentions if m.kind == "organization"]
    forms = {fold(m.text) for m in named}
    starts = sorted(m.start for m in reading.mentions)
    out = []
    for m in reading.mentions:
        if m.kind == "organization":
            start, end = _edges(m, text, forms, starts)
            if (start, end) != (m.start, m.end):
                m = replace(m, start=start, end=end, text=text[start:end])
        out.append(m)
    return replace(reading, mentions=tuple(out))


def _edges(m: Mention, text: str, forms: set[str], starts: Sequence[int]) -> tuple[int, int]:
    """The start and end of a name."""
    start, end = m.start, m.end
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
    if lead and _stands_alone(text, text[lead.end() : end], (start, end), of_itself=lead[0][0].isupper()):
        start = lead.end()
    counted, noun = COUNTED.match(text, start, end), NOUN_LEAD.match(text, start, end)
    if counted and MANY.match(text, end):
        start = counted.end()
    elif noun and noun[1].lower() in words_table()["owned"]:
        start = noun.end()
    dangling = DANGLING.search(text, start, end)
    if dangling and dangling.start() > start:
        more = GOES_ON.match(text, end)
        end = more.end() if more else dangling.start()
    elif text[start:end].rpartition(" ")[2].lower() in words_table()["institutions"]:
        more = OF_PLACE.match(text, end)
        if more and not any(end <= s < end + len(" of ") for s in starts):
            end = more.end()
    end -= len(text[start:end]) - len(PLAIN_END.sub("", text[start:end])) if end > m.end else 0
    return start, end


def _stands_alone(text: str, name: str, own: tuple[int, int], of_itself: bool) -> bool:
    """Whether a name stands elsewhere in the text; `of_itself`: without a capitalised word before it, which may belong to it."""
    if len(name) < 3 or fold(name) in words_table()["forms"]:
        return False
    lead = text[own[0] : own[1]].removesuffix(name)
    for found in re.finditer(rf"(?<![\w&-]){re.escape(name)}(?!\w|[’'&-]\w{{2}}|\s[A-ZÀ-Þ])", text):
        before = text[max(0, found.start() - 30) : found.start()]
        if own[0] <= found.start() < own[1] or before.endswith(lead):
            continue
        if not (of_itself and re.search(r"[A-ZÀ-Þ][\w’'-]*\s\Z", before)):
            return True
    return False
