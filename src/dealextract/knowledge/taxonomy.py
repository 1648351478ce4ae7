"""The deal types: one TOML file each in `deal_types/`, validated when it is loaded."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dealextract.errors import InstallationError
from dealextract.records import DealType, Role, Status


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RoleDefinition(_Table):
    """What a role of a deal type is, and how many parties it needs where any plays it."""

    is_: str = Field(alias="is")
    at_least: int = 0


class Example(_Table):
    """A text that states a deal of the type, with the parties a reader finds in it."""

    text: str
    status: Status
    parties: dict[Role, list[str]]


class CounterExample(_Table):
    """A text that states no deal of the type, though its words look like it, and why."""

    text: str
    why: str


class Phrase(_Table):
    """Words that say who plays which role (`knowledge.phrases`), a text where they do, and one where they do not; whether they decide
    that the deal is of the type, too."""

    words: str
    yes: str
    no: str
    decides: bool = False


class DealTypeDefinition(_Table):
    """One deal type: what it is, its roles and constraints, how a summary names it, its words, phrases and examples."""

    title: str
    noun: str
    definition: str
    needs: list[list[Role]]
    parties_at_least: int = 1
    joined: list[Role]
    trailing: list[Role]
    words: list[str]
    roles: dict[Role, RoleDefinition]
    phrases: list[Phrase] = []
    examples: list[Example] = []
    counter_examples: list[CounterExample] = []


@cache
def deal_types() -> dict[DealType, DealTypeDefinition]:
    """Every deal type's definition, by its name in the record.

    Raises `InstallationError` with the file, the key and the remedy where a table is missing or does not hold.
    """
    out: dict[DealType, DealTypeDefinition] = {}
    folder = resources.files("dealextract.knowledge").joinpath("deal_types")
    for name in get_args(DealType):
        file = folder.joinpath(f"{name}.toml")
        try:
            out[name] = DealTypeDefinition.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise InstallationError(
                "the table is missing", where=file.name, remedy="install dealextract again"
            ) from None
        except tomllib.TOMLDecodeError as error:
            raise InstallationError(f"no valid TOML: {error}", where=file.name, remedy="mend the line named") from None
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise InstallationError(f"{key}: {first['msg']}", where=file.name, remedy=f"mend the key {key}") from None
    return out
