"""Help begins with examples that run, errors hint at it, and completion is there for three shells."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dealextract import __version__
from dealextract.cli.examples import EXAMPLES
from dealextract.extractor import extract
from tests.cli.invocation import ARTICLE, REPOSITORY, SHORT, Run, environment

COMMANDS = [
    "parse",
    "batch",
    "dates",
    "money",
    "names",
    "explain",
    "report",
    "eval",
    "schema",
    "config",
    "doctor",
    "completion",
]


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_begins_with_examples(run: Run, command: str, flag: str) -> None:
    result = run(*command.split(), flag)
    assert (result.exit_code, result.stderr) == (0, "")
    examples, usage, options = (result.stdout.index(f"\n{head}:") for head in ("Examples", "Usage", "Options"))
    assert examples < usage < options
    assert "\n\n" not in result.stdout[:examples].strip().replace("\n\nExit status:", "")
    for line, _ in EXAMPLES[command]:
        assert line in result.stdout


def test_every_command_has_examples_and_stands_in_the_help_of_the_program(run: Run) -> None:
    listed = re.findall(r"^  (\w+)  ", run("--help").stdout.partition("Commands:")[2], re.M)
    assert listed == COMMANDS
    assert set(EXAMPLES) == {"", *COMMANDS}


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(run: Run, flag: str) -> None:
    assert run(flag).stdout == f"dealextract {__version__}\n"


def test_the_program_without_arguments_prints_help_and_is_a_usage_error(run: Run) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Examples:" in result.stderr


def test_a_misspelt_command_is_answered_with_the_right_one(run: Run) -> None:
    result = run("prase", "a.txt")
    assert result.exit_code == 2
    assert (
        result.stderr
        == "dealextract: error: no such command 'prase'. Did you mean 'parse'? (dealextract --help says more)\n"
    )


@pytest.mark.parametrize("command", ["parse", "batch", "dates", "money", "names", "explain", "report"])
def test_no_input_at_a_terminal_prints_short_help_at_once(command: str) -> None:
    pty = pytest.importorskip("pty", reason="terminals are a notion of POSIX systems")
    _ours, theirs = pty.openpty()
    result = subprocess.run(
        [sys.executable, "-m", "dealextract", command],
        stdin=theirs, capture_output=True, timeout=20, check=False, env=environment(),
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (2, b"")
    lines = result.stderr.decode().splitlines()
    assert "Examples:" in lines
    assert lines[-1] == f"dealextract {command} --help says more."
    assert len(lines) < 20


LINES = [pytest.param(line, id=line) for rows in EXAMPLES.values() for line, _ in rows]


def annotated(folder: Path) -> None:
    """Put an annotated article, results and a folder of articles where the examples of `eval` and `report` look for them."""
    parties = [{"names": ["Kestrel"], "role": "acquirer"}, {"names": ["Oakfield"], "role": "target"}]
    gold = {"id": "short", "deals": [{"type": "acquisition", "status": "agreed", "parties": parties}]}
    (folder / "gold.jsonl").write_text(json.dumps(gold) + "\n")
    record = extract("Kestrel plc has agreed to buy Oakfield Ltd.")
    named = record.model_copy(update={"source": record.source.model_copy(update={"path": "short.txt"})})
    for name in ("deals", "old", "new"):
        (folder / f"{name}.jsonl").write_text(named.to_json() + "\n")
    (folder / "articles").mkdir()
    for path in (folder / "articles" / "short.txt", folder / "short.txt"):
        path.write_text("Kestrel plc has agreed to buy Oakfield Ltd.")


@pytest.mark.parametrize("line", LINES)
def test_an_example_runs(line: str, tmp_path: Path) -> None:
    if "dealextract eval" in line or "dealextract report" in line:
        annotated(tmp_path)
    if "own.toml" in line:
        (tmp_path / "own.toml").write_text('[companies."Kestrel Foods plc"]\naliases = ["Kestrel"]\n', encoding="utf-8")
    if "jq" in line and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    (tmp_path / "article.txt").write_text(f"{ARTICLE.read_text(encoding='utf-8')}\n{SHORT}", encoding="utf-8")
    if "feed.jsonl" in line:
        feed = json.dumps({"url": "https://news.example/1", "story": SHORT})
        (tmp_path / "feed.jsonl").write_text(f"{feed}\n", encoding="utf-8")
    program = tmp_path / "bin" / "dealextract"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dealextract "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    for folder in (".zfunc", ".config/fish/completions"):
        (tmp_path / folder).mkdir(parents=True)
    env = environment(PATH=f"{program.parent}:{environment()['PATH']}", HOME=str(tmp_path))
    result = subprocess.run(
        ["sh", "-c", line],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    said = [text for text in result.stderr.decode().splitlines() if not re.search(r"\d documents?\b", text)]
    assert (result.returncode, said) == (0, [])  # a batch ends with a line that sums it up
    made = [
        path
        for path in [*tmp_path.glob("*.*"), *tmp_path.glob(".*/**/*")]
        if path.is_file() and path.name not in ("article.txt", "feed.jsonl", "errors.jsonl", "own.toml")
    ]
    assert result.stdout or (made and all(path.stat().st_size > 10 for path in made))


@pytest.mark.parametrize(
    ("shell", "mark"),
    [("bash", "complete -o default -F"), ("zsh", "#compdef dealextract"), ("fish", "complete --command")],
)
def test_completion_is_written_for_three_shells(run: Run, shell: str, mark: str) -> None:
    result = run("completion", shell)
    assert mark in result.stdout
    assert "_DEALEXTRACT_COMPLETE" in result.stdout


def test_bash_completes_commands_and_options() -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")

    def completed(words: str) -> list[str]:
        env = environment(_DEALEXTRACT_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(words.count(" ")))
        command = [sys.executable, "-c", "from dealextract.cli import main; main()"]
        return subprocess.run(command, env=env, capture_output=True, timeout=20, check=False).stdout.decode().split()

    assert completed("dealextract pa") == ["parse"]
    assert "--published" in completed("dealextract parse --")


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, re.M | re.S)
    lines = [
        line for block in blocks for line in block.splitlines() if "dealextract " in line and not line.startswith("#")
    ]
    assert len(lines) > 5
    (tmp_path / "data").symlink_to(REPOSITORY / "data")
    feed = json.dumps({"url": "https://news.example/1", "story": SHORT, "day": "2021-03-02"})
    (tmp_path / "feed.jsonl.gz").write_bytes(gzip.compress(f"{feed}\n".encode()))
    program = tmp_path / "dealextract"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dealextract "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    env = environment(PATH=f"{tmp_path}:{environment()['PATH']}")
    for line in lines:
        command = line.removeprefix("pip install . && ")
        result = subprocess.run(
            ["sh", "-ec", command], cwd=tmp_path, env=env, capture_output=True, timeout=300, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert (result.returncode, result.stderr) == (0, b""), command
        assert result.stdout or "-o " in command, command


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", readme, re.M | re.S)
    assert len(blocks) == 1
    exec(compile(blocks[0], "README.md", "exec"), {"__name__": "readme"})
    said = re.findall(r"\)  # (.*)$", blocks[0], re.M)
    assert capsys.readouterr().out.splitlines()[-len(said) :] == said
    assert len(said) == 2


def test_the_check_before_a_change_runs_the_test_command_of_the_readme() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    script = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    extract = re.search(r"sed -n '.*' README\.md", script)
    assert extract is not None
    shown = subprocess.run(["sh", "-c", extract[0]], cwd=REPOSITORY, capture_output=True, check=True, timeout=20)
    assert shown.stdout.decode() == "pip install '.[test]' && pytest\n"
    assert "```sh\npip install '.[test]' && pytest\n```" in readme
