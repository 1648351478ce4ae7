"""Short documents of our own making, as many as are asked for: the names change, the sentences repeat."""

from __future__ import annotations

FIRST = ("Kestrel", "Harrow", "Dunmore", "Oakfield", "Pellworth", "Tarn", "Quill", "Sandling", "Vetch", "Wexcombe")
SECOND = ("Foods", "Mills", "Media", "Energy", "Logistics", "Pharma", "Systems", "Capital")
SENTENCES = (
    "{a} said on 2 March 2021 that it had bought {b} for £{n}m in cash.",
    "{a} has signed an agreement with {b} to supply turbines until 2025.",
    "{a} is suing {b} over unpaid fees of ${n}m.",
    "{a} raised ${n} million from {b}.",
    "It rained in {n} counties.",
)


def short_texts(count: int) -> list[str]:
    """The first `count` documents."""
    texts = []
    for i in range(count):
        a = f"{FIRST[i % 10]} {SECOND[i // 10 % 8]}"
        b = f"{FIRST[(i * 7 + 3) % 10]} {SECOND[(i // 3 + 1) % 8]}"
        texts.append(SENTENCES[i % len(SENTENCES)].format(a=a, b=b, n=i % 97 + 2))
    return texts
