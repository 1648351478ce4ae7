"""The word lists of `companies.toml`: legal forms, general words, exchanges, what an organisation is."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def words_table() -> dict[str, frozenset[str]]:
    """Word lists by their key, in small letters."""
    text = resources.files("dealextract.knowledge").joinpath("companies.toml").read_text(encoding="utf-8")
    return {key: frozenset(w.lower() for w in words) for key, words in tomllib.loads(text).items()}
