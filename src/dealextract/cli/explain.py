"""`dealextract explain`: an article with the evidence of every field, the reasoning, and what was turned down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealextract.cli.output import format_of, look_for, output_to
from dealextract.cli.parts import only_article
from dealextract.cli.terminal import DONE, Manners
from dealextract.extractor import Extractor
from dealextract.sources import SourceOptions
from dealextract.writers import json
from dealextract.writers.explanation import explanation, explanation_text

if TYPE_CHECKING:  # loaded where there is a configuration
    from dealextract.knowledge.config import Config


def explain(
    path: str,
    *,
    format: str | None,
    output: str | None,
    sources: SourceOptions,
    manners: Manners,
    config: Config | None = None,
) -> int:
    """Write the explanation of the one article of an input and give the exit status; `-` is standard input."""
    if format is None:
        format = "table" if output is None else format_of(None, output)
    reading = only_article(path, sources, manners)
    record = Extractor(config=config)(reading.article).noting(reading.diagnostics)
    with output_to(output, format) as write:
        if format == "table":
            write(explanation_text(record, look_for(output, manners).width))
        else:
            write((json.document if format == "json" else json.line)(explanation(record)))
    return DONE
