"""A picture of what the program prints on a terminal, as SVG, in colours and letters that need nothing from a network."""

from __future__ import annotations

import re
from contextlib import chdir
from io import StringIO

from rich.console import Console
from rich.text import Text

from docs.make.examples import REPOSITORY, program

WORDS = ["parse", "data/articles/gucci-tmall.txt"]
COLUMNS = 100


def screenshot() -> str:
    """The picture of a command: what it prints to a terminal of 100 columns, under its own line."""
    with chdir(REPOSITORY):
        printed = program(WORDS, colour=True, columns=COLUMNS)
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="standard")
    console.print(Text(f"$ dealextract {' '.join(WORDS)}", style="bold"), soft_wrap=True)
    console.print(Text.from_ansi(printed), soft_wrap=True)
    return without_web_fonts(console.export_svg(title="dealextract", unique_id="dealextract"))


def without_web_fonts(picture: str) -> str:
    """The picture without the font that it would fetch; the reader's own monospaced one stands in."""
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.S)
    return picture.replace("Fira Code", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono")
