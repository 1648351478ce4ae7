"""How large the review page is and how soon it answers, with 1,000 and 10,000 deals.

    python -m benchmarks.review_page

Needs playwright (extra `browser`) and Chromium on the PATH; says so where they are absent. Times are of the wall: run it on a machine
that does nothing else.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.report.made import many

from dealextract.report.content import contents
from dealextract.report.page import page

DRAWN = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
FILTER = """() => {
    const field = document.getElementById("f-text");
    const start = performance.now();
    field.value = "no. 49";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.offsetHeight;
    return performance.now() - start;
}"""
VIEW = """(address) => new Promise((done) => {
    const start = performance.now();
    addEventListener("hashchange", () => { document.body.offsetHeight; done(performance.now() - start); }, { once: true });
    location.hash = address;
})"""


def main() -> int:
    """Print a line for each size."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("playwright is not installed: pip install 'dealextract[browser]'", file=sys.stderr)
        return 2
    browser_path = os.environ.get("DEALEXTRACT_CHROMIUM") or shutil.which("chromium")
    if browser_path is None:
        print("there is no Chromium on the PATH; name one in DEALEXTRACT_CHROMIUM", file=sys.stderr)
        return 2
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for count in (1000, 10_000):
            records = many(count)
            start = time.perf_counter()
            text = page(contents(records, {n: r.text for n, r in enumerate(records)}, "deals"))
            made = time.perf_counter() - start
            beside = len(text.encode()) - sum(len(r.text.encode()) for r in records)
            path = Path(folder, f"{count}.html")
            path.write_text(text, encoding="utf-8")
            tab = browser.new_page()
            tab.goto(path.as_uri())
            times = {"drawn": tab.evaluate(DRAWN), "filter": tab.evaluate(FILTER)}
            times |= {view: tab.evaluate(VIEW, f"#{view}") for view in ("deal/3/0", "timeline", "counts", "network")}
            told = ", ".join(f"{name} {value:.0f} ms" for name, value in times.items())
            print(f"{count:,} deals: made in {made:.2f} s, {beside / 1e6:.2f} MB beside the texts; {told}")
            tab.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
