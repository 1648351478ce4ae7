"""The three streams: colour and width, standard input that waits, output that may be closed, errors in a line."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from dealextract.errors import DealextractError, UsageError
from dealextract.writers.wording import visible

if TYPE_CHECKING:
    from dealextract.writers.table import Look

PATIENCE = 2.0
"""Seconds without input after which a line says that standard input is being waited for."""

DONE, SOME_FAILED, USAGE, ALL_FAILED, NO_DEAL, INTERRUPTED = 0, 1, 2, 3, 4, 130


@dataclass(frozen=True, slots=True)
class Manners:
    """The options that every command has."""

    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    debug: bool = False


def colour_wanted(stream: TextIO, choice: str, environ: Mapping[str, str]) -> bool:
    """Whether a stream gets colour.

    The option decides first, then NO_COLOR, FORCE_COLOR and TERM=dumb, then whether the stream is a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") not in ("", "0", "false"):
        return True
    return environ.get("TERM") != "dumb" and stream.isatty()


def look_of(stream: TextIO, choice: str, environ: Mapping[str, str] = os.environ) -> Look:
    """How to render a table for a stream: a terminal is as wide as it is, elsewhere COLUMNS says or nothing wraps."""
    from dealextract.writers.table import Look

    columns = environ.get("COLUMNS", "")
    width = shutil.get_terminal_size().columns if stream.isatty() else int(columns) if columns.isdecimal() else None
    encoding = (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "").replace("_", "")
    return Look(
        width=max(width, 40) if width else None,
        colour=colour_wanted(stream, choice, environ),
        unicode=encoding.startswith("utf"),
    )


def put(text: str, *, encoding: str = "utf-8") -> None:
    """Write data to standard output, JSON as UTF-8 whatever the locale says; a letter that has no code becomes `?`."""
    data = text.encode(encoding, errors="replace")
    stream = sys.stdout
    if hasattr(stream, "buffer"):
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    else:
        stream.write(data.decode(encoding))


def say(message: str, *, color: str = "auto", label: str = "") -> None:
    """A line on standard error."""
    lead = "dealextract: "
    if label:
        red = colour_wanted(sys.stderr, color, os.environ)
        lead += f"\x1b[1;31m{label}:\x1b[0m " if red else f"{label}: "
    with suppress(BrokenPipeError):
        print(f"{lead}{visible(message)}", file=sys.stderr, flush=True)


def failed(error: Exception, manners: Manners, *, where: str = "") -> None:
    """Say an error in a line: what, where and what to do. `--debug` shows the traceback before it."""
    if manners.debug:
        traceback.print_exception(error, file=sys.stderr)
    if not isinstance(error, DealextractError):
        message = f"internal error ({type(error).__name__}: {error}); run again with --debug and report what it shows"
        error = DealextractError(message, where=where)
    say(str(error), color=manners.color, label="error")


@contextmanager
def standard_input(manners: Manners) -> Iterator[BinaryIO]:
    """Standard input as bytes; after two seconds without any a line says that it is being waited for."""
    stream = sys.stdin.buffer
    how = " (end it with Ctrl-D)" if sys.stdin.isatty() else ""
    timer = threading.Timer(PATIENCE, say, (f"waiting for an article on standard input{how}",))
    timer.daemon = True
    if not manners.quiet and hasattr(stream, "peek"):
        timer.start()
        try:
            stream.peek(1)
        finally:
            timer.cancel()
    yield stream


def run(body: Callable[[], int], manners: Manners) -> None:
    """Run the body of a command and leave with its status; what goes wrong is said in a line."""
    import typer

    try:
        status = body()
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
        status = DONE
    except KeyboardInterrupt:
        say("interrupted", color=manners.color)
        status = INTERRUPTED
    except UsageError as error:
        failed(error, manners)
        status = USAGE
    except DealextractError as error:
        failed(error, manners)
        status = ALL_FAILED
    except Exception as error:
        failed(error, manners)
        status = ALL_FAILED
    raise typer.Exit(status)


def drop_output() -> None:
    """Point standard output at nothing, so that closing it says nothing about a pipe that is gone."""
    with suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


def no_input(stream: Any) -> bool:
    """Whether standard input is a person at a keyboard, or nothing at all."""
    return stream is None or stream.closed or stream.isatty()
