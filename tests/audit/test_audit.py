"""The audit of a project: answers, holds, disagreements, and the laws that hold for all projects."""

import json
import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licenseengine.audit.audit import audit
from licenseengine.audit.records import Audit
from licenseengine.audit.wish import PRESETS, Wish
from licenseengine.discover.records import Role
from licenseengine.library.index import Library, open_library
from licenseengine.report.audit_json import audit_json
from licenseengine.solver.records import Level
from tests.audit.projects import PROJECTS, levels, made, of_files

FREE = "mistralai/Mistral-7B-v0.1"
EMBED = "BAAI/bge-small-en-v1.5"  # MIT by the catalogue
CLOSED = "facebook/opt-125m"
UNKNOWN = "nobody1/knows-7b"


def model(ref: str) -> str:
    return f'MODEL = "{ref}"\n'


def listed(ref: str, license_: str) -> str:
    return json.dumps({"models": [{"model": ref, "license": license_}]})


def ship(found: Audit) -> Level:
    return found.answers["ship"].level


# Files, and the answer about shipping: by default, with every option.
ANSWERS = {
    "a permissive model": ({"app.py": model(FREE)}, "permitted", "permitted"),
    "a model for research only": ({"app.py": model(CLOSED)}, "prohibited", "prohibited"),
    "a model with conditions": ({"app.py": model("meta-llama/Llama-3.1-8B")}, "conditional", "conditional"),
    "a re-upload of one": ({"app.py": model("TheBloke/Llama-2-7B-GGUF")}, "conditional", "conditional"),
    "a model nobody knows": ({"app.py": model(UNKNOWN)}, "review", "review"),
    "an option": (
        {"app.py": f'{model(FREE)}SUPPORTED_MODELS = ["{CLOSED}"]\n'},
        "permitted",
        "prohibited",
    ),
    "a test": ({"app.py": model(FREE), "tests/t.py": model(CLOSED)}, "permitted", "permitted"),
    "an example": ({"app.py": model(FREE), "examples/t.py": model(CLOSED)}, "permitted", "permitted"),
    "a document": (
        {"app.py": model(FREE), "README.md": f"https://huggingface.co/{CLOSED}\n"},
        "permitted",
        "permitted",
    ),
    "declared in the project": (
        {"app.py": model(UNKNOWN), "m.json": listed(UNKNOWN, "mit")},
        "permitted",
        "permitted",
    ),
    "declared and stricter": (
        {"app.py": model(UNKNOWN), "m.json": listed(UNKNOWN, "cc-by-nc-4.0")},
        "prohibited",
        "prohibited",
    ),
    "declared without a version": (
        {"app.py": model(UNKNOWN), "m.json": listed(UNKNOWN, "Apache")},
        "review",
        "review",
    ),
    "declared without a version, though the catalogue knows": (
        {"app.py": model(EMBED), "m.json": listed(EMBED, "Apache")},
        "review",
        "review",
    ),
    "declared otherwise than the catalogue knows": (
        {"app.py": model(CLOSED), "m.json": listed(CLOSED, "mit")},
        "review",
        "review",
    ),
    "declared stricter than the catalogue knows": (
        {"app.py": model(EMBED), "m.json": listed(EMBED, "cc-by-nc-4.0")},
        "prohibited",
        "prohibited",
    ),
    "a re-upload that says it is free": (
        {"app.py": model("TheBloke/Llama-2-7B-GGUF"), "m.json": listed("TheBloke/Llama-2-7B-GGUF", "mit")},
        "conditional",
        "conditional",
    ),
    "the code's license is not that of weights": (
        {"app.py": 'MODEL_PATH = "weights/zeta.safetensors"\n', "LICENSE": "MIT License\n"},
        "review",
        "review",
    ),
    "a license of the data": (
        {"app.py": 'open("data/x.jsonl")\nDATASET = "data/x.jsonl"\n', "DATA_LICENSE": "MIT License\n"},
        "permitted",
        "permitted",
    ),
    "a license of the data is not that of data sets of the hub": (
        {
            "app.py": 'from datasets import load_dataset\nload_dataset("a1/some-set")\n',
            "DATA_LICENSE": "MIT License\n",
        },
        "review",
        "review",
    ),
    "only options": ({"app.py": f'SUPPORTED_MODELS = ["{FREE}"]\n'}, "review", "review"),
    "nothing": ({"app.py": "print(1)\n"}, "review", "review"),
    "a name that is not known before it runs": (
        {"app.py": "import sys\nfrom transformers import AutoModel\nAutoModel.from_pretrained(sys.argv[1])\n"},
        "review",
        "review",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_a_project_has_an_answer(name: str, tmp_path: Path, library: Library) -> None:
    files, by_default, with_options = ANSWERS[name]
    found = of_files(made(tmp_path, files), library)
    assert str(ship(found)) == by_default
    assert str(found.answers["ship"].with_options) == with_options


def test_every_verdict_is_among_the_answers() -> None:
    assert {a for _, a, _ in ANSWERS.values()} == {str(level) for level in Level}


def test_a_hold_says_why(tmp_path: Path, library: Library) -> None:
    files = {"app.py": model(EMBED), "m.json": listed(EMBED, "Apache")}
    found = of_files(made(tmp_path, files), library)
    (item,) = found.items
    assert item.hold == "what is declared of its terms names no one license"
    assert found.answers["ship"].held == (EMBED,)


def test_what_files_say_differently_is_told_with_both_places(
    tmp_path: Path, library: Library
) -> None:
    files = {"a.json": listed(UNKNOWN, "mit"), "b.json": listed(UNKNOWN, "cc-by-nc-4.0"), "app.py": model(UNKNOWN)}  # fmt: skip
    found = of_files(made(tmp_path, files), library)
    (apart,) = found.disagreements
    assert apart.first
    assert apart.second
    assert {apart.first.file, apart.second.file} == {"a.json", "b.json"}
    assert ship(found) is Level.REVIEW


@pytest.mark.parametrize("row", [model(UNKNOWN), model(FREE)])
@pytest.mark.parametrize("texts", [("mit", "cc-by-nc-4.0"), ("cc-by-nc-4.0", "mit")])
def test_which_file_says_what_does_not_matter(
    texts: tuple[str, str], row: str, tmp_path: Path, library: Library
) -> None:
    files = {"presets/a.json": listed(UNKNOWN, texts[0]), "presets/b.json": listed(UNKNOWN, texts[1]), "app.py": row}  # fmt: skip
    found = of_files(made(tmp_path, files), library)
    (item,) = (i for i in found.items if i.node == UNKNOWN)
    assert (item.artifact.role is Role.OPTION) is (UNKNOWN not in row)
    assert found.answers["ship"].with_options is Level.REVIEW, "one of them forbids it"
    assert found.answers["research"].with_options is Level.PERMITTED, "neither does"


def test_prose_that_speaks_against_a_declaration_leads_to_review(
    tmp_path: Path, library: Library
) -> None:
    found = of_files(made(tmp_path, PROJECTS["disputed data"]), library)
    assert ship(found) is Level.REVIEW
    assert found.disagreements


def test_prose_alone_leads_to_review(tmp_path: Path, library: Library) -> None:
    files = {"app.py": 'DATASET = "data/x.jsonl"\n', "README.md": "# x\n\nThe dataset is licensed under the MIT License.\n"}  # fmt: skip
    found = of_files(made(tmp_path, files), library)
    (item,) = found.items
    assert item.terms.concluded == "MIT"
    assert item.hold
    assert ship(found) is Level.REVIEW


RECIPE = "merge_method: slerp\nmodels:\n  - model: {}\n  - model: {}\n"


def test_each_recipe_has_an_answer_of_its_own(tmp_path: Path, library: Library) -> None:
    files = {
        "free.yml": RECIPE.format(FREE, "mistralai/Mistral-7B-Instruct-v0.2"),
        "closed.yml": RECIPE.format(FREE, CLOSED),
        "unknown.yml": RECIPE.format(FREE, UNKNOWN),
    }
    found = of_files(made(tmp_path, files), library)
    answers = {p.node: str(p.levels["ship"]) for p in found.products}
    assert answers == {"free.yml": "permitted", "closed.yml": "prohibited", "unknown.yml": "review"}
    assert ship(found) is Level.PROHIBITED


def test_one_recipe_is_the_project_itself(tmp_path: Path, library: Library) -> None:
    files = {"free.yml": RECIPE.format(FREE, "mistralai/Mistral-7B-Instruct-v0.2")}
    assert of_files(made(tmp_path, files), library).products == ()


BILL = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "leftpad", "purl": "pkg:pypi/leftpad@1", "licenses": [{"license": {"id": "GPL-3.0-only"}}]}]}  # fmt: skip


def test_a_package_with_a_license_counts_and_one_without_is_listed(
    tmp_path: Path, library: Library
) -> None:
    files = {
        "app.py": model(FREE),
        "requirements.txt": "leftpad\nother\n",
        "pyproject.toml": '[project]\nname = "bot"\nlicense = "MIT"\n',
        "bom.json": json.dumps(BILL),
    }
    found = of_files(made(tmp_path, files), library)
    assert [(p.name, license_) for p, license_ in found.packages] == [("leftpad", "GPL-3.0-only")]
    assert [p.name for p in found.unjudged] == ["other"]
    assert ship(found) is Level.PROHIBITED


@pytest.mark.parametrize(
    ("license_", "answer"), [("GPL-3.0-only", "permitted"), ("MIT", "prohibited")]
)
def test_the_license_of_the_code_is_its_release(
    license_: str, answer: str, tmp_path: Path, library: Library
) -> None:
    files = {
        "app.py": model(FREE),
        "pyproject.toml": f'[project]\nname = "bot"\nlicense = "{license_}"\ndependencies = ["leftpad"]\n',
        "bom.json": json.dumps(BILL),
    }
    assert str(ship(of_files(made(tmp_path, files), library))) == answer


def test_two_licenses_of_the_code_are_told(tmp_path: Path, library: Library) -> None:
    files = {"app.py": model(FREE), "pyproject.toml": '[project]\nname = "bot"\nlicense = "MIT"\n', "LICENSE": "Apache License\nVersion 2.0, January 2004\n"}  # fmt: skip
    found = of_files(made(tmp_path, files), library)
    (gap,) = (g for g in found.gaps if g.code == "LE709")
    assert "MIT" in gap.said
    assert "Apache-2.0" in gap.said


def test_the_hub_is_asked_only_for_what_nothing_else_tells(
    tmp_path: Path, library: Library
) -> None:
    asked: list[str] = []

    def hub(refs: Iterable[str]) -> dict[str, str]:
        asked.extend(refs)
        return {UNKNOWN: "cc-by-nc-4.0"}

    files = {"app.py": model(UNKNOWN) + f'EMBEDDING_MODEL = "{EMBED}"\n', "tests/t.py": model("a1/zeta-7b")}  # fmt: skip
    found = of_files(made(tmp_path, files), library, Wish(hub=hub))
    assert asked == [UNKNOWN]
    assert ship(found) is Level.PROHIBITED


# Laws. Files of which each adds something to a project; those of the first row run by default.
POOL = {
    "free.py": model(FREE),
    "closed.py": model(CLOSED),
    "conditions.py": model("meta-llama/Llama-3.1-8B"),
    "unknown.py": model(UNKNOWN),
    "upload.py": model("TheBloke/Llama-2-7B-GGUF"),
    "service.py": "from openai import OpenAI\nOpenAI().responses.create(model='gpt-4o')\n",
    "data.py": "from datasets import load_dataset\nload_dataset('databricks/databricks-dolly-15k')\n",
    "embed.yaml": f"embedding_model: {EMBED}\n",
    "merge.yml": RECIPE.format(FREE, "google/gemma-7b"),
    "merge2.yml": RECIPE.format(FREE, UNKNOWN),
    "tune.yml": "base_model: meta-llama/Llama-3.1-8B\ndatasets:\n  - path: tatsu-lab/alpaca\n",
    "list.py": 'SUPPORTED_MODELS = ["google/gemma-2b", "facebook/opt-350m"]\n',
    "tests/t.py": model("facebook/opt-66b"),
    "README.md": f"---\nlicense: mit\nbase_model: {FREE}\n---\n# Ours\n",
    "run.sh": "ollama pull mistral\n",
}
some_files = st.sets(st.sampled_from(sorted(POOL)), min_size=1, max_size=5)


def judged(factory: pytest.TempPathFactory, names: set[str]) -> Audit:
    folder = factory.mktemp("p") / "project"
    return of_files(made(folder, {n: POOL[n] for n in names}), open_library())


@settings(max_examples=30, deadline=None)
@given(names=some_files, more=st.sampled_from(sorted(POOL)))
def test_adding_something_never_improves_an_answer(
    names: set[str], more: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    one = judged(tmp_path_factory, names)
    other = judged(tmp_path_factory, names | {more})
    if one.unsettled:  # where nothing runs by default, nothing is known: something may be better
        return
    for name in PRESETS:
        assert other.answers[name].level >= one.answers[name].level
        assert other.answers[name].with_options >= one.answers[name].with_options


@settings(max_examples=30, deadline=None)
@given(names=some_files)
def test_answers_keep_their_order(
    names: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = judged(tmp_path_factory, names)
    for name, answer in found.answers.items():
        assert answer.with_options >= answer.level, "options make nothing better"
        if answer.held or found.unsettled:
            assert answer.level >= Level.REVIEW, "what is held back is no yes"
        for item in found.items:
            if item.hold and name in item.levels:
                assert item.levels[name] >= Level.REVIEW
            if item.terms.concluded is None and item.levels and item.artifact.kind != "service":
                assert item.levels[name] >= Level.REVIEW, "what is not known is no yes"


def text_of(found: Audit, library: Library) -> str:
    return json.dumps(audit_json(found, library.vocabulary, library.sha256, "0"), sort_keys=True)


@settings(max_examples=10, deadline=None)
@given(names=some_files, seed=st.randoms(use_true_random=False))
def test_the_same_project_gives_the_same_bytes_in_whatever_order_it_was_written(
    names: set[str], seed: random.Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    library = open_library()
    order = sorted(names)
    seed.shuffle(order)
    folders = [tmp_path_factory.mktemp(str(n)) / "project" for n in range(2)]
    for folder, written in zip(folders, (order, sorted(names)), strict=True):
        made(folder, {n: POOL[n] for n in written})
    texts = [text_of(of_files(f, library, Wish(day=date(2026, 1, 1))), library) for f in folders]
    again = text_of(of_files(folders[0], library, Wish(day=date(2026, 1, 1))), library)
    assert texts[0] == texts[1] == again


@settings(max_examples=15, deadline=None)
@given(
    names=st.sets(st.sampled_from([n for n in sorted(POOL) if n.endswith(".py") and "/" not in n]), min_size=2),
    seed=st.randoms(use_true_random=False),
)  # fmt: skip
def test_what_a_file_is_called_does_not_matter(
    names: set[str], seed: random.Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    library = open_library()
    texts = [POOL[n] for n in sorted(names)]
    plain = {f"part{n}.py": text for n, text in enumerate(texts)}
    seed.shuffle(texts)
    mixed = {f"deep/er/part{n}.py": text for n, text in enumerate(texts)}
    folders = [tmp_path_factory.mktemp(str(n)) / "project" for n in range(2)]
    one, other = (of_files(made(f, files), library) for f, files in zip(folders, (plain, mixed), strict=True))  # fmt: skip
    assert levels(one) == levels(other)
    assert [i.node for i in one.items] == [i.node for i in other.items]


def test_a_folder_without_a_manifest_is_judged_by_its_files(
    tmp_path: Path, library: Library
) -> None:
    folder = made(tmp_path, {"app.py": model(CLOSED)})
    assert levels(audit(folder, library)) == levels(of_files(folder, library))


def test_an_item_is_found_by_any_of_its_names(tmp_path: Path, library: Library) -> None:
    found = of_files(made(tmp_path, {"app.py": model(EMBED)}), library)
    for name in (EMBED, EMBED.upper(), "bge-small-en-v1.5"):
        item = found.item(name)
        assert item
        assert item.artifact.ref == EMBED
    assert found.item("bge-small") is None
