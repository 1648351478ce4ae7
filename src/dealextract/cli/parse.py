"""`dealextract parse`: articles in, records out, one after the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dealextract.cli.output import RECORD_SUFFIXES, Write, format_of, look_for, output_to, writer_to
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
from dealextract.sources import Reading, checked_date, read_file, read_stream
from dealextract.writers import json


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """The options of the command."""

    format: str | None = None
    output: str | None = None
    published: str | None = None
    encoding: str | None = None
    min_confidence: float = 0.0
    exit_status: bool = False


@dataclass(slots=True)
class Tally:
    """What became of the inputs so far."""

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
        """The records of the inputs that can be read, in their order, each as soon as it is ready."""
        for path in paths:
            try:
                record = self.record(path)
            except (UsageError, InstallationError):
                raise  # it would be the same for every input
            except InputError as error:
                failed(error, self.manners)
                self.tally.failed += 1
            except Exception as error:  # a bug that one article brings out must not take the others with it
                failed(error, self.manners, where=path)
                self.tally.failed += 1
            else:
                self.tally.read += 1
                self.tally.deals += len(record.deals)
                yield record

    def record(self, path: str) -> Record:
        """The record of one input; `-` is standard input."""
        reading = self.reading(path)
        record = self.extractor(reading.article)
        if reading.diagnostics:
            record = record.model_copy(update={"diagnostics": (*reading.diagnostics, *record.diagnostics)})
        if self.manners.verbose:
            say(
                f"{reading.article.path or 'standard input'}: {reading.article.encoding}, "
                f"{record.source.characters:,} characters, {len(record.deals)} deals, {len(record.diagnostics)} notes"
            )
        return record

    def reading(self, path: str) -> Reading:
        """The article of one input, as it is read."""
        encoding, published = self.options.encoding, self.options.published
        if path != "-":
            return read_file(path, encoding=encoding, published=published)
        with standard_input(self.manners) as stream:
            return read_stream(stream, encoding=encoding, published=published)


def parse_files(paths: Sequence[str], options: ParseOptions, manners: Manners) -> int:
    """Write the records of the inputs and give the exit status.

    Raises `UsageError` for options that mean nothing, before anything is read.
    """
    format = format_of(options.format, options.output, RECORD_SUFFIXES)
    writer = writer_to(options.output, format)
    if paths.count("-") > 1:
        raise UsageError("standard input can be read once only", where="-", remedy="name it once")
    if options.published is not None:
        checked_date(options.published)
    parser = Parser(options, manners, Extractor(min_confidence=options.min_confidence))
    records = parser.records(paths)
    first = next(records, None)
    if first is None:
        return ALL_FAILED  # and a file that --output names stays as it is
    records = itertools.chain((first,), records)
    if writer is not None:
        writer(records)
    else:
        with output_to(options.output, format) as write:
            _write(records, format, write, several=len(paths) > 1, parser=parser)
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
    for number, record in enumerate(records):
        if format == "table":
            from dealextract.writers.table import record_table

            text = record_table(record, look_for(parser.options.output, parser.manners))
            write(text if number == 0 else f"\n{text}")
        else:
            write(json.line(record) if format == "jsonl" else json.document(record))
