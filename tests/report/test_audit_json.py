"""The published JSON of an audit, and what a later audit knows by it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from licenseengine.audit.records import Audit
from licenseengine.discover.records import Place
from licenseengine.errors import ReadError
from licenseengine.library.index import Library
from licenseengine.report.audit_baseline import compared, read_baseline
from licenseengine.report.audit_json import audit_json, json_text
from licenseengine.report.audit_sections import Wanted
from licenseengine.report.audit_text import audit_text
from licenseengine.solver.records import Level
from tests.report.audits import (
    HOSTILE,
    PRESETS,
    full_audit,
    good_audit,
    hostile_audit,
    small_library,
)
from tests.report.test_golden import same


@pytest.fixture
def small(tmp_path: Path) -> Library:
    return small_library(tmp_path)


def told(found: Audit, library: Library, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - what a baseline gives
    return audit_json(found, library.vocabulary, "0" * 64, "0.1.0", **more)


def test_it_reads_as_it_should(small: Library) -> None:
    same("audit.json", json_text(told(full_audit(small), small)) + "\n")


def test_the_keys_that_scripts_rely_on_are_there(small: Library) -> None:
    data = told(full_audit(small), small)
    assert data["schema"] == "licenseengine/audit/1"
    first = data["artefacts"][0]
    assert (first["ref"], first["kind"], first["role"]) == ("org/base", "model", "default")
    assert {"file": "app/model.py", "line": 3}.items() <= first["evidence"][0].items()
    assert first["license"]["concluded"] == "research-1.0"
    assert first["license"]["confidence"] == "high"
    assert first["license"]["declared"][0]["license"] == "research-1.0"
    assert set(data["presets"]) == set(PRESETS)
    assert data["presets"]["ship"]["verdict"] == "prohibited"
    assert data["presets"]["open-release"] == {"verdict": "review", "with_options": "review", "held_by": ["org/nobody"]}  # fmt: skip


def test_the_verdict_is_that_of_ship_or_the_worst_of_what_was_asked(small: Library) -> None:
    found = full_audit(small)
    assert (told(found, small)["scenario"], told(found, small)["verdict"]) == ("ship", "prohibited")
    some = replace(found, answers={n: found.answers[n] for n in ("research", "saas")})
    assert (told(some, small)["scenario"], told(some, small)["verdict"]) == ("saas", "prohibited")


def test_no_character_of_a_name_moves_a_terminal_and_the_name_is_kept(small: Library) -> None:
    text = json_text(told(hostile_audit(small), small))
    assert all(c.isprintable() or c == "\n" for c in text)
    assert HOSTILE in {a["ref"] for a in json.loads(text)["artefacts"]}
    assert (
        json.loads(json_text({"a": "\ud800 \U0001f600 \U000e0001"}))["a"]
        == "\ud800 \U0001f600 \U000e0001"
    )


def earlier(found: Audit, library: Library) -> dict[str, Any]:
    """An audit after it went through a file."""
    data: dict[str, Any] = json.loads(json_text(told(found, library)))
    return data


def test_what_an_earlier_audit_found_is_not_new(small: Library) -> None:
    found = full_audit(small)
    known = compared(found, earlier(found, small))
    assert known.new == frozenset()
    assert len(known.known) == 4  # a ban, no license, a doubt, a disagreement
    assert set(known.levels.values()) == {Level.PERMITTED}


def test_moved_lines_are_not_new(small: Library) -> None:
    found = full_audit(small)
    items = tuple(
        replace(i, artifact=replace(i.artifact, seen=tuple(replace(s, place=Place("b.py", 99)) for s in i.artifact.seen)))
        for i in found.items
    )  # fmt: skip
    assert compared(replace(found, items=items), earlier(found, small)).new == frozenset()


def test_what_is_new_counts_and_only_that(small: Library) -> None:
    found, good = full_audit(small), good_audit(small)
    known = compared(found, earlier(good, small))
    assert known.known == frozenset()
    assert known.levels == {
        "research": Level.REVIEW, "internal": Level.PROHIBITED, "saas": Level.PROHIBITED,
        "ship": Level.PROHIBITED, "open-release": Level.REVIEW,
    }  # fmt: skip
    back = compared(good, earlier(found, small))
    assert (back.new, len(back.gone)) == (frozenset(), 4)


def without_ban(found: Audit, level: Level) -> Audit:
    """The audit whose ban is of another level."""
    answers = {}
    for name, answer in found.answers.items():
        verdict = answer.judged.verdict
        findings = tuple(
            replace(f, level=level) if f.level is Level.PROHIBITED else f for f in verdict.findings
        )
        judged = replace(answer.judged, verdict=replace(verdict, findings=findings))
        answers[name] = replace(answer, judged=judged, level=Level.REVIEW)
    return replace(found, answers=answers)


def test_what_got_worse_is_new_and_what_got_better_is_not(small: Library) -> None:
    found = full_audit(small)
    better = without_ban(found, Level.CONDITIONAL)
    assert compared(found, earlier(better, small)).levels["ship"] is Level.PROHIBITED
    assert compared(better, earlier(found, small)).levels["ship"] is Level.PERMITTED


def test_a_worse_answer_counts_even_where_no_finding_tells_it(small: Library) -> None:
    good = good_audit(small)
    worse = replace(
        good, answers={n: replace(a, level=Level.REVIEW) for n, a in good.answers.items()}
    )
    assert compared(worse, earlier(good, small)).levels["ship"] is Level.REVIEW


def test_findings_are_marked_and_the_report_counts_them(small: Library) -> None:
    found = full_audit(small)
    known = compared(found, earlier(good_audit(small), small))
    data = told(found, small, known=known)
    assert data["baseline"] == {"new": 4, "known": 0, "gone": 0}
    assert {f["new"] for f in data["findings"] if f["verdict"] == "prohibited"} == {True}
    text = audit_text(found, small.vocabulary, wanted=Wanted(known=known))
    assert text.split("\n")[2] == "Against the baseline: 4 new, 0 known, 0 gone."


def test_a_project_that_is_not_settled_is_known_although_lines_move(small: Library) -> None:
    good = good_audit(small)
    review = {n: replace(a, level=Level.REVIEW) for n, a in good.answers.items()}
    late = replace(good, answers=review, unsettled=("named when it runs (a.py:3)",))
    moved = replace(late, unsettled=("named when it runs (a.py:9)",))
    assert compared(moved, earlier(late, small)).levels["ship"] is Level.PERMITTED
    assert compared(late, earlier(good, small)).levels["ship"] is Level.REVIEW


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"schema": "licenseengine/verdict/1"}', '{"schema": "licenseengine/audit/1", "findings": {}}', "[" * 100_000]
)  # fmt: skip
def test_a_baseline_that_is_no_audit_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read_baseline(file)
    assert caught.value.diagnostics[0].code == "LE409"


def test_a_baseline_with_nonsense_inside_knows_nothing(small: Library, tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    file.write_text(json.dumps({
        "schema": "licenseengine/audit/1", "presets": {"ship": 3, "saas": {"held_by": 1}}, "unsettled": 4,
        "findings": [1, {"verdict": 9, "presets": "x"}, {"verdict": "review", "presets": 1}], "disagreements": [{}, 2],
    }), encoding="utf-8")  # fmt: skip
    found = full_audit(small)
    assert len(compared(found, read_baseline(file)).new) == 4
