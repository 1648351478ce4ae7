"""Results of several files, or written by a library: in place all at once or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from dealextract.errors import UsageError
from dealextract.writers.files import mode_of, sync_folder
from dealextract.writers.tables import TABLES

ROOM = "make room or check the folder and its permissions"


@contextmanager
def staged(targets: Mapping[str, Path]) -> Iterator[Path]:
    """A fresh folder to write files into; when the block ends well, each takes its place.

    `targets` maps the names of the files in that folder to their places, which are all in one folder; errors name the
    last. They are synced to disk, then put in place one after the other; where one cannot be, the old ones come back.
    Raises `UsageError` where a place cannot be written to.
    """
    places = {name: Path(os.path.realpath(target)) for name, target in targets.items()}
    for name, place in places.items():
        if place.exists() and not place.is_file():
            what = "is a folder, not a file" if place.is_dir() else "is no plain file"
            raise UsageError(what, where=str(targets[name]), remedy="name a file to write")
    main = list(places.values())[-1]
    try:
        folder = Path(tempfile.mkdtemp(dir=main.parent, prefix=f".{main.name[:100]}.", suffix=".part"))
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(main), remedy=ROOM) from None
    try:
        yield folder
        for name, place in places.items():
            _sync(folder / name)
            (folder / name).chmod(mode_of(place))
        _put(folder, places)
        for parent in {place.parent for place in places.values()}:
            sync_folder(parent)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror or error}", where=str(main), remedy=ROOM) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def staged_file(target: Path) -> Iterator[Path]:
    """The path of a fresh file to write; when the block ends well, it takes the place of the target."""
    with staged({target.name: target}) as folder:
        yield folder / target.name


def table_files(target: Path, suffix: str) -> dict[str, Path]:
    """Where each table goes: beside `deals.csv` as `deals.parties.csv`, or into the folder that the target is.

    The table of deals comes last, so that it stands for a whole set.

    >>> table_files(Path("out.csv"), ".csv")["parties"].as_posix()
    'out.parties.csv'
    """
    names = [table.name for table in TABLES if table.name != "deals"]
    if target.suffix.lower() == suffix and not target.is_dir():
        return {name: target.with_name(f"{target.stem}.{name}{target.suffix}") for name in names} | {"deals": target}
    return {name: target / f"{name}{suffix}" for name in (*names, "deals")}


@contextmanager
def staged_tables(target: Path, suffix: str) -> Iterator[Path]:
    """A fresh folder for a file for each table, `<table><suffix>`, that go to `table_files`; a missing folder is made."""
    places = table_files(target, suffix)
    folder = places["deals"].parent
    made = False
    if folder == target and not target.exists():
        try:
            target.mkdir()
        except OSError as error:
            raise UsageError(f"cannot be written: {error.strerror}", where=str(target), remedy=ROOM) from None
        made = True
    try:
        with staged({f"{name}{suffix}": place for name, place in places.items()}) as stage:
            yield stage
    except BaseException:
        if made:
            with suppress(OSError):
                target.rmdir()
        raise


def _put(folder: Path, places: Mapping[str, Path]) -> None:
    """Put the files in place; on an error those that were there before come back."""
    aside = folder / "before"
    aside.mkdir()
    done: list[str] = []
    try:
        for name, place in places.items():
            if len(places) > 1 and place.exists():
                _keep(place, aside / name)
            done.append(name)
            os.replace(folder / name, place)
    except BaseException:
        for name in done:
            with suppress(OSError):
                if (aside / name).exists():
                    os.replace(aside / name, places[name])
                elif not (folder / name).exists():
                    places[name].unlink()
        raise


def _keep(place: Path, aside: Path) -> None:
    """A second name for a file, or a copy where the file system has no such thing."""
    try:
        os.link(place, aside)
    except OSError:
        shutil.copy2(place, aside)


def _sync(path: Path) -> None:
    with open(path, "rb") as stream:
        os.fsync(stream.fileno())
