"""Small projects as files, and audits of them, for the tests of this folder."""

from dataclasses import replace
from pathlib import Path

from licenseengine.audit.audit import audit as audited
from licenseengine.audit.audit import judge_scan
from licenseengine.audit.records import Audit
from licenseengine.audit.wish import PRESETS, Wish
from licenseengine.discover.scan import scan
from licenseengine.library.index import Library
from licenseengine.resolve.judge import judge, preset
from licenseengine.solver.records import Level
from licenseengine.stack.manifest import parse_manifest

LOADS = 'from transformers import AutoModel\nm = AutoModel.from_pretrained("{}")\n'
DATA = """from dataclasses import dataclass, field

@dataclass
class Args:
    data: str = field(default="data/x.json")
"""
SHARED = Path(__file__).parents[3] / "shared" / "cases" / "real-stacks"

PROJECTS: dict[str, dict[str, str]] = {
    "nothing": {"main.py": "print(1)\n"},
    "named at run time": {"app.py": 'import sys\nfrom transformers import AutoModel\nAutoModel.from_pretrained(sys.argv[1])\nfrom openai import OpenAI\nOpenAI().responses.create(model="gpt-4o", input="x")\n'},
    "one model": {"app.py": LOADS.format("facebook/opt-125m"), "pyproject.toml": '[project]\nname = "chat"\nlicense = "MIT"\n'},
    "service and options": {
        "app.py": 'from openai import OpenAI\nOpenAI().responses.create(model="gpt-4o", input="x")\n',
        "conf/base.yaml": "llm:\n  mode: local\nlocal:\n  model: mistralai/Mistral-7B-v0.1\nother:\n  model: facebook/opt-125m\nazure:\n  model: gpt-4\n",
    },
    "merge": {
        "recipes/a.yml": "merge_method: slerp\nmodels:\n  - model: mistralai/Mistral-7B-v0.1\n  - model: google/gemma-2-9b\n",
        "recipes/b.yml": "merge_method: linear\nmodels:\n  - model: mistralai/Mistral-7B-v0.1\n  - model: nobody/knows\n",
    },
    "fine-tune": {"train.yml": "base_model: meta-llama/Llama-3.1-8B\ndatasets:\n  - path: tatsu-lab/alpaca\n"},
    "declared data": {
        "train.py": DATA,
        "data/x.json": "[]\n",
        "DATA_LICENSE": "Creative Commons Attribution NonCommercial 4.0 International\n",
    },
    "disputed data": {
        "train.py": DATA,
        "data/x.json": "[]\n",
        "DATA_LICENSE": "MIT License\n",
        "README.md": "# x\n\nThe dataset is licensed under CC BY-NC 4.0.\n",
    },
    "dependencies": {
        "pyproject.toml": '[project]\nname = "app"\nlicense = "Apache-2.0"\ndependencies = ["leftpad"]\n',
        "bom.json": '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "leftpad", "purl": "pkg:pypi/leftpad@1.0", "licenses": [{"license": {"id": "GPL-3.0-only"}}]}]}\n',
        "app.py": LOADS.format("BAAI/bge-small-en-v1.5"),
    },
    "card of ours": {
        "README.md": "---\nlicense: cc-by-nc-4.0\nbase_model: mistralai/Mistral-7B-v0.1\n---\n# Tuned\n",
        "app.py": LOADS.format("mistralai/Mistral-7B-v0.1"),
    },
}  # fmt: skip


def made(folder: Path, files: dict[str, str]) -> Path:
    """The folder with these files in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def of_files(root: Path, library: Library, wish: Wish | None = None) -> Audit:
    """The audit of the files of a folder, whatever its manifest says."""
    return judge_scan(scan(root, library), library, wish or Wish())


def of_folder(root: Path, library: Library, wish: Wish | None = None) -> Audit:
    """The audit of a folder with its manifest."""
    return audited(root, library, wish)


def levels(found: Audit) -> dict[str, Level]:
    """The answers of an audit."""
    return {name: answer.level for name, answer in found.answers.items()}


def levels_of_manifest(text: str, library: Library) -> dict[str, Level]:
    """What a check of a manifest answers for each preset."""
    stack = parse_manifest(text, "licenseengine.yaml", library.vocabulary)
    return {
        name: judge(replace(stack, use=preset(name, library))).verdict.level for name in PRESETS
    }
