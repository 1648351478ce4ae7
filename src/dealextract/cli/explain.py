"""`dealextract explain`: an article with the evidence of every field, the reasoning, and what was turned down."""

from __future__ import annotations

import json

from dealextract.cli.output import format_of, look_for, output_to
from dealextract.cli.parts import only_article
from dealextract.cli.terminal import DONE, Manners
from dealextract.extractor import Extractor
from dealextract.sources import SourceOptions
from dealextract.writers.explanation import explanation, explanation_text


def explain(path: str, *, format: str | None, output: str | None, sources: SourceOptions, manners: Manners) -> int:
    """Write the explanation of the one article of an input and give the exit status; `-` is standard input."""
    if format is None:
        format = "table" if output is None else format_of(None, output)
    reading = only_article(path, sources, manners)
    record = Extractor()(reading.article)
    record = record.model_copy(update={"diagnostics": (*reading.diagnostics, *record.diagnostics)})
    with output_to(output, format) as write:
        if format == "table":
            write(explanation_text(record, look_for(output, manners).width))
        else:
            indent = 2 if format == "json" else None
            write(json.dumps(explanation(record), ensure_ascii=False, sort_keys=True, indent=indent) + "\n")
    return DONE
