"""Configurations of models, adapters and tokenizers."""

import json

import pytest

from licenseengine.discover.detect.model_config import detect
from licenseengine.discover.formats import json_file
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.evidence import Evidence, seen

PATHS = [
    "/mnt/ckpt/llama",
    "./llama",
    "../llama",
    "/mnt/x",
    "~/x",
    "C:\\x\\y",
    "D:/x/y",
    "output/llama",
    "checkpoint-900",
    "x/y/z",
    "weights.bin",
]


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


def config(signs: Signs, path: str, data: object) -> Evidence:
    return seen(detect(json_file.read(path, json.dumps(data, indent=1)), signs))


def test_an_adapter_was_trained_against_its_base(signs: Signs) -> None:
    data = {"peft_type": "LORA", "base_model_name_or_path": "a1/b"}
    found = config(signs, "adapters/style/adapter_config.json", data)
    assert found.refs == {("a1/b", "model", "base")}
    (making,) = found.makings
    assert (making.by, making.inputs, making.makes) == (
        "adapt",
        (("base", "a1/b"),),
        "adapters/style",
    )
    assert (making.kind, making.who, making.place.line) == ("adapter", "upstream", 3)
    assert found.sightings[0].snippet == '"base_model_name_or_path": "a1/b"'


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("name", "key"),
    [("adapter_config.json", "base_model_name_or_path"), ("config.json", "_name_or_path")],
)
def test_a_path_is_never_an_id(signs: Signs, name: str, key: str, path: str) -> None:
    found = config(signs, f"models/x/{name}", {key: path})
    assert not found.sightings
    assert not found.makings
    assert [(g.code, g.ref) for g in found.gaps] == [("LE706", "models/x")]


@pytest.mark.parametrize(
    "data",
    [
        {"base_model_name_or_path": None},
        {"base_model_name_or_path": ""},
        {"peft_type": "LORA"},
        {"base_model_name_or_path": "${BASE}"},
    ],
)
def test_an_adapter_without_a_base_is_a_gap(signs: Signs, data: object) -> None:
    assert config(signs, "x/adapter_config.json", data).codes == ["LE706"]


@pytest.mark.parametrize(
    ("data", "by", "role"),
    [
        ({}, "fine-tune", "base"),
        ({"quantization_config": None}, "fine-tune", "base"),
        ({"quantization_config": {"bits": 4}}, "quantize", "source"),
    ],
)
def test_a_model_came_from_what_it_was_loaded_from(
    signs: Signs, data: dict[str, object], by: str, role: str
) -> None:
    found = config(signs, "config.json", {"_name_or_path": "a1/b", **data})
    assert [(m.by, m.inputs, m.who, m.makes) for m in found.makings] == [
        (by, ((role, "a1/b"),), "us", ".")
    ]
    assert found.sightings[0].confidence == "medium"


@pytest.mark.parametrize("folder", ["models/b", "models/B", "vendor/a1--b", "a1__b"])
def test_a_folder_of_the_same_name_is_a_copy(signs: Signs, folder: str) -> None:
    found = config(signs, f"{folder}/config.json", {"_name_or_path": "a1/b"})
    assert [(s.ref, s.aliases) for s in found.sightings] == [("a1/b", (folder,))]
    assert not found.makings


def test_the_parts_of_a_model_are_inputs_too(signs: Signs) -> None:
    data = {
        "_name_or_path": "",
        "encoder": {"_name_or_path": "a1/vit"},
        "decoder": {"_name_or_path": "a1/gpt"},
    }
    found = config(signs, "models/x/config.json", data)
    assert found.makings[0].inputs == (("base", "a1/vit"), ("base", "a1/gpt"))


def test_a_name_without_an_owner_is_not_sure(signs: Signs) -> None:
    found = config(signs, "models/x/config.json", {"_name_or_path": "gpt2"})
    assert [(s.ref, s.confidence) for s in found.sightings] == [("gpt2", "low")]


def test_code_of_another_repository_is_named_once(signs: Signs) -> None:
    data = {
        "auto_map": {"AutoConfig": "a1/b--conf.C", "AutoModel": ["a1/b--m.M", "here.M"], "X": "m.M"}
    }
    assert config(signs, "models/x/config.json", data).refs == {("a1/b", "model", "code")}
    assert len(config(signs, "models/x/config.json", data).sightings) == 1


def test_the_configuration_of_an_image_model_states_its_license(signs: Signs) -> None:
    data = {"pretrained_cfg": {"hf_hub_id": "timm/resnet50.a1_in1k", "license": "apache-2.0"}}
    found = config(signs, "models/r/config.json", data)
    assert found.licenses == {("models/r", "apache-2.0")}
    assert found.refs == {("timm/resnet50.a1_in1k", "model", "load")}


def test_a_tokenizer_is_used_and_makes_nothing(signs: Signs) -> None:
    found = config(signs, "models/x/tokenizer_config.json", {"name_or_path": "a1/b"})
    assert found.refs == {("a1/b", "model", "tokenizer")}
    assert not found.makings
    assert config(signs, "models/x/tokenizer_config.json", {"name_or_path": "/mnt/x"}).all == ()


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("config.json", {"name": "my app", "port": 80}),
        ("config.json", {"_name_or_path": ""}),
        ("config.json", {"_name_or_path": None}),
        ("config.json", ["_name_or_path"]),
        ("package.json", {"_name_or_path": "a1/b"}),
        ("models/x/modules.json", [{"idx": 0, "path": "1_Pooling", "type": "x.Pooling"}]),
        ("adapter_config.json", {"theme": "dark"}),
    ],
)
def test_other_configurations_say_nothing(signs: Signs, path: str, data: object) -> None:
    assert config(signs, path, data).all == ()


def test_parts_without_end_are_cut(signs: Signs) -> None:
    data = {f"part{n}": {"_name_or_path": f"a1/m{n}"} for n in range(5_000)}
    assert len(config(signs, "models/x/config.json", data).sightings) < 250


def test_a_deep_configuration_is_not_followed_down(signs: Signs) -> None:
    text = '{"a":' * 90 + '{"_name_or_path": "a1/b"}' + "}" * 90
    assert seen(detect(json_file.read("config.json", text), signs)).all == ()
