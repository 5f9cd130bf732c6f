"""Every diagnostic code has an input that gives it, what is then said, and a line in the docs."""

import os
import re
from pathlib import Path

import pytest

from licenseengine.errors import LicenseEngineError
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.language.yaml_text import MAX_BYTES, read_text
from licenseengine.library.index import open_library
from licenseengine.stack.manifest import read_manifest
from tests.knowledge import knowledge

HERE = Path(__file__).parent
FOLDERS = sorted(p.name for p in HERE.iterdir() if re.fullmatch(r"LE\d{3}", p.name))
WITHOUT_CONTENT = {"LE101", "LE102", "LE104"}


def said(code: str, vocabulary: Vocabulary, tmp_path: Path) -> str:
    """What the program says of the bad input of a code."""
    manifest, license_ = HERE / code / "manifest.yaml", HERE / code / "license.yaml"
    root = knowledge(tmp_path, x=license_.read_text()) if license_.exists() else tmp_path
    with pytest.raises(LicenseEngineError) as caught:
        read_manifest(manifest, vocabulary) if manifest.exists() else open_library(root)
    assert code in {d.code for d in caught.value.diagnostics}
    text = caught.value.render()
    return re.sub(r"/\S*/(\w+\.yaml)", r"\1", text) + "\n"


@pytest.mark.parametrize("code", FOLDERS)
def test_a_bad_input_is_complained_of_as_expected(
    code: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    expected = HERE / code / "expected.txt"
    found = said(code, vocabulary, tmp_path)
    if os.environ.get("LICENSEENGINE_REWRITE"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_files_that_are_no_input_at_all(tmp_path: Path) -> None:
    big = tmp_path / "big.yaml"
    big.write_bytes(b"a" * (MAX_BYTES + 1))
    for code, path in (
        ("LE101", tmp_path / "absent.yaml"),
        ("LE102", big),
        ("LE104", Path("/proc/self/mem")),
    ):
        with pytest.raises(LicenseEngineError) as caught:
            read_text(path)
        assert [d.code for d in caught.value.diagnostics] == [code]


def test_every_code_of_the_source_has_an_input_and_a_line_in_the_docs() -> None:
    source = "".join(p.read_text() for p in Path("licenseengine").rglob("*.py"))
    used = set(re.findall(r'"(LE\d{3})"', source))
    documented = set(re.findall(r"(?m)^\| (LE\d{3}) \|", Path("docs/diagnostics.md").read_text()))
    questions = {code for code in used if code.startswith("LE5")}
    assert used == documented
    # Those of an audit have projects in test_audit_codes.py, those of commands tests in tests/cli.
    audits = {code for code in used if code.startswith(("LE7", "LE8"))}
    commands = {"LE109", "LE110", "LE409", "LE410"}
    tests = (p for p in HERE.parent.rglob("test_*.py") if p != Path(__file__))
    told = "".join(p.read_text(encoding="utf-8") for p in tests)
    assert {code for code in audits | commands if code not in told} == set()
    assert used - questions - audits - commands == set(FOLDERS) | WITHOUT_CONTENT
