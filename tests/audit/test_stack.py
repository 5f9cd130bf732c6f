"""The stack of a scan: what was found as nodes, what makes what, the app at the end."""

from pathlib import Path

import pytest

from licenseengine.audit.audit import judge_scan
from licenseengine.audit.records import Audit
from licenseengine.audit.stack import CODE
from licenseengine.audit.wish import Wish
from licenseengine.discover.records import Making, Place
from licenseengine.discover.scan import scan
from licenseengine.library.index import Library
from licenseengine.solver.records import Level
from licenseengine.stack.records import OWN, Artefact
from tests.audit.projects import levels, made

FREE, CLOSED, OTHER = "mistralai/Mistral-7B-v0.1", "facebook/opt-125m", "google/gemma-7b"
PLACE = Place("made.yml")


def audited(folder: Path, files: dict[str, str], library: Library, *makings: Making) -> Audit:
    return judge_scan(scan(made(folder, files), library), library, Wish(evidence=makings))


def nodes(found: Audit) -> dict[str, Artefact]:
    return {n.id: n for n in found.stack.artefacts}


def parts(node: Artefact) -> set[tuple[str, str]]:
    assert node.made
    return {(i.role, i.node) for i in node.made.inputs}


def test_the_app_includes_its_code_and_what_it_loads(tmp_path: Path, library: Library) -> None:
    found = nodes(audited(tmp_path / "bot", {"app.py": f'MODEL = "{FREE}"\n'}, library))
    app = found["bot"]
    assert app.made
    assert app.made.by == "include"
    assert parts(app) == {("parts", CODE), ("parts", FREE)}
    assert found[CODE].license == OWN
    assert found[FREE].ref == FREE


def test_a_service_is_called_and_its_answers_are_included(tmp_path: Path, library: Library) -> None:
    files = {"app.py": "from openai import OpenAI\nOpenAI().responses.create(model='gpt-4o')\n"}
    found = nodes(audited(tmp_path / "bot", files, library))
    answers = "answers of openai:gpt-4o"
    assert parts(found["bot"]) == {("parts", CODE), ("parts", answers)}
    assert parts(found[answers]) == {("service", "openai:gpt-4o")}


def test_packages_with_a_license_are_linked_into_the_code(tmp_path: Path, library: Library) -> None:
    bill = '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "leftpad", "purl": "pkg:pypi/leftpad@1", "licenses": [{"license": {"id": "GPL-3.0-only"}}]}]}'
    files = {"pyproject.toml": '[project]\nname = "bot"\nlicense = "MIT"\ndependencies = ["leftpad", "other"]\n', "bom.json": bill, "app.py": f'MODEL = "{FREE}"\n'}  # fmt: skip
    found = audited(tmp_path, files, library)
    assert parts(nodes(found)[CODE]) == {("libraries", "pypi:leftpad")}
    assert nodes(found)["pypi:leftpad"].license == "GPL-3.0-only"
    assert [p.name for p in found.unjudged] == ["other"]


def test_the_license_of_the_code_is_what_it_is_released_under(
    tmp_path: Path, library: Library
) -> None:
    files = {"pyproject.toml": '[project]\nname = "bot"\nlicense = "MIT"\n', "app.py": f'MODEL = "{FREE}"\n'}  # fmt: skip
    found = audited(tmp_path, files, library)
    assert nodes(found)[CODE].release == "MIT"


def test_only_what_runs_by_default_is_in_the_stack(tmp_path: Path, library: Library) -> None:
    files = {"app.py": f'MODEL = "{FREE}"\nSUPPORTED_MODELS = ["{CLOSED}"]\n', "tests/t.py": f'M = "{OTHER}"\n'}  # fmt: skip
    assert set(nodes(audited(tmp_path / "bot", files, library))) == {FREE, CODE, "bot"}


def test_what_a_recipe_makes_is_included_and_not_its_inputs(
    tmp_path: Path, library: Library
) -> None:
    recipe = f"merge_method: slerp\nmodels:\n  - model: {FREE}\n  - model: {OTHER}\n"
    found = nodes(audited(tmp_path / "bot", {"merge.yml": recipe}, library))
    assert {node for _, node in parts(found["merge.yml"])} == {FREE, OTHER}
    assert parts(found["bot"]) == {("parts", CODE), ("parts", "merge.yml")}


def test_what_the_app_loads_itself_stays_in_it(tmp_path: Path, library: Library) -> None:
    recipe = f"merge_method: slerp\nmodels:\n  - model: {FREE}\n  - model: {OTHER}\n"
    files = {"merge.yml": recipe, "app.py": f'MODEL = "{OTHER}"\n'}
    found = nodes(audited(tmp_path / "bot", files, library))
    assert ("parts", OTHER) in parts(found["bot"])
    assert ("parts", FREE) not in parts(found["bot"])


def test_a_recipe_with_an_input_that_is_not_in_makes_nothing(
    tmp_path: Path, library: Library
) -> None:
    making = Making("merge", (("models", FREE), ("models", "a1/not-found")), "x", "model", PLACE)
    found = nodes(audited(tmp_path / "bot", {"app.py": f'MODEL = "{FREE}"\n'}, library, making))
    assert set(found) == {FREE, CODE, "bot"}


@pytest.mark.parametrize(
    ("folder", "project", "app"),
    [
        ("bot", None, "bot"),
        ("bot", "other", "other"),
        ("code", None, "code (app)"),
        ("bot", "code", "code (app)"),
        ("bot", FREE, f"{FREE} (app)"),
    ],
)
def test_the_app_has_a_name_of_its_own(
    folder: str, project: str | None, app: str, tmp_path: Path, library: Library
) -> None:
    files = {"app.py": f'MODEL = "{FREE}"\n'}
    if project:
        files["pyproject.toml"] = f'[project]\nname = "{project}"\n'
    found = audited(tmp_path / folder, files, library)
    assert app in nodes(found)
    assert len(found.stack.artefacts) == len(nodes(found))


def test_a_model_and_a_data_set_of_one_name_are_two_nodes(tmp_path: Path, library: Library) -> None:
    files = {"app.py": 'MODEL = "a1/zeta-7b"\nDATASET = "a1/zeta-7b"\n'}
    found = nodes(audited(tmp_path / "bot", files, library))
    assert {"a1/zeta-7b", "a1/zeta-7b (dataset)"} <= set(found)


def tune(base: str, makes: str, who: str) -> Making:
    return Making("fine-tune", (("base", base),), makes, "model", PLACE, who)  # type: ignore[arg-type]


CIRCLES = {
    "of itself": [(FREE, FREE)],
    "one of the other": [(FREE, CLOSED), (CLOSED, FREE)],
    "over a third": [(FREE, "x"), ("x", CLOSED), (CLOSED, FREE)],
    "what others made": [(FREE, CLOSED)],
}


@pytest.mark.parametrize("who", ["us", "upstream"])
@pytest.mark.parametrize("name", CIRCLES)
def test_what_files_say_was_made_of_what_never_frees_a_model(
    name: str, who: str, tmp_path: Path, library: Library
) -> None:
    files = {"app.py": f'MODEL = "{FREE}"\nEMBEDDING_MODEL = "{CLOSED}"\n'}
    plain = levels(audited(tmp_path / "bot", files, library))
    makings = [tune(base, makes, who) for base, makes in CIRCLES[name]]
    for order in (makings, makings[::-1]):
        told = levels(audited(tmp_path / "bot", files, library, *order))
        assert plain["ship"] is Level.PROHIBITED
        assert told["ship"] is Level.PROHIBITED


def test_a_model_card_of_the_project_makes_the_project(tmp_path: Path, library: Library) -> None:
    card = f"---\nlicense: mit\nbase_model: {FREE}\n---\n# Ours\n"
    found = nodes(audited(tmp_path / "bot", {"README.md": card, "app.py": f'MODEL = "{FREE}"\n'}, library))  # fmt: skip
    (weights,) = (n for n in found.values() if n.made and ("base", FREE) in parts(n))
    assert weights.made_by_us


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_was_made_of_what_we_made_is_kept_in_any_order(
    order: tuple[int, int], tmp_path: Path, library: Library
) -> None:
    files = {"app.py": f'A = "{FREE}"\nMODEL = "{OTHER}"\nDATA_MODEL = "{CLOSED}"\n'}
    steps = (
        Making("quantize", (("source", FREE),), OTHER, "model", PLACE, "upstream"),
        Making("fine-tune", (("base", OTHER),), CLOSED, "model", PLACE),
    )
    found = nodes(audited(tmp_path / "bot", files, library, *(steps[n] for n in order)))
    assert parts(found[OTHER]) == {("source", FREE)}
    assert parts(found[CLOSED]) == {("base", OTHER)}
