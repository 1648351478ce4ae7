"""The commands, their options and their help. What a command does is imported when it runs."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import Annotated

import typer

from dealextract import __version__
from dealextract.cli.examples import examples_text
from dealextract.cli.program import Command, Completion, Program, completion_script
from dealextract.cli.terminal import USAGE, Manners, no_input, run


class Color(StrEnum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


class Format(StrEnum):
    """What one of the parts of an article is written as."""

    table = "table"
    json = "json"
    jsonl = "jsonl"


class InputFormat(StrEnum):
    """What an input is read as."""

    text = "text"
    markdown = "markdown"
    html = "html"
    pdf = "pdf"
    docx = "docx"
    eml = "eml"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"


class RecordFormat(StrEnum):
    """What records are written as."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"
    sqlite = "sqlite"
    duckdb = "duckdb"
    html = "html"
    md = "md"


class BatchFormat(StrEnum):
    """What the records of a batch are written as."""

    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"
    sqlite = "sqlite"
    duckdb = "duckdb"
    md = "md"


class EvalFormat(StrEnum):
    """What the measurement is written as."""

    table = "table"
    json = "json"


class SchemaFormat(StrEnum):
    """What the schema is written as."""

    json = "json"
    markdown = "markdown"
    columns = "columns"


class DoctorFormat(StrEnum):
    """What the findings are written as."""

    text = "text"
    json = "json"


SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
app = typer.Typer(
    cls=Program, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, context_settings=SETTINGS
)
completion = typer.Typer(
    cls=Completion,
    help="Writes the script that completes commands and options with the Tab key.",
    context_settings=SETTINGS,
    no_args_is_help=True,
)

Color_ = Annotated[Color, typer.Option("--color", help="Colour on a terminal, always or never; NO_COLOR is heeded.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on standard error but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="A line on standard error for each article.")]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="The encoding of the inputs; else told from the bytes.")
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When the articles came out, as 2021-03-02, 2021-03 or 2021; else as they say."),
]
InputFormat_ = Annotated[
    InputFormat | None, typer.Option("--input-format", help="What the inputs are; else told from what they hold.")
]
TextKey = Annotated[
    str | None, typer.Option(metavar="KEY", help="JSON key or column of the text; else text, body, content, article.")
]
IdKey = Annotated[str | None, typer.Option(metavar="KEY", help="JSON key or column of the id; else id, url, name.")]
DateKey = Annotated[
    str | None, typer.Option(metavar="KEY", help="That of the day it came out; else date, published, published_at.")
]
MinConfidence = Annotated[
    float, typer.Option(metavar="P", min=0, max=1, help="Leave out deals below this probability.")
]
ConfigFile = Annotated[
    str | None,
    typer.Option(
        "--config", metavar="FILE", help="Deal types, words and companies of your own; else dealextract.toml."
    ),
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="Leave out the dealextract.toml of this folder.")]
ExitStatus = Annotated[bool, typer.Option("--exit-status", help="Leave with 4 when no deal was found.")]
PartFormat = Annotated[Format | None, typer.Option("--format", "-f", help="A table on a terminal, else jsonl.")]
Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write there, whole or not at all; the suffix picks the format."
    ),
]
File = Annotated[str | None, typer.Argument(metavar="FILE", help="An article; - or none is standard input.")]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"dealextract {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def program(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Reads news articles and press releases and hands out the deals in them, each with its evidence."""
    if ctx.invoked_subcommand is None:
        print(ctx.get_help(), file=sys.stderr)
        raise typer.Exit(USAGE)


@app.command(cls=Command, context_settings=SETTINGS, short_help="The deals in articles.")
def parse(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="Articles: text, Markdown, HTML, PDF, DOCX, mail, JSON Lines or CSV, also packed (gzip, bzip2, xz, zstd, ZIP);"
            " - or none is standard input.",
        ),
    ] = None,
    format: Annotated[
        RecordFormat | None,
        typer.Option("--format", "-f", help="Without it a table on a terminal, else JSON, a line for each article."),
    ] = None,
    output: Output = None,
    published: Published = None,
    encoding: Encoding = None,
    input_format: InputFormat_ = None,
    text_key: TextKey = None,
    id_key: IdKey = None,
    date_key: DateKey = None,
    min_confidence: MinConfidence = 0.0,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    exit_status: ExitStatus = False,
    color: Color_ = Color.auto,
    quiet: Quiet = False,
    verbose: Verbose = False,
    debug: Debug = False,
) -> None:
    """Reads articles and hands out the deals in them.

    Exit status: 0 done, 1 some inputs failed, 2 usage, 3 every input failed, 4 no deal (--exit-status).
    """
    if not files and no_input(sys.stdin):
        _short_help(ctx, "parse")
    manners = Manners(color, quiet, verbose, debug)

    def body() -> int:
        from dealextract.cli.config import Choice, chosen

        own = chosen(Choice(config, no_config), manners)
        _load_reader_beside()
        from dealextract.cli.parse import ParseOptions, parse_files
        from dealextract.sources import SourceOptions

        sources = SourceOptions(encoding, published, input_format, text_key, id_key, date_key)
        return parse_files(
            files or ["-"],
            ParseOptions(
                format=format, output=output, sources=sources, min_confidence=min_confidence, exit_status=exit_status,
                config=own,
            ),
            manners,
        )  # fmt: skip

    run(body, manners)


def _load_reader_beside() -> None:
    """Load the network ahead of its use, in a thread beside this one, which imports spaCy; where it cannot be, the first article
    says so."""
    from dealextract.spacy_import import start_quickly

    start_quickly()

    def work() -> None:
        with suppress(Exception):
            from dealextract.reader.model import load

            load()

    threading.Thread(target=work).start()


@app.command(cls=Command, context_settings=SETTINGS, short_help="The deals in many articles.")
def batch(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Files, folders and globs; - is standard input.")
    ] = None,
    files_from: Annotated[
        str | None,
        typer.Option("--files-from", metavar="LIST", help="Read names from a file, a line each; - is standard input."),
    ] = None,
    nul: Annotated[
        bool, typer.Option("-0", "--null", help="The names in LIST end with NUL bytes, as find -print0.")
    ] = False,
    format: Annotated[
        BatchFormat | None, typer.Option("--format", "-f", help="Without it by the suffix of -o.")
    ] = None,
    output: Output = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on: do what is not done, has changed or failed.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", metavar="N", min=1, help="Worker processes; else one a processor.")
    ] = None,
    errors: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write a line of JSON there for each failure.")
    ] = None,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at the first failure.")] = False,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="Give up a document after that; 0 is never.")
    ] = 300.0,
    keep_duplicates: Annotated[
        bool, typer.Option("--keep-duplicates", help="Extract copies of a text too, rather than point to the first.")
    ] = False,
    published: Published = None,
    encoding: Encoding = None,
    input_format: InputFormat_ = None,
    text_key: TextKey = None,
    id_key: IdKey = None,
    date_key: DateKey = None,
    min_confidence: MinConfidence = 0.0,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    exit_status: ExitStatus = False,
    color: Color_ = Color.auto,
    quiet: Quiet = False,
    verbose: Verbose = False,
    debug: Debug = False,
) -> None:
    """Reads many articles, in worker processes, and hands out the deals in them in the order of the inputs.

    Exit status: 0 done, 1 some inputs failed, 2 usage, 3 every input failed, 4 no deal (--exit-status), 130 after Ctrl-C.
    """
    if not paths and files_from is None and no_input(sys.stdin):
        _short_help(ctx, "batch")
    manners = Manners(color, quiet, verbose, debug)

    def body() -> int:
        from dealextract.cli.batch import BatchOptions, run_batch
        from dealextract.cli.config import Choice, chosen
        from dealextract.sources import SourceOptions

        named = paths or ([] if files_from is not None else ["-"])
        return run_batch(
            named,
            BatchOptions(
                sources=SourceOptions(encoding, published, input_format, text_key, id_key, date_key), format=format,
                output=output, jobs=jobs, timeout=timeout, files_from=files_from, nul=nul, resume=resume, errors=errors,
                fail_fast=fail_fast, keep_duplicates=keep_duplicates, min_confidence=min_confidence, exit_status=exit_status,
                config=chosen(Choice(config, no_config), manners),
            ),
            manners,
        )  # fmt: skip

    run(body, manners)


@app.command(cls=Command, context_settings=SETTINGS, short_help="The dates in an article.")
def dates(
    ctx: typer.Context,
    file: File = None,
    format: PartFormat = None,
    output: Output = None,
    published: Published = None,
    encoding: Encoding = None,
    input_format: InputFormat_ = None,
    color: Color_ = Color.auto,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Finds the dates in an article, with their values, offsets, and the premises of what was inferred."""
    _part(ctx, "dates", file, format, output, published, encoding, input_format, Manners(color, quiet, False, debug))


@app.command(cls=Command, context_settings=SETTINGS, short_help="The amounts of money in an article.")
def money(
    ctx: typer.Context,
    file: File = None,
    format: PartFormat = None,
    output: Output = None,
    encoding: Encoding = None,
    input_format: InputFormat_ = None,
    color: Color_ = Color.auto,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Finds the amounts of money in an article, with their values and offsets."""
    _part(ctx, "money", file, format, output, None, encoding, input_format, Manners(color, quiet, False, debug))


@app.command(cls=Command, context_settings=SETTINGS, short_help="The names in an article.")
def names(
    ctx: typer.Context,
    file: File = None,
    format: PartFormat = None,
    output: Output = None,
    encoding: Encoding = None,
    input_format: InputFormat_ = None,
    color: Color_ = Color.auto,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Finds the names of organisations, people and places in an article, with their offsets."""
    _part(ctx, "names", file, format, output, None, encoding, input_format, Manners(color, quiet, False, debug))


@app.command(cls=Command, context_settings=SETTINGS, short_help="Why an article gives the deals it gives.")
def explain(
    ctx: typer.Context,
    file: File = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="Text for people, or the same as JSON.")
    ] = None,
    output: Output = None,
    published: Published = None,
    encoding: Encoding = None,
    input_format: InputFormat_ = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    color: Color_ = Color.auto,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Shows an article with its evidence marked, each deal with the marks and reasons of its fields, and what was turned down."""
    if file is None and no_input(sys.stdin):
        _short_help(ctx, "explain")
    manners = Manners(color, quiet, False, debug)

    def body() -> int:
        from dealextract.cli.config import Choice, chosen

        own = chosen(Choice(config, no_config), manners)
        _load_reader_beside()
        from dealextract.cli.explain import explain
        from dealextract.sources import SourceOptions

        sources = SourceOptions(encoding=encoding, published=published, input_format=input_format)
        return explain(file or "-", format=format, output=output, sources=sources, manners=manners, config=own)

    run(body, manners)


@app.command(cls=Command, context_settings=SETTINGS, short_help="A page to review results in a browser.")
def report(
    ctx: typer.Context,
    results: Annotated[
        list[str] | None,
        typer.Argument(metavar="RESULTS", help="Results of parse or batch, JSON or JSON Lines; - is standard input."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the page there, whole or not at all.")
    ] = None,
    texts: Annotated[
        str | None, typer.Option(metavar="DIR", help="Look for the articles there too; else at their own paths.")
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="The title of the page; else RESULTS.")] = None,
    encoding: Encoding = None,
    input_format: InputFormat_ = None,
    text_key: TextKey = None,
    id_key: IdKey = None,
    color: Color_ = Color.auto,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Writes one self-contained page: deals beside the text that states them, to accept, correct or reject by keyboard."""
    if not results and no_input(sys.stdin):
        _short_help(ctx, "report")
    manners = Manners(color, quiet, False, debug)

    def body() -> int:
        from dealextract.cli.report import ReportOptions
        from dealextract.cli.report import report as write_report
        from dealextract.sources import SourceOptions

        sources = SourceOptions(encoding=encoding, input_format=input_format, text_key=text_key, id_key=id_key)
        return write_report(results or ["-"], ReportOptions(output, texts, title, sources), manners)

    run(body, manners)


@app.command("eval", cls=Command, context_settings=SETTINGS, short_help="How good results are, by annotated articles.")
def evaluation(
    gold: Annotated[str, typer.Argument(metavar="GOLD", help="Annotated articles, a line of JSON for each.")],
    results: Annotated[
        str | None,
        typer.Argument(
            metavar="[RESULTS|DIR]", help="Results, or the folder of the articles; else GOLD has the texts."
        ),
    ] = None,
    compare: Annotated[
        tuple[str, str] | None, typer.Option(metavar="OLD NEW", help="Two results: what got better, what worse.")
    ] = None,
    errors: Annotated[int, typer.Option(metavar="N", min=0, help="Show so many errors.")] = 40,
    format: Annotated[
        EvalFormat | None, typer.Option("--format", "-f", help="A table on a terminal, else JSON.")
    ] = None,
    output: Output = None,
    color: Color_ = Color.auto,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Measures results on annotated articles: figures with intervals, calibration, and every error with its text."""
    manners = Manners(color, quiet, False, debug)

    def body() -> int:
        from dealextract.cli.evaluation import EvalOptions, evaluate

        return evaluate(gold, EvalOptions(results, compare, errors, format, output), manners)

    run(body, manners)


@app.command(cls=Command, context_settings=SETTINGS, short_help="The schema of the records.")
def schema(
    format: Annotated[
        SchemaFormat,
        typer.Option("--format", "-f", help="JSON Schema; Markdown for people; or the columns of tabular outputs."),
    ] = SchemaFormat.json,
    output: Output = None,
    color: Color_ = Color.auto,
    debug: Debug = False,
) -> None:
    """Writes the schema of the records: each field, its type and its meaning."""
    manners = Manners(color, False, False, debug)

    def body() -> int:
        from dealextract.cli.about import write_schema

        return write_schema(format, output)

    run(body, manners)


@app.command("config", cls=Command, context_settings=SETTINGS, short_help="What holds: deal types, words, companies.")
def configuration(
    config: ConfigFile = None,
    no_config: NoConfig = False,
    format: PartFormat = None,
    output: Output = None,
    color: Color_ = Color.auto,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Shows the deal types, words of roles and companies that hold, and the file and line where each is declared."""
    manners = Manners(color, quiet, False, debug)

    def body() -> int:
        from dealextract.cli.config import Choice, write_config

        return write_config(Choice(config, no_config), format, output, manners)

    run(body, manners)


@app.command(cls=Command, context_settings=SETTINGS, short_help="What a bug report needs.")
def doctor(
    format: Annotated[
        DoctorFormat, typer.Option("--format", "-f", help="Lines for people, or JSON.")
    ] = DoctorFormat.text,
    color: Color_ = Color.auto,
    debug: Debug = False,
) -> None:
    """Says what a bug report needs: versions, the model and its hash, encodings, processors."""
    manners = Manners(color, False, False, debug)

    def body() -> int:
        from dealextract.cli.about import write_doctor

        return write_doctor(format)

    run(body, manners)


app.add_typer(completion, name="completion", short_help="Completion with the Tab key, for a shell.")


def _completion_for(shell: str) -> Callable[[], None]:
    def write() -> None:
        typer.echo(completion_script(shell))

    write.__doc__ = f"Writes the script for {shell}."
    return write


# Commands rather than an argument: a value to be checked would cost typer the import of pydantic.
for _shell in ("bash", "zsh", "fish"):
    completion.command(_shell, cls=Command, context_settings=SETTINGS)(_completion_for(_shell))


def _part(
    ctx: typer.Context,
    part: str,
    file: str | None,
    format: str | None,
    output: str | None,
    published: str | None,
    encoding: str | None,
    input_format: str | None,
    manners: Manners,
) -> None:
    if file is None and no_input(sys.stdin):
        _short_help(ctx, part)

    def body() -> int:
        if part == "names":
            _load_reader_beside()
        from dealextract.cli.parts import write_part
        from dealextract.sources import SourceOptions

        sources = SourceOptions(encoding=encoding, published=published, input_format=input_format)
        return write_part(part, file or "-", format=format, output=output, sources=sources, manners=manners)

    run(body, manners)


def _short_help(ctx: typer.Context, name: str) -> None:
    """What to do, for somebody who named no input; on standard error, since it is no data."""
    what = (ctx.command.help or "").strip().partition("\n")[0]
    print(f"{what}\n\nExamples:\n{examples_text(name)}\n\n{ctx.command_path} --help says more.", file=sys.stderr)
    raise typer.Exit(USAGE)
