"""Cards of models and data sets."""

import time

import pytest

from licenseengine.discover.detect.cards import detect
from licenseengine.discover.records import Document, Role
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.evidence import Evidence, seen


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


def card(signs: Signs, front: str, path: str = "README.md", body: str = "# A model\n") -> Evidence:
    return seen(detect(Document(path, "markdown", f"---\n{front}\n---\n{body}"), signs))


@pytest.mark.parametrize(
    ("front", "text"),
    [
        ("license: apache-2.0", "apache-2.0"),
        ("license: Apache", "Apache"),
        ("license: other\nlicense_name: yi-license\nlicense_link: LICENSE", "yi-license"),
        (
            "license: other\nlicense_link: https://ai.meta.com/llama/license",
            "https://ai.meta.com/llama/license",
        ),
        ("license: other", "other"),
        ("license_name: llama3\nlibrary_name: transformers", "llama3"),
        ("license: mit\nlicense_name: something else", "mit"),
    ],
)
def test_a_license_is_passed_on_as_written(signs: Signs, front: str, text: str) -> None:
    assert card(signs, front).licenses == {(".", text)}


def test_each_of_several_licenses_is_stated_at_its_own_line(signs: Signs) -> None:
    found = card(signs, "license:\n- mit\n- cc-by-4.0").statements
    assert [(s.text, s.place.line) for s in found] == [("mit", 3), ("cc-by-4.0", 4)]
    assert {s.source for s in found} == {"card"}


@pytest.mark.parametrize(
    ("path", "about", "who"),
    [
        ("README.md", ".", "us"),
        ("MODEL_CARD.md", ".", "us"),
        ("models/tiny/README.md", "models/tiny", "upstream"),
        ("vendor/x/model_card_v2.md", "vendor/x", "upstream"),
        ("outputs/run-1/README.md", "outputs/run-1", "us"),
    ],
)
def test_a_card_describes_the_thing_in_its_folder(
    signs: Signs, path: str, about: str, who: str
) -> None:
    found = card(signs, "license: mit\nbase_model: google/gemma-2b", path)
    assert found.licenses == {(about, "mit")}
    assert [(m.makes, m.who) for m in found.makings] == [(about, who)]


@pytest.mark.parametrize(
    ("front", "by", "role", "kind"),
    [
        ("base_model: a1/b\nbase_model_relation: finetune", "fine-tune", "base", "model"),
        ("base_model: a1/b\nbase_model_relation: adapter", "adapt", "base", "adapter"),
        ("base_model: a1/b\nbase_model_relation: quantized", "quantize", "source", "model"),
        ("base_model: a1/b\nbase_model_relation: merge", "merge", "models", "model"),
        ("base_model: a1/b", "fine-tune", "base", "model"),
        ("base_model: a1/b\nlibrary_name: peft", "adapt", "base", "adapter"),
        ("base_model: a1/b\ntags: [lora, text]", "adapt", "base", "adapter"),
        ("base_model: a1/b\ntags:\n- gguf", "quantize", "source", "model"),
        ("base_model: a1/b\nquantized_by: somebody", "quantize", "source", "model"),
        ("base_model: a1/b\ntags: [mergekit]", "merge", "models", "model"),
        (
            "base_model: a1/b\ntags: [mergekit]\nbase_model_relation: finetune",
            "fine-tune",
            "base",
            "model",
        ),
    ],
)
def test_the_relation_to_the_base_is_stated_or_told_as_the_hub_does(
    signs: Signs, front: str, by: str, role: str, kind: str
) -> None:
    (making,) = card(signs, front).makings
    assert (making.by, making.inputs, making.kind) == (by, ((role, "a1/b"),), kind)


def test_several_bases_are_a_merge_of_all_of_them(signs: Signs) -> None:
    found = card(signs, "base_model:\n- a1/b\n- c1/d")
    assert found.refs == {("a1/b", "model", "base"), ("c1/d", "model", "base")}
    assert found.makings[0].inputs == (("models", "a1/b"), ("models", "c1/d"))
    assert [s.place.line for s in found.sightings] == [3, 4]
    assert found.sightings[1].snippet == "- c1/d"


def test_training_data_go_into_the_making(signs: Signs) -> None:
    found = card(signs, "base_model: a1/b\ndatasets:\n- tatsu-lab/alpaca\n- squad")
    inputs = (("base", "a1/b"), ("data", "tatsu-lab/alpaca"), ("data", "squad"))
    assert [m.inputs for m in found.makings] == [inputs]
    assert ("tatsu-lab/alpaca", "dataset", "train-data") in found.refs
    assert {s.ref: s.confidence for s in found.sightings}["squad"] == "medium"


def test_a_model_without_a_base_was_trained_on_its_data(signs: Signs) -> None:
    (making,) = card(signs, "library_name: transformers\ndatasets: wikipedia/wiki").makings
    assert (making.by, making.inputs) == ("train", (("data", "wikipedia/wiki"),))


@pytest.mark.parametrize(
    "base",
    [
        "/mnt/llama",
        "./llama",
        "../x/llama",
        "~/llama",
        "C:\\models\\llama",
        "outputs/llama",
        "a/b/c",
        "checkpoint-500",
        "a1/checkpoint-500",
    ],
)
def test_a_path_is_no_base_model(signs: Signs, base: str) -> None:
    found = card(signs, f"base_model: '{base}'", "models/x/README.md")
    assert not found.sightings
    assert not found.makings
    assert [(g.code, g.ref) for g in found.gaps] == [("LE706", "models/x")]


@pytest.mark.parametrize("data", ["generator", "imagefolder", "custom", "data/train"])
def test_a_loader_of_local_files_is_no_data_set(signs: Signs, data: str) -> None:
    found = card(signs, f"base_model: a1/b\ndatasets: [{data}]")
    assert found.codes == ["LE706"]
    assert found.makings[0].inputs == (("base", "a1/b"),)


def test_what_is_to_be_filled_in_names_nothing(signs: Signs) -> None:
    found = card(signs, 'license: "<your license>"\nbase_model: your-name/your-model')
    assert found.all == ()


@pytest.mark.parametrize(
    "text",
    [
        "hf://a1/b",
        "https://huggingface.co/a1/b",
        "https://huggingface.co/a1/b/tree/main",
        "huggingface.co/a1/b",
        "a1/b@main",
    ],
)
def test_an_address_of_the_hub_is_the_id_in_it(signs: Signs, text: str) -> None:
    assert card(signs, f"base_model: {text}").refs == {("a1/b", "model", "base")}


def test_a_card_of_data_tells_from_which_data_they_were_made(signs: Signs) -> None:
    front = "license: cc-by-4.0\npretty_name: Questions\ntask_categories: [x]\nsource_datasets:\n- extended|squad\n- original"
    found = card(signs, front, "data/questions/README.md")
    assert found.refs == {("squad", "dataset", "base")}
    (making,) = found.makings
    assert (making.by, making.makes, making.kind) == ("combine", "data/questions", "dataset")
    assert (making.inputs, making.name) == ((("datasets", "squad"),), "Questions")


def test_the_card_of_a_demo_is_about_code_and_names_what_it_loads(signs: Signs) -> None:
    found = card(signs, "title: Chat\nsdk: gradio\nlicense: mit\nmodels: [a1/b]\ndatasets: [c1/d]")
    assert found.licenses == {("code", "mit")}
    assert found.refs == {("a1/b", "model", "load"), ("c1/d", "dataset", "load")}
    assert not found.makings


def test_a_later_version_is_only_mentioned(signs: Signs) -> None:
    (sighting,) = card(signs, "license: mit\nnew_version: a1/b-v2").sightings
    assert (sighting.ref, sighting.role) == ("a1/b-v2", Role.MENTIONED)


@pytest.mark.parametrize(
    ("path", "front"),
    [
        ("docs/page.md", "title: A page\nlicense: MIT\ntags: [lora]"),
        ("skills/x/SKILL.md", "name: x\ndescription: y\nlicense: MIT"),
        ("README.md", "title: A page"),
    ],
)
def test_other_front_matter_is_no_card(signs: Signs, path: str, front: str) -> None:
    assert card(signs, front, path).all == ()


@pytest.mark.parametrize(
    "text",
    [
        "# A title\nlicense: mit\n",
        "---\nlicense: mit\n",
        "\n---\nlicense: mit\n---\n",
        "",
        "---",
        "---\n---\n",
    ],
)
def test_without_front_matter_there_is_no_card(signs: Signs, text: str) -> None:
    assert seen(detect(Document("README.md", "markdown", text), signs)).all == ()


def test_a_page_of_any_name_is_a_card_when_it_speaks_as_one(signs: Signs) -> None:
    assert card(signs, "base_model: a1/b", "notes/adapter.md").refs == {("a1/b", "model", "base")}


def test_windows_line_ends_and_a_byte_order_mark_are_no_obstacle(signs: Signs) -> None:
    text = "\ufeff---\r\nlicense: mit\r\nbase_model: a1/b\r\n---\r\n# Title\r\n"
    found = seen(detect(Document("README.md", "markdown", text), signs))
    assert found.licenses == {(".", "mit")}
    assert found.refs == {("a1/b", "model", "base")}


def test_broken_front_matter_gives_what_came_before_and_a_gap(signs: Signs) -> None:
    found = card(signs, "license: mit\nbase_model: [a1/b,\n}")
    assert (".", "mit") in found.licenses
    assert found.codes == ["LE703"]
    assert found.gaps[0].place.line > 2


def test_prose_between_two_rules_is_no_broken_card(signs: Signs) -> None:
    assert card(signs, "Some text: with: colons\n\tand a tab").all == ()


def test_a_bomb_of_aliases_is_read_in_no_time(signs: Signs) -> None:
    rows = [
        "a0: &a0 [x1/y, x1/y]",
        *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 60)),
    ]
    start = time.perf_counter()
    found = card(signs, "\n".join([*rows, "datasets: *a59", "base_model: *a0"]))
    assert time.perf_counter() - start < 1
    assert found.refs == {("x1/y", "model", "base")}


def test_of_long_front_matter_the_parts_that_matter_are_read(signs: Signs) -> None:
    results = "model-index:\n" + "".join(f"- name: r{n}\n  value: {n}\n" for n in range(60_000))
    front = f"license: mit\n{results}base_model:\n- a1/b"
    start = time.perf_counter()
    found = card(signs, front)
    assert time.perf_counter() - start < 1
    assert found.licenses == {(".", "mit")}
    assert found.sightings[0].place.line == front.count("\n") + 2
    assert found.sightings[0].snippet == "- a1/b"
    assert not found.gaps


def test_a_part_of_a_megabyte_is_a_gap_and_hides_no_other(signs: Signs) -> None:
    found = card(signs, "license: mit\ndatasets:\n" + "- a1/b\n" * 150_000 + "base_model: c1/d")
    assert found.codes == ["LE701"]
    assert found.refs == {("c1/d", "model", "base")}


def test_a_list_without_end_is_cut(signs: Signs) -> None:
    found = card(signs, "datasets: [" + ", ".join(f"a1/d{n}" for n in range(5_000)) + "]")
    assert len(found.sightings) == 300
