"""`dealextract eval`: how good the results are, measured on annotated articles."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dealextract.cli.output import format_of, look_for, output_to
from dealextract.cli.terminal import DONE, Manners, say
from dealextract.errors import InputError, UsageError
from dealextract.evaluation.gold import Gold, by_id, read_gold
from dealextract.evaluation.measures import (
    Fault,
    Measured,
    by_type,
    calibration,
    changes,
    estimates,
    measure,
    moved,
)  # fmt: skip
from dealextract.records import Record
from dealextract.writers import json
from dealextract.writers.reading import read_results
from dealextract.writers.table import Look, listing
from dealextract.writers.wording import counted, visible

SHOWN = 40
"""Errors that the table shows unless it is told otherwise; JSON has all."""


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """The options of the command."""

    results: str | None = None
    compare: tuple[str, str] | None = None
    errors: int = SHOWN
    format: str | None = None
    output: str | None = None


def evaluate(gold: str, options: EvalOptions, manners: Manners) -> int:
    """Write how good the results are and give the exit status; nothing is written where they cannot be measured."""
    if options.compare and options.results:
        raise UsageError("--compare names both results itself", where=options.results, remedy="leave RESULTS out")
    format = format_of(options.format, options.output)
    if format == "jsonl":
        format = "json"
    golds = read_gold(gold)
    look = look_for(options.output, manners)
    if options.compare:
        old, new = (documents(golds, _results(path), path, manners) for path in options.compare)
        text = _compared_json(old, new) if format == "json" else _compared_table(old, new, options.errors, look)
    else:
        source = options.results
        records = _extracted(golds, source) if source is None or Path(source).is_dir() else _results(source)
        found = documents(golds, records, source or gold, manners)
        text = _json(found) if format == "json" else _table(found, options.errors, look)
    with output_to(options.output, format) as write:
        write(text)
    return DONE


def documents(
    golds: Sequence[Gold], records: Iterable[Mapping[str, Any]], where: str, manners: Manners
) -> list[Measured]:
    """Every annotated article measured; those without a record, which have found nothing, and records of no article are named."""
    found, rest = by_id(golds, records)
    if not found:
        ids = ", ".join(g["id"] for g in golds[:3])
        raise InputError(
            f"no record belongs to an annotated article ({ids} …)", where=where,
            remedy="name the files after the ids, or give the records an id",
        )  # fmt: skip
    lacking = [g["id"] for g in golds if g["id"] not in found]
    for names, *what in (
        (
            lacking,
            "annotated article",
            "has no record and counts as read without a deal",
            "have no record and count as read without a deal",
        ),
        (rest, "record", "is not annotated and is left out", "are not annotated and are left out"),
    ):
        if names and not manners.quiet:
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            say(f"{where}: {counted(len(names), *what)}: {', '.join(names[:5])}{more}", color=manners.color)
    return [measure(g, found.get(g["id"])) for g in golds]


def _results(path: str) -> Iterator[Mapping[str, Any]]:
    """The records of a results file."""
    return (r.model_dump(mode="json") for r in read_results(path))


def _extracted(golds: Sequence[Gold], folder: str | None) -> Iterator[Mapping[str, Any]]:
    """The records of the annotated articles themselves: of their own text, or of a folder's file that bears their id."""
    from dealextract.extractor import Extractor, from_text
    from dealextract.sources import read_articles

    extractor = Extractor()
    files = {p.stem: p for p in sorted(Path(folder).iterdir(), reverse=True) if p.is_file()} if folder else {}
    for gold in golds:
        record: Record | None = None
        if folder is None:
            if not isinstance(gold.get("text"), str):
                raise InputError(
                    "has no text",
                    where=gold["id"],
                    remedy="name the results, or the folder of the articles, after GOLD",
                )
            record = extractor(from_text(gold["text"], published=gold.get("published")))
        else:
            path = files.get(gold["id"])
            reading = next(iter(read_articles(path)), None) if path else None
            if isinstance(reading, InputError):
                raise reading
            if reading is not None:
                article = reading.article
                if gold.get("published"):
                    article = dataclasses.replace(article, published=gold["published"])
                record = extractor(article)
        if record is not None:
            yield record.model_dump(mode="json") | {"id": gold["id"]}


def _json(found: Sequence[Measured]) -> str:
    """Everything as data."""
    bins, error = calibration(found)
    data = {
        "documents": len(found),
        "measures": {n: e.figure._asdict() | {"f1_low": e.low, "f1_high": e.high} for n, e in estimates(found).items()},
        "types": {n: f._asdict() for n, f in by_type(found).items()},
        "calibration": {"error": error, "bins": [dataclasses.asdict(b) for b in bins]},
        "errors": [dataclasses.asdict(f) for d in found for f in d.faults],
    }
    return json.document(data)


def _compared_json(old: Sequence[Measured], new: Sequence[Measured]) -> str:
    gone, come = moved(old, new)
    data = {
        "measures": [dataclasses.asdict(c) for c in changes(old, new)],
        "better": [dataclasses.asdict(f) for f in gone],
        "worse": [dataclasses.asdict(f) for f in come],
    }
    return json.document(data)


def _table(found: Sequence[Measured], errors: int, look: Look) -> str:
    """Figures, calibration and errors for people."""
    rows = [
        (n, f"{e.figure.precision:.3f}", f"{e.figure.recall:.3f}", f"{e.figure.f1:.3f}", f"{e.low:.3f}–{e.high:.3f}", str(e.figure.support))
        for n, e in estimates(found).items()
    ]  # fmt: skip
    kinds = [
        (n, f"{f.precision:.3f}", f"{f.recall:.3f}", f"{f.f1:.3f}", str(f.support)) for n, f in by_type(found).items()
    ]
    bins, error = calibration(found)
    said = [(f"{b.low:.1f}–{b.high:.1f}", f"{b.said:.2f}", f"{b.right:.2f}", str(b.deals)) for b in bins]
    return "\n".join(
        (
            f"{counted(len(found), 'annotated article')}\n",
            listing(("measure", "precision", "recall", "F1", "95% interval", "gold"), rows, "", look),
            listing(("deal type", "precision", "recall", "F1", "gold"), kinds, "No deals.", look),
            listing(("confidence", "said", "right", "deals"), said, "No deals were said.", look)
            + f"calibration error {error:.3f}\n",
            _faults("Errors", [f for d in found for f in d.faults], errors, look),
        )
    )


def _compared_table(old: Sequence[Measured], new: Sequence[Measured], errors: int, look: Look) -> str:
    rows = [
        (c.name, f"{c.old:.3f}", f"{c.new:.3f}", f"{c.new - c.old:+.3f}", f"{c.chance:.3f}") for c in changes(old, new)
    ]
    gone, come = moved(old, new)
    return "\n".join(
        (
            listing(("measure", "old F1", "new F1", "change", "by chance"), rows, "", look),
            _faults("Better: no longer wrong", gone, errors, look),
            _faults("Worse: newly wrong", come, errors, look),
        )
    )


def _faults(title: str, faults: Sequence[Fault], shown: int, look: Look) -> str:
    """Errors in blocks of lines: they are sentences, which no column is wide enough for."""
    lines = [f"{title}: {len(faults)}"]
    for f in faults[:shown]:
        lines.append(f"  {f.document}  {f.kind} {f.slot}")
        lines += [
            f"    {key:5} {visible(value)}"
            for key, value in (("gold", f.gold), ("said", f.said), ("text", f.evidence))
            if value
        ]
    if len(faults) > shown:
        lines.append(f"  and {len(faults) - shown} more; --errors N shows N, --format json all")
    return "\n".join(lines) + "\n"
