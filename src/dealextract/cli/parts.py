"""`dealextract dates` and `dealextract money`: one of the parts alone, over the clean text of an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from dealextract.cleaning import clean
from dealextract.cli.output import format_of, look_for, output_to
from dealextract.cli.terminal import DONE, Manners, standard_input
from dealextract.records import Frozen
from dealextract.sources import read_file, read_stream
from dealextract.writers import json
from dealextract.writers.table import Look, dates_table, money_table

Item = TypeVar("Item", bound=Frozen)


def write_part(
    part: str,
    path: str,
    *,
    format: str | None,
    output: str | None,
    published: str | None,
    encoding: str | None,
    manners: Manners,
) -> int:
    """Write what a part finds in one input and give the exit status; `-` is standard input."""
    format = format_of(format, output)
    if path == "-":
        with standard_input(manners) as stream:
            reading = read_stream(stream, encoding=encoding, published=published)
    else:
        reading = read_file(path, encoding=encoding, published=published)
    text = clean(reading.article.text).text
    look = look_for(output, manners)
    if part == "dates":
        from dealextract.dates import find_dates

        written = _written(find_dates(text, reading.article.published), format, dates_table, look)
    else:
        from dealextract.money import find_money

        written = _written(find_money(text), format, money_table, look)
    with output_to(output, format) as write:
        write(written)
    return DONE


def _written(items: Sequence[Item], format: str, table: Callable[[Sequence[Item], Look], str], look: Look) -> str:
    if format == "table":
        return table(items, look)
    return "".join(json.array(items)) if format == "json" else "".join(map(json.line, items))
