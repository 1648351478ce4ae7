"""Plain text and Markdown."""

from __future__ import annotations

from dealextract.records import Diagnostic
from dealextract.sources import kinds
from dealextract.sources.content import Content, date_label, label
from dealextract.sources.encodings import decode
from dealextract.sources.markdown import Front, front_matter, is_markdown, plain_text


def read_text(data: bytes, where: str, encoding: str | None, *, markdown: str | None = None) -> Content:
    """The article in bytes of text; `markdown` is `markdown` or `text` where the caller says which, else its marks tell."""
    text, name, diagnostics = decode(data, encoding, where)
    if not text.strip() or markdown == "text" or (markdown is None and not is_markdown(text)):
        from dealextract.sources.columns import looks_like_table

        if markdown is None and looks_like_table(text[: kinds.HEAD]):
            message = (
                "looks like a table but has no column text, body, content or article, and was read as running text"
            )
            remedy = "; --input-format csv --text-key NAME reads its rows"
            diagnostics = (*diagnostics, Diagnostic(code="read_as_text", message=message + remedy))
        return Content(text, "text/plain", name, diagnostics=diagnostics)
    return from_markdown(text, name, diagnostics)


def from_markdown(text: str, encoding: str | None, diagnostics: tuple[Diagnostic, ...]) -> Content:
    """The article in a text of Markdown."""
    front, body = front_matter(text)
    text, heading = plain_text(body)
    front = Front(front.title or heading, front.publisher, front.published)
    return Content(
        text, "text/markdown", encoding, title=label(front.title), publisher=label(front.publisher),
        published=date_label(front.published), diagnostics=diagnostics,
    )  # fmt: skip


def from_text(text: str, media_type: str, where: str) -> Content:
    """The article in a text that stood in a field: as HTML where it is a page or a part of one, as Markdown by its marks, else as it
    is, and then of the media type of what it stood in."""
    if kinds.is_html(text):
        from dealextract.sources.html import read_page

        return read_page(text, where)
    if is_markdown(text):
        return from_markdown(text, None, ())
    return Content(text, media_type)
