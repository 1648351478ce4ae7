"""`dealextract parse`: formats, outputs, several inputs, errors and exit statuses."""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path

import pytest

from dealextract.records import Record
from tests.cli.invocation import ARTICLE, SHORT, Run


def test_one_article_gives_one_object_on_one_line(run: Run, article: Path) -> None:
    result = run("parse", article)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.count("\n") == 1
    record = json.loads(result.stdout)
    assert record["source"]["path"] == str(article)
    assert record["source"]["sha256"] == hashlib.sha256(SHORT.encode()).hexdigest()
    assert record["source"]["characters"] == len(SHORT)
    assert record["schema_version"] == "1.0"


def test_spans_of_the_output_hold_in_the_text_of_the_file(run: Run) -> None:
    record = json.loads(run("parse", ARTICLE).stdout)
    text = ARTICLE.read_text(encoding="utf-8")
    found = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if {"start", "end", "text"} <= value.keys():
                found.append(value)
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(record)
    assert len(found) > 5
    for span in found:
        assert text[span["start"] : span["end"]] == span["text"]


def test_json_is_an_object_for_one_and_an_array_for_several(run: Run, article: Path) -> None:
    one = json.loads(run("parse", article, "--format", "json").stdout)
    several = json.loads(run("parse", article, article, "-f", "json").stdout)
    assert several == [one, one]
    assert one == json.loads(run("parse", article, "--format", "jsonl").stdout)


def test_several_articles_give_a_line_each_in_their_order(run: Run, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("c.txt", "a.txt", "b.txt")]
    for path in paths:
        path.write_text(f"{path.stem}: {SHORT}", encoding="utf-8")
    lines = run("parse", *paths).stdout.splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == [str(path) for path in paths]


def test_a_table_names_the_article_and_separates_several(run: Run, article: Path) -> None:
    result = run("parse", article, article, "--format", "table")
    assert result.stdout.count(f"{article}\n") == 2
    assert f"\n\n{article}\n" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("name", "first"), [("o.json", "{\n"), ("o.jsonl", '{"companies"'), ("o.NDJSON", '{"companies"'), ("o.txt", "/")]
)
def test_the_suffix_of_the_output_picks_the_format(
    run: Run, article: Path, tmp_path: Path, name: str, first: str
) -> None:
    result = run("parse", article, "-o", tmp_path / name)
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(first)


def test_format_overrides_the_suffix_and_a_dash_is_standard_output(run: Run, article: Path, tmp_path: Path) -> None:
    run("parse", article, "-o", tmp_path / "o.txt", "--format", "jsonl")
    assert json.loads((tmp_path / "o.txt").read_text(encoding="utf-8"))
    assert json.loads(run("parse", article, "-o", "-").stdout)


def test_a_suffix_that_names_no_format_is_refused_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    result = run("parse", "nope.txt", "-o", tmp_path / "o.doc")
    assert result.exit_code == 2
    assert "the suffix '.doc' names no format; use .jsonl, .ndjson, .json, .txt, .csv, " in result.stderr
    assert "nope.txt" not in result.stderr


def test_one_bad_file_does_not_stop_the_others(run: Run, article: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "b.pdf"
    pdf.write_bytes(b"%PDF-1.4")
    result = run("parse", article, tmp_path / "nope.txt", pdf, tmp_path, article, "--format", "json")
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == 2
    errors = result.stderr.splitlines()
    assert len(errors) == 3
    assert errors[0] == f"dealextract: error: {tmp_path / 'nope.txt'}: no such file; check the path"
    assert "PDF document" in errors[1]
    assert "is a folder" in errors[2]


def test_all_bad_is_status_3_and_leaves_the_output_alone(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "o.jsonl"
    output.write_text("old", encoding="utf-8")
    result = run("parse", tmp_path / "nope.txt", tmp_path / "neither.txt", "-o", output)
    assert (result.exit_code, result.stdout) == (3, "")
    assert output.read_text(encoding="utf-8") == "old"


def test_an_empty_article_is_a_record_with_a_note(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    result = run("parse", path, "--exit-status")
    record = json.loads(result.stdout)
    assert result.exit_code == 4
    assert (record["deals"], record["companies"], record["source"]["characters"]) == ([], [], 0)
    assert any("no text" in note["message"] for note in record["diagnostics"])


def test_no_deal_is_status_4_only_when_asked_for(run: Run, article: Path) -> None:
    confident = ["--min-confidence", "1"]
    found = len(json.loads(run("parse", article, *confident).stdout)["deals"])
    assert run("parse", article, *confident).exit_code == 0
    assert run("parse", article, *confident, "--exit-status").exit_code == (0 if found else 4)


def test_deals_below_the_confidence_are_left_out_and_counted(run: Run) -> None:
    every = json.loads(run("parse", ARTICLE).stdout)
    least = max((deal["confidence"] for deal in every["deals"]), default=0.0)
    kept = json.loads(run("parse", ARTICLE, "--min-confidence", str(least)).stdout)
    dropped = [deal for deal in every["deals"] if deal["confidence"] < least]
    assert len(kept["deals"]) == len(every["deals"]) - len(dropped)
    notes = [note["message"] for note in kept["diagnostics"] if note["code"] == "below_min_confidence"]
    assert len(notes) == bool(dropped)
    assert all(str(len(dropped)) in note for note in notes)


def test_a_guessed_encoding_is_in_the_notes_and_the_option_overrides(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(SHORT.encode("cp1252"))
    guessed = json.loads(run("parse", path).stdout)
    assert guessed["source"]["encoding"] == "cp1252"
    assert guessed["diagnostics"][0]["code"] == "encoding_guessed"
    told = json.loads(run("parse", path, "--encoding", "cp1252").stdout)
    assert "encoding_guessed" not in [note["code"] for note in told["diagnostics"]]


@pytest.mark.parametrize("date", ["2021-03-09", "2021-03", "2021"])
def test_the_date_of_publication_is_in_the_record_as_it_was_given(run: Run, article: Path, date: str) -> None:
    result = run("parse", article, "--published", date)
    assert result.stderr == ""
    assert json.loads(result.stdout)["published"]["value"] == date


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--published", "March"], "'March' is no date of publication"),
        (["--encoding", "utf-99"], "'utf-99' is no known encoding"),
        (["--min-confidence", "2"], "--min-confidence"),
        (["--format", "xml"], "'xml'"),
        (["--input-format", "xls"], "'xls'"),
        (["--publishd", "2021"], "no option --publishd; did you mean --published?"),
        (["--color", "blue"], "'blue'"),
        (["-o"], "requires an argument"),
    ],
)
def test_an_option_that_means_nothing_is_status_2_and_one_line(
    run: Run, article: Path, arguments: list[str], message: str
) -> None:
    result = run("parse", article, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert result.stderr.startswith("dealextract: error: ")
    assert len(result.stderr.splitlines()) == 1


def test_the_order_of_options_does_not_matter(run: Run, article: Path) -> None:
    options = [["--format", "json"], ["--published", "2021-03-02"], ["-q"], [str(article)]]
    outputs = {run("parse", *itertools.chain(*order)).stdout for order in itertools.permutations(options)}
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["published"]["value"] == "2021-03-02"


@pytest.mark.parametrize("before", [["--debug"], ["-q"], ["--color", "never"], ["--color=never", "-v"]])
def test_options_of_every_command_may_stand_before_it(run: Run, article: Path, before: list[str]) -> None:
    first, second = run(*before, "parse", article), run("parse", *before, article)
    assert (first.exit_code, first.stdout, first.stderr) == (0, second.stdout, second.stderr)


def test_debug_shows_the_traceback_and_the_line(run: Run, tmp_path: Path) -> None:
    result = run("parse", tmp_path / "nope.txt", "--debug")
    assert "Traceback (most recent call last)" in result.stderr
    assert result.stderr.splitlines()[-1].endswith("nope.txt: no such file; check the path")
    assert "Traceback" not in run("parse", tmp_path / "nope.txt").stderr


def test_verbose_says_a_line_for_each_article(run: Run, article: Path) -> None:
    result = run("parse", article, article, "-v")
    assert len(result.stderr.splitlines()) == 2
    assert result.stderr.startswith(f"dealextract: {article}: utf-8, {len(SHORT)} characters, ")


def test_a_bug_that_one_article_brings_out_does_not_take_the_others(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dealextract.extractor import Extractor
    from dealextract.types import Article

    whole = Extractor.__call__

    def fragile(self: Extractor, given: Article) -> Record:
        if "bad" in (given.path or ""):
            raise ZeroDivisionError("it happens")
        return whole(self, given)

    monkeypatch.setattr(Extractor, "__call__", fragile)
    bad = tmp_path / "bad.txt"
    bad.write_text(SHORT, encoding="utf-8")
    result = run("parse", bad, article)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["source"]["path"] == str(article)
    assert "bad.txt: internal error (ZeroDivisionError: it happens); run again with --debug" in result.stderr
    assert "Traceback" not in result.stderr


def test_standard_input_is_a_dash_or_nothing(run: Run) -> None:
    for arguments in (["-"], []):
        record = json.loads(run("parse", *arguments, stdin=SHORT.encode()).stdout)
        assert record["source"]["path"] is None
        assert record["source"]["characters"] == len(SHORT)


def test_standard_input_is_read_once_and_never_beside_a_path(run: Run, article: Path) -> None:
    twice = run("parse", "-", "-", stdin=SHORT)
    assert (twice.exit_code, "can be read once only" in twice.stderr) == (2, True)
    assert run("parse", article, stdin=b"%PDF-1.4").exit_code == 0


def test_the_same_input_gives_the_same_bytes(run: Run) -> None:
    assert run("parse", ARTICLE).stdout_bytes == run("parse", ARTICLE).stdout_bytes
