"""The reference: command line, schema, exit statuses, errors, diagnostics and the library, from the code that they describe."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import dealextract
from dealextract import errors
from dealextract.cleaning.layout import STRUCTURES
from dealextract.writers.schema import markdown_columns, markdown_schema
from docs.make.commands import STATUSES, Shown, shown

PACKAGE = Path(dealextract.__file__).parent
MADE = "This page is made from the code by `python -m docs.make`."


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def code(text: str) -> str:
    """Text as code in a line of Markdown."""
    return f"`{text}`" if text else ""


def cli() -> str:
    """The commands, with what `--help` says of each."""
    parts = [f"# Command line\n\n{MADE} The same is said by `--help` of each command and by `man dealextract`.\n"]
    parts += [_command(one) for one in shown()]
    parts.append(f"## Exit status\n\n{table(('status', 'means'), list(STATUSES))}")
    return "\n".join(parts)


def _command(one: Shown) -> str:
    parts = [f"## {one.name}\n\n{one.what}\n\n```text\n{one.usage}\n```\n"]
    if one.examples:
        lines = "\n".join(f"# {what}\n{line}" for line, what in one.examples)
        parts.append(f"```bash\n{lines}\n```\n")
    for head, rows in (("argument", one.arguments), ("option", one.options), ("command", one.commands)):
        if rows:
            parts.append(table((head, "is"), [(code(name), _escaped(what)) for name, what in rows]))
    return "\n".join(parts)


def _escaped(text: str) -> str:
    return re.sub(r"([\[\]*_<>])", r"\\\1", text)


def schema() -> str:
    """The schema of the records."""
    return markdown_schema()


def columns() -> str:
    """The tables and columns."""
    return markdown_columns()


def raised() -> Iterator[tuple[str, str, str, str]]:
    """Each error that the code makes: class, package, message and remedy, with … for what differs each time."""
    for path, tree in _trees():
        constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _classes():
                remedy = next((k.value for k in node.keywords if k.arg == "remedy"), None)
                if node.args:
                    said, to_do = (_template(part, constants) for part in (node.args[0], remedy))
                    yield node.func.id, path.relative_to(PACKAGE).parts[0].removesuffix(".py"), said, to_do


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def _classes() -> list[str]:
    return [
        name
        for name, one in vars(errors).items()
        if inspect.isclass(one) and issubclass(one, errors.DealextractError) and one is not errors.DealextractError
    ]


def _template(node: ast.expr | None, constants: dict[str, Any]) -> str:
    """The text of an expression, with … for its parts that are only known when it runs."""
    match node:
        case None:
            return ""
        case ast.Constant(value=str(text)):
            return " ".join(text.split())
        case ast.JoinedStr(values=parts):
            return "".join(map(_part, parts))
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _template(left, constants) + _template(right, constants)
        case ast.IfExp(body=one, orelse=other):
            return f"{_template(one, constants)} / {_template(other, constants)}".removesuffix(" / ")
        case ast.Name(id=name) if name in constants:
            return _template(constants[name], {})
        case _:
            return "…"


def _part(part: ast.expr) -> str:
    """A part of a message: its words, `…` for what is put in, `… deals` for a count of things."""
    match part:
        case ast.Constant(value=text):
            return str(text)
        case ast.FormattedValue(value=ast.Call(func=ast.Name(id="counted"), args=[_, *said])):
            noun, *verbs = [one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            return " ".join(["…", f"{noun}s", *verbs[1:]])
        case _:
            return "…"


def errors_page() -> str:
    """The errors, by class, with what to do about each."""
    tree = (errors.__doc__ or "").split("\n\n")
    drawn = inspect.cleandoc("\n" + tree[1])
    parts = [
        f"# Errors\n\n{MADE}\n\nEvery error that the program raises on purpose says what happened, where, and what to do. On the "
        "command line it is one line on standard error, `dealextract: error: WHERE: WHAT; REMEDY`; `--debug` shows the traceback "
        "before it. In Python it is an exception with `message`, `where` and `remedy`.\n",
        f"```text\n{drawn}\n```\n",
        "| class | exit status |\n| --- | --- |\n| `UsageError` | 2 |\n| `InputError` | 1 where other inputs were read, else 3 |\n"
        "| `InstallationError` | 3 |\n",
        "In the tables `…` stands for what differs each time. Messages that are nothing but `…` are passed on from a library "
        "and left out.\n",
    ]
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for name, package, said, to_do in raised():
        if re.search(r"\w{2}", said):
            found[name].add((package, said, to_do))
    for name in ("InputError", "UsageError", "InstallationError"):
        doc = inspect.getdoc(getattr(errors, name)) or ""
        rows = [(code(package), _escaped(said), _escaped(to_do)) for package, said, to_do in sorted(found[name])]
        parts.append(f"## {name}\n\n{doc}\n\n{table(('raised in', 'message', 'remedy'), rows)}")
    return "\n".join(parts)


def diagnostics() -> Iterator[tuple[str, str, str]]:
    """Each code of `diagnostics`, the package that writes it, and its message with … for what differs each time."""
    rules = tomllib.loads((PACKAGE / "knowledge" / "boilerplate.toml").read_text(encoding="utf-8"))["rule"]
    for rule in rules:
        yield rule["code"], "cleaning", rule["message"]
    for _, name, message, _ in STRUCTURES:
        yield name, "cleaning", message
    for path, tree in _trees():
        package = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                yield from ((name, package, said) for name, said in _codes(function))


MAKERS = ("Diagnostic", "Rejection", "_note")
ELSEWHERE = {
    "duplicate": "the text is a copy of an earlier one, which is named; its deals stand there",
    "not_held": "a number or text that the cell of a format cannot hold; which one, and what became of it",
}
"""Codes whose messages are put together where they are not written."""


def _codes(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """The codes that a function writes, each with its message: as a diagnostic, as a row, or as a line that is taken out."""
    assigned: list[tuple[int, str, ast.expr]] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            assigned.append((node.lineno, node.targets[0].id, node.value))
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name(id=maker)) if maker in MAKERS:
                named = {k.arg: k.value for k in node.keywords}
                given = [*node.args, None, None]
                name, said = named.get("code", given[0]), named.get("message", given[1])
            case ast.Dict(keys=keys):
                row = {getattr(k, "value", None): v for k, v in zip(keys, node.values, strict=True)}
                name, said = row.get("code"), row.get("message")
            case ast.Assign(targets=[ast.Subscript()], value=ast.Tuple(elts=[name, said])):
                pass
            case _:
                continue
        before = {target: value for line, target, value in sorted(assigned, key=lambda a: a[0]) if line <= node.lineno}
        if said is not None:
            yield from ((one, ELSEWHERE.get(one) or _template(said, before)) for one in _literals(name))


def _literals(node: ast.expr | None) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _literals(one)
            yield from _literals(other)


def diagnostics_page() -> str:
    """The codes of `diagnostics`."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, package, said in diagnostics():
        found[name, package].add(said)
    rows = [
        (code(name), code(package), _escaped("; or ".join(sorted(said))))
        for (name, package), said in sorted(found.items())
    ]
    return (
        f"# Diagnostics\n\n{MADE}\n\nWhat was skipped, guessed, turned down or in conflict stands in the list `diagnostics` "
        "of a record: a `code`, a `message` for people, and where it is known the offsets `start` and `end` in the clean text. "
        "Codes are part of the schema, messages may change.\n\nThe second column names the stage: `sources` reads files, "
        "`cleaning` leaves lines out that are no article text, `resolution` and `assembly` turn candidates down, the others "
        "speak for themselves. `…` stands "
        "for what differs each time.\n\n" + table(("code", "stage", "message"), rows)
    )


def library() -> str:
    """What the package exports, with signatures and docstrings."""
    parts = [f"# Python\n\n{MADE} The records are explained in the [schema](schema.md).\n"]
    functions, records = [], []
    for name in dealextract.__all__:
        one = getattr(dealextract, name)
        if (callable(one) and not inspect.isclass(one)) or name in ("Extractor", "Article"):
            functions.append((name, one))
        elif inspect.isclass(one) and not issubclass(one, errors.DealextractError):
            records.append((name, one))
    for name, one in functions:
        parts.append(f"## {name}\n\n```text\n{_signature(name, one)}\n```\n\n{_documented(one)}\n")
        for method in ("__call__", "pipe") if name == "Extractor" else ():
            parts.append(f"- `{method}`: {inspect.getdoc(getattr(one, method))}\n")
    rows = [(code(name), (inspect.getdoc(one) or "").partition("\n\n")[0].replace("\n", " ")) for name, one in records]
    parts.append(f"## Records\n\nFrozen Pydantic models.\n\n{table(('class', 'is'), rows)}")
    parts.append("## Exceptions\n\nSee [errors](errors.md).\n")
    return "\n".join(parts)


def _signature(name: str, one: Any) -> str:
    """How it is called, on one line where it fits."""
    signature = inspect.signature(one)
    parameters: list[str] = []
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in parameters:
            parameters.append("*")
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        parameters.append(f"{parameter.name}: {parameter.annotation}{default}")
    returns = (
        "" if signature.return_annotation in (signature.empty, None, "None") else f" -> {signature.return_annotation}"
    )
    line = f"{name}({', '.join(parameters)}){returns}"
    if len(line) <= 100:
        return line
    return "\n".join([f"{name}(", *(f"    {parameter}," for parameter in parameters), f"){returns}"])


def _documented(one: Any) -> str:
    """A docstring as Markdown: its examples become blocks."""
    doc = inspect.getdoc(one) or ""
    blocks = [
        f"```pycon\n{block}\n```" if block.lstrip().startswith(">>>") else _escaped_prose(block)
        for block in doc.split("\n\n")
    ]
    return "\n\n".join(blocks)


def _escaped_prose(text: str) -> str:
    return "\n".join(re.sub(r"([<>])", r"\\\1", line.strip()) for line in text.splitlines())
