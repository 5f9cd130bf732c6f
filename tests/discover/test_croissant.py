"""Data sets described in Croissant."""

import json
from collections.abc import Mapping

import pytest

from licenseengine.discover.detect.croissant import detect
from licenseengine.discover.formats import json_file
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.evidence import Evidence, seen

VERSION = "http://mlcommons.org/croissant/1.0"
HUB = "https://huggingface.co/datasets/"


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


def described(
    signs: Signs, more: Mapping[str, object], path: str = "data/x/croissant.json"
) -> Evidence:
    data = {"@context": {}, "@type": "sc:Dataset", "name": "x", "conformsTo": VERSION, **more}
    return seen(detect(json_file.read(path, json.dumps(data, indent=1)), signs))


@pytest.mark.parametrize(
    ("license_", "texts"),
    [
        (
            "https://creativecommons.org/licenses/by/4.0/",
            ["https://creativecommons.org/licenses/by/4.0/"],
        ),
        ("CC-BY-4.0", ["CC-BY-4.0"]),
        (["MIT", "https://example.org/terms"], ["MIT", "https://example.org/terms"]),
        (
            {"@type": "CreativeWork", "name": "Own Terms", "url": "https://example.org"},
            ["Own Terms"],
        ),
        ({"@type": "CreativeWork", "url": "https://example.org"}, ["https://example.org"]),
        ([{"@id": "https://spdx.org/licenses/MIT"}], ["https://spdx.org/licenses/MIT"]),
        ("", []),
        (None, []),
    ],
)
def test_licenses_are_passed_on_as_written(
    signs: Signs, license_: object, texts: list[str]
) -> None:
    found = described(signs, {"url": f"{HUB}a1/d", "license": license_})
    assert [(s.about, s.text, s.source) for s in found.statements] == [
        ("a1/d", text, "card") for text in texts
    ]


@pytest.mark.parametrize(
    ("more", "ref"),
    [
        ({"url": f"{HUB}a1/d"}, "a1/d"),
        ({"sameAs": ["https://x.org", f"{HUB}a1/d"], "url": "https://y.org/d"}, "a1/d"),
        ({"url": "https://y.org/d"}, "https://y.org/d"),
        ({"distribution": [{"contentUrl": "data.csv"}], "url": "https://y.org/d"}, "data/x"),
        ({"distribution": [{"contentUrl": "https://y.org/data.csv"}]}, "x"),
        ({"distribution": {"contentUrl": "data.csv"}}, "data/x"),
        ({}, "x"),
    ],
)
def test_a_data_set_is_called_by_its_id_its_folder_or_its_address(
    signs: Signs, more: dict[str, object], ref: str
) -> None:
    assert described(signs, more).refs == {(ref, "dataset", "load")}


@pytest.mark.parametrize("key", ["isBasedOn", "sc:isBasedOn", "prov:wasDerivedFrom"])
def test_a_source_was_modified(signs: Signs, key: str) -> None:
    found = described(signs, {"url": f"{HUB}a1/d", key: {"@id": f"{HUB}c1/source"}})
    assert ("c1/source", "dataset", "base") in found.refs
    assert [(m.by, m.inputs, m.makes, m.who) for m in found.makings] == [
        ("modify", (("source", "c1/source"),), "a1/d", "upstream")
    ]


def test_several_sources_were_combined_by_us_in_a_folder_of_outputs(signs: Signs) -> None:
    files = [{"contentUrl": "data.csv"}]
    sources = [f"{HUB}c1/one", f"{HUB}c1/two"]
    more = {"distribution": files, "isBasedOn": sources}
    found = described(signs, more, "outputs/d/croissant.json")
    (making,) = found.makings
    assert (making.by, making.makes, making.who) == ("combine", "outputs/d", "us")
    assert making.inputs == (("datasets", "c1/one"), ("datasets", "c1/two"))


def test_a_live_data_set_is_told(signs: Signs) -> None:
    assert "live" in described(signs, {"isLiveDataset": True}).sightings[0].why
    assert not described(signs, {"isLiveDataset": False}).sightings[0].why


def test_places_are_those_of_the_values(signs: Signs) -> None:
    found = described(signs, {"url": f"{HUB}a1/d", "license": "MIT"})
    assert [(s.place.line) for s in found.statements] == [7]
    assert [(s.place.line) for s in found.sightings] == [6]


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "Dataset", "name": "x", "license": "MIT"},
        {"@context": "https://schema.org", "@type": "Dataset", "name": "x"},
        {"conformsTo": "https://www.w3.org/TR/dcat", "name": "x"},
        {"conformsTo": VERSION},
        {"conformsTo": VERSION, "name": None, "url": ["x"], "license": [[], {}, 1]},
        [],
        {},
    ],
)
def test_other_descriptions_say_nothing(signs: Signs, data: object) -> None:
    found = seen(detect(json_file.read("x.json", json.dumps(data)), signs))
    assert found.all == ()


@pytest.mark.parametrize(
    "stated",
    [
        {"conformsTo": [VERSION, "http://mlcommons.org/croissant/RAI/1.0"]},
        {"dct:conformsTo": VERSION},
        {"conformsTo": {"@id": VERSION}},
        {"@context": {"cr": "http://mlcommons.org/croissant/", "recordSet": "cr:recordSet"}},
    ],
)
def test_croissant_is_told_by_what_it_conforms_to(signs: Signs, stated: dict[str, object]) -> None:
    data = json.dumps({"name": "x", **stated})
    assert seen(detect(json_file.read("x.json", data), signs)).refs == {("x", "dataset", "load")}


def test_sources_without_end_are_cut(signs: Signs) -> None:
    sources = [f"{HUB}a1/d{n}" for n in range(5_000)]
    assert len(described(signs, {"isBasedOn": sources}).sightings) == 101
