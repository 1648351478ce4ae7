"""Readings made by hand, as for resolution."""

from tests.resolution.conftest import maker

__all__ = ["maker"]
