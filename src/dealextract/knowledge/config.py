"""What a user declares in a file of his own (`--config FILE`, `dealextract.toml`): types within the deal types, words that tell
a role, names of companies.

    [deal_types.franchise]
    base = "licensing"
    words = ["franchis*"]

    [roles.acquirer]
    words = ["suitor", "white knight"]

    [companies."Alphabet Inc."]
    aliases = ["Google"]
    identifiers = [{ scheme = "ticker", value = "GOOGL", exchange = "NASDAQ" }]

Loaded where there is such a file and nowhere else. `docs/extending.md` says what each key does.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    ValidationError,
    model_validator,
)

from dealextract.errors import UsageError
from dealextract.knowledge.config_errors import flaw, usage_error
from dealextract.knowledge.lines import line_of
from dealextract.knowledge.taxonomy import deal_types
from dealextract.records import CompanyKind, DealType, IdentifierScheme, Role, Terms

TERMS: Final = tuple(Terms.model_fields)


def _listed(value: Any) -> Any:
    """One text where a list may stand."""
    return (value,) if isinstance(value, str) else value


def _is_term(value: str) -> str:
    if value not in TERMS:
        raise flaw(f"{value!r} is no term", f"use {', '.join(TERMS)}")
    return value


Item = TypeVar("Item")
Many = Annotated[tuple[Item, ...], BeforeValidator(_listed)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\s*]+\*?(?:\s+[^\s*]+\*?)*$")]
"""A word or phrase; `*` ends a word or phrase of any ending."""
TypeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OwnDealType(_Table):
    """A type of deal within one or more of the program's own. A deal of a base is of this type where all conditions hold."""

    base: Annotated[Many[DealType], Field(min_length=1, description="the deal types that it lies within")]
    words: Many[Word] = Field((), description="one of them stands in a sentence that states the deal")
    without: Many[Word] = Field((), description="none of them stands in a sentence that states the deal")
    needs: tuple[tuple[Role, ...], ...] = Field((), description="of each group of roles a party is named")
    terms: Many[Annotated[str, BeforeValidator(_is_term)]] = Field((), description="terms that are stated")
    noun: Text | None = Field(None, description="what a summary calls it; else its name")
    definition: str = Field("", description="what it is, for people")

    @model_validator(mode="after")
    def _may_hold(self) -> Self:
        if not (self.words or self.needs or self.terms):
            raise flaw("nothing tells it from its base", "say words, needs or terms")
        known = {role for kind in self.base for role in deal_types()[kind].roles}
        for role in (role for group in self.needs for role in group):
            if role not in known:
                raise flaw(f"{role} is no role of {' or '.join(self.base)}", f"use {', '.join(sorted(known))}", "needs")
        return self


class RoleWords(_Table):
    """Words that tell the role of the company that they stand beside: "suitor Kestrel", "Kestrel, the white knight"."""

    words: Annotated[Many[Word], Field(min_length=1)]


class OwnIdentifier(_Table):
    """An identifier that the text need not print."""

    scheme: IdentifierScheme
    value: Text
    exchange: Text | None = None


class OwnCompany(_Table):
    """A company under one name, whichever of its names a text gives."""

    aliases: Many[Text] = Field((), description="other names of it")
    kind: CompanyKind | None = Field(None, description="what it is; else as the text says")
    identifiers: tuple[OwnIdentifier, ...] = Field((), description="identifiers of it")


class Config(_Table):
    """All that is declared."""

    deal_types: dict[TypeName, OwnDealType] = {}
    roles: dict[Role, RoleWords] = {}
    companies: dict[Text, OwnCompany] = {}
    _file: str = PrivateAttr("the configuration")
    _text: str = PrivateAttr("")

    @property
    def file(self) -> str:
        """The file that it was read from."""
        return self._file

    def line(self, *path: str | int) -> int | None:
        """The line of a key in the file; None where it was read from none."""
        return line_of(self._text, path)

    def packed(self) -> list[Any]:
        """All of it as plain data, for `unpacked` in another process."""
        return [self.model_dump(mode="json"), self._file, self._text]

    @model_validator(mode="after")
    def _is_clear(self) -> Self:
        for name in self.deal_types:
            if name in deal_types():
                raise flaw("that is a type of the program itself", "choose another name", "deal_types", name)
        for word, roles in _shared(self.roles):
            for kind, definition in deal_types().items():
                if len(found := [r for r in roles if r in definition.roles]) > 1:
                    roles_ = " and for ".join(found)
                    what = f"{word!r} is a word for {roles_}, both of them roles of {kind}"
                    raise flaw(what, "take it out of one", "roles", found[-1], "words")
        return self


def _shared(roles: Mapping[Role, RoleWords]) -> Iterator[tuple[str, list[Role]]]:
    """The words of more than one role."""
    of: dict[str, list[Role]] = {}
    for role, declared in roles.items():
        for word in dict.fromkeys(word.casefold() for word in declared.words):
            of.setdefault(word, []).append(role)
    yield from ((word, found) for word, found in of.items() if len(found) > 1)


Source = str | os.PathLike[str] | Mapping[str, Any] | Config


def load_config(source: Source) -> Config:
    """The configuration in a file, or of a mapping of the same shape.

    Raises `UsageError` with file, line, key and remedy where it does not hold.
    """
    if isinstance(source, Config):
        return source
    if isinstance(source, Mapping):
        return _validated(dict(source), "config", "")
    file = os.fspath(source)
    try:
        text = Path(file).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        data = tomllib.loads(text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(
            f"cannot be read: {reason}", where=file, remedy="check the path of the configuration"
        ) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UsageError("is no UTF-8", where=f"{file}, line {line}", remedy="save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).rpartition(" (at ")
        if not place.startswith("line"):
            place = f"line {len(text.splitlines()) or 1}"  # where it ends
        what = f"{what[:1].lower()}{what[1:]}"
        raise UsageError(f"no TOML: {what}", where=f"{file}, {place.rstrip(')')}", remedy="mend it there") from None
    return _validated(data, file, text)


def unpacked(packed: list[Any]) -> Config:
    """The configuration that `Config.packed` gave."""
    return _validated(*packed)


def _validated(data: dict[str, Any], file: str, text: str) -> Config:
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        raise usage_error(error, Config, file, text) from None
    config._file, config._text = file, text
    return config
