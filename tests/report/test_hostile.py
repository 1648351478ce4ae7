"""Texts that want to be more than text, in a real browser: nothing runs, nothing is asked for, and every view shows them as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.report.conftest import Make, Open
from tests.report.hostile import PAYLOADS, hostile

pytestmark = pytest.mark.browser

STRANGE = "script, iframe, object, embed, img, video, meta, base, link, style, math, template, body, title"

OPENING = "for (const one of document.querySelectorAll('main details')) one.open = true"


def test_no_payload_runs_or_loads_anything_in_any_view(made: Make, opened: Open) -> None:
    """One page with all of them; `opened` fails it where there is an error, a message of the policy or a request."""
    assert len(PAYLOADS) >= 30
    one = opened(made([hostile(payload) for payload in PAYLOADS]))
    before = one.page.locator(STRANGE).count()
    for n in range(len(PAYLOADS)):
        one.go(f"#deal/{n}/0")
        one.page.evaluate(OPENING)
        assert one.page.evaluate("window.ran") is None
    one.press("p", "Escape", "c")
    one.page.get_by_role("button", name="Add another term").click()
    one.page.once("dialog", lambda dialog: dialog.accept())
    one.press("Escape", "a", "f")
    for view in ("timeline", "counts", "network", "documents", "deals"):
        one.go(f"#{view}")
        assert one.page.evaluate("window.ran") is None
    one.press("s", "Escape")
    one.page.fill("#f-text", "<script>")
    one.page.click("#more")
    one.page.fill("#f-party", PAYLOADS[0])
    assert one.page.locator(STRANGE).count() == before
    assert one.page.evaluate("window.ran") is None
    assert one.page.url.startswith("file:")


@pytest.mark.parametrize(
    "payload", [PAYLOADS[1], PAYLOADS[6], PAYLOADS[34], PAYLOADS[39]], ids=["script", "image", "prototype", "astral"]
)
def test_a_payload_is_shown_as_the_text_that_it_is(made: Make, opened: Open, payload: str) -> None:
    one = opened(made([hostile(payload)]), "#deal/0/0")
    assert one.page.text_content(".card .summary") == payload
    assert one.page.text_content(".article h2") == payload
    assert "".join(one.page.locator(".text [data-fields~=f0]").all_text_contents()) == payload
    assert (one.page.text_content(".text") or "").startswith(f"Before {payload} after.")


def test_hostile_names_are_exported_whole(made: Make, opened: Open, tmp_path: Path) -> None:
    from dealextract.evaluation.gold import read_gold

    payloads = PAYLOADS[-12:]  # letters that break lines, halves of pairs and controls among them
    one = opened(made([hostile(payload) for payload in payloads]), "#deal/0/0")
    for _ in payloads:
        one.press("a", "f")  # the page goes on to the next article by itself
    one.press("s")
    with one.page.expect_download() as waiting:
        one.page.click("#export")
    waiting.value.save_as(tmp_path / "gold.jsonl")
    golds = read_gold(tmp_path / "gold.jsonl")
    assert [g["deals"][0]["parties"][0]["names"][0] for g in golds] == [p.strip() for p in payloads]
    assert json.loads((tmp_path / "gold.jsonl").read_text().splitlines()[0])["deals"][0]["verdict"] == "accepted"


def test_the_policy_keeps_markup_scripts_and_connections_out_even_of_a_script_that_wants_them(
    made: Make, opened: Open
) -> None:
    one = opened(made([hostile(PAYLOADS[0])]))
    tried = one.page.evaluate(
        """async () => {
            const out = {};
            try { document.body.innerHTML += "<p>"; out.markup = true; } catch { out.markup = false; }
            const script = document.createElement("script");
            try { script.text = "window.ran = 1"; document.body.append(script); } catch { out.text = false; }
            try { await fetch("https://hostile.example/"); out.fetch = true; } catch { out.fetch = false; }
            return { ...out, ran: window.ran === 1 };
        }"""
    )
    assert tried == {"markup": False, "text": False, "fetch": False, "ran": False}
    assert any("Content Security Policy" in said for said in one.trouble)
    one.trouble.clear()
    one.requests.clear()
