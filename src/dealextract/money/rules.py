"""The rules that find amounts: name, pattern over token kinds, and how the pieces of a match make amounts.

A pattern is a regular expression over the kinds of `tokens`; its pieces are the named groups: `n`, `m` numbers, `c`,
`e` currencies, `l` the link of a range. Where several rules fit at one place the first in the list is taken. Each has
examples with the amount that it must give, and some have counter-examples in which it must not fire.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_TWO = "n(?:-?n)?"
_WORDY = f"(?:(?:a|{_TWO})?-?h(?:&?{_TWO})?|{_TWO})"
_PART = "(?:&aH|&aQ|&n-?Q|pn)"
NUMBER = f"(?:d-?f|d|f|{_WORDY}){_PART}?"
_SCALE = "(?:-?S{1,2}|s)"
_SHARE = "(?:aH-?S|H-?a?-?S|(?:a|n)?-?Q-?(?:oa)?S|aS)"
SCALED = f"(?:{NUMBER}{_SCALE}{NUMBER}{_SCALE}|{NUMBER}{_SCALE}?|{_SHARE})"
AFTER = f"(?:{NUMBER}(?:{_SCALE}|z)?|{_SHARE})"
_LINK = "(?:-(?!f)|t)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its examples: text in which it fires → the amounts as `CUR NUMBER`, texts in which it must not."""

    name: str
    pattern: str
    examples: dict[str, str]
    counters: tuple[str, ...] = ()


RULES = (
    Rule(
        "range_between_prefixed",
        f"(?<=b)(?P<c>P)-?(?P<n>{AFTER})&(?P<e>P)?-?(?P<m>{AFTER})",
        {"between €3m and €4m": "EUR 3000000..4000000", "between $10 and 12 million": "? 10000000..12000000"},
        ("for €3m and €4m",),
    ),
    Rule(
        "range_between",
        f"(?<=b)(?P<n>{SCALED})(?:-?j*(?P<e>[WM]))?&(?P<m>{SCALED})-?j*(?P<c>[WM])",
        {"between 30 and 35 million euros": "EUR 30000000..35000000", "between 140p and 175p": "GBP 1.4..1.75"},
    ),
    Rule(
        "range_prefixed",
        f"(?P<c>P)-?(?P<n>{AFTER})(?P<l>{_LINK})(?P<e>P)?(?P<m>{AFTER})(?:j*W)?",
        {
            "a fund of $10-12 million": "? 10000000..12000000",
            "revenue of $410 million to $430 million": "? 410000000..430000000",
            "guidance of EUR 1.1 to 1.25 bn": "EUR 1100000000..1250000000",
        },
        ("it rose from $10 to $12",),
    ),
    Rule(
        "range_suffixed",
        f"(?P<n>{SCALED})(?:-?j*(?P<e>[WM]))?(?P<l>-(?!f)|t|r)(?P<m>{SCALED})-?j*(?P<c>[WM])",
        {
            "talk of 12 to 14 million euros": "EUR 12000000..14000000",
            "five or six million euros": "EUR 5000000..6000000",
            "640-690 mln euros": "EUR 640000000..690000000",
        },
    ),
    Rule(
        "major_and_minor",
        f"(?P<n>{SCALED})j*(?P<c>W)&?(?P<m>{NUMBER})j*M",
        {"7 dollars 20 cents": "? 7.2", "eleven euros and sixty cents": "EUR 11.6"},
        ("12 dollars, 30 cents",),
    ),
    Rule(
        "scaled_before",
        f"(?P<c>B)(?P<n>{NUMBER})",
        {"sales of MSEK 140": "SEK 140000000", "sales of MSEK 1,900": "SEK 1900000000"},
    ),
    Rule("scaled_after", f"(?P<n>{NUMBER})(?P<c>B)", {"14,5 M€": "EUR 14500000", "41 MUSD": "USD 41000000"}),
    Rule(
        "prefixed",
        f"(?P<c>P)-?(?P<n>{AFTER}|{SCALED})(?:j*(?P<e>W))?",
        {
            "£45m": "GBP 45000000",
            "C$2.1-billion": "CAD 2100000000",
            "SEK 21 m": "SEK 21000000",
            "$35 3/8": "? 35.375",
        },
    ),
    Rule("currency_inside", "(?P<n>d)(?P<c>W)(?P<m>S)", {"62 CHF million": "CHF 62000000"}),
    Rule(
        "suffixed",
        f"(?P<n>{SCALED})o?-?j*(?P<c>W{{1,2}})",
        {
            "eighty million euros": "EUR 80000000",
            "a one-billion-euro project": "EUR 1000000000",
            "half a billion Swiss francs": "CHF 500000000",
            "2 trillion 860 billion won": "KRW 2860000000000",
            "a hundred million dollars": "? 100000000",
            "38 million pounds sterling": "GBP 38000000",
        },
        ("the euro fell",),
    ),
    Rule(
        "minor_unit",
        f"(?P<n>{NUMBER})-?j*(?P<c>M)",
        {"450p a share": "GBP 4.5", "184 pence": "GBP 1.84", "14 cents": "? 0.14", "8½p": "GBP 0.085"},
        ("page 450 p",),
    ),
    Rule(
        "single_unit",
        "(?P<c>y[WC])",
        {"for a symbolic euro": "EUR 1"},
        ("in the euro area",),
    ),
)


def _numbered(pattern: str, k: int) -> str:
    """The pattern with its group names made unique by the number of its rule."""
    return re.sub(r"\?P<(\w)>", rf"?P<\g<1>{k}>", pattern)


@cache
def amounts() -> re.Pattern[str]:
    """All rules as one pattern; the group that matched names the rule. The look ahead keeps it off all other tokens."""
    rules = "|".join(f"(?P<{rule.name}>{_numbered(rule.pattern, k)})" for k, rule in enumerate(RULES))
    return re.compile(f"(?=[PBdfnhHQSy]|a-?[hHQSn])(?:{rules})")
