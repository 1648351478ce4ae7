"""Pages made of records, and a browser to open them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dealextract.records import Record
from dealextract.report.content import contents
from dealextract.report.page import page

Make = Callable[..., Path]


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """Write the page of records; their texts are at hand unless it is said that they are not."""

    def make(records: list[Record], *, texts: bool = True, name: str = "review.html") -> Path:
        path = tmp_path / name
        found = {n: r.text for n, r in enumerate(records)} if texts else {}
        path.write_text(page(contents(records, found, "deals.jsonl")), encoding="utf-8", newline="\n")
        return path

    return make


@dataclass
class Opened:
    """A page in the browser, and what must not come of it: errors, messages of the policy, requests, dialogs."""

    page: Any
    trouble: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def text(self, selector: str) -> str:
        return str(self.page.inner_text(selector))

    def all_texts(self, selector: str) -> list[str]:
        return [str(t) for t in self.page.locator(selector).all_inner_texts()]

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, address: str) -> None:
        """Go to an address, and come back when the page has followed."""
        self.page.evaluate(FOLLOW, address)


FOLLOW = """address => new Promise((done) => {
    if (location.hash === address) { done(); return; }
    addEventListener("hashchange", () => done(), { once: true });
    location.hash = address;
})"""

Open = Callable[..., Opened]
VIEWPORT = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def context(chromium: Any) -> Any:
    """One profile for all tests, since each costs a process; what it keeps is cleared after every test."""
    context = chromium.new_context(viewport=VIEWPORT)
    context.set_default_timeout(10_000)
    return context


def watched(page: Any, path: Path, address: str) -> Opened:
    """A page that goes to an address, and what comes of it."""
    one = Opened(page)
    page.on("pageerror", lambda error: one.trouble.append(f"error: {error}"))
    page.on("console", lambda message: one.trouble.append(f"console: {message.text}"))
    page.on("request", lambda request: one.requests.append(request.url))
    page.goto(f"{path.as_uri()}{address}")
    return one


@pytest.fixture
def opened(chromium: Any, context: Any) -> Iterator[Open]:
    """Open a page from the disk; at the end nothing may have gone wrong in any. Options make a profile of its own."""
    own: list[Any] = []
    pages: list[Opened] = []

    def open_page(path: Path, address: str = "", **options: Any) -> Opened:
        if options:
            own.append(chromium.new_context(**{"viewport": VIEWPORT, **options}))
            own[-1].set_default_timeout(10_000)
        pages.append(watched((own[-1] if options else context).new_page(), path, address))
        return pages[-1]

    yield open_page
    for one in pages:
        if not one.page.is_closed():
            one.page.evaluate("localStorage.clear()")
            one.page.close()
    for profile in own:
        profile.close()
    for one in pages:
        assert one.trouble == []
        assert [url for url in one.requests if not url.startswith("blob:") and ".html" not in url] == []
