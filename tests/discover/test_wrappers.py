"""Functions that stand before a loader: what their callers name, they load."""

from pathlib import Path

import pytest

from licenseengine.library.index import Library
from tests.discover.small_projects import scanned

LOAD = "from transformers import AutoModel\n"

# Files, and which refs are found at which lines; gaps as lines after an exclamation mark.
WRAPPED = {
    "an argument by position": (
        f'## main.py\n{LOAD}def get(name):\n    return AutoModel.from_pretrained(name)\nget("o1/zeta-7b")\n',
        {"o1/zeta-7b": {"main.py:4"}},
    ),
    "an argument by name": (
        f'## main.py\n{LOAD}def get(a, name):\n    return AutoModel.from_pretrained(name)\nget(1, name="o1/zeta-7b")\n',
        {"o1/zeta-7b": {"main.py:4"}},
    ),
    "a method": (
        f'## main.py\n{LOAD}class C:\n    def get(self, name):\n        return AutoModel.from_pretrained(name)\nC().get("o1/zeta-7b")\n',
        {"o1/zeta-7b": {"main.py:5"}},
    ),
    "several calls": (
        f'## main.py\n{LOAD}def get(name):\n    return AutoModel.from_pretrained(name)\nget("o1/zeta-7b")\nget("o1/zeta-8b")\n',
        {"o1/zeta-7b": {"main.py:4"}, "o1/zeta-8b": {"main.py:5"}},
    ),
    "a default, and a call with another": (
        f'## main.py\n{LOAD}def get(name="o1/zeta-7b"):\n    return AutoModel.from_pretrained(name)\nget("o1/zeta-8b")\n',
        {"o1/zeta-7b": {"main.py:3"}, "o1/zeta-8b": {"main.py:4"}},
    ),
    "a call with a constant": (
        f'## main.py\n{LOAD}NAME = "o1/zeta-7b"\ndef get(repo):\n    return AutoModel.from_pretrained(repo)\nget(NAME)\n',
        {"o1/zeta-7b": {"main.py:5"}},
    ),
    "a constant of the same name as the parameter": (
        f'## main.py\n{LOAD}repo = "o1/zeta-7b"\ndef get(repo):\n    return AutoModel.from_pretrained(repo)\nget("o1/zeta-8b")\n',
        {"o1/zeta-8b": {"main.py:5"}},
    ),
    "a call in another module": (
        f'## load.py\n{LOAD}def get(name):\n    return AutoModel.from_pretrained(name)\n## main.py\nfrom load import get\nget("o1/zeta-7b")\n',
        {"o1/zeta-7b": {"main.py:2"}},
    ),
    "a call with a constant of a third module": (
        f'## load.py\n{LOAD}def get(name):\n    return AutoModel.from_pretrained(name)\n## names.py\nZETA_REPO = "o1/zeta-7b"\n## main.py\nfrom load import get\nimport names\nget(names.ZETA_REPO)\n',
        {"o1/zeta-7b": {"main.py:3"}},
    ),
    "a call in a file that tells nothing else": (
        f'## load.py\n{LOAD}def get(name):\n    return AutoModel.from_pretrained(f"o1/{{name}}")\n## main.py\nfrom load import get\nget("zeta-7b")\n',
        {"o1/zeta-7b": {"main.py:2"}},
    ),
    "a constant of a file that tells nothing else": (
        f'## const.py\nBIG = "gpt2"\n## main.py\nfrom const import BIG\n{LOAD}AutoModel.from_pretrained(BIG)\n',
        {"gpt2": {"main.py:3"}},
    ),
    "an address": (
        '## main.py\ndef get(name):\n    return download(f"https://host.org/{name}.safetensors")\nget("zeta")\n',
        {"https://host.org/zeta.safetensors": {"main.py:3"}},
    ),
    "through two functions": (
        f'## main.py\n{LOAD}def inner(a):\n    return AutoModel.from_pretrained(a)\ndef outer(b):\n    return inner(f"o1/{{b}}")\nouter("zeta-7b")\n',
        {"o1/zeta-7b": {"main.py:6"}},
    ),
    "a function of another class that nobody calls": (
        f"## main.py\n{LOAD}def get(name):\n    return AutoModel.from_pretrained(name)\n",
        {"!": {"main.py:3"}},
    ),
    "a call whose argument is not known": (
        f"## main.py\n{LOAD}def get(name):\n    return AutoModel.from_pretrained(name)\nget(read())\n",
        {"!": {"main.py:3"}},
    ),
    "a function that calls itself": (
        f'## main.py\n{LOAD}def get(name):\n    get(f"{{name}}-1")\n    return AutoModel.from_pretrained(name)\nget("o1/zeta-7b")\n',
        {"o1/zeta-7b": {"main.py:5"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRAPPED)
def test_what_a_caller_names_is_loaded_where_it_is_named(
    name: str, tmp_path: Path, library: Library
) -> None:
    text, expected = WRAPPED[name]
    found = scanned(tmp_path, text, library)
    told = {
        a.ref: {
            f"{s.place.file}:{s.place.line}" for s in a.seen if s.detector in {"loaders", "links"}
        }
        for a in found.artifacts
    }
    told = {ref: places for ref, places in told.items() if places}
    gaps = {f"{g.place.file}:{g.place.line}" for g in found.gaps if g.code == "LE706"}
    assert {**told, **({"!": gaps} if gaps else {})} == expected
