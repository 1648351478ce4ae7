"""Finding, sorting, reading and looking at deals in a real browser, by keyboard too, and on paper."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dealextract.report.content import contents
from dealextract.report.page import page
from tests.report import made as records_made
from tests.report.conftest import Make, Open, Opened, watched

pytestmark = pytest.mark.browser

BAKER, OLD, BUSES = (
    "Kestrel Foods–Oakfield acquisition, GBP 45m",
    "Kestrel–Ellistown acquisition, 2019",
    "Penhallow Motors–Marrow Transit supply deal",
)


@pytest.fixture
def review(made: Make, opened: Open) -> Opened:
    return opened(made(records_made.records()))


@pytest.fixture(scope="module")
def table(context: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """One page for the tests that filter and sort, which leave it as it was."""
    path = tmp_path_factory.mktemp("table") / "review.html"
    records = records_made.records()
    path.write_text(
        page(contents(records, {n: r.text for n, r in enumerate(records)}, "deals.jsonl")), encoding="utf-8"
    )
    one = watched(context.new_page(), path, "")
    one.page.click("#more")
    yield one
    one.page.close()


def listed(one: Opened) -> list[str]:
    return one.all_texts("tbody a.deal")


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [
        ("type", "supply", [BUSES]),
        ("status", "completed", [OLD]),
        ("verdict", "open", [BAKER, OLD, BUSES]),
        ("verdict", "accepted", []),
        ("text", "ellistown", [OLD]),
        ("text", "marrow 12.5", [BUSES]),
        ("text", "baker.txt gbp", [BAKER]),
        ("party", "kestrel", [BAKER, OLD]),
        ("from", "2021-06-01", [BUSES]),
        ("to", "2021-12-31", [BAKER]),
        ("least", "13m", [BAKER]),
        ("most", "0.0125bn", [BUSES]),
        ("currency", "USD", [BUSES]),
        ("confidence", "0.7", [BAKER, BUSES]),
        ("below", "0.5", [OLD]),
    ],
    ids=lambda v: str(v) if isinstance(v, str) else "",
)
def test_a_filter_leaves_what_passes(table: Opened, field: str, value: str, left: list[str]) -> None:
    page = table.page
    control = page.locator(f"#f-{field}")
    if control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value)
    assert listed(table) == left
    assert table.text("caption").startswith(f"{len(left)} of 3 deals" if len(left) < 3 else "3 deals")
    page.click("#clear")
    assert listed(table) == [BAKER, OLD, BUSES]


def test_background_deals_can_be_left_out(table: Opened) -> None:
    table.page.check("#f-background")
    assert listed(table) == [BAKER, BUSES]
    table.page.click("#clear")


def test_a_limit_that_is_no_number_is_marked(table: Opened) -> None:
    table.page.fill("#f-least", "plenty")
    assert table.page.get_attribute("#f-least", "aria-invalid") == "true"
    table.page.click("#clear")


@pytest.mark.parametrize(
    ("column", "once", "twice"),
    [
        ("deal", [BAKER, OLD, BUSES], [BUSES, OLD, BAKER]),
        ("confidence", [OLD, BUSES, BAKER], [BAKER, BUSES, OLD]),
        ("value", [BAKER, BUSES, OLD], [BUSES, BAKER, OLD]),
        ("date", [BUSES, BAKER, OLD], [BAKER, BUSES, OLD]),
        ("status", [BAKER, BUSES, OLD], [OLD, BAKER, BUSES]),
    ],
)
def test_a_column_sorts_both_ways_and_then_not(table: Opened, column: str, once: list[str], twice: list[str]) -> None:
    for expected, said in (
        (once, ("ascending", "descending")),
        (twice, ("ascending", "descending")),
        ([BAKER, OLD, BUSES], ("none",)),
    ):
        table.page.click(f"[data-column={column}] button")
        assert listed(table) == expected
        assert table.page.get_attribute(f"[data-column={column}]", "aria-sort") in said


def test_fields_and_text_light_one_another(review: Opened) -> None:
    page = review.page
    review.go("#deal/0/0")
    value = page.locator(".fields > li", has_text="GBP 45 million")
    value.hover()
    assert review.all_texts(".text .lit") == ["£45m"]
    page.locator(".text mark", has_text="2 March 2021").hover()
    assert [t.split("\n")[0] for t in review.all_texts(".fields .lit")] == ["announced"]
    value.locator("button").focus()
    assert review.all_texts(".text .lit") == ["£45m"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "£45m"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.ariaLabel") == "3, evidence of value: GBP 45 million"
    assert "because year from '2 March 2021', the step before" in page.inner_text(".fields > li.date >> nth=1").replace(
        "\n", " "
    )


def test_marks_are_told_apart_without_colour_and_to_a_screen_reader(review: Opened) -> None:
    review.go("#deal/0/0")
    mark = review.page.locator(".text mark", has_text="Oakfield").first
    assert mark.get_attribute("data-number") == "2"
    assert mark.get_attribute("aria-label") == "Oakfield: evidence 2 target"
    assert review.text(".fields > li:nth-child(2) .cite") == "2"


def test_what_was_turned_down_and_the_other_deals_are_seen_in_the_text(review: Opened) -> None:
    review.go("#deal/0/0")
    review.page.click(".found summary")
    review.page.locator(".found .cite").click()
    assert review.all_texts(".text .lit") == ["a joint venture with Corvane"]
    assert "".join(review.all_texts(".text .elsewhere")) == records_made.BAKER.split("\n\n")[2]


def test_everything_goes_by_keyboard(review: Opened) -> None:
    page = review.page
    review.press("/")
    page.keyboard.type("acquisition")
    review.press("Escape", "j", "j")
    assert page.evaluate("document.activeElement.textContent") == OLD
    review.press("Enter")
    page.wait_for_url("**#deal/0/1")
    review.press("k")
    assert review.text(".card .summary") == BAKER
    review.press("j", "j")
    assert review.text("#status") == "That was the last deal."
    review.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == OLD  # back in the row that it came from
    for key, heading in (("3", "Timeline"), ("4", "Counts"), ("5", "Network")):
        review.press(key)
        assert review.text("main h2") == heading
    review.press("2")
    assert listed(review)[2] == "quiet.txt"
    review.press("?")
    assert page.locator("#keys").is_visible()
    assert "accept the deal" in review.text("#key-list")
    page.uncheck("#keys-on")
    review.press("Escape", "1")
    assert page.url.endswith("#documents")  # single letters are off


def test_the_page_is_reached_by_tab_in_the_order_of_reading(review: Opened) -> None:
    seen = []
    for _ in range(14):
        review.press("Tab")
        seen.append(review.page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id"))
    assert seen[:9] == [
        "To the content",
        "Deals",
        "Articles",
        "Timeline",
        "Counts",
        "Network",
        "Save and export",
        "Theme: system",
        "Keys",
    ]
    assert seen[9] == "f-text"
    outline = review.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_an_article_that_is_not_at_hand_is_shown_by_its_sentences(made: Make, opened: Open) -> None:
    one = opened(made(records_made.records(), texts=False), "#deal/0/0")
    assert one.text(".article .note") == "The article is not at hand. These are the sentences that its deals quote."
    assert one.page.locator(".text p").last.text_content() == records_made.BAKER.split("\n\n")[2]
    one.page.locator(".fields > li", has_text="GBP 45 million").hover()
    assert one.all_texts(".text .lit") == ["£45m"]
    one.go("#document/2")
    assert one.text(".article .note") == "The article is not at hand, and nothing of it is quoted."


def test_the_other_views_show_the_deals_that_pass_the_filter(review: Opened) -> None:
    page = review.page
    page.select_option("#f-type", "acquisition")
    review.go("#timeline")
    assert review.all_texts(".steps .when") == ["2 Mar 2021", "by Jun 2021"]
    assert page.locator("svg .dot, svg .span").count() == 2
    review.go("#counts")
    assert [row.split() for row in review.all_texts(".bars:first-child tr")] == [["acquisition", "2"]]
    page.get_by_role("button", name="completed").click()
    assert listed(review) == [OLD]
    page.click("#clear")
    review.go("#network")
    assert review.all_texts(".partners tbody tr")[0].split("\t") == [
        "Kestrel Foods plc",
        "2",
        "Oakfield, Ellistown, Tarn Equity",
    ]
    assert page.locator("svg .company").count() == 6
    assert page.locator("svg .tie").count() == 5
    page.locator("svg .company", has_text="Marrow Transit").press("Enter")
    assert listed(review) == [BUSES]


def test_a_thousand_deals_are_paged_filtered_and_printed_whole(made: Make, opened: Open, tmp_path: Path) -> None:
    one = opened(made(records_made.many(1000)))
    assert one.text("caption") == "1,000 deals"
    assert len(listed(one)) == 100
    one.page.get_by_role("button", name="Next").click()
    assert listed(one)[0].endswith("no. 50")
    one.page.fill("#f-text", "no. 499")
    assert listed(one) == [f"{BAKER} no. 499", f"{OLD} no. 499"]
    one.page.fill("#f-text", "")
    one.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(listed(one)) == 1000
    one.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(listed(one)) == 100
    one.page.fill("#f-text", "no. 4")
    pdf = one.page.pdf(path=tmp_path / "deals.pdf")
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", pdf)) > 5  # 222 deals


@pytest.mark.parametrize("clicks", [0, 2], ids=["system dark", "dark chosen"])
def test_a_printed_article_has_its_text_and_fields_on_white_and_no_buttons(
    made: Make, opened: Open, clicks: int
) -> None:
    one = opened(made(records_made.records()), "#deal/0/0", color_scheme="dark")
    for _ in range(clicks):
        one.page.click("#theme")
    one.page.emulate_media(media="print", color_scheme="dark")
    assert one.page.locator(".actions, .tools, .bar, #filters").locator("visible=true").count() == 0
    assert one.page.locator(".text mark").first.is_visible()
    assert one.page.locator(".fields").first.is_visible()
    colours = "(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.body))"
    assert one.page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_the_theme_follows_the_system_until_it_is_chosen(made: Make, opened: Open) -> None:
    one = opened(made(records_made.records()), color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = one.page.evaluate(ground)
    assert one.text("#theme") == "Theme: system"
    one.page.click("#theme")
    light = one.page.evaluate(ground)
    assert one.text("#theme") == "Theme: light"
    assert sum(map(int, re.findall(r"\d+", light))) > 600 > 200 > sum(map(int, re.findall(r"\d+", dark)))
    one.page.reload()
    assert one.page.evaluate(ground) == light


@pytest.mark.parametrize("width", [400, 1280])
def test_no_view_is_wider_than_the_window(made: Make, opened: Open, width: int) -> None:
    one = opened(made([records_made.serum(), *records_made.records()]), viewport={"width": width, "height": 800})
    for address, key in (
        ("#deals", ""), ("#documents", ""), ("#deal/0/0", ""), ("#deal/0/0", "c"), ("#deal/0/0", "p"), ("#timeline", ""),
        ("#counts", ""), ("#network", ""),
    ):  # fmt: skip
        one.go(address)
        one.press(*key)
        assert one.page.evaluate("document.documentElement.scrollWidth") <= width, (address, key)
        one.press(*(["Escape"] if key else []))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(made: Make, opened: Open, scheme: str) -> None:
    path = os.environ.get("DEALEXTRACT_AXE")
    if path is None:
        pytest.skip("DEALEXTRACT_AXE does not name the file axe.min.js of the npm package axe-core")
    one = opened(made([*records_made.records(), records_made.serum()]), color_scheme=scheme)
    one.page.evaluate(Path(path).read_text(encoding="utf-8"))
    found = {}
    for address, keys in (
        ("#documents", ""), ("#deal/0/0", ""), ("#deal/0/1", "a"), ("#deal/0/0", "c"), ("#document/2", "m"), ("#timeline", ""),
        ("#counts", ""), ("#network", ""), ("#deals", ""), ("#documents", "s"), ("#deals", "?"),
        ("#deal/3/0", ""), ("#deal/3/0", "c"), ("#deal/3/0", "p"), ("#document/2", "p"),
    ):  # fmt: skip
        one.go(address)
        one.press(*keys)
        one.page.wait_for_timeout(250)  # colours that fade are measured when they stand
        for violation in one.page.evaluate("axe.run().then((result) => result.violations)"):
            if violation["impact"] in ("serious", "critical"):
                found[address, keys, violation["id"]] = [node["html"] for node in violation["nodes"]]
        one.press("Escape")
    assert found == {}
