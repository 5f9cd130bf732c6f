"""A folder that means harm is audited: what cannot be read is told, the rest is found, nothing runs."""

import json
import resource
import struct
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

LIMIT = 2_000 * 2**20
SECONDS = 60
EXPECTED = {
    ("LE701", "big.json"), ("LE701", "big.py"), ("LE702", "bad.py"), ("LE703", "big.gguf"),
    ("LE703", "big.safetensors"), ("LE704", "bomb.yaml"), ("LE704", "deep.json"),
    ("LE703", "deep.yaml"), ("LE703", "keys.gguf"), ("LE705", "loop"),
}  # fmt: skip


def harmful(folder: Path, canary: Path) -> None:
    """Files too large, too deep, that grow when they are read, that lie, that would run."""
    for name in ("big.json", "big.py", "big.gguf", "big.safetensors"):
        with (folder / name).open("wb") as stream:
            stream.truncate(2 * 2**30)
    letters = [chr(97 + n) for n in range(21)]
    laughs = (f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in pairwise(letters))
    grows = (f'{new} = f"{{{old}}}{{{old}}}"' for old, new in pairwise(letters))
    texts = {
        "bomb.yaml": "\n".join(["model: x", "a: &a x", *laughs]),
        "deep.json": '{"model": ' + "[" * 100_000 + "]" * 100_000 + "}",
        "deep.yaml": "model: " + "[" * 100_000,
        "deep.py": "import openai\nmodel = " + "(" * 100_000,
        "deep.js": 'const model = "x" + ' + "[" * 4_000,
        "grows.py": "\n".join(["import openai", 'a = "model/x"', *grows]),
        "line.py": 'model = "' + "a/" * 1_900_000 + '"\n',
        "setup.py": f"open({str(canary)!r}, 'w').write('ran')\n",
        "conftest.py": f"open({str(canary)!r}, 'w').write('ran')\n",
        "notebook.ipynb": json.dumps(
            {
                "cells": [
                    {
                        "cell_type": "code",
                        "source": [f"open({str(canary)!r}, 'w')\n"],
                        "outputs": [{"data": {"image/png": "A" * 3_000_000}}],
                    }
                ],
                "nbformat": 4,
            }
        ),
        "names.py": "from transformers import AutoModel\n"
        'AutoModel.from_pretrained("evil/\x1b[31m<script>alert(1)</script>-llama-7b")\n'
        'AutoModel.from_pretrained("facebook/opt-125m")\n',
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "bad.py").write_bytes(b'model = "\xff\xfe"\n')
    (folder / "keys.gguf").write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 1, 2**60))
    (folder / "loop").symlink_to(folder)


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))


def test_a_folder_that_means_harm_is_passed_over_within_limits(tmp_path: Path) -> None:
    folder, canary = tmp_path / "project", tmp_path / "canary"
    folder.mkdir()
    harmful(folder, canary)
    command = [sys.executable, "-m", "licenseengine", "audit", str(folder), "--format", "json"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        preexec_fn=_limited,
    )
    found = json.loads(done.stdout)
    told = {(gap["code"], gap["file"]) for gap in found["not_understood"]}
    assert told >= EXPECTED, done.stderr
    assert "facebook/opt-125m" in {a["ref"] for a in found["artefacts"]}
    assert not canary.exists()
    assert "\x1b" not in done.stdout
