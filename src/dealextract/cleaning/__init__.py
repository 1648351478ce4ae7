"""From the text as it was read to the text that everything else reads: one kind of blank, one kind of line end, nothing
invisible, with a map back; and the stretches of it that are no article text.
"""

from __future__ import annotations

import re

from dealextract.cleaning.boilerplate import find_regions
from dealextract.cleaning.layout import is_heading, lines_of
from dealextract.types import CleanText

# What changes, and nothing else does. Line ends and blanks are replaced one to one (CR LF gives one LF); the invisible
# and the control characters are dropped. Half a surrogate pair, which no file can hold, becomes the replacement mark.
LINE_ENDS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
CONTROLS = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"
CHANGED = re.compile(rf"\r\n|[{LINE_ENDS}]|[{BLANKS}]|[{INVISIBLE}{CONTROLS}]+|[\ud800-\udfff]")
DATED = re.compile(r"\b(?:[0-3]?\d|(?:19|20)\d\d)(?:st|nd|rd|th)?,?$")
"""A line that ends in a day or a year is a dateline or the number of an issue rather than a title."""
LINE_END_SET, BLANK = frozenset(LINE_ENDS), re.compile(f"[{BLANKS}]")


def clean(text: str) -> CleanText:
    """The clean text of an article, its map back to `text`, and its boilerplate.

    >>> clean("Kestrel\\u00a0buys\\r\\nOak\\u00adfield.").text
    'Kestrel buys\\nOakfield.'
    """
    pieces: list[str] = []
    segments: list[tuple[int, int, int]] = []
    at = copied = 0
    for match in CHANGED.finditer(text):
        start, end = match.span()
        if start > copied:
            pieces.append(text[copied:start])
            segments.append((at, copied, start - copied))
            at += start - copied
        put = _replacement(match[0])
        if put:
            # A replaced character copies nothing: an empty segment says where it came from.
            pieces.append(put)
            segments.append((at, start, 0))
            at += 1
        copied = end
    if copied < len(text):
        pieces.append(text[copied:])
        segments.append((at, copied, len(text) - copied))
    cleaned = "".join(pieces)
    return CleanText(cleaned, tuple(segments), find_regions(cleaned))


def headline(text: CleanText) -> str | None:
    """The article's own title: a line that reads as one, above the first paragraph; None where there is none.

    >>> headline(clean("Home | News | Sport\\n\\nKestrel buys Oakfield\\n\\nThe baker said that it pays £45m in cash."))
    'Kestrel buys Oakfield'
    """
    taken = {region.start: region.end for region in text.regions if region.code != "repeated_title"}
    for line in lines_of(text.text):
        if any(start <= line.start < end for start, end in taken.items()):
            continue
        if line.prose and not is_heading(line):
            return None
        wordy = sum(word[0].isalpha() for word in line.words) >= 3
        if is_heading(line) and wordy and not line.text.endswith(":") and not DATED.search(line.text):
            return line.text
    return None


def _replacement(characters: str) -> str:
    first = characters[0]
    if first in LINE_END_SET:
        return "\n"
    if BLANK.match(first):
        return " "
    return "\ufffd" if "\ud800" <= first <= "\udfff" else ""
