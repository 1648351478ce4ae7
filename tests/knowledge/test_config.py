"""A configuration says where it is wrong: file, line, key, and what to write instead."""

from __future__ import annotations

import copy
import json
import pickle
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealextract.errors import UsageError
from dealextract.knowledge.config import load_config
from dealextract.knowledge.lines import line_of

GOOD = """\
[deal_types.franchise]
base = "licensing"
words = "franchis*"

[roles.acquirer]
words = ["suitor", "white knight"]

[companies."Alphabet Inc."]
aliases = ["Google"]
identifiers = [{ scheme = "ticker", value = "GOOGL", exchange = "NASDAQ" }]
"""

BAD = {
    "a slip in a section": (
        "[deal_type.franchise]\n",
        1,
        "deal_type: there is no such key; did you mean deal_types? use ",
    ),
    "a slip in a key": (
        '[deal_types.franchise]\nbase = "licensing"\nwrods = ["a"]\n',
        3,
        "deal_types.franchise.wrods: there is no such key; did you mean words? use base, words,",
    ),
    "a slip in a type": (
        '[deal_types.f]\nwords = "a"\nbase = [\n  "supply",\n  "licencing",\n]\n',
        3,
        "deal_types.f.base: it cannot be 'licencing'; did you mean licensing? use acquisition,",
    ),
    "no base": ('\n[deal_types.f]\nwords = "a"\n', 2, "deal_types.f.base: the key is missing; add it"),
    "nothing to tell it by": (
        '[deal_types.f]\nbase = "supply"\n',
        1,
        "deal_types.f: nothing tells it from its base; say words, needs or terms",
    ),
    "a type of the program": (
        '[deal_types.merger]\nbase = "supply"\nwords = "a"\n',
        1,
        "deal_types.merger: that is a type of the program itself; choose another name",
    ),
    "a name in capitals": (
        '[deal_types.Franchise]\nbase = "supply"\nwords = "a"\n',
        1,
        "deal_types.Franchise: 'Franchise' is no name of a deal type; use small letters, digits and _",
    ),
    "a star that stands alone": (
        '[deal_types.f]\nbase = "supply"\nwords = ["a", "* b"]\n',
        3,
        "deal_types.f.words: '* b' is no word or phrase; write words",
    ),
    "a number for words": ("[roles.acquirer]\nwords = 3\n", 2, "roles.acquirer.words: it must be a list; write it as "),
    "no words": ("[roles.acquirer]\nwords = []\n", 2, "roles.acquirer.words: it must not be empty; name at least one"),
    "a list for a table": (
        '[roles]\nacquirer = ["a"]\n',
        2,
        "roles.acquirer: it must be a table; write it as a heading",
    ),
    "a role of no deal": ('[roles.suitor]\nwords = "a"\n', 1, "roles.suitor: it cannot be 'suitor'; use acquirer,"),
    "a role of another type": (
        '[deal_types.f]\nbase = "supply"\nneeds = [["acquirer"]]\n',
        3,
        "deal_types.f.needs: acquirer is no role of supply; use customer, supplier",
    ),
    "a term that there is not": (
        '[deal_types.f]\nbase = "supply"\nterms = ["price"]\n',
        3,
        "deal_types.f.terms: 'price' is no term; use value, price_per_share,",
    ),
    "a word for two roles": (
        '[roles.acquirer]\nwords = "Suitor"\n[roles.seller]\nwords = "suitor"\n',
        4,
        "roles.seller.words: 'suitor' is a word for acquirer and for seller, both of them roles of acquisition; take it out",
    ),
    "a scheme": (
        '[companies."A & B"]\nidentifiers = [\n  { scheme = "isn", value = "X" },\n]\n',
        2,
        "companies.\"A & B\".identifiers.scheme: it cannot be 'isn'; did you mean isin? use ticker, isin, lei, other",
    ),
    "a slip in an identifier": (
        '[companies.A]\nidentifiers = [{ scheme = "isin", value = "X", exchang = "Y" }]\n',
        2,
        "companies.A.identifiers.exchang: there is no such key; did you mean exchange? use scheme,",
    ),
    "a key misspelled that must be there": (
        '[roles.acquirer]\nwordz = ["suitor"]\n',
        2,
        "roles.acquirer.wordz: there is no such key (and 1 more); did you mean words?",
    ),
    "two things": (
        "[companies.A]\nx = 1\ny = 2\n",
        2,
        "companies.A.x: there is no such key (and 1 more); use aliases,",
    ),
    "no TOML": ("[roles.acquirer]\nwords = a\n", "2, column 9", "no TOML: invalid value; mend it there"),
    "an end within a list": ("[roles.acquirer]\nwords = [\n", 2, "no TOML: invalid value; mend it there"),
}


@pytest.mark.parametrize(("text", "line", "message"), BAD.values(), ids=BAD.keys())
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, line: int | str, message: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_config(file)
    assert str(caught.value).startswith(f"{file}, line {line}: {message}")
    assert caught.value.remedy


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml: cannot be read: no such file"):
        load_config(tmp_path / "none.toml")
    file = tmp_path / "latin.toml"
    file.write_bytes('[companies."A"]\naliases = "Société"\n'.encode("latin-1"))
    with pytest.raises(UsageError, match=r"latin\.toml, line 2: is no UTF-8; save the file as UTF-8"):
        load_config(file)


def test_a_mapping_is_the_same_as_a_file_and_says_its_key(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    config = load_config(file)
    assert config.model_dump() == load_config(tomllib.loads(GOOD)).model_dump()
    assert config.deal_types["franchise"].words == ("franchis*",)
    assert (config.file, config.line("companies", "Alphabet Inc.")) == (str(file), 8)
    with pytest.raises(UsageError, match=r"^config: roles\.acquirer\.words: the key is missing; add it$"):
        load_config({"roles": {"acquirer": {}}})


def test_it_survives_the_way_to_another_process(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(GOOD)
    config = load_config(file)
    for other in (pickle.loads(pickle.dumps(config)), copy.deepcopy(config)):
        assert (other, other.file, other.line("roles")) == (config, config.file, 5)


KEYS = st.sampled_from(["a", "b", "c d", "é"])
VALUES = st.sampled_from(["1", '"x # y"', "[\n 1,\n 2,\n]", '"""\nx = 1\n[t]\n"""', "{ k = 1 }", "[ # no\n'y' ]"])
GAPS = st.sampled_from(["", "\n", "# a = 1\n", "\n\n# [t]\n"])


@given(st.lists(st.tuples(GAPS, KEYS, st.lists(st.tuples(GAPS, KEYS, VALUES), max_size=3)), max_size=4))
def test_a_key_is_found_on_the_line_where_it_was_written(
    tables: list[tuple[str, str, list[tuple[str, str, str]]]],
) -> None:
    text, places = "", {}
    for table_gap, table, keys in tables:
        if (table,) in places:
            continue
        text += table_gap
        places[table,] = text.count("\n") + 1
        text += f"[{json.dumps(table, ensure_ascii=False)}]\n"
        for key_gap, key, value in keys:
            if (table, key) in places:
                continue
            text += key_gap
            places[table, key] = text.count("\n") + 1
            text += f"{json.dumps(key, ensure_ascii=False)} = {value}\n"
    for path, line in places.items():
        assert line_of(text, path) == line
        assert line_of(text, (*path, "none")) == line


LISTS = """\
deal_types.a.base = "supply"

[[companies.A.identifiers]]
scheme = "isin"

[[companies.A.identifiers]]
scheme = '''
]
'''
value = { deep = [
  { no = 1 } ] }
[companies."B ]"] # [x]
aliases = [  # "]"
  "a\u2028b\u0085c",
]
[ companies . C ]
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("deal_types",), 1),
        (("deal_types", "a", "base"), 1),
        (("companies",), 3),
        (("companies", "A", "identifiers"), 3),
        (("companies", "A", "identifiers", 0, "scheme"), 4),
        (("companies", "A", "identifiers", 1), 6),
        (("companies", "A", "identifiers", 1, "scheme"), 7),
        (("companies", "A", "identifiers", 1, "value", "deep", 0, "no"), 10),
        (("companies", "A", "identifiers", 1, "exchange"), 6),
        (("companies", "B ]"), 12),
        (("companies", "B ]", "aliases", 0), 13),
        (("companies", "C", "kind"), 16),
        (("roles",), None),
    ],
    ids=str,
)
def test_lists_of_tables_dotted_keys_and_long_values_have_their_lines(
    path: tuple[str | int, ...], line: int | None
) -> None:
    assert line_of(LISTS, path) == line


def test_a_file_is_read_for_its_lines_but_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of all companies that somebody knows is thousands of lines."""
    text = "".join(f'[companies."C{n}"]\naliases = [\n"x",\n"y",\n]\n' for n in range(50))
    sizes = []
    loads = tomllib.loads
    monkeypatch.setattr(tomllib, "loads", lambda part: sizes.append(len(part)) or loads(part))
    assert [line_of(text, ("companies", f"C{n}", "aliases", 1)) for n in range(50)] == [5 * n + 2 for n in range(50)]
    assert sum(sizes) <= 4 * len(text)
