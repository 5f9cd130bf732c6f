"""Each code that an audit tells, with a small project that gives it."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from licenseengine.audit.audit import audit
from licenseengine.audit.wish import Wish
from licenseengine.discover.walk import MAX_BYTES
from licenseengine.library.index import Library
from licenseengine.report.sarif import sarif
from licenseengine.report.sarif_rules import rule_id

LOADS = 'from transformers import AutoModel\nm = AutoModel.from_pretrained("{}")\n'
DATA = 'def train(data="data/x.jsonl"):\n    pass\n'
MANIFEST = "version: 1\nstack:\n  - {id: m, kind: model, ref: BAAI/bge-small-en-v1.5}\n"
ALLOWED = MANIFEST + "policy:\n  allow:\n    - {rule: MIT#nothing, reason: counsel}\n"

GAPS: dict[str, dict[str, str | bytes]] = {
    "LE701": {"big.json": b" " * (MAX_BYTES + 1)},
    "LE702": {"a.py": b"\xff\xfe\x00"},
    "LE703": {"a.json": '{"model": ]'},
    "LE704": {"a.json": '{"model": ' + "[" * 5_000 + "]" * 5_000 + "}"},
    "LE706": {"app.py": "import sys\nfrom transformers import AutoModel\nAutoModel.from_pretrained(sys.argv[1])\n"},
    "LE707": {"bom.xml": '<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>'},
    "LE708": {"LICENSE": "You may look at this on Tuesdays, with both eyes, and say nothing of it.\n" * 9},
    "LE709": {"pyproject.toml": '[project]\nname = "a"\nlicense = "MIT"\n', "LICENSE": "Apache License\nVersion 2.0, January 2004\n"},
    "LE710": {"licenseengine.yaml": ALLOWED, "app.py": LOADS.format("BAAI/bge-small-en-v1.5")},
}  # fmt: skip

RULES: dict[str, dict[str, str | bytes]] = {
    "LE801": {"app.py": LOADS.format("nobody/unheard-of-7b")},
    "LE802": {"app.py": 'from datasets import load_dataset\nd = load_dataset("tatsu-lab/alpaca")\n'},
    "LE803": {"app.py": 'import boto3\nmodel = "amazon.titan-tg1-large"\n'},
    "LE804": {"train.py": DATA, "data/x.jsonl": "{}\n", "DATA_LICENSE": "MIT License\n", "README.md": "# x\n\nThe dataset is licensed under CC BY-NC 4.0.\n"},
    "LE805": {"licenseengine.yaml": MANIFEST, "app.py": LOADS.format("facebook/opt-125m")},
    "LE806": {"train.py": DATA, "data/x.jsonl": "{}\n", "README.md": "# x\n\nThe dataset is licensed under CC BY-NC 4.0.\n"},
    "LE807": {"app.py": "print(1)\n"},
}  # fmt: skip


def project(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@pytest.mark.parametrize("code", GAPS)
def test_what_was_not_understood_is_told(code: str, library: Library, tmp_path: Path) -> None:
    found = audit(project(tmp_path, GAPS[code]), library, Wish(day=date(2026, 11, 25)))
    assert code in {gap.code for gap in found.gaps}


def test_a_link_is_told_and_not_followed(library: Library, tmp_path: Path) -> None:
    project(tmp_path, {"a.py": "x = 1\n"})
    (tmp_path / "b.py").symlink_to(tmp_path / "a.py")
    found = audit(tmp_path, library, Wish())
    assert [gap.place.file for gap in found.gaps if gap.code == "LE705"] == ["b.py"]


@pytest.mark.parametrize("code", RULES)
def test_what_no_clause_decides_has_a_rule_of_its_own(
    code: str, library: Library, tmp_path: Path
) -> None:
    found = audit(project(tmp_path, RULES[code]), library, Wish(day=date(2026, 11, 25)))
    results = cast("list[dict[str, Any]]", sarif(found, library, "0")["runs"][0]["results"])
    assert code in {result["ruleId"] for result in results}


def test_terms_that_do_not_fit_without_a_clause_have_a_rule() -> None:
    cause = SimpleNamespace(finding=SimpleNamespace(clause=None, outcome="burdens"), spots=())
    assert rule_id(cast("Any", cause)) == "LE808"
