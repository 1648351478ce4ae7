"""The public surface: what is there, that it is what it says, and that nothing else is."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

import dealextract

SURFACE = {
    "__version__": str,
    "SCHEMA_VERSION": str,
    "extract": "dealextract.extractor",
    "Extractor": "dealextract.extractor",
    "find_dates": "dealextract.dates",
    "find_money": "dealextract.money",
    "find_names": "dealextract.pipeline.names",
    "Article": "dealextract.types",
    **dict.fromkeys(["arrow_schema", "extract_arrow", "extract_arrow_batches"], "dealextract.arrow"),
    "to_frame": "dealextract.frames",
    "read_results": "dealextract.writers.reading",
    "render": "dealextract.writers.rendering",
    "write_results": "dealextract.writers.results",
    **dict.fromkeys(["DealextractError", "InputError", "InstallationError", "UsageError"], "dealextract.errors"),
    **dict.fromkeys(
        [
            "Adviser", "Company", "Date", "Deal", "Diagnostic", "Former", "Identifier", "Milestone", "Money",
            "MoneyTerm", "Name", "Party", "Percent", "PercentTerm", "Person", "Record", "Source", "Span", "Terms", "TextTerm",
        ],
        "dealextract.records",
    ),
}  # fmt: skip


def test_the_surface_is_this_and_no_more() -> None:
    assert set(dealextract.__all__) == set(SURFACE)
    assert set(dealextract.__all__) <= set(dir(dealextract))


@pytest.mark.parametrize("name", sorted(SURFACE))
def test_a_name_is_what_it_says(name: str) -> None:
    value, home = getattr(dealextract, name), SURFACE[name]
    if isinstance(home, type):
        assert isinstance(value, home)
    else:
        assert value is getattr(importlib.import_module(home), name)
        assert inspect.getdoc(value)


def test_every_model_of_the_records_is_public() -> None:
    records = importlib.import_module("dealextract.records")
    models = {
        name
        for name, value in vars(records).items()
        if isinstance(value, type) and issubclass(value, records.Frozen) and value is not records.Frozen
    }
    assert models <= set(SURFACE)


def test_what_is_imported_for_type_checkers_is_what_is_there() -> None:
    source = Path(inspect.getfile(dealextract)).read_text(encoding="utf-8")
    typed = set(re.findall(r"^    from dealextract\.[\w.]+ import (\w+) as \1$", source, re.M))
    assert typed == set(SURFACE) - {"__version__"}


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'dealextract' has no attribute 'nothing'"):
        dealextract.nothing  # noqa: B018


def test_the_program_is_the_entry_point_of_the_installation() -> None:
    from dealextract import __main__ as module
    from dealextract.cli import main

    assert module.main is main
