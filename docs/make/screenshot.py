"""A picture of what the program prints on a terminal, as SVG, in colours and letters that need nothing from a network."""

from __future__ import annotations

from contextlib import chdir
from io import StringIO

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from docs.make.examples import REPOSITORY, program

WORDS = ["parse", "data/articles/gucci-tmall.txt"]
COLUMNS = 100


def without_web_fonts(format: str) -> str:
    """The frame of the picture without the font that it would fetch; the reader's own monospaced one stands in."""
    while (start := format.find("@font-face")) >= 0:
        end = format.index("}}", start) + 2
        format = format[:start] + format[end:].lstrip()
    return format.replace("Fira Code", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono")


def screenshot() -> str:
    """The picture of a command: what it prints to a terminal of 100 columns, under its own line."""
    with chdir(REPOSITORY):
        printed = program(WORDS, colour=True, columns=COLUMNS)
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="standard")
    console.print(Text(f"$ dealextract {' '.join(WORDS)}", style="bold"), soft_wrap=True)
    console.print(Text.from_ansi(printed), soft_wrap=True)
    return console.export_svg(
        title="dealextract", code_format=without_web_fonts(CONSOLE_SVG_FORMAT), unique_id="dealextract"
    )
