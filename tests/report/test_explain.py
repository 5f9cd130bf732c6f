"""All about one artefact: where, in which role and why, under which terms, with which verdicts."""

from dataclasses import replace
from pathlib import Path

import pytest

from licenseengine.errors import StackError
from licenseengine.library.index import Library
from licenseengine.report.audit_json import audit_json
from licenseengine.report.explain import explain_json, explain_text, explained
from tests.report.audits import HOSTILE, full_audit, hostile_audit, item, sighting, small_library
from tests.report.test_golden import same


@pytest.fixture
def small(tmp_path: Path) -> Library:
    return small_library(tmp_path)


def said(name: str, library: Library, *, markdown: bool = False) -> str:
    found = full_audit(library)
    return explain_text(found, explained(found, name), library.vocabulary, markdown=markdown)


def test_an_explanation_reads_as_it_should(small: Library) -> None:
    same("audit.explain", said("org/base", small) + "\n")


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("org/base", "org/base"),
        ("ORG/BASE", "org/base"),
        ("base", "org/base"),
        ("rows.json", "data/rows.json"),
        ("tested", "org/tested"),
    ],
)
def test_an_artefact_is_named_by_ref_alias_or_last_part(
    name: str, node: str, small: Library
) -> None:
    assert [i.node for i in explained(full_audit(small), name)] == [node]


def test_a_whole_name_goes_before_a_last_part_and_a_shared_part_names_all(small: Library) -> None:
    found = full_audit(small)
    more = (item("base", (sighting("base", "a.py"),), None), item("other/late", (sighting("other/late", "a.py"),), None))  # fmt: skip
    found = replace(found, items=(*found.items, *more))
    assert [i.node for i in explained(found, "base")] == ["base"]
    assert [i.node for i in explained(found, "late")] == ["org/late", "other/late"]


@pytest.mark.parametrize(
    ("name", "near"), [("org/bse", "org/base"), ("cappd", "capped"), ("zzzzzz", None)]
)
def test_a_name_that_was_not_found_offers_the_nearest(
    name: str, near: str | None, small: Library
) -> None:
    with pytest.raises(StackError) as caught:
        explained(full_audit(small), name)
    diagnostic = caught.value.diagnostics[0]
    assert (diagnostic.code, diagnostic.suggestion) == ("LE410", near)


def test_what_only_the_manifest_lists_is_said_to_be_only_there(small: Library) -> None:
    found = replace(full_audit(small), items=(), manifest="licenseengine.yaml")
    with pytest.raises(StackError, match=r"`org/base` is only listed in licenseengine\.yaml"):
        explained(found, "org/base")


def test_every_place_is_told_with_detector_form_role_and_why(small: Library) -> None:
    text = said("org/base", small)
    assert (
        'app/model.py:3 `name: str = "org/base"`: found by loaders as the default of `name` in `Args`'
        in text
    )
    assert "default because: `Args` is what runs" in text
    assert "conf/app.yaml:9" in text
    assert "written ORG/base" in text
    assert "Taken together with: ORG/base." in text


def test_every_statement_of_a_license_is_told_with_what_it_was_read_as(small: Library) -> None:
    text = said("org/base", small)
    assert (
        "README.md:4: a model card declares `research only` of org/base: understood as research-1.0"
        in text
    )
    assert "LICENSES.md:7: a file of the project reads `MIT` of org/base: understood as MIT" in text
    assert "research-1.0 (README.md:4) against MIT (LICENSES.md:7)" in text


def test_each_use_has_its_verdict_with_what_decides(small: Library) -> None:
    text = said("org/base", small)
    assert "  - ship: prohibited" in text
    assert "  - research: permitted" in text
    assert "prohibited for internal, saas, ship: research-1.0 2 forbids" in text
    assert "permitted: research-1.0 1 permits" in text
    assert "org/nobody" not in text


def test_what_was_made_of_it_is_told(small: Library) -> None:
    assert "app: include by us, of org/base as parts, beside 3 more" in said("org/base", small)


def test_one_that_is_set_aside_says_so(small: Library) -> None:
    assert "Not in the stack, as its role is test." in said("org/tested", small)


def test_one_that_is_held_says_why_and_what_is_open(small: Library) -> None:
    text = said("org/nobody", small)
    assert "Held back to review: it is not sure that the files name this artefact." in text
    assert "LE706 app/model.py:30: a model is named only when it runs" in text
    assert "concluded: none is known, so nothing is granted" in text


def test_json_has_the_artefact_and_what_concerns_it(small: Library) -> None:
    found = full_audit(small)
    data = explain_json(
        audit_json(found, small.vocabulary, "0", "0.1.0"), explained(found, "org/base")
    )
    assert data["schema"] == "licenseengine/explain/1"
    assert [a["ref"] for a in data["artefacts"]] == ["org/base"]
    assert {f["node"] for f in data["findings"]} == {"org/base"}
    assert len(data["disagreements"]) == 1
    assert data["not_understood"] == []


@pytest.mark.parametrize("markdown", [False, True])
def test_hostile_names_stay_names(markdown: bool, small: Library) -> None:
    found = hostile_audit(small)
    text = explain_text(found, explained(found, HOSTILE), small.vocabulary, markdown=markdown)
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "\\x1b" in text
