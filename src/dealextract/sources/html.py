"""HTML pages: the main text by trafilatura, with its paragraphs, headings, lists and tables; what the page says of itself.

trafilatura is given a tree that was parsed here, with limits, and gives one back; it fetches nothing, and its guesses at dates, which
look at the clock, are not asked for.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import lxml.html
from lxml import etree

from dealextract.errors import InputError
from dealextract.records import Diagnostic
from dealextract.sources.blocks import same_words, text_of
from dealextract.sources.content import Content
from dealextract.sources.encodings import decode
from dealextract.sources.metadata import Metadata, metadata_of
from dealextract.sources.paragraphs import restored

DEPTH = 500
"""Elements in one another. Pages have 15 to 60; browsers stop at 512; libxml2 drops without a word what is below 2,048."""
LONGEST = 20_000_000
"""Characters of a page."""
DECLARED = re.compile(
    rb"""<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.-]{2,40})""",
    re.I,
)
ELEMENTS = 100_000
"""Elements of a page. Pages of news have 500 to 6,000; telling the main text of 100,000 takes five seconds."""
HEAVY = 20_000_000
"""Weight (`_weight`) above which the main text is told by trafilatura's own rules alone: those of others that it compares its findings
with look at all letters of an element for each element. Pages of news weigh 100,000 to 5,000,000."""
TOO_HEAVY = 200_000_000
"""Weight above which the main text is not told at all: no page that a person made is near it."""
XML_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
SHORTEST = 25
"""Words of main text below which the whole page is looked at too."""


def read_html(data: bytes, where: str, encoding: str | None = None) -> Content:
    """The article of a page. Raises `InputError` for one that is nested too deep or too long."""
    found = DECLARED.search(data[:4096])
    declared = (found[1] or found[2]).decode("ascii") if found else None
    text, name, diagnostics = decode(data, encoding, where, declared=declared)
    page = read_page(text, where)
    return Content(
        page.text, "text/html", name, title=page.title, publisher=page.publisher, language=page.language,
        published=page.published, diagnostics=(*diagnostics, *page.diagnostics),
    )  # fmt: skip


def read_page(text: str, where: str) -> Content:
    """The article of a page, or of a part of one, that was decoded."""
    tree = parsed(text, where)
    if tree is None:
        return Content("", "text/html")
    known = metadata_of(tree)
    main, diagnostics = _main_text(tree, _weight(tree, where))
    return Content(
        _with_headline(main, tree), "text/html", title=known.title, publisher=known.publisher, language=known.language,
        published=known.published, diagnostics=(*_conflicts(known), *diagnostics),
    )  # fmt: skip


def parsed(text: str, where: str) -> Any:
    """The tree of a page; None where it has no element."""
    if len(text) > LONGEST:
        raise _refused(f"is a page of more than {LONGEST // 1_000_000} million characters", where)
    text = text.lstrip("\ufeff \t\r\n\f\0").replace("\0", "")
    if declaration := XML_DECLARATION.match(text):
        text = text[declaration.end() :]
    text = re.sub("[\x01-\x08\x0b\x0e-\x1f\ud800-\udfff]", "\ufffd", text)
    if not text.strip():
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError:  # nothing in it but comments
        return None
    except etree.LxmlError as error:
        raise InputError(
            f"is no page that can be read ({error})", where=where, remedy="save it as plain text"
        ) from None
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise _refused(f"nests its elements more than {DEPTH} deep", where)
    return tree


def _weight(tree: Any, where: str) -> int:
    """The letters of a page, each counted once for every element that it stands in; raises `InputError` for what is too much."""
    weight = depth = count = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        count += 1
        weight += depth * (len(element.text or "") + len(element.tail or ""))
        if depth > DEPTH:
            raise _refused(f"nests its elements more than {DEPTH} deep", where)
    if count > ELEMENTS:
        raise _refused(f"has more than {ELEMENTS:,} elements", where)
    return weight


def _refused(message: str, where: str) -> InputError:
    return InputError(message, where=where, remedy="save its article as plain text and read that")


def _main_text(tree: Any, weight: int) -> tuple[str, tuple[Diagnostic, ...]]:
    """The main text, and a note where it could not be told from the rest."""
    for name in ("trafilatura", "courlan", "htmldate", "justext"):  # their words are not for the user's terminal
        if not logging.getLogger(name).handlers:
            logging.getLogger(name).addHandler(logging.NullHandler())
    import trafilatura

    found = None
    try:
        if weight <= TOO_HEAVY:
            found = trafilatura.bare_extraction(
                tree, fast=weight > HEAVY, include_comments=False, include_tables=True, with_metadata=False
            )
    except Exception:
        found = (
            None  # whatever a page that is no page brings out of it: the page is read as a whole then, which is said
        )
    body = getattr(found, "body", None)
    main = "" if body is None else text_of(body)
    if len(main.split()) >= SHORTEST:
        return restored(main, tree), ()
    whole = text_of(tree)
    if same_words(main, whole):
        return whole, ()
    note = Diagnostic(
        code="whole_page", message="the main text cannot be told from the rest; all text of the page was read"
    )
    return whole, (note,)


def _with_headline(main: str, tree: Any) -> str:
    """The main text under the page's headline, which some layouts keep apart from it."""
    headings = [" ".join("".join(found.itertext()).split()) for found in tree.iter("h1")]
    headings = [heading for heading in headings if len(heading.split()) >= 3]
    if len(set(headings)) != 1 or not main or headings[0] in " ".join(main[:2000].split()):
        return main
    return f"{headings[0]}\n\n{main}"


def _conflicts(known: Metadata) -> tuple[Diagnostic, ...]:
    if len(known.dates) < 2:
        return ()
    message = f"the page gives several dates of publication: {', '.join(known.dates[:5])}; the first was taken"
    return (Diagnostic(code="published_conflict", message=message),)
