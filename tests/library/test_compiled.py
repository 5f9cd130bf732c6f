"""The compiled copy: same licenses, no parser, and nothing breaks where it cannot be kept."""

import subprocess
import sys
from pathlib import Path

import pytest

from licenseengine.library.compiled import read_license, write_license
from licenseengine.library.home import CACHE_VARIABLE
from licenseengine.library.index import Library, open_library


def test_a_license_written_and_read_is_the_same(library: Library) -> None:
    for row in library.summaries():
        license_ = library.get(row["id"])
        assert license_ is not None
        assert write_license(read_license(write_license(license_))) == write_license(license_)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv(CACHE_VARIABLE, str(folder))
    open_library.cache_clear()
    return folder


def test_the_copy_is_kept_and_used(cache: Path) -> None:
    first = open_library()
    copies = sorted(p.name for p in cache.iterdir())
    open_library.cache_clear()
    again = open_library()
    assert any(first.sha256[:32] in name for name in copies)
    assert again.sha256 == first.sha256
    assert again.summaries() == first.summaries()


@pytest.mark.parametrize("damage", [b"", b"{}\n", b'{"format": 1}\n', b"\xff\xfe"])
def test_a_damaged_copy_is_made_again(damage: bytes, cache: Path) -> None:
    first = open_library()
    for file in cache.iterdir():
        file.write_bytes(damage)
    open_library.cache_clear()
    assert open_library().summaries() == first.summaries()


def test_a_folder_that_cannot_be_written_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    open_library.cache_clear()
    assert open_library().summaries()


def test_a_check_from_the_copy_imports_no_parser() -> None:
    open_library.cache_clear()
    open_library()
    code = (
        "import sys; from licenseengine.resolve.plan import Plan, judge_refs;"
        "from licenseengine.report.text import verdict_text;"
        "judge_refs(('Apache-2.0',), Plan(scenario='saas'));"
        "print([m for m in ('lark', 'yaml', 'pydantic', 'networkx', 'typer', 'license_expression', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
