"""`dealextract parse`: articles in, records out, one after the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from dealextract.cli.output import PARSE_SUFFIXES, Write, format_of, look_for, output_to, writer_to
from dealextract.cli.terminal import (
    ALL_FAILED,
    DONE,
    NO_DEAL,
    SOME_FAILED,
    Manners,
    failed,
    say,
    standard_input,
)
from dealextract.errors import InputError, InstallationError, UsageError
from dealextract.extractor import Extractor
from dealextract.records import Record
from dealextract.sources import Reading, SourceOptions, read_articles, read_articles_from
from dealextract.writers import json
from dealextract.writers.wording import counted

if TYPE_CHECKING:  # loaded where there is a configuration
    from dealextract.knowledge.config import Config


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """The options of the command."""

    format: str | None = None
    output: str | None = None
    sources: SourceOptions = field(default_factory=SourceOptions)
    min_confidence: float = 0.0
    exit_status: bool = False
    config: Config | None = None


@dataclass(slots=True)
class Tally:
    """What became of the articles so far."""

    read: int = 0
    failed: int = 0
    deals: int = 0


@dataclass(frozen=True, slots=True)
class Parser:
    """Paths to records: what fails is said and counted, and the others go on."""

    options: ParseOptions
    manners: Manners
    extractor: Extractor
    tally: Tally = field(default_factory=Tally)

    def records(self, paths: Sequence[str]) -> Iterator[Record]:
        """The records of the articles that can be read, in their order, each as soon as it is ready."""
        for path in paths:
            for item in self.items(path):
                record = self.record(item)
                if record is not None:
                    yield record

    def record(self, item: Reading | InputError) -> Record | None:
        """The record of one article, or None for one that fails, which is said and counted."""
        if isinstance(item, InputError):
            self.lost(item)
            return None
        where = item.article.path or "standard input"
        try:
            record = self.extractor(item.article)
        except (UsageError, InstallationError):
            raise  # it would be the same for every article
        except InputError as error:
            self.lost(error)
            return None
        except Exception as error:  # a bug that one article brings out must not take the others with it
            self.lost(error, where)
            return None
        self.tally.read += 1
        self.tally.deals += len(record.deals)
        record = record.noting(item.diagnostics)
        if self.manners.verbose:
            say(
                f"{where}: {item.article.encoding or item.article.media_type}, "
                f"{counted(record.source.characters, 'character')}, {counted(len(record.deals), 'deal')}, "
                f"{counted(len(record.diagnostics), 'note')}"
            )
        return record

    def lost(self, error: Exception, where: str = "") -> None:
        """Say and count an article that fails."""
        failed(error, self.manners, where=where)
        self.tally.failed += 1

    def items(self, path: str) -> Iterator[Reading | InputError]:
        """The articles of one input; `-` is standard input."""
        if path != "-":
            yield from read_articles(path, self.options.sources)
            return
        with standard_input(self.manners) as stream:
            yield from read_articles_from(stream, self.options.sources)


def parse_files(paths: Sequence[str], options: ParseOptions, manners: Manners) -> int:
    """Write the records of the inputs and give the exit status.

    Raises `UsageError` for options that mean nothing, before anything is read.
    """
    format = format_of(options.format, options.output, PARSE_SUFFIXES)
    writer = writer_to(options.output, format)
    if paths.count("-") > 1:
        raise UsageError("standard input can be read once only", where="-", remedy="name it once")
    options.sources.check()
    parser = Parser(options, manners, Extractor(min_confidence=options.min_confidence, config=options.config))
    records = parser.records(paths)
    first = next(records, None)
    if first is None:
        return ALL_FAILED  # and a file that --output names stays as it is
    several = len(paths) > 1 or parser.tally.failed > 0
    ahead = [first]
    if writer is None and format == "json" and not several:
        ahead += itertools.islice(records, 1)  # one input may hold many articles
        several = len(ahead) > 1 or parser.tally.failed > 0
    records = itertools.chain(ahead, records)
    if writer is not None:
        writer(records)
    else:
        with output_to(options.output, format) as write:
            _write(records, format, write, several=several, parser=parser)
    if parser.tally.failed:
        return SOME_FAILED
    return NO_DEAL if options.exit_status and not parser.tally.deals else DONE


def _write(records: Iterator[Record], format: str, write: Write, *, several: bool, parser: Parser) -> None:
    if format == "json" and several:
        for piece in json.array(records):
            write(piece)
        return
    if format == "md":
        from dealextract.writers import markdown

        for piece in markdown.pieces(records):
            write(piece)
        return
    if format == "html":
        write(_page(records, parser.manners))
        return
    for number, record in enumerate(records):
        if format == "table":
            from dealextract.writers.table import record_table

            text = record_table(record, look_for(parser.options.output, parser.manners))
            write(text if number == 0 else f"\n{text}")
        else:
            write(json.line(record) if format == "jsonl" else json.document(record))


def _page(records: Iterator[Record], manners: Manners) -> str:
    """The page of `dealextract report`, with the texts as they were read."""
    from dealextract.cli.report import left_out
    from dealextract.report.content import contents, distinct
    from dealextract.report.page import page

    shown, again = distinct(records)
    if again and not manners.quiet:
        say(left_out(again))
    paths = (record.source.path for record in shown)
    name = ", ".join(PurePath(path).name if path else "standard input" for path in paths)
    return page(contents(shown, {index: record.text for index, record in enumerate(shown)}, name))
