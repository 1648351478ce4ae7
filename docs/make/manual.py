r"""The manual page `dealextract.1`, in the macros of man(7), from what the help of the commands says.

Hyphens are written `\-`, so that options can be copied from the page, and a line that begins with a dot or quote is guarded.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from dealextract import __version__
from docs.make.commands import STATUSES, Shown, shown

EDITED = "2026-11-25"
"""The day on which the frame of the page was last edited, which stands at its foot."""


def escaped(text: str) -> str:
    """Text for roff; code in backticks becomes bold."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...").replace("’", "\\(cq")
    text = re.sub(r"`([^`]*)`", r"\\fB\1\\fR", text)
    return f"\\&{text}" if text[:1] in (".", "'") else text


def manual() -> str:
    """The page."""
    return "".join(f"{line}\n" for part in _lines() for line in _wrapped(part))


def _wrapped(line: str) -> list[str]:
    """A line of running text in lines of less than 80 letters, none of which begins like a macro; others as they are."""
    if line.startswith(".") or len(line) < 80:
        return [line]
    lines = textwrap.wrap(line, 78, break_long_words=False, break_on_hyphens=False)
    return [f"\\&{one}" if one[0] in ".'" else one for one in lines]


def _lines() -> Iterator[str]:
    program, *commands = shown()
    yield '.\\" Made by python -m docs.make from the help of the commands.'
    yield f'.TH DEALEXTRACT 1 {EDITED} "dealextract {__version__}" "User Commands"'
    yield from (".SH NAME", "dealextract \\- find the deals in news articles and press releases")
    yield ".SH SYNOPSIS"
    for one in commands:
        name, _, rest = one.usage.removeprefix("dealextract ").partition(" ")
        yield from (f".B dealextract {name}", escaped(rest).strip(), ".br")
    yield from (".B dealextract \\-\\-help", ".SH DESCRIPTION", escaped(program.what))
    yield from (".PP", "It works offline, and gives the same bytes for the same text every time.")
    yield "Data goes to standard output and all else to standard error: a table on a terminal, JSON in a pipe."
    yield from _rows(program.options)
    yield ".SH COMMANDS"
    for one in commands:
        yield from _command(one)
    yield ".SH EXIT STATUS"
    yield from _rows(STATUSES)
    yield ".SH ENVIRONMENT"
    yield from _rows(
        (
            ("NO_COLOR, FORCE_COLOR, TERM", "whether a terminal gets colour; `--color` goes before them"),
            ("COLUMNS", "how wide a table is"),
        )
    )
    yield ".SH FILES"
    yield from _rows(
        (
            (
                "dealextract.toml",
                "deal types, words and companies of your own; read where it stands in the working folder",
            ),
            ("NAME.batch/", "beside the output of a batch: the journal from which `--resume` goes on"),
        )
    )
    yield ".SH EXAMPLES"
    for line, what in program.examples:
        yield from (".TP", f".B {escaped(line)}", escaped(what))


def _command(one: Shown) -> Iterator[str]:
    yield from (f".SS {escaped(one.name.removeprefix('dealextract '))}", escaped(one.what))
    yield from _rows([*one.arguments, *one.options, *one.commands])
    if one.examples:
        yield from (
            ".PP",
            "Examples:",
            ".PP",
            ".nf",
            ".RS 4",
            *(escaped(line) for line, _ in one.examples),
            ".RE",
            ".fi",
        )


def _rows(rows: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, what in rows:
        yield from (".TP", f".B {escaped(name)}", escaped(what))
