"""The twenty questions that people ask first, and worked cases by license: right, for the right reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from licenseengine import __version__
from licenseengine.library.index import Library
from licenseengine.report.machine import verdict_json
from licenseengine.resolve.judge import judge
from licenseengine.resolve.plan import Plan, day_of
from licenseengine.stack.manifest import parse_manifest
from tests.worked.compare import faults

HERE = Path(__file__).parent


def cases() -> Iterator[Any]:
    for file in [HERE / "twenty-questions.yaml", *sorted((HERE / "questions").glob("*.yaml"))]:
        loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
        for case in loaded if isinstance(loaded, list) else [loaded]:
            yield pytest.param(case, id=case["case"])


@pytest.mark.parametrize("case", list(cases()))
def test_a_worked_case_is_answered_right_for_the_right_reason(
    case: dict[str, Any], library: Library
) -> None:
    text = yaml.safe_dump(case["manifest"], sort_keys=False, allow_unicode=True)
    stack = parse_manifest(text, "licenseengine.yaml", library.vocabulary)
    judged = judge(stack, library, today=day_of(Plan(day="2026-11-24")))
    answer = verdict_json(judged, library.vocabulary, library.sha256, __version__)
    assert faults(case["expect"], answer) == []
