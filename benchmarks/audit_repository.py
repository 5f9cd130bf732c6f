"""A repository of many files is made and audited: seconds, memory, and how both grow.

The mix of formats follows what public repositories hold: most files name nothing, one in a hundred
is large. The time of an audit of nothing is taken off before two sizes are compared.

python benchmarks/audit_repository.py [--files 5000] [--rounds 3]
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PLAIN = "\n".join(
    f"def part_{n}(value, other=None):\n    result = value + {n}\n    if other:\n"
    f"        return other.get('name')\n    return [item for item in range(result)]\n"
    for n in range(18)
)
LOADS = (
    'NAME = "org{0}/some-llama-{1}b"\nfrom transformers import AutoModel\n\n\ndef load():\n'
    "    return AutoModel.from_pretrained(NAME)\n"
)


def _python(n: int) -> str:
    head = f"import os\nfrom folder{n % 50}.file{(n + 1) % 100} import part_1\n"
    return head + (LOADS.format(n % 9, n % 13) if n % 6 == 0 else "") + PLAIN


def _script(n: int) -> str:
    rows = (
        f"export function f{k}(x: number) {{ const y = x + {k}; return y ? 'a' : 'b'; }}"
        for k in range(60)
    )
    return "\n".join(rows) + ('\nconst m = {model: "gpt-4o"};' if n % 5 == 0 else "")


def _yaml(n: int) -> str:
    rows = (f"section{k}:\n  key: value{k}\n  list: [a, b, {k}]\n  flag: true" for k in range(60))
    return "\n".join(rows) + (f"\nllm:\n  model: org/llama-{n % 7}b\n" if n % 4 == 0 else "\n")


def _json(n: int) -> str:
    data: dict[str, object] = {f"k{k}": {"a": k, "b": ["x", "y"]} for k in range(60)}
    return json.dumps({**data, **({"model": "gpt-4o"} if n % 4 == 0 else {})}, indent=1)


def _notebook(_: int) -> str:
    cell = {"cell_type": "code", "source": ["import os\n", "x = 1\n"] * 10, "outputs": []}
    return json.dumps({"cells": [cell] * 10, "nbformat": 4}, indent=1)


def _prose(_: int) -> str:
    return "# Title\n" + "Some prose about things, see https://example.org/x for more.\n" * 60


def _docker(n: int) -> str:
    return (
        "FROM python:3.11-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"
        f"ENV LLM_MODEL=org/llama-{n % 7}b\nCMD python -m app --port 80 --model $LLM_MODEL\n"
    )


def _requirements(n: int) -> str:
    return "".join(f"package-{n % 40 + k}>=1.{k}\n" for k in range(30)) + "torch\ntransformers\n"


def _license(_: int) -> str:
    return (Path(__file__).parent.parent / "LICENSE").read_text(encoding="utf-8")


def _large(n: int) -> str:
    return _python(n) * 20


# Names, which may tell the format; how many in a hundred; what stands in them.
MIX: tuple[tuple[str, int, Callable[[int], str]], ...] = (
    ("file{n}.py", 43, _python),
    ("large{n}.py", 1, _large),
    ("file{n}.ts", 15, _script),
    ("file{n}.md", 16, _prose),
    ("file{n}.yaml", 9, _yaml),
    ("file{n}.json", 10, _json),
    ("file{n}.ipynb", 3, _notebook),
    ("{n}/Dockerfile", 1, _docker),
    ("{n}/requirements.txt", 1, _requirements),
    ("{n}/LICENSE", 1, _license),
)


def make(folder: Path, files: int) -> None:
    """Write a repository of so many files; the same ones each time."""
    kinds = [(name, text) for name, share, text in MIX for _ in range(share)]
    for n in range(files):
        name, text = kinds[n % len(kinds)]
        path = folder / f"folder{n % 50}" / name.format(n=n)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(n), encoding="utf-8")


def audited(folder: Path) -> float:
    """The seconds that an audit of a folder takes, in a process of its own."""
    command = [sys.executable, "-m", "licenseengine", "audit", str(folder), "--format", "json"]
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def run(files: int, rounds: int) -> None:
    """Audit nothing, a fifth of the files, then all; print the least that each took."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch, name) for name in ("empty", "small", "large")]
        for folder, count in zip(folders, (0, files // 5, files), strict=True):
            folder.mkdir()
            make(folder, count)
        audited(folders[0])  # once, for what is compiled and kept
        none, few, many = (min(audited(f) for _ in range(rounds)) for f in folders)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"audit of {files} files: {many:.1f} s ({files / many:.0f} files a second), "
        f"{memory:.0f} MB (budget 5 s, 300 MB for 5000 files)\n"
        f"audit of {files} files / of a fifth of them, start taken off: "
        f"{(many - none) / (few - none):.1f} (linear: at most 5.5)"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    run(options.files, options.rounds)
