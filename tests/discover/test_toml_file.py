"""TOML files: what the standard library reads, each value in its place; faults line by line."""

import time
import tomllib
from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licenseengine.discover.formats import toml_file
from licenseengine.discover.formats.toml_file import nodes, read
from licenseengine.discover.records import Node
from tests.discover.nodes import LAW, TEXTS, at, data, scalars, told, values
from tests.discover.toml_text import Writer

SCALARS = st.one_of(
    st.booleans(), st.integers(0, 9), st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 1, 1)), st.just(datetime(2020, 1, 1, 7, 30, tzinfo=UTC)),
    st.sampled_from(["x", "org/name", "#", "a = 1", '"', "'''", '""', "\\"]), TEXTS,
)  # fmt: skip
TABLES = st.dictionaries(TEXTS, values(SCALARS, TEXTS), max_size=6)


def same(node: Node, value: object) -> bool:
    """Whether a node is what the standard library reads: scalars by the text they have."""
    if isinstance(value, dict):
        found = dict(node.entries or ())
        return found.keys() == value.keys() and all(same(found[k], value[k]) for k in value)
    if isinstance(value, list):
        return len(node.items or ()) == len(value) and all(map(same, node.items or (), value))
    if isinstance(value, str):
        return node.text == value
    return bool(tomllib.loads(f"x = {node.text}")["x"] == value)


@LAW
@given(TABLES, st.integers(0, 10**6))
def test_what_the_standard_library_reads_is_read_with_every_value_in_its_place(
    table: dict[str, object], seed: int
) -> None:
    writer = Writer(Random(seed))  # noqa: S311 - a way of writing, not a secret
    text = writer.document(table)
    root, gaps = nodes(text)
    assert gaps == ()
    assert same(root, tomllib.loads(text))
    places = [(n.line, n.column) for n in scalars(root)]
    assert len(set(places)) == len(places)
    for node in scalars(root):
        begin = at(text, node.line, node.column)
        assert any(said == node.text and begin.startswith(token) for token, said in writer.tokens)


@LAW
@given(st.text(st.sampled_from("a.[]{}=,#'\"\\ \n1-:"), max_size=60))
def test_no_text_is_too_broken_to_be_read(text: str) -> None:
    root, gaps = nodes(text)
    try:
        value = tomllib.loads(text)
    except ValueError:
        return
    assert gaps == ()
    assert same(root, value)


def test_equal_values_are_found_each_at_its_own_line() -> None:
    text = 'a = "x"\nb = "x"\nc = ["x",\n "x"]\n[t]\na = "x"\n[[u]]\na = "x"\n[[u]]\nv.w = "x"\n'
    assert told(read("x.toml", text).statements) == [
        ("a", "x", 1), ("b", "x", 2), ("c", "x", 3), ("c", "x", 4),
        ("t.a", "x", 6), ("u.a", "x", 8), ("u.v.w", "x", 10),
    ]  # fmt: skip


def test_keys_and_tables_have_places() -> None:
    root, _ = nodes('[a.b]\n"c d".e = {f = 1}\n[[g]]\n[g.h]\ni = 2\n')
    inner = root.get("a", "b", "c d", "e", "f")
    assert inner is not None
    assert (inner.key_line, inner.key_column, inner.column) == (2, 12, 16)
    table = root.get("a", "b")
    assert table is not None
    assert (table.line, table.key_line, table.key_column) == (1, 1, 4)
    assert data(root) == {"a": {"b": {"c d": {"e": {"f": "1"}}}}, "g": [{"h": {"i": "2"}}]}


@pytest.mark.parametrize(
    ("token", "said"),
    [
        (r'"\u0041\U0001F600\t\e\x41"', "A\N{GRINNING FACE}\t\x1bA"),
        (r'"\ud800 \UFFFFFFFF"', "\ufffd \ufffd"),
        ('"""a\\\n   b"""', "ab"),
        ('"""""a"""', '""a'),
        ("'''''a'''''", "''a''"),
        ("1979-05-27 07:32:00Z", "1979-05-27 07:32:00Z"),
        ("1_000", "1_000"),
        ("+inf", "+inf"),
        ("0xDEAD", "0xDEAD"),
    ],
)
def test_a_scalar_says_what_it_says(token: str, said: str) -> None:
    root, gaps = nodes(f"a = {token} # c\nb = 1\n")
    assert (data(root), gaps) == ({"a": said, "b": "1"}, ())


@pytest.mark.parametrize(
    ("text", "left", "line"),
    [
        ("a = 1\nb = \nc = 3\n", {"a": "1", "c": "3"}, 2),
        ("a = 1\nb\nc = 3\n", {"a": "1", "c": "3"}, 2),
        ('a = "x\nc = 3\n', {"c": "3"}, 1),
        ('a = """x\nc = 3\n', {"c": "3"}, 1),
        ("a = [1, 2\nc = 3\n", {"a": ["1", "2"]}, 2),
        ("a = [1, 2", {"a": ["1", "2"]}, 1),
        ("a = {b = 1, {}}\nc = 3\n", {"a": {"b": "1"}, "c": "3"}, 1),
        ("[a\nb = 1\n", {"b": "1"}, 1),
        ("[[a]\nb = 1\n", {"b": "1"}, 1),
        ("a = 1 2\nb = 1\n", {"a": "1", "b": "1"}, 1),
        ("a = 1\n[a.b]\nc = 1\n[d]\n", {"a": "1", "c": "1", "d": {}}, 2),
        ("a = []\n[a.b]\n", {"a": []}, 2),
        ("{{ cookiecutter.x }}\na = 1\n", {"a": "1"}, 1),
    ],
)
def test_a_fault_loses_no_more_than_its_line(text: str, left: object, line: int) -> None:
    root, (gap,) = nodes(text, "x.toml")
    assert (gap.code, gap.place.line) == ("LE703", line)
    assert data(root) == left


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "[" * 500 + "]" * 500,
        "a = " + "{a = " * 100_000,
        ".".join("a" * 100_000) + " = 1",
        "[" + ".".join("a" * 100_000) + "]",
        "a.b.c.d.e.f.g.h = {" * 5 + "a.b.c.d.e.f.g.h = 1" + "}" * 5,
    ],
)
def test_what_is_too_deep_is_not_read(text: str) -> None:
    root, gaps = nodes(f"{text}\nb = 1\n")
    assert [g.code for g in gaps] == ["LE704"]
    assert root.said("b") == "1"


@pytest.mark.parametrize("text", ["a = [" + "1, " * 50, "a = 1\n" * 50, "[[a]]\n" * 50])
def test_what_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(toml_file, "MAX_NODES", 20)
    _, gaps = nodes(text)
    assert "LE704" in {g.code for g in gaps}


@pytest.mark.parametrize(
    "unit", ["a = '''\n", 'a = """\\"""\n', "a = [\n", "[", "a.", '"', "= ", "# x\n", "a = {b = [{"]
)
def test_broken_texts_are_read_in_time(unit: str) -> None:
    begin = time.process_time()
    nodes(unit * (400_000 // len(unit)))
    assert time.process_time() - begin < 4
