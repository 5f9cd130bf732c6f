"""Projects made to hurt whoever reads them, by name; each is written into an empty folder."""

import base64
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

MANY = 100_000
MB = 1024 * 1024
# Without such a line a file is not parsed at all.
NAMED = "AutoModel.from_pretrained('mistralai/Mistral-7B-v0.1')\n"
Make = Callable[[Path], None]
Told = dict[str, str]  # codes by file, of which one must be told


def wrote(**files: str | bytes) -> Make:
    """Writes files; ``__`` in a name stands for a dot."""

    def make(root: Path) -> None:
        for name, content in files.items():
            raw = content if isinstance(content, bytes) else content.encode()
            (root / name.replace("__", ".")).write_bytes(raw)

    return make


def bomb(first: str, join: str, last: str = "") -> str:
    """Aliases of YAML that stand for more than a billion values."""
    rows = ["model: mistralai/Mistral-7B-v0.1", f"a: &a {first}"]
    for before, name in zip("abcdefghijklm", "bcdefghijklmn", strict=True):
        rows.append(f"{name}: &{name} {join % ', '.join([f'*{before}'] * 9)}")
    return "\n".join([*rows, last, ""])


def notebook(*cells: tuple[object, object]) -> str:
    """Cells of code with their outputs."""
    made = [{"cell_type": "code", "source": code, "outputs": out} for code, out in cells]
    return json.dumps({"cells": made, "nbformat": 4})


def picture(size: int) -> str:
    """A notebook with a picture of so many bytes."""
    return notebook((NAMED, [{"data": {"image/png": "A" * size}}]))


def _doubling(names: str) -> str:
    rows = [f"a{n + 1} = f'{{a{n}}}{{a{n}}}'" for n in range(200)]
    return "\n".join([f"a0 = '{names}'", *rows, "AutoModel.from_pretrained(a200)", ""])


def _sparse(root: Path) -> None:
    for name in ("a.json", "a.py", "a.gguf", "a.safetensors", "a.ipynb", "LICENSE"):
        with (root / name).open("wb") as stream:
            stream.truncate(2 * 1024 * MB)


def _links(root: Path) -> None:
    (root / "d").mkdir()
    for path, target in {"d/up": "..", "self.py": "self.py", "d/a": "b", "d/b": "a"}.items():
        (root / path).symlink_to(target)


def _crowd(root: Path) -> None:
    (root / "crowd").mkdir()
    for n in range(50_000):
        (root / "crowd" / f"f{n}.py").write_bytes(b"x = 1\n")


def _patterns(root: Path) -> None:
    rows = ["**/" * 300 + "*a" * 100 + "b", "*a" * 400 + "b", *["*a*a*a*a*a*b"] * 2_000]
    (root / ".gitignore").write_text("\n".join(rows))
    (root / "d").mkdir()
    for n in range(500):
        (root / "d" / f"{'a' * 200}{n}.py").write_bytes(b"x = 1\n")


def _bill(*components: object, **more: object) -> str:
    return json.dumps({"bomFormat": "CycloneDX", "components": list(components), **more})


def _told(name: str, value: str) -> dict[str, str]:
    return {"name": f"licenseengine:{name}", "value": value}


def _bills() -> dict[str, str]:
    """Bills that are large in each way that a reader of them follows."""
    model = {"type": "machine-learning-model", "name": "a/b-7b", "bom-ref": "x"}
    made = [_told("kind", "model"), _told("made-by", "merge")]
    circle = [
        {**model, "bom-ref": str(n), "properties": [*made, _told("input", f"models={n + 1}")]}
        for n in range(5_000)
    ]
    inputs = [_told("input", "models=x")] * 20_000
    gaps = [_told("not-understood", json.dumps({"code": "LE706", "message": "x" * 200}))] * 10_000
    tie = {"type": "Relationship", "from": "x", "relationshipType": "trainedOn", "to": ["x"] * 50}
    graph = [{"type": "ai_AIPackage", "spdxId": "x", "name": "a/b"}, *[tie] * 1_000]
    return {
        "circle__json": _bill(*circle),
        "inputs__json": _bill({**model, "properties": [*made, *inputs]}),
        "gaps__json": _bill(model, metadata={"properties": gaps}),
        "many__json": _bill(*[{"type": "library", "name": f"d{n}"} for n in range(60_000)]),
        "edges__json": json.dumps({"@context": "https://spdx.org/rdf/3.0.1/x", "@graph": graph}),
    }


DEEP = {
    "brackets": "m = " + "[" * MANY + "]" * MANY,
    "attributes": "m = a" + ".b" * MANY,
    "calls": "m = a" + "('a/b')" * MANY,
    "sums": "m = 'a/b'" + " + 'a/b'" * MANY,
    "signs": "m = " + "-" * MANY + "1",
    "choices": "m = " + "'a/b' if a else " * MANY + "'a/b'",
    "branches": "if a: pass\n" + "elif model == 'b': x = 'a/b'\n" * MANY,
}
LINE = "model = 'a/b-7b' "
LINED = ("a__py", "a__js", "a__md", "__env", "requirements__txt", "a__yaml", "a__json", "a__toml")
EACH = [name.replace("__", ".") for name in LINED]
ZIPPED = base64.b64encode(zlib.compress(bytes(100 * MB))).decode()
CASES: dict[str, tuple[Make, Told]] = {
    "2 GB": (
        _sparse,
        {"a.gguf": "LE703", "a.safetensors": "LE703"}
        | dict.fromkeys(("a.json", "a.py", "a.ipynb", "LICENSE"), "LE701"),
    ),
    "bombs": (
        wrote(
            lists__yaml=bomb("[x, x, x]", "[%s]"),
            nothing__yaml=bomb("[]", "[%s]"),
            merged__yaml=bomb("{model: a/b}", "{<<: [%s]}"),
            README__md=f"---\n{bomb('[x/y]', '[%s]', 'datasets: *n')}---\n# A\n",
        ),
        dict.fromkeys(("lists.yaml", "nothing.yaml", "merged.yaml", "README.md"), "LE704 LE701"),
    ),
    "depth": (
        wrote(
            a__json='{"model": ' + "[" * MANY,
            b__json='{"model":' * MANY,
            a__yaml="model: " + "[" * MANY,
            b__yaml="model:\n" + "- " * MANY,
            a__toml="model = " + "[" * MANY + "]" * MANY,
            b__toml="model = 1\n[" + ".".join("a" * MANY) + "]\n",
            a__js="const model = 'a/b-7b' + " + "[" * MANY + "]" * MANY,
            b__ts="const model = 'a/b-7b' + " + "`${" * MANY,
        ),
        dict.fromkeys(
            ("a.json", "b.json", "a.yaml", "b.yaml", "a.toml", "b.toml", "a.js", "b.ts"), "LE704 LE703"
        ),
    ),
    "depth of Python": (
        wrote(**{f"{name}__py": NAMED + text for name, text in DEEP.items()}),
        {f"{name}.py": "LE703 LE704" for name in DEEP},
    ),
    "bills": (wrote(**_bills()), {"many.json": "LE704", "gaps.json": "LE706"}),
    "texts that double": (
        wrote(a__py=_doubling("a/b"), b__py="import a\nmodel = f'{a.a200}{a.a199}'\n"),
        {},
    ),
    "a text of many parts": (
        wrote(a__py=f"{NAMED}a = '{'x' * MB}'\nmodel = f'{'{a}' * 2 * MANY}'\n"),
        {},
    ),
    "links in a circle": (_links, dict.fromkeys(("self.py", "d/up", "d/a"), "LE705")),
    "notebooks": (
        wrote(
            fifty__ipynb=picture(50 * MB),
            twenty__ipynb=picture(20 * MB),
            lines__ipynb=notebook((["a = 1\n"] * 300_000, [])),
            zip__ipynb=json.dumps({"cells": [{"attachments": {"a": {"application/zip": ZIPPED}}}]}),
        ),
        {"fifty.ipynb": "LE701", "lines.ipynb": "LE704"},
    ),
    "no UTF-8": (
        wrote(**dict.fromkeys(LINED, b"model = \xff\xfe\x80" * 100)),
        dict.fromkeys(EACH, "LE702"),
    ),
    "NUL": (
        wrote(**dict.fromkeys(LINED, b"model = 'a/b'\n" * 1_000 + b"\0")),
        dict.fromkeys(EACH, "LE702"),
    ),
    "lines of 10 MB": (
        wrote(**dict.fromkeys(LINED, LINE * (10 * MB // len(LINE)))),
        dict.fromkeys(EACH, "LE701"),
    ),
    "figures of 2^60": (
        wrote(
            a__gguf=b"GGUF" + struct.pack("<IQQ", 3, 2**60, 2**60) + bytes(999),
            a__safetensors=struct.pack("<Q", 2**60) + b"{}",
        ),
        dict.fromkeys(("a.gguf", "a.safetensors"), "LE703 LE704 LE701"),
    ),
    "patterns that backtrack": (_patterns, {}),
    "100,000 packages": (
        wrote(
            pyproject__toml="[project]\nname = 'x'\ndependencies = [\n"
            + "".join(f'"p{n}>=1",\n' for n in range(MANY)) + "]\n"
        ),
        {},
    ),
    "50,000 files": (_crowd, {}),
    "equal names by the thousand": (wrote(a__yaml="model: a/b-7b\n" * 30_000), {}),
}  # fmt: skip
ODD = {
    "slashes": "a/", "brackets": "[", "tags": "<", "quotes": '"', "apostrophes": "'",
    "variables": "${", "words": "a", "figures": "1", "blanks": " ", "breaks": "\n",
}  # fmt: skip
FORMATS = (*LINED, "LICENSE", "Dockerfile", "a__sh", "Modelfile", "a__ipynb", "setup__cfg")
CASES |= {
    f"1 MB of {name}": (
        wrote(**{f: "model = " + unit * (MB // len(unit)) for f in FORMATS}),
        {},
    )
    for name, unit in ODD.items()
}
