"""What kind of data an input is, told by its first bytes or characters; only plain text and Markdown are read."""

from __future__ import annotations

import json
import re

from dealextract.errors import InputError

AS_TEXT = "save it as plain text and read that"
SIGNATURES = (
    (b"%PDF-", "a PDF document", "take the text out first, for example with pdftotext FILE - | dealextract parse -"),
    (b"PK\x03\x04", "a ZIP archive or an Office document (DOCX, XLSX, EPUB)", AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (DOC, XLS) or a saved message (MSG)", AS_TEXT),
    (b"{\\rtf", "a rich text document (RTF)", AS_TEXT),
    (b"\x1f\x8b", "a gzip file", "unpack it first: gunzip -c FILE | dealextract parse -"),
    (b"BZh", "a bzip2 file", "unpack it first: bunzip2 -c FILE | dealextract parse -"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it first: unxz -c FILE | dealextract parse -"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first: unzstd -c FILE | dealextract parse -"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database", "write the articles to text files first"),
    (b"PAR1", "a Parquet file", "write the articles to text files first"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", "read the text off it first (OCR)"),
    (b"\xff\xd8\xff", "a JPEG picture", "read the text off it first (OCR)"),
    (b"GIF8", "a GIF picture", "read the text off it first (OCR)"),
    (b"\x7fELF", "a program", "name a text file"),
)

HTML = re.compile(
    r"(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|div|article|section|p|h1)\b", re.I | re.S
)
HTML_TAG = re.compile(r"</(?:p|div|span|a|li|td|h[1-6])>", re.I)


def refuse_binary(data: bytes, where: str) -> None:
    """Raise `InputError` for data that is no text, with the name of its kind and the remedy."""
    for signature, kind, remedy in SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"is {kind}, which is not read", where=where, remedy=remedy)


def refuse_markup(text: str, where: str) -> None:
    """Raise `InputError` for text that is no prose: HTML, XML, JSON."""
    head = text[:4000].lstrip("\ufeff \t\r\n")
    if HTML.match(head) or len(HTML_TAG.findall(text[:100_000])) >= 5:
        raise InputError(
            "is an HTML page, which is not read", where=where, remedy="save its article as plain text and read that"
        )
    if head.startswith("<?xml"):
        raise InputError("is an XML document, which is not read", where=where, remedy=AS_TEXT)
    if head.startswith(("{", "[{")) and _is_json(text):
        raise InputError(
            "is JSON, which is not read",
            where=where,
            remedy="take the text out: jq -r .text FILE | dealextract parse -",
        )


def _is_json(text: str) -> bool:
    """Whether the text, or its first line, is a JSON object or array."""
    for candidate in (text.lstrip("\ufeff").strip().partition("\n")[0], text.lstrip("\ufeff")):
        try:
            return isinstance(json.loads(candidate), dict | list)
        except ValueError:
            continue
        except RecursionError:
            return True
    return False
