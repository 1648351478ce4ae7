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


def gold_percent(value: str) -> Decimal | None:
    return None if value == "?" else Decimal(value)


def ours_percent(q) -> Decimal:
    return Decimal(q.value)


def sums(text: str) -> list:
    return [m for m in find_money(text) if m.qualifier != "undisclosed"]


def shares(text: str) -> list:
    """Majorities have no value; the corpus does not tag them."""
    return [q for q in find_percents(text) if q.value]


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


def score(
    name: str, docs: list[dict], tag: str, find, gold_value, our_value, errors: bool, *, strict: bool = False
) -> None:
    hits = spans = ours = gold = wrong = 0
    for doc in docs:
        text = doc["text"]
        want = {(s, e): gold_value(v) for s, e, t, _, v in doc["spans"] if t == tag}
        plate = [] if strict else [(s, e) for s, e, t, _, _ in doc["spans"] if t == "b"]
        have = {
            (m.start, m.end): our_value(m)
            for m in find(text)
            if (m.start, m.end) in want or not any(s <= m.start and m.end <= e for s, e in plate)
        }
        if not strict:
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


def no_amount(case: dict) -> bool:
    return any(r["Resolution"]["value"] in (None, "null") for r in case["Results"])


def no_iso_code(case: dict) -> bool:
    return any(r["Resolution"].get("unit") in ("Bitcoin", "Satoshi", "Sen") for r in case["Results"])


def bare_cents(case: dict) -> bool:
    """The value has a fraction, the text neither a decimal point nor the word for the hundredth part."""
    return any(
        r["TypeName"] == "currency" and "." in (r["Resolution"]["value"] or "")
        and "." not in r["Text"] and "cent" not in r["Text"]
        for r in case["Results"]
    )  # fmt: skip


def row_of_amounts(case: dict) -> bool:
    """Nothing but numbers and currencies, one after another without a comma, some of them beside two numbers."""
    return len(case["Results"]) > 1 and bool(re.fullmatch(r"(?:[\d.,]+|[$€]|dollars?|rmb|usd|bill| )+", case["Input"]))


def percent_first(case: dict) -> bool:
    return any(r["TypeName"] == "percentage" and r["Text"].startswith("per") for r in case["Results"])


def signed(case: dict) -> bool:
    return any(r["TypeName"] == "percentage" and r["Resolution"]["value"].startswith("-") for r in case["Results"])


OUT_OF_SCOPE = {
    "a currency or percent sign without an amount is no amount": no_amount,
    "the unit has no ISO 4217 code": no_iso_code,
    "a bare number after the amount taken for its cents: in news it counts something else": bare_cents,
    "a row of amounts without a sentence or commas": row_of_amounts,
    "percent written before its number, which news does not do": percent_first,
    "a signed percentage: by our convention, and the corpus's, the value is the magnitude": signed,
}
UNITS = {"Dollar": None, "Pound": "GBP", "Franc": None, "Peseta": "ESP", "Finnish markka": "FIM",
         "Netherlands guilder": "NLG", "Cent": None, "Pence": "GBP", "Penny": "GBP", "Rupee": "INR"}  # fmt: skip
"""The code of each unit that the cases give without one; None where that says no country, as "Dollar" does: ours is then free."""


def recognizers(shared: Path, errors: bool) -> None:
    """Span, amount and currency of the Recognizers-Text cases; text is compared in small letters as the cases are."""
    for name, find in (("CurrencyModel", find_money), ("PercentModel", find_percents)):
        cases = json.loads((shared / "benchmarks" / "recognizers" / f"{name}.json").read_text(encoding="utf-8-sig"))
        right, total, all_right, left_out = 0, 0, 0, Counter[str]()
        for case in cases:
            group = next((g for g, test in OUT_OF_SCOPE.items() if test(case)), None)
            left_out[group] += group is not None
            total += group is None
            want = []
            for r in case["Results"]:
                value = (r["Resolution"]["value"] or "null").rstrip("%")
                value = "NaN" if value == "null" else value
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
            right += group is None and want == have
            all_right += want == have
            if errors and group is None and want != have:
                print(f"{name}: {case['Input']!r}: want {want} have {have}")
        print(f"{name}: {right} of {total} in scope right ({right / total:.1%}); {all_right} of all {len(cases)}")
        for group, count in left_out.items():
            if group:
                print(f"    left out {count}: {group}")


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
        for strict in (False, True):
            print(
                "strict: every span as tagged"
                if strict
                else "ends of ranges as one span; extras in boilerplate not counted"
            )
            quiet = args.errors and not strict
            score("money", docs, "m", sums, gold_money, ours_money, quiet, strict=strict)
            score("percent", docs, "q", shares, gold_percent, ours_percent, quiet, strict=strict)
    if args.only in (None, "recognizers"):
        recognizers(args.shared, args.errors)
    if args.only in (None, "gold"):
        gold(args.shared, args.errors)
    if args.only in (None, "speed"):
        speed(args.shared)


if __name__ == "__main__":
    main()
