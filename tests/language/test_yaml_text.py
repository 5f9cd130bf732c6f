"""Strict YAML: what a loader would silently change is refused or kept as text."""

from pathlib import Path

import pytest

from licenseengine.errors import ReadError
from licenseengine.language.yaml_text import MAX_BYTES, read_document, read_documents, read_text


def test_scalars_stay_the_text_they_are() -> None:
    data = read_document(
        "a: no\nb: 1.10\nc: 12:30\nd: 2026-01-31\ne: 0x1f\nf: ~\ng: 'null'", "x"
    ).data
    assert data == {
        "a": "no", "b": "1.10", "c": "12:30", "d": "2026-01-31", "e": "0x1f", "f": None, "g": "null",
    }  # fmt: skip


def test_every_part_keeps_its_place() -> None:
    document = read_document("stack:\n  - id: base\n    kind: model\n", "m.yaml")
    span = document.span("stack", 0, "kind")
    assert (span.path, span.line, span.column, span.width) == ("m.yaml", 3, 11, 5)
    assert document.span("stack", 0, "nothing").line == 2


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\na: 2\n", "LE106", 2),
        ("a: &x [1]\nb: *x\n", "LE107", 1),
        ("a: !!python/object:os.system x\n", "LE107", 1),
        ("a: [1\nb: {", "LE105", 2),
        ("? [1]\n: x\n", "LE105", 1),
        ("", "LE105", 1),
        ("a: 1\n---\nb: 2\n", "LE105", 1),
        (f"a: {'[' * 60}{']' * 60}", "LE108", 1),
    ],
)
def test_what_is_not_plain_is_refused_at_its_place(text: str, code: str, line: int) -> None:
    with pytest.raises(ReadError) as caught:
        read_document(text, "x.yaml")
    first = caught.value.diagnostics[0]
    assert (first.code, first.span.path) == (code, "x.yaml")
    assert first.span.line == line or code == "LE105"


def test_a_file_of_several_licenses_has_several_documents() -> None:
    assert [d.data["id"] for d in read_documents("id: a\n---\nid: b\n", "x")] == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe\x00", "LE103"), (b"a: \x00", "LE103"), (b"a" * (MAX_BYTES + 1), "LE102")],
)
def test_a_file_that_is_no_text_or_too_large_is_refused(
    content: bytes, code: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read_text(file)
    assert caught.value.diagnostics[0].code == code


def test_a_missing_file_offers_the_near_one(tmp_path: Path) -> None:
    (tmp_path / "licenseengine.yaml").write_text("version: 1")
    with pytest.raises(ReadError) as caught:
        read_text(tmp_path / "licenseengine.yml")
    [found] = caught.value.diagnostics
    assert (found.code, found.suggestion) == ("LE101", "licenseengine.yaml")
    with pytest.raises(ReadError) as folder:
        read_text(tmp_path)
    assert "is a folder" in folder.value.diagnostics[0].message
