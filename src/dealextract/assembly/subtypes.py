"""Types of deal that the user's configuration declares within the program's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dealextract.assembly.evidence import Context
from dealextract.knowledge.patterns import word_pattern
from dealextract.records import Deal, DealType, Diagnostic, Party, Span, Terms


def subtypes_of(
    context: Context, kind: DealType, parties: Sequence[Party], terms: Terms, evidence: Sequence[Span]
) -> Iterator[str]:
    """The declared types of which all conditions hold, in the order of the configuration. `evidence`: the sentences that state the deal."""
    if context.config is None:
        return
    roles, stated = {p.role for p in parties}, {name for name, _ in terms.stated()}
    for name, own in context.config.deal_types.items():
        if (
            kind in own.base
            and (not own.words or _found(own.words, evidence))
            and not (own.without and _found(own.without, evidence))
            and all(roles.intersection(group) for group in own.needs)
            and stated.issuperset(own.terms)
        ):
            yield name


def _found(words: tuple[str, ...], evidence: Sequence[Span]) -> Span | None:
    """The first of these words in the sentences."""
    for span in evidence:
        found = word_pattern(words).search(span.text)
        if found:
            return Span(start=span.start + found.start(), end=span.start + found.end(), text=found[0])
    return None


def noun_of(context: Context, subtype: str) -> str:
    """What a summary calls a declared type."""
    assert context.config
    return context.config.deal_types[subtype].noun or subtype.replace("_", " ")


def subtype_notes(context: Context, deals: Sequence[Deal]) -> Iterator[Diagnostic]:
    """Why each deal is of a declared type, and of which others it might be."""
    for deal in deals:
        held = list(subtypes_of(context, deal.type, deal.parties, deal.terms, deal.evidence))
        if context.config is None or not held:
            continue
        found = _found(context.config.deal_types[held[0]].words, deal.evidence)
        why = f" by '{found.text}'" if found else " by what it states"
        others = f"; the conditions of {', '.join(held[1:])} hold too" if held[1:] else ""
        yield Diagnostic(
            code="declared_subtype",
            message=f"the {deal.type} is {held[0]}{why}, as the configuration declares{others}",
            start=found.start if found else None,
            end=found.end if found else None,
        )
