"""What bills say in properties of ours, of services, and of what they conclude on; and bills that mean harm."""

import json
import time
from typing import Any

import pytest

from licenseengine.discover.detect.bom import detect, is_bill
from licenseengine.discover.formats import json_file
from licenseengine.discover.records import Document, Role
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.evidence import Evidence, seen

Json = dict[str, Any]


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


def told(**values: str | list[str]) -> list[Json]:
    """Properties of ours; a name with underscores stands for one with hyphens, a value for each."""
    return [
        {"name": f"licenseengine:{name.replace('__', ':').replace('_', '-')}", "value": one}
        for name, value in values.items()
        for one in ([value] if isinstance(value, str) else value)
    ]


def part(id_: str, type_: str = "machine-learning-model", **more: object) -> Json:
    return {"type": type_, "name": id_, "bom-ref": id_, **more}


def cyclonedx(signs: Signs, *parts: Json, **more: object) -> Evidence:
    data = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": list(parts), **more}
    return seen(detect(json_file.read("bom.json", json.dumps(data)), signs))


def spdx3(signs: Signs, *elements: Json) -> Evidence:
    context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
    data = {"@context": context, "@graph": list(elements)}
    return seen(detect(json_file.read("bom.json", json.dumps(data)), signs))


def package(id_: str, class_: str = "ai_AIPackage", **values: str | list[str]) -> Json:
    entries = [
        {"extension_cdxPropName": p["name"], "extension_cdxPropValue": p["value"]}
        for p in told(**values)
    ]
    extension = [{"type": "extension_CdxPropertiesExtension", "extension_cdxProperty": entries}]
    return {"type": class_, "spdxId": id_, "name": id_, "extension": extension}


def licensed(id_: str, type_: str, *expressions: str) -> list[Json]:
    """License elements, and the relation that gives them to a package."""
    names = [f"{type_}-{n}" for n in range(len(expressions))]
    made = [
        {
            "type": "simplelicensing_LicenseExpression",
            "spdxId": name,
            "simplelicensing_licenseExpression": text,
        }
        for name, text in zip(names, expressions, strict=True)
    ]
    return [*made, {"type": "Relationship", "from": id_, "relationshipType": type_, "to": names}]


def test_an_operation_that_is_told_goes_before_what_is_guessed(signs: Signs) -> None:
    pedigree = {"ancestors": [part("a/base")]}
    how = told(kind="model", made_by="quantize", who="upstream", input="source=a/base")
    found = cyclonedx(signs, part("b/small", pedigree=pedigree, properties=how), part("a/base"))
    assert [(m.by, m.inputs, m.who) for m in found.makings] == [
        ("quantize", (("source", "a/base"),), "upstream")
    ]
    other = spdx3(
        signs,
        package("x:small", kind="model", made_by="quantize", input="source=x:base"),
        package("x:base", kind="model"),
    )
    assert [(m.by, m.inputs) for m in other.makings] == [("quantize", (("source", "x:base"),))]


@pytest.mark.parametrize(
    ("by", "input_"),
    [
        ("conjure", "source=a/base"),
        ("quantize", "victim=a/base"),
        ("quantize", "source=nobody"),
        ("quantize", "source"),
        ("quantize", "source=b/small"),
    ],
)
def test_what_no_operation_has_is_not_believed(signs: Signs, by: str, input_: str) -> None:
    how = told(kind="model", made_by=by, input=input_)
    pedigree = {"ancestors": [part("a/base")]}
    found = cyclonedx(signs, part("b/small", pedigree=pedigree, properties=how), part("a/base"))
    assert [m.by for m in found.makings] == ["fine-tune"]


def test_what_we_made_is_an_output_unless_more_was_made_of_it(signs: Signs) -> None:
    ours = {"kind": "model", "who": "us", "made_by": "fine-tune"}
    found = cyclonedx(
        signs,
        part("last", properties=told(**ours, input="base=middle")),
        part("middle", properties=told(**ours, input="base=a/base")),
        part("a/base"),
    )
    roles = {s.ref: s.role for s in found.sightings}
    assert roles == {"last": Role.OUTPUT, "middle": None, "a/base": None}
    assert {(m.makes, m.who, m.name) for m in found.makings} == {
        ("last", "us", None),
        ("middle", "us", None),
    }


@pytest.mark.parametrize(
    ("more", "role"),
    [
        ({"scope": "optional"}, Role.OPTION),
        ({"scope": "excluded"}, Role.OPTION),
        ({"scope": "excluded", "properties": told(role="training")}, Role.TRAINING),
        ({"properties": told(role="example")}, Role.EXAMPLE),
        ({"properties": told(role="default")}, None),
        ({"properties": told(role="mentioned")}, None),
        ({"properties": told(role="emperor")}, None),
        ({"scope": "required"}, None),
    ],
)
def test_a_role_is_told_by_scope_or_by_a_property(
    signs: Signs, more: Json, role: Role | None
) -> None:
    assert [s.role for s in cyclonedx(signs, part("a/b", **more)).sightings] == [role]


def test_what_a_project_holds_only_if_one_chooses_it_is_an_option(signs: Signs) -> None:
    tie = {"type": "Relationship", "from": "x:app", "relationshipType": "hasOptionalComponent"}
    app = {"type": "software_Package", "spdxId": "x:app", "name": "app"}
    found = spdx3(signs, app, package("x:b"), tie | {"to": ["x:b"]})
    assert [s.role for s in found.sightings] == [Role.OPTION]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("adapter", "adapter"),
        ("content", "content"),
        ("index", "index"),
        ("output", "dataset"),
        ("software", None),
        ("empire", "model"),
    ],
)
def test_a_kind_that_the_formats_do_not_know_is_told(
    signs: Signs, kind: str, found: str | None
) -> None:
    kinds = [found] if found else []
    shown = cyclonedx(signs, part("a/b", properties=told(kind=kind)))
    assert [s.kind for s in shown.sightings] == kinds
    assert [s.kind for s in spdx3(signs, package("x:b", kind=kind)).sightings] == kinds


def test_a_thing_is_called_by_its_ref_else_by_its_node(signs: Signs) -> None:
    found = cyclonedx(
        signs,
        part("1", properties=told(kind="model", ref="org/misc#one.bin", node="n")),
        part("2", properties=told(kind="content", node="wiki")),
        part("3", properties=told(ref="org/ignored")),
    )
    assert [s.ref for s in found.sightings] == ["org/misc#one.bin", "wiki", "3"]


SERVICES: list[tuple[Json, str | None]] = [
    ({"name": "gpt-4o", "provider": {"name": "OpenAI"}}, "openai:gpt-4o"),
    ({"name": "gpt-4o", "group": "openai"}, "openai:gpt-4o"),
    ({"name": "claude-3-haiku-20240307"}, "anthropic:claude-3-haiku-20240307"),
    ({"name": "Chat", "endpoints": ["https://api.openai.com/v1"]}, "openai:*"),
    ({"name": "The Chat API", "provider": {"name": "Mistral"}}, "mistral:*"),
    ({"name": "Payments", "provider": {"name": "Some Bank"}}, None),
    ({"name": "Payments", "endpoints": ["https://api.bank.example/"]}, None),
    ({"name": ""}, None),
    ({"name": "x" * 10_000, "provider": {"name": "OpenAI"}}, None),
    ({"name": "x", "properties": told(kind="service", ref="bedrock:y")}, "bedrock:y"),
]


@pytest.mark.parametrize(("service", "ref"), SERVICES)
def test_a_hosted_model_is_known_by_its_host(signs: Signs, service: Json, ref: str | None) -> None:
    found = cyclonedx(signs, services=[service])
    assert found.refs == ({(ref, "service", "call")} if ref else set())


def test_services_within_services_are_found_with_their_terms(signs: Signs) -> None:
    inner = {
        "name": "gpt-4o",
        "provider": {"name": "openai"},
        "licenses": [{"license": {"name": "The Terms"}}],
    }
    found = cyclonedx(signs, services=[{"name": "outer", "services": [inner]}])
    assert found.licenses == {("openai:gpt-4o", "The Terms")}


def test_what_is_concluded_counts_and_what_is_only_stated_is_evidence(signs: Signs) -> None:
    licenses = [
        {"license": {"id": "MIT", "acknowledgement": "declared"}},
        {"license": {"id": "Apache-2.0", "acknowledgement": "concluded"}},
    ]
    observed = {"licenses": [{"license": {"id": "CC-BY-4.0"}}]}
    found = cyclonedx(signs, part("a/b", licenses=licenses, evidence=observed))
    exact = {"Apache-2.0": True, "MIT": False, "CC-BY-4.0": False}
    assert {s.text: s.exact for s in found.statements} == exact
    other = spdx3(
        signs,
        package("x:b"),
        *licensed("x:b", "hasConcludedLicense", "Apache-2.0"),
        *licensed("x:b", "hasDeclaredLicense", "MIT", "CC-BY-4.0"),
    )
    assert {s.text: s.exact for s in other.statements} == exact


def test_several_that_are_concluded_hold_together(signs: Signs) -> None:
    licenses = [
        {"license": {"id": "MIT", "acknowledgement": "concluded"}},
        {
            "license": {
                "name": "Llama 3.1 Community License Agreement",
                "acknowledgement": "concluded",
            }
        },
    ]
    found = cyclonedx(signs, part("a/b", licenses=licenses))
    assert found.licenses == {("a/b", "MIT AND llama-3.1")}


def test_a_conclusion_that_was_not_sure_is_no_declaration(signs: Signs) -> None:
    licenses = [{"license": {"id": "MIT", "acknowledgement": "concluded"}}]
    doubt = told(kind="model", license__confidence="low", confidence="low")
    found = cyclonedx(signs, part("a/b", licenses=licenses, properties=doubt))
    assert [(s.text, s.exact) for s in found.statements] == [("MIT", False)]
    assert [s.confidence for s in found.sightings] == ["low"]


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("LicenseRef-a", "Llama 3.1 Community License Agreement"),
        ("MIT AND LicenseRef-a", "MIT AND llama-3.1"),
        ("LicenseRef-a OR LicenseRef-b", "llama-3.1 OR LicenseRef-b"),
        ("LicenseRef-b", "Words of their own"),
        ("LicenseRef-nowhere", "LicenseRef-nowhere"),
    ],
)
def test_a_reference_is_read_by_the_name_of_its_license(
    signs: Signs, expression: str, text: str
) -> None:
    names = {"a": "Llama 3.1 Community License Agreement", "b": "Words of their own"}
    custom = [
        {"type": "expandedlicensing_CustomLicense", "spdxId": f"x:{k}", "name": name}
        for k, name in names.items()
    ]
    elements = licensed("x:m", "hasConcludedLicense", expression)
    elements[0]["simplelicensing_customIdToUri"] = [
        {"type": "DictionaryEntry", "key": f"LicenseRef-{k}", "value": f"x:{k}"} for k in names
    ]
    assert spdx3(signs, package("x:m"), *custom, *elements).licenses == {("x:m", text)}


def test_what_was_not_understood_is_not_understood_still(signs: Signs) -> None:
    gap = json.dumps({"code": "LE706", "message": "a model is named only when it runs"})
    values = [gap, "{", "[]", "7", json.dumps({"code": "LE101"}), json.dumps({"code": ["LE706"]})]
    found = cyclonedx(signs, metadata={"properties": told(not_understood=values)})
    assert [(g.code, g.said) for g in found.gaps] == [
        ("LE706", "a model is named only when it runs")
    ]
    other = spdx3(signs, package("x:bill", "software_Sbom", not_understood=values))
    assert [g.code for g in other.gaps] == ["LE706"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"bomFormat": "CycloneDX"}, True),
        ({"sbom": {"spdxVersion": "SPDX-2.3"}}, True),
        ({"@context": "https://spdx.org/rdf/3.0.1/x"}, True),
        ({"@context": "https://schema.org"}, False),
        ({"model": "a/b"}, False),
        ([], False),
    ],
)
def test_a_bill_is_known_by_what_stands_in_it(data: object, expected: bool) -> None:
    assert is_bill(json_file.read("x.json", json.dumps(data))) is expected
    assert not is_bill(Document("x.txt", "text", "SPDX-2.3"))


PROPERTIES: dict[str, object] = {
    "no list": "x",
    "an object": {"name": "licenseengine:kind", "value": "model"},
    "nothing in it": [None, 1, [], {}, {"name": 1}, {"value": "x"}],
    "no texts": [{"name": "licenseengine:input", "value": {}}, {"name": [], "value": "x"}],
    "marks alone": told(input=["=", "==", "=x", "x="], kind="model", made_by="merge"),
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_properties_of_any_shape_do_no_harm(signs: Signs, name: str) -> None:
    found = cyclonedx(signs, part("a/b", properties=PROPERTIES[name]))
    assert found.refs == {("a/b", "model", "load")}
    assert found.makings == []
    element = package("x:b") | {"extension": [{"extension_cdxProperty": PROPERTIES[name]}, 1]}
    assert spdx3(signs, element).refs == {("x:b", "model", "load")}


def test_things_that_are_made_of_each_other_are_told_once_each(signs: Signs) -> None:
    found = cyclonedx(
        signs,
        part("a/x", properties=told(kind="model", made_by="merge", input="models=a/y")),
        part("a/y", properties=told(kind="model", made_by="merge", input="models=a/x")),
    )
    assert {(m.makes, m.inputs) for m in found.makings} == {
        ("a/x", (("models", "a/y"),)),
        ("a/y", (("models", "a/x"),)),
    }


def test_many_inputs_and_properties_are_read_in_time(signs: Signs) -> None:
    names = [f"a/m{n}" for n in range(4_000)]
    parts = [part(name, properties=told(kind="model", who="us")) for name in names]
    all_of_them = told(
        kind="model", who="us", made_by="merge", input=[f"models={n}" for n in names]
    )
    start = time.perf_counter()
    found = cyclonedx(signs, part("a/whole", properties=all_of_them * 5), *parts)
    assert len(found.makings[0].inputs) == 4_000
    assert time.perf_counter() - start < 3


def test_a_license_with_many_references_is_read_in_time(signs: Signs) -> None:
    elements = licensed("x:m", "hasConcludedLicense", " AND ".join(["LicenseRef-a"] * 20_000))
    entry = {"key": "LicenseRef-a", "value": "x:a"}
    elements[0]["simplelicensing_customIdToUri"] = [entry] * 20_000
    custom = {"type": "expandedlicensing_CustomLicense", "spdxId": "x:a", "name": "MIT License"}
    start = time.perf_counter()
    (statement,) = spdx3(signs, package("x:m"), custom, *elements).statements
    assert statement.text.startswith("MIT AND MIT")
    assert time.perf_counter() - start < 3
