"""The command line. `main` is the entry point; the commands are in `app`, what they do in modules of their own.

Nothing heavy is imported before a command's body runs: help, version and completion answer in a tenth of a second.
"""

from __future__ import annotations


def main() -> None:
    """Run the program with the arguments of the process and leave with its exit status."""
    from dealextract.cli.app import app

    app(prog_name="dealextract")
