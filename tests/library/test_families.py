"""Families: what a version keeps, replaces, drops and takes in."""

from pathlib import Path

import pytest

from licenseengine.errors import LicenseEngineError
from licenseengine.language.printer import write_sentence
from licenseengine.library.index import open_library
from tests.knowledge import knowledge, license_file

PARENT = license_file(
    "parent", "permit use", "forbid host", "require credit to use", more="abstract: true\nlicensor: meta\n",
    cases="cases:\n  - given: {do: [use]}\n    expect: permitted by rule-1\n    duties: [rule-3]\n"
    "  - given: {do: [host]}\n    expect: prohibited by rule-2\n",
)  # fmt: skip
CHILD = "id: child\nname: Child\nextends: parent\ndrop: [rule-2]\nincorporates: [policy]\nrules:\n  - {id: rule-3, cite: '9', rule: require display to use}\n  - {id: own, cite: '4', rule: permit host}\n"
POLICY = "id: policy\nname: Policy\nkind: policy\nrules:\n  - {id: arms, cite: '1', rule: forbid any when use.purposes has weapons}\n"


def test_a_version_keeps_replaces_drops_adds_and_takes_in(tmp_path: Path) -> None:
    library = open_library(knowledge(tmp_path, parent=PARENT, child=CHILD, policy=POLICY))
    child = library.get("child")
    assert child is not None
    assert [(c.id, c.license, c.declared, write_sentence(c.sentence)) for c in child.clauses] == [
        ("rule-1", "child", "parent", "permit use"),
        ("rule-3", "child", "child", "require display to use"),
        ("own", "child", "child", "permit host"),
        ("arms", "policy", "policy", "forbid any when use.purposes has weapons"),
    ]
    assert child.licensor == "meta"
    assert library.get("parent") is None


def test_cases_of_a_family_hold_but_for_those_that_a_version_changes(tmp_path: Path) -> None:
    from licenseengine.library import home  # noqa: PLC0415 - beside its use
    from licenseengine.library.index import read_licenses, read_vocabulary  # noqa: PLC0415 - the same

    root = knowledge(tmp_path, parent=PARENT, child=CHILD, policy=POLICY)
    licenses = read_licenses(home.knowledge_files(root), read_vocabulary(root))
    assert licenses["child"].cases == ()


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({"child": CHILD}, "LE302", "`parent`"),
        (
            {"a": "id: a\nname: A\nextends: b\n", "b": "id: b\nname: B\nextends: a\n"},
            "LE305",
            "extends itself",
        ),
        (
            {"parent": PARENT, "child": CHILD.replace("rule-2", "rule-7"), "policy": POLICY},
            "LE306",
            "`rule-7`",
        ),
        (
            {"a": license_file("same", "permit use"), "b": license_file("same", "permit use")},
            "LE307",
            "already",
        ),
        (
            {
                "a": license_file("a", "permit use", more="aliases: [X]\n"),
                "b": license_file("b", "permit use", more="aliases: [x]\n"),
            },
            "LE308",
            "stands for",
        ),
        ({"a": "id: a\nname: A\n"}, "LE301", "no kind"),
    ],
)
def test_a_family_that_does_not_hold_together_is_refused(
    files: dict[str, str], code: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(LicenseEngineError) as caught:
        open_library(knowledge(tmp_path, **files))
    assert code in {d.code for d in caught.value.diagnostics}
    assert any(said in d.message for d in caught.value.diagnostics)


def test_all_complaints_of_a_file_come_at_once(tmp_path: Path) -> None:
    text = "id: x\nname: X\nkind: modle\nrules:\n  - {id: a, cite: '1', rule: permit us}\n  - {id: A, rule: permit use}\nextra: 1\n"
    with pytest.raises(LicenseEngineError) as caught:
        open_library(knowledge(tmp_path, x=text))
    said = [(d.code, d.span.line) for d in caught.value.diagnostics]
    assert said == [("LE301", 3), ("LE301", 6), ("LE301", 6), ("LE301", 7)]
    words = "id: x\nname: X\nkind: model\nrules:\n  - {id: a, cite: '1', rule: permit us}\n  - {id: a, cite: '1', rule: permit}\n  - {id: b, cite: '1', rule: permit use, as-of: often, burden: [heavy]}\n"
    with pytest.raises(LicenseEngineError) as caught:
        open_library(knowledge(tmp_path / "again", x=words))
    assert [d.code for d in caught.value.diagnostics] == [
        "LE202",
        "LE303",
        "LE201",
        "LE304",
        "LE202",
    ]
