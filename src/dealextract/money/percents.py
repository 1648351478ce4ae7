"""Percentages in figures, and with the shares in words all of them: `find_percents`."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache

from dealextract.money.fractions import find_fractions
from dealextract.money.nouns import Share, plain
from dealextract.money.numbers import Style, style, value
from dealextract.money.qualifiers import changes, qualifier
from dealextract.money.rules import NUMBER
from dealextract.money.tokens import Tokens, tokenize
from dealextract.records import Percent

_POINTS = re.compile(r"[- \n]points?\b|age points?\b")


@cache
def _percent() -> re.Pattern[str]:
    """A percentage, or two of them as a range; the groups say which."""
    return re.compile(
        "(?=[dfnhHa])(?:"
        f"(?<=b)(?P<nb>{NUMBER})(?:-?%)?&(?P<mb>{NUMBER})-?%"
        f"|(?P<nr>{NUMBER})(?:-?%)?(?:-|t|r)(?P<mr>{NUMBER})-?%"
        f"|(?P<one>{NUMBER}|HaH?|Ha)-?%)"
    )


class _Reader:
    """Reads the percentages of one text; knows its number style."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens, self.text = tokens, tokens.text
        self.style: Style = style(tokens.text)

    def share(self, first: int, last: int, number: Decimal | None) -> Share:
        start, end = self.tokens.starts[first], self.tokens.ends[last - 1]
        return Share(start, end, self.text[start:end], number, qualifier(self.text, start, end))

    def after(self, last: int, width: int = 24) -> str:
        end = self.tokens.ends[last - 1]
        return self.text[end : end + width]

    def before(self, first: int, width: int = 32) -> str:
        start = self.tokens.starts[first]
        return self.text[max(0, start - width) : start]

    def read(self, match: re.Match[str]) -> list[Share]:
        first, last = match.span()
        if _POINTS.match(self.after(last)) or self._encoded(first, last):
            return []
        if match["one"]:
            span = match.span("one")
            kinds = self.tokens.kinds[span[0] : span[1]]
            number = Decimal("0.5") if kinds[0] == "H" else value(self.tokens, *span, self.style)
            if number is None:
                return []
            return [self.share(first, last, number)]
        which = "b" if match["nb"] else "r"
        n, m = match.span("n" + which), match.span("m" + which)
        low, high = value(self.tokens, *n, self.style), value(self.tokens, *m, self.style)
        if low is None or high is None:
            return []
        link = self.tokens.kinds[m[0] - 1]
        if which == "r" and self.tokens.kinds[m[0] - 2 : m[0] + 1] == "n-n":
            number = value(self.tokens, n[0], m[1], self.style)
            return [self.share(first, last, number)]
        spaced = link == "-" and self.tokens.starts[m[0]] > self.tokens.ends[m[0] - 1]
        apart = link == "t" and changes(self.before(first, 20))
        if which == "b" or not (high <= low or spaced or apart):
            whole = self.share(first, last, high)
            return [Share(whole.start, whole.end, whole.text, high, "range", low, high)]
        end = n[1]
        while self.tokens.kinds[end] in "-%" and end < m[0] - 1:
            end += 1
        if spaced and end == n[1]:
            return [self.share(m[0], last, high)]
        return [self.share(first, end, low), self.share(m[0], last, high)]

    def _encoded(self, first: int, last: int) -> bool:
        """Whether a sign is part of an address ("%28") or of a code."""
        text, start, end = self.text, self.tokens.starts[first], self.tokens.ends[last - 1]
        return (
            (text[end - 1] == "%" and text[end : end + 1].isalnum()) or text[start - 1 : start] in ("%", "=", "_")
            if start
            else False
        )


def find_shares(text: str) -> list[Share]:
    """Every percentage and share in words, sorted and without overlap."""
    tokens = tokenize(text)
    reader = _Reader(tokens)
    found: list[Share] = []
    for match in _percent().finditer(tokens.kinds):
        found += reader.read(match)
    found += _listed(tokens, reader, found)
    found += find_fractions(tokens)
    found.sort(key=lambda s: (s.start, -s.end))
    out: list[Share] = []
    for share in found:
        if not out or share.start >= out[-1].end:
            out.append(share)
    return out


_BEFORE = re.compile(r"(?:d(?:,|&|,&|r|t|-))+$")
_AFTER = re.compile(r"(?:,|\()?(?:[Ft&ra]|x|xx)(?P<d>d)(?=$|[¶,.;)(&t/a])")
_REST = re.compile(r"[^&\u00b6%]{0,8}&(?P<d>d)(?=$|[¶,.;)o]|x)")
_AFTER_WORDS = frozenset(["to", "from", "against", "versus", "and", "or", "compared", "with", "was", "vs", "of", "at"])


def _listed(tokens: Tokens, reader: _Reader, found: list[Share]) -> list[Share]:
    """Bare numbers tied to a percentage: "29, 20 and 11 per cent", "by 52 per cent to 48"."""
    more: list[Share] = []
    taken = {s.start for s in found}
    for share in found:
        if (
            share.value is None
            or share.qualifier == "range"
            or not re.search(r"%|c(?:en)?t\.?$|pc|p\.c", share.text, re.IGNORECASE)
        ):
            continue
        i, j = bisect_left(tokens.starts, share.start), bisect_left(tokens.ends, share.end)
        if tokens.starts[i : i + 1] != [share.start] or tokens.ends[j : j + 1] != [share.end]:
            continue
        match = _AFTER.match(tokens.kinds, j + 1)
        if match:
            k = match.start("d")
            words = {tokens.word(w).lower() for w in range(j + 1, k) if tokens.kinds[w] not in ",("}
            number = value(tokens, k, k + 1, reader.style)
            if (
                words
                and words <= _AFTER_WORDS
                and number is not None
                and number <= 100
                and tokens.starts[k] not in taken
            ):
                more.append(reader.share(k, k + 1, number))
                taken.add(tokens.starts[k])
        rest = _REST.match(tokens.kinds, j + 1)
        if rest and share.value < 100:
            k = rest.start("d")
            number = value(tokens, k, k + 1, reader.style)
            if number == 100 - share.value and tokens.starts[k] not in taken and "." not in tokens.kinds[j + 1 : k]:
                more.append(reader.share(k, k + 1, number))
                taken.add(tokens.starts[k])
        k = i
        while k >= 2 and tokens.kinds[k - 1] in ",&" and tokens.kinds[k - 2] == "d" and tokens.kinds[k] == "d":
            number = value(tokens, k - 2, k - 1, reader.style)
            prior = tokens.kinds[k - 3 : k - 2]
            if number is None or number > 100 or (prior in tuple("PC$") and prior) or tokens.starts[k - 2] in taken:
                break
            if tokens.kinds[k - 1] == "," and k == i:
                break
            more.append(reader.share(k - 2, k - 1, number))
            taken.add(tokens.starts[k - 2])
            k -= 2
    return more


def find_percents(text: str) -> list[Percent]:
    """Every percentage and share in words, sorted by offset and without overlap.

    Values are in percent ("a third" is "33.3") and without sign; a plus, a minus or a dash before the figure stays
    outside the span. "A majority stake" has no value, but a minimum of 50 and the
    qualifier more_than. Percentage points and basis points are no shares and are left out.

    >>> [(p.text, p.value, p.qualifier) for p in find_percents("It keeps 49.9 per cent and sells more than half.")]
    [('49.9 per cent', '49.9', 'exact'), ('half', '50', 'more_than')]
    """
    return [
        Percent(
            start=s.start,
            end=s.end,
            text=s.text,
            value=plain(s.value),
            qualifier=s.qualifier,
            minimum=plain(s.minimum),
            maximum=plain(s.maximum),
        )
        for s in find_shares(text)
    ]
