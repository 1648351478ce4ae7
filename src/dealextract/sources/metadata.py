"""What a page says of itself: title, publisher, date of publication and language, from JSON-LD, meta tags and marked-up times."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dealextract.sources.content import date_label, label, language_label

TITLE = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "title",
)
PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "application-name")
DATE = (
    "article:published_time", "og:published_time", "article:published", "datepublished", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "dc.date.created", "citation_publication_date", "citation_date", "parsely-pub-date",
    "sailthru.date", "publication_date", "publication-date", "publish_date", "publish-date", "publishdate", "pubdate",
    "article.published", "release_date", "date",
)  # fmt: skip
LANGUAGE = ("content-language", "dc.language", "dcterms.language", "og:locale", "language")
ARTICLE = re.compile(r"(?:^|/)(?:\w*Article|BlogPosting|LiveBlogPosting|Report|PressRelease)$")
"""Types of schema.org that an article has."""
LIMIT = 1_000
"""Objects of JSON-LD that are looked at."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found; `dates` are all different days of publication that the page gives, the one to take first."""

    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    dates: tuple[str, ...] = ()

    @property
    def published(self) -> str | None:
        """The date to take."""
        return self.dates[0] if self.dates else None


def metadata_of(tree: Any) -> Metadata:
    """The metadata of a page that was parsed."""
    articles, others = _linked_data(tree)
    meta = _meta(tree)
    site = next((label(_name(a.get("publisher"))) for a in articles if _name(a.get("publisher"))), None)
    site = site or _first(meta, PUBLISHER) or next((label(_name(o)) for o in others if _is(o, "WebSite")), None)
    dates = [date_label(a.get("datePublished")) for a in articles]
    dates += [date_label(meta.get(name)) for name in DATE]
    dates += [date_label(value) for value in _times(tree, marked=not any(dates))]
    headline = next((label(_unescaped(a.get("headline"))) for a in articles if label(a.get("headline"))), None)
    return Metadata(
        title=_bare(headline or _first(meta, TITLE) or _heading(tree), site),
        publisher=site,
        language=language_label(tree.get("lang") or tree.get("xml:lang"))
        or next((found for name in LANGUAGE if (found := language_label(meta.get(name)))), None)
        or next((found for a in articles if (found := language_label(a.get("inLanguage")))), None),
        dates=tuple(dict.fromkeys(date for date in dates if date)),
    )


def _meta(tree: Any) -> dict[str, str]:
    """Meta tags by their name in small letters; the first one of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        value = element.get("content")
        if name and value and value.strip():
            found.setdefault(name.strip().lower(), value)
    return found


def _linked_data(tree: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The objects of JSON-LD that are articles, and those that are not. Scripts that are no JSON are passed over, as browsers do."""
    articles: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            value = json.loads((script.text or "").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for found in _objects(value):
            (articles if ARTICLE.search(_type(found)) else others).append(found)
    return articles, others


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Objects at the top, in arrays and graphs; those that are parts of an article are no articles of this page."""
    waiting = [value]
    for _ in range(LIMIT):
        if not waiting:
            return
        current = waiting.pop(0)
        if isinstance(current, list):
            waiting[:0] = current[:LIMIT]
        elif isinstance(current, dict):
            yield current
            waiting += [
                current[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(current.get(key), dict | list)
            ]


def _type(value: dict[str, Any]) -> str:
    kind = value.get("@type")
    if isinstance(kind, list):
        return next((name for name in kind if isinstance(name, str) and ARTICLE.search(name)), "")
    return kind if isinstance(kind, str) else ""


def _is(value: dict[str, Any], kind: str) -> bool:
    return value.get("@type") == kind


def _name(value: Any) -> Any:
    """The name of a publisher, which may be an object, several of them, or the name itself."""
    if isinstance(value, list):
        value = next(iter(value), None)
    return _unescaped(value.get("name") if isinstance(value, dict) else value)


def _unescaped(value: Any) -> Any:
    return html.unescape(value) if isinstance(value, str) else value


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := label(meta.get(name)))), None)


def _times(tree: Any, *, marked: bool) -> Iterator[str | None]:
    """Times that say that they are the publication; where nothing else does (`marked`), also the only time of the page."""
    for element in tree.iter("time", "span", "meta", "abbr"):
        if (element.get("itemprop") or "").lower() == "datepublished" or element.get("pubdate") is not None:
            yield element.get("datetime") or element.get("content") or "".join(element.itertext())
    times = {element.get("datetime") for element in tree.iter("time") if element.get("datetime")}
    if marked and len(times) == 1:
        yield times.pop()


def _heading(tree: Any) -> str | None:
    """The only heading of the first level, else the title of the page."""
    headings = {label("".join(element.itertext())) for element in tree.iter("h1")} - {None}
    if len(headings) == 1:
        return headings.pop()
    return next((label("".join(element.itertext())) for element in tree.iter("title")), None)


def _bare(title: str | None, site: str | None) -> str | None:
    """A title without the name of the site behind it.

    >>> _bare("Kestrel buys Oakfield | The Baker", "The Baker")
    'Kestrel buys Oakfield'
    """
    if title is None or site is None:
        return title
    cut = re.sub(rf"\s+[|–—·•:-]+\s+{re.escape(site)}$", "", title, flags=re.I)
    return cut or title
