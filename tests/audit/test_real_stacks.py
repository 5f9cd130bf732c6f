"""Projects that name their stack as real ones do: all of it is found, nothing else, and judged.

The labelled projects of the shared cases are compared where they are at hand; projects of our own that
imitate the same patterns are compared always.
"""

import json
from pathlib import Path

import pytest

from licenseengine.library.index import Library
from tests.audit.imitations import IMITATIONS
from tests.audit.projects import SHARED, made
from tests.audit.scoring import answer_of, score


@pytest.mark.parametrize("name", IMITATIONS)
def test_a_pattern_of_real_projects_is_read_as_labelled(
    name: str, tmp_path: Path, library: Library
) -> None:
    files, case = IMITATIONS[name]
    found = score(case, answer_of(made(tmp_path / "project", files), library))
    assert (found.missed, found.extra, found.decoys) == ([], [], [])
    assert found.is_complete
    assert found.differences == set()


def test_every_label_stands_where_it_says() -> None:
    for files, case in IMITATIONS.values():
        for label in case["artefacts"]:
            (place,) = label["refs"]
            assert place["line"] <= len(files[place["file"]].split("\n"))
        for decoy in case["must_not_report"]:
            assert decoy["match"] in files[decoy["file"]].split("\n")[decoy["line"] - 1]


SPELLED = "the same license by its id"
NO_LICENSE = "a license is not known, which is worse than a condition"

# Where an audit of a shared case differs from its labels, and why it should. A difference that is
# not here fails, and so does a line that does not differ any more.
DIFFERENCES: dict[str, dict[str, str]] = {
    "fooocus": {
        "role of lllyasviel/misc#fooocus_expansion.bin: option": "nothing in the project calls `load`",
        "license of lllyasviel/misc#fooocus_expansion.bin: CC-BY-NC-4.0": "its words of its own name no other license",
        "license of stabilityai/stable-diffusion-xl-base-1.0: sdxl-1.0-openrail++-m": SPELLED,
        "internal_research, default_configuration: review, not conditional": NO_LICENSE,
        "internal_research, with_every_option: review, not conditional": NO_LICENSE,
    },
    "mergekit-examples": {
        "license of WizardLM/WizardLM-13B-V1.2: llama-2": SPELLED,
        "license of TheBloke/Llama-2-13B-fp16: llama-2": SPELLED,
        "license of garage-bAInd/Platypus2-13B: CC-BY-NC-SA-4.0": "the label names the family, without share-alike",
        "recipes/clean.yml, commercial_redistribution: permitted, not conditional": "duties of notice are told, and are no condition",
    },
    "pentestgpt": {
        "internal_research, with_every_option: review, not conditional": "the terms of Bedrock are not all settled",
        "commercial_saas, with_every_option: review, not conditional": "the terms of Bedrock are not all settled",
        "commercial_redistribution, with_every_option: review, not conditional": "the terms of Bedrock are not all settled",
    },
    "privategpt-2024": {
        "license of ollama:llama2: llama-2": SPELLED,
        "internal_research, with_every_option: conditional, not allowed": "terms of a hosted model, and of one for research, have conditions",
        "commercial_redistribution, default_configuration: permitted, not conditional": "duties of notice are told, and are no condition",
    },
    "stanford-alpaca": {
        "internal_research, default_configuration: review, not conditional": NO_LICENSE,
        "internal_research, with_every_option: review, not conditional": NO_LICENSE,
    },
}  # fmt: skip


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not at hand")
@pytest.mark.parametrize("name", DIFFERENCES)
def test_a_shared_case_is_read_as_labelled_but_for_what_is_listed(
    name: str, library: Library
) -> None:
    case = json.loads((SHARED / name / "fixture.expected.json").read_text(encoding="utf-8"))
    found = score(case, answer_of(SHARED / name / "fixture", library))
    assert (found.missed, found.extra, found.decoys) == ([], [], [])
    assert found.is_complete
    assert found.differences == set(DIFFERENCES[name])


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not at hand")
def test_every_shared_case_is_compared() -> None:
    assert {p.name for p in SHARED.iterdir() if (p / "fixture").is_dir()} == set(DIFFERENCES)


def test_a_score_tells_what_is_missed_and_what_is_too_much(
    tmp_path: Path, library: Library
) -> None:
    files, case = IMITATIONS["merges, one answer per recipe"]
    more = {
        **files,
        "app.py": 'MODEL = "google/gemma-2b"\n',
        "recipes/plain.yml": "merge_method: ties\n",
    }
    found = score(case, answer_of(made(tmp_path / "project", more), library))
    assert "google/gemma-2b" in found.extra
    assert "mistralai/Mistral-7B-Instruct-v0.1" in found.missed
    assert any(d.startswith("recipes/plain.yml") for d in found.differences)
    assert not found.is_complete
