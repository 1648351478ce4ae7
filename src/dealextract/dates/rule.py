"""What a rule of the date grammar is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from dealextract.dates.readings import Reading

Build = Callable[["re.Match[str]"], Reading | None]


@dataclass(frozen=True)
class Rule:
    """One kind of expression.

    `starts` names classes of first words (see `grammar.starters`) or the words themselves; `pattern`, with bounded
    quantifiers only, is matched at such a word; `build` gives the reading of a match or None. `yes` are texts that the
    whole pattern must read, `no` texts that it must not; both are tested.
    """

    name: str
    starts: tuple[str, ...]
    pattern: str
    build: Build
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()
    flags: re.RegexFlag = field(default=re.IGNORECASE)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(rf"(?:{self.pattern})(?!\w)", self.flags)
