"""The components' registration with spaCy. Imported whenever any pipeline is built, so it imports nothing heavy.

Span groups (all plain, so that `n_process` and `DocBin` work):

- `dealextract_values`: money, percents and dates found by rules; `attrs["values"]` holds their records as dictionaries
- `dealextract_mentions`, `dealextract_triggers`: what the reader found; `attrs` hold its scores
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

VALUES, MENTIONS, TRIGGERS = "dealextract_values", "dealextract_mentions", "dealextract_triggers"


@Language.factory(VALUES, assigns=["doc.spans"], default_config={"published": None})
def create_values(nlp: Language, name: str, published: str | None) -> ValuesComponent:
    """Money, percents and dates by rules; `doc.user_data["published"]` goes before the configured date."""
    return ValuesComponent(published)


@Language.factory(MENTIONS, requires=["doc.spans"], assigns=["doc.spans"])
def create_mentions(nlp: Language, name: str) -> MentionsComponent:
    """Names, descriptions, titles and triggers with their scores, by the trained reader."""
    return MentionsComponent()


class ValuesComponent:
    """Writes `doc.spans["dealextract_values"]`."""

    def __init__(self, published: str | None) -> None:
        self.published = published

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its values."""
        from dealextract.pipeline.values import write_values

        return write_values(doc, doc.user_data.get("published") or self.published)


class MentionsComponent:
    """Writes `doc.spans["dealextract_mentions"]` and `doc.spans["dealextract_triggers"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with what the reader found."""
        from dealextract.pipeline.mentions import write_mentions

        return write_mentions(doc)
