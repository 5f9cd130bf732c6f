"""Translations: rows of the compiled copy, and the care with which they are written."""

import re
from pathlib import Path

import pytest

from licenseengine.errors import Span
from licenseengine.language.yaml_text import read_document, read_text
from licenseengine.library.home import licenses_folder
from licenseengine.library.index import Library
from licenseengine.library.translations import Text, compile_translations, read_translation

FOLDER = licenses_folder() / "translations"
FILES = sorted(FOLDER.glob("*.yaml"))
WIDE, NARROW = "\u00a0", "\u202f"


def texts(library: Library, language: str) -> tuple[Text, ...]:
    found = read_translation(library.sections, language)
    assert found
    return found


def compiled(folder: Path, text: str) -> tuple[Text, ...]:
    (folder / "xx.yaml").write_text(text, encoding="utf-8")
    return read_translation(compile_translations(folder), "xx") or ()


def test_a_text_keeps_its_keys_and_its_place(tmp_path: Path) -> None:
    found = compiled(tmp_path, "duties:\n  credit: so\nquestions:\n  law.x: {ask: why}\n")
    assert found == (
        Text(("duties", "credit"), "so", Span("translations/xx.yaml", 2, 3)),
        Text(("questions", "law.x", "ask"), "why", Span("translations/xx.yaml", 4, 11)),
    )


@pytest.mark.parametrize("nothing", ["", "~", "[a, b]", '""'])
def test_what_is_no_text_is_read_as_an_empty_one(nothing: str, tmp_path: Path) -> None:
    assert [text.said for text in compiled(tmp_path, f"duties: {nothing}\n")] == [""]


def test_a_file_of_no_keys_has_no_texts(tmp_path: Path) -> None:
    assert compiled(tmp_path, "[a, b]\n") == ()
    assert compiled(tmp_path, "{}\n") == ()


def test_a_folder_that_is_not_there_has_no_languages(tmp_path: Path) -> None:
    sections = compile_translations(tmp_path / "absent")
    assert sections == {}
    assert read_translation(sections, "fr") is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a : b", f"a{WIDE}: b"),
        ("a ; b", f"a{NARROW}; b"),
        ("a ! b ?", f"a{NARROW}! b{NARROW}?"),
        ("« a » b", f"«{WIDE}a{WIDE}» b"),
        ("a: b; «c»?", "a: b; «c»?"),
    ],
)
def test_no_line_ends_before_french_punctuation(written: str, read: str, tmp_path: Path) -> None:
    assert [text.said for text in compiled(tmp_path, f'x: "{written}"\n')] == [read]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_key_is_explained_at_the_head_of_a_file(file: Path) -> None:
    heads = "".join(
        line
        for name in ("en", file.stem)
        for line in (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
        if line.startswith("#")
    )
    keys = read_document(read_text(file), str(file)).data
    assert [key for key in keys if not re.search(rf"\b{key}\b", heads)] == []


@pytest.mark.parametrize("language", ["fr", "it"])
def test_apostrophes_and_quotes_are_those_of_the_language(language: str, library: Library) -> None:
    odd = [text for text in texts(library, language) if re.search("['\"“”]", text.said)]
    assert odd == []


def test_french_has_a_space_before_high_punctuation(library: Library) -> None:
    odd = [
        text
        for text in texts(library, "fr")
        if re.search(rf"[^{NARROW}][;!?]|[^{WIDE}][:»]|«[^{WIDE}]", text.said)
    ]
    assert odd == []


@pytest.mark.parametrize("language", ["en", "it"])
def test_no_other_language_has_a_space_there(language: str, library: Library) -> None:
    odd = [text for text in texts(library, language) if re.search(r"\s[:;!?»]|«\s", text.said)]
    assert odd == []


@pytest.mark.parametrize("language", ["fr", "it"])
def test_no_english_is_left(language: str, library: Library) -> None:
    words = re.compile(r"\b(licen[cs]e[ds]?|the|of|is|and|with|are)\b")
    french_too = {"licence", "licences"} if language == "fr" else set()
    left = [
        (text.path, word)
        for text in texts(library, language)
        for word in words.findall(re.sub(r"\{\w+\}", "", text.said))
        if word not in french_too
    ]
    assert left == []
