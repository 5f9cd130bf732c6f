"""Bills of materials in SPDX 3."""

import json
import time

import pytest

from licenseengine.discover.detect.bom import detect
from licenseengine.discover.formats import json_file
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.evidence import Evidence, seen

HUB = "https://huggingface.co/"


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


def bill(signs: Signs, data: object, path: str = "bom.json") -> Evidence:
    return seen(detect(json_file.read(path, json.dumps(data, indent=1)), signs))


def graph(*elements: object) -> dict[str, object]:
    context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
    return {"@context": context, "@graph": list(elements)}


def related(one: str, type_: str, *to: object) -> dict[str, object]:
    return {"type": "Relationship", "from": one, "relationshipType": type_, "to": list(to)}


def element(class_: str, id_: str, **more: object) -> dict[str, object]:
    return {"type": class_, "spdxId": id_, "name": id_, **more}


def test_ai_packages_have_licenses_data_and_bases(signs: Signs) -> None:
    found = bill(
        signs,
        graph(
            {"type": "SpdxDocument", "spdxId": "doc", "rootElement": ["sbom"]},
            {"type": "software_Sbom", "spdxId": "sbom", "rootElement": ["tuned"]},
            element("ai_AIPackage", "tuned", software_packageUrl="pkg:huggingface/c1/tuned"),
            element("ai_AIPackage", "base", software_downloadLocation=f"{HUB}a1/base"),
            element("dataset_DatasetPackage", "data", software_downloadLocation=f"{HUB}datasets/d1/data"),
            element("dataset_DatasetPackage", "bench"),
            element("software_Package", "torch", software_packageVersion="2", externalIdentifier=[{"identifier": "pkg:pypi/torch"}]),
            {"type": "simplelicensing_LicenseExpression", "spdxId": "l1", "simplelicensing_licenseExpression": "Apache-2.0"},
            element("expandedlicensing_CustomLicense", "Llama 3 License"),
            related("tuned", "hasDeclaredLicense", "l1"),
            related("tuned", "hasConcludedLicense", "expandedlicensing_NoAssertionLicense"),
            related("base", "hasConcludedLicense", "Llama 3 License"),
            related("torch", "hasDeclaredLicense", "l1"),
            related("torch", "hasConcludedLicense", "https://spdx.org/licenses/BSD-3-Clause"),
            related("data", "hasDeclaredLicense", "https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertion"),
            related("tuned", "trainedOn", "data"),
            related("tuned", "testedOn", "bench"),
            related("tuned", "descendantOf", "base"),
        ),
    )  # fmt: skip
    assert found.refs == {
        ("c1/tuned", "model", "load"),
        ("a1/base", "model", "base"),
        ("d1/data", "dataset", "train-data"),
        ("bench", "dataset", "evaluate"),
    }
    assert found.licenses == {("c1/tuned", "Apache-2.0"), ("a1/base", "Llama 3 License")}
    assert [(p.name, p.version, p.license) for p in found.packages] == [
        ("torch", "2", "BSD-3-Clause")
    ]
    (making,) = found.makings
    assert (making.by, making.who, making.makes) == ("fine-tune", "us", "c1/tuned")
    assert making.inputs == (("base", "a1/base"), ("data", "d1/data"))
    assert all(s.place.line > 1 for s in found.sightings)


@pytest.mark.parametrize(
    ("type_", "class_", "inputs"),
    [
        ("finetunedOn", "dataset_DatasetPackage", (("data", "other"),)),
        ("trainedOn", "dataset_DatasetPackage", (("data", "other"),)),
        ("finetunedOn", "ai_AIPackage", (("base", "other"),)),
        ("descendantOf", "ai_AIPackage", (("base", "other"),)),
        ("testedOn", "dataset_DatasetPackage", None),
        ("evaluatedOn", "dataset_DatasetPackage", None),
        ("dependsOn", "ai_AIPackage", None),
        ("contains", "ai_AIPackage", None),
    ],
)
def test_a_relation_tells_what_went_in(
    signs: Signs, type_: str, class_: str, inputs: tuple[tuple[str, str], ...] | None
) -> None:
    data = graph(
        element("ai_AIPackage", "m"), element(class_, "other"), related("m", type_, "other")
    )
    assert [m.inputs for m in bill(signs, data).makings] == ([inputs] if inputs else [])


def test_a_model_that_says_it_was_tuned_depends_on_its_base(signs: Signs) -> None:
    tuned = element("ai_AIPackage", "m", ai_typeOfModel=["transformer", "fine-tuned"])
    data = graph(tuned, element("ai_AIPackage", "b"), related("m", "dependsOn", "b"))
    assert [m.inputs for m in bill(signs, data).makings] == [(("base", "b"),)]


def test_an_ancestor_is_told_from_its_side(signs: Signs) -> None:
    data = graph(
        element("ai_AIPackage", "m"), element("ai_AIPackage", "b"), related("b", "ancestorOf", "m")
    )
    assert [(m.makes, m.inputs) for m in bill(signs, data).makings] == [("m", (("base", "b"),))]


def test_sets_of_licenses_are_put_into_words(signs: Signs) -> None:
    data = graph(
        element("ai_AIPackage", "m"),
        element("expandedlicensing_DisjunctiveLicenseSet", "set", expandedlicensing_member=["https://spdx.org/licenses/MIT", "both"]),
        element("expandedlicensing_ConjunctiveLicenseSet", "both", expandedlicensing_member=["https://spdx.org/licenses/Apache-2.0", "own"]),
        element("simplelicensing_SimpleLicensingText", "own", name="LicenseRef-own"),
        related("m", "hasConcludedLicense", "set"),
    )  # fmt: skip
    assert bill(signs, data).licenses == {("m", "(MIT OR (Apache-2.0 AND LicenseRef-own))")}


def test_a_set_that_holds_itself_is_no_license(signs: Signs) -> None:
    own = element(
        "expandedlicensing_ConjunctiveLicenseSet", "set", expandedlicensing_member=["set", "set"]
    )
    assert not bill(
        signs, graph(element("ai_AIPackage", "m"), own, related("m", "hasConcludedLicense", "set"))
    ).statements


def test_sets_within_sets_do_not_grow_without_end(signs: Signs) -> None:
    class_ = "expandedlicensing_ConjunctiveLicenseSet"
    sets = [
        element(class_, f"s{n}", expandedlicensing_member=[f"s{n + 1}"] * 20) for n in range(50)
    ]
    last = element("expandedlicensing_CustomLicense", "s50")
    data = graph(
        element("ai_AIPackage", "m"), *sets, last, related("m", "hasConcludedLicense", "s0")
    )
    start = time.perf_counter()
    assert not bill(signs, data).statements
    assert time.perf_counter() - start < 1


def test_a_long_chain_of_sets_is_no_license(signs: Signs) -> None:
    class_ = "expandedlicensing_ConjunctiveLicenseSet"
    sets = [element(class_, f"s{n}", expandedlicensing_member=[f"s{n + 1}"]) for n in range(5_000)]
    last = element("expandedlicensing_CustomLicense", "s5000")
    data = graph(
        element("ai_AIPackage", "m"), *sets, last, related("m", "hasConcludedLicense", "s0")
    )
    assert not bill(signs, data).statements
