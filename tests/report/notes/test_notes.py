"""The documents of `notes`: what they must hold, in three languages, whatever things are called."""

import re
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import ModelCard
from markdown_it import MarkdownIt

from licenseengine.compliance.records import MARKER, Dossier
from licenseengine.errors import ReadError
from licenseengine.library.index import Library
from licenseengine.report.notes.documents import GAP_MARK
from tests.report.notes.written import (
    EXAMPLES,
    LANGUAGES,
    REAL,
    dossier_of_folder,
    folder_of,
    notes_by_path,
)

MARKDOWN = MarkdownIt("commonmark").enable("table")
PROJECTS = [*EXAMPLES, *REAL]
HOSTILE = "Ev|il `x` <img src=x onerror=alert(1)> [a](javascript:x) \u202e\x1b[31m *b* ]]"
TUNED = """\
version: 1
stack:
  - {id: base, ref: meta-llama/Llama-3.1-8B, kind: model, class: llm}
  - {id: corpus, ref: harbour/notes, kind: dataset, license: CC-BY-4.0, params: {author: Harbour Lab}}
  - {id: more, kind: dataset, ref: harbour/more, license: CC-BY-4.0}
  - {id: mixed, kind: dataset, made: {by: combine, from: [corpus, more]}}
  - id: tuned
    kind: model
    name: Llama-Harbour-8B
    made: {by: fine-tune, from: [base, {data: mixed}]}
    release: llama-3.1
use:
  do: [distribute]
  of: tuned
  facts: {use.commercial: true, use.purposes: [product], licensee.monthly_active_users: 5}
"""


def keys_of(card: ModelCard) -> dict[str, Any]:
    """The front matter of a card, as the hub's library reads it."""
    data: Any = card.data
    return dict(data.to_dict())


@pytest.mark.parametrize("root", PROJECTS, ids=lambda p: f"{p.parent.name}-{p.name}")
def test_every_project_has_whole_notes_in_three_languages(root: Path, library: Library) -> None:
    dossier = dossier_of_folder(root, library)
    for language in LANGUAGES:
        notes = notes_by_path(dossier, library, language)
        assert {"NOTICE", "ATTRIBUTION.md", "COMPLIANCE.md", "stack.svg"} <= set(notes)
        assert _lines_that_are_missing(dossier, notes) == []
        assert [p for p, text in notes.items() if _is_unfinished(p, text)] == []
        assert notes["COMPLIANCE.md"].startswith(MARKER)
        for due in dossier.dues:
            assert f"{due.license} {due.clause.cite}" in notes["COMPLIANCE.md"]
        assert notes == notes_by_path(dossier, library, language)


def _lines_that_are_missing(dossier: Dossier, notes: dict[str, str]) -> list[str]:
    """Ordered lines that stand neither in NOTICE nor, where users are to see them, in the credits."""
    files = {"notice-file": "NOTICE", "display": "ATTRIBUTION.md"}
    texts = [(d.text, files[d.duty]) for d in dossier.dues if d.duty in files and d.text]
    return [text for text, file in texts if text not in notes[file] and "{" not in text]


def _is_unfinished(path: str, text: str) -> bool:
    """Whether a template left something of itself, or two blank lines, in what it wrote."""
    if path.startswith("THIRD_PARTY_LICENSES/") and not text.startswith((GAP_MARK, "#")):
        return False  # others' texts, as they are
    if path == "stack.svg":
        return False
    without_picture = re.sub(r"```mermaid.*?```", "(picture)", text, flags=re.DOTALL)
    return bool(re.search(r"\{\{|\}\}|\{%|Undefined|\bNone\b|\n\n\n", without_picture))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This is not legal advice."),
        ("fr", "Ceci n\u2019est pas un conseil juridique."),
        ("it", "Questo non è un parere legale."),
    ],
)
def test_the_notes_of_a_plan_say_once_that_they_are_no_advice(
    language: str, said: str, library: Library
) -> None:
    notes = notes_by_path(dossier_of_folder(EXAMPLES[0], library), library, language)
    assert notes["COMPLIANCE.md"].count(said) == 1


def test_a_card_is_read_back_by_the_hub_as_it_was_meant(tmp_path: Path, library: Library) -> None:
    dossier = dossier_of_folder(folder_of({"licenseengine.yaml": TUNED}, tmp_path), library)
    notes = notes_by_path(dossier, library)
    card = ModelCard(notes["MODEL_CARD/Llama-Harbour-8B.md"])
    assert keys_of(card) == {
        "license": "llama3.1",
        "base_model": ["meta-llama/Llama-3.1-8B"],
        "base_model_relation": "finetune",
        "datasets": ["harbour/more", "harbour/notes"],
        "model_name": "Llama-Harbour-8B",
    }
    assert "> Built with Llama\n" in card.text
    assert "> Llama 3.1 is licensed under the Llama 3.1 Community License" in card.text
    assert "“notes” by Harbour Lab" in card.text


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ("Apache-2.0", {"license": "apache-2.0"}),
        ("CC-BY-NC-4.0", {"license": "cc-by-nc-4.0"}),
        ("GPL-3.0-only", {"license": "gpl-3.0"}),
        ("proprietary", {"license": "other", "license_name": "proprietary"}),
        (
            "BUSL-1.1",
            {"license": "other", "license_name": "busl-1.1", "license_link": "https://spdx.org/licenses/BUSL-1.1.html"},
        ),
    ],
)  # fmt: skip
def test_the_license_of_a_card_is_in_the_words_of_the_hub(
    release: str, expected: dict[str, str], tmp_path: Path, library: Library
) -> None:
    text = TUNED.replace("release: llama-3.1", f"release: {release}")
    dossier = dossier_of_folder(folder_of({"licenseengine.yaml": text}, tmp_path), library)
    card = ModelCard(notes_by_path(dossier, library)["MODEL_CARD/Llama-Harbour-8B.md"])
    data = keys_of(card)
    assert {k: v for k, v in data.items() if k.startswith("license")} == expected


def test_without_a_release_license_a_card_says_so_and_names_none(
    tmp_path: Path, library: Library
) -> None:
    text = TUNED.replace("    release: llama-3.1\n", "")
    dossier = dossier_of_folder(folder_of({"licenseengine.yaml": text}, tmp_path), library)
    card = ModelCard(notes_by_path(dossier, library)["MODEL_CARD/Llama-Harbour-8B.md"])
    assert "license" not in keys_of(card)
    assert "[MISSING: no release license is chosen" in card.text


def test_names_of_others_stay_names(tmp_path: Path, library: Library) -> None:
    hostile = HOSTILE.replace("\x1b", "\\e").replace("\u202e", "\\u202e")
    text = TUNED.replace("author: Harbour Lab", f'author: "{hostile}", title: "{hostile}"')
    dossier = dossier_of_folder(folder_of({"licenseengine.yaml": text}, tmp_path), library)
    for path, note in notes_by_path(dossier, library).items():
        assert "\x1b" not in note, path
        assert "\u202e" not in note, path
        if path.endswith(".md"):
            page = MARKDOWN.render(note)
            assert "<img" not in page, path
            assert 'href="javascript' not in page, path


def test_what_is_not_known_is_marked_where_it_is_missing(tmp_path: Path, library: Library) -> None:
    plan = TUNED.replace("ref: harbour/more, ", "")
    dossier = dossier_of_folder(folder_of({"licenseengine.yaml": plan}, tmp_path), library)
    notes = notes_by_path(dossier, library)
    assert "“more”; author not known: [name the author here]" in notes["NOTICE"]
    gap = notes["THIRD_PARTY_LICENSES/llama-3.1.txt"]
    assert gap.startswith(GAP_MARK)
    assert "https://github.com/meta-llama/" in gap


def test_texts_are_those_that_are_at_hand(tmp_path: Path, library: Library) -> None:
    dossier = dossier_of_folder(folder_of({"licenseengine.yaml": TUNED}, tmp_path), library)
    text = notes_by_path(dossier, library)["THIRD_PARTY_LICENSES/CC-BY-4.0.txt"]
    assert text.startswith("Creative Commons Attribution 4.0 International")


def test_a_template_of_the_users_takes_the_place_of_ours(tmp_path: Path, library: Library) -> None:
    dossier = dossier_of_folder(EXAMPLES[0], library)
    (tmp_path / "NOTICE.txt.j2").write_text("{{ name }}: {{ '<b>' }}{{ say('not-advice') }}")
    assert notes_by_path(dossier, library, "en", tmp_path)["NOTICE"] == (
        "api-distillation: <b>This is not legal advice.\n"
    )


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("a\n{{ nobody }}\n", 2, "'nobody' is undefined"),
        ("{% if %}\n", 1, "Expected an expression"),
        ("a\n\n{{ dossier.__class__.__mro__ }}", 3, "access to attribute '__class__'"),
        ("{{ say('no-such-text') }}", 1, "no-such-text"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
    ],
)
def test_a_mistake_in_a_template_is_told_at_its_line(
    template: str, line: int, said: str, tmp_path: Path, library: Library
) -> None:
    dossier = dossier_of_folder(EXAMPLES[0], library)
    (tmp_path / "COMPLIANCE.md.j2").write_text(template)
    with pytest.raises(ReadError) as error:
        notes_by_path(dossier, library, "en", tmp_path)
    (complaint,) = error.value.diagnostics
    assert (complaint.code, complaint.span.line) == ("LE110", line)
    assert said in complaint.message
