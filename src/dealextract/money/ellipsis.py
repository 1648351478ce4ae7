"""Amounts whose currency is left out because the text around them has it: "sales of 17.9 billion", "from 71"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from decimal import Decimal
from functools import cache

from dealextract.money.nouns import Amount
from dealextract.money.numbers import Style, power, value
from dealextract.money.qualifiers import qualifier
from dealextract.money.rules import NUMBER
from dealextract.money.tables import section
from dealextract.money.tokens import Tokens

_SENTENCE = re.compile(r"[.;!?…]\s|\n")
_CAPITALISED = re.compile(r"[A-ZÀ-Þ]")


@cache
def _words(name: str, key: str = "words") -> frozenset[str]:
    return frozenset(section("ellipsis.toml", name)[key])


@cache
def _scaled() -> re.Pattern[str]:
    """A number with a scale and no currency on either side."""
    return re.compile(f"(?<![PCB$])(?P<n>(?:{NUMBER}(?:S{{1,2}}|s)|HaS|Ha-S))(?![-jWMBC$%])")


def _sentence(text: str, start: int) -> str:
    """What stands before an offset in its sentence, lower case."""
    left = text[max(0, start - 220) : start]
    pieces = _SENTENCE.split(left)
    return pieces[-1].lower() if len(pieces[-1].split()) > 1 else " ".join(pieces[-2:]).lower()


def _followed(tokens: Tokens, i: int) -> bool:
    """Whether what follows token i - 1 lets the number before it be money."""
    if i >= len(tokens.kinds) or tokens.kinds[i] in "¶,.;)(/:":
        return True
    word = tokens.word(i).lower()
    if word not in _words("followers"):
        return False
    if word == "of":
        return i + 1 < len(tokens.kinds) and tokens.word(i + 1).lower() in _words("followers", "of")
    return True


def find_elliptic(tokens: Tokens, stated: tuple[Amount, ...], how: Style) -> list[Amount]:
    """The amounts whose currency is that of the amount stated last before them (else next after), sorted."""
    own = [a for a in stated if a.currency and a.converted_from is None]
    if not own:
        return []
    found: list[Amount] = []
    taken = [(a.start, a.end) for a in stated]
    ends = [a.end for a in own]
    for match in _scaled().finditer(tokens.kinds):
        first, last = match.span("n")
        start, end = tokens.starts[first], tokens.ends[last - 1]
        if _overlaps(taken, start, end) or not _followed(tokens, last):
            continue
        letter = tokens.word(last - 1)
        if power(tokens, last - 1) < 5 or (
            letter in ("m", "b", "B", "t", "k") and tokens.kinds[last - 1] == "s" and letter != "m"
        ):
            continue
        near = own[max(0, bisect_right(ends, start) - 1)]
        left = _sentence(tokens.text, start)
        words = set(re.findall(r"[^\W\d_]+", left))
        if words & _words("counts") or (tokens.kinds[last - 1] == "s" and not words & _words("leaders")):
            continue
        if not (
            words & _words("leaders")
            or (near.end > start - len(left) and near.end <= start)
            or re.search(
                r"\b(?:for|at|of|to|up to|by|another|residual|remaining)\s*(?:about |around |some |a little under )?$",
                left,
            )
        ):
            continue
        if tokens.kinds[first - 1 : first] == "x" and tokens.touches(first):
            continue
        number = value(tokens, first, last, how)
        if number is not None:
            found.append(
                Amount(
                    start,
                    end,
                    tokens.text[start:end],
                    number,
                    near.currency,
                    qualifier(tokens.text, start, end),
                    elliptic=True,
                )
            )
    found += _pairs(tokens, own, how, sorted(taken + [(a.start, a.end) for a in found]))
    return sorted(found, key=lambda a: a.start)


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether text[start:end] meets one of the sorted, disjoint spans."""
    i = bisect_left(taken, (end, 0))
    return i > 0 and taken[i - 1][1] > start


@cache
def _link() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in section("ellipsis.toml", "pairs")["words"])
    return re.compile(rf"[^.;!?\n\d]{{0,24}}[ (](?:{words})\.? (?:just |only |about |around )?(?=\d)")


def _scale(tokens: Tokens, i: int, end: int) -> Decimal:
    """What the numbers of the amount that begins with token i are multiplied by."""
    scale = Decimal(1)
    while i < len(tokens.kinds) and tokens.starts[i] < end:
        if tokens.kinds[i] in "Ssz":
            scale *= Decimal(10) ** power(tokens, i)
        elif tokens.kinds[i] == "M":
            scale /= 100
        i += 1
    return scale


def _pairs(tokens: Tokens, own: list[Amount], how: Style, taken: list[tuple[int, int]]) -> list[Amount]:
    """Bare numbers tied to the amount before them: "58 kronor from 71", "$14.2 million (13.1)"."""
    found: list[Amount] = []
    for amount in own:
        if amount.amount is None:
            continue
        link = _link().match(tokens.text, amount.end)
        if not link:
            continue
        start = link.end()
        i = bisect_left(tokens.starts, start)
        if tokens.starts[i : i + 1] != [start] or tokens.kinds[i] != "d" or _overlaps(taken, start, start + 1):
            continue
        follower = tokens.kinds[i + 1 : i + 2]
        if follower and (follower not in "¶,.;)(&" and tokens.word(i + 1).lower() not in _words("followers")):
            continue
        number = value(tokens, i, i + 1, how)
        if number is None or re.fullmatch(r"(?:19|20)\d\d", tokens.word(i)):
            continue
        number *= _scale(tokens, bisect_left(tokens.starts, amount.start), amount.end)
        if not amount.amount / 5 < number < amount.amount * 5:
            continue
        end = tokens.ends[i]
        found.append(
            Amount(
                start,
                end,
                tokens.text[start:end],
                number,
                amount.currency,
                qualifier(tokens.text, start, end),
                elliptic=True,
            )
        )
    return found
