"""How the program and its commands behave before their bodies run: help, errors in the arguments, completion.

This is the one module that knows the classes that typer's commands are made of.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from dealextract.cli.examples import examples_text
from dealextract.cli.terminal import INTERRUPTED, USAGE, say

# typer stands on a click of its own or on the package, by its version; either way these are the bases of its errors.
USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
CLICK_ERROR: type[Exception] = typer.BadParameter.__mro__[2]
COMPLETE = "_DEALEXTRACT_COMPLETE"
"""The variable through which a shell asks for completions."""


def _format_help(command: Any, ctx: Any, formatter: Any, name: str) -> None:
    """What it does, then examples, then how it is called and with which options."""
    formatter.write(f"{(command.help or '').strip()}\n\n")
    if examples := examples_text(name):
        formatter.write(f"Examples:\n{examples}\n\n")
    command.format_usage(ctx, formatter)
    command.format_options(ctx, formatter)


def _plain_flag(option: Any) -> Any:
    """The help option with a default that is a truth value: `None` would cost typer the import of pydantic."""
    if option is not None:
        option.default = False
    return option


class Command(TyperCommand):
    """A command whose help begins with examples."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option."""
        return _plain_flag(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        _format_help(self, ctx, formatter, self.name or "")


class Completion(TyperGroup):
    """The group of commands that write scripts for completion."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option."""
        return _plain_flag(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        _format_help(self, ctx, formatter, "completion")


class Program(TyperGroup):
    """The program: help begins with examples, errors are one line, options may stand before the command too."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option."""
        return _plain_flag(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        _format_help(self, ctx, formatter, "")

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which they are written."""
        return list(self.commands)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Options of every command that stand before it are moved behind it: their place must not matter."""
        moved: list[str] = []
        rest = list(args)
        while rest and (rest[0] in {"--debug", "--quiet", "-q", "--verbose", "-v"} or rest[0].startswith("--color")):
            moved.append(rest.pop(0))
            if moved[-1] == "--color" and rest:
                moved.append(rest.pop(0))
        return super().parse_args(ctx, [*rest[:1], *moved, *rest[1:]] if rest else moved)

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> None:
        """Run and leave with the exit status. Errors in the arguments are said here, all others by `terminal.run`."""
        extra["standalone_mode"] = False
        if COMPLETE in os.environ:
            from typer._completion_classes import completion_init

            completion_init()
        try:
            status = super().main(args, prog_name, **extra)
        except CLICK_ERROR as error:
            status = _say_usage(error)
        except typer.Abort:
            status = INTERRUPTED
        sys.exit(status if isinstance(status, int) else 0)


def _say_usage(error: Any) -> int:
    """One line for an error in the arguments, with a hint."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "dealextract"
    if type(error).__name__ == "NoArgsIsHelpError":
        print(context.get_help() if context else "", file=sys.stderr)
        return USAGE
    message = str(error.format_message()).strip().rstrip(".").replace(": Value error,", ":")
    name, guesses = getattr(error, "option_name", None), getattr(error, "possibilities", None)
    if name and guesses:
        message = f"no option {name}; did you mean {' or '.join(guesses)}?"
    say(f"{message[:1].lower()}{message[1:]} ({command} --help says more)", label="error")
    return int(getattr(error, "exit_code", USAGE)) if isinstance(error, USAGE_ERROR) else USAGE


def completion_script(shell: str) -> str:
    """The script that completes commands and options in a shell: bash, zsh or fish."""
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name="dealextract", complete_var=COMPLETE, shell=shell)
