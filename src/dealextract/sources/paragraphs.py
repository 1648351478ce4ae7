"""Paragraphs of an article that the telling of its main text leaves out: a lead above the body, a paragraph in a box of its own.

What stands in the page between the headline and the last paragraph that was kept, reads as prose, and is in no part of the page that
holds other things, is put back where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dealextract.sources.blocks import BLOCKS, LINES, SPACES, UNSEEN

FEWEST_WORDS = 8
MOST_LINKED = 0.3
"""Share of the letters of a paragraph that may stand in links. Of teasers it is nearly all, of paragraphs of news below 0.2."""
ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")
OTHER_ELEMENTS = frozenset(
    [
        "nav",
        "aside",
        "footer",
        "form",
        "figure",
        "figcaption",
        "table",
        "ul",
        "ol",
        "dl",
        "button",
        "select",
        "label",
        "noscript",
    ]
)
OTHER_NAMES = re.compile(
    r"comment|related|promo|newsletter|cookie|consent|share|social|foot|sidebar|author|\bbio|caption|credit|subscri|paywall"
    r"|\bads?\b|advert|sponsor|banner|\btags?\b|recommend|\bmore\b|breadcrumb|menu|\bnav|disclaimer|copyright|popup|modal|overlay"
    r"|login|register|hidden|print|legal|kicker|byline|\bmeta\b|widget|signup|donat|poll|survey|gallery|slide|video|player|infobox",
    re.I,
)
"""Names of classes and ids of what is no part of an article."""

LEAD_NAMES = re.compile(
    r"sub-?(?:head|title|line)|\blead\b|\bdek\b|standfirst|stand-first|\bintro|\bdeck\b|article-?summary", re.I
)
"""Names of the line under a headline, which need not end as a sentence."""


def restored(main: str, tree: Any) -> str:
    """The main text with the paragraphs of the article that are missing from it."""
    lines = main.split("\n")
    words = [_letters(line) for line in lines]
    everything = "".join(words)
    blocks = [(element, text, _letters(text)) for element, text in _leaves(tree)]
    kept = [number for number, (_, _, letters) in enumerate(blocks) if len(letters) > 20 and letters in everything]
    if not kept:
        return main
    heads = [number for number, (element, _, _) in enumerate(blocks) if element.tag == "h1" and number <= kept[-1]]
    first = min(heads[-1] if heads else kept[0], kept[0])
    added: list[tuple[int, str]] = []
    at = 0
    for number in range(first, kept[-1]):
        element, text, letters = blocks[number]
        if letters and letters in everything:
            at = _after(words, letters, at)
        elif letters not in everything and _is_prose(element, text) and not _is_other(element):
            added.append((at, text))
            everything += letters
    for at, text in reversed(added):
        lines[at:at] = ["", text] if at else [text, ""]
    return "\n".join(lines)


def _after(words: list[str], letters: str, before: int) -> int:
    """The line before which goes what follows a block: the blank one after it, or the end."""
    number = next(
        (n for n in range(before, len(words)) if words[n] and (letters.startswith(words[n]) or letters in words[n])),
        None,
    )
    if number is None:
        return before
    while number < len(words) and words[number]:
        number += 1
    return number


def _leaves(tree: Any) -> Iterator[tuple[Any, str]]:
    """Elements that stand apart and hold none that does, in the order of the page, with their text on one line."""
    for element in tree.iter("p", "div", "section", "h1", "h2", "h3", "h4", "td", "blockquote", "article"):
        if not any(below.tag in BLOCKS or below.tag in LINES for below in element.iterdescendants()):
            text = SPACES.sub(" ", "".join(_seen(element))).strip()
            if text:
                yield element, text


def _seen(element: Any) -> Iterator[str]:
    if element.tag not in UNSEEN:
        yield element.text or ""
        for below in element:
            yield " " if below.tag == "br" else ""
            yield from _seen(below)
            yield below.tail or ""


def _is_prose(element: Any, text: str) -> bool:
    named = f"{element.get('class') or ''} {element.getparent().get('class') or ''}"
    if len(text.split()) < FEWEST_WORDS or not (ENDS.search(text) or LEAD_NAMES.search(named)):
        return False
    linked = sum(len("".join(link.itertext())) for link in element.iter("a"))
    return linked <= MOST_LINKED * len(text)


def _is_other(element: Any) -> bool:
    """Whether an element stands in a part of the page that is no article."""
    for outer in (element, *element.iterancestors()):
        if outer.tag in ("body", "html"):
            return False
        if outer.tag in OTHER_ELEMENTS or OTHER_NAMES.search(f"{outer.get('class') or ''} {outer.get('id') or ''}"):
            return True
    return False


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
