"""What kind of data an input is, told by its first bytes, never by its name."""

from __future__ import annotations

import codecs
import json
import re

from dealextract.sources.encodings import BOMS

HEAD = 65536
"""Bytes that the telling looks at."""
COMPRESSED = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"))
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PDF = re.compile(rb"(?:\A|[\r\n]).{0,8}%PDF-[12]\.\d", re.S)
"""Some writers put a line before the header; readers look for it in the first 1,024 bytes (ISO 32000-1, implementation notes)."""

AS_TEXT = "save it as plain text, PDF or DOCX and read that"
OCR = "read the text off it first (OCR)"
REFUSED = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document (DOC, XLS), one with a password, or a saved message (MSG)",
        AS_TEXT,
    ),
    (b"{\\rtf", "a rich text document (RTF)", AS_TEXT),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database", "write the articles to JSON Lines first"),
    (b"PAR1", "a Parquet file", "write the articles to JSON Lines first"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", OCR),
    (b"\xff\xd8\xff", "a JPEG picture", OCR),
    (b"GIF8", "a GIF picture", OCR),
    (b"\x7fELF", "a program", "name a text file"),
)
TAR = b"ustar"

HTML = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|div|article|section|p|h1)\b",
    re.I | re.S,
)
HTML_TAG = re.compile(r"</(?:p|div|span|a|li|td|h[1-6])>", re.I)
JSON_OBJECT = re.compile(r'\{\s*"(?:[^"\\\n]|\\.){0,500}"\s*:')
MAIL_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):(?:[ \t]|$)")
MAIL_TECHNICAL = frozenset({"mime-version", "message-id", "received", "return-path", "content-type", "dkim-signature"})
MAIL_NAMED = frozenset({"from", "subject", "date", "to"})


def binary_kind(head: bytes) -> str | None:
    """`gzip`, `bzip2`, `xz`, `zstd`, `zip` or `pdf` where the first bytes say so.

    >>> binary_kind(b"%PDF-1.7"), binary_kind(b"Kestrel")
    ('pdf', None)
    """
    for signature, kind in COMPRESSED:
        if head.startswith(signature):
            return kind
    if head.startswith(ZIP):
        return "zip"
    return "pdf" if PDF.search(head[:1024]) else None


def refused_kind(head: bytes) -> tuple[str, str] | None:
    """What data is that is never read, and the remedy."""
    for signature, kind, remedy in REFUSED:
        if head.startswith(signature):
            return kind, remedy
    if head[257:262] == TAR and b"\x00" in head[:257]:
        return "a tar archive", "unpack it, or pack its files into a ZIP archive"
    return None


def text_kind(head: str) -> str:
    """`eml`, `html`, `xml`, `jsonl`, `json` or `text`, by the beginning of a text. CSV is told by its columns, Markdown by its marks.

    >>> [text_kind(t) for t in ('{"text": "a"}', "<p>A", "Subject: A\\nMessage-ID: <b>\\n\\nC", "[Translation] A")]
    ['jsonl', 'html', 'eml', 'text']
    """
    start = head.lstrip("\ufeff \t\r\n")
    if is_mail(head):
        return "eml"
    if is_html(head):
        return "html"
    if start.startswith("<?xml"):
        return "xml"
    if JSON_OBJECT.match(start):
        return "jsonl" if _is_json_line(start) else "json"
    if start.startswith("[") and JSON_OBJECT.match(start[1:].lstrip()):
        return "json"
    lines = [line for line in start.split("\n") if line.strip()][:20]
    if sum(bool(JSON_OBJECT.match(line)) for line in lines) * 2 >= max(len(lines), 1):
        return "jsonl"  # the first line is broken
    return "text"


def is_html(text: str) -> bool:
    """Whether a text is a page or a part of one; a tag or two in an article make it none."""
    start = text[:4000].lstrip("\ufeff \t\r\n")
    return bool(HTML.match(start)) or len(HTML_TAG.findall(text[:100_000])) >= 5


def is_mail(head: str) -> bool:
    """Whether a text begins with the header of a message; a release that begins with "From:" and "Date:" has no such one."""
    lines = head.lstrip("\ufeff").splitlines()[:200]
    if lines and lines[0].startswith(("From ", ">From ")):
        lines = lines[1:]
    names: set[str] = set()
    for line in lines:
        if line[:1] in (" ", "\t") and names:
            continue
        match = MAIL_LINE.match(line)
        if match is None:
            break
        names.add(match[1].lower())
    return bool(names & MAIL_NAMED) and bool(names & MAIL_TECHNICAL)


def head_text(head: bytes, encoding: str | None) -> str:
    """The first bytes as a text that is good enough to tell the kind; what cannot be decoded becomes U+FFFD."""
    name = encoding or wide_encoding(head) or "utf-8"
    return codecs.getincrementaldecoder(name)(errors="replace").decode(head)


def wide_encoding(head: bytes) -> str | None:
    """UTF-8 with a mark, UTF-16 or UTF-32, where a mark or the places of the NULs show it."""
    for mark, name in BOMS:
        if head.startswith(mark):
            return name
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 8 and min(even, odd) * 20 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _is_json_line(start: str) -> bool:
    """Whether the first line is an object by itself, or is longer than what is seen of it."""
    line, end, _ = start.partition("\n")
    if not end:
        return True
    try:
        json.loads(line)
    except ValueError:
        # A line that is broken is still a line: what is laid out over lines goes on with a key or closes.
        rest = start[len(line) + 1 :].lstrip()
        return bool(JSON_OBJECT.match(rest))
    except RecursionError:
        return True
    return True
