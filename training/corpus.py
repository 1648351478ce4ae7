"""Read the annotated corpus: one article a file, its inline markup turned into spans (format: `corpus/README.md`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

TAG = re.compile(r"<(/?)([oprgjtmqdb])((?: [^<>]*)?)>")
HEADER = re.compile(r"---\n(.*?)\n---\n", re.S)


class CorpusError(ValueError):
    """A corpus file breaks the format; the message says where and what."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A tagged span: half-open code points, the tag's letter, its target and its value."""

    start: int
    end: int
    tag: str
    target: str
    value: str


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """One corpus article: plain text, its annotations, and the tables of organisations, people and deals."""

    id: str
    header: dict[str, str]
    text: str
    annotations: tuple[Annotation, ...]
    orgs: dict[str, dict[str, Any]]
    people: dict[str, dict[str, Any]]
    deals: dict[str, dict[str, Any]]


def strip_markup(body: str) -> tuple[str, list[Annotation]]:
    """The plain text of a marked-up body, and its annotations.

    >>> strip_markup("<o 1>Kestrel</o> grew")
    ('Kestrel grew', [Annotation(start=0, end=7, tag='o', target='1', value='')])
    """
    out: list[str] = []
    found: list[Annotation] = []
    open_tags: list[tuple[str, str, int]] = []
    last = length = 0
    for match in TAG.finditer(body):
        out.append(body[last : match.start()])
        length += match.start() - last
        last = match.end()
        closing, tag, arguments = match.groups()
        if not closing:
            open_tags.append((tag, arguments.strip(), length))
            continue
        if not open_tags or open_tags[-1][0] != tag:
            raise CorpusError(f"</{tag}> closes nothing near {body[max(0, match.start() - 40) : match.end()]!r}")
        _, arguments, start = open_tags.pop()
        target, _, value = arguments.partition(" ")
        found.append(Annotation(start, length, tag, target, value.strip()))
    if open_tags:
        raise CorpusError(f"<{open_tags[-1][0]} {open_tags[-1][1]}> is never closed")
    return "".join([*out, body[last:]]), found


def read(path: Path) -> AnnotatedArticle:
    """One `.art` file; raises `CorpusError` where it breaks the format."""
    raw = path.read_text(encoding="utf-8")
    head = HEADER.match(raw)
    if not head:
        raise CorpusError(f"{path}: no header between --- lines")
    header = dict(re.findall(r"^(\w+): *(.*?) *$", head[1], re.M))
    body, bar, table = raw[head.end() :].rpartition("\n===\n")
    if not bar:
        raise CorpusError(f"{path}: no === line before the tables")
    try:
        tables = json.loads(table)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{path}: the tables are no JSON: {error}") from None
    text, found = strip_markup(body)
    lead = len(text) - len(text.lstrip("\n"))
    found = [Annotation(a.start - lead, a.end - lead, a.tag, a.target, a.value) for a in found]
    return AnnotatedArticle(
        id=header.get("id", path.stem),
        header=header,
        text=text.strip("\n") + "\n",
        annotations=tuple(sorted(found, key=lambda a: (a.start, a.end, a.tag, a.target, a.value))),
        orgs=tables.get("orgs", {}),
        people=tables.get("people", {}),
        deals=tables.get("deals", {}),
    )


def read_all(folder: Path) -> Iterator[AnnotatedArticle]:
    """Every article under a folder, in the order of the paths."""
    for path in sorted(folder.rglob("*.art")):
        yield read(path)


def held_back(folder: Path) -> frozenset[str]:
    """The ids of the articles that are never trained on (`held-back.txt` in the corpus folder)."""
    lines = (folder / "held-back.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def names(article: AnnotatedArticle, tag: str, key: str) -> list[str]:
    """Every form in which the text names an organisation (tag `o`) or person (`p`), the canonical one first."""
    table = article.orgs if tag == "o" else article.people
    forms = [article.text[a.start : a.end] for a in article.annotations if a.tag == tag and a.target == key]
    return list(dict.fromkeys([table[key]["name"], *forms]))


def party_names(article: AnnotatedArticle, key: str) -> list[str]:
    """The forms of a party: an organisation's key, or `p` and a person's."""
    return names(article, "p", key[1:]) if key.startswith("p") else names(article, "o", key)


def gold(article: AnnotatedArticle) -> dict[str, Any]:
    """The article's deals and people in the form that `dealextract.scoring` compares records with."""
    deals = []
    for key, deal in article.deals.items():
        row: dict[str, Any] = {k: deal[k] for k in ("type", "type_also", "status", "status_also") if k in deal}
        row["background"], row["optional"] = bool(deal.get("background")), bool(deal.get("optional"))
        row["parties"] = [
            {"names": party_names(article, p[0]), "role": p[1], "optional": "optional" in p[2:]}
            for p in deal["parties"]
        ]
        row["milestones"] = []
        for a in article.annotations:
            which, _, slot = a.target.partition(".")
            if which == key:
                add_term(row, a, slot)
        deals.append(row)
    people = [
        {
            "names": names(article, "p", key),
            "title": person.get("title"),
            "organization": article.orgs.get(person.get("org") or "", {}).get("name"),
        }
        for key, person in article.people.items()
    ]
    return {"id": article.id, "published": published(article), "deals": deals, "people": people}


def add_term(row: dict[str, Any], a: Annotation, slot: str) -> None:
    """Put an annotated amount, percentage or date into a deal's row; open values and ranges are left out."""
    if "?" in a.value or ".." in a.value:
        return
    if a.tag == "m" and slot in ("value", "price_per_share") and slot not in row:
        currency, amount = a.value.split()
        row[slot] = {"currency": currency, "amount": amount}
    elif a.tag == "q" and slot == "stake" and "stake_percent" not in row:
        row["stake_percent"] = {"value": a.value}
    elif a.tag == "d":
        date = a.value.split()[0]
        step = {"kind": slot, "date": date, "optional": date.startswith("XXXX")}
        if step not in row["milestones"]:
            row["milestones"].append(step)


def published(article: AnnotatedArticle) -> str | None:
    """The publication day of the header, where it is one."""
    day = article.header.get("published", "")
    return day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None


class Unseen(NamedTuple):
    """An article that was never trained on, with its gold and its date of publication."""

    gold: dict[str, Any]
    text: str
    published: str | None


def unseen(corpus: Path) -> list[Unseen]:
    """The held-back articles of a corpus, and those of `data/articles`."""
    held = held_back(corpus)
    found = [Unseen(gold(a), a.text, published(a)) for a in read_all(corpus) if a.id in held]
    for path in sorted(Path("tests/golden").glob("*.json")):
        text = (Path("data/articles") / f"{path.stem}.txt").read_text(encoding="utf-8")
        found.append(Unseen(json.loads(path.read_text(encoding="utf-8")), text, None))
    return found
