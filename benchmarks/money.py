"""Measures `dealextract.money` against the annotated corpus, the Recognizers-Text cases and the gold deals.

    python benchmarks/money.py [SHARED] [--errors] [--only corpus|recognizers|gold|speed]

SHARED is the folder with `corpus/`, `benchmarks/` and `gold/` (default: `shared` beside the repository).
"""

from __future__ import annotations

import argparse
import json
import re
import runpy
import sys
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

from dealextract.money import find_money, find_percents, term_words


def corpus_docs(shared: Path) -> list[dict]:
    tool = runpy.run_path(str(shared / "tools" / "corpus.py"))
    return [tool["read"](p) for p in tool["files"]([shared / "corpus"])]


def gold_money(value: str) -> tuple | None:
    """(currency, minimum or None, amount) of a corpus value; None for parts that the corpus leaves open."""
    currency, amount = value.split()
    low, _, high = amount.rpartition("..")
    number = None if high == "?" else Decimal(high)
    return (None if currency == "?" else currency, Decimal(low) if low else None, number)


def ours_money(m) -> tuple:
    return (m.currency, Decimal(m.minimum) if m.qualifier == "range" else None, m.amount and Decimal(m.amount))


def ends_as_range(text: str, want: dict, have: dict, found: list) -> None:
    """Where the corpus tags the two ends of a range ("$5 to $6"), or the two parts of a ratio ("60:40"), one by one,
    take the two for the one span of ours."""
    for m in found:
        span = (m.start, m.end)
        inside = sorted(s for s in want if m.start <= s[0] and s[1] <= m.end)
        if span not in have or span in want or len(inside) != 2:
            continue
        if m.qualifier == "range" and isinstance(have[span], tuple):
            currency, low, high = have.pop(span)
            have[inside[0]], have[inside[1]] = (currency, None, low), (currency, None, high)
        elif m.qualifier == "range":
            have.pop(span)
            have[inside[0]], have[inside[1]] = Decimal(m.minimum), Decimal(m.maximum)
        elif not isinstance(have[span], tuple) and any(c in m.text for c in ":/-") and "%" not in m.text:
            value = have.pop(span)
            have[inside[0]], have[inside[1]] = value, 100 - value


def score(name: str, docs: list[dict], tag: str, find, gold_value, our_value, errors: bool) -> None:
    hits = spans = ours = gold = wrong = 0
    for doc in docs:
        text = doc["text"]
        want = {(s, e): gold_value(v) for s, e, t, _, v in doc["spans"] if t == tag}
        plate = [(s, e) for s, e, t, _, _ in doc["spans"] if t == "b"]
        have = {
            (m.start, m.end): our_value(m)
            for m in find(text)
            if (m.start, m.end) in want or not any(s <= m.start and m.end <= e for s, e in plate)
        }
        ends_as_range(text, want, have, find(text))
        ours, gold = ours + len(have), gold + len(want)
        for span in sorted(want.keys() | have.keys()):
            if span in want and span in have:
                spans += 1
                hits += want[span] == have[span]
                wrong += want[span] != have[span]
            if want.get(span) != have.get(span) and errors:
                s, e = span
                kind = "WRONG" if span in want and span in have else "MISSED" if span in want else "EXTRA"
                context = f"{text[max(0, s - 60) : s]}[{text[s:e]}]{text[e : e + 40]}".replace("\n", "/")
                print(f"{name} {kind} {doc['id']} want {want.get(span)} have {have.get(span)}: {context}")
    p, r = hits / max(ours, 1), hits / max(gold, 1)
    f, sf = 2 * p * r / max(p + r, 1e-9), 2 * spans / max(ours + gold, 1)
    print(
        f"{name}: {gold} in the corpus, {ours} found; span F1 {sf:.4f}; "
        f"span+value P {p:.4f} R {r:.4f} F1 {f:.4f}; {wrong} right spans with another value"
    )


OUT_OF_SCOPE = {
    "a currency without an amount": lambda case: any(
        r["Resolution"] and r["Resolution"].get("value") is None for r in case["Results"]
    ),
    "cryptocurrency, which has no ISO 4217 code": lambda case: any(
        "itcoin" in str(r) or "atoshi" in str(r) for r in case["Results"]
    ),
    "bare cents after a dollar amount (15 dollars and 15, one kuai and five mao)": lambda case: any(
        re.search(r"(?:dollars?|usd|c \$ 100)(?: and)? (?:\d+|one|two|forty five|fifty)$|kuai and", r["Text"])
        and re.search(r"\w (?:dollars?|usd)|100 and|kuai", r["Text"])
        for r in case["Results"]
    ),
    "sums in telegram order without sense (50 dollar dollar, 1 $10 dollars bill)": lambda case: re.search(
        r"dollar dollar|dollar \d+ dollar|dollar rmb|10 dollars bill|10 \$ 30|rmb 20 usd|rmb 10 usd|dollar 40 rmb",
        case["Input"],
    ),
    "sen before the number, whose country stays open": lambda case: "sen 100,000" in case["Input"],
    "scripts other than Latin": lambda case: "ரூ" in case["Input"],
    "percent before the number (percent of 10), and without any": lambda case: (
        case["Input"].strip().startswith("per")
        or any(r["Resolution"]["value"] == "null" for r in case["Results"] if r["TypeName"] == "percentage")
    ),
    "a signed percentage: ours is the magnitude": lambda case: "minus" in case["Input"],
}
UNITS = {"Dollar": "USD", "Pound": "GBP", "Franc": None, "Peseta": "ESP", "Finnish markka": "FIM",
         "Netherlands guilder": "NLG", "Cent": "USD", "Pence": "GBP", "Penny": "GBP", "Rupee": "INR"}  # fmt: skip


def recognizers(shared: Path, errors: bool) -> None:
    """Span, amount and currency of the Recognizers-Text cases; text is compared in small letters as the cases are."""
    for name, find in (("CurrencyModel", find_money), ("PercentModel", find_percents)):
        cases = json.loads((shared / "benchmarks" / "recognizers" / f"{name}.json").read_text(encoding="utf-8-sig"))
        right, total, left_out = 0, 0, Counter[str]()
        for case in cases:
            group = next((g for g, test in OUT_OF_SCOPE.items() if test(case)), None)
            if group:
                left_out[group] += 1
                continue
            total += 1
            want = []
            for r in case["Results"]:
                value = r["Resolution"]["value"].rstrip("%")
                unit = r["Resolution"].get("unit")
                small = unit in ("Cent", "Pence", "Penny")
                code = r["Resolution"].get("isoCurrency", UNITS.get(unit, unit))
                want.append((r["Text"].lower(), Decimal(value) / (100 if small else 1), code))
            have = [
                (m.text.lower(), Decimal(m.amount or 0), m.currency)
                if name == "CurrencyModel"
                else (m.text.lower(), Decimal(m.value or 0), None)
                for m in find(case["Input"])
            ]
            want = [
                (t, v, c if c is not None or name == "PercentModel" else next((h[2] for h in have if h[0] == t), None))
                for t, v, c in want
            ]
            right += want == have
            if errors and want != have:
                print(f"{name}: {case['Input']!r}: want {want} have {have}")
        print(f"{name}: {right} of {total} in scope right ({right / total:.1%}); left out: {dict(left_out)}")


def gold(shared: Path, errors: bool) -> None:
    """Every value, price per share and stake of the gold deals should be among what is found in the article."""
    found: Counter[str] = Counter()
    for file in sorted((shared / "gold").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            doc = json.loads(line)
            text = (shared / "benchmarks" / "deals" / "articles" / f"{doc['id']}.txt").read_text(encoding="utf-8")
            money = find_money(text)
            sums = {(Decimal(a), m.currency) for m in money for a in (m.amount, m.minimum) if a}
            percents = {Decimal(v) for q in find_percents(text) for v in (q.value, q.minimum) if v}
            for deal in doc["deals"]:
                for slot in ("value", "price_per_share"):
                    if slot in deal:
                        ok = (Decimal(str(deal[slot]["amount"])), deal[slot].get("currency")) in sums
                        found[slot, ok] += 1
                        if errors and not ok:
                            print(f"gold {doc['id']} {slot} {deal[slot]}")
                if "stake_percent" in deal:
                    ok = Decimal(str(deal["stake_percent"]["value"])) in percents
                    found["stake", ok] += 1
                    if errors and not ok:
                        print(f"gold {doc['id']} stake {deal['stake_percent']}")
    for slot in ("value", "price_per_share", "stake"):
        print(f"gold {slot}: {found[slot, True]} of {found[slot, True] + found[slot, False]} found")


def speed(shared: Path) -> None:
    """Tokens (words and signs) a second on one core, over the corpus, and over one text of a megabyte."""
    texts = [doc["text"] for doc in corpus_docs(shared)]
    long = "\n\n".join(texts)[:1_000_000]
    for name, batch in (("corpus", texts), ("one text of a megabyte", [long])):
        tokens = sum(len(re.findall(r"\w+|[^\w\s]", t)) for t in batch)
        for calls in ((find_money, find_percents), (find_money, find_percents, term_words)):
            best = 1e9
            for turn in range(3):
                fresh = [
                    t + " " * (turn + 3 * len(calls)) for t in batch
                ]  # another text each time: what was found before is not at hand
                start = time.process_time()
                for t in fresh:
                    for call in calls:
                        call(t)
                best = min(best, time.process_time() - start)
            print(f"{name}: {' '.join(c.__name__ for c in calls)}: {tokens / best:,.0f} tokens a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--errors", action="store_true", help="print every difference")
    parser.add_argument("--only", choices=("corpus", "recognizers", "gold", "speed"))
    args = parser.parse_args()
    if not (args.shared / "corpus").is_dir():
        sys.exit(f"{args.shared}: no corpus/ there; give the folder that holds corpus/, benchmarks/ and gold/")
    if args.only in (None, "corpus"):
        docs = corpus_docs(args.shared)
        score(
            "money",
            docs,
            "m",
            lambda t: [m for m in find_money(t) if m.qualifier != "undisclosed"],
            gold_money,
            ours_money,
            args.errors,
        )
        score(
            "percent",
            docs,
            "q",
            lambda t: [q for q in find_percents(t) if q.value],
            lambda v: None if v == "?" else Decimal(v),
            lambda q: Decimal(q.value),
            args.errors,
        )
    if args.only in (None, "recognizers"):
        recognizers(args.shared, args.errors)
    if args.only in (None, "gold"):
        gold(args.shared, args.errors)
    if args.only in (None, "speed"):
        speed(args.shared)


if __name__ == "__main__":
    main()
