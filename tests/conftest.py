"""A browser for the tests that look at pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser without a window."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install 'dealextract[browser]'"
    )
    path = os.environ.get("DEALEXTRACT_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("there is no Chromium; install one, or name it in DEALEXTRACT_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        # For root, as in a container, Chromium has no sandbox of its own.
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if getattr(os, "geteuid", int)() == 0 else []
        )
        yield browser
        browser.close()
