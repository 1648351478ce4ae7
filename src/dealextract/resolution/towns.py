"""Names that the tagger took for an organisation's and that only say where something is: `is_town`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dealextract.knowledge.places import towns
from dealextract.types import Mention

HELD = re.compile(
    r"\b(?:stakes?|holdings?|interests?|shares?|invest\w*|position|confidence|faith|cent|%|equity|control|money|loss|sales?)"
    r"\s(?:\w+\s)?in\s\Z",
    re.IGNORECASE,
)
"""What one has in a company rather than in a town."""

BEFORE = re.compile(
    r"(?:\b(?i:in|at|near|outside|around|across)\s(?:the\s)?|\b(?i:group|house|company|firm|town|city|port|village|maker|people|court|university)\sof\s|"
    r"\b[A-ZÀ-Þ][\w’']+,?\sof\s|\()\Z"
)
"""What stands before a place."""

OWNED = re.compile(r"\b(?:the|a|an|its|their|his|her|our)\s(?:\w+\s)?\Z", re.IGNORECASE)
KIND = re.compile(
    r"\s(?!(?:and|or|is|was|has|had|will|would|said|says|in|on|at|to|for|of|by|with|from|which|who|that|as|can|could|may|might|did|"
    r"does|also|now|then)\b)[a-z]{3,}"
)
"""A name between an article and a noun says where that is: "the Leeds tannery"."""

AFTER = re.compile(r"-based\b|-born\b|,\s[A-Z][a-z]{2,5}\.|\s?\(?[-–—]{1,2}\s?\(?[A-Z]")
"""What stands behind a place, in a dateline too."""

REACH = 40
"""Code points before a name that are looked at."""

EXAMPLES: tuple[tuple[str, bool], ...] = (
    ("The bakery is in [Leeds].", True),
    ("[LEEDS], Yorks.--Kestrel sold its mill.", True),
    ("The [Leeds] tannery was sold.", True),
    ("The group of [Leeds] has obtained a licence.", True),
    ("Kestrel of [Leeds] was sold.", True),
    ("It took a stake in [Leeds].", False),
    ("[Leeds] said it would sell.", False),
    ("The mill is in [Leeds]. Then [Leeds] said no.", False),
    ("The mill is in [Kestrel].", False),
    ("The [Leeds] said no.", False),
)
"""Texts with the names of one entity, and whether they name a town."""


def is_town(text: str, named: Sequence[Mention]) -> bool:
    """Whether all the names of an entity are a town's, and none stands where only a company does."""
    return bool(named) and all(_where(text, m) for m in named) and all(m.text.lower() in towns() for m in named)


def _where(text: str, mention: Mention) -> bool:
    """Whether a name stands where a place does."""
    before = text[max(0, mention.start - REACH) : mention.start]
    if BEFORE.search(before):
        return not HELD.search(before)
    return bool(AFTER.match(text, mention.end) or (OWNED.search(before) and KIND.match(text, mention.end)))
