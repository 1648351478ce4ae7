"""How the match of a rule becomes amounts: numbers, currency, range or change, and whether it is money at all."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from dealextract.money.currency import candidates, minor
from dealextract.money.nouns import Amount
from dealextract.money.numbers import Style, power, style, value
from dealextract.money.qualifiers import changes, qualifier
from dealextract.money.rules import RULES
from dealextract.money.settling import setting
from dealextract.money.tables import toml
from dealextract.money.tokens import Tokens


def _group(match: re.Match[str], name: str) -> tuple[int, int] | None:
    """First and last token of a group of the rule that fired."""
    index = _INDEX[match.lastgroup or ""]
    try:
        span = match.span(f"{name}{index}")
    except IndexError:
        return None
    return None if span[0] < 0 else span


_INDEX = {rule.name: k for k, rule in enumerate(RULES)}


_VAGUE = re.compile(r"\b(?:several|(?:a )?few|many|some|a couple of)\s+\Z", re.IGNORECASE)
"""Before "hundred": how many hundreds is not told."""
_WEIGHT = re.compile(r"\s+of\s+(?!the\b|debt|share|sales|profit)[a-z]|\s+(?:per square|a square|lighter|heavier)")


class AmountReader:
    """Reads the matches of one text; knows its number style."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.text = tokens.text
        self.style: Style = style(tokens.text)
        self.setting = setting(tokens.text)

    def code(self, span: tuple[int, int]) -> tuple[str | None, bool]:
        """The currency that tokens name, and whether they name its hundredth part."""
        first, last = span
        kinds = self.tokens.kinds
        words = [self.tokens.word(i) for i in range(first, last)]
        if kinds[first] == "B":
            return self._scaled(words[0])[0], False
        small = kinds[first] == "M"
        own = minor(words[0]) if small else candidates(words[0])
        for word in words[1:]:
            other = candidates(word)
            own = other if len(other) == 1 else own
        start = first
        while start and kinds[start - 1] == "j":
            start -= 1
        if start < first:
            name = self.text[self.tokens.starts[start] : self.tokens.starts[first]]
            own = own if small else candidates(words[0])
            return self.setting.named(own, name, words[-1]), small
        if small and len(own) > 2 and own[0] == "USD":
            return None, True  # left to the amounts around it
        return self.setting.settle(own), small

    def _scaled(self, word: str) -> tuple[str, int]:
        """Currency and power of ten of "MSEK"."""
        table = toml("currencies.toml")["scaled"]
        for letters, exponent in sorted(table["letters"].items(), key=lambda x: -len(x[0])):
            if word.startswith(letters) and word[len(letters) :] in table["currencies"]:
                return table["currencies"][word[len(letters) :]], exponent
        raise KeyError(word)

    def number(self, span: tuple[int, int], code: str | None) -> Decimal | None:
        """The value of the number in the tokens of a span."""
        thousands = code in ("ITL", "ESP", "JPY", "KRW", "IDR", "VND", "PTE", "CLP", "COP", "TRL", "GRD", "PYG", "HUF")
        return value(self.tokens, *span, self.style, thousands=thousands)

    def read(self, match: re.Match[str]) -> list[Amount]:
        """The amounts of one match, none where it is no money after all."""
        rule = match.lastgroup or ""
        currency = _group(match, "c")
        if currency is None:
            return []
        code, small = self.code(currency)
        first, last = match.span()
        if rule == "single_unit":
            code, _ = self.code((currency[0] + 1, currency[1]))
            first -= self.tokens.kinds[first - 1 : first] == "a"
            return [self._amount(first, last, Decimal(1), code)]
        n, m = _group(match, "n"), _group(match, "m")
        assert n is not None
        if rule.startswith("range"):
            assert m is not None
            return self._range(match, n, m, code, small)
        number = self.number(n, code)
        if number is None:
            return []
        if rule == "major_and_minor" and m is not None:
            rest = self.number(m, code)
            number += (rest or Decimal(0)) / 100
        elif rule == "currency_inside" and m is not None:
            number *= Decimal(10) ** power(self.tokens, m[0])
        elif rule.startswith("scaled"):
            number *= Decimal(10) ** self._scaled(self.tokens.word(currency[0]))[1]
        trailing = _group(match, "e")
        if trailing:
            other = self.code(trailing)[0]
            if other != code and len(candidates(self.tokens.word(currency[0]))) == 1:
                last = n[1]
            else:
                code = other or code
        if small:
            number /= 100
        if not self._money(n, currency, number, small):
            return []
        if self.tokens.kinds[n[0]] == "h" and _VAGUE.search(
            self.text, max(0, self.tokens.starts[n[0]] - 16), self.tokens.starts[n[0]]
        ):
            return [replace(self._amount(first, last, number, code), amount=None)]
        if code is None and self.tokens.word(currency[0]) in toml("currencies.toml")["before"]["touching"]:
            code = candidates(self.tokens.word(currency[0]))[0]
        return [self._amount(first, last, number, code)]

    def _amount(self, first: int, last: int, number: Decimal, code: str | None) -> Amount:
        start, end = self.tokens.starts[first], self.tokens.ends[last - 1]
        return Amount(start, end, self.text[start:end], number, code, qualifier(self.text, start, end))

    def _range(
        self, match: re.Match[str], n: tuple[int, int], m: tuple[int, int], code: str | None, small: bool
    ) -> list[Amount]:
        """The one amount of a range, or the two of a change ("from $5 to $6")."""
        first, last = match.span()
        link = _group(match, "l")
        if link and self.tokens.kinds[link[0] - 1 : link[0] + 2] == "n-n":
            number = self.number((n[0], m[1]), code)
            return [self._amount(first, last, number / 100 if small else number, code)] if number is not None else []
        low, high = self.number(n, code), self.number(m, code)
        if low is None or high is None:
            return []
        other = _group(match, "e")
        scaled = any(k in "Ssz" for k in self.tokens.kinds[n[0] : n[1]])
        separate = bool(other) and self.tokens.kinds[other[0]] in "WM" if other else False
        factor = Decimal(1)
        for i in range(*m):
            if self.tokens.kinds[i] in "Ssz":
                factor *= Decimal(10) ** power(self.tokens, i)
        if not scaled and not separate and low < 1000 and low <= high / factor:
            low *= factor
        small_low = small
        if other:
            code_low, small_other = self.code(other)
            small_low = small_other if self.tokens.kinds[first] != "P" else small
            if self.tokens.kinds[other[0]] == "P":
                code, code_low = code_low, code
            if code_low != code:
                return self._two(match, n, m, low, high, code_low, code)
        if small:
            high /= 100
        if small_low:
            low /= 100
        if high <= low or (link and self._apart(link[0], match, low, high)):
            return self._two(match, n, m, low, high, code, code)
        start, end = self.tokens.starts[first], self.tokens.ends[last - 1]
        return [Amount(start, end, self.text[start:end], high, code, "range", low, high)]

    def _two(
        self, match: re.Match[str], n: tuple[int, int], m: tuple[int, int], low: Decimal, high: Decimal,
        low_code: str | None, code: str | None,
    ) -> list[Amount]:  # fmt: skip
        """Two amounts that only look like a range."""
        first, last = match.span()
        kinds = self.tokens.kinds
        end = n[1]
        while end < m[0] and kinds[end] in "-jWM" and (kinds[end] != "-" or kinds[end + 1] in "jWM"):
            end += 1
        start = m[0] - 1 if kinds[m[0] - 1] == "P" else m[0]
        if re.fullmatch(r"(?:19|20)\d\d", self.text[self.tokens.starts[first] : self.tokens.ends[end - 1]]):
            return [self._amount(start, last, high, code)]
        return [
            replace(
                self._amount(first, end, low, low_code), elliptic=kinds[first] != "P" and kinds[end - 1] not in "WM"
            ),
            replace(
                self._amount(start, last, high, code), elliptic=kinds[start] != "P" and kinds[last - 1] not in "WM"
            ),
        ]

    def _apart(self, link: int, match: re.Match[str], low: Decimal, high: Decimal) -> bool:
        """Whether what stands between two numbers parts them: a dash with blanks, or "to" after a verb of change."""
        tokens, start = self.tokens, self.tokens.starts[match.start()]
        if tokens.kinds[link] == "-":
            return tokens.starts[link + 1] > tokens.ends[link] and tokens.word(link) != "–"
        if tokens.kinds[link] == "t":
            left = re.split(r"[.;:!?\n]\s", self.text[max(0, start - 45) : start])[-1]
            if re.search(r"\b(?:to|of|at|between|range)\s*$", left):
                return False
            return high > low * 4 or changes(left)
        return False

    def _money(self, n: tuple[int, int], currency: tuple[int, int], number: Decimal, small: bool) -> bool:
        """Whether the words around a match let it be money."""
        tokens = self.tokens
        first, last = min(n[0], currency[0]), max(n[1], currency[1])
        word = tokens.word(currency[0])
        if self._joined(first, last) or (small and self._label(first, n, word, number)):
            return False
        scaled = any(kind in "Ssz" for kind in tokens.kinds[n[0] : n[1]])
        table = toml("currencies.toml")
        if tokens.kinds[currency[0]] == "P" and word in table["before"]["touching"]:
            return self._lone_letter(word, number, n, scaled)
        if scaled or (word == "won" and number >= 1000):
            return True
        if word in table["wordlike"]["codes"]:
            return bool(re.search(r"[.,]\d", tokens.word(n[0]))) or number >= 1000
        if word.lower() == "dollar" and currency[0] < n[0]:
            return False
        if word.lower() in table["wordlike"]["nouns"] and tokens.kinds[currency[0] - 1] != "j":
            own = tuple(code for code in candidates(word) if code != "default")
            return word.islower() and self.setting.settle(own) is not None
        after = self.text[tokens.ends[last - 1] : tokens.ends[last - 1] + 24]
        return word.lower() not in ("pounds", "pound") or not _WEIGHT.match(after)

    def _joined(self, first: int, last: int) -> bool:
        """Whether what stands right before or after the tokens makes them part of a longer number, name or code."""
        text, start, end = self.text, self.tokens.starts[first], self.tokens.ends[last - 1]
        before, after = text[max(0, start - 2) : start], text[end : end + 1]
        if before[-1:].isalnum() or before[-1:] in ("_", "@", "#"):
            return True
        if (after.isalnum() or after in tuple("_@")) and self.tokens.kinds[last - 1] not in "$WMSs":
            return True
        return before[-1:] in (".", ",") and before[:1].isdigit()

    def _label(self, first: int, n: tuple[int, int], word: str, number: Decimal) -> bool:
        """Whether "5c" or "720p" is the name of a figure, a room or a picture and no small change."""
        text, start = self.text, self.tokens.starts[first]
        if text[start - 1 : start] == "/" or ("/" in self.tokens.word(n[0]) and word in "cpCP" and n[1] - n[0] == 1):
            return True
        led = text[max(0, start - 14) : start].split()
        labels = toml("currencies.toml")["labels"]
        if word in "cpCP" and ((led and led[-1].lower() in labels["before"]) or (word == "c" and number >= 10)):
            return True
        return word == "p" and str(int(number * 100)) in labels["lines"] and "." not in self.tokens.word(n[0])

    def _lone_letter(self, word: str, number: Decimal, n: tuple[int, int], scaled: bool) -> bool:
        """Whether a letter before a number is a currency here: its country is named, or it looks like money often."""
        own = candidates(word)
        if own[-1] == "default":
            return True
        like = _like_money(self.text, word)
        if self.setting.settle(own) is None:
            return like > 1 and word in "RNP"
        digits = self.tokens.word(n[0])
        return (
            scaled or bool(re.search(r"[.,  ]\d", digits)) or like > 0 or (number >= 50 and not digits.startswith("0"))
        )


@lru_cache(maxsize=64)
def _like_money(text: str, letter: str) -> int:
    """How often a letter stands before a number that has a scale, a thousands separator or two decimals."""
    pattern = rf"(?<!\w){letter} ?\d[\d ]{{0,12}}(?:,\d{{3}}|\.\d\d?(?!\d)| ?(?:m|bn|B|million|billion|mln)\b)"
    return len(re.findall(pattern, text))
