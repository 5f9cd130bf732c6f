"""Nodes put together step by step, and the statements that they make."""

import pytest

from licenseengine.discover.formats import builder as building
from licenseengine.discover.formats import structure
from licenseengine.discover.formats.builder import Builder
from licenseengine.discover.formats.structure import defaulted, document, statements_of
from licenseengine.discover.formats.yaml_file import nodes, read
from licenseengine.discover.records import Document, Node, Statement
from tests.discover.nodes import data, told


@pytest.mark.parametrize(
    ("text", "value", "names"),
    [
        ("plain", "plain", []),
        ("${A:gpt-4}", "gpt-4", ["A"]),
        ("${A:-gpt-4}", "gpt-4", ["A"]),
        ("${A-gpt-4}", "gpt-4", ["A"]),
        ("${A:=gpt-4}", "gpt-4", ["A"]),
        ("${ A : gpt-4 }", "gpt-4", ["A"]),
        ("${env:A:gpt-4}", "gpt-4", ["A"]),
        ("${env:A:-gpt-4}", "gpt-4", ["A"]),
        ("${env.A:gpt-4}", "gpt-4", ["A"]),
        ("${env:A,gpt-4}", "gpt-4", ["A"]),
        ("${oc.env:A,'gpt-4'}", "gpt-4", ["A"]),
        ("${oc.env:a_model, gpt-4}", "gpt-4", ["a_model"]),
        ("${llm.model:gpt-4}", "gpt-4", ["llm.model"]),
        ("${a_b:x/y}", "x/y", ["a_b"]),
        ("${A:-${B:-gpt-4}}", "gpt-4", ["A", "B"]),
        ("${A:${B:${C:x}}}", "x", ["A", "B", "C"]),
        ("${ORG:-meta}/${NAME:-llama}", "meta/llama", ["ORG", "NAME"]),
        ("${MIRROR:-}${NAME:-a/b}", "a/b", ["NAME"]),
        ("${URL:http://x:80/y}", "http://x:80/y", ["URL"]),
        ("${A}", "${A}", []),
        ("${A:-}", "${A:-}", []),
        ("${A:?must be set}", "${A:?must be set}", []),
        ("${A:+other}", "${A:+other}", []),
        ("${env:A}", "${env:A}", []),
        ("${oc.env:A}", "${oc.env:A}", []),
        ("${oc.select:a.b}", "${oc.select:a.b}", []),
        ("${file:x.yaml}", "${file:x.yaml}", []),
        ("${self:custom.model}", "${self:custom.model}", []),
        ("${now:%Y-%m}", "${now:%Y-%m}", []),
        ("${model-name}", "${model-name}", []),
        ("${AWS::Region}", "${AWS::Region}", []),
        ("${{ secrets.A }}", "${{ secrets.A }}", []),
        ("${" * 900, "${" * 900, []),
    ],
)
def test_a_default_is_taken_from_a_variable_and_from_nothing_else(
    text: str, value: str, names: list[str]
) -> None:
    assert defaulted(text) == (value, tuple(names))


def test_a_default_is_stated_as_one_under_the_name_of_its_variable() -> None:
    (found,) = read("x.yaml", "llm:\n  model: ${LLM_MODEL:gpt-4}\n").statements
    assert found == Statement("gpt-4", 2, 10, ("llm", "LLM_MODEL", "model"), "default")


def test_merged_entries_stand_under_the_keys_of_the_mapping_they_are_merged_into() -> None:
    found = read("x.yaml", "a: &a\n  m: x\nb:\n  <<: *a\n  n: y\n")
    assert told(found.statements) == [("a.m", "x", 2), ("b.m", "x", 2), ("b.n", "y", 5)]


def test_items_are_items_and_what_is_in_them_is_not() -> None:
    found = read("x.yaml", "a:\n- x\n- m: y\n- [z]\n")
    assert [(s.value, s.form, s.keys) for s in found.statements] == [
        ("x", "item", ("a",)), ("y", "value", ("a", "m")), ("z", "item", ("a",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a:\n  x/y:\n    w: 1\n", 2, 3),
        ("a:\n  x/y:\n\n\n    w: 1\n", 2, 3),
        ("a: {b: 1,\n x/y: {w: 1}}\n", 2, 2),
        ("a:\n  x/y: &q {w: 1}\n", 2, 3),
        ("z: &q {w: 1}\na:\n  x/y: *q\n", 3, 3),
        ("a:\n  x/y:\n", 2, 3),
    ],
)
def test_a_key_that_may_be_a_name_is_stated_where_it_stands(
    text: str, line: int, column: int
) -> None:
    (found,) = [s for s in read("x.yaml", text).statements if s.form in {"key", "rate"}]
    assert (found.value, found.line, found.column) == ("x/y", line, column)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("run: python a.py --model x/y\n", 1),
        ("run: |\n  cd a\n  python a.py --model x/y\n", 3),
        ("run: |\n\n  cd a\n\n  python a.py --model x/y\n", 5),
        ("run: >\n  python a.py\n  --seed 1\n  --model x/y\n", 4),
        ("run: >-\n  python a.py\n  --model x/y\n", 3),
        ("run: python a.py\n  --model x/y\n", 2),
        ('run: "python a.py \\\n  --model x/y"\n', 2),
        ("run: [python, a.py, --model, x/y]\n", 1),
        ("run:\n- python\n- a.py\n- --model\n- x/y\n", 5),
        ('run:\n- python a.py --seed 1\n- "python a.py --model x/y"\n', 3),
        ("script:\n- make\n- python a.py --model x/y\n", 3),
        ('run: [sh, -c, "python a.py --model x/y"]\n', 1),
    ],
)
def test_a_command_states_each_flag_on_its_own_line(text: str, line: int) -> None:
    (found,) = [s for s in read("x.yaml", text).statements if s.value == "x/y"]
    assert (found.key, found.line) == ("model", line)


def test_a_command_in_json_stands_on_the_line_of_its_text() -> None:
    from licenseengine.discover.formats.json_file import read as read_json  # noqa: PLC0415

    found = read_json("x.json", '{"a": 1,\n "run": "cd a\\npython a.py --model x/y"\n}').statements
    assert [s.line for s in found if s.value == "x/y"] == [2]


@pytest.mark.parametrize("head", ["|", "|-", ">", ">-"])
def test_a_block_of_one_line_is_a_value_and_one_of_two_is_prose(head: str) -> None:
    (found,) = read("x.yaml", f"m: {head}\n  x/y\np: |\n  a\n  b\n").statements
    assert (found.value, found.line, found.column) == ("x/y", 2, 3)


def test_texts_too_long_to_name_anything_state_nothing() -> None:
    assert read("x.yaml", f"a: {'x' * (structure.LONGEST + 1)}\n").statements == ()


def test_more_statements_than_are_kept_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structure, "MAX_STATEMENTS", 3)
    found = read("x.yaml", "".join(f"a{n}: x\n" for n in range(5)))
    assert (len(found.statements), [g.code for g in found.gaps]) == (3, ["LE704"])
    assert found.gaps[0].place.line == 4


def test_a_document_shows_its_lines() -> None:
    found = document("x", "json", "a\nb", ())
    assert [found.line(n) for n in (0, 1, 2, 3)] == ["", "a", "b", ""]
    assert Document("x", "json", "a", rows={7: "seven"}).line(7) == "seven"
    assert Document("x", "json", "a", rows={7: "seven"}).line(1) == ""


def test_a_builder_closes_what_was_left_open() -> None:
    steps = Builder()
    steps.begin(1, 1, mapping=True)
    steps.key("a", 1, 2)
    steps.begin(1, 5, mapping=False)
    steps.scalar(1, 6, "x")
    assert [data(n) for n in steps.close()] == [{"a": ["x"]}]
    assert steps.end() is None


def test_what_is_put_in_a_mapping_without_a_key_is_lost() -> None:
    steps = Builder()
    steps.begin(1, 1, mapping=True)
    steps.scalar(1, 2, "x")
    assert [data(n) for n in steps.close()] == [{}]


def test_a_repeated_node_counts_with_all_that_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "MAX_REPEATED", 10)
    text = "a: &a [1, 2, 3]\nb: [*a, *a]\n"
    assert nodes(text)[1] == ()
    (root,), (gap,) = nodes(text + "c: [*a, *a]\nd: z\n")
    assert (gap.code, gap.place.line) == ("LE704", 3)
    assert (data(root.get("c") or root), root.said("d")) == ([None, None], "z")


def test_repeated_nodes_may_not_stand_in_each_other_without_end() -> None:
    text = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 200))
    roots, gaps = nodes(text)
    assert [g.code for g in gaps] == ["LE704"]
    assert len(list(statements_of(roots))) < 4 * building.MAX_DEPTH


def test_statements_of_a_lone_text_have_no_keys() -> None:
    assert [s.keys for s in statements_of([Node(1, 1, "x")])] == [()]
