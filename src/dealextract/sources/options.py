"""What a caller may say about the inputs, checked once before anything is read."""

from __future__ import annotations

import codecs
import datetime
import re
from dataclasses import dataclass

from dealextract.errors import UsageError

FORMATS = ("text", "markdown", "html", "pdf", "docx", "eml", "json", "jsonl", "csv", "tsv")
"""What `input_format` may be. Compressed files and archives are opened whatever it says: it is about what is in them."""

NO_ENCODINGS = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf_7", "mbcs", "oem"}
)
"""Codecs of Python that no article is in; some take quadratic time, some differ by machine."""


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What overrides the telling by content.

    - `encoding`: of the texts; else told from the bytes
    - `published`: when the articles came out, as an ISO day, month or year; else what the input itself says
    - `input_format`: one of `FORMATS`; else told by content
    - `text_key`, `id_key`, `date_key`: the JSON keys or columns that hold the text, the id and the date of publication;
      a dot goes into an object (`article.body`)
    """

    encoding: str | None = None
    published: str | None = None
    input_format: str | None = None
    text_key: str | None = None
    id_key: str | None = None
    date_key: str | None = None

    def check(self) -> None:
        """Raise `UsageError` for a value that means nothing."""
        if self.published is not None:
            checked_date(self.published)
        if self.encoding is not None and known_encoding(self.encoding) is None:
            raise UsageError(
                f"{self.encoding!r} is no known encoding", remedy="try utf-8, cp1252, mac_roman, utf-16 or gb18030"
            )
        if self.input_format is not None and self.input_format not in FORMATS:
            raise UsageError(f"{self.input_format!r} is no input format", remedy=f"use {', '.join(FORMATS)}")


TOLD = SourceOptions()
"""Everything is told by content."""


def checked_date(value: str) -> str:
    """The date itself when it is an ISO day, month or year; `UsageError` otherwise.

    >>> checked_date("2021-02")
    '2021-02'
    """
    form = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value.strip(), re.ASCII)
    try:
        if form is None:
            raise ValueError("not an ISO date")
        datetime.date(int(form[1]), int(form[2] or 1), int(form[3] or 1))
    except ValueError as error:
        raise UsageError(
            f"{value!r} is no date of publication ({error})", remedy="write 2021-03-02, 2021-03 or 2021"
        ) from None
    return form[0]


def known_encoding(name: str) -> str | None:
    """Python's name of an encoding of text, or None where it knows none or no text is ever in it.

    >>> known_encoding("Latin-1"), known_encoding("rot13"), known_encoding("punycode")
    ('iso8859-1', None, None)
    """
    try:
        found = codecs.lookup(name)
        b"a".decode(name)
    except UnicodeError:
        pass  # one letter is no text in UTF-16 or UTF-32
    except (LookupError, ValueError):
        return None
    return None if found.name.replace("-", "_") in NO_ENCODINGS else found.name
