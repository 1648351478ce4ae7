"""Every example of every page is run, here or where the page's own test is, and every page is led to."""

from __future__ import annotations

import doctest
import http.server
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from dealextract import __version__

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
PAGES = sorted(path.relative_to(REPOSITORY).as_posix() for path in [*DOCS.rglob("*.md"), *REPOSITORY.glob("*.md")])
RUN = {
    "README.md": {"sh", "python"},  # tests/cli/test_cli_help.py
    "CONTRIBUTING.md": {"sh"},  # here
    "docs/extending.md": {"sh", "python", "toml", "text"},  # tests/how_to/test_extending.py
    "docs/tutorial.md": {"sh", "python", "text", "bash"},  # tests/docs/test_made.py
    "docs/explanation/confidence.md": {"sh", "python", "text"},  # tests/docs/test_made.py
    "docs/explanation/dates.md": {"pycon"},  # here
    "docs/reference/cli.md": {"bash", "text"},  # the examples of the help: tests/cli/test_cli_help.py
    "docs/reference/errors.md": {"text"},
    "docs/reference/python.md": {"pycon", "text"},  # the docstrings, which are doctests
    "docs/model-card.md": {""},
    "docs/training.md": {""},  # hours of training; not run
    "docs/design.md": {""},
}
"""Languages of the blocks of a page, and where they are run; pages of `docs/how-to` are run by tests/how_to."""


@pytest.mark.parametrize("page", PAGES)
def test_no_page_has_an_example_that_nothing_runs(page: str) -> None:
    languages = set(re.findall(r"^```(\w*)\n.*?^```$", (REPOSITORY / page).read_text(encoding="utf-8"), re.M | re.S))
    run = {"sh", "sql", "python"} if page.startswith("docs/how-to/") else RUN.get(page, set())
    assert languages <= run


def test_the_examples_on_dates_hold() -> None:
    found = doctest.testfile(str(DOCS / "explanation" / "dates.md"), module_relative=False, verbose=False)
    assert found.failed == 0
    assert found.attempted > 15


def test_the_checks_of_contributing_are_those_that_run_before_a_change() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    checks = re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S)[1].splitlines()
    script = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    assert len(checks) > 5
    for check in checks[1:]:  # the first is the test command, which the script reads from the README
        first, *options = check.split()
        (line,) = [
            line
            for line in script.splitlines()
            if re.search(rf"^\s*(?:\w+=\S+ )?{re.escape(first)} ", line) and set(options) <= set(line.split())
        ][:1]
        assert line
    for path in re.findall(r"`((?:src|tests|docs|benchmarks|corpus)/[\w./-]+)`", text):
        assert (REPOSITORY / path).exists(), path


@pytest.mark.parametrize("page", PAGES)
def test_the_scripts_that_a_page_names_are_there_with_their_options(page: str) -> None:
    """Also of what runs for hours and is therefore not run here."""
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    for module, options in re.findall(r"python (?:-m )?((?:training|benchmarks|docs)[./][\w./]+)([^`\n&]*)", text):
        path = REPOSITORY / (module if module.endswith(".py") else module.replace(".", "/") + ".py")
        path = path if path.exists() else path.with_suffix("") / "__main__.py"
        assert path.is_file(), module
        for option in re.findall(r"--\w[\w-]*", options):
            assert f'"{option}"' in path.read_text(encoding="utf-8"), f"{module} {option}"


def test_the_readme_is_read_in_three_minutes_and_begins_with_its_two_commands() -> None:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```|\]\([^)]*\)", "", text, flags=re.S)
    assert len(prose.split()) < 3 * 240
    commands = re.findall(r"^```sh\n(.*?)\n```", text, re.M | re.S)
    assert commands[:2] == [
        "pip install . && dealextract parse data/articles/gucci-tmall.txt",
        "pip install '.[test]' && pytest",
    ]


def test_the_page_of_how_to_leads_to_every_page() -> None:
    index = (DOCS / "how-to" / "index.md").read_text(encoding="utf-8")
    left_out = re.findall(r"^  (how-to/\S+)$", (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"), re.M)
    pages = {path.name for path in (DOCS / "how-to").glob("*.md") if f"how-to/{path.name}" not in left_out}
    assert len(pages) > 6
    assert pages - {"index.md"} <= set(re.findall(r"\]\((\S+\.md)\)", index))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_outside_the_site_lead_to_files_and_headings(page: str) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", (REPOSITORY / page).read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        path, _, heading = link.partition("#")
        assert (REPOSITORY / path).is_file(), link
        assert not heading, f"{link}: headings are linked to on the site, where they are checked"


def test_the_citation_is_of_this_program() -> None:
    yaml = pytest.importorskip("yaml", reason="yaml is not installed: pip install 'dealextract[docs]'")
    cited = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["title"], cited["version"], cited["license"]) == ("dealextract", __version__, "MIT")
    assert cited["cff-version"] == "1.2.0"
    assert set(cited) >= {"message", "authors"}
    holder = re.search(r"Copyright \(c\) \d+ (.+)", (REPOSITORY / "LICENSE").read_text(encoding="utf-8"))
    assert holder is not None
    assert cited["authors"] == [{"name": holder[1]}]


def test_the_picture_fetches_nothing() -> None:
    picture = (DOCS / "images" / "parse.svg").read_text(encoding="utf-8")
    assert "gucci-tmall.txt" in picture
    assert not re.search(r"url\(\s*[\"']?https?:|@import|href=\"https?:|@font-face", picture)


class Found(HTMLParser):
    """What a page of the site links to, what it loads, and the places in it that can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.places |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        self.loads += [given[name] for name in ("src", "data") if name in given]
        if tag == "link":
            self.loads.append(given.get("href", ""))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as a site, built without a warning."""
    pytest.importorskip("material", reason="mkdocs-material is not installed: pip install 'dealextract[docs]'")
    folder = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--site-dir",
        str(folder),
    ]  # --quiet hides warnings from --strict too
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # a notice of the theme's makers, on versions to come
    built = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False, env=env)
    said = built.stdout + built.stderr
    assert built.returncode == 0, said
    assert {line.split()[0] for line in said.splitlines()} == {"INFO"}, said
    return folder


def test_no_link_inside_the_site_is_dead_and_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    pages = {path: Found(path.read_text(encoding="utf-8")) for path in site.rglob("*.html") if path.name != "404.html"}
    assert len(pages) > 20
    checked = 0
    for path, page in pages.items():
        for link in [*page.links, *page.loads]:
            if re.match(r"https?:|mailto:", link):
                assert link in page.links, f"{path.name} loads {link}"
                continue
            target, _, place = link.partition("#")
            to = (path.parent / unquote(target)).resolve() if target else path
            assert to.exists(), f"{path.name}: {link}"
            if place and to in pages:
                assert unquote(place) in pages[to].places | {"__top"}, f"{path.name}: {link}"
            checked += 1
    assert checked > 500


def test_what_makes_the_pages_is_no_part_of_the_site(site: Path) -> None:
    assert (site / "images" / "parse.svg").is_file()
    assert (site / "search" / "search_index.json").is_file()
    assert not list(site.rglob("*.py"))
    assert not (site / "dealextract.1").exists()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, without a line for each."""

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    """Where the site is served; its search needs that."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("width", [400, 1280])
def test_the_search_of_the_site_finds_a_word_and_its_menu_leads_to_a_page(
    chromium: Any, served: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.set_default_timeout(60_000)  # the index is read by a worker of its own
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{served}index.html")
    if width < 1000:
        page.click("label.md-header__button[for=__search]")
    page.click("input.md-search__input")
    page.keyboard.type("calibrated")
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url("**/explanation/confidence.html*")
    if width < 1000:  # the drawer opens at the section of the page
        page.goto(f"{served}index.html")
        page.click("label.md-header__button[for=__drawer]")
        page.locator("nav.md-nav--primary label.md-nav__link", has_text="Reference").click()
    page.locator("nav.md-nav--primary a.md-nav__link", has_text="Columns").click()
    page.wait_for_url("**/reference/columns.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert errors == []
    page.close()
