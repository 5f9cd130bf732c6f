"""JSON files: the values the standard library reads, each with its place; and what people write."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licenseengine.discover.formats import builder
from licenseengine.discover.formats.json_file import nodes, read
from tests.discover.nodes import LAW, SCALARS, TEXTS, at, data, scalars, told, values

SHAPES = st.sampled_from(
    [{}, {"indent": 2}, {"indent": "\t"}, {"separators": (",", ":")}, {"ensure_ascii": False}]
)


def as_text(value: object) -> object:
    """A value as the reader gives it: scalars by the text they have in JSON."""
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    return value if value is None or isinstance(value, str) else json.dumps(value)


@LAW
@given(values(SCALARS, TEXTS), SHAPES)
def test_what_the_standard_library_writes_is_read_with_every_value_in_its_place(
    value: object, shape: dict[str, Any]
) -> None:
    text = json.dumps(value, **shape)
    (root,), gaps = nodes(text)
    assert gaps == ()
    assert data(root) == as_text(value)
    for node in scalars(root):
        found, _ = json.JSONDecoder().raw_decode(at(text, node.line, node.column))
        assert as_text(found) == node.text


@LAW
@given(st.dictionaries(TEXTS, SCALARS, min_size=1, max_size=5), SHAPES)
def test_every_key_has_its_place(value: dict[str, Any], shape: dict[str, Any]) -> None:
    text = json.dumps(value, **shape)
    (root,), _ = nodes(text)
    for key, node in root.entries or ():
        assert json.JSONDecoder().raw_decode(at(text, node.key_line, node.key_column))[0] == key


@LAW
@given(st.text(st.sampled_from("{}[],:\"'\\/*\n a1.tnfx\x00"), max_size=60))
def test_no_text_is_too_broken_to_be_read(text: str) -> None:
    roots, gaps = nodes(text)
    try:
        json.loads(text)
    except ValueError:
        return
    assert len(roots) == 1
    assert gaps == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1, // why\n "b": /* {"c": 2} */ 3}', {"a": "1", "b": "3"}),
        ('{"a": [1, 2,],}', {"a": ["1", "2"]}),
        ("{a: 'it\\'s', 'b c': \"d\"}", {"a": "it's", "b c": "d"}),
        ("{a: 'say \"x\"'}", {"a": 'say "x"'}),
        ("{a: +1, b: .5, c: 0xFF, d: -Infinity}", {"a": "+1", "b": ".5", "c": "0xFF", "d": "-Infinity"}),
        ('{"a": "x\\\ny"}', {"a": "xy"}),
        ('{"a": "\\x41\\v"}', {"a": "A\v"}),
        ('{"a" /* of b */ : "b"}', {"a": "b"}),
        ('{"a": "http://x/y // z"}', {"a": "http://x/y // z"}),
        ('{"a": "\\ud83d\\ude00 \\ud800"}', {"a": "\N{GRINNING FACE} \ufffd"}),
    ],
)  # fmt: skip
def test_what_people_write_is_read(text: str, expected: object) -> None:
    (root,), gaps = nodes(text)
    assert (data(root), gaps) == (expected, ())


def test_each_line_may_be_a_value() -> None:
    roots, gaps = nodes('{"a": 1}\n{"a": 2}\n\n[3]\n')
    assert [(data(r), r.line) for r in roots] == [({"a": "1"}, 1), ({"a": "2"}, 2), (["3"], 4)]
    assert gaps == ()


@pytest.mark.parametrize(
    ("text", "left", "place"),
    [
        ('{"a": 1, "b": [2, 3', [{"a": "1", "b": ["2", "3"]}], (1, 1)),
        ('{"a": 1\n, "b": "c', [{"a": "1"}], (2, 8)),
        ('{"a": [1}, "b": 2}', [{"a": ["1"]}], (1, 9)),
        ("[1]]", [["1"]], (1, 4)),
        ('{"a": /* never closed', [{}], (1, 7)),
        ('{"a": hello, "b": 1}', [{"a": "hello", "b": "1"}], (1, 7)),
        ('{"a": {{ x }}, "b": 1}', None, (1, 8)),
        ("Not found", ["Not", "found"], (1, 1)),
    ],
)
def test_a_fault_is_told_at_its_place_and_what_was_read_stays(
    text: str, left: list[Any] | None, place: tuple[int, int]
) -> None:
    roots, (gap, *_) = nodes(text, "x.json")
    assert gap.code == "LE703"
    assert (gap.place.line, gap.place.column) == place
    assert left is None or [data(r) for r in roots] == left


def test_a_text_in_a_text_keeps_the_lines_of_the_file() -> None:
    roots, (gap,) = nodes('{"a":\n"b"', "x", first_line=10)
    assert [n.line for n in scalars(roots[0])] == [11]
    assert gap.place.line == 11


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 500 + "]" * 500])
def test_what_is_too_deep_is_not_read(text: str) -> None:
    _, gaps = nodes(text)
    assert [g.code for g in gaps] == ["LE704"]


def test_what_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "MAX_NODES", 100)
    (root,), gaps = nodes(json.dumps(list(range(1000))))
    assert [g.code for g in gaps] == ["LE704"]
    assert len(root.items or ()) == 101


def test_keys_to_skip_are_passed_over_whatever_they_hold() -> None:
    text = '{"a": {"b": [{}], "b2": "}"}, "c": [1], "a": "kept", "d": {"a": [[]]}}'
    (root,), gaps = nodes(text, skip=frozenset({"a"}))
    assert [(k, data(n)) for k, n in root.entries or ()] == [
        ("a", None), ("c", ["1"]), ("a", "kept"), ("d", {"a": None}),
    ]  # fmt: skip
    assert gaps == ()


@pytest.mark.parametrize("text", ['{"b": 1, "a": [1, [2]', '{"b": 1, "a": ["x'])
def test_what_is_skipped_and_does_not_end_is_a_fault(text: str) -> None:
    (root,), (gap,) = nodes(text, skip=frozenset({"a"}))
    assert (data(root), gap.code) == ({"b": "1", "a": None}, "LE703")


def test_of_a_key_that_stands_twice_the_last_is_meant() -> None:
    (root,), _ = nodes('{"a": 1, "a": 2, "b": {"c": 3}}')
    assert (root.said("a"), root.said("b", "c"), root.said("b", "d")) == ("2", "3", None)


def test_a_document_states_its_texts_and_the_keys_that_may_be_names() -> None:
    found = read(
        "x.json", '{\n "m": {\n  "org/name": {"license": "mit"}},\n "price": {"gpt-4": 0.1}\n}'
    )
    assert told(found.statements) == [
        ("m", "org/name", 3), ("m.org/name.license", "mit", 3),
        ("price", "gpt-4", 4), ("price.gpt-4", "0.1", 4),
    ]  # fmt: skip
    assert [s.form for s in found.statements] == ["key", "value", "rate", "value"]
    assert [s.column for s in found.statements[:1]] == [3]
