"""Triggers become candidates, with facts pooled over all their pairs."""

from __future__ import annotations

from typing import Any

import pytest

from dealextract.resolution.deals import resolve_deals
from dealextract.resolution.entities import resolve_entities
from dealextract.types import Reading, Trigger

TEXT = "Kestrel agreed to buy Oakfield. The purchase of Oakfield follows a lawsuit by Lundy."


def test_two_triggers_of_one_deal_pool_their_roles(maker: Any) -> None:
    m = maker(TEXT)
    kestrel, oakfield, again = m.mention("Kestrel"), m.mention("Oakfield"), m.mention("Oakfield", nth=1)
    buy, purchase = m.trigger("agreed to buy", "acquisition"), m.trigger("purchase", "acquisition")
    m.one_deal(buy, purchase, 0.9)
    m.role(buy, kestrel, "acquirer", 0.8)
    m.role(purchase, kestrel, "acquirer", 0.6)
    for trigger in (buy, purchase):
        m.role(trigger, oakfield, "target", 0.9)
        m.role(trigger, again, "target", 0.7)
    reading = m.reading()
    (deal,) = resolve_deals(reading, resolve_entities(reading, m.text))
    facts = {(f.slot, f.value): f.probability for f in deal.facts}
    assert deal.triggers == (buy, purchase)
    assert facts == {("acquirer", "c1"): pytest.approx(0.7), ("target", "c2"): pytest.approx(0.8)}


def test_triggers_told_apart_are_two_deals(maker: Any) -> None:
    m = maker(TEXT)
    buy, suit = m.trigger("agreed to buy", "acquisition"), m.trigger("lawsuit", "litigation", "proposed")
    m.one_deal(buy, suit, 0.1)
    assert [d.triggers for d in resolve_deals(m.reading(), ())] == [(buy,), (suit,)]


def test_a_trigger_that_is_likely_none_gives_no_deal(maker: Any) -> None:
    m = maker(TEXT)
    m.trigger("purchase", "acquisition")
    weak = Trigger(0, 7, "Kestrel", {"acquisition": 0.2}, {"agreed": 1.0}, 0.0)
    reading = Reading((), (weak, *m.triggers), {}, {}, {})
    assert [d.triggers for d in resolve_deals(reading, ())] == [(1,)]


def test_two_tellings_of_one_type_with_the_same_parties_are_one_deal(maker: Any) -> None:
    m = maker(TEXT)
    kestrel, oakfield = m.mention("Kestrel"), m.mention("Oakfield")
    buy, purchase = m.trigger("agreed to buy", "acquisition"), m.trigger("purchase", "acquisition")
    m.one_deal(buy, purchase, 0.2)
    for trigger in (buy, purchase):
        m.role(trigger, kestrel, "acquirer")
        m.role(trigger, oakfield, "target")
    reading = m.reading()
    assert [d.triggers for d in resolve_deals(reading, resolve_entities(reading, m.text))] == [(buy, purchase)]


def test_the_same_buyer_of_another_target_has_another_deal(maker: Any) -> None:
    m = maker(TEXT)
    kestrel, oakfield, lundy = m.mention("Kestrel"), m.mention("Oakfield"), m.mention("Lundy")
    buy, purchase = m.trigger("agreed to buy", "acquisition"), m.trigger("purchase", "acquisition")
    m.one_deal(buy, purchase, 0.2)
    for trigger, target in ((buy, oakfield), (purchase, lundy)):
        m.role(trigger, kestrel, "acquirer")
        m.role(trigger, target, "target")
    reading = m.reading()
    assert len(resolve_deals(reading, resolve_entities(reading, m.text))) == 2


def test_a_pair_that_counts_more_weighs_more(maker: Any) -> None:
    m = maker(TEXT)
    near, far = m.mention("Oakfield"), m.mention("Oakfield", nth=1)
    buy = m.trigger("agreed to buy", "acquisition")
    m.role(buy, near, "target", 1.0)
    m.role(buy, far, "seller", 1.0)
    plain = m.reading()
    reading = Reading(plain.mentions, plain.triggers, plain.roles, {}, {}, weights={(buy, near): 3.0, (buy, far): 1.0})
    (deal,) = resolve_deals(reading, resolve_entities(reading, m.text))
    assert {f.slot: f.probability for f in deal.facts} == {"target": pytest.approx(0.75), "seller": pytest.approx(0.25)}
