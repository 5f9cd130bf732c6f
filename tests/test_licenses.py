"""The project's own knowledge is sound: every file, every case in it."""

from pathlib import Path

import pytest

from licenseengine.library.index import Library
from licenseengine.resolve.linting import lint

TEXTS = Path("../shared/license-texts")
README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_every_license_file_is_sound_and_every_case_holds() -> None:
    report = lint(None, frozenset(), TEXTS if TEXTS.is_dir() else None)
    assert report.lines[:-1] == []
    assert report.faults == 0
    assert report.lines[-1] in README


def test_what_is_partial_is_never_a_plain_yes(library: Library) -> None:
    from licenseengine.resolve.plan import Plan, judge_refs  # noqa: PLC0415 - beside its use

    partial = [row["id"] for row in library.summaries() if row["encoded"] == "partial"]
    for id_ in partial:
        verdict = judge_refs((id_,), Plan(scenario="saas"), library).verdict
        assert str(verdict.level) != "permitted", id_


@pytest.mark.parametrize(
    "name", ["apache 2.0", "APACHE-2.0", "llama3.1", "Llama 3.1", "cc-by-nc-4.0"]
)
def test_a_license_is_found_by_the_names_in_the_wild(name: str, library: Library) -> None:
    assert library.resolve(name) in {"Apache-2.0", "llama-3.1", "CC-BY-NC-4.0"}


def test_a_near_name_is_suggested(library: Library) -> None:
    assert library.suggest("Apache-2.1") == "Apache-2.0"
    assert library.suggest("zzzz") is None
