"""`dealextract report`: a page to review results in a browser."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dealextract.cli.output import output_to
from dealextract.cli.terminal import DONE, Manners, say, standard_input
from dealextract.errors import InputError, UsageError
from dealextract.records import Record
from dealextract.report.content import contents, distinct
from dealextract.report.page import page
from dealextract.report.texts import Places, texts_of
from dealextract.sources import SourceOptions
from dealextract.sources.options import TOLD
from dealextract.writers.reading import read_results, read_results_from
from dealextract.writers.wording import counted

SUFFIXES = (".html", ".htm")
NAMED = 3
"""Articles that a note names; of the others it says how many there are."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """The options of the command."""

    output: str | None = None
    texts: str | None = None
    title: str | None = None
    sources: SourceOptions = TOLD


def report(results: Sequence[str], options: ReportOptions, manners: Manners) -> int:
    """Write the page and give the exit status; `-` is standard input."""
    if options.output is None and sys.stdout.isatty():
        raise UsageError("the page is written to a file", remedy="name one: -o review.html")
    if options.texts is not None and not Path(options.texts).is_dir():
        raise UsageError("is no folder", where=options.texts, remedy="name the folder that holds the articles")
    options.sources.check()
    if results.count("-") > 1:
        raise UsageError("standard input can be read once only", where="-", remedy="name it once")
    if options.output is not None and any(_is_file(path, options.output) for path in results):
        raise UsageError(
            "the page would be written over results", where=options.output, remedy="name another file: -o review.html"
        )
    _check_suffix(options.output)
    records, again = distinct(record for path in results for record in _records(path, manners))
    if not records:
        raise InputError("holds no record", where=", ".join(results), remedy="name results of parse or batch")
    beside = next((Path(path).parent for path in results if path != "-"), None)
    folder = Path(options.texts) if options.texts is not None else None
    texts = texts_of(records, Places(beside, folder, options.sources))
    name = options.title or ", ".join(Path(path).name if path != "-" else "standard input" for path in results)
    with output_to(options.output, "html") as write:
        write(page(contents(records, texts, name)))
    if not manners.quiet:
        for note in _notes(records, texts, again):
            say(note, color=manners.color)
    return DONE


def _check_suffix(output: str | None) -> None:
    """Refuse a file whose name says that it is something else than a page."""
    if output is None or output == "-" or Path(output).suffix.lower() in SUFFIXES:
        return
    raise UsageError("the page is HTML", where=output, remedy="give it the suffix .html or .htm")


def _is_file(path: str, output: str) -> bool:
    """Whether results and page are one file."""
    return path != "-" and Path(path).exists() and Path(output).exists() and Path(path).samefile(output)


def _records(path: str, manners: Manners) -> Iterator[Record]:
    if path != "-":
        yield from read_results(path)
        return
    with standard_input(manners) as stream:
        try:
            text = io.StringIO(stream.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise InputError(
                f"is not UTF-8: {error.reason}", where="standard input", remedy="give it JSON or JSON Lines"
            ) from None
    yield from read_results_from(text, "standard input")


def _notes(records: Sequence[Record], texts: dict[int, str], again: int) -> Iterator[str]:
    """What the page lacks."""
    lacking = [r.source.path or r.source.id or r.source.sha256[:12] for i, r in enumerate(records) if i not in texts]
    if lacking:
        more = f" and {len(lacking) - NAMED} more" if len(lacking) > NAMED else ""
        yield (
            f"the texts of {len(lacking)} of {counted(len(records), 'article')} are not found as they were read, and the page shows "
            f"the quoted sentences alone: {', '.join(lacking[:NAMED])}{more}; name the folder that holds them with --texts"
        )
    if again:
        yield left_out(again)


def left_out(again: int) -> str:
    """What is said of records of articles that the page holds already."""
    few = counted(again, "record", "is of an article that is", "are of articles that are")
    return f"{few} there already, and left out"
