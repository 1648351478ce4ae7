"""How much the corpus repeats itself: `python -m training.duplicates`.

Sentences that stand in two articles, articles that share many runs of words (names, amounts and dates taken out, so that a text told again
with other names shows), and names that many articles share. What is found is to be thrown out or rewritten.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

from training.corpus import AnnotatedArticle, read_all

RUN = 6
"""Words of a run."""

ALIKE = 0.15
"""Share of common runs from which two articles are alike."""

LONG = 10
"""Words from which a sentence counts."""


def bare(article: AnnotatedArticle) -> str:
    """The text with names, amounts and dates replaced by their tags, boilerplate left out."""
    out, at = [], 0
    for a in sorted(article.annotations, key=lambda a: (a.start, -a.end)):
        if a.tag in "opgmqdb" and a.start >= at:
            out.append(article.text[at : a.start] + ("" if a.tag == "b" else f" {a.tag} "))
            at = a.end
    return "".join([*out, article.text[at:]]).lower()


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of `RUN` words."""
    words = re.findall(r"[^\W_]+", text)
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def alike(articles: list[AnnotatedArticle]) -> list[tuple[float, str, str]]:
    """Pairs of articles with the Jaccard similarity of their runs, the most alike first."""
    own = {a.id: runs(bare(a)) for a in articles}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, held in own.items():
        for run in held:
            holders[run].append(name)
    common: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) < 40:
            common.update(combinations(sorted(names), 2))
    return sorted(
        ((n / len(own[a] | own[b]), a, b) for (a, b), n in common.items() if n / len(own[a] | own[b]) >= ALIKE),
        reverse=True,
    )


def repeated_sentences(articles: list[AnnotatedArticle]) -> list[tuple[str, list[str]]]:
    """Sentences of `LONG` words or more that stand in several articles, names and figures aside."""
    seen: dict[str, set[str]] = defaultdict(set)
    for a in articles:
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", bare(a)):
            words = re.findall(r"[^\W_]+", sentence)
            if len(words) >= LONG:
                seen[" ".join(words)].add(a.id)
    return sorted((s, sorted(ids)) for s, ids in seen.items() if len(ids) > 1)


def measures(corpus: Path) -> dict[str, Any]:
    """The figures for the card."""
    articles = list(read_all(corpus))
    names = Counter(name for a in articles for name in {o["name"] for o in a.orgs.values()})
    return {
        "articles": len(articles),
        "alike_pairs": len(alike(articles)),
        "repeated_sentences": len(repeated_sentences(articles)),
        "names": len(names),
        "names_in_several_articles": sum(n > 1 for n in names.values()),
    }


def main() -> None:
    """Print the figures and what is found."""
    corpus = Path("corpus")
    articles = list(read_all(corpus))
    for share, a, b in alike(articles)[:40]:
        print(f"{share:.2f}  {a}  {b}")
    for sentence, ids in repeated_sentences(articles)[:60]:
        print(", ".join(ids), "|", sentence[:120])
    for name, n in Counter(n for a in articles for n in {o["name"] for o in a.orgs.values()}).most_common(10):
        print(f"{n} articles name {name}")
    print(measures(corpus))


if __name__ == "__main__":
    main()
