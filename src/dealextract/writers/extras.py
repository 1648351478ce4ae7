"""Libraries that come with an extra of the package: imported where they are used, missed in one way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dealextract.errors import InstallationError


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Around the import of libraries: where one is not installed, `InstallationError` names the extra that brings it."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise InstallationError(
            f"{error.name} is not installed",
            remedy=f"it comes with pip install 'dealextract[{name}]', in a copy of the source pip install '.[{name}]'",
        ) from error
