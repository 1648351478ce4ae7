"""Readings made by hand: what a reader might have found, without a reader."""

from __future__ import annotations

import re

import pytest

from dealextract.types import Mention, Reading, Trigger


class ReadingMaker:
    """Marks words of a text as mentions and triggers, by their nth occurrence, and says how they belong together."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mentions: list[Mention] = []
        self.triggers: list[Trigger] = []
        self.roles: dict[tuple[int, int], dict[str, float]] = {}
        self.links: dict[tuple[int, int], dict[str, float]] = {}
        self.same: dict[tuple[int, int], float] = {}

    def place(self, words: str, nth: int) -> tuple[int, int]:
        return [m.span() for m in re.finditer(re.escape(words), self.text)][nth]

    def mention(self, words: str, kind: str = "organization", nth: int = 0) -> int:
        start, end = self.place(words, nth)
        self.mentions.append(Mention(start, end, kind, words))
        return len(self.mentions) - 1

    def trigger(self, words: str, kind: str, status: str = "agreed", nth: int = 0, background: float = 0.0) -> int:
        start, end = self.place(words, nth)
        self.triggers.append(Trigger(start, end, words, {kind: 0.95}, {status: 0.9}, background))
        return len(self.triggers) - 1

    def role(self, trigger: int, mention: int, name: str, probability: float = 0.9) -> None:
        self.roles[trigger, mention] = {name: probability}

    def link(self, a: int, b: int, name: str, probability: float = 0.9) -> None:
        self.links.setdefault((a, b), {})[name] = probability
        if name == "same":
            self.links.setdefault((b, a), {})[name] = probability

    def one_deal(self, a: int, b: int, probability: float) -> None:
        self.same[a, b] = self.same[b, a] = probability

    def reading(self) -> Reading:
        sentences = tuple(m.span() for m in re.finditer(r"[^\s.][^.]*\.?", self.text))
        return Reading(
            tuple(self.mentions), tuple(self.triggers), self.roles, self.links, self.same, sentences=sentences
        )


@pytest.fixture
def maker() -> type[ReadingMaker]:
    return ReadingMaker
