"""Bills of materials in SPDX 2; the bills are written by the format's own library."""

import datetime as dt
import importlib
import json
import time
from pathlib import Path

import pytest
from spdx_tools.spdx.model.actor import Actor, ActorType
from spdx_tools.spdx.model.document import CreationInfo
from spdx_tools.spdx.model.document import Document as SpdxDocument
from spdx_tools.spdx.model.extracted_licensing_info import ExtractedLicensingInfo
from spdx_tools.spdx.model.package import (
    ExternalPackageRef,
    ExternalPackageRefCategory,
    Package,
)
from spdx_tools.spdx.model.relationship import Relationship, RelationshipType
from spdx_tools.spdx.model.spdx_no_assertion import SpdxNoAssertion
from spdx_tools.spdx.writer.write_anything import write_file

from licenseengine.discover.detect.bom import detect
from licenseengine.discover.formats import json_file, yaml_file
from licenseengine.discover.records import Document
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.library.index import Library
from tests.discover.evidence import Evidence, seen

HUB = "https://huggingface.co/"
parse = importlib.import_module("license_expression").get_spdx_licensing().parse


@pytest.fixture(scope="session")
def signs(library: Library) -> Signs:
    return signs_of(library)


def bill(signs: Signs, data: object, path: str = "bom.json") -> Evidence:
    return seen(detect(json_file.read(path, json.dumps(data, indent=1)), signs))


def package(name: str, **more: object) -> Package:
    at = str(more.pop("at", "NOASSERTION"))
    place = SpdxNoAssertion() if at == "NOASSERTION" else at
    made = Package(f"SPDXRef-{name}", name, place, files_analyzed=False)
    for key, value in more.items():
        setattr(made, key, value)
    return made


def purl(text: str) -> list[ExternalPackageRef]:
    return [ExternalPackageRef(ExternalPackageRefCategory.PACKAGE_MANAGER, "purl", text)]


def spdx() -> SpdxDocument:
    info = CreationInfo(
        "SPDX-2.3",
        "SPDXRef-DOCUMENT",
        "x",
        "https://example.org/x",
        [Actor(ActorType.TOOL, "t")],
        dt.datetime(2024, 1, 1),  # noqa: DTZ001 - the library takes no zone
    )
    packages = [
        package(
            "torch",
            version="2.4.0",
            license_declared=parse("BSD-3-Clause"),
            license_concluded=parse("BSD-3-Clause AND MIT"),
            external_references=purl("pkg:pypi/torch@2.4.0"),
        ),
        package(
            "base",
            at=f"{HUB}a1/base",
            license_declared=parse("LicenseRef-llama"),
            license_comment="two\nPackageName: lines",
        ),
        package(
            "tuned",
            external_references=purl("pkg:huggingface/c1/tuned@abc"),
            license_declared=parse("MIT"),
            license_concluded=parse("Apache-2.0"),
        ),
        package("corpus", at=f"{HUB}datasets/d1/corpus", license_declared=SpdxNoAssertion()),
    ]
    relations = [
        Relationship("SPDXRef-DOCUMENT", RelationshipType.DESCRIBES, "SPDXRef-tuned"),
        Relationship("SPDXRef-tuned", RelationshipType.DESCENDANT_OF, "SPDXRef-base"),
        Relationship("SPDXRef-tuned", RelationshipType.GENERATED_FROM, "SPDXRef-corpus"),
        Relationship("SPDXRef-tuned", RelationshipType.DEPENDS_ON, "SPDXRef-torch"),
    ]
    extracted = [
        ExtractedLicensingInfo("LicenseRef-llama", "The text\nLicenseName: no", "Llama 3 License")
    ]
    return SpdxDocument(info, packages, relationships=relations, extracted_licensing_info=extracted)  # fmt: skip


@pytest.mark.parametrize("name", ["bom.spdx.json", "bom.spdx.yaml", "bom.spdx"])
def test_a_bill_that_the_library_writes_is_read_back(
    signs: Signs, tmp_path: Path, name: str
) -> None:
    write_file(spdx(), str(tmp_path / name), validate=False)
    text = (tmp_path / name).read_text()
    if name.endswith(".json"):
        document = json_file.read(name, text)
    elif name.endswith(".yaml"):
        document = yaml_file.read(name, text)
    else:
        document = Document(name, "text", text)
    found = seen(detect(document, signs))
    (torch,) = found.packages
    assert (torch.name, torch.version, torch.license) == ("torch", "2.4.0", "BSD-3-Clause AND MIT")
    assert found.refs == {
        ("a1/base", "model", "base"),
        ("c1/tuned", "model", "load"),
        ("d1/corpus", "dataset", "train-data"),
    }
    assert found.licenses == {
        ("a1/base", "Llama 3 License"),
        ("c1/tuned", "MIT"),
        ("c1/tuned", "Apache-2.0"),
    }
    (making,) = found.makings
    assert (making.by, making.makes, making.who) == ("fine-tune", "c1/tuned", "us")
    assert making.inputs == (("base", "a1/base"), ("data", "d1/corpus"))
    rows = text.split("\n")
    for statement in found.statements:
        assert "icense" in rows[statement.place.line - 1], "the place is that of the license"


def test_a_package_of_the_hub_s_own_maker_is_a_package(signs: Signs) -> None:
    home = {"name": "transformers", "SPDXID": "SPDXRef-1", "homepage": f"{HUB}a1/b"}
    home["externalRefs"] = [{"referenceLocator": "pkg:pypi/transformers@4"}]  # type: ignore[assignment]
    found = bill(signs, {"sbom": {"spdxVersion": "SPDX-2.3", "packages": [home]}})
    assert [p.name for p in found.packages] == ["transformers"]
    assert not found.sightings


def test_long_text_in_tags_is_read_in_time(signs: Signs) -> None:
    rows = ["SPDXVersion: SPDX-2.3", "PackageName: a", "PackageComment: <text>"]
    rows += ["ExternalRef: OTHER x y"] * 100_000
    start = time.perf_counter()
    assert seen(detect(Document("x.spdx", "text", "\n".join(rows)), signs)).all == ()
    rows[2] = "PackageVersion: 1"
    assert seen(detect(Document("x.spdx", "text", "\n".join(rows)), signs)).all == ()
    assert time.perf_counter() - start < 2
