"""Messages: the text part, else the HTML part; what the header says; attachments are named. Also pages that Chrome saves as MHTML."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field, replace
from email import errors, header, message_from_bytes, utils
from email.message import Message

from dealextract.errors import InputError
from dealextract.records import Diagnostic
from dealextract.sources.content import Content, label
from dealextract.sources.encodings import decode
from dealextract.sources.options import known_encoding
from dealextract.sources.reflow import paragraphs

MAILBOX = re.compile(rb"\s*>?From [^\n]*\n.*?\n\r?\n>?From [^\n]{1,200}\n[A-Za-z-]{1,60}:", re.S)
"""A line "From address date" before the header, and another one further on (RFC 4155)."""
PARTS = 200
"""Boundaries that a message may declare. A digest of a hundred messages has a few hundred parts but one boundary."""
LINES = 10_000_000
"""Lines times boundaries, which each line is held against: ten seconds. A message with 25 MB of attachments has 2,000,000."""
DEPTH = 10
"""Messages and multiparts in one another that are gone into."""
PARAMETERS = re.compile(rb"^content-(?:type|disposition):[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)
LONGEST_FIELD = 20_000
"""Characters of a header field that is taken apart, for which the email package takes quadratic time. What is longer is refused or cut."""
FEWEST_WORDS = 20
"""Words below which a text part may be a word about missing HTML."""


@dataclass(slots=True)
class _Found:
    """What a message holds, in order."""

    texts: list[tuple[str, str, tuple[Diagnostic, ...]]] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)
    page_charset: str | None = None
    attachments: list[str] = field(default_factory=list)
    damaged: bool = False


def read_mail(data: bytes, where: str, encoding: str | None = None) -> Content:
    """The article of a message. Raises `InputError` for one that is nested too deep or holds no text."""
    boundaries = data.lower().count(b"boundary=")
    if boundaries > PARTS:
        raise InputError(f"nests more than {PARTS} parts", where=where, remedy="save the message itself")
    if data.count(b"\n") * (1 + boundaries) > LINES:
        raise InputError("has too many lines for its parts", where=where, remedy="save its text as plain text")
    if any(len(found[0]) > LONGEST_FIELD for found in PARAMETERS.finditer(data)):
        long = f"has a header field of more than {LONGEST_FIELD:,} characters"
        raise InputError(long, where=where, remedy="save its text as plain text")
    if MAILBOX.match(data):
        raise InputError(
            "is a mailbox of several messages", where=where, remedy="save each message as a file of its own"
        )
    try:
        message = message_from_bytes(data.lstrip(b"\r\n"))
        saved = "snapshot-content-location" in message or _text(message, "from").startswith("<Saved by")
        found = _Found()
        _gather(message, found, where, encoding, 0)
    except (RecursionError, LookupError, ValueError, AttributeError, TypeError, AssertionError) as error:
        # The email package lets through what a damaged header brings out.
        raise InputError(f"is a damaged message ({error})", where=where, remedy="save its text as plain text") from None
    content = _body(found, saved, where, encoding)
    notes = list(content.diagnostics)
    if found.damaged:
        notes.append(
            Diagnostic(
                code="part_damaged", message="the base64 of the message is damaged; what was left of it was read"
            )
        )
    if found.attachments and not saved:
        names = ", ".join(found.attachments[:10])
        notes.append(Diagnostic(code="attachments_not_read", message=f"attachments that were not read: {names}"))
    if saved:
        return replace(content, title=content.title or label(_text(message, "subject")), diagnostics=tuple(notes))
    return replace(
        content,
        media_type="message/rfc822",
        id=label(_text(message, "message-id").strip("<> ")),
        title=label(_text(message, "subject")) or content.title,
        publisher=_sender(message) or content.publisher,
        published=_sent(message) or content.published,
        diagnostics=tuple(notes),
    )


def _gather(part: Message, found: _Found, where: str, encoding: str | None, depth: int) -> None:
    """Collect the texts, pages and attachments of a part."""
    kind = part.get_content_type()
    name = label(_decoded(part.get_filename() or ""))
    attached = part.get_content_disposition() == "attachment"
    if part.is_multipart() and not attached and kind.startswith("multipart/"):
        if depth >= DEPTH:
            raise InputError(f"nests its parts more than {DEPTH} deep", where=where, remedy="save the message itself")
        for inner in part.get_payload():
            if isinstance(inner, Message):
                _gather(inner, found, where, encoding, depth + 1)
    elif kind in ("text/plain", "text/html") and not attached and (name is None or not found.texts):
        raw, lost = _bytes(part)
        found.damaged = found.damaged or lost
        charset = part.get_content_charset()
        if kind == "text/html":
            found.pages.append(raw)
            found.page_charset = found.page_charset or charset
        elif raw.strip():
            text, told, notes = decode(raw, encoding, where, declared=charset)
            flowed = (part.get_param("format") or "") == "flowed"
            same = (part.get_param("delsp") or "") == "yes"
            found.texts.append((_unflowed(text, same) if flowed else paragraphs(text), told, notes))
    elif not kind.startswith("multipart/"):
        found.attachments.append(f"{name or 'without a name'} ({kind})")


def _body(found: _Found, saved: bool, where: str, encoding: str | None) -> Content:
    """The text parts, or the page where there is none or it says more."""
    texts = [text for text, _, _ in found.texts]
    words = sum(len(text.split()) for text in texts)
    if found.pages and (saved or words < FEWEST_WORDS):
        from dealextract.sources.html import read_html

        charset = encoding or (
            found.page_charset if found.page_charset and known_encoding(found.page_charset) else None
        )
        try:
            page = read_html(found.pages[0], where, charset)
        except InputError:
            if charset is None or encoding:
                raise
            page = read_html(found.pages[0], where)  # the header says one encoding and the bytes are in another
        if saved or len(page.text.split()) > words:
            return replace(page, media_type="multipart/related" if saved else "message/rfc822")
    if not texts and not found.pages:
        held = f"; it holds {', '.join(found.attachments[:5])}" if found.attachments else ""
        raise InputError(f"is a message without text{held}", where=where, remedy="save what is attached and read that")
    notes = tuple(note for _, _, others in found.texts for note in others)
    told = found.texts[0][1] if found.texts else None
    return Content("\n\n".join(texts), "message/rfc822", told, diagnostics=notes)


def _bytes(part: Message) -> tuple[bytes, bool]:
    """The bytes of a part, and whether some of them were lost on the way."""
    if str(part.get("content-transfer-encoding") or "").strip().lower() == "base64":
        written = re.sub(r"\s", "", str(part.get_payload()))
        # Letters that are none of base64 are passed over (RFC 2045, 6.8), and so is a last group that is not whole.
        letters = re.sub(r"[^A-Za-z0-9+/]", "", written)
        whole = letters[: len(letters) - (len(letters) % 4 == 1)]
        return base64.b64decode(whole + "=" * (-len(whole) % 4)), len(whole) < len(written.rstrip("="))
    raw = part.get_payload(decode=True)
    return (raw if isinstance(raw, bytes) else b""), False


def _unflowed(text: str, delete_space: bool) -> str:
    """The paragraphs of format=flowed (RFC 3676): a line that ends with a blank goes on, and a blank that was put before is taken off."""
    out: list[str] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        signature = line == "-- "
        line = line.removeprefix(" ")
        if goes_on and out and not signature:
            out[-1] += line
        else:
            out.append(line)
        goes_on = line.endswith(" ") and not signature
        if goes_on and delete_space:
            out[-1] = out[-1][:-1]
    return "\n".join(line.rstrip() for line in out)


def _raw(message: Message, name: str) -> str:
    """A header as it is written; bytes beyond ASCII, which are against the rules and frequent, are read as UTF-8 or western."""
    value = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")[: LONGEST_FIELD + 1]
    written = value.encode("utf-8", "surrogateescape")
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("cp1252", "replace")


def _text(message: Message, name: str) -> str:
    """A header in letters."""
    return _decoded(_raw(message, name))


def _decoded(value: str) -> str:
    """A header value with its encoded words (RFC 2047) in letters; what is no such word stays."""
    try:
        parts = header.decode_header(re.sub(r"\r?\n[ \t]+", " ", value))
    except (ValueError, LookupError, errors.HeaderParseError):
        return value
    out = ""
    for data, charset in parts:
        if isinstance(data, str):
            out += data
            continue
        known = known_encoding(charset) if charset else "utf-8"
        out += data.decode(known or "latin-1", errors="replace")
    return out


def _sender(message: Message) -> str | None:
    name, address = utils.parseaddr(_raw(message, "from"))
    return label(_decoded(name)) or label(address)


def _sent(message: Message) -> str | None:
    """The day in the zone of the sender."""
    try:
        return utils.parsedate_to_datetime(_raw(message, "date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
