"""Names that mean harm: every bill stays valid, holds what it can, and is read back in peace."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from licenseengine.audit.records import Audit, Stated, Terms
from licenseengine.compliance.dossier import dossier_of
from licenseengine.compliance.records import Credit, Dossier, Part, Tie
from licenseengine.discover.records import LicenseStatement, Place
from licenseengine.library.index import Library
from licenseengine.report import bom
from licenseengine.report.bom.bill import clean
from tests.report.audits import full_audit, hostile_audit
from tests.report.bom.dossiers import EVERY_KIND, WRITERS, dossier_of_plan, read_back
from tests.report.bom.spdx import faults

HARM = {
    "markup": "evil/<script>alert('1')</script>]]>&amp;\"",
    "a terminal": "evil/\x1b[31mred\x07\x9b",
    "right to left": "evil/\u202ekcab\u2066\u0627\u0644",
    "half a pair": "evil/\ud800half\udfff",
    "nothing to see": "evil/nul\x00\ufffe\uffff\u200b",
    "ten thousand characters": "evil/" + "x" * 10_000,
    "nothing": "",
    "spaces": " \t\n ",
    "an id of the format": "urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#x",
    "an address": "https://evil.example/[a]{b}|c\\d^`e%zz?q=<>#f#g",
    "a package url": "pkg:pypi/evil@1?a=b#c/../d",
    "an expression": "MIT OR ((Apache-2.0",
    "an id that is taken": "app",
    "a blank node": "_:CreationInfo0",
}
KINDS = ("model", "adapter", "dataset", "content", "index", "output", "service", "software")


def hostile_dossier(name: str, folder: Path, library: Library) -> Dossier:
    """A sound dossier, and a thing of each kind of which every text is the name."""
    sound = dossier_of_plan(EVERY_KIND, folder, library)
    parts = tuple(hostile_part(name, kind) for kind in KINDS)
    ties = [Tie(part.id, "app", "parts", "include", "us") for part in parts]
    credits_ = {p.id: Credit(p.id, name, name, name, name, copyright=name) for p in parts}
    dues = tuple(
        replace(due, text=name, origins=(*due.origins, *(p.id for p in parts)), guard=name)
        for due in sound.dues[:2]
    )
    return replace(
        sound,
        parts=(*sound.parts, *parts),
        ties=(*sound.ties, *ties),
        credits={**sound.credits, **credits_},
        dues=dues,
        version=name,
    )


def hostile_part(name: str, kind: str) -> Part:
    place = Place(name or "x", 7)
    said = Stated(LicenseStatement(name, name, place, "card"), None, name)
    terms = Terms(name or None, "card", "low", declared=(said,), detected=(said,), notes=(name,))
    return Part(
        id=f"{name} ({kind})",
        title=name,
        kind=kind,
        origin="found",
        role="option",
        ref=name,
        license=name or None,
        terms=terms,
        where="card",
        place=place,
        public_name=name,
        hold=name,
    )


@pytest.mark.parametrize("name", HARM)
def test_a_bill_in_cyclonedx_stays_valid(name: str, tmp_path: Path, library: Library) -> None:
    text = bom.cyclonedx(hostile_dossier(HARM[name], tmp_path, library), library)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    assert fault is None, str(fault)[:500]
    data = json.loads(text)
    refs = [c["bom-ref"] for c in (*data["components"], *data["services"])]
    assert len(refs) == len(set(refs)) == 16 + len(KINDS)


@pytest.mark.parametrize("name", HARM)
def test_a_bill_in_spdx_stays_valid(name: str, tmp_path: Path, library: Library) -> None:
    assert faults(bom.spdx3(hostile_dossier(HARM[name], tmp_path, library), library)) == []


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", HARM)
def test_no_character_moves_a_terminal_or_ends_a_text(
    name: str, form: str, tmp_path: Path, library: Library
) -> None:
    text = WRITERS[form](hostile_dossier(HARM[name], tmp_path, library), library)
    assert text.isascii()
    assert [c for c in text if c != "\n" and not c.isprintable()] == []
    shown = json.dumps(json.loads(text), ensure_ascii=False)
    assert shown == clean(shown)


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", HARM)
def test_what_is_hostile_is_read_back_in_peace(
    name: str, form: str, tmp_path: Path, library: Library
) -> None:
    text = WRITERS[form](hostile_dossier(HARM[name], tmp_path, library), library)
    found = read_back(text, tmp_path, library)
    refs = {item.artifact.ref for item in found.audit.items}
    assert "mistralai/Mistral-7B-v0.1" in refs
    assert max(map(len, refs)) <= 400
    assert all(answer.with_options >= 2 for answer in found.audit.answers.values())


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("make", [full_audit, hostile_audit])
def test_an_audit_of_hostile_files_gives_a_valid_bill(
    make: Callable[[Library], Audit], form: str, library: Library
) -> None:
    text = WRITERS[form](dossier_of(make(library), library, "0.1.0"), library)
    if form == "spdx3":
        assert faults(text) == []
    else:
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert text.isascii()


def test_names_that_look_alike_once_they_are_written_stay_apart(
    tmp_path: Path, library: Library
) -> None:
    sound = dossier_of_plan(EVERY_KIND, tmp_path, library)
    parts = tuple(Part(id_, "x", "model", "found") for id_ in ("a\x00", "a\x01", "a\ufffd"))
    data = json.loads(bom.cyclonedx(replace(sound, parts=(*sound.parts, *parts)), library))
    refs = [c["bom-ref"] for c in data["components"]]
    assert [r for r in refs if r.startswith("a\ufffd")] == ["a\ufffd", "a\ufffd (2)", "a\ufffd (3)"]
