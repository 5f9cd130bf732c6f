"""What a name means: systems, artefacts, licenses, families; and names that mean nothing."""

from pathlib import Path

import pytest

from licenseengine.errors import StackError
from licenseengine.library.index import Library
from licenseengine.openness.find import find_subject
from licenseengine.openness.reading import open_knowledge
from tests.openness.small import small_library


@pytest.mark.parametrize(
    ("ref", "kind", "name"),
    [
        ("Llama 3.1", "system", "Llama 3.1"),
        ("llama-3.1", "system", "Llama 3.1"),
        ("meta-llama/Llama-3.1-8B-Instruct", "system", "Llama 3.1"),
        ("https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct", "system", "Llama 3.1"),
        ("Llama-3.1-8B-Instruct", "system", "Llama 3.1"),
        ("meta-llama/Llama-3.1-70B-Instruct", "artefact", "meta-llama/Llama-3.1-70B-Instruct"),
        ("olmo 7b instruct", "system", "OLMo 7B Instruct"),
        ("allenai/OLMo-7B-Instruct", "system", "OLMo 7B Instruct"),
        ("BLOOMZ", "system", "BLOOMZ"),
        ("mixtral 8x7b instruct", "system", "Mixtral 8x7B Instruct"),
        ("alpaca", "system", "Stanford Alpaca"),
        ("google/gemma-2-9b", "artefact", "google/gemma-2-9b"),
        ("gemma-7b", "system", "gemma-7b"),
        ("MIT", "license", "MIT"),
        ("Apache 2.0", "license", "Apache-2.0"),
        ("CC-BY-NC-4.0", "license", "CC-BY-NC-4.0"),
        ("nvidia-open-model-2025-04-28", "license", "nvidia-open-model-2025-04-28"),
    ],
)
def test_a_name_means_one_thing(ref: str, kind: str, name: str, library: Library) -> None:
    found = find_subject(ref, open_knowledge(library), library)
    assert (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize(
    ("ref", "kin"),
    [
        ("gemma-7b", {"CodeGemma-7B", "Gemma 7B Instruct", "gemma-1.1-2b"}),
        ("google/gemma-2-9b", {"gemma-2-2b-it"}),
        ("google/gemma-3-27b-it", set()),
        ("meta-llama/Llama-3.1-70B-Instruct", {"Llama 3.1"}),
        ("meta-llama/Llama-3.3-70B-Instruct", set()),
    ],
)
def test_systems_of_the_same_family_are_named(ref: str, kin: set[str], library: Library) -> None:
    found = find_subject(ref, open_knowledge(library), library)
    assert {system.name for system in found.kin} == kin


def test_a_re_upload_is_what_it_was_made_from(library: Library) -> None:
    found = find_subject("TheBloke/Llama-2-7B-GGUF", open_knowledge(library), library)
    assert (found.kind, found.name) == ("system", "Llama-2-7B")
    assert found.note is not None
    assert "re-upload" in found.note


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("mole", "`mole` names several systems"),
        ("mole", "name one: Mole-7B, Mole-70B"),
        ("Harbor", "did you mean `Harbour`?"),
        ("pier/Harbour-8C", "did you mean `pier/Harbour-8B`?"),
        ("open-caped-1.0", "did you mean `open-capped-1.0`?"),
        ("zzzz", "no system, artefact or license is known as `zzzz`"),
        ("", "no system, artefact or license is known as ``"),
    ],
)
def test_a_name_that_means_nothing_is_complained_of(ref: str, said: str, tmp_path: Path) -> None:
    small = small_library(tmp_path)
    with pytest.raises(StackError) as caught:
        find_subject(ref, open_knowledge(small), small)
    assert [d.code for d in caught.value.diagnostics] == ["LE410"]
    assert said in caught.value.render()


def test_the_name_of_a_family_with_one_system_means_it(tmp_path: Path) -> None:
    small = small_library(tmp_path)
    assert find_subject("quay", open_knowledge(small), small).name == "Open Quay"
