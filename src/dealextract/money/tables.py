"""The tables of this package, read once when first needed and checked: numbers, currencies, countries, phrases."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from dealextract.errors import InstallationError


def read_text(name: str) -> str:
    """The text of a file of this package; InstallationError where it is missing or undecodable."""
    try:
        return files(__package__).joinpath(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InstallationError(f"cannot be read ({error})", where=name, remedy="install dealextract again") from error


@cache
def toml(name: str) -> dict[str, Any]:
    """A TOML file of this package as a dictionary; InstallationError where it is damaged."""
    import tomllib  # here, so that importing the package stays cheap

    try:
        return tomllib.loads(read_text(name))
    except tomllib.TOMLDecodeError as error:
        raise InstallationError(f"is no TOML ({error})", where=name, remedy="mend the line it names") from error


def section(name: str, *keys: str) -> dict[str, Any]:
    """A table inside a TOML file; InstallationError names the key that is missing."""
    found: Any = toml(name)
    for key in keys:
        if not isinstance(found, dict) or key not in found:
            raise InstallationError(f"has no table [{'.'.join(keys)}]", where=name, remedy="put the table back")
        found = found[key]
    if not isinstance(found, dict):
        raise InstallationError(f"[{'.'.join(keys)}] is no table", where=name, remedy="make it a table")
    return found
