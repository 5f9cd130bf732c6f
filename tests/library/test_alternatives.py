"""Strings of which a text accepts either: read, refused, inherited, kept, and looked up in the text."""

from hashlib import sha256
from pathlib import Path

import pytest

from licenseengine.errors import LicenseEngineError
from licenseengine.library.compiled import read_license, write_license
from licenseengine.library.index import open_library
from licenseengine.library.lint import text_complaints
from licenseengine.library.records import License
from tests.knowledge import knowledge, license_file

QUOTED = 'require display("Built with Ox") to use'
OR = '    or: ["Improved using Ox", "With Ox: {version}"]\n'
OTHERS = ("Improved using Ox", "With Ox: {version}")
FULL = license_file("ox", "permit use", QUOTED) + OR


def read(folder: Path, id_: str, **files: str) -> License:
    found = open_library(knowledge(folder, **files)).get(id_)
    assert found is not None
    return found


def told(license_: License) -> dict[str, tuple[str, ...]]:
    return {clause.id: clause.alternatives for clause in license_.clauses}


def test_they_are_read_beside_the_string_that_the_duty_quotes(tmp_path: Path) -> None:
    found = read(tmp_path, "ox", ox=FULL)
    assert told(found) == {"rule-1": (), "rule-2": OTHERS}


@pytest.mark.parametrize(
    ("rule", "alternatives", "said"),
    [
        ("permit use", OR, "`or` does not go with a rule that quotes no string"),
        ("require display to use", OR, "`or` does not go with a rule that quotes no string"),
        ("treat adapter as free", OR, "`or` does not go with a rule that quotes no string"),
        (QUOTED, '    or: [""]\n', "`rules.0.or.0`: string should have at least 1 character"),
        (QUOTED, "    or: Improved using Ox\n", "`rules.0.or`: input should be a valid list"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(
    rule: str, alternatives: str, said: str, tmp_path: Path
) -> None:
    text = license_file("ox", rule) + alternatives
    with pytest.raises(LicenseEngineError) as caught:
        open_library(knowledge(tmp_path, ox=text))
    (found,) = caught.value.diagnostics
    assert (found.code, found.message) == ("LE301", said)
    assert text.splitlines()[found.span.line - 1] == alternatives.rstrip("\n")


FAMILY = license_file("family", "permit use", QUOTED, more="abstract: true\n") + OR


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ("", OTHERS),
        ("rules:\n  - {id: rule-2, cite: '9', rule: 'require display(\"By Ox\") to use'}\n", ()),
    ],
)
def test_a_version_has_those_of_the_rule_that_it_keeps(
    more: str, left: tuple[str, ...], tmp_path: Path
) -> None:
    version = f"id: version\nname: Version\nextends: family\n{more}"
    assert told(read(tmp_path, "version", family=FAMILY, version=version))["rule-2"] == left


def test_the_compiled_copy_gives_them_back(tmp_path: Path) -> None:
    found = read(tmp_path, "ox", ox=FULL)
    assert read_license(write_license(found)).clauses == found.clauses


def test_one_that_does_not_stand_in_the_text_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "ox.txt"
    path.write_text("1. Use.\n2. Keep “Built with Ox” or “With Ox: 2”.\n", encoding="utf-8")
    named = FULL.replace("0" * 64, sha256(path.read_bytes()).hexdigest())
    assert list(text_complaints(read(tmp_path, "ox", ox=named), {"ox": path})) == [
        "`rule-2` quotes `Improved using Ox`, which does not stand so in ox.txt"
    ]
