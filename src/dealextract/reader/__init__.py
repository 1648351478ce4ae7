"""The trained reader: words in, spans and probabilities out. Only this package knows onnxruntime and the tokenizer."""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from typing import Any

from dealextract.errors import InstallationError

FILES = ("encoder.onnx", "heads.onnx", "settings.json", "tokenizer.json")


def card() -> dict[str, Any]:
    """The model card of the weights in the package as data: what they were trained on, how, their scores and hash.

    Raises `InstallationError` where it is missing. Loads no model.
    """
    file = resources.files(__name__).joinpath("weights", "card.json")
    try:
        out: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InstallationError(
            "the model card is missing", where="card.json", remedy="install dealextract again"
        ) from None
    return out


def weights_hash() -> str:
    """SHA-256 over the weights' files in the package, in the order of `FILES`."""
    total = hashlib.sha256()
    for name in FILES:
        total.update(resources.files(__name__).joinpath("weights", name).read_bytes())
    return total.hexdigest()
