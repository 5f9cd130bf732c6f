"""Bills in SPDX 3: valid by schema and shapes, the same for the same project, what stands where."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from spdx_python_model import load_data

from licenseengine.compliance.records import Dossier, LicenseText, Part
from licenseengine.library.index import Library
from licenseengine.report import bom
from tests.report.bom.dossiers import (
    EVERY_KIND,
    NAMES,
    dossier_named,
    dossier_of_plan,
    with_parts,
)
from tests.report.bom.spdx import elements, faults, schema_faults, shape_faults

Element = dict[str, Any]


@pytest.fixture(scope="module")
def dossier(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return dossier_of_plan(EVERY_KIND, tmp_path_factory.mktemp("plan"), library)


@pytest.fixture(scope="module")
def text(dossier: Dossier, library: Library) -> str:
    return bom.spdx3(dossier, library)


def properties(element: Element) -> dict[str, str]:
    (extension,) = element["extension"]
    entries = extension["extension_cdxProperty"]
    return {e["extension_cdxPropName"]: e["extension_cdxPropValue"] for e in entries}


def packages(text: str) -> dict[str, Element]:
    """The packages of all classes, by their node."""
    found = elements(text, ".*Package")
    return {properties(e)["licenseengine:node"]: e for e in found if e.get("extension")}


def relations(text: str) -> set[tuple[str, str, str]]:
    """Which relation leads from which node to which."""
    nodes = {element["spdxId"]: node for node, element in packages(text).items()}
    return {
        (nodes[e["from"]], e["relationshipType"], nodes[to])
        for e in elements(text, "Relationship")
        for to in e["to"]
        if to in nodes
    }


def licenses(text: str, node: str, type_: str) -> list[Element]:
    """The license elements that a node has by a relation; an id for what is no element."""
    by_id = {e["spdxId"]: e for e in elements(text) if "spdxId" in e}
    from_ = packages(text)[node]["spdxId"]
    return [
        by_id.get(to, {"spdxId": to})
        for e in elements(text, "Relationship")
        if (e["from"], e["relationshipType"]) == (from_, type_)
        for to in e["to"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_bill_is_valid(name: str, tmp_path: Path, library: Library) -> None:
    assert faults(bom.spdx3(dossier_named(name, tmp_path, library), library)) == []


@pytest.mark.parametrize("name", ["every kind", "merge"])
def test_the_bindings_read_what_they_wrote(name: str, tmp_path: Path, library: Library) -> None:
    written = bom.spdx3(dossier_named(name, tmp_path, library), library)
    _, found = load_data(json.loads(written))
    named = {e["spdxId"] for e in elements(written) if "spdxId" in e}
    assert named <= set(found.obj_by_id)
    assert found.missing_ids == set()


def test_the_schema_refuses_a_field_that_no_class_has(text: str) -> None:
    assert schema_faults(text.replace('"software_primaryPurpose"', '"software_purpose"'))


def test_the_shapes_refuse_an_element_of_the_wrong_class(text: str) -> None:
    broken = text.replace('"type": "SoftwareAgent"', '"type": "Tool"')
    assert broken != text
    assert schema_faults(broken) == []
    assert shape_faults(broken)


def test_the_same_project_gives_the_same_bytes(tmp_path: Path, library: Library) -> None:
    one, other = (
        bom.spdx3(dossier_named("fine-tune", tmp_path / n, library), library) for n in "ab"
    )
    assert one == other


def test_ids_are_of_the_content(dossier: Dossier, text: str, library: Library) -> None:
    (document,) = elements(text, "SpdxDocument")
    (other,) = elements(bom.spdx3(replace(dossier, version="9"), library), "SpdxDocument")
    assert document["spdxId"] != other["spdxId"]
    assert all(e["spdxId"].startswith("urn:uuid:") for e in elements(text) if "spdxId" in e)


def test_the_document_says_when_and_by_what_it_was_made(
    dossier: Dossier, text: str, library: Library
) -> None:
    (about,) = elements(text, "CreationInfo")
    assert (about["specVersion"], about["created"]) == ("3.0.1", "2026-11-25T00:00:00Z")
    assert [e["name"] for e in elements(text, "Tool")] == ["licenseengine 0.1.0"]
    without = replace(dossier, audit=replace(dossier.audit, day=None))
    (about,) = elements(bom.spdx3(without, library), "CreationInfo")
    assert about["created"] == "1970-01-01T00:00:00Z"


def test_the_document_follows_the_profiles_of_models_and_data(text: str) -> None:
    (document,) = elements(text, "SpdxDocument")
    assert {"core", "software", "ai", "dataset", "simpleLicensing"} <= set(
        document["profileConformance"]
    )
    (bill,) = elements(text, "software_Sbom")
    assert document["rootElement"] == [bill["spdxId"]]
    assert bill["rootElement"] == [packages(text)["app"]["spdxId"]]
    assert bill["software_sbomType"] == ["design"]
    assert {p["spdxId"] for p in packages(text).values()} == set(bill["element"])


@pytest.mark.parametrize(
    ("node", "class_", "purpose"),
    [
        ("base", "ai_AIPackage", "model"),
        ("light", "ai_AIPackage", "model"),
        ("api", "ai_AIPackage", "application"),
        ("rows", "dataset_DatasetPackage", "data"),
        ("wiki", "dataset_DatasetPackage", "data"),
        ("passages", "dataset_DatasetPackage", "data"),
        ("answers", "dataset_DatasetPackage", "data"),
        ("engine", "software_Package", "library"),
        ("help", "software_Package", "application"),
        ("app", "software_Package", "application"),
    ],
)
def test_a_thing_is_a_package_of_its_profile(
    text: str, node: str, class_: str, purpose: str
) -> None:
    found = packages(text)[node]
    assert (found["type"], found["software_primaryPurpose"]) == (class_, purpose)


def test_a_package_says_where_it_comes_from(text: str) -> None:
    base, wiki = packages(text)["base"], packages(text)["wiki"]
    agents = {e["spdxId"]: e["name"] for e in elements(text, "Agent")}
    assert base["software_packageUrl"] == "pkg:huggingface/meta-llama/Llama-3.1-8B"
    assert base["software_downloadLocation"] == "https://huggingface.co/meta-llama/Llama-3.1-8B"
    assert agents[base["suppliedBy"]] == "meta-llama"
    assert [agents[id_] for id_ in wiki["originatedBy"]] == ["Ada Port"]
    assert wiki["software_copyrightText"] == "Copyright 2026 Ada Port"


def test_each_operation_is_a_relation_that_fits(text: str) -> None:
    assert relations(text) == {
        ("api", "generates", "answers"),
        ("tuned", "descendantOf", "base"),
        ("tuned", "trainedOn", "rows"),
        ("tuned", "trainedOn", "notes"),
        ("tuned", "usesTool", "tool"),
        ("light", "descendantOf", "open"),
        ("light", "trainedOn", "answers"),
        ("small", "descendantOf", "tuned"),
        ("encoder", "generates", "passages"),
        ("passages", "dependsOn", "wiki"),
        ("help", "dependsOn", "passages"),
        ("help", "contains", "small"),
        ("code", "hasStaticLink", "engine"),
        ("app", "contains", "code"),
        ("app", "contains", "light"),
        ("app", "contains", "help"),
    }


def test_an_option_is_an_optional_component(tmp_path: Path, library: Library) -> None:
    found = relations(bom.spdx3(dossier_named("service and options", tmp_path, library), library))
    types = {to: type_ for _, type_, to in found}
    assert types["facebook/opt-125m"] == "hasOptionalComponent"
    assert types["azure-openai:gpt-4"] == "hasOptionalDependency"
    assert types["mistralai/Mistral-7B-v0.1"] == "contains"


def test_every_operation_of_the_vocabulary_can_be_said(tmp_path: Path, library: Library) -> None:
    vocabulary = library.vocabulary
    rows = ["version: 1", "stack:"]
    for by in vocabulary.raw["operations"]:
        for role in vocabulary.roles(by):
            rows.append(f"  - {{id: {by}-{role}-in, kind: model, license: MIT}}")
            rows.append(
                f"  - {{id: {by}-{role}, kind: model, made: {{by: {by}, from: [{{{role}: {by}-{role}-in}}]}}}}"
            )
    plan = "\n".join((*rows, "use: {do: [use]}", ""))
    written = bom.spdx3(dossier_of_plan(plan, tmp_path, library), library)
    assert faults(written) == []
    tied = {node for one, _, other in relations(written) for node in (one, other)}
    assert tied == set(packages(written))


def test_a_license_that_spdx_lists_is_an_expression(text: str) -> None:
    (concluded,) = licenses(text, "open", "hasConcludedLicense")
    assert concluded["simplelicensing_licenseExpression"] == "MIT OR Apache-2.0"
    assert "simplelicensing_customIdToUri" not in concluded
    (declared,) = licenses(text, "open", "hasDeclaredLicense")
    assert declared is concluded or declared["spdxId"] == concluded["spdxId"]
    (gpl,) = licenses(text, "engine", "hasConcludedLicense")
    said = "GPL-2.0-only WITH Classpath-exception-2.0"
    assert gpl["simplelicensing_licenseExpression"] == said


def test_a_license_of_its_own_is_a_reference_with_its_name_and_address(text: str) -> None:
    (concluded,) = licenses(text, "base", "hasConcludedLicense")
    assert concluded["simplelicensing_licenseExpression"] == "LicenseRef-llama-3.1"
    (entry,) = concluded["simplelicensing_customIdToUri"]
    assert entry["key"] == "LicenseRef-llama-3.1"
    (license_,) = (e for e in elements(text) if e.get("spdxId") == entry["value"])
    assert license_["type"] == "expandedlicensing_CustomLicense"
    assert license_["name"] == "Llama 3.1 Community License Agreement"
    assert license_["expandedlicensing_seeAlso"][0].startswith("https://")
    assert "not part of this document" in license_["simplelicensing_licenseText"]
    assert licenses(text, "base", "hasDeclaredLicense") == []


def test_a_text_that_is_at_hand_is_given(dossier: Dossier, library: Library) -> None:
    texts = (LicenseText("llama-3.1", "Llama", ("base",), "The words of it."),)
    found = elements(bom.spdx3(replace(dossier, texts=texts), library), ".*CustomLicense")
    (llama,) = (e for e in found if e["name"].startswith("Llama 3.1"))
    assert llama["simplelicensing_licenseText"] == "The words of it."


def test_no_license_is_said_where_none_is_known(text: str) -> None:
    (nothing,) = licenses(text, "notes", "hasConcludedLicense")
    assert nothing["spdxId"] == "expandedlicensing_NoAssertionLicense"


EXPRESSIONS = {
    "MIT AND llama-3.1": "MIT AND LicenseRef-llama-3.1",
    "MIT OR (llama-3.1 AND CC0-1.0)": "MIT OR (LicenseRef-llama-3.1 AND CC0-1.0)",
    "sdxl-1.0-openrail++-m": "LicenseRef-sdxl-1.0-openrail--m",
    "LicenseRef-ours": "LicenseRef-ours",
    "GPL-2.0-only WITH some-words": "LicenseRef-GPL-2.0-only-WITH-some-words",
    "no ((expression": "LicenseRef-no-expression",
    "«»": "LicenseRef-unnamed",
}


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_holds_nothing_that_spdx_does_not_know(
    expression: str, dossier: Dossier, library: Library
) -> None:
    part = Part("x", "x", "model", "listed", license=expression)
    written = bom.spdx3(with_parts(dossier, part), library)
    (concluded,) = licenses(written, "x", "hasConcludedLicense")
    assert concluded["simplelicensing_licenseExpression"] == EXPRESSIONS[expression]
    assert faults(written) == []


def test_two_licenses_never_share_a_reference(dossier: Dossier, library: Library) -> None:
    same = ("x+y", "x y z (", "x-y", "x++y")
    parts = (Part(f"p{n}", "x", "model", "listed", license=s) for n, s in enumerate(same))
    written = bom.spdx3(with_parts(dossier, *parts), library)
    said = [
        licenses(written, f"p{n}", "hasConcludedLicense")[0]["simplelicensing_licenseExpression"]
        for n in range(len(same))
    ]
    assert said == ["LicenseRef-x-y", "LicenseRef-x-y-z", "LicenseRef-x-y-2", "LicenseRef-x-y-3"]
    names = {e["spdxId"]: e["name"] for e in elements(written, ".*CustomLicense")}
    assert set(same) <= set(names.values())


def test_findings_duties_and_evidence_are_annotations(tmp_path: Path, library: Library) -> None:
    written = bom.spdx3(dossier_named("one model", tmp_path, library), library)
    subject = packages(written)["facebook/opt-125m"]["spdxId"]
    found = [e for e in elements(written, "Annotation") if e["subject"] == subject]
    by_name: dict[str, list[Any]] = {}
    for annotation in found:
        assert annotation["contentType"] == "application/json"
        by_name.setdefault(annotation["name"], []).append(json.loads(annotation["statement"]))
    assert set(by_name) == {
        "licenseengine:finding",
        "licenseengine:duty",
        "licenseengine:evidence",
    }
    (places,) = by_name["licenseengine:evidence"]
    assert places[0]["file"] == "app.py"
    assert any(f["rule"].startswith("opt-175b#") for f in by_name["licenseengine:finding"])
    assert {d["status"] for d in by_name["licenseengine:duty"]} == {"unknown"}
    reviews = {e["name"] for e in found if e["annotationType"] == "review"}
    assert reviews == {"licenseengine:finding"}


def test_both_forms_tell_the_same_of_a_thing(dossier: Dossier, text: str, library: Library) -> None:
    data = json.loads(bom.cyclonedx(dossier, library))
    for shown in (data["metadata"]["component"], *data["components"], *data["services"]):
        told = {p["name"]: p["value"] for p in shown["properties"]}
        other = properties(packages(text)[told["licenseengine:node"]])
        apart = ("finding", "duty", "evidence", "input", "handling")
        names = {n for n in {*told, *other} if n.split(":")[1] not in apart}
        assert {n: told.get(n) for n in names} == {n: other.get(n) for n in names}
