"""What a currency sign or noun stands for in a text, by the places, the years and the other currencies it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache

from dealextract.money.currency import candidates, cues, full_names, of_territories, specifier_cues, territories
from dealextract.money.tokens import tokenize

_YEAR = re.compile(r"(?<![\d.,$£€])(?:19[6-9]|20[0-4])\d(?![\d,]\d|%|\.\d)")
_BEYOND = re.compile(r"(?:[ \n](?:[a-z]{1,3} )?[\w.'’]+){1,2}")
_DATELINE = re.compile(r"[^\S\n]*(?:,|\(|—|–|--| - |/|\.[ \n]|:)")
_COMMONWEALTH = re.compile(
    r"\bper cent\b|\b(?:cheque|centre|organis|favour|labour|programme|kilomet|tonne|neighbour|colour|licence|grey\b)",
    re.IGNORECASE,
)
_PREFIXED = re.compile(r"(?<![A-Za-z])(?:US|U\.S\.) ?\$|(?<![A-Za-z])([A-Z]{1,3}) ?\$(?=[ \d])")
HOME = {"XCD": "LC", "EUR": "EU", "ZWL": "ZW"}


@cache
def _cue_pattern() -> re.Pattern[str]:
    """A capitalised word (or crore, lakh …) with up to two more after it; which of them is a cue is looked up."""
    lower = "|".join(sorted(c for c in cues() if c[0].islower()))
    return re.compile(rf"(?<!\w)(?:[A-ZÀ-Þ][\w./]*|(?:{lower})(?!\w))")


def places(text: str) -> dict[str, int]:
    """How strongly the text points at each territory: the sum of the weights of its words, each counted thrice at most.

    A place that opens a line near the top, as a dateline does, counts twice as much again.
    """
    known, found = cues(), Counter[str]()
    for match in _cue_pattern().finditer(text):
        word, start = match[0], match.start()
        more = _BEYOND.match(text, match.end())
        names = [word, word.rstrip(".")]
        if more:
            pieces = text[start : more.end()].replace("\n", " ").rstrip(".'’").split(" ")
            names = [" ".join(pieces[:n]).rstrip(",.") for n in range(len(pieces), 1, -1)] + names
        for name in names:
            if name in known:
                dated = (
                    start < 400 and (not start or text[start - 1] == "\n") and _DATELINE.match(text, start + len(name))
                )
                found[name] += 3 if dated else 1
                break
    score = Counter[str]()
    for name, times in found.items():
        for territory, weight in known[name]:
            score[territory] += weight * min(times, 3)
    return dict(score)


def _used(code: str, where: frozenset[str], when: int | None) -> bool:
    return any(t in where and (when is None or a <= when <= b) for t, (a, b) in territories()[code].items())


def _by_time(own: list[str], where: frozenset[str], when: int | None) -> str | None:
    """Of codes of one country the one in use in a year, else the one that was in use last; of several the first."""
    fit = [c for c in own if _used(c, where, when)] or own
    if when is None and fit:
        return max(fit, key=lambda c: max((end for t, (_, end) in territories()[c].items() if t in where), default=0))
    return fit[0] if fit else None


def _dead(code: str) -> bool:
    """Whether a currency has gone though its country has not: then only a year in the text can bring it back."""
    return (
        all(end < 9999 for _, end in territories()[code].values())
        and not {"SU", "YU", "CS"} & territories()[code].keys()
    )


NOW = 9998
"""A year in which what is still money is in use, and nothing else."""

ELSEWHERE = 1.5
"""So many times as strongly a text must point to a country without a dollar to be set there, and its "$" to be American. Set
by hand after reading errors."""

CLEARLY = 2
"""So many times as strongly as to the United States a text with both must point to the other country. Set by hand."""


class Setting:
    """Where and when a text is set, and so what its signs and nouns for money stand for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._dollars: dict[tuple[str, ...], str | None] = {}

    @cached_property
    def places(self) -> dict[str, int]:
        """How strongly the text points at each territory."""
        return places(self.text)

    @cached_property
    def year(self) -> int | None:
        """A guess at when the text was written: the latest year near its top, else the latest that it names, or None."""
        for part in (self.text[:250], self.text):
            years = [int(m) for m in _YEAR.findall(part)]
            if years:
                return max(years)
        return None

    @cached_property
    def printed(self) -> dict[str, int]:
        """How often the text prints each currency in a way that leaves nothing open (a code, "€", "zlotys")."""
        return dict(Counter(own[0] for own in self._signs() if len(own) == 1))

    def _signs(self) -> Iterator[tuple[str, ...]]:
        """What each sign and noun for money in the text may stand for."""
        tokens = tokenize(self.text)
        for match in re.finditer("P|(?<=[dfnhSsz-])W", tokens.kinds):
            yield candidates(tokens.word(match.start()))

    def named(self, own: tuple[str, ...], name: str, noun: str) -> str | None:
        """The code that a specifier ("Swiss", "hong kong") picks among several, by the time of the article.

        The name of a currency in use ("Congolese francs") is that currency, whatever else is money there.
        """
        name = re.sub(r"\s+", " ", name).strip(" -‐‑").lower()
        called = full_names().get(f"{name} {noun.lower()}", ())
        for code in called:
            if _used(code, frozenset(territories()[code]), self.year or NOW):
                return code
        where = specifier_cues().get(name, frozenset())
        real = tuple(code for code in own if code != "default")
        if not where and len(real) == 1:
            return real[0]
        return _by_time(of_territories(own, where) or [*called], where, self.year)

    def settle(self, own: tuple[str, ...]) -> str | None:
        """The code that a sign or noun stands for in this text, or None where the text leaves it open."""
        if len(own) == 1:
            return own[0]
        if not own:
            return None
        real = [code for code in own if code != "default"]
        if real[0] == "USD":
            return self.dollar(tuple(real))
        scores, when = self.places, self.year
        best: tuple[int, str] | None = None
        for code in real:
            where = frozenset(territories()[code])
            if not _used(code, where, when) or (when is None and own[-1] == "default" and _dead(code)):
                continue
            score = max(
                (scores.get(t, 0) for t, (a, b) in territories()[code].items() if when is None or a <= when <= b),
                default=0,
            )
            score += 4 * min(self.printed.get(code, 0), 3)
            score += 2 if score and code == own[0] and own[-1] == "default" else 0
            if score and (best is None or score > best[0]):
                best = (score, code)
        if best is not None:
            return best[1]
        if own[-1] == "default":
            return _by_time(real, frozenset(territories()[real[0]]), when)
        home = frozenset(t for t in scores if scores[t] == max(scores.values()))
        return (of_territories(own, home) or [None])[0]  # type: ignore[list-item]

    def dollar(self, real: tuple[str, ...]) -> str | None:
        """Whose dollar a plain "$" is: the one of the country that the text is set in; the American where that has no dollar.

        A text that writes "US$" means its own by the plain sign; one that writes "A$" does not mean that one. None where
        the text points to a country with a dollar of its own and not clearly enough, to two such countries alike, or to no
        country at all, not even by another money.
        """
        if real not in self._dollars:
            self._dollars[real] = self._dollar(real)
        return self._dollars[real]

    def _dollar(self, real: tuple[str, ...]) -> str | None:
        american, prefixed = False, set[str]()
        for match in _PREFIXED.finditer(self.text):
            if match[1] is None:
                american = True
            else:
                prefixed.update(candidates(match[0].replace(" ", "")))
        scores = self.places
        if not (scores or american or prefixed or any(own and "USD" not in own for own in self._signs())):
            return None
        ranked = sorted(
            (
                (scores.get(HOME.get(code, code[:2]), 0), -i, code)
                for i, code in enumerate(real)
                if code not in prefixed
            ),
            reverse=True,
        )
        score, _, code = ranked[0]
        others = max((s for t, s in scores.items() if t != HOME.get(code, code[:2])), default=0)
        if (code == "USD" and not american) or not score:
            return "USD"
        if american:
            return code
        home = scores.get("US", 0)
        if score > others and (score >= 2 or _COMMONWEALTH.search(self.text)):
            rival = max((s for s, _, other in ranked[1:] if other != "USD"), default=0)
            return code if score - rival > 1 and score >= CLEARLY * home else None
        return "USD" if home or others > ELSEWHERE * score else None

    def tells_dollar(self) -> bool:
        """Whether a word of the text points to any country with a dollar of its own, the United States among them."""
        return any(self.places.get(HOME.get(code, code[:2])) for code in candidates("$") if code != "default") or bool(
            _PREFIXED.search(self.text)
        )


@lru_cache(maxsize=4)
def setting(text: str) -> Setting:
    """The setting of a text; ask once a text and keep it, since looking up a long text that is equal costs its length."""
    return Setting(text)


def dollar_told(text: str) -> bool:
    """Whether a word of the text points to any country with a dollar of its own, the United States among them."""
    return setting(text).tells_dollar()
