"""The commands of the program with what their help says, for the pages and the manual that are made from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import typer

from dealextract.cli.app import app
from dealextract.cli.examples import EXAMPLES

STATUSES = (
    ("0", "done"),
    ("1", "some inputs failed; the others are written"),
    ("2", "usage: an option or argument means nothing, or no input was named"),
    ("3", "every input failed, or the installation is damaged"),
    ("4", "no deal was found, with `--exit-status` only"),
    ("130", "Ctrl-C"),
)
"""What a status means; a test compares the numbers with `cli.terminal`."""


class Shown(NamedTuple):
    """A command as its help shows it: name, first paragraph, how it is called, and rows of name and meaning."""

    name: str
    what: str
    usage: str
    arguments: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    commands: tuple[tuple[str, str], ...]
    examples: tuple[tuple[str, str], ...]


def shown() -> Iterator[Shown]:
    """The program and its commands, in the order of the help."""
    root = typer.main.get_command(app)
    yield _shown(root, "dealextract", "", None)
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        yield _shown(command, f"dealextract {name}", name, _context(root, "dealextract"))


def _context(command: Any, name: str, parent: Any = None) -> Any:
    return command.context_class(command, info_name=name, parent=parent, **(command.context_settings or {}))


def _shown(command: Any, path: str, name: str, parent: Any) -> Shown:
    context = _context(command, name or path, parent)
    rows: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
    takes = [path, "[OPTIONS]"]
    for parameter in command.get_params(context):
        if parameter.param_type_name == "argument":
            label = parameter.metavar.strip("[]")
            takes.append(_taken(label, several=parameter.nargs == -1, required=parameter.required))
        else:
            label = _named(parameter.get_help_record(context)[0])
        rows[parameter.param_type_name].append((label, _meant(parameter)))
    takes += ["COMMAND", "[ARGS]..."] if hasattr(command, "commands") else []
    commands = [
        (one.name or "", one.short_help or one.get_short_help_str(limit=200))
        for one in getattr(command, "commands", {}).values()
    ]
    return Shown(
        name=path,
        what=_plain((command.help or "").partition("\n\n")[0]),
        usage=" ".join(takes),
        arguments=tuple(rows["argument"]),
        options=tuple(rows["option"]),
        commands=tuple(commands),
        examples=EXAMPLES[name],
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _named(text: str) -> str:
    """An option with what it takes; versions of the library differ in the brackets around choices."""
    return re.sub(r"[\[<](\w+(?:\|\w+)+)[\]>]", r"<\1>", _plain(text))


def _taken(name: str, *, several: bool, required: bool) -> str:
    return (name if required else f"[{name}]") + ("..." if several else "")


def _meant(parameter: Any) -> str:
    """What it means, and what holds without it where that is a value."""
    text, value = _plain(parameter.help or ""), getattr(parameter.default, "value", parameter.default)
    stated = isinstance(value, str | int | float) and not isinstance(value, bool)
    return f"{text} (default: {value})" if stated else text
