"""How many copies of articles are found, and how many articles that only look alike are taken for copies.

    python benchmarks/batch_duplicates.py [FOLDER]

Each article of the folder (data/articles without one; corpus is read as well) is changed as a second wire changes it, which
must be found, and as another piece of news differs from it, which must not: in its prose, since boilerplate is left out. Prints by
kind of change how many were called copies, and last how many of the articles as they are, in which no copy is.
"""

from __future__ import annotations

import io
import re
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

from dealextract.batch.duplicates import Duplicates
from dealextract.batch.likeness import likeness
from dealextract.cleaning import clean

ARTICLES = Path(__file__).parents[1] / "data" / "articles"
DATELINE = "LONDON, 9 November 2023 (Newsroom Wire) -- "


def paragraphs(text: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def body(text: str) -> list[str]:
    """The paragraphs from the first one of prose on."""
    parts = paragraphs(text)
    at = next((i for i, part in enumerate(parts) if len(part.split()) >= 12), 0)
    return parts[at:]


def other_headline(text: str) -> str:
    return "\n\n".join(["News in brief from the companies", *body(text)])


def other_dateline(text: str) -> str:
    first, *rest = body(text)
    return "\n\n".join(["Company news", DATELINE + first, *rest])


def other_end(text: str) -> str:
    end = [
        "About Newsroom Wire\nNewsroom Wire has carried company news since 1987 to 3,000 desks.",
        "Contact: +44 20 7946 0999",
    ]
    return "\n\n".join([*paragraphs(text), *end])


def wrapped(text: str) -> str:
    return "\n".join(
        textwrap.fill(line, 66, break_on_hyphens=False) if line.strip() else "" for line in text.split("\n")
    )


def shortened(text: str) -> str:
    parts = paragraphs(text)
    return "\n\n".join(parts[: max(1, len(parts) * 4 // 5)])


def all_of_it(text: str) -> str:
    return other_end(other_dateline(text))


def prose(text: str) -> list[tuple[int, int]]:
    """The paragraphs of twelve words and more that are no boilerplate, from the first on, as offsets."""
    taken = [(region.start, region.end) for region in clean(text).regions]
    found = [match.span() for match in re.finditer(r"[^\n]+", text) if len(match[0].split()) >= 12]
    return [(start, end) for start, end in found if not any(a < end and start < b for a, b in taken)]


def another_figure(text: str) -> str | None:
    """The last figure of the prose, one more."""
    found = [match for start, end in prose(text) for match in re.finditer(r"\d+", text[start:end])]
    places = [start + match.start() for start, end in prose(text) for match in re.finditer(r"\d+", text[start:end])]
    if not found:
        return None
    at, figure = places[-1], found[-1][0]
    return text[:at] + str(int(figure) + 1) + text[at + len(figure) :]


def another_name(text: str) -> str | None:
    """The name that stands most often within sentences, another one."""
    names = re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", text)
    if not names:
        return None
    name = max(sorted(set(names)), key=names.count)
    return re.sub(rf"\b{name}\b", "Zembrowitz", text)


def another_sentence(text: str) -> str | None:
    if not prose(text):
        return None
    _, end = prose(text)[-1]
    return f"{text[:end]} On Friday a rival, Zembrowitz Holdings, said that it would bid $915m for the company.{text[end:]}"


SAME: tuple[Callable[[str], str | None], ...] = (
    other_headline,
    other_dateline,
    other_end,
    wrapped,
    shortened,
    all_of_it,
)
OTHER: tuple[Callable[[str], str | None], ...] = (another_figure, another_name, another_sentence)


def is_found(first: str, second: str) -> bool:
    index, found = Duplicates(io.BytesIO()), []
    for text in (first, second):
        one = likeness(clean(text))
        if one:
            found, _ = index.add("", one.pack())
    return bool(found)


def main() -> int:
    """Print the table; leave with 1 where another piece of news is called a copy."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
    if next(folder.rglob("*.art"), None):
        from training.corpus import read_all

        texts = [article.text for article in read_all(folder)]
    if not texts:
        raise SystemExit(f"{folder} holds no article")
    wrong = 0
    for kind, changes in (("a copy", SAME), ("another piece of news", OTHER)):
        for change in changes:
            pairs = [(text, changed) for text in texts if (changed := change(text)) is not None and changed != text]
            count = sum(is_found(first, second) for first, second in pairs)
            wrong += count if changes is OTHER else 0
            print(f"{kind:22} {change.__name__:18} {count:4} of {len(pairs):4} called copies")
    index, copies = Duplicates(io.BytesIO()), 0
    for text in texts:
        one = likeness(clean(text))
        copies += bool(one and index.add("", one.pack())[0])
    print(f"{'articles as they are':41} {copies:4} of {len(texts):4} called copies")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
