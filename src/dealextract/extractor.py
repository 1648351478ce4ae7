"""The composition: text to cleaning to reading to resolution to assembly to record."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dealextract.assembly.deals import assemble
from dealextract.assembly.evidence import Context
from dealextract.assembly.organizations import companies, people
from dealextract.assembly.subtypes import subtype_notes
from dealextract.assembly.terms import open_currencies
from dealextract.cleaning import clean, headline
from dealextract.dates import find_dates, find_durations, publication_date
from dealextract.errors import InputError
from dealextract.money import find_amounts, term_words
from dealextract.pipeline.build import begin, read
from dealextract.records import Date, Diagnostic, Record, Source
from dealextract.resolution.deals import resolve_deals
from dealextract.resolution.declared import DeclaredCompanies, with_declared_roles
from dealextract.resolution.edges import mended
from dealextract.resolution.entities import resolve_entities
from dealextract.resolution.names import short_name
from dealextract.types import Article, CleanText, Region, Rejection, WordedTerm
from dealextract.writers.wording import counted

if TYPE_CHECKING:  # loaded where there is a configuration
    from dealextract.knowledge.config import Source as ConfigSource

LONGEST = 1_000_000
"""Characters of one article. The longest filings stay below; more is a dump of many articles, whose deals would be mixed."""


ANCHOR = re.compile(r"\d{4}(?:-\d\d){0,2}")


class Extractor:
    """Articles to records. Making one is free; the first article loads the reader. An article longer than `LONGEST`
    characters raises `InputError`.

    `min_confidence`: deals below it are left out and counted in `diagnostics`. `config`: a file of your own in which deal types, words for
    roles and names of companies are declared, or a mapping of its shape; one that does not hold raises `UsageError`. No file is looked for.
    """

    def __init__(self, *, min_confidence: float = 0.0, config: ConfigSource | None = None) -> None:
        if not 0 <= min_confidence <= 1:
            raise ValueError(f"min_confidence is a probability, not {min_confidence}")
        self.min_confidence = min_confidence
        self.config = None
        if config is not None:
            from dealextract.knowledge.config import load_config

            self.config = load_config(config)
        self._declared = DeclaredCompanies(self.config)

    def __call__(self, article: Article) -> Record:
        """The record of one article."""
        return self._extract(article)

    def pipe(self, texts: Iterable[str | Article]) -> Iterator[Record]:
        """Records of articles or plain texts, in their order, each as soon as it is ready."""
        for text in texts:
            yield self._extract(text if isinstance(text, Article) else from_text(text))

    def _extract(self, article: Article) -> Record:
        text = clean(article.text)
        if len(text.text) > LONGEST:
            raise InputError(
                f"holds {len(text.text):,} characters, more than the {LONGEST:,} of the longest article that is read",
                where=article.path or "the text",
                remedy="split it into its articles",
            )
        doc = begin(text.text)
        published, diagnostics = _published(article, text)
        reading, values = read(doc, _anchor(published))
        reading = mended(reading, text.text)
        entities = resolve_entities(reading, text.text, self._declared)
        candidates = resolve_deals(reading, entities)
        notes = list(self._declared.notes(reading, entities))
        if self.config and self.config.roles:
            candidates, said = with_declared_roles(reading, text.text, entities, candidates, self.config)
            notes += said
        context = Context(text, reading, values, {e.id: e for e in entities}, worded_terms(text.text), self.config)
        short = {e.id: short_name(e.name) for e in entities}
        deals, rejections = assemble(context, candidates, short)
        kept = [d for d in deals if d.confidence >= self.min_confidence]
        diagnostics += [*map(_diagnostic, text.regions), *map(_diagnostic, rejections)]
        diagnostics += [*notes, *subtype_notes(context, kept)]
        if len(kept) < len(deals):
            left = len(deals) - len(kept)
            message = f"{counted(left, 'deal')} below {self.min_confidence} left out"
            diagnostics.append(Diagnostic(code="below_min_confidence", message=message))
        diagnostics += open_currencies(text.text, kept)
        if not text.text.strip():
            diagnostics.append(Diagnostic(code="empty", message="the article holds no text"))
        return Record(
            source=source_of(article, text),
            published=published,
            deals=tuple(kept),
            companies=companies(context, kept),
            people=people(context),
            diagnostics=tuple(diagnostics),
            text=text.text,
        )


def source_of(article: Article, text: CleanText) -> Source:
    """Where an article came from, as its record says it."""
    return Source(
        path=article.path,
        id=article.id,
        sha256=article.sha256,
        media_type=article.media_type,
        encoding=article.encoding,
        title=article.title or headline(text),
        publisher=article.publisher,
        language=article.language,
        characters=len(text.text),
    )


def _diagnostic(found: Region | Rejection) -> Diagnostic:
    """A region or rejection as a diagnostic."""
    return Diagnostic(code=found.code, message=found.message, start=found.start, end=found.end)


def worded_terms(text: str) -> tuple[WordedTerm, ...]:
    """Terms in words and durations of a text, in order."""
    found = [WordedTerm(t.start, t.end, t.kind, t.value) for t in term_words(text)]
    amounts = find_amounts(text)
    found += [
        WordedTerm(a.start, a.end, "converted", str(amounts[a.converted_from].start))
        for a in amounts
        if a.converted_from is not None
    ]
    found += [WordedTerm(d.start, d.end, "duration", d.value) for d in find_durations(text) if d.value]
    return tuple(sorted(found, key=lambda t: (t.start, t.end)))


def _published(article: Article, text: CleanText) -> tuple[Date | None, list[Diagnostic]]:
    """When the article was published: given or in the metadata, else as its own text says; and what was wrong with it."""
    found = find_dates(article.published) if article.published else []
    if found and found[0].value:
        given = found[0].model_copy(update={"start": 0, "end": 0, "text": ""})
        return given.model_copy(update={"because": ("given with the article", *given.because)}), []
    own = publication_date(text.text)
    if not article.published:
        return own, []
    reason = "; ".join(found[0].because) if found else "it is no date"
    message = f"the given date of publication {article.published!r} is not used: {reason}"
    return own, [Diagnostic(code="published_not_used", message=message)]


def _anchor(published: Date | None) -> str | None:
    """The date from which the text's dates are reckoned; none where its year stays open."""
    if published is None or published.value is None or not ANCHOR.fullmatch(published.value):
        return None
    return published.value


def from_text(text: str, *, published: str | None = None) -> Article:
    """A text that comes from no file."""
    return Article(
        text=text, sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), published=published
    )


def extract(text: str, *, published: str | None = None, config: ConfigSource | None = None) -> Record:
    """The deals of one article.

    `published`: when it was published, as an ISO date or month; without it the article's own text says, or nothing does.
    `config`: as for `Extractor`.
    """
    return Extractor(config=config)(from_text(text, published=published))
