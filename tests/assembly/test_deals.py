"""Candidates become deals under the constraints of their types, or rejections with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dealextract.assembly.deals import assemble, dated_status
from dealextract.assembly.evidence import Context
from dealextract.records import Date, Deal, MilestoneKind, Money, Status
from dealextract.resolution.deals import resolve_deals
from dealextract.resolution.entities import resolve_entities
from dealextract.types import CleanText, Region, Rejection, Trigger, WordedTerm

TEXT = "Kestrel agreed to buy Oakfield for £45m on 3 May 2021. The deal should close by June."


def made(
    m: Any, values: dict[int, Any] | None = None, regions: tuple[Region, ...] = (), worded: tuple[WordedTerm, ...] = ()
) -> tuple[list[Deal], list[Rejection]]:
    reading = m.reading()
    entities = resolve_entities(reading, m.text)
    clean = CleanText(m.text, ((0, 0, len(m.text)),), regions)
    context = Context(clean, reading, values or {}, {e.id: e for e in entities}, worded)
    return assemble(context, resolve_deals(reading, entities), {e.id: e.name for e in entities})


def acquisition(m: Any) -> int:
    kestrel, oakfield = m.mention("Kestrel"), m.mention("Oakfield")
    trigger = int(m.trigger("agreed to buy", "acquisition"))
    m.role(trigger, kestrel, "acquirer")
    m.role(trigger, oakfield, "target")
    return trigger


def test_parties_value_and_steps_make_a_deal(maker: Callable[[str], Any]) -> None:
    m = maker(TEXT)
    trigger = acquisition(m)
    price, day, june = m.mention("£45m", "money"), m.mention("3 May 2021", "date"), m.mention("by June", "date")
    m.role(trigger, price, "value")
    m.role(trigger, day, "date_announced")
    m.role(trigger, june, "date_expected_close")
    values = {
        price: Money(start=35, end=39, text="£45m", amount="45000000", currency="GBP"),
        day: Date(start=43, end=53, text="3 May 2021", value="2021-05-03", precision="day"),
        june: Date(start=77, end=84, text="by June", value="2021-06", precision="month", bound="by", basis="inferred"),
    }
    (deal,), rejections = made(m, values)
    assert not rejections
    assert [(p.name, p.role) for p in deal.parties] == [("Kestrel", "acquirer"), ("Oakfield", "target")]
    assert deal.summary == "Kestrel–Oakfield acquisition, GBP 45m, announced 2021-05-03, close by 2021-06"
    assert deal.terms.value is not None
    assert [s.text for s in deal.terms.value.evidence] == [TEXT[:54]]
    assert [m.kind for m in deal.milestones] == ["announced", "expected_close"]


def test_a_price_a_share_is_no_value_of_the_whole(maker: Callable[[str], Any]) -> None:
    m = maker("Kestrel agreed to buy Oakfield for £4 a share.")
    trigger = acquisition(m)
    price = m.mention("£4", "money")
    m.role(trigger, price, "value")
    values = {price: Money(start=35, end=37, text="£4", amount="4", currency="GBP")}
    (deal,), _ = made(m, values, worded=(WordedTerm(38, 45, "per_share", "per_share"),))
    assert deal.terms.value is None
    assert deal.terms.price_per_share is not None


def test_words_of_the_sentence_become_terms(maker: Callable[[str], Any]) -> None:
    text = "Kestrel agreed to buy Oakfield in cash, subject to regulatory approval. An exclusive talk was held."
    m = maker(text)
    acquisition(m)
    words = tuple(
        WordedTerm(text.index(w), text.index(w) + len(w), kind, value)
        for w, kind, value in (
            ("in cash", "consideration", "cash"),
            ("regulatory approval", "condition", "regulatory"),
            ("exclusive", "exclusivity", "exclusive"),
        )
    )
    (deal,), _ = made(m, worded=words)
    assert deal.terms.consideration is not None
    assert deal.terms.consideration.value == "cash"
    assert [c.value for c in deal.terms.conditions] == ["regulatory"]
    assert deal.terms.exclusivity is None


def test_a_deal_without_the_parties_its_type_needs_is_rejected_with_the_reason(maker: Callable[[str], Any]) -> None:
    m = maker(TEXT)
    trigger = m.trigger("agreed to buy", "acquisition")
    m.role(trigger, m.mention("Kestrel"), "acquirer")
    deals, (rejection,) = made(m)
    assert not deals
    assert rejection.code == "parties_missing"
    assert "no target or seller is named" in rejection.message
    assert m.text[rejection.start : rejection.end] == "agreed to buy"


def test_one_merging_party_is_not_enough(maker: Callable[[str], Any]) -> None:
    m = maker("Kestrel spoke of a merger.")
    trigger = m.trigger("merger", "merger")
    m.role(trigger, m.mention("Kestrel"), "merging_party")
    assert "only 1 merging_party of 2" in made(m)[1][0].message


def test_a_less_likely_type_is_taken_where_the_likeliest_lacks_its_parties(maker: Callable[[str], Any]) -> None:
    m = maker("Kestrel and Oakfield sealed a tie-up.")
    kestrel, oakfield = m.mention("Kestrel"), m.mention("Oakfield")
    start, end = m.place("tie-up", 0)
    m.triggers.append(Trigger(start, end, "tie-up", {"acquisition": 0.6, "merger": 0.4}, {"agreed": 1.0}, 0.0))
    for company in (kestrel, oakfield):
        m.role(0, company, "merging_party")
    (deal,), _ = made(m)
    assert deal.type == "merger"


def test_a_role_of_another_type_gives_no_party(maker: Callable[[str], Any]) -> None:
    m = maker(TEXT)
    trigger = acquisition(m)
    m.role(trigger, m.mention("May"), "lender")
    (deal,), _ = made(m)
    assert [p.name for p in deal.parties] == ["Kestrel", "Oakfield"]


def test_a_trigger_in_boilerplate_gives_a_rejection(maker: Callable[[str], Any]) -> None:
    m = maker(TEXT)
    acquisition(m)
    deals, (rejection,) = made(m, regions=(Region(0, 54, "newsletter", "a newsletter line"),))
    assert not deals
    assert rejection.code == "boilerplate"


def test_of_a_raised_bid_the_latest_amount_is_the_value_and_the_earlier_is_history(maker: Callable[[str], Any]) -> None:
    m = maker("Kestrel agreed to buy Oakfield after it raised its bid from £40m to £45m.")
    trigger = acquisition(m)
    low, high = m.mention("£40m", "money"), m.mention("£45m", "money")
    m.role(trigger, low, "value", 0.9)
    m.role(trigger, high, "value", 0.85)
    values = {
        low: Money(start=59, end=63, text="£40m", amount="40000000", currency="GBP"),
        high: Money(start=67, end=71, text="£45m", amount="45000000", currency="GBP"),
    }
    (deal,), _ = made(m, values)
    assert deal.terms.value is not None
    assert deal.terms.value.text == "£45m"
    assert [(h.field, h.value) for h in deal.history] == [("value", "£40m")]


def test_an_adviser_is_no_party_and_has_its_side(maker: Callable[[str], Any]) -> None:
    m = maker("Kestrel agreed to buy Oakfield. Tamar Bank was adviser to Kestrel.")
    trigger = acquisition(m)
    again = m.mention("Kestrel", nth=1)
    m.link(0, again, "same")
    m.role(trigger, again, "acquirer")
    m.role(trigger, m.mention("Tamar Bank"), "adviser_financial")
    (deal,), _ = made(m)
    assert [p.name for p in deal.parties] == ["Kestrel", "Oakfield"]
    assert [(a.name, a.kind, a.side) for a in deal.advisers] == [("Tamar Bank", "financial", deal.parties[0].company)]


def test_the_place_of_a_licence_is_its_territory(maker: Callable[[str], Any]) -> None:
    m = maker("Kestrel licensed the drug to Oakfield in Japan and South Korea. It is based in Exeter.")
    trigger = m.trigger("licensed", "licensing")
    m.role(trigger, m.mention("Kestrel"), "licensor")
    m.role(trigger, m.mention("Oakfield"), "licensee")
    for place in ("Japan", "South Korea", "Exeter"):
        m.mention(place, "place")
    (deal,), _ = made(m)
    assert deal.terms.territory is not None
    assert deal.terms.territory.value == "Japan, South Korea"


def test_an_amount_converted_in_brackets_leaves_the_original_as_the_value(maker: Callable[[str], Any]) -> None:
    m = maker("Kestrel agreed to buy Oakfield for £45m ($60m).")
    trigger = acquisition(m)
    pounds, dollars = m.mention("£45m", "money"), m.mention("$60m", "money")
    m.role(trigger, dollars, "value", 0.9)
    values = {
        pounds: Money(start=35, end=39, text="£45m", amount="45000000", currency="GBP"),
        dollars: Money(start=41, end=45, text="$60m", amount="60000000", currency="USD"),
    }
    (deal,), _ = made(m, values, worded=(WordedTerm(41, 45, "converted", "35"),))
    assert deal.terms.value is not None
    assert deal.terms.value.currency == "GBP"


def test_an_amount_goes_to_the_deal_that_claims_it_most_and_not_to_a_rejected_one(maker: Callable[[str], Any]) -> None:
    m = maker("Kestrel agreed to buy Oakfield for £45m after a lawsuit by Lundy and talk of a merger.")
    trigger = acquisition(m)
    suit, talk = m.trigger("lawsuit", "litigation", "proposed"), m.trigger("merger", "merger")
    m.role(suit, m.mention("Lundy"), "plaintiff")
    price = m.mention("£45m", "money")
    for t, p in ((trigger, 0.7), (suit, 0.5), (talk, 0.99)):
        m.role(t, price, "value", p)
    values = {price: Money(start=35, end=39, text="£45m", amount="45000000", currency="GBP")}
    deals, rejections = made(m, values)
    assert {d.type: d.terms.value is not None for d in deals} == {"acquisition": True, "litigation": False}
    assert [r.code for r in rejections] == ["parties_missing"]


STEPS = [
    ("agreed", {"signed", "completed"}, "completed"),
    ("terminated", {"completed"}, "completed"),
    ("agreed", {"completed", "expected_close"}, "agreed"),
    ("terminated", {"completed", "terminated"}, "terminated"),
    ("agreed", {"signed"}, "agreed"),
    ("rumoured", {"completed"}, "rumoured"),
]


@pytest.mark.parametrize(("status", "kinds", "expected"), STEPS)
def test_a_date_of_completion_tells_the_status(status: Status, kinds: set[MilestoneKind], expected: Status) -> None:
    """Unless a step is to come, or the end has one."""
    assert dated_status(status, kinds) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [("Oakfield plans to float on the Exmoor Exchange.", False), ("The Exmoor Exchange plans to float.", True)],
)
def test_an_exchange_where_shares_are_traded_plays_no_part(maker: Callable[[str], Any], text: str, told: bool) -> None:
    """Whatever the reader makes of it, unless it is named otherwise."""
    m = maker(text)
    m.role(m.trigger("plans to float", "offering"), m.mention("Exmoor Exchange"), "issuer")
    deals, rejections = made(m)
    assert ([p.name for d in deals for p in d.parties] == ["Exmoor Exchange"]) is told
    assert [r.code for r in rejections] == ([] if told else ["parties_missing"])
