"""A repository of many files is made and audited: seconds, memory, and how both grow.

The mix of formats follows what public repositories hold: most files name nothing.

python benchmarks/audit_repository.py [--files 5000]
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


MIX: tuple[tuple[str, int, Callable[[int], str]], ...] = (
    ("py", 45, _python),
    ("ts", 15, _script),
    ("md", 17, _prose),
    ("yaml", 10, _yaml),
    ("json", 10, _json),
    ("ipynb", 3, _notebook),
)


def make(folder: Path, files: int) -> None:
    """Write a repository of so many files; the same ones each time."""
    kinds = [(ending, text) for ending, share, text in MIX for _ in range(share)]
    for n in range(files):
        ending, text = kinds[n % len(kinds)]
        path = folder / f"folder{n % 50}" / f"file{n}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(n), encoding="utf-8")


def audited(folder: Path) -> tuple[float, float]:
    """The seconds that an audit of a folder takes, and its largest memory in MB."""
    command = [sys.executable, "-m", "licenseengine", "audit", str(folder), "--format", "json"]
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    spent = time.perf_counter() - start
    return spent, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def run(files: int) -> None:
    """Audit a fifth of the files, then all, and print what it took."""
    with tempfile.TemporaryDirectory() as scratch:
        small, large = Path(scratch, "small"), Path(scratch, "large")
        make(small, files // 5)
        make(large, files)
        few, _ = audited(small)
        many, memory = audited(large)
    print(
        f"audit of {files} files: {many:.1f} s ({files / many:.0f} files a second), "
        f"{memory:.0f} MB (budget 5 s, 300 MB for 5000 files); "
        f"against a fifth of them: {many / few:.1f} (linear: at most 5)"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5000)
    run(parser.parse_args().files)
