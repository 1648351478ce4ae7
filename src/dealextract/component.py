"""The program as one component of a spaCy pipeline: `nlp.add_pipe("dealextract")`.

Imported whenever any pipeline is built, since it is registered as an entry point: it imports nothing heavy. What it leaves on
a `Doc` is plain data, which several processes and `DocBin` carry:

- `doc.user_data["dealextract"]`: the record as JSON has it (`dealextract.Record.model_validate` makes one of it)
- `doc._.deals`: the deals in it
- `doc.spans["dealextract"]`: the evidence as spans of the Doc's own tokens, labelled with the role, term or kind of milestone that each
  stands for; `span.id_` is the deal's
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from spacy.language import Language

from dealextract.errors import UsageError

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from dealextract import records
    from dealextract.extractor import Extractor
    from dealextract.records import Deal, Record

NAME: Final = "dealextract"
"""The factory, and the key of what it leaves in `doc.user_data` and `doc.spans`."""

CONFIGURATION: Final = {"published": None, "min_confidence": 0.0, "config": None, "attribute": "deals"}


@Language.factory(NAME, assigns=["doc.user_data", "doc.spans", "doc._.deals"], default_config=CONFIGURATION)
def create_deals(
    nlp: Language, name: str, published: str | None, min_confidence: float, config: str | None, attribute: str
) -> DealsComponent:
    """The component. `published`: when the texts came out, as an ISO date, where `doc.user_data["published"]` does not say it;
    `min_confidence`: deals below it are left out; `config`: a file of your own (`docs/extending.md`); `attribute`: what the deals are
    called in `doc._`.

    Raises `UsageError` where `doc._` has an attribute of that name already, or the file does not hold.
    """
    from dealextract.extractor import Extractor

    _extend(attribute)
    return DealsComponent(Extractor(min_confidence=min_confidence, config=config), published)


def deals_of(doc: Doc) -> list[dict[str, Any]]:
    """The deals of a Doc as JSON has them; none where the component did not run."""
    deals: list[dict[str, Any]] = doc.user_data.get(NAME, {}).get("deals", [])
    return deals


def _extend(attribute: str) -> None:
    from spacy.tokens import Doc

    if Doc.has_extension(attribute):
        if Doc.get_extension(attribute)[2] is not deals_of:
            raise UsageError(
                f"doc._.{attribute} is something else already",
                where=NAME,
                remedy="choose another name by config={'attribute': …}",
            )
        return
    Doc.set_extension(attribute, getter=deals_of)


class DealsComponent:
    """Reads the text of a Doc, whatever tokenizer made it and whatever stands before in the pipeline."""

    def __init__(self, extractor: Extractor, published: str | None) -> None:
        self.extractor, self.published = extractor, published

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its deals."""
        from spacy.tokens import SpanGroup

        from dealextract.extractor import from_text

        published = doc.user_data.get("published") or self.published
        record = self.extractor(from_text(doc.text, published=published))
        doc.user_data[NAME] = record.model_dump(mode="json")
        doc.spans[NAME] = SpanGroup(doc, name=NAME, spans=list(_spans(doc, record)))
        return doc


def _spans(doc: Doc, record: Record) -> Iterator[Span]:
    """The evidence as spans of the Doc; a token that a stretch cuts is in it."""
    from dealextract.cleaning import clean

    text = clean(doc.text) if record.text != doc.text else None
    for start, end, label, deal in sorted(set(_evidence(record))):
        if text:  # offsets are into the clean text
            start, end = text.source_offset(start), text.source_offset(end - 1) + 1
        span = doc.char_span(start, end, label=label, span_id=deal, alignment_mode="expand")
        if span is not None:
            yield span


def _evidence(record: Record) -> Iterator[tuple[int, int, str, str]]:
    """Each stretch that a field was read from, with the name of the field and the deal's id."""
    for deal in record.deals:
        for label, spans in _said(deal):
            yield from ((s.start, s.end, label, deal.id) for s in spans if s.end > s.start)


def _said(deal: Deal) -> Iterator[tuple[str, Sequence[records.Span]]]:
    from dealextract.records import TextTerm

    for party in deal.parties:
        yield party.role, party.evidence
    for adviser in deal.advisers:
        yield f"{adviser.kind}_adviser", adviser.evidence
    for name, term in deal.terms.stated():
        yield name, term.evidence if isinstance(term, TextTerm) else (term,)
    for milestone in deal.milestones:
        yield milestone.kind, (milestone.date,)
