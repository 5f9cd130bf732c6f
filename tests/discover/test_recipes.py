"""Recipes: what is made of which base, with which data."""

import pytest

from licenseengine.discover.detect import recipes
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.detecting import found


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


def makings(signs: Signs, text: str, path: str = "recipe.yaml") -> list[str]:
    """Every making in short: what is done, what goes in, what it is called."""
    return [
        f"{m.by} " + " ".join(f"{role}={ref}" for role, ref in m.inputs) + f" > {m.kind} {m.name}"
        for m in found(recipes, path, text, signs).makings
    ]


AXOLOTL = """\
base_model: quietlab/base-7b
adapter: lora
datasets:
- path: quietlab/pairs
  type: alpaca
- path: json
  data_files: data/mine.jsonl
test_datasets:
- path: quietlab/held-out
hub_model_id: us/tuned-7b
"""


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            AXOLOTL,
            (
                "adapt base=quietlab/base-7b data=quietlab/pairs data=data/mine.jsonl"
                " > adapter us/tuned-7b"
            ),
        ),
        (
            AXOLOTL.replace("adapter: lora\n", "adapter:\n"),
            (
                "fine-tune base=quietlab/base-7b data=quietlab/pairs data=data/mine.jsonl"
                " > model us/tuned-7b"
            ),
        ),
        (
            "model_name_or_path: quietlab/base-7b\nfinetuning_type: lora\ndataset: identity,alpaca_en\n",
            "adapt base=quietlab/base-7b data=identity data=alpaca_en > adapter None",
        ),
        (
            "model_name_or_path: quietlab/base-7b\ndataset_name: quietlab/pairs\nuse_peft: true\n",
            "adapt base=quietlab/base-7b data=quietlab/pairs > adapter None",
        ),
        (
            "model_name_or_path: quietlab/base-7b\ndataset_mixer:\n  quietlab/talks: 1.0\n  quietlab/tasks: 0.5\n",
            "fine-tune base=quietlab/base-7b data=quietlab/talks data=quietlab/tasks > model None",
        ),
        (
            (
                "model:\n  _component_: torchtune.models.llama3_1.lora_llama3_1_8b\n"
                "checkpointer:\n  checkpoint_dir: /models/Meta-Llama-3.1-8B-Instruct/\n"
                "dataset:\n  _component_: torchtune.datasets.alpaca_cleaned_dataset\n"
            ),
            "adapt base=Meta-Llama-3.1-8B-Instruct data=yahma/alpaca-cleaned > adapter None",
        ),
        (
            (
                "model_name_or_path: quietlab/small-1b\nteacher_model_name_or_path: quietlab/big-70b\n"
                "dataset_name: quietlab/pairs\n"
            ),
            (
                "distill teacher=quietlab/big-70b student=quietlab/small-1b data=quietlab/pairs"
                " > model None"
            ),
        ),
        (
            "merge_method: slerp\nbase_model: quietlab/a-7b\nmodels:\n- model: quietlab/b-7b+quietlab/style\n",
            "merge models=quietlab/b-7b models=quietlab/style models=quietlab/a-7b > model None",
        ),
        (
            "base_model: quietlab/a-7b\nexperts:\n- source_model: quietlab/b-7b\n",
            "merge models=quietlab/b-7b models=quietlab/a-7b > model None",
        ),
    ],
)
def test_a_recipe_makes_something_of_something(signs: Signs, text: str, made: str) -> None:
    assert makings(signs, text) == [made]


@pytest.mark.parametrize(
    "text",
    [
        "model_name_or_path: quietlab/base-7b\n",
        "dataset_name: quietlab/pairs\n",
        "model_name_or_path: quietlab/base-7b\neval_dataset: quietlab/pairs\n",
        "model_name_or_path: quietlab/base-7b\ndataset: identity\n",
        "model_name_or_path: <model>\ndataset_name: quietlab/pairs\n",
        "dataset_path: quietlab/pairs\nmodel: quietlab/base-7b\n",
    ],
)
def test_settings_without_a_base_or_data_make_nothing(signs: Signs, text: str) -> None:
    assert makings(signs, text) == []


def test_a_file_of_data_beside_a_repository_is_a_part_of_it(signs: Signs) -> None:
    text = "base_model: quietlab/b-7b\ndatasets:\n- path: quietlab/pairs\n  data_files: x.jsonl\n"
    assert makings(signs, text) == ["fine-tune base=quietlab/b-7b data=quietlab/pairs > model None"]


def test_a_part_of_a_merge_that_is_to_be_filled_in_is_a_gap(signs: Signs) -> None:
    text = "merge_method: linear\nmodels:\n- model: model_a\n- model: quietlab/b-7b\n"
    evidence = found(recipes, "merge.yaml", text, signs)
    assert evidence.codes == ["LE706"]
    assert {s.ref for s in evidence.sightings} == {"quietlab/b-7b"}


def test_an_entry_of_data_info_is_told_under_its_own_name(signs: Signs) -> None:
    text = (
        '{"identity": {"file_name": "identity.json"},'
        ' "alpaca_en": {"hf_hub_url": "quietlab/alpaca_en", "ms_hub_url": "other/alpaca_en"}}'
    )
    sightings = found(recipes, "data/dataset_info.json", text, signs).sightings
    told = {(s.ref, s.aliases, str(s.role)) for s in sightings}
    assert told == {
        ("data/identity.json", ("identity",), "option"),
        ("quietlab/alpaca_en", ("alpaca_en",), "option"),
    }


def test_data_that_only_the_recipe_names_is_seen(signs: Signs) -> None:
    text = "model_name_or_path: quietlab/base-7b\nfinetuning_type: lora\ndataset: identity\n"
    sightings = found(recipes, "recipe.yaml", text, signs).sightings
    assert [(s.ref, s.kind, s.place.line) for s in sightings] == [("identity", "dataset", 3)]
