"""The dossier: parts, ties, credits, duties with their moments, and what else facts would make of it."""

from pathlib import Path

import pytest

from licenseengine.audit.wish import Wish
from licenseengine.cli.dossier import judging_of
from licenseengine.compliance.alternatives import MOST_ALTERNATIVES, alternatives_of
from licenseengine.compliance.credits import changes_to
from licenseengine.compliance.dossier import dossier_of_plan
from licenseengine.compliance.dues import dues_of, moments
from licenseengine.compliance.records import Dossier, Tie, When
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import Library
from licenseengine.resolve.plan import Plan, judge_refs
from tests.compliance.folders import dossier_of_manifest
from tests.report.notes.written import DAY, folder_of

FILES = {
    "pyproject.toml": '[project]\nname = "chat"\nlicense = "MIT"\ndependencies = ["leftpad"]\n',
    "bom.json": '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "leftpad", "purl": "pkg:pypi/leftpad@1.0", "licenses": [{"license": {"id": "BSD-3-Clause"}}]}]}\n',
    "app.py": "from transformers import AutoModel\nAutoModel.from_pretrained('meta-llama/Llama-3.1-8B')\n",
    "conf.yaml": "llm:\n  mode: local\nlocal:\n  model: mistralai/Mistral-7B-v0.1\nother:\n  model: facebook/opt-125m\n",
}  # fmt: skip
STACK = """
  - {id: base, ref: TheBloke/Llama-2-7B-GGUF, kind: model, class: llm, license: llama-2}
  - {id: data, kind: dataset, license: CC-BY-4.0, params: {author: Harbour Lab, title: Tides, copyright: "(c) Lab"}}
  - {id: code, kind: software, license: own}
  - {id: tuned, kind: model, name: Llama 2 Tide, made: {by: fine-tune, from: [base, {data: data}]}}
  - {id: app, kind: software, made: {by: include, from: [tuned, code]}}
"""
USE = "use: {do: [distribute], facts: {use.commercial: true, use.purposes: [product]}}\n"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Dossier:
    root = folder_of(FILES, tmp_path_factory.mktemp("found") / "chat")
    return judging_of(root, library, Wish(day=DAY)).dossier


@pytest.fixture(scope="module")
def planned(library: Library) -> Dossier:
    return dossier_of_manifest(f"version: 1\nstack:{STACK}{USE}", library)


def test_each_part_says_how_it_came_into_the_stack(found: Dossier, planned: Dossier) -> None:
    origins = {p.id: (p.origin, p.role) for p in found.parts}
    assert origins == {
        "meta-llama/Llama-3.1-8B": ("found", "default"),
        "pypi:leftpad": ("package", ""),
        "code": ("own", ""),
        "chat": ("made", ""),
        "facebook/opt-125m": ("found", "option"),
        "mistralai/Mistral-7B-v0.1": ("found", "default"),
    }
    assert {p.id: p.origin for p in planned.parts if p.origin != "base"} == {
        "base": "listed",
        "data": "listed",
        "code": "own",
        "tuned": "made",
        "app": "made",
    }


def test_edges_carry_roles_and_options_hang_on_the_app(found: Dossier) -> None:
    assert Tie("meta-llama/Llama-3.1-8B", "chat", "parts", "include", "us") in found.ties
    assert Tie("pypi:leftpad", "code", "libraries", "link-dynamic", "us") in found.ties
    options = {t.source for t in found.ties if t.role == "option"}
    assert options == {"facebook/opt-125m"}
    ids = {p.id for p in found.parts}
    assert all({t.source, t.target} <= ids for t in found.ties)


def test_a_part_knows_its_place_and_who_told_its_terms(found: Dossier, planned: Dossier) -> None:
    part = found.part("meta-llama/Llama-3.1-8B")
    assert part is not None
    assert part.place is not None
    assert (part.place.file, part.place.line, part.where) == ("app.py", 2, "catalog")
    data = planned.part("data")
    assert data is not None
    assert data.place is not None
    assert (data.place.file, data.place.line, data.where) == ("licenseengine.yaml", 4, "project")


def test_credits_are_read_off_names_and_the_manifest_goes_first(
    found: Dossier, planned: Dossier
) -> None:
    credit = found.credits["meta-llama/Llama-3.1-8B"]
    assert (credit.title, credit.author) == ("Llama-3.1-8B", "meta-llama")
    assert credit.source == "https://huggingface.co/meta-llama/Llama-3.1-8B"
    told = planned.credits["data"]
    assert (told.title, told.author, told.source) == ("Tides", "Harbour Lab", None)
    assert told.copyright == "(c) Lab"
    assert [t.id for t in told.terms] == ["CC-BY-4.0"]
    assert set(planned.credits) == {p.id for p in planned.parts if p.origin in {"listed", "base"}}


def test_a_file_of_the_project_names_no_author(tmp_path: Path, library: Library) -> None:
    files = {
        "train.py": "from datasets import load_dataset\nload_dataset('json', data_files='data/tides.json')\n",
        "data/tides.json": "[]\n",
        "DATA_LICENSE": "Creative Commons Attribution 4.0 International\n",
    }  # fmt: skip
    dossier = judging_of(folder_of(files, tmp_path / "x"), library, Wish(day=DAY)).dossier
    (credit,) = dossier.credits.values()
    assert (credit.title, credit.author, credit.source) == ("data/tides.json", None, None)


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ([("a", "b", "base", "fine-tune", "us")], ("fine-tune",)),
        ([("a", "b", "base", "fine-tune", "upstream")], ()),
        ([("a", "b", "parts", "include", "us")], ()),
        ([("a", "b", "source", "convert", "us"), ("b", "c", "source", "quantize", "us")], ("quantize",)),
        ([("a", "b", "data", "train", "us"), ("b", "c", "models", "merge", "us")], ("train", "merge")),
        ([("a", "b", "service", "call", "us")], ()),
        ([("a", "b", "data", "embed", "us"), ("b", "c", "index", "retrieve", "us")], ("embed",)),
        ([("x", "b", "base", "fine-tune", "us")], ()),
        ([("a", "b", "models", "merge", "us"), ("b", "a", "models", "merge", "us")], ("merge",)),
    ],
)  # fmt: skip
def test_changes_are_what_we_made_of_it(
    ties: list[tuple[str, str, str, str, str]], expected: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    assert changes_to("a", [Tie(*tie) for tie in ties], vocabulary) == expected


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        (["distribute"], ("release",)),
        (["host"], ("hosting",)),
        (["publish-output"], ("output",)),
        (["use"], ("use",)),
        (["fine-tune", "call"], ("use",)),
        (["relicense"], ("release",)),
        (["host", "generate", "distribute"], ("use", "release", "hosting")),
    ],
)
def test_a_duty_falls_due_when_its_act_is_done(
    actions: list[str], expected: tuple[When, ...], vocabulary: Vocabulary
) -> None:
    assert moments(actions, vocabulary) == expected


def test_a_duty_is_told_once_and_one_that_is_certain_somewhere_is_certain(library: Library) -> None:
    stack = """
  - {id: base, ref: meta-llama/Llama-3.1-8B, kind: model, class: llm}
  - {id: lora, kind: adapter, name: Llama Tide, made: {by: adapt, from: [base]}}
  - {id: app, kind: software, made: {by: include, from: [base, lora]}}
"""
    dossier = dossier_of_manifest(f"version: 1\nstack:{stack}{USE}", library)
    shown = [d for d in dossier.dues if d.duty == "display"]
    assert [(d.origins, d.guard) for d in shown] == [(("base",), None)]
    assert set(shown[0].nodes) == {"base", "lora"}
    alone = stack.replace("from: [base, lora]", "from: [lora]")
    dossier = dossier_of_manifest(f"version: 1\nstack:{alone}{USE}", library)
    shown = [d for d in dossier.dues if d.duty == "display"]
    assert [(d.origins, d.guard) for d in shown] == [(("base",), "law.adapter_is_derivative")]


def test_the_duties_of_an_act_that_is_not_planned_are_left_out(library: Library) -> None:
    use = "use: {do: [use], facts: {use.commercial: true, use.purposes: [product]}}\n"
    dossier = dossier_of_manifest(f"version: 1\nstack:{STACK}{use}", library)
    assert {w for d in dossier.dues for w in d.when} == {"use"}
    names = {d.duty for d in dues_of(dossier.audit, "ship", library.vocabulary)}
    assert {"notice-file", "credit"} <= names
    assert "notice-file" not in {d.duty for d in dossier.dues}


def test_the_keys_of_duties_are_unique_and_stay(found: Dossier, library: Library) -> None:
    keys = [d.key for d in found.dues]
    assert len(set(keys)) == len(keys)
    assert keys == [d.key for d in dues_of(found.audit, found.scenario, library.vocabulary)]


def test_the_terms_of_an_option_are_known_as_well(tmp_path: Path, library: Library) -> None:
    files = {
        "app.py": "import os\nfrom openai import OpenAI\nif os.environ.get('REMOTE'):\n    OpenAI().responses.create(model='gpt-4o', input='x')\n",
    }  # fmt: skip
    dossier = judging_of(folder_of(files, tmp_path / "x"), library, Wish(day=DAY)).dossier
    ((service, stated),) = dossier.handling.items()
    assert service.startswith("openai:")
    assert {h.topic for h in stated} >= {"training", "personal-data"}


def test_a_plan_without_files_has_a_dossier(library: Library) -> None:
    judged = judge_refs(("meta-llama/Llama-3.1-8B",), Plan(scenario="ship"))
    dossier = dossier_of_plan(judged, library, "0", "llama")
    assert (dossier.scenario, dossier.level) == ("ship", judged.verdict.level)
    assert "display" in {d.duty for d in dossier.dues}


def test_what_if_is_what_telling_the_fact_would_give(tmp_path: Path, library: Library) -> None:
    root = folder_of(FILES | {"more.py": "from datasets import load_dataset\nload_dataset('tatsu-lab/alpaca')\n"}, tmp_path / "x")  # fmt: skip
    judging = judging_of(root, library, Wish(day=DAY))
    others = alternatives_of(judging.dossier, library, judging.wish)
    assert 0 < len(others) <= MOST_ALTERNATIVES
    told = {(o.fact, o.value) for o in others}
    assert ("use.commercial", "false") in told
    assert ("use.commercial", "true") not in told  # it is what the preset tells already
    from licenseengine.resolve.plan import told_facts  # noqa: PLC0415 - here alone

    for other in others:
        if other.fact.startswith("law."):
            continue
        facts, as_of = told_facts((f"{other.fact}={other.value}",), library)
        wish = Wish(day=DAY, facts=type(judging.wish.facts)(facts, {}, as_of))
        again = judging_of(root, library, wish).dossier.audit
        assert {n: a.level for n, a in other.audit.answers.items()} == {
            n: a.level for n, a in again.answers.items()
        }


def test_what_the_catalogue_knows_a_part_was_made_of_is_a_part(library: Library) -> None:
    stack = "\n  - {id: med, ref: abhinand/MedEmbed-small-v0.1, kind: model}\n"
    dossier = dossier_of_manifest(f"version: 1\nstack:{stack}{USE}", library)
    assert {p.id: p.origin for p in dossier.parts} == {
        "med": "listed",
        "BAAI/bge-base-en-v1.5": "base",
    }
    assert dossier.credits["BAAI/bge-base-en-v1.5"].author == "BAAI"
