"""What the readers of the formats give: the text of one article and what its own metadata say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dealextract.records import Diagnostic
from dealextract.types import Article

LONGEST_LABEL = 1000
"""Characters of a title, name or id that are kept: what is longer is no title but a text in the wrong place."""
ISO_DAY = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?=$|[T ])|\d{4}-(?:0[1-9]|1[0-2])$|\d{4}$", re.ASCII
)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$")


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with what was guessed or found odd on the way to it."""

    article: Article
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """One article as a format holds it. `published` is as the input writes it, an ISO day, month or year where it can be told."""

    text: str
    media_type: str
    encoding: str | None = None
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    published: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def label(value: object) -> str | None:
    """A title, name or id on one line, without what no line can hold; None where nothing is left.

    >>> label("  Kestrel\\n buys\\x00 Oakfield "), label(" "), label(12), label(["a"])
    ('Kestrel buys Oakfield', None, '12', None)
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        text = str(value)
    except ValueError:  # an integer of more digits than Python writes
        return None
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\s]+", " ", text).strip()
    text = re.sub(r"[\ud800-\udfff]", "\ufffd", text)
    if len(text) > LONGEST_LABEL:
        text = text[: LONGEST_LABEL - 1].rstrip() + "…"
    return text or None


def date_label(value: object) -> str | None:
    """A date as metadata write it: the ISO day, month or year where it begins with one, else the words as they are.

    >>> [date_label(d) for d in ("2021-03-02T08:00:00Z", "2021-03", "20210302", "2021/03/02", "March 2, 2021", None)]
    ['2021-03-02', '2021-03', '2021-03-02', '2021-03-02', 'March 2, 2021', None]
    """
    text = label(value)
    if text is None:
        return None
    iso = ISO_DAY.match(re.sub(r"^(\d{4})/(\d\d)/(\d\d)(?!\d)|^(\d{4})(\d\d)(\d\d)(?=T|$)", _dashed, text))
    return iso[0] if iso else text


def _dashed(match: re.Match[str]) -> str:
    return "-".join(part for part in match.groups() if part)


def language_label(value: object) -> str | None:
    """A language code as it is written, or None where it is none.

    >>> language_label("en_US"), language_label("english, or so")
    ('en-US', None)
    """
    text = label(value)
    return text.replace("_", "-") if text and LANGUAGE.match(text) else None
