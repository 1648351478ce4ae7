"""Reads news articles and press releases and hands out the deals in them as validated records.

    >>> import dealextract
    >>> [money.currency for money in dealextract.find_money("Kestrel paid £45m in cash.")]
    ['GBP']

Everything public is here; it is imported when it is first asked for, so that `import dealextract` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from dealextract.arrow import arrow_schema as arrow_schema
    from dealextract.arrow import extract_arrow as extract_arrow
    from dealextract.arrow import extract_arrow_batches as extract_arrow_batches
    from dealextract.dates import find_dates as find_dates
    from dealextract.errors import DealextractError as DealextractError
    from dealextract.errors import InputError as InputError
    from dealextract.errors import InstallationError as InstallationError
    from dealextract.errors import UsageError as UsageError
    from dealextract.extractor import Extractor as Extractor
    from dealextract.extractor import extract as extract
    from dealextract.frames import to_frame as to_frame
    from dealextract.money import find_money as find_money
    from dealextract.pipeline.names import find_names as find_names
    from dealextract.records import SCHEMA_VERSION as SCHEMA_VERSION
    from dealextract.records import Adviser as Adviser
    from dealextract.records import Company as Company
    from dealextract.records import Date as Date
    from dealextract.records import Deal as Deal
    from dealextract.records import Diagnostic as Diagnostic
    from dealextract.records import Former as Former
    from dealextract.records import Identifier as Identifier
    from dealextract.records import Milestone as Milestone
    from dealextract.records import Money as Money
    from dealextract.records import MoneyTerm as MoneyTerm
    from dealextract.records import Name as Name
    from dealextract.records import Party as Party
    from dealextract.records import Percent as Percent
    from dealextract.records import PercentTerm as PercentTerm
    from dealextract.records import Person as Person
    from dealextract.records import Record as Record
    from dealextract.records import Source as Source
    from dealextract.records import Span as Span
    from dealextract.records import Terms as Terms
    from dealextract.records import TextTerm as TextTerm
    from dealextract.types import Article as Article
    from dealextract.writers.reading import read_results as read_results
    from dealextract.writers.rendering import render as render
    from dealextract.writers.results import write_results as write_results

_RECORDS = (
    "SCHEMA_VERSION", "Adviser", "Company", "Date", "Deal", "Diagnostic", "Former", "Identifier", "Milestone", "Money",
    "MoneyTerm", "Name", "Party", "Percent", "PercentTerm", "Person", "Record", "Source", "Span", "Terms", "TextTerm",
)  # fmt: skip
_MODULES = {
    "Extractor": "extractor",
    "extract": "extractor",
    "find_dates": "dates",
    "find_money": "money",
    "find_names": "pipeline.names",
    "Article": "types",
    "arrow_schema": "arrow",
    "extract_arrow": "arrow",
    "extract_arrow_batches": "arrow",
    "read_results": "writers.reading",
    "render": "writers.rendering",
    "to_frame": "frames",
    "write_results": "writers.results",
    "DealextractError": "errors",
    "InputError": "errors",
    "InstallationError": "errors",
    "UsageError": "errors",
    **dict.fromkeys(_RECORDS, "records"),
}

__all__ = [*sorted(_MODULES), "__version__"]  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'dealextract' has no attribute {name!r}")
    value = getattr(import_module(f"dealextract.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *globals()})
