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
        ("dealextract parse feed.jsonl --text-key story --id-key url", "an article in each line of a feed"),
        ("cat article.txt | dealextract parse --format table", "standard input"),
    ),
    "schema": (
        ("dealextract schema -o schema.json", "JSON Schema, for validators and code generators"),
        ("dealextract schema --format markdown", "the same for people"),
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
