"""Bills in CycloneDX: valid, the same for the same project, and what stands where."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.spdx import is_supported_id
from cyclonedx.validation.json import JsonStrictValidator

from licenseengine.compliance.records import Dossier, Evidence, Part
from licenseengine.discover.records import Place
from licenseengine.errors import StackError
from licenseengine.library.index import Library
from licenseengine.report import bom
from licenseengine.report.bom.bill import Thing
from licenseengine.report.bom.cyclonedx_licenses import licenses_of
from licenseengine.report.bom.terms import Naming
from tests.audit.projects import made
from tests.report.bom.dossiers import (
    EVERY_KIND,
    NAMES,
    document,
    dossier_in,
    dossier_named,
    dossier_of_plan,
    listed,
    told,
    with_parts,
)

VALIDATOR = JsonStrictValidator(SchemaVersion.V1_6)


@pytest.fixture(scope="module")
def dossier(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return dossier_of_plan(EVERY_KIND, tmp_path_factory.mktemp("plan"), library)


@pytest.fixture(scope="module")
def data(dossier: Dossier, library: Library) -> dict[str, Any]:
    return document(dossier, library)


@pytest.mark.parametrize("name", NAMES)
def test_every_bill_is_valid(name: str, tmp_path: Path, library: Library) -> None:
    fault = VALIDATOR.validate_str(bom.cyclonedx(dossier_named(name, tmp_path, library), library))
    assert fault is None, str(fault)[:500]


def test_the_validator_refuses_what_is_none(data: dict[str, Any]) -> None:
    broken = data | {"services": [{"name": "x", "data": [{"flow": "sideways"}]}]}
    assert VALIDATOR.validate_str(json.dumps(broken)) is not None


def test_the_same_project_gives_the_same_bytes(tmp_path: Path, library: Library) -> None:
    one, other = (
        bom.cyclonedx(dossier_named("fine-tune", tmp_path / n, library), library) for n in "ab"
    )
    assert one == other


def test_another_content_has_another_serial_number(dossier: Dossier, library: Library) -> None:
    later = replace(dossier, audit=replace(dossier.audit, day=None))
    one, other = document(dossier, library), document(later, library)
    assert one["serialNumber"] != other["serialNumber"]
    assert (one["version"], other["version"]) == (1, 1)


def test_the_day_of_the_audit_is_the_time_of_the_bill(
    dossier: Dossier, data: dict[str, Any], library: Library
) -> None:
    assert data["metadata"]["timestamp"] == "2026-11-25T00:00:00+00:00"
    without = replace(dossier, audit=replace(dossier.audit, day=None))
    assert "timestamp" not in document(without, library)["metadata"]


def test_the_bill_says_what_wrote_it_and_what_it_is_about(data: dict[str, Any]) -> None:
    about = data["metadata"]
    assert about["tools"]["components"] == [
        {"type": "application", "name": "licenseengine", "version": "0.1.0"}
    ]
    assert about["lifecycles"] == [{"phase": "design"}]
    assert (about["component"]["name"], about["component"]["type"]) == ("Harbour", "application")
    assert told(about, "scenario") == ["plan"]
    assert told(about, "notice") == ["This is not legal advice."]


def test_files_were_seen_before_anything_was_built(tmp_path: Path, library: Library) -> None:
    found = document(dossier_named("merge", tmp_path, library), library)
    assert found["metadata"]["lifecycles"] == [{"phase": "pre-build"}]


def test_several_things_that_are_planned_for_are_parts_of_the_project(
    tmp_path: Path, library: Library
) -> None:
    found = document(dossier_of_plan(TWO, tmp_path, library), library)
    main = found["metadata"]["component"]
    assert (main["type"], told(main, "input")) == ("application", ["parts=one", "parts=two"])


TWO = """\
version: 1
stack:
  - {id: base, ref: mistralai/Mistral-7B-v0.1, kind: model}
  - {id: one, kind: model, made: {by: fine-tune, from: [base]}}
  - {id: two, kind: model, made: {by: quantize, from: [base]}}
use: {do: [distribute]}
"""


@pytest.mark.parametrize(
    ("id_", "type_"),
    [
        ("base", "machine-learning-model"),
        ("light", "machine-learning-model"),
        ("rows", "data"),
        ("wiki", "data"),
        ("passages", "data"),
        ("answers", "data"),
        ("engine", "library"),
        ("code", "application"),
        ("help", "application"),
    ],
)
def test_a_thing_is_a_component_of_the_nearest_type(
    data: dict[str, Any], id_: str, type_: str
) -> None:
    assert listed(data)[id_]["type"] == type_


def test_what_others_host_is_a_service_and_leaves_our_hands(data: dict[str, Any]) -> None:
    (service,) = data["services"]
    assert (service["provider"], service["name"]) == ({"name": "openai"}, "gpt-4o")
    assert service["x-trust-boundary"] is True
    assert service["data"] == [
        {"classification": "inputs", "flow": "inbound"},
        {"classification": "outputs", "flow": "outbound"},
    ]
    topics = [json.loads(text)["topic"] for text in told(service, "handling")]
    assert {"training", "retention"} <= set(topics)


def test_what_a_model_was_derived_from_is_its_pedigree(data: dict[str, Any]) -> None:
    (ancestor,) = listed(data)["tuned"]["pedigree"]["ancestors"]
    assert ancestor["purl"] == "pkg:huggingface/meta-llama/Llama-3.1-8B"
    assert "bom-ref" not in ancestor


def test_what_a_model_learned_from_stands_in_its_card(data: dict[str, Any]) -> None:
    card = listed(data)["tuned"]["modelCard"]
    assert card == {"modelParameters": {"datasets": [{"ref": "rows"}, {"ref": "notes"}]}}
    assert "modelCard" not in listed(data)["small"]


def test_the_operation_and_its_inputs_are_told(data: dict[str, Any]) -> None:
    tuned = listed(data)["tuned"]
    assert told(tuned, "made-by") == ["fine-tune"]
    assert told(tuned, "input") == ["base=base", "data=notes", "data=rows", "with=tool"]
    assert told(tuned, "who") == ["us"]


def test_everything_hangs_together(data: dict[str, Any]) -> None:
    needs = {d["ref"]: d.get("dependsOn", []) for d in data["dependencies"]}
    assert set(needs) == set(listed(data))
    assert needs["tuned"] == ["base", "notes", "rows", "tool"]
    reached, todo = set(), ["app"]
    while todo:
        reached.add(id_ := todo.pop())
        todo += needs[id_]
    assert reached == set(needs)


def test_a_thing_stands_before_what_it_was_made_of(data: dict[str, Any]) -> None:
    order = [one["bom-ref"] for one in data["components"]]
    for shown in data["components"]:
        for text in told(shown, "input"):
            source = text.partition("=")[2]
            assert source not in order or order.index(shown["bom-ref"]) < order.index(source)


LICENSES: dict[str, list[dict[str, Any]]] = {
    "MIT": [{"license": {"id": "MIT"}}],
    "mit": [{"license": {"id": "MIT"}}],
    "llama-3.1": [{"license": {"name": "Llama 3.1 Community License Agreement", "url": ...}}],
    "MIT OR Apache-2.0": [{"expression": "MIT OR Apache-2.0"}],
    "MIT AND Apache-2.0": [{"expression": "MIT AND Apache-2.0"}],
    "MIT OR (Apache-2.0 AND CC0-1.0)": [{"expression": "MIT OR (Apache-2.0 AND CC0-1.0)"}],
    "GPL-2.0-only WITH Classpath-exception-2.0": [{"expression": "GPL-2.0-only WITH Classpath-exception-2.0"}],
    "MIT AND LicenseRef-ours": [{"expression": "MIT AND LicenseRef-ours"}],
    "LicenseRef-ours": [{"license": {"name": "LicenseRef-ours"}}],
    "MIT AND llama-3.1": [
        {"license": {"id": "MIT"}},
        {"license": {"name": "Llama 3.1 Community License Agreement", "url": ...}},
    ],
    "MIT OR llama-3.1": [{"license": {"name": "MIT OR llama-3.1"}}],
    "nobody-knows-1.0": [{"license": {"name": "nobody-knows-1.0"}}],
    "see (the": [{"license": {"name": "see (the"}}],
}  # fmt: skip


@pytest.mark.parametrize("expression", LICENSES)
def test_a_license_is_named_as_it_is_listed(
    expression: str, dossier: Dossier, library: Library
) -> None:
    part = Part("x", "x", "model", "listed", license=expression)
    found = listed(document(with_parts(dossier, part), library))["x"]["licenses"]
    for entry in found:
        about = entry.get("license", entry)
        assert about.pop("acknowledgement") == "concluded"
        if "url" in about:
            assert about["url"].startswith("https://")
            about["url"] = ...
    assert found == LICENSES[expression]


def test_no_license_has_an_id_that_spdx_does_not_list(library: Library) -> None:
    naming = Naming(library)
    for row in library.summaries():
        thing = Thing("x", "x", "model", concluded=naming.of(row["id"]))
        (license_,) = licenses_of(thing)
        id_, name = getattr(license_, "id", None), getattr(license_, "name", None)
        assert is_supported_id(id_) if id_ else library.resolve(str(name)) == row["id"]


def test_what_is_declared_and_what_is_concluded_are_told_apart(
    tmp_path: Path, library: Library
) -> None:
    found = listed(document(dossier_named("disputed data", tmp_path, library), library))
    data = found["data/x.json"]
    assert data["licenses"] == [
        {"license": {"acknowledgement": "concluded", "id": "MIT"}},
        {"license": {"acknowledgement": "declared", "id": "MIT"}},
    ]
    (declared,) = map(json.loads, told(data, "license:declared"))
    assert (declared["license"], declared["file"], declared["line"]) == ("MIT", "DATA_LICENSE", 1)
    assert [json.loads(t)["license"] for t in told(data, "license:detected")] == ["CC-BY-NC-4.0"]


def test_a_license_that_we_put_on_a_work_is_declared(data: dict[str, Any]) -> None:
    ours = [{"license": {"acknowledgement": "declared", "id": "Apache-2.0"}}]
    assert listed(data)["code"]["licenses"] == ours
    assert data["metadata"]["component"]["licenses"] == ours


def test_the_lines_that_name_a_thing_are_its_evidence(tmp_path: Path, library: Library) -> None:
    found = listed(document(dossier_named("service and options", tmp_path, library), library))
    (place,) = found["mistralai/Mistral-7B-v0.1"]["evidence"]["occurrences"]
    assert place == {
        "location": "conf/base.yaml",
        "line": 4,
        "additionalContext": "model: mistralai/Mistral-7B-v0.1",
    }
    (service,) = (s for id_, s in found.items() if id_ == "openai:gpt-4o")
    assert json.loads(told(service, "evidence")[0])[0]["file"] == "app.py"


def test_an_option_is_optional(tmp_path: Path, library: Library) -> None:
    found = listed(document(dossier_named("service and options", tmp_path, library), library))
    option = found["facebook/opt-125m"]
    assert (option["scope"], told(option, "role")) == ("optional", ["option"])
    assert "scope" not in found["mistralai/Mistral-7B-v0.1"]


def test_a_finding_names_license_rule_and_section(tmp_path: Path, library: Library) -> None:
    found = listed(document(dossier_named("one model", tmp_path, library), library))
    findings = [json.loads(text) for text in told(found["facebook/opt-125m"], "finding")]
    worst = next(f for f in findings if f["verdict"] == "prohibited")
    assert worst["rule"].startswith("opt-175b#")
    assert worst["cite"]
    assert worst["scenarios"]["ship"] == "prohibited"
    assert "facebook/opt-125m" in worst["message"]


def test_a_duty_says_whether_it_is_met(dossier: Dossier, library: Library) -> None:
    place = Place("NOTICE", 3)
    dues = tuple(replace(d, evidence=Evidence("met", "line", place)) for d in dossier.dues)
    met = listed(document(replace(dossier, dues=dues), library))
    for shown, status in ((listed(document(dossier, library)), "unknown"), (met, "met")):
        duties = [json.loads(text) for text in told(shown["base"], "duty")]
        line = next(d for d in duties if d["duty"] == "display")
        assert (line["text"], line["cite"]) == ("Built with Llama", "1.b.i")
        assert (line["status"], line["when"]) == (status, ["release"])
        assert line.get("file") == (None if status == "unknown" else "NOTICE")


def test_title_author_and_address_are_told(data: dict[str, Any]) -> None:
    wiki = listed(data)["wiki"]
    assert wiki["supplier"] == {"name": "Ada Port"}
    assert wiki["copyright"] == "Copyright 2026 Ada Port"
    assert wiki["externalReferences"] == [
        {"type": "website", "url": "https://wiki.example/harbour?a=b%20c"}
    ]


def test_one_artefact_is_listed_once(tmp_path: Path, library: Library) -> None:
    found = document(dossier_of_plan(REUPLOAD, tmp_path, library), library)
    refs = [told(one, "ref") for one in listed(found).values() if told(one, "ref")]
    assert refs.count(["mistralai/Mistral-7B-Instruct-v0.2"]) == 1


REUPLOAD = """\
version: 1
stack:
  - {id: base, ref: mistralai/Mistral-7B-Instruct-v0.2, kind: model}
  - {id: light, ref: TheBloke/Mistral-7B-Instruct-v0.2-GGUF, kind: model}
  - {id: app, kind: software, made: {by: include, from: [base, light]}}
"""


def test_packages_have_a_package_url_and_a_version(tmp_path: Path, library: Library) -> None:
    found = listed(document(dossier_named("dependencies", tmp_path, library), library))
    package = found["pypi:leftpad"]
    assert (package["purl"], package["version"]) == ("pkg:pypi/leftpad@1.0", "1.0")
    assert package["licenses"][0]["license"]["id"] == "GPL-3.0-only"


def test_packages_of_which_no_license_is_known_are_listed(tmp_path: Path, library: Library) -> None:
    files = {"pyproject.toml": '[project]\nname = "a"\ndependencies = ["leftpad"]\n'}
    found = listed(document(dossier_in(made(tmp_path / "p", files), library), library))
    assert "licenses" not in found["pypi:leftpad"]


@pytest.mark.parametrize("form", ["cyclonedx", "spdx3"])
def test_who_lacks_the_libraries_is_told_what_to_install(
    form: str, dossier: Dossier, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [n for n in sys.modules if n.startswith("licenseengine.report.bom.")]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("cyclonedx", "cyclonedx.model", "spdx_python_model"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(StackError) as caught:
        getattr(bom, form)(dossier, library)
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, "extra `bom`" in diagnostic.remedy) == ("LE707", True)
