"""Shares in words and ratios: "a third", "two-thirds", "half", "60:40", "a majority stake"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from dealextract.money.nouns import Share
from dealextract.money.numbers import fractions, style, value
from dealextract.money.qualifiers import qualifier
from dealextract.money.tables import section
from dealextract.money.tokens import Tokens

RATIO = re.compile("(?=[dn])(?<![dn][-:/])[dn][-:/][dn](?!-?[%:/])")
SHARE = re.compile("(?:a|n-?)?Q|nH|aH|H")
_FOLLOWER = re.compile(r"\s*(-?)\s*([a-z]+)?")
_HALF = Decimal(50)
_STAKE = r"(?:share)?(?:holding|stake|interest|share)"
_MAJORITY = re.compile(
    rf"\b(?:[Aa] |[Tt]he )?(?:majority|controlling) {_STAKE}\b"
    r"|\b[Aa] majority(?= of (?:the |its |all |their )?(?:shares?|stock|equity|capital|company|business))"
)


@cache
def _words(key: str, table: str = "shares") -> frozenset[str]:
    return frozenset(section("shares.toml", table)[key])


@cache
def _time() -> re.Pattern[str]:
    times = "|".join(sorted(_words("times")))
    return re.compile(rf"[- ](?:(?:of )?(?:an?|the)[- ]|of )(?:an? |the )?(?:(?:{times})\b(?!['’])|(?:19|20)\d\d\b)")


def _share(tokens: Tokens, first: int, last: int, number: Decimal) -> Share:
    start, end = tokens.starts[first], tokens.ends[last - 1]
    return Share(start, end, tokens.text[start:end], number, qualifier(tokens.text, start, end))


def _ratio(tokens: Tokens, first: int) -> Share | None:
    """ "50:50", "51/49", "fifty-fifty": the first part, where both make a hundred and it is no time."""
    parts = [value(tokens, i, i + 1, style(tokens.text)) for i in (first, first + 2)]
    if parts[0] is None or parts[1] is None or parts[0] + parts[1] != 100:
        return None
    if not (tokens.touches(first + 1) and tokens.touches(first + 2)):
        return None
    start, end = tokens.starts[first], tokens.ends[first + 2]
    before, after = tokens.text[max(0, start - 20) : start], tokens.text[end : end + 20]
    if before[-1:] in tuple("/:-.$£€") or re.match(r"[/:%]|\.\d", after):
        return None
    if tokens.kinds[first + 1] == "-" and parts[0] != _HALF:
        follower = _FOLLOWER.match(after.lower())
        led = before.lower().split()[-1:]
        if not (
            (follower and follower[2] in _words("after", "ratios")) or (led and led[0] in _words("before", "ratios"))
        ):
            return None
    return _share(tokens, first, first + 3, parts[0])


def _barred(tokens: Tokens, first: int, last: int, before: str, after: str) -> bool:
    """Whether the words around a fraction make it time, order or part of a number."""
    kinds = tokens.kinds
    match = _FOLLOWER.match(after)
    follower = (match[2] or "") if match else ""
    if kinds[last : last + 2] == "a%":  # half a percentage point
        return True
    if kinds[last : last + 1] == "S" or kinds[last : last + 2] == "-S" or after.startswith((" and last", " and final")):
        return True
    if first > 1 and kinds[first - 1] == "&" and kinds[first - 2] in "nd" and kinds[first] in "aH":
        return True
    if match and match[1] and not after.startswith((" -", " –")) and follower not in _words("hyphen"):
        return True
    if follower in _words("not_before") or _time().match(after):
        return True
    unless = (follower == "of" and before in _words("not_after_unless_of")) or (not follower and before == "each")
    return before in _words("not_after") and not unless


def _fraction(tokens: Tokens, first: int, last: int) -> Share | None:
    """ "a third", "two-thirds", "half": a share unless the words around make it something else."""
    word = tokens.word(last - 1).lower()
    head, share = tokens.kinds[first], fractions()[word]
    start, end = tokens.starts[first], tokens.ends[last - 1]
    led = re.findall(r"[\w'’-]+", tokens.text[max(0, start - 32) : start].lower())
    before, after = led[-1] if led else "", tokens.text[end : end + 24].lower()
    if _barred(tokens, first, last, before, after):
        return None
    if word == "half":
        return _share(tokens, first if head == "n" else last - 1, last, share)
    if head == "n":
        count = value(tokens, first, first + 1, "english")
        if count is None or word.endswith("s") != (count > 1) or (word == "quarters" and count == 2):
            return None
        return _share(tokens, first, last, Decimal("66.7") if word == "thirds" and count == 2 else share * count)
    match = _FOLLOWER.match(after)
    follower = (match[2] or "") if match else ""
    if word.endswith("s") or (follower and follower not in _words("followers")):
        return None
    if head == "a":
        return None if word == "quarter" and follower in _words("quarter_not") else _share(tokens, first, last, share)
    return _share(tokens, first, last, share) if before in _words("leaders") else None


def find_fractions(tokens: Tokens) -> list[Share]:
    """Ratios, shares in words and majorities of a text, in no order, perhaps with overlap.

    A ratio that makes a hundred gives its first part; "a majority stake" gives no value, but a minimum of 50.
    """
    found = [_ratio(tokens, match.start()) for match in RATIO.finditer(tokens.kinds)]
    found += [_fraction(tokens, *match.span()) for match in SHARE.finditer(tokens.kinds)]
    if "ajority" in tokens.text or "controlling" in tokens.text:
        found += [Share(m.start(), m.end(), m[0], None, "more_than", _HALF) for m in _MAJORITY.finditer(tokens.text)]
    return [share for share in found if share is not None]
