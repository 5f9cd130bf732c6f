"""The catalogue: by exact name, by pattern, and the names that people use."""

import pytest

from licenseengine.library.catalog import normal_ref, reupload_base
from licenseengine.library.index import Library


@pytest.mark.parametrize(
    ("ref", "license_", "kind"),
    [
        ("meta-llama/Llama-3.1-8B", "llama-3.1", "model"),
        ("META-LLAMA/llama-3.1-8b", "llama-3.1", "model"),
        ("https://huggingface.co/meta-llama/Llama-3.1-8B/tree/main", "llama-3.1", "model"),
        ("meta-llama/Llama-3.1-8B-Some-Later-Name", "llama-3.1", "model"),
        ("meta-llama/Meta-Llama-3-8B", "llama-3", "model"),
        ("llama3:8b", "llama-3", "model"),
        ("GPT-J", "Apache-2.0", "model"),
        ("gpt neox", "Apache-2.0", "model"),
        ("T5", "Apache-2.0", "model"),
        ("BERT", "Apache-2.0", "model"),
        ("Mixtral", "Apache-2.0", "model"),
        ("Mistral Large", "mistral-mrl-0.1", "model"),
        ("bigscience/bloom-560m", "bigscience-bloom-rail-1.0", "model"),
        ("runwayml/stable-diffusion-v1-5", "creativeml-openrail-m", "model"),
        ("LAION-5B", "CC-BY-4.0", "dataset"),
    ],
)
def test_a_name_has_its_license(ref: str, license_: str, kind: str, library: Library) -> None:
    entry = library.find_artefact(ref)
    assert entry is not None
    assert (entry.license, entry.kind) == (license_, kind)


@pytest.mark.parametrize("ref", ["Gopher", "Constitutional AI", "Hermes"])
def test_a_name_without_terms_is_explained(ref: str, library: Library) -> None:
    entry = library.find_artefact(ref)
    assert entry is not None
    assert entry.license is None
    assert entry.explain


def test_an_unknown_name_is_unknown(library: Library) -> None:
    assert library.find_artefact("nobody/nothing-7B") is None


def test_a_row_of_another_kind_speaks_of_another_thing(library: Library) -> None:
    assert library.find_artefact("meta-llama/Llama-3.1-8B", "dataset") is None
    assert library.find_artefact("meta-llama/Llama-3.1-8B", "adapter") is not None


@pytest.mark.parametrize(
    ("ref", "name"),
    [
        ("hf://org/name", "org/name"),
        ("huggingface.co/datasets/org/name", "org/name"),
        ("org/name@main", "org/name"),
        ("https://hf.co/org/name/resolve/main/model.safetensors", "org/name"),
        ("openai:gpt-4o", "openai:gpt-4o"),
    ],
)
def test_a_ref_loses_what_is_not_its_name(ref: str, name: str) -> None:
    assert normal_ref(ref) == name


@pytest.mark.parametrize(
    ("ref", "base"),
    [
        ("TheBloke/Llama-2-7B-GGUF", ("Llama-2-7B", "quantize")),
        ("bartowski/Meta-Llama-3.1-8B-Instruct-GGUF", ("Meta-Llama-3.1-8B-Instruct", "quantize")),
        ("unsloth/gemma-2-9b-bnb-4bit", ("gemma-2-9b", "quantize")),
        ("someone/gemma-2-9b-onnx", ("gemma-2-9b", "convert")),
        ("org/model-AWQ", ("model", "quantize")),
        ("org/model", None),
    ],
)
def test_a_reupload_names_its_base(ref: str, base: tuple[str, str] | None) -> None:
    assert reupload_base(ref) == base


@pytest.mark.parametrize(
    ("ref", "base"),
    [
        ("TheBloke/Llama-2-7B-GGUF", "llama-2"),
        ("bartowski/Meta-Llama-3.1-8B-Instruct-GGUF", "llama-3.1"),
        ("mradermacher/gemma-2-9b-it-i1-GGUF", "gemma-terms-2025-03-24"),
    ],
)
def test_the_base_of_a_reupload_has_its_terms(ref: str, base: str, library: Library) -> None:
    found = library.find_base(ref)
    assert found is not None
    assert found.base is not None
    above = library.find_artefact(found.base, "model")
    assert above is not None
    assert above.license == base
