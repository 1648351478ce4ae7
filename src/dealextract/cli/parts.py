"""`dealextract dates`, `dealextract money` and `dealextract names`: one of the parts alone, over the clean text of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from dealextract.cleaning import clean
from dealextract.cli.output import format_of, look_for, output_to
from dealextract.cli.terminal import DONE, Manners, standard_input
from dealextract.errors import InputError, UsageError
from dealextract.records import Frozen
from dealextract.sources import Reading, SourceOptions, checked_date, read_articles, read_articles_from
from dealextract.writers import json
from dealextract.writers.table import Look, dates_table, money_table, names_table

Item = TypeVar("Item", bound=Frozen)


def write_part(
    part: str,
    path: str,
    *,
    format: str | None,
    output: str | None,
    sources: SourceOptions,
    manners: Manners,
) -> int:
    """Write what a part finds in the one article of an input and give the exit status; `-` is standard input."""
    format = format_of(format, output)
    reading = only_article(path, sources, manners)
    text = clean(reading.article.text).text
    look = look_for(output, manners)
    if part == "dates":
        from dealextract.dates import find_dates

        written = _written(find_dates(text, _iso(reading.article.published)), format, dates_table, look)
    elif part == "names":
        from dealextract.spacy_import import start_quickly

        start_quickly()
        from dealextract.pipeline.names import find_names

        written = _written(find_names(text), format, names_table, look)
    else:
        from dealextract.money import find_money

        written = _written(find_money(text), format, money_table, look)
    with output_to(output, format) as write:
        write(written)
    return DONE


def only_article(path: str, sources: SourceOptions, manners: Manners) -> Reading:
    """The one article of an input; `-` is standard input. Raises `InputError` where there are several."""
    if path == "-":
        with standard_input(manners) as stream:
            return _only(read_articles_from(stream, sources), "standard input")
    return _only(read_articles(path, sources), path)


def _only(items: Iterator[Reading | InputError], where: str) -> Reading:
    """The one article of an input; the places of what is found would else be in one text or another."""
    item = next(items)
    if isinstance(item, InputError):
        raise item
    if next(items, None) is not None:
        raise InputError("holds several articles", where=where, remedy="hand them over one by one, or use parse")
    return item


def _iso(published: str | None) -> str | None:
    """A date of publication that the finder of dates takes; what metadata say in other forms it does not."""
    try:
        return None if published is None else checked_date(published)
    except UsageError:
        return None


def _written(items: Sequence[Item], format: str, table: Callable[[Sequence[Item], Look], str], look: Look) -> str:
    if format == "table":
        return table(items, look)
    return "".join(json.array(items)) if format == "json" else "".join(map(json.line, items))
