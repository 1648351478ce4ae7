"""`dealextract schema` and `dealextract doctor`: what the program says of itself."""

from __future__ import annotations

import importlib.metadata
import locale
import os
import platform
import sys
from collections.abc import Iterator
from typing import Any

from dealextract import __version__
from dealextract.cli.output import output_to
from dealextract.cli.terminal import DONE, colour_wanted, put
from dealextract.errors import DealextractError
from dealextract.writers import json

PACKAGES = (
    "spacy", "pydantic", "typer", "rich", "dateparser", "numpy", "onnxruntime", "tokenizers", "charset-normalizer",
    "xlsxwriter", "pyarrow", "duckdb", "pandas", "polars",
    "lxml", "trafilatura", "pypdfium2", "backports-zstd",
)  # fmt: skip


def write_schema(format: str, output: str | None) -> int:
    """Write the schema of the records; the suffix of a file does not pick its format."""
    from dealextract.writers.schema import json_schema, markdown_columns, markdown_schema

    match format:
        case "markdown":
            text = markdown_schema()
        case "columns":
            text = markdown_columns()
        case _:
            text = json.document(json_schema())
    with output_to(output, format) as write:
        write(text)
    return DONE


def write_doctor(format: str) -> int:
    """Write what a bug report needs. What is missing is said; nothing is hidden and nothing private is told."""
    findings = doctor()
    if format == "json":
        put(json.document(findings))
        return DONE
    lines = []
    for section, facts in findings.items():
        lines.append(section)
        lines += [f"  {name:20} {value}" for name, value in _flat(facts)]
    put("\n".join(lines) + "\n", encoding=sys.stdout.encoding)
    return DONE


def _flat(facts: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The facts with those within them, by names with dots.

    >>> list(_flat({"name": "reader", "corpus": {"articles": 3}}))
    [('name', 'reader'), ('corpus.articles', 3)]
    """
    for name, value in facts.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def doctor() -> dict[str, dict[str, Any]]:
    """The findings, section by section."""
    return {
        "program": {
            "dealextract": __version__,
            "python": f"{platform.python_version()} ({platform.python_implementation()})",
            "system": platform.platform(),
            "machine": platform.machine(),
            "processors": _processors(),
        },
        "packages": {name: _version(name) for name in PACKAGES},
        "model": _model(),
        "streams": {
            "standard input": _stream(sys.stdin),
            "standard output": _stream(sys.stdout),
            "standard error": _stream(sys.stderr),
            "file names": sys.getfilesystemencoding(),
            "locale": locale.getpreferredencoding(False),
        },
    }


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _processors() -> str:
    """Those of the machine, and how many of them the program may use."""
    count = os.cpu_count() or 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else count
    return f"{count}, {usable} usable"


def _model() -> dict[str, Any]:
    """The card of the model, or why there is none to show."""
    try:
        from dealextract.reader import card
    except ImportError:
        return {"card": "none: this installation has no model"}
    try:
        return dict(card())
    except (DealextractError, OSError, ValueError) as error:
        return {"card": f"none: {error}"}


def _stream(stream: Any) -> str:
    if stream is None:
        return "none"
    kind = "terminal" if stream.isatty() else "no terminal"
    colour = ", colour" if stream is not sys.stdin and colour_wanted(stream, "auto", os.environ) else ""
    return f"{getattr(stream, 'encoding', None)}, {kind}{colour}"
