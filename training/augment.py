"""Change the names in an article so that no name is a clue: each organisation and person gets words from others."""

from __future__ import annotations

import random
from collections.abc import Sequence

from dealextract.reader import labels
from training.dataset import Example, WordArticle, WordSpan

KEPT = frozenset(
    [
        "plc",
        "ltd",
        "limited",
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "llc",
        "lp",
        "llp",
        "ag",
        "sa",
        "se",
        "nv",
        "bv",
        "spa",
        "gmbh",
        "kg",
        "oyj",
        "ab",
        "asa",
        "as",
        "group",
        "holdings",
        "holding",
        "group's",
        "bank",
        "insurance",
        "capital",
        "partners",
        "fund",
        "ventures",
        "airlines",
        "energy",
        "pharma",
        "foods",
        "media",
        "university",
        "council",
        "commission",
        "court",
        "ministry",
        "exchange",
        "authority",
        "association",
        "union",
        "federation",
        "society",
        "trust",
        "of",
        "and",
        "the",
        "&",
        "de",
        "la",
        "du",
        "des",
        "der",
        "van",
        "von",
        "for",
    ]
)
"""Words of a name that stay, lower-cased: legal forms and what says the kind of organisation."""


class NamePool:
    """Words of names to draw from: of companies, of people, and acronyms; half of them from the training articles, half from
    elsewhere where that is given: `companies`, and `people` as given and family names."""

    def __init__(
        self,
        articles: Sequence[WordArticle],
        companies: Sequence[str] = (),
        people: tuple[Sequence[str], Sequence[str]] = ((), ()),
    ) -> None:
        company: set[str] = set()
        given: set[str] = set()
        family: set[str] = set()
        for item in articles:
            for s in item.spans:
                words = item.words[s.first : s.last + 1]
                if s.tag == "o":
                    company |= {w for w in words if replaceable(w)}
                elif s.tag == "p" and len(words) > 1:
                    given.add(words[0])
                    family.add(words[-1])
        self.company = balanced(sorted(w for w in company if not w.isupper()), [w for w in companies if replaceable(w)])
        self.given, self.family = balanced(sorted(given), people[0]), balanced(sorted(family), people[1])

    def company_word(self, word: str, rng: random.Random) -> str:
        """A word to stand for one of a company's name, of the same shape where that matters."""
        if word.isupper() and len(word) <= 5:
            return "".join(rng.choice("ABCDEFGHIKLMNOPRSTUVWZ") for _ in word)
        if word.islower() or rng.random() < 0.03:
            return rng.choice(self.company).lower()
        return rng.choice(self.given if rng.random() < 0.08 else self.family if rng.random() < 0.12 else self.company)


def balanced(own: list[str], others: Sequence[str]) -> list[str]:
    """Two lists as one in which both weigh the same."""
    return own * max(1, len(others) // max(1, len(own))) + list(others)


def replaceable(word: str) -> bool:
    """Whether a word of a name may be swapped for another."""
    return any(c.isalpha() for c in word) and word.lower().strip(".") not in KEPT and len(word) > 1


def swap_names(item: WordArticle, pool: NamePool, rng: random.Random, rate: float = 0.6) -> WordArticle:
    """The article with the names of some of its companies and people changed, each the same way throughout.

    The words of a name are changed one for one, so spans keep their places; a short form follows its long form.
    """
    words = list(item.words)
    changed: dict[tuple[str, str], dict[str, str] | None] = {}
    for s in item.spans:
        if s.tag not in "op" or not s.targets:
            continue
        key = (s.tag, min(s.targets))
        if key not in changed:
            changed[key] = {} if rng.random() < rate else None
        mapping = changed[key]
        if mapping is None:
            continue
        for i in range(s.first, s.last + 1):
            word = item.words[i]
            if not replaceable(word):
                continue
            if word not in mapping:
                mapping[word] = draw(s, i, word, pool, rng)
            words[i] = mapping[word]
    return WordArticle(item.id, words, item.breaks, item.spans, item.article, item.layers)


def draw(span: WordSpan, index: int, word: str, pool: NamePool, rng: random.Random) -> str:
    """A new word for one word of a name."""
    if span.tag == "p":
        return rng.choice(pool.given if index == span.first and span.last > span.first else pool.family)
    new = pool.company_word(word, rng)
    return new.upper() if word.isupper() and len(word) > 5 else new


def jitter(example: Example, rng: random.Random, rate: float = 0.2) -> None:
    """Move edges of some triggers and values by a word, as the tagger and the rules will in use; tags stay as they are."""
    last = len(example.window.heads) - 1
    values = {labels.KINDS.index(kind) for kind in ("money", "percent", "date")}
    rows = [*example.triggers, *(row for row in example.arguments if int(row[2]) in values)]
    for row in rows:
        if rng.random() >= rate:
            continue
        edge = rng.randrange(2)
        moved = int(row[edge]) + rng.choice((-1, 1))
        if 0 <= moved <= last and (moved <= row[1] if edge == 0 else moved >= row[0]):
            row[edge] = moved


def crop(item: WordArticle, rng: random.Random) -> WordArticle | None:
    """One to four sentences of an article on their own, so that the network reads snippets as well as whole articles."""
    starts = [0, *(i for i, b in enumerate(item.breaks) if b), len(item.words)]
    if len(starts) < 4:
        return None
    at = rng.randrange(len(starts) - 2)
    first, last = starts[at], starts[min(at + rng.randint(1, 4), len(starts) - 1)]
    spans = [
        WordSpan(s.first - first, s.last - first, s.kind, s.tag, s.targets, s.text)
        for s in item.spans
        if s.first >= first and s.last < last
    ]
    if last - first < 5 or not any(s.tag == "t" for s in spans):
        return None
    return WordArticle(
        item.id, item.words[first:last], [0, *item.breaks[first + 1 : last]], spans, item.article, item.layers
    )


MASK, LOWEST_WORD = 103, 1000
"""Word pieces of the vocabulary: the mask, and the first that is no sign or marker."""


def mask(example: Example, rng: random.Random, rate: float = 0.12) -> None:
    """Hide some word pieces, so that what a text says is read from all of it and not from one word."""
    ids = example.window.ids[0]
    for i in range(1, len(ids) - 1):
        if rng.random() < rate and ids[i] >= LOWEST_WORD:
            ids[i] = MASK
