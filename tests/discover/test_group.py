"""From sightings to artefacts: one thing under several names is one."""

from pathlib import Path

import pytest

from licenseengine.discover.group import canonical, group
from licenseengine.discover.records import Place, Role, Sighting, Statement
from licenseengine.discover.signs import signs_of
from licenseengine.library.index import Library
from tests.discover.small_projects import roles, scanned

SAME = [
    ("meta-llama/Meta-Llama-3.1-8B", "meta-llama/Llama-3.1-8B"),
    ("meta-llama/Meta-Llama-3-8B-Instruct", "meta-llama/Llama-3-8B-Instruct"),
    ("EleutherAI/gpt-j-6B", "eleutherai/GPT-J-6b"),
    ("THUDM/chatglm3-6b", "zai-org/chatglm3-6b"),
    ("WizardLM/WizardLM-13B-V1.2", "WizardLMTeam/WizardLM-13B-V1.2"),
    ("./weights/a.bin", "weights/a.bin"),
    ("bert-base-uncased", "google-bert/bert-base-uncased"),
]
DIFFERENT = [
    ("meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.1-70B"),
    ("meta-llama/Llama-2-7b", "meta-llama/Meta-Llama-2-7b"),
    ("facebook/opt-125m", "fork/opt-125m"),
    ("lllyasviel/misc#a.bin", "lllyasviel/misc#b.bin"),
    ("openai:gpt-4o", "azure-openai:gpt-4o"),
    ("weights/a.bin", "other/a.bin"),
    ("ollama:llama3", "meta-llama/Llama-3-8B"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_thing_have_one_name(one: str, other: str, library: Library) -> None:
    signs = signs_of(library)
    assert canonical(one, signs) == canonical(other, signs)
    assert canonical(canonical(one, signs), signs) == canonical(one, signs)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_things_have_different_names(one: str, other: str, library: Library) -> None:
    signs = signs_of(library)
    assert canonical(one, signs) != canonical(other, signs)


def seen(ref: str, file: str = "a.py", line: int = 1, **more: object) -> Sighting:
    told = {"kind": "model", "detector": "names", "role": Role.DEFAULT, **more}
    return Sighting(ref, place=Place(file, line), **told)  # type: ignore[arg-type]


def test_the_name_that_tells_most_is_the_ref_and_the_others_are_aliases(library: Library) -> None:
    places = [
        seen("bert-base-uncased", line=1),
        seen("google-bert/bert-base-uncased", line=2),
        seen("google-bert/BERT-base-uncased", line=3),
    ]
    (found,) = group(places, signs_of(library))
    assert found.ref == "google-bert/BERT-base-uncased"
    assert found.aliases == ("bert-base-uncased", "google-bert/bert-base-uncased")


def test_a_data_set_of_the_same_name_is_another_thing(library: Library) -> None:
    found = group([seen("a1/b"), seen("a1/b", kind="dataset")], signs_of(library))
    assert [a.kind for a in found] == ["model", "dataset"]


def test_what_is_said_to_be_an_adapter_anywhere_is_one(library: Library) -> None:
    (found,) = group([seen("a1/b"), seen("a1/b", line=2, kind="adapter")], signs_of(library))
    assert found.kind == "adapter"


def test_one_line_is_one_place_whoever_tells_of_it(library: Library) -> None:
    places = [seen("a1/b"), seen("a1/b", detector="loaders"), seen("a1/b", line=2)]
    (found,) = group(places, signs_of(library))
    assert [s.place.line for s in found.seen] == [1, 2]


def test_the_surest_place_tells_how_sure_it_is(library: Library) -> None:
    places = [seen("a1/b", confidence="low"), seen("a1/b", line=2, confidence="medium")]
    (found,) = group(places, signs_of(library))
    assert found.confidence == "medium"


def test_the_order_of_sightings_does_not_matter(library: Library) -> None:
    places = [
        seen("a1/B"),
        seen("a1/b", "b.py", confidence="low"),
        seen("a1/b", "c.py", role=Role.TEST),
        seen("zz/y", "c.py"),
    ]
    assert group(places, signs_of(library)) == group(places[::-1], signs_of(library))


def test_artefacts_of_the_stack_come_first(library: Library) -> None:
    places = [seen("a1/a", role=Role.DOCS), seen("a1/b", role=Role.OPTION), seen("a1/c")]
    assert [a.ref for a in group(places, signs_of(library))] == ["a1/c", "a1/b", "a1/a"]


def fetched(ref: str, address: str, line: int) -> Sighting:
    return seen(ref, line=line, statement=Statement(address, line))


def test_a_file_name_in_a_setting_is_what_is_fetched_under_it(library: Library) -> None:
    places = [
        seen("zeta.safetensors"),
        fetched("a1/misc#zeta.safetensors", "https://huggingface.co/a1/misc/resolve/main/x/zeta.safetensors", 2),
    ]  # fmt: skip
    (found,) = group(places, signs_of(library))
    assert found.ref == "a1/misc#zeta.safetensors"
    assert found.aliases == ("zeta.safetensors",)


def test_a_file_name_that_two_addresses_end_with_stays_apart(library: Library) -> None:
    places = [
        seen("zeta.safetensors"),
        fetched("a1/misc#zeta.safetensors", "https://huggingface.co/a1/misc/resolve/main/zeta.safetensors", 2),
        fetched("a2/misc#zeta.safetensors", "https://huggingface.co/a2/misc/resolve/main/zeta.safetensors", 3),
    ]  # fmt: skip
    assert len(group(places, signs_of(library))) == 3


def test_a_file_beside_its_repository_is_one_thing_with_it(library: Library) -> None:
    places = [
        seen("TheBloke/Mistral-7B-v0.1-GGUF", "a.yaml"),
        seen("mistral-7b-v0.1.Q4_K_M.gguf", "a.yaml", 2),
    ]
    (found,) = group(places, signs_of(library))
    assert found.ref == "TheBloke/Mistral-7B-v0.1-GGUF"


def test_a_file_in_another_setting_is_not(library: Library) -> None:
    places = [
        seen("TheBloke/Mistral-7B-v0.1-GGUF", "a.yaml"),
        seen("mistral-7b-v0.1.Q4_K_M.gguf", "b.yaml"),
    ]
    assert len(group(places, signs_of(library))) == 2


@pytest.mark.parametrize(
    ("refs", "kept"),
    [
        (["openai:*", "openai:gpt-4o"], ["openai:gpt-4o"]),
        (["openai:*", "azure-openai:gpt-4o"], ["azure-openai:gpt-4o"]),
        (["openai:*", "anthropic:claude-3"], ["anthropic:claude-3", "openai:*"]),
        (["openai:*"], ["openai:*"]),
    ],
)
def test_a_service_without_a_model_is_told_only_where_none_of_its_models_is(
    refs: list[str], kept: list[str], library: Library
) -> None:
    places = [seen(ref, line=n, kind="service") for n, ref in enumerate(refs)]
    assert [a.ref for a in group(places, signs_of(library))] == kept


def test_a_service_whose_model_only_a_test_names_is_told(library: Library) -> None:
    places = [
        seen("openai:*", kind="service"),
        seen("openai:gpt-4o", kind="service", role=Role.TEST),
    ]
    found = group(places, signs_of(library))
    assert [a.ref for a in found] == ["openai:*", "openai:gpt-4o"]


def test_names_over_several_files_are_one_artefact(tmp_path: Path, library: Library) -> None:
    text = """
## a.py
MODEL = "meta-llama/Meta-Llama-3.1-8B"
## b.yaml
model: meta-llama/Llama-3.1-8B
## c.json
{"model": "meta-llama/llama-3.1-8b"}
"""
    assert roles(scanned(tmp_path, text, library)) == {"meta-llama/Meta-Llama-3.1-8B": "default"}


BASE = "https://huggingface.co/a1/misc/resolve/main"


@pytest.mark.parametrize(
    ("places", "kept"),
    [
        ([fetched("a1/misc", BASE, 1), seen("a1/misc#x.bin", line=2)], ["a1/misc#x.bin"]),
        ([fetched("a1/misc", f"{BASE}/", 1), seen("a1/misc#x.bin", line=2)], ["a1/misc#x.bin"]),
        (
            [fetched("a1/misc", BASE, 1), seen("a2/misc#x.bin", line=2)],
            ["a1/misc", "a2/misc#x.bin"],
        ),
        ([fetched("a1/misc", BASE, 1)], ["a1/misc"]),
        ([seen("a1/misc"), seen("a1/misc#x.bin", line=2)], ["a1/misc", "a1/misc#x.bin"]),
    ],
)
def test_a_repository_that_only_begins_addresses_is_no_artefact_beside_its_files(
    places: list[Sighting], kept: list[str], library: Library
) -> None:
    assert [a.ref for a in group(places, signs_of(library))] == kept
