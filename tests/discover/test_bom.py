"""Bills of materials in CycloneDX, and those that are broken; the library of the format writes them."""

import json
import time

import pytest
from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType, Pedigree
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from licenseengine.discover.detect.bom import detect
from licenseengine.discover.detect.bom_parts import purl_of
from licenseengine.discover.formats import json_file
from licenseengine.discover.records import Document, Role
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.evidence import Evidence, seen

HUB = "https://huggingface.co/"
VERSIONS = [SchemaVersion.V1_4, SchemaVersion.V1_5, SchemaVersion.V1_6, SchemaVersion.V1_7]


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


def bill(signs: Signs, data: object, path: str = "bom.json") -> Evidence:
    return seen(detect(json_file.read(path, json.dumps(data, indent=1)), signs))


def cyclonedx(signs: Signs, own: object = None, *parts: object, version: str = "1.6") -> Evidence:
    """A bill of components, which its own schema accepts."""
    data: dict[str, object] = {"bomFormat": "CycloneDX", "specVersion": version, "version": 1}
    data |= {"metadata": {"component": own}} if own else {}
    data["components"] = list(parts)
    faults = JsonStrictValidator(SchemaVersion.from_version(version)).validate_str(json.dumps(data))
    assert faults is None, str(faults)[:300]
    return bill(signs, data)


def model(name: str, **more: object) -> dict[str, object]:
    return {"type": "machine-learning-model", "name": name, "bom-ref": name, **more}


@pytest.mark.parametrize("version", VERSIONS)
def test_packages_that_the_library_writes_are_read_back(
    signs: Signs, version: SchemaVersion
) -> None:
    parts = [
        Component(name="torch", version="2.4.0", purl=PackageURL("pypi", None, "torch", "2.4.0"), licenses=[LicenseExpression("BSD-3-Clause AND MIT")]),
        Component(name="ai", group="@x", purl=PackageURL("npm", "@x", "ai", "1.0"), scope=ComponentScope.OPTIONAL, licenses=[DisjunctiveLicense(id="MIT")]),
        Component(name="zlib", purl=PackageURL("deb", "debian", "zlib1g", "1.3")),
        Component(name="mine", purl=PackageURL("pypi", None, "mine", "1"), licenses=[DisjunctiveLicense(name="Our Own License")]),
    ]  # fmt: skip
    own = Component(
        name="app", type=ComponentType.APPLICATION, licenses=[DisjunctiveLicense(id="Apache-2.0")]
    )
    written = Bom(components=parts)
    written.metadata.component = own
    written.register_dependency(own, parts)
    text = make_outputter(written, OutputFormat.JSON, version).output_as_string(indent=2)
    found = seen(detect(json_file.read("bom.cdx.json", text), signs))
    packages = {(p.ecosystem, p.name, p.version, p.license, p.optional) for p in found.packages}
    assert packages == {
        ("pypi", "torch", "2.4.0", "BSD-3-Clause AND MIT", False),
        ("npm", "@x/ai", "1.0", "MIT", True),
        ("pypi", "mine", "1", "Our Own License", False),
    }
    assert found.licenses == {("code", "Apache-2.0")}
    rows = text.split("\n")
    for package in found.packages:
        near = "\n".join(rows[package.place.line - 1 : package.place.line + 20])
        assert package.name.split("/")[-1] in near, "the place is that of the component"


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_models_and_ancestors_that_the_library_writes_are_read_back(
    signs: Signs, version: SchemaVersion
) -> None:
    address = ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(f"{HUB}a1/base"))
    base = Component(
        name="The Base",
        type=ComponentType.MACHINE_LEARNING_MODEL,
        external_references=[address],
        licenses=[DisjunctiveLicense(name="llama3")],
    )
    tuned = Component(
        name="tuned",
        type=ComponentType.MACHINE_LEARNING_MODEL,
        purl=PackageURL("huggingface", "c1", "tuned", "abc"),
        licenses=[DisjunctiveLicense(id="MIT")],
        pedigree=Pedigree(ancestors=[base]),
    )
    text = make_outputter(Bom(components=[tuned]), OutputFormat.JSON, version).output_as_string(
        indent=2
    )
    found = seen(detect(json_file.read("bom.json", text), signs))
    assert found.refs == {("c1/tuned", "model", "load"), ("a1/base", "model", "base")}
    assert found.licenses == {("c1/tuned", "MIT"), ("a1/base", "llama3")}
    assert {s.source for s in found.statements} == {"sbom"}
    assert [(m.by, m.inputs, m.makes, m.who) for m in found.makings] == [
        ("fine-tune", (("base", "a1/base"),), "c1/tuned", "upstream")
    ]


@pytest.mark.parametrize("version", ["1.5", "1.6", "1.7"])
def test_the_data_of_a_model_card_trained_the_model(signs: Signs, version: str) -> None:
    data = {
        "type": "data",
        "name": "Corpus",
        "bom-ref": "corpus",
        "licenses": [{"license": {"id": "CC-BY-4.0"}}],
    }
    inline = {"type": "dataset", "name": "Inline", "contents": {"url": f"{HUB}datasets/a1/inline"}}
    card = {"modelParameters": {"datasets": [{"ref": "corpus"}, inline, {"ref": "nothing"}]}}
    found = cyclonedx(signs, None, model("m", modelCard=card), data, version=version)
    assert found.refs == {
        ("m", "model", "load"),
        ("Corpus", "dataset", "train-data"),
        ("a1/inline", "dataset", "train-data"),
    }
    assert found.licenses == {("Corpus", "CC-BY-4.0")}
    assert [(m.by, m.inputs) for m in found.makings] == [
        ("train", (("data", "a1/inline"), ("data", "Corpus")))
    ]


def test_what_the_bill_is_about_is_ours_and_an_output(signs: Signs) -> None:
    pedigree = {"ancestors": [model("a1/base"), model("c1/other")]}
    found = cyclonedx(signs, model("our-model", pedigree=pedigree))
    (making,) = found.makings
    assert (making.by, making.who, making.name) == ("merge", "us", "our-model")
    assert making.inputs == (("models", "a1/base"), ("models", "c1/other"))
    assert {s.ref: s.role for s in found.sightings}["our-model"] is Role.OUTPUT


def test_data_that_were_changed_are_a_modification(signs: Signs) -> None:
    data = {
        "type": "data",
        "name": "clean",
        "pedigree": {"ancestors": [{"type": "data", "name": "raw"}]},
    }
    (making,) = cyclonedx(signs, None, data).makings
    assert (making.by, making.inputs, making.kind) == ("modify", (("source", "raw"),), "dataset")


def test_a_chain_of_ancestors_is_followed(signs: Signs) -> None:
    middle = model("a1/middle", pedigree={"ancestors": [model("a1/first")]})
    found = cyclonedx(signs, None, model("a1/last", pedigree={"ancestors": [middle]}))
    assert {(m.makes, m.inputs[0][1]) for m in found.makings} == {
        ("a1/last", "a1/middle"),
        ("a1/middle", "a1/first"),
    }


@pytest.mark.parametrize(
    ("part", "ref"),
    [
        (model("x", purl="pkg:huggingface/a1/b@main"), ("a1/b", "model")),
        (model("x", purl="pkg:huggingface/bert-base-uncased"), ("bert-base-uncased", "model")),
        (model("b", group="a1"), ("a1/b", "model")),
        (model("a1/b", group="a1"), ("a1/b", "model")),
        (model("The Name"), ("The Name", "model")),
        (
            {"type": "data", "name": "x", "purl": "pkg:huggingface/datasets/a1/d"},
            ("a1/d", "dataset"),
        ),
        ({"type": "library", "name": "x", "purl": "pkg:huggingface/a1/b@1"}, ("a1/b", "model")),
    ],
)
def test_a_component_is_called_as_its_ecosystem_calls_it(
    signs: Signs, part: dict[str, object], ref: tuple[str, str]
) -> None:
    assert [(s.ref, s.kind) for s in cyclonedx(signs, None, part).sightings] == [ref]


def test_settings_and_code_are_no_data(signs: Signs) -> None:
    part = {"type": "data", "name": "prompts", "data": [{"type": "configuration"}]}
    assert cyclonedx(signs, None, part).all == ()


def test_components_within_components_are_found(signs: Signs) -> None:
    outer = {"type": "application", "name": "bundle", "components": [model("a1/inside")]}
    assert cyclonedx(signs, None, outer).refs == {("a1/inside", "model", "load")}


def test_several_licenses_of_a_package_all_hold(signs: Signs) -> None:
    licenses = [{"license": {"id": "MIT"}}, {"license": {"name": "My License"}}]
    part = {"type": "library", "name": "x", "purl": "pkg:pypi/x@1", "licenses": licenses}
    assert [p.license for p in cyclonedx(signs, None, part).packages] == ["MIT AND My License"]


def test_a_bill_in_a_folder_says_nothing_of_our_code(signs: Signs) -> None:
    own = {"type": "application", "name": "x", "licenses": [{"license": {"id": "MIT"}}]}
    data = {"bomFormat": "CycloneDX", "metadata": {"component": own}}
    assert bill(signs, data, "vendor/x/bom.json").all == ()
    assert bill(signs, data, "bom.json").licenses == {("code", "MIT")}


def test_a_package_forked_from_another_does_not_depend_on_it(signs: Signs) -> None:
    old = {"type": "library", "name": "old", "purl": "pkg:pypi/old@1"}
    part = {
        "type": "library",
        "name": "new",
        "purl": "pkg:pypi/new@1",
        "pedigree": {"ancestors": [old]},
    }
    assert [p.name for p in cyclonedx(signs, None, part).packages] == ["new"]


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("bom.xml", '<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/1.6">'),
        ("bom.spdx.rdf", '<rdf:RDF xmlns:spdx="http://spdx.org/rdf/terms#">'),
    ],
)
def test_a_bill_in_xml_is_a_gap_that_says_what_to_do(signs: Signs, path: str, head: str) -> None:
    found = seen(detect(Document(path, "text", head), signs))
    assert found.codes == ["LE707"]
    assert "JSON" in found.gaps[0].said


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        {"bomFormat": "CycloneDX"},
        {"bomFormat": "CycloneDX", "components": 1, "metadata": []},
        {"bomFormat": "CycloneDX", "components": [None, 1, [], {}, {"type": "data"}, model("")]},
        {"bomFormat": "CycloneDX", "components": [{"type": "library", "purl": "pkg:pypi"}]},
        {"bomFormat": "CycloneDX", "components": [model("", licenses=[1, {"license": 1}])]},
        {"spdxVersion": "SPDX-2.3", "packages": [1, {}, None], "relationships": [1, {}]},
        {
            "spdxVersion": "SPDX-2.3",
            "packages": {"a": 1},
            "relationships": [{"relationshipType": "DESCENDANT_OF"}],
        },
        {
            "@context": "https://spdx.org/rdf/3.0.1/x",
            "@graph": [1, {}, {"type": 1}, {"from": {}, "relationshipType": "trainedOn"}],
        },
        {"@context": "https://spdx.org/rdf/3.0.1/x"},
        {"@context": "https://schema.org", "@graph": [{"@type": "Thing"}]},
        {"name": "app", "components": [model("a1/b")]},
    ],
)
def test_a_bill_of_any_shape_does_no_harm(signs: Signs, data: object) -> None:
    assert bill(signs, data).all == ()


def test_a_bill_that_ends_in_the_middle_tells_what_came_before(signs: Signs) -> None:
    text = json.dumps({"bomFormat": "CycloneDX", "components": [model("a1/b"), model("c1/d")]})
    document = json_file.read("bom.json", text[: text.index("c1/d")])
    assert document.gaps[0].code == "LE703"
    assert ("a1/b", "model", "load") in seen(detect(document, signs)).refs


def test_a_long_bill_on_one_line_is_read_in_time(signs: Signs) -> None:
    parts = [model(f"a1/m{n}", licenses=[{"license": {"id": "MIT"}}]) for n in range(8_000)]
    document = json_file.read(
        "bom.json", json.dumps({"bomFormat": "CycloneDX", "components": parts})
    )
    start = time.perf_counter()
    assert len(seen(detect(document, signs)).sightings) == 8_000
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("pkg:pypi/torch@2.4.0", ("pypi", "torch", "2.4.0")),
        ("pkg:npm/%40scope/name@1.0?x=y#z", ("npm", "@scope/name", "1.0")),
        ("pkg:huggingface/a1/b", ("huggingface", "a1/b", None)),
        ("pkg:PyPI/x", ("pypi", "x", None)),
        ("pkg:pypi/x@1%2B2", ("pypi", "x", "1+2")),
        ("pypi/x", None),
        ("", None),
        (None, None),
    ],
)
def test_a_package_url_is_taken_apart(text: str | None, parts: tuple[str, ...] | None) -> None:
    assert purl_of(text) == parts
    if text and parts and parts[0] != "huggingface":
        standard = PackageURL.from_string(text)
        name = "/".join(part for part in (standard.namespace, standard.name) if part)
        assert parts == (standard.type, name, standard.version)
