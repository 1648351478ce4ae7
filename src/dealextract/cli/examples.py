"""The examples that help begins with. Each is run by a test, in a folder with the files that it names."""

from __future__ import annotations

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "": (
        ("dealextract parse article.txt", "the deals of an article, as a table"),
        ("dealextract parse article.txt --format json", "the whole record, as JSON"),
        ("dealextract parse *.txt -o deals.jsonl", "several articles, a line for each"),
    ),
    "parse": (
        ("dealextract parse article.txt", "a table on a terminal, JSON in a pipe"),
        ("dealextract parse article.txt | jq -r '.deals[].summary'", "one line for each deal"),
        ("dealextract parse article.txt --published 2020-12-01", "dates are reckoned from the day it came out"),
        ("dealextract parse *.txt -o deals.jsonl", "several articles, a line of JSON for each"),
        ("dealextract parse *.txt -o deals.xlsx", "a workbook; also .csv, .parquet, .sqlite, .duckdb, .md"),
        ("dealextract parse feed.jsonl --text-key story --id-key url", "an article in each line of a feed"),
        ("dealextract parse article.txt --config own.toml", "with deal types, words and companies of your own"),
        ("cat article.txt | dealextract parse --format table", "standard input"),
    ),
    "batch": (
        ("dealextract batch . > deals.jsonl", "a folder and all that is in it; a line for each article"),
        ("dealextract batch '**/*.txt' -o deals.jsonl", "the files that a pattern stands for"),
        ("dealextract batch . -o deals.jsonl --resume", "go on after a stop, or do what has changed"),
        ("ls *.txt | dealextract batch --files-from - | jq -r '.deals[].summary'", "the files of a list"),
        ("dealextract batch . -o deals.jsonl --errors errors.jsonl --jobs 2", "failures in a file; two workers"),
    ),
    "names": (
        ("dealextract names article.txt", "each name with its kind and where it stands"),
        ("dealextract names article.txt --format jsonl | jq -r 'select(.kind == \"person\").text'", "the people"),
    ),
    "explain": (
        ("dealextract explain article.txt", "the text with its evidence, the reasoning, what was turned down"),
        ("dealextract explain article.txt --format json | jq '.deals[0].fields'", "the same as data"),
    ),
    "report": (
        ("dealextract report deals.jsonl -o review.html", "a page to review results, to be opened in a browser"),
        ("dealextract report deals.jsonl -o review.html --texts articles", "the articles are in another folder now"),
        ("cat deals.jsonl | dealextract report > review.html", "standard input and output"),
    ),
    "eval": (
        ("dealextract eval gold.jsonl deals.jsonl", "figures, calibration and errors of results"),
        ("dealextract eval gold.jsonl articles", "the same, the articles read now from a folder"),
        ("dealextract eval gold.jsonl --compare old.jsonl new.jsonl", "what got better and what worse"),
    ),
    "config": (
        ("dealextract config", "what holds here, and where it is declared"),
        ("dealextract config --config own.toml --format json", "the same of a file, as data"),
    ),
    "schema": (
        ("dealextract schema -o schema.json", "JSON Schema, for validators and code generators"),
        ("dealextract schema --format markdown", "the same for people"),
        ("dealextract schema --format columns", "the tables and columns of CSV, Excel, SQL …"),
    ),
    "doctor": (("dealextract doctor", "one paste for a bug report"),),
    "dates": (
        ("dealextract dates article.txt", "each date with its value and where it stands"),
        ("dealextract dates article.txt --format jsonl | jq -r .value", "the values alone"),
    ),
    "money": (
        ("dealextract money article.txt", "each amount with its value and where it stands"),
        ("dealextract money article.txt --format jsonl | jq -r .amount", "the amounts alone"),
    ),
    "completion": (
        ("dealextract completion bash >> ~/.bash_completion", "bash"),
        ("dealextract completion zsh > ~/.zfunc/_dealextract", "zsh, with ~/.zfunc in fpath"),
        ("dealextract completion fish > ~/.config/fish/completions/dealextract.fish", "fish"),
    ),
}


def examples_text(command: str) -> str:
    """The examples of a command as a block of lines, the comments in one column where they fit."""
    rows = EXAMPLES.get(command, ())
    width = min(max((len(line) for line, _ in rows), default=0), 44)
    return "\n".join(
        f"  {line:{width}}  # {what}" if len(line) <= width else f"  {line}\n  {'':{width}}  # {what}"
        for line, what in rows
    )
