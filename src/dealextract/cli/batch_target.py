"""Where a batch writes, and whether it will be able to: seen to before hours of work."""

from __future__ import annotations

import glob
import os
import tempfile
from pathlib import Path

from dealextract.batch.run import Target
from dealextract.errors import UsageError


def target_of(output: str | None, format: str) -> Target | None:
    """Where the records are put in place; None for standard output and for pipes and devices, to which they are handed."""
    if output is None or output == "-":
        if format != "jsonl":
            raise UsageError(f"{format} is not written to standard output", remedy=f"name a file: -o deals.{format}")
        return None
    path = Path(output).resolve()
    if path.exists() and not path.is_file() and not path.is_dir():
        raise UsageError("is no plain file", where=output, remedy="leave -o out and redirect standard output there")
    if path.is_dir() and format in ("jsonl", "json"):
        raise UsageError("is a folder, not a file", where=output, remedy="name the file to write")
    return Target(path, format)


def check_places(target: Target | None, errors: str | None) -> None:
    """What would go wrong at the end, after hours of work, goes wrong at the beginning."""
    for path in [*([target.path] if target else []), *([Path(errors)] if errors else [])]:
        if not os.access(path.resolve().parent, os.W_OK):
            raise UsageError("cannot be written", where=str(path), remedy="check the folder and its permissions")
    if target and target.format != "jsonl":
        from dealextract.writers.results import write_results

        with tempfile.TemporaryDirectory() as folder:
            write_results((), Path(folder) / target.path.name, target.format)


def own_paths(target: Target | None, errors: str | None, config: str | None) -> frozenset[str]:
    """Real paths of what is written, tables beside the target among them, and of the configuration: none of it is an input."""
    found = [Path(path) for path in (errors, config) if path]
    if target:
        path = target.path
        found += [path, target.folder, *path.parent.glob(f"{glob.escape(path.stem)}.*{glob.escape(path.suffix)}")]
    return frozenset(str(path.resolve()) for path in found)


def shown(path: Path) -> Path:
    """A path as short as it can be said from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
