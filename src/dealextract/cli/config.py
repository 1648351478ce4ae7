"""Which configuration holds, and `dealextract config`, which shows what it says and where."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dealextract import __version__
from dealextract.cli.output import format_of, look_for, output_to
from dealextract.cli.terminal import DONE, Manners, say
from dealextract.errors import UsageError

if TYPE_CHECKING:  # loaded where there is a configuration
    from dealextract.knowledge.config import Config

FOUND = "dealextract.toml"
"""The file that is taken where it lies in the folder in which a command runs."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The options that say which configuration holds."""

    file: str | None = None
    none: bool = False

    @property
    def path(self) -> str | None:
        """The file that holds, if any."""
        if self.none:
            if self.file is not None:
                raise UsageError("--config and --no-config exclude one another", remedy="say one of them")
            return None
        if self.file is not None:
            return self.file
        return FOUND if os.path.isfile(FOUND) else None


def chosen(choice: Choice, manners: Manners) -> Config | None:
    """The configuration that holds; one that was found rather than named is said on standard error. Raises `UsageError` where it does not
    hold."""
    path = choice.path
    if path is None:
        return None
    from dealextract.knowledge.config import load_config
    from dealextract.resolution.declared import DeclaredCompanies

    if not path:
        raise UsageError("no file is named", where="--config", remedy="name one, or say --no-config")
    config = load_config(path)
    DeclaredCompanies(config)  # two companies of one name are refused before anything is read
    if choice.file is None and not manners.quiet:
        say(f"{FOUND} of this folder is used (--no-config leaves it out)")
    return config


def write_config(choice: Choice, format: str | None, output: str | None, manners: Manners) -> int:
    """Write what holds and where it comes from, and give the exit status."""
    from dealextract.writers import json
    from dealextract.writers.table import listing

    if format is None:
        format = format_of(None, output)
    path = choice.path
    config = chosen(choice, Manners(quiet=True))
    with output_to(output, format) as write:
        if format != "table":
            write((json.document if format == "json" else json.line)(_facts(config)))
            return DONE
        if path is None:
            write(f"No configuration: {'--no-config' if choice.none else f'there is no {FOUND} in this folder'}.\n\n")
        else:
            write(f"Configuration: {path}{'' if choice.file else ', found in this folder'}\n\n")
        write(listing(("what", "name", "from", "means"), list(_rows(config)), "", look_for(output, manners)))
    return DONE


def _facts(config: Config | None) -> dict[str, Any]:
    """All of it as data; each entry says where it comes from."""
    from dealextract.knowledge.taxonomy import deal_types

    types: dict[str, Any] = {
        name: {"definition": own.definition, "roles": list(own.roles), "from": f"dealextract {__version__}"}
        for name, own in deal_types().items()
    }
    out: dict[str, Any] = {"file": config.file if config else None, "deal_types": types, "roles": {}, "companies": {}}
    if config:
        for section, entries in config.model_dump(mode="json").items():
            for name, entry in entries.items():
                out[section][name] = {**entry, "from": {"file": config.file, "line": config.line(section, name)}}
    return out


def _rows(config: Config | None) -> Iterator[tuple[str, str, str, str]]:
    """What, its name, where it comes from, what it means."""
    from dealextract.knowledge.taxonomy import deal_types
    from dealextract.writers.wording import visible

    for kind, definition in deal_types().items():
        yield "deal type", kind, f"dealextract {__version__}", definition.definition
    if config is None:
        return

    def row(what: str, section: str, name: str, *means: str) -> tuple[str, str, str, str]:
        place = f"{config.file}, line {config.line(section, name)}"
        return what, visible(name), visible(place), visible("; ".join(filter(None, means)))

    for name, own in config.deal_types.items():
        told = [
            own.definition.rstrip("."),
            f"within {', '.join(own.base)}",
            f"words {', '.join(own.words)}" if own.words else "",
            f"without {', '.join(own.without)}" if own.without else "",
            f"needs {' and '.join(' or '.join(group) for group in own.needs)}" if own.needs else "",
            f"terms {', '.join(own.terms)}" if own.terms else "",
        ]
        yield row("deal type", "deal_types", name, *told)
    for role, declared in config.roles.items():
        yield row("role", "roles", role, f"words {', '.join(declared.words)}")
    for name, company in config.companies.items():
        named = f"also {', '.join(company.aliases)}" if company.aliases else ""
        codes = [f"{i.exchange or i.scheme}: {i.value}" for i in company.identifiers]
        yield row("company", "companies", name, named, company.kind or "", *codes)
