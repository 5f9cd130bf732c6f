"""YAML as it is found: events in order, with their places; nothing made, nothing grown."""

import pytest
import yaml

from licenseengine.errors import ReadError
from licenseengine.language import loose_yaml
from licenseengine.language.loose_yaml import events


def short(text: str) -> list[tuple[str, str | None]]:
    return [(e.kind, e.text) for e in events(text, "x")]


def test_events_come_in_the_order_of_the_text() -> None:
    assert short("a: [b, 1]\n---\nc\n") == [
        ("mapping", None), ("scalar", "a"), ("sequence", None), ("scalar", "b"), ("scalar", "1"),
        ("end", None), ("end", None), ("document", None), ("scalar", "c"), ("document", None),
    ]  # fmt: skip


def test_scalars_stay_the_text_they_are_and_only_plain_nothing_is_null() -> None:
    text = "[no, 1.10, 12:30, ~, null, '~', \"\", !!str null, !!int 3]"
    found = [e.text for e in events(text, "x") if e.kind == "scalar"]
    assert found == ["no", "1.10", "12:30", None, None, "~", "", "null", "3"]


def test_anchors_and_aliases_stay_names() -> None:
    found = [(e.kind, e.anchor) for e in events("a: &x {b: &y c}\nd: [*x, *y, *z]\n", "x")]
    assert [f for f in found if f[1]] == [
        ("mapping", "x"), ("scalar", "y"), ("alias", "x"), ("alias", "y"), ("alias", "z"),
    ]  # fmt: skip


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize("odd", ["\x85", "\u2028", "\u2029"])
def test_lines_are_counted_as_everything_else_counts_them(
    monkeypatch: pytest.MonkeyPatch, loader: type, odd: str
) -> None:
    monkeypatch.setattr(loose_yaml, "_LOADER", loader)
    text = f"a: 'x{odd}y'\n\N{GRINNING FACE}: b  # {odd}\nc: [\n d]\n"
    found = [(e.text, e.line, e.column) for e in events(text, "x") if e.kind == "scalar"]
    assert found[2:] == [("\N{GRINNING FACE}", 2, 1), ("b", 2, 4), ("c", 3, 1), ("d", 4, 2)]


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\nb: @x\n", (2, 4)),
        ("a: 'x\u2028y'\nb: @x\n", (2, 4)),
        ("a: 1\nb: x\x00y\n", (2, 5)),
        ("a: 1\nb: \x1b[31m\n", (2, 4)),
        ("%YAML 7.1\n---\na\n", (1, 1)),
    ],
)
def test_a_fault_is_told_at_its_place_after_what_came_before(
    monkeypatch: pytest.MonkeyPatch, loader: type, text: str, place: tuple[int, int]
) -> None:
    monkeypatch.setattr(loose_yaml, "_LOADER", loader)
    with pytest.raises(ReadError) as caught:
        list(events(text, "x.yaml"))
    (said,) = caught.value.diagnostics
    assert (said.code, said.span.path, said.span.line, said.span.column) == (
        "LE104", "x.yaml", *place,
    )  # fmt: skip


def test_nothing_is_constructed() -> None:
    text = "!!python/object/apply:os.system ['touch x']"
    assert short(text)[1] == ("scalar", "touch x")
