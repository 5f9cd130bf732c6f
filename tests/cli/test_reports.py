"""Every project in every form of report: written, well formed, and the same twice."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from licenseengine.audit.wish import Wish
from licenseengine.cli.audit import AuditForm
from licenseengine.cli.check import Form
from licenseengine.cli.dossier import judging_of
from licenseengine.cli.reports import REPORTS, report
from licenseengine.library.index import Library
from licenseengine.report.text import NOT_ADVICE
from tests.report.notes.written import DAY, EXAMPLES, REAL


@pytest.mark.parametrize("root", [*EXAMPLES, *REAL], ids=lambda p: f"{p.parent.name}-{p.name}")
def test_every_project_is_written_in_every_form(root: Path, library: Library) -> None:
    judging = judging_of(root, library, Wish(day=DAY))
    written = {f: report(f, judging.dossier, library, judging.wish) for f in REPORTS}
    assert written == {f: report(f, judging.dossier, library, judging.wish) for f in REPORTS}
    level = str(judging.dossier.level)
    for form in ("html", "svg", "mermaid", "dot", "tree"):
        assert level in written[form], form
    assert ET.fromstring(written["svg"]).tag.endswith("svg")  # noqa: S314 - our own
    assert json.loads(written["cyclonedx"])["specVersion"] == "1.6"
    assert json.loads(written["spdx"])["@graph"]
    assert written["html"].count(NOT_ADVICE) == 1


def test_the_forms_of_reports_are_forms_of_the_commands() -> None:
    assert set(REPORTS) < {str(form) for form in AuditForm}
    assert set(REPORTS) < {str(form) for form in Form}
