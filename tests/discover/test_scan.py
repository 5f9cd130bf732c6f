"""A scan as a whole: the same whatever the order, nothing run, everything told with its place."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licenseengine.discover.scan import Scan, scan
from licenseengine.library.index import Library, open_library
from tests.discover.small_projects import files_of, project, roles, scanned

# A project that has a bit of everything.
MIXED = """
## pyproject.toml
[project]
name = "bot"
license = "MIT"
dependencies = ["transformers>=4", "openai"]
[project.scripts]
bot = "bot.cli:main"
## LICENSE
MIT License
## bot/__init__.py
## bot/cli.py
import argparse
from .names import BASE, TABLE
from .load import get
def main():
    p = argparse.ArgumentParser()
    p.add_argument("--kind", default="small")
    get(TABLE[p.parse_args().kind])
    get("google/gemma-2b")
## bot/load.py
import openai
from transformers import AutoModel
def get(name):
    return AutoModel.from_pretrained(name)
def ask(q, model="gpt-4o"):
    return openai.OpenAI().responses.create(model=model, input=q)
## bot/names.py
BASE = "facebook"
TABLE = {"small": f"{BASE}/opt-125m", "big": f"{BASE}/opt-350m"}
## conf/base.yaml
llm: {mode: local}
local: {repo_id: mistralai/Mistral-7B-v0.1}
cloud: {model: gpt-4}
## recipes/merge.yml
merge_method: slerp
models:
  - model: mistralai/Mistral-7B-v0.1
  - model: google/gemma-7b
## run.sh
ollama pull llama3
python -m bot.cli --kind big
## train.yml
base_model: meta-llama/Llama-3.1-8B
datasets:
  - path: tatsu-lab/alpaca
## data/x.jsonl
{"a": 1}
## train.py
from datasets import load_dataset
load_dataset("json", data_files="data/x.jsonl")
## README.md
---
license: apache-2.0
---
See https://huggingface.co/Qwen/Qwen2-7B
"""
FILES = files_of(MIXED)


def told(found: Scan) -> str:
    """All that a scan says, without where it was."""
    parts = (found.name, found.artifacts, found.makings, found.licenses, found.packages, found.gaps)
    return repr(parts)


def test_a_scan_finds_what_the_files_name(tmp_path: Path, library: Library) -> None:
    found = roles(scanned(tmp_path, MIXED, library))
    assert found == {
        "facebook/opt-125m": "default",
        "facebook/opt-350m": "option",
        "google/gemma-2b": "default",
        "google/gemma-7b": "default",
        "meta-llama/Llama-3.1-8B": "default",
        "mistralai/Mistral-7B-v0.1": "default",
        "ollama:llama3": "default",
        "openai:gpt-4": "option",
        "openai:gpt-4o": "option",
        "data/x.jsonl": "training",
        "tatsu-lab/alpaca": "default",
        "Qwen/Qwen2-7B": "docs",
    }


def test_a_scan_twice_tells_the_same(tmp_path: Path, library: Library) -> None:
    project(tmp_path, MIXED)
    assert told(scan(tmp_path, library)) == told(scan(tmp_path, library))


PROGRAM = """
import sys
from pathlib import Path
from licenseengine.discover.scan import scan
from licenseengine.library.index import open_library
found = scan(Path(sys.argv[1]), open_library())
print(repr((found.artifacts, found.makings, found.licenses, found.packages, found.gaps)))
"""


def test_the_seed_of_hashes_does_not_matter(tmp_path: Path) -> None:
    project(tmp_path, MIXED)
    root = str(Path(__file__).parents[2])
    answers = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": root},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in range(3)
    }  # fmt: skip
    assert len(answers) == 1
    assert "facebook/opt-125m" in answers.pop()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.randoms(use_true_random=False))
def test_the_order_in_which_files_are_written_does_not_matter(
    seed: random.Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    library = open_library()
    order = list(FILES)
    seed.shuffle(order)
    one = project(tmp_path_factory.mktemp("one"), {path: FILES[path] for path in order})
    other = project(tmp_path_factory.mktemp("other"), FILES)
    assert told(scan(one, library)) == told(scan(other, library))


STATEMENTS = [
    'MODEL = "facebook/opt-125m"',
    'EMBEDDING_MODEL = "BAAI/bge-small-en-v1.5"',
    'SUPPORTED_MODELS = ["google/gemma-2b"]',
    'CONFIG = {"model": "gpt-4o", "n": 1}',
    'COSTS = {"gpt-4": 0.1}',
    'hub_model_id = "me/tuned-7b"',
]


@settings(max_examples=25, deadline=None)
@given(
    where=st.lists(st.sampled_from(["a.py", "b.py", "pkg/c.py"]), min_size=6, max_size=6),
    seed=st.randoms(use_true_random=False),
)
def test_which_file_states_what_does_not_matter(
    where: list[str], seed: random.Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    library = open_library()
    pairs = list(zip(where, STATEMENTS, strict=True))
    seed.shuffle(pairs)
    files: dict[str, str] = {}
    for path, statement in pairs:
        files[path] = files.get(path, "") + statement + "\n"
    found = roles(scan(project(tmp_path_factory.mktemp("p"), files), library))
    assert found == {
        "facebook/opt-125m": "default",
        "BAAI/bge-small-en-v1.5": "default",
        "openai:gpt-4o": "default",
        "google/gemma-2b": "option",
        "openai:gpt-4": "price-list",
        "me/tuned-7b": "output",
    }


@pytest.mark.parametrize("folder", ["deep/er/still", "service", "src"])
def test_a_project_in_a_folder_of_another_tells_the_same_artefacts(
    folder: str, tmp_path: Path, library: Library
) -> None:
    one = roles(scanned(tmp_path / "one", MIXED, library))
    moved = {f"{folder}/{path}": text for path, text in FILES.items()}
    other = roles(scanned(tmp_path / "other", moved, library))
    assert {r.removeprefix(f"{folder}/"): role for r, role in other.items()} == one


def test_every_place_is_a_line_that_says_so(tmp_path: Path, library: Library) -> None:
    found = scanned(tmp_path, MIXED, library)
    for artefact in found.artifacts:
        for seen in (*artefact.seen, *artefact.elsewhere):
            rows = FILES[seen.place.file].split("\n")
            row = rows[seen.place.line - 1]
            assert seen.snippet
            assert seen.snippet in row or seen.detector in {"weights", "cards"}


def test_nothing_that_is_scanned_is_run(tmp_path: Path, library: Library) -> None:
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')\nMODEL = 'facebook/opt-125m'\n"
    files = dict.fromkeys(["main.py", "setup.py", "conftest.py", "sitecustomize.py"], trap)
    before = set(sys.modules)
    assert "facebook/opt-125m" in roles(scanned(tmp_path, files, library))
    assert not (tmp_path / "ran").exists()
    assert not any(
        str(tmp_path) in str(getattr(sys.modules[m], "__file__", ""))
        for m in set(sys.modules) - before
    )


def test_a_name_that_is_known_only_when_it_runs_is_a_gap(tmp_path: Path, library: Library) -> None:
    text = "## a.py\nimport sys\nfrom transformers import AutoModel\nAutoModel.from_pretrained(sys.argv[1])\n"
    (gap,) = scanned(tmp_path, text, library).gaps
    assert (gap.code, gap.place.line) == ("LE706", 3)


def test_a_single_file_is_scanned(tmp_path: Path, library: Library) -> None:
    project(tmp_path, MIXED)
    found = scan(tmp_path / "bot" / "names.py", library)
    assert found.files == 1
    assert "facebook/opt-125m" in roles(found)


def test_an_empty_folder_names_nothing(tmp_path: Path, library: Library) -> None:
    found = scan(tmp_path, library)
    assert (found.artifacts, found.gaps, found.files) == ((), (), 0)


def test_progress_is_told_for_every_file(tmp_path: Path, library: Library) -> None:
    calls: list[tuple[int, str]] = []
    found = scan(project(tmp_path, MIXED), library, lambda n, p: calls.append((n, p)))
    assert [n for n, _ in calls] == list(range(found.files))
    assert {p for _, p in calls} <= set(FILES)


def test_a_project_is_called_as_it_says_or_as_its_folder(tmp_path: Path, library: Library) -> None:
    assert scanned(tmp_path / "one", MIXED, library).name == "bot"
    assert scanned(tmp_path / "other", {"a.py": ""}, library).name == "other"


def test_a_notebook_tells_lines_of_the_file(tmp_path: Path, library: Library) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["facebook/opt-350m"]},
        {"cell_type": "code", "source": ["from transformers import AutoModel\n", "m = AutoModel.from_pretrained('facebook/opt-125m')\n"]},
    ]  # fmt: skip
    files = {"a.ipynb": json.dumps({"cells": cells}, indent=1)}
    (found,) = scanned(tmp_path, files, library).artifacts
    row = files["a.ipynb"].split("\n")[found.seen[0].place.line - 1]
    assert found.ref == "facebook/opt-125m"
    assert "facebook/opt-125m" in row


@pytest.mark.parametrize(
    ("row", "refs"),
    [
        ('ALIASES = {"fast": "gpt-4o-mini"}', {"openai:gpt-4o-mini"}),
        ('BEST = "claude-3-opus-20240229"', {"anthropic:claude-3-opus-20240229"}),
        ('REPO = f"{OWNER}/Llama-3.1-8B"\nOWNER = "meta-llama"', {"meta-llama/Llama-3.1-8B"}),
        ('OWNER = "facebook"\nREPO = "%s/opt-125m" % OWNER', {"facebook/opt-125m"}),
        ('WORDS = ["gpt-like", "claude-monet", "left-pad"]', set()),
    ],
)
def test_a_file_that_only_names_something_is_read(
    row: str, refs: set[str], tmp_path: Path, library: Library
) -> None:
    assert set(roles(scanned(tmp_path, {"names.py": row}, library))) == refs


def test_a_setting_that_only_picks_is_read(tmp_path: Path, library: Library) -> None:
    text = '## config.yaml\nprovider: small\n## main.py\nTABLE = {"small": "facebook/opt-125m", "big": "facebook/opt-350m"}\n'
    assert roles(scanned(tmp_path, text, library)) == {
        "facebook/opt-125m": "default",
        "facebook/opt-350m": "option",
    }


def test_a_single_file_of_weights_is_read(tmp_path: Path, library: Library) -> None:
    (tmp_path / "x.gguf").write_bytes(b"GGUF")
    found = scan(tmp_path / "x.gguf", library)
    assert [gap.code for gap in found.gaps] == ["LE703"]
