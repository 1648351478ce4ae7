"""One file out of data, script and style, under a policy by which nothing but these can run or load."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any, Final

SCRIPTS: Final = (
    "start.js", "values.js", "dates.js", "terms.js", "verdicts.js", "people.js", "files.js", "filter.js", "table.js",
    "evidence.js", "form.js", "panel.js", "review.js", "timeline.js", "counts.js", "network.js", "keys.js", "main.js",
)  # fmt: skip
"""The parts of the script in their order; together they are one function, so that nothing of it can be reached from outside."""

ESCAPED = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def page(data: Mapping[str, Any]) -> str:
    """The page, as HTML to be written as UTF-8. The same data give the same bytes."""
    style = _asset("style.css")
    script = '"use strict";\n(() => {\n' + "\n".join(map(_asset, SCRIPTS)) + "})();\n"
    parts = {"policy": policy(script, style), "style": style, "script": script, "data": data_text(data)}
    # One pass over the template: nothing that stands in the data is ever taken for a place to fill.
    return re.sub(r"\{\{(\w+)\}\}", lambda place: parts[place[1]], _asset("page.html"))


def policy(script: str, style: str) -> str:
    """The content security policy: this script and this style by their hashes, no connection, no image, no frame, no form that is sent."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def data_text(data: Mapping[str, Any]) -> str:
    """Data as JSON that can stand in a script element: nothing in it ends the element, begins another or is no letter.

    >>> data_text({"a": "</script>"})
    '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return ESCAPED.sub(lambda letter: f"\\u{ord(letter[0]):04x}", text)


def _hash(text: str) -> str:
    """A source as a policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return resources.files("dealextract.report").joinpath("assets", name).read_text(encoding="utf-8")
