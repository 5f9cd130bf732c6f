"""YAML files: what the safe loader reads, each value in its place; templates, aliases, faults."""

import re
import textwrap
import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from licenseengine.discover.formats import builder
from licenseengine.discover.formats.yaml_file import nodes, read
from licenseengine.discover.records import Node
from tests.discover.nodes import LAW, SCALARS, TEXTS, at, data, scalars, told, values

STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.one_of(st.none(), st.booleans()),
        "default_style": st.sampled_from([None, None, "'", '"', "|", ">"]),
        "indent": st.sampled_from([2, 4]),
        "width": st.sampled_from([20, 80]),
        "explicit_start": st.booleans(),
        "allow_unicode": st.booleans(),
    }
)
# The writer of YAML has no form for a key that is not plain text, but needs quotes.
KEYS = st.text(st.sampled_from("abcxyz/-_. 019"), min_size=1, max_size=8)


def same(node: Node, value: object) -> bool:
    """Whether a node is what the safe loader made of it: scalars by the text they have."""
    if isinstance(value, dict):
        return dict(node.entries or ()).keys() == {str(k) for k in value} and all(
            same(n, value[k]) for k, n in node.entries or ()
        )
    if isinstance(value, list):
        return len(node.items or ()) == len(value) and all(map(same, node.items or (), value))
    if isinstance(value, str) or value is None:
        return node.text == value
    return bool(yaml.safe_load(node.text or "") == value)


@LAW
@given(values(SCALARS, KEYS), STYLES)
def test_what_the_safe_loader_reads_is_read_with_every_value_in_its_place(
    value: object, style: dict[str, Any]
) -> None:
    text = yaml.safe_dump(value, **style)
    (root,), gaps = nodes(text)
    assert gaps == ()
    if style["default_style"] is None:  # else the loader is told what is no text by tags
        assert same(root, value)
    for node in scalars(root):
        begin = at(text, node.line, node.column)
        if node.text is not None and node.text.isascii() and node.text.isalnum():
            plain = re.sub(r"^(![\w!]+ )?[\"']?([|>][-+\d]*\s+)?", "", begin)
            assert plain.startswith(node.text[:1])


@LAW
@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(["'", '"']))
def test_quoted_texts_are_found_where_they_begin(texts: list[str], quote: str) -> None:
    text = yaml.safe_dump({"a": texts}, default_style=quote, width=10_000)
    (root,), _ = nodes(text)
    items = (root.get("a") or root).items or ()
    assert [n.text for n in items] == texts
    assert all(at(text, n.line, n.column)[:1] in {quote, '"'} for n in items)


@LAW
@given(st.text(st.sampled_from("ab:-#'\"{}[]&*!|>%? \t\n\r\x01\x85\u2028"), max_size=60))
def test_no_text_is_too_broken_to_be_read(text: str) -> None:
    found = read("x.yaml", text)
    try:
        list(yaml.safe_load_all(text))
    except (yaml.YAMLError, ValueError, RecursionError):
        return
    assert [g for g in found.gaps if g.code == "LE703"] == []


def test_several_documents_have_a_root_each() -> None:
    roots, gaps = nodes("a: 1\n---\nb: 2\n...\n---\n- c\n")
    assert [data(r) for r in roots] == [{"a": "1"}, {"b": "2"}, ["c"]]
    assert gaps == ()


def test_an_alias_is_the_node_it_names_at_the_key_it_is_given_to() -> None:
    (root,), gaps = nodes("k: &k z\na: &x\n  m: y\nb: *x\n*k : d\n*x : e\nf: *unknown\n")
    same_ = {"m": "y"}
    assert data(root) == {"k": "z", "a": same_, "b": same_, "z": "d", "*": "e", "f": None}
    assert gaps == ()
    first, second = root.get("a"), root.get("b")
    assert first is not None
    assert second is not None
    assert first.entries is second.entries
    assert (first.key_line, second.key_line) == (2, 4)


def test_an_alias_within_what_it_names_ends() -> None:
    (root,), _ = nodes("a: &x [1, *x]\n")
    assert data(root) == {"a": ["1", None]}


def test_of_a_document_that_grows_without_end_the_rest_is_read() -> None:
    text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        text += f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    begin = time.process_time()
    found = read("x.yaml", text + "model: org/name\n")
    assert [g.code for g in found.gaps] == ["LE704"]
    assert found.statements[-1].value == "org/name"
    assert len(found.statements) < 2 * builder.MAX_REPEATED
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_what_is_too_deep_is_not_read(text: str) -> None:
    _, gaps = nodes(text)
    assert [g.code for g in gaps] in (["LE704"], ["LE703"])  # the parser has a limit of its own


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\nb: [\n", (3, 1)),
        ("a: 1\n\tb: 2\n", (2, 1)),
        ("a: 1\nb: \x01\n", (2, 4)),
        ("a: 1\n b: 2\n", (2, 3)),
        ("a: @b\n", (1, 4)),
    ],
)
def test_a_fault_is_told_at_its_place(text: str, place: tuple[int, int]) -> None:
    _, (gap,) = nodes(text, path="x.yaml")
    assert (gap.code, gap.place.line, gap.place.column) == ("LE703", *place)


def test_a_part_of_a_file_keeps_the_lines_of_the_file() -> None:
    (root,), (gap,) = nodes("a: x\nb: @\n", first_line=5)
    assert [n.line for n in scalars(root)] == [5]
    assert gap.place.line == 6


def test_lines_are_those_of_the_file_whatever_else_yaml_ends_a_line_at() -> None:
    text = "a: 'x\u2028y'\nb: 'p\x85q'\nc: z\n"
    (root,), _ = nodes(text)
    assert [(n.line, n.column) for n in scalars(root)] == [(1, 4), (2, 4), (3, 4)]


def test_tags_make_nothing_and_only_plain_nothing_is_null() -> None:
    (root,), gaps = nodes("a: !!python/object:os.system rm\nb: ~\nc:\nd: '~'\ne: !!str\nf: null\n")
    assert data(root) == {"a": "rm", "b": None, "c": None, "d": "~", "e": "", "f": None}
    assert gaps == ()


HELM = """\
{{- if .Values.enabled }}
# {{ .Chart.Name }}
{{- $x := dict "a" "b" -}}
spec:
  name: {{ include "chart.name" . }}
  labels:
    {{- include "chart.labels" . | nindent 4 }}
  env:
    - name: LLM_MODEL
      value: {{ .Values.model | default "meta/llama-3" | quote }}
    - {name: B, value: "{{ .Values.b }}"}
  model: org/plain
{{/*
  model: org/comment
*/}}
{{- end }}
"""


def test_a_template_is_read_as_if_all_that_it_puts_in_were_text() -> None:
    found = read("x.yaml", HELM)
    assert told(found.statements) == [
        ("spec.name", '{{ include "chart.name" . }}', 5),
        ("spec.env.name", "LLM_MODEL", 9),
        ("spec.env.value", '{{ .Values.model | default "meta/llama-3" | quote }}', 10),
        ("spec.env.name", "B", 11),
        ("spec.env.value", "{{ .Values.b }}", 11),
        ("spec.model", "org/plain", 12),
    ]
    assert [g.code for g in found.gaps] == ["LE703"]


def test_a_template_of_another_kind_is_read_alike() -> None:
    text = (
        "{% set a = 1 %}\na: {{ cookiecutter.b }}-x\n{# no #}\n{% if c %}\nm: org/x\n{% endif %}\n"
    )
    assert told(read("x.yaml", text).statements) == [
        ("a", "{{ cookiecutter.b }}-x", 2), ("m", "org/x", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "pair"),
    [
        ("  model: org/x", ("model", "org/x", 10)),
        ("  - model: 'org/x'  # why", ("model", "org/x", 13)),
        ('  model: "org/x"', ("model", "org/x", 11)),
        ("  model: org x  ", ("model", "org x", 10)),
        ("  model: [org/x]", None),
        ("  model: |", None),
        ("  model:", None),
        ("  # model: org/x", None),
    ],
)
def test_what_is_no_yaml_is_read_line_by_line(row: str, pair: tuple[str, str, int] | None) -> None:
    found = read("x.yaml", f"a: [\n  @\n{row}\n")
    assert [g.code for g in found.gaps] == ["LE703"]
    expected = [] if pair is None else [pair]
    assert [(s.key, s.value, s.column) for s in found.statements if s.line == 3] == expected


def test_what_was_read_before_the_fault_is_not_said_twice() -> None:
    found = read("x.yaml", "a: {b: x}\nc: y\nd: [@\ne: z\n")
    assert told(found.statements) == [("a.b", "x", 1), ("c", "y", 2), ("e", "z", 4)]


def test_anything_may_be_a_key() -> None:
    (root,), gaps = nodes("? [a]\n: x\n? {b: c}\n: y\n3: z\n? |\n  block\n: w\n")
    assert [k for k, _ in root.entries or ()] == ["?", "?", "3", "block\n"]
    assert gaps == ()


@pytest.mark.parametrize(
    "unit", ["a: x" + " " * 300 + "y\n", "{{ a\n", "{{" * 100 + "\n", "{{ }}" * 60 + "\n"]
)
def test_broken_texts_are_read_in_time(unit: str) -> None:
    text = "a: [@\n" + unit * (500_000 // len(unit))
    begin = time.process_time()
    read("x.yaml", text)
    assert time.process_time() - begin < 3


def test_a_document_in_a_text_block_is_not_read_as_one() -> None:
    text = textwrap.dedent("""\
        a: |
          model: org/x
          n: 1
        b: 1
        """)
    assert told(read("x.yaml", text).statements) == [("b", "1", 4)]
