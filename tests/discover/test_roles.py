"""The role of an artefact: what the path, the settings around it and the reach of its code tell."""

from pathlib import Path

import pytest

from licenseengine.discover.records import Role
from licenseengine.library.index import Library
from tests.discover.small_projects import artifact, roles, scanned, why

REF = "facebook/opt-125m"
ITEMS = ", ".join(f'"facebook/opt-{n}b"' for n in range(10, 22))

# Files, the role of `REF`, and why.
ROLES = {
    "a constant": (f'## app.py\nMODEL = "{REF}"\n', Role.DEFAULT, ""),
    "a setting": (f"## config.yaml\nmodel: {REF}\n", Role.DEFAULT, ""),
    "a default of a parameter": (f'## lib.py\ndef f(model="{REF}"): ...\n', Role.DEFAULT, ""),
    "settings in a mapping": (
        f'## app.py\nCONFIG = {{"model": "{REF}", "device": "cpu"}}\n',
        Role.DEFAULT,
        "",
    ),
    "settings that are handed on": (
        f'## app.py\npost(json={{"model": "{REF}", "stream": "no"}})\n',
        Role.DEFAULT,
        "",
    ),
    "a recipe": (
        f"## merge.yml\nmerge_method: slerp\nmodels:\n  - model: {REF}\n  - model: google/gemma-2b\n",
        Role.DEFAULT,
        "",
    ),
    "a recipe in a folder of presets": (
        f"## presets/merge.yml\nmerge_method: slerp\nmodels:\n  - model: {REF}\n  - model: google/gemma-2b\n",
        Role.DEFAULT,
        "its recipe uses it",
    ),
    "one of a list": (
        f'## app.py\nSUPPORTED_MODELS = ["{REF}"]\n',
        Role.OPTION,
        "one of the list `SUPPORTED_MODELS`",
    ),
    "one of a list that a default picks": (
        f'## app.py\nSUPPORTED_MODELS = ["{REF}"]\nDEFAULT_MODEL = "{REF}"\n',
        Role.DEFAULT,
        "",
    ),
    "one of the choices of a flag": (
        f'## app.py\np.add_argument("--model", choices=["{REF}"])\n',
        Role.OPTION,
        "one of the list `choices`",
    ),
    "one of a table": (
        f'## app.py\nTABLE = {{"a": "{REF}", "b": "google/gemma-2b"}}\n',
        Role.OPTION,
        "an alternative (`a`) that no default picks",
    ),
    "one of a table that a default picks": (
        f'## app.py\nTABLE = {{"a": "{REF}", "b": "google/gemma-2b"}}\ndef f(kind="a"): ...\n',
        Role.DEFAULT,
        "",
    ),
    "one of a table of which a loop loads all": (
        f'## app.py\nfrom transformers import pipeline\nTABLE = {{"a": "{REF}", "b": "google/gemma-2b"}}\nP = {{k: pipeline(model=v) for k, v in TABLE.items()}}\n',
        Role.DEFAULT,
        "",
    ),
    "one of a list of which a loop loads all": (
        f'## app.py\nfrom transformers import pipeline\nAVAILABLE = ["{REF}"]\nfor name in AVAILABLE:\n    pipeline(model=name)\n',
        Role.DEFAULT,
        "",
    ),
    "one of a table that a loop only shows": (
        f'## app.py\nTABLE = {{"a": "{REF}", "b": "google/gemma-2b"}}\nfor name in TABLE:\n    print(name)\n',
        Role.OPTION,
        "an alternative (`a`) that no default picks",
    ),
    "the default of a table": (
        f'## app.py\nTABLE = {{"default": "{REF}", "b": "google/gemma-2b"}}\n',
        Role.DEFAULT,
        "",
    ),
    "under a word that a default picks by another": (
        f'## app.py\ndef f(kind="b"):\n    if kind in ("a", "b"):\n        m = "{REF}"\nf()\n',
        Role.DEFAULT,
        "",
    ),
    "under a part of a word that a default has": (
        f'## app.py\ndef f(kind="my-llama-x"):\n    if "LLAMA" in kind:\n        m = "{REF}"\nf()\n',
        Role.DEFAULT,
        "",
    ),
    "under a word that no default picks": (
        f'## app.py\ndef f(kind="z"):\n    if kind == "a":\n        m = "{REF}"\nf()\n',
        Role.OPTION,
        "an alternative (`a`) that no default picks",
    ),
    "under any word but one": (
        f'## app.py\ndef f(kind="z"):\n    if kind != "a":\n        m = "{REF}"\nf()\n',
        Role.DEFAULT,
        "",
    ),
    "a file of a folder of alternatives": (
        f'## providers/one.py\nMODEL = "{REF}"\n',
        Role.OPTION,
        "one of several in the folder `providers`",
    ),
    "the base of a folder of alternatives": (
        f'## providers/base.py\nMODEL = "{REF}"\n',
        Role.DEFAULT,
        "",
    ),
    "one of many": (
        f'## catalog.py\nNAMES = ["{REF}", {ITEMS}]\n',
        Role.OPTION,
        "one of 13 that this file lists",
    ),
    "a setting of its own beside many": (
        f'## catalog.py\nNAMES = [{ITEMS}]\nMODEL = "{REF}"\n',
        Role.DEFAULT,
        "",
    ),
    "where models are trained": (
        f'## app.py\nimport sys\nprint(sys.argv)\n## train/lora.py\nM = "{REF}"\n',
        Role.TRAINING,
        "no entry point imports this file",
    ),
    "an example": (f'## examples/a.py\nM = "{REF}"\n', Role.EXAMPLE, "in the folder `examples`"),
    "a benchmark": (f'## bench/a.py\nM = "{REF}"\n', Role.EXAMPLE, "in the folder `bench`"),
    "settings to be copied": (f"## .env.example\nMODEL={REF}\n", Role.DEFAULT, ""),
    "an example of settings": (
        f"## settings.example.yaml\nmodel: {REF}\n",
        Role.EXAMPLE,
        "a file called `settings.example.yaml`",
    ),
    "a test": (f'## tests/a.py\nM = "{REF}"\n', Role.TEST, "in the folder `tests`"),
    "a test by its name": (f'## test_a.py\nM = "{REF}"\n', Role.TEST, "a file called `test_a.py`"),
    "an example in the tests": (
        f'## examples/tests/a.py\nM = "{REF}"\n',
        Role.TEST,
        "in the folder `tests`",
    ),
    "a document": (f"## docs/a.yaml\nmodel: {REF}\n", Role.DOCS, "in the folder `docs`"),
    "a link in a document": (f"## README.md\nhttps://huggingface.co/{REF}\n", Role.DOCS, ""),
    "an output": (f"## train.yml\nhub_model_id: {REF}\n", Role.OUTPUT, ""),
    "a migration": (
        f'## db/migrations/1.py\nMODEL = "{REF}"\n',
        Role.MIGRATION,
        "in the folder `migrations`",
    ),
    "a price": (f'## app.py\nCOSTS = {{"{REF}": 0.1}}\n', Role.PRICE_LIST, ""),
    "a limit": (f"## app.yaml\nmax_tokens:\n  {REF}: 2048\n", Role.PRICE_LIST, ""),
    "a former name": (f'## app.py\nprevious_models = ["{REF}"]\n', Role.MENTIONED, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", ROLES)
def test_a_place_tells_the_role_and_why(name: str, tmp_path: Path, library: Library) -> None:
    text, role, reason = ROLES[name]
    found = scanned(tmp_path, text, library)
    assert artifact(found, REF).role is role
    assert reason in why(found, REF)
    assert bool(reason) or role is not Role.OPTION, "an option says why it is none by default"


def test_every_role_has_an_example() -> None:
    assert {role for _, role, _ in ROLES.values()} == set(Role)


STRONGER = [
    (f'## app.py\nMODEL = "{REF}"\n', f'## tests/a.py\nM = "{REF}"\n', Role.DEFAULT),
    (f'## examples/a.py\nM = "{REF}"\n', f'## tests/a.py\nM = "{REF}"\n', Role.EXAMPLE),
    (f'## providers/a.py\nM = "{REF}"\n', f'## examples/a.py\nM = "{REF}"\n', Role.OPTION),
    (f'## tests/a.py\nM = "{REF}"\n', f"## README.md\nhttps://huggingface.co/{REF}\n", Role.TEST),
    (f"## README.md\nhttps://huggingface.co/{REF}\n", f'## a.py\nCOSTS = {{"{REF}": 0.1}}\n', Role.DOCS),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "role"), STRONGER)
def test_the_strongest_place_counts_whichever_is_read_first(
    one: str, other: str, role: Role, tmp_path: Path, library: Library
) -> None:
    for number, text in enumerate((one + other, other + one)):
        found = artifact(scanned(tmp_path / str(number), text, library), REF)
        assert found.role is role
        assert len(found.seen) + len(found.elsewhere) == 2


def test_places_out_of_the_stack_are_kept_apart(tmp_path: Path, library: Library) -> None:
    text = f'## app.py\nMODEL = "{REF}"\n## tests/a.py\nM = "{REF}"\n## README.md\nhttps://huggingface.co/{REF}\n'
    found = artifact(scanned(tmp_path, text, library), REF)
    assert [s.place.file for s in found.seen] == ["app.py"]
    assert [s.place.file for s in found.elsewhere] == ["tests/a.py", "README.md"]


def test_a_few_constants_are_no_long_list(tmp_path: Path, library: Library) -> None:
    rows = "\n".join(f'M{n} = "facebook/opt-{n}b"' for n in range(9))
    found = scanned(tmp_path, f"## a.py\n{rows}\n", library)
    assert set(roles(found).values()) == {"default"}


def test_spellings_of_one_artefact_make_no_long_list(tmp_path: Path, library: Library) -> None:
    rows = [
        f'A{n} = "meta-llama/Meta-Llama-3.1-{n}B"\nB{n} = "meta-llama/Llama-3.1-{n}b"'
        for n in range(6)
    ]
    found = scanned(tmp_path, "## a.py\n" + "\n".join(rows), library)
    assert set(roles(found).values()) == {"default"}


def test_services_without_a_model_are_told_once(tmp_path: Path, library: Library) -> None:
    text = "## a.py\nimport anthropic\nfrom openai import OpenAI\nOpenAI().responses.create(model='gpt-4o')\n"
    assert roles(scanned(tmp_path, text, library)) == {
        "anthropic:*": "default",
        "openai:gpt-4o": "default",
    }
