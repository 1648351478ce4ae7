"""What is imported when: the package alone imports nothing heavy, nor do help, version, schema and completion."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

READING = ("spacy", "thinc", "dateparser", "onnxruntime", "tokenizers", "numpy", "torch", "charset_normalizer")
WRITING = ("pyarrow", "duckdb", "pandas", "polars", "xlsxwriter", "sqlite3")
HEAVY = (*READING, *WRITING)
REPORT = "import sys; print(' '.join(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)"


def imported(code: str, **environment: str) -> set[str]:
    """The packages that a process has imported when it has run some code."""
    script = f"import atexit\natexit.register(lambda: exec({REPORT!r}))\n{code}"
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, timeout=120, check=False, env={**os.environ, **environment}
    )
    return set(result.stderr.decode().splitlines()[-1].split())


def test_importing_the_package_imports_nothing_heavy() -> None:
    modules = imported("import dealextract; dealextract.__version__; dir(dealextract)")
    assert "dealextract" in modules
    assert modules.isdisjoint({*HEAVY, "pydantic", "rich", "typer"})


@pytest.mark.parametrize("name", ["find_dates", "find_money", "Record", "InputError", "read_results", "to_frame"])
def test_a_part_of_the_library_imports_no_reader(name: str) -> None:
    assert imported(f"from dealextract import {name}").isdisjoint({*HEAVY, "rich", "typer"})


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["parse", "--help"],
        ["batch", "--help"],
        ["--version"],
        ["completion", "bash"],
        ["parse", "--no-such-option"],
        ["schema"],
        ["schema", "--format", "markdown"],
        ["schema", "--format", "columns"],
    ],
    ids=" ".join,
)
def test_a_command_that_reads_nothing_imports_nothing_heavy(arguments: list[str]) -> None:
    code = f"import sys; sys.argv[1:] = {arguments!r}\nfrom dealextract.cli import main\nmain()"
    modules = imported(code)
    assert "typer" in modules
    assert modules.isdisjoint(HEAVY)


def test_completing_a_word_imports_nothing_heavy() -> None:
    code = "from dealextract.cli import main\nmain()"
    modules = imported(code, _DEALEXTRACT_COMPLETE="complete_bash", COMP_WORDS="dealextract pa", COMP_CWORD="1")
    assert "typer" in modules
    assert modules.isdisjoint(HEAVY)


FORMATS = ("trafilatura", "lxml", "pypdfium2", "backports", "charset_normalizer")


def test_reading_plain_text_imports_no_other_format() -> None:
    code = "import sys, io, dealextract.sources as s\nlist(s.read_articles_from(io.BytesIO(b'Kestrel buys Oakfield.')))"
    assert imported(code).isdisjoint({*HEAVY, *FORMATS, "rich", "typer"})


@pytest.mark.parametrize(
    ("data", "others"),
    [
        (b'{"text": "Kestrel"}\n', {"trafilatura", "lxml", "pypdfium2"}),
        (b"id,text\n1,Kestrel\n", {"trafilatura", "lxml", "pypdfium2"}),
        (b"From: a@b.example\nMessage-ID: <1>\n\nKestrel\n", {"trafilatura", "lxml", "pypdfium2"}),
        (b"%PDF-1.4\n", {"trafilatura", "lxml"}),
    ],
    ids=["jsonl", "csv", "eml", "pdf"],
)
def test_a_format_imports_its_own_library_alone(data: bytes, others: set[str]) -> None:
    code = f"import sys, io, dealextract.sources as s\nlist(s.read_articles_from(io.BytesIO({data!r})))"
    assert imported(code).isdisjoint(others)


def test_the_parts_alone_import_no_reader() -> None:
    code = "import sys, io\nsys.argv[1:] = ['money', 'pyproject.toml']\nfrom dealextract.cli import main\nmain()"
    assert imported(code).isdisjoint({"spacy", "thinc", "onnxruntime", "tokenizers", "torch", "dateparser"})


def test_parse_imports_the_writer_of_its_format_and_no_other() -> None:
    code = (
        "import sys\nsys.argv[1:] = ['parse', 'pyproject.toml', '-f', 'csv']\nfrom dealextract.cli import main\nmain()"
    )
    assert imported(code).isdisjoint(WRITING)


@pytest.mark.parametrize("command", ["parse", "explain", "names"])
def test_a_command_that_reads_leaves_out_the_command_line_of_spacy(command: str) -> None:
    arguments = [command, "data/articles/gucci-tmall.txt", "--quiet"]
    modules = imported(f"import sys; sys.argv[1:] = {arguments!r}\nfrom dealextract.cli import main\nmain()")
    assert "spacy" in modules
    assert modules.isdisjoint({"weasel", "requests", "httpx"})


def test_the_library_leaves_spacy_whole() -> None:
    modules = imported(
        "from dealextract.pipeline.names import find_names; find_names('Kestrel'); import spacy; spacy.cli.app"
    )
    assert {"spacy", "weasel"} <= modules


def test_what_was_left_out_of_spacy_comes_when_it_is_called() -> None:
    code = (
        "from dealextract.spacy_import import start_quickly; start_quickly()\n"
        "import spacy, sys; assert 'weasel' not in sys.modules\n"
        "assert spacy.info(silent=True)['spacy_version'] == spacy.__version__"
    )
    assert "weasel" in imported(code)


def test_without_a_configuration_nothing_of_it_is_imported() -> None:
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(sorted(m for m in sys.modules if m.startswith('dealextract.')), file=sys.stderr))\n"
        "sys.argv[1:] = ['parse', 'pyproject.toml', '-f', 'json']\nfrom dealextract.cli import main\nmain()"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, check=True)
    modules = result.stderr.decode()
    assert "'dealextract.extractor'" in modules
    assert "dealextract.knowledge.config" not in modules
