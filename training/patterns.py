"""Short made texts from the patterns in `corpus/patterns/`: who does what to whom in every direction and voice.

A pattern is a line `status | text`. In the text `[a|b|]` is a choice and `<…>` the words that announce the deal;

    {acquirer} {investor2}   an organisation in that role, a second one
    {acquirer's}             a description that stands for it
    {x}                      a bystander
    {p:acquirer} {title}     a person of it, and the title of the person before
    {money:value} {pct:stake_percent} {date:launch} {price}   values in a slot, a price a share
    {nat} {trade} {product} {place}                           words
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.augment import NamePool
from training.corpus import AnnotatedArticle, strip_markup

CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{([^{}]*)\}")
DEAL_KEYS = "ABCDEFGH"
APPOSED, TAIL = 0.2, 0.4
"""Shares of names with an apposition, and of names that carry a legal form or a word for the kind of firm."""

WORDS: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parents[1] / "corpus" / "patterns" / "words.toml").read_text(encoding="utf-8")
)
CURRENCIES = (("$", "USD"), ("£", "GBP"), ("€", "EUR"), ("US$", "USD"), ("A$", "AUD"), ("C$", "CAD"))


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of a pattern file."""

    type: str
    status: str
    text: str


def read_patterns(folder: Path) -> list[Pattern]:
    """Every pattern under a folder; the file's name is the deal type."""
    out = []
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                status, _, text = line.partition(" | ")
                out.append(Pattern(path.stem, status, text))
    return out


def choose(text: str, rng: random.Random) -> str:
    """A text with every choice made, the innermost first."""
    while match := CHOICE.search(text):
        text = text[: match.start()] + rng.choice(match[1].split("|")) + text[match.end() :]
    return re.sub(r" +([.,;])", r"\1", re.sub(r" {2,}", " ", text)).strip()


@dataclass(slots=True)
class Scene:
    """What one made text has told so far: its organisations, people and deals."""

    pool: NamePool
    rng: random.Random
    orgs: dict[str, dict[str, Any]] = field(default_factory=dict)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    deals: dict[str, dict[str, Any]] = field(default_factory=dict)

    def company(self) -> str:
        """The key of a new organisation with a name of some shape."""
        rng, pool = self.rng, self.pool
        shape = rng.random()
        word = rng.choice(pool.company)
        if shape < 0.1:
            name = "".join(rng.choice("ABCDEFGHIKLMNOPRSTUVWZ") for _ in range(rng.randint(2, 4)))
        elif shape < 0.45:
            name = word
        elif shape < 0.6:
            name = f"{word} {rng.choice(pool.company)}"
        elif shape < 0.66:
            name = f"{rng.choice(pool.family)} & {rng.choice(pool.family)}"
        elif shape < 0.7:
            name = f"{rng.choice(pool.given)} {rng.choice(pool.family)}"
        elif shape < 0.73:
            name = word.lower()
        else:
            name = f"{word} {rng.choice(pool.family)}" if rng.random() < 0.3 else word
        if rng.random() < TAIL:
            name += f" {rng.choice(WORDS['tails'])}"
        key = str(len(self.orgs) + 1)
        self.orgs[key] = {"name": name, "kind": "company"}
        return key

    def tell(self, pattern: Pattern) -> str:
        """A pattern as marked-up text about a new deal."""
        key = DEAL_KEYS[len(self.deals)]
        deal: dict[str, Any] = {"type": pattern.type, "status": pattern.status, "parties": []}
        self.deals[key] = deal
        told = choose(pattern.text, self.rng)
        told = re.sub(r"<([^<>]*)>", rf"<t {key}>\1</t>", told)
        cast: dict[str, str] = {}
        return SLOT.sub(lambda m: self.fill(m[1], key, cast, m.string[: m.start()]), told)

    def fill(self, slot: str, key: str, cast: dict[str, str], before: str) -> str:
        """The words of a slot, marked up."""
        rng = self.rng
        kind, _, which = slot.partition(":")
        words = {"nat": WORDS["nations"], "trade": WORDS["trades"], "product": WORDS["products"]}
        if slot in words:
            return rng.choice(words[slot])
        if slot == "place":
            return f"<g>{rng.choice(WORDS['places'])}</g>"
        if slot == "title":
            title = rng.choice(WORDS["titles"])
            list(self.people.values())[-1]["title"] = title
            return f"<j>{title}</j>"
        if kind in ("money", "price"):
            return self.money(f"{key}.{which or 'price_per_share'}", small=kind == "price")
        if kind == "pct":
            word = {"stake_percent": "stake", "resulting_percent": "resulting"}.get(which, "other")
            figure = rng.choice((f"{rng.randint(3, 95)}", f"{rng.randint(3, 49)}.{rng.randint(1, 9)}"))
            unit = rng.choice(("%", " per cent", " percent"))
            return f"<q {key}.{word} {figure}>{figure}{unit}</q>"
        if kind == "date":
            return f"<d {f'{key}.{which}' if which else '-'} ?>{self.date()}</d>"
        if kind == "p":
            person = str(len(self.people) + 1)
            name = f"{rng.choice(self.pool.given)} {rng.choice(self.pool.family)}"
            self.people[person] = {"name": name, "org": cast.get(which) or self.party(which, key, cast)}
            return f"<p {person}>{name}</p>"
        if slot.endswith("'s"):
            owner = cast.get(slot[:-2]) or self.party(slot[:-2], key, cast)
            told = SLOT.sub(lambda m: self.fill(m[1], key, cast, ""), rng.choice(WORDS["descriptions"]))
            return f"<r {owner}>{told[0].upper() + told[1:] if before.endswith('. ') else told}</r>"
        return self.named(slot, key, cast, before)

    def party(self, slot: str, key: str, cast: dict[str, str]) -> str:
        """The key of the organisation in a slot, new where it has none yet."""
        org = cast[slot] = self.company()
        role = slot.rstrip("0123456789")
        if role != "x":
            self.deals[key]["parties"].append([org, role])
        return org

    def named(self, slot: str, key: str, cast: dict[str, str], before: str) -> str:
        """The name of the organisation in a slot, now and then with what it is beside it."""
        again = slot in cast
        org = cast.get(slot) or self.party(slot, key, cast)
        name = f"<o {org}>{self.orgs[org]['name']}</o>"
        if again or self.rng.random() > APPOSED:
            return name
        nation, trade = self.rng.choice(WORDS["nations"]), self.rng.choice(WORDS["trades"])
        if before and not before.endswith((". ", '" ')):
            return f"{nation} {trade} {name}"
        return (
            f"{name}, {self.rng.choice(('the', 'a'))} {nation} {trade},"
            if self.rng.random() < 0.5
            else f"{nation} {trade} {name}"
        )

    def money(self, target: str, small: bool) -> str:
        """An amount of money in a slot."""
        sign, code = self.rng.choice(CURRENCIES)
        figure = f"{self.rng.randint(2, 90)}.{self.rng.randint(10, 99)}" if small else f"{self.rng.randint(1, 900)}"
        unit = "" if small else self.rng.choice(("m", "bn", " million", " billion", "mn"))
        return f"<m {target} {code} {figure}>{sign}{figure}{unit}</m>"

    def date(self) -> str:
        """A date in one of the usual forms."""
        rng = self.rng
        month, year = rng.choice(WORDS["months"]), rng.randint(1996, 2027)
        return rng.choice(
            (f"{month} {year}", f"{rng.randint(1, 28)} {month} {year}", f"{month} {rng.randint(1, 28)}", month, str(year),
             f"the {rng.choice(('first', 'second', 'third', 'fourth'))} quarter of {year}", f"{month} {rng.randint(1, 28)}, {year}")
        )  # fmt: skip


def made_articles(patterns: list[Pattern], pool: NamePool, count: int, rng: random.Random) -> list[AnnotatedArticle]:
    """Made texts of one to four deals, a paragraph or a sentence each."""
    out = []
    for n in range(count):
        scene = Scene(pool, rng)
        told = [scene.tell(rng.choice(patterns)) for _ in range(rng.choice((1, 1, 1, 2, 3, 4)))]
        body = rng.choice((" ", "\n\n", "\n")).join(told)
        text, found = strip_markup(body)
        annotations = tuple(sorted(found, key=lambda a: (a.start, a.end, a.tag, a.target, a.value)))
        out.append(AnnotatedArticle(f"made-{n}", {}, text + "\n", annotations, scene.orgs, scene.people, scene.deals))
    return out
