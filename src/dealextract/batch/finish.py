"""The output of a batch, put in place whole when all is done."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

from dealextract.batch.journal import DONE, FINISHED, RUN, Journal, entry_line
from dealextract.errors import InputError
from dealextract.records import Record
from dealextract.writers.files import whole_file


def put_in_place(journal: Journal, order: array[int], target: Path, format: str) -> bool:
    """Write the records in the order of their entries in the journal; whether there was any.

    They go to the file that the journal calls finished; for JSON Lines that is the target, other formats are made from
    it. Then a journal that points there takes the place of the old one. Killed between any two steps, the batch
    finds what it needs to do them again.
    """
    if not any(journal.at(at)["outcome"] in DONE for at in order):
        return False
    with open(journal.folder / "journal.new", "wb") as entries:
        offset = 0
        with whole_file(journal.finished, folder=journal.folder) as stream:
            for at in order:
                entry = journal.at(at)
                if entry["outcome"] in DONE:
                    record = journal.read(entry["record"])
                    if record is None:
                        raise InputError(
                            "its saved record is damaged", where=entry["name"], remedy="run again with --resume"
                        )
                    stream.buffer.write(record)
                    _, _, length, check = entry["record"]
                    entry["record"] = (FINISHED, offset, length, check)
                    offset += length
                entries.write(entry_line(entry, journal.config))
            entries.write(entry_line({"path": "", "item": RUN, "outcome": "finished"}, journal.config))
        if format != "jsonl":
            from dealextract.writers.results import write_results

            write_results(records(journal.finished), target, format)
        journal.replace(entries)
    return True


def records(path: Path) -> Iterator[Record]:
    """The records of a file of JSON Lines that was written here."""
    with open(path, "rb") as stream:
        for line in stream:
            yield Record.model_validate_json(line)
