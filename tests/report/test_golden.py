"""What a user reads, byte for byte. LICENSEENGINE_REWRITE=1 writes the files anew, to be read in review."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from licenseengine.library.index import Library, open_library
from licenseengine.report.license_text import license_text
from licenseengine.report.machine import compat_json, verdict_json
from licenseengine.report.text import compat_text, verdict_text
from licenseengine.resolve.compat import judge_compat
from licenseengine.resolve.judge import judge
from licenseengine.stack.manifest import parse_manifest
from tests.knowledge import knowledge, license_file

GOLDEN = Path(__file__).parent.parent / "golden"
OPEN = license_file(
    "open-1.0", "permit any", "require include-license to distribute", more="reusable: true\n"
)
SHARE = license_file(
    "share-1.0", "permit any", "require same-license to distribute of derivative",
    "forbid any when licensee.litigates_against has artefact.licensor", more="reusable: true\n",
)  # fmt: skip
CAPPED = license_file(
    "capped-1.0", "permit any", "forbid any when licensee.monthly_active_users > 10 users",
    'require display("Built with Capped") to distribute, host', 'require name-prefix("Capped") to distribute of derivative',
    "forbid any when use.purposes has any of [military, weapons]", more="licensor: meta\nreleased: 2024-07-23\n",
)  # fmt: skip
PLAN = """\
version: 1
stack:
  - {id: base, kind: model, class: llm, license: capped-1.0}
  - {id: texts, kind: content, license: share-1.0}
  - {id: odd, kind: content}
  - {id: corpus, kind: dataset, made: {by: combine, from: [texts, odd]}}
  - {id: tuned, kind: model, name: Harbour, made: {by: fine-tune, from: [base, {data: corpus}]}, release: open-1.0}
  - {id: lib, kind: software, license: share-1.0 OR open-1.0}
  - {id: app, kind: software, name: Pier, made: {by: include, from: [tuned, lib]}}
use:
  do: [distribute]
  facts: {use.commercial: true, use.purposes: [product]}
"""


@pytest.fixture
def small(tmp_path: Path) -> Library:
    return open_library(knowledge(tmp_path, open=OPEN, share=SHARE, capped=CAPPED))


def same(name: str, found: str) -> None:
    """Compare with a golden file, or write it when asked to."""
    file = GOLDEN / name
    if os.environ.get("LICENSEENGINE_REWRITE"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_verdict_reads_as_it_should(form: str, small: Library) -> None:
    stack = parse_manifest(PLAN, "licenseengine.yaml", small.vocabulary)
    judged = judge(stack, small, today=date(2026, 11, 24))
    if form == "json":
        data = verdict_json(judged, small.vocabulary, "0" * 64, "0.1.0")
        same("verdict.json", json.dumps(data, indent=1, ensure_ascii=False) + "\n")
    else:
        same(
            f"verdict.{form}",
            verdict_text(judged, small.vocabulary, markdown=form == "markdown") + "\n",
        )


def test_a_compatibility_reads_as_it_should(small: Library) -> None:
    answer = judge_compat("open-1.0", "share-1.0", "modify", small)
    same("compat.text", compat_text(answer, small.vocabulary) + "\n")
    same("compat.json", json.dumps(compat_json(answer, small.vocabulary), indent=1) + "\n")


def test_a_license_reads_as_it_should(small: Library) -> None:
    license_ = small.get("capped-1.0")
    assert license_ is not None
    same("license.text", license_text(license_, small.vocabulary) + "\n")


def test_no_report_gives_legal_advice_and_each_says_so_once(small: Library) -> None:
    stack = parse_manifest(PLAN, "licenseengine.yaml", small.vocabulary)
    text = verdict_text(judge(stack, small), small.vocabulary)
    assert text.count("not legal advice") == 1
