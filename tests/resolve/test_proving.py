"""Lint notices what it is for: failing cases, rules and limits that no case would miss."""

from datetime import date
from pathlib import Path

import pytest

from licenseengine.errors import LicenseFileError
from licenseengine.library.index import plain_id
from licenseengine.resolve.linting import lint
from tests.knowledge import knowledge, license_file

CAP = "forbid use when licensee.monthly_active_users > 10 users"


def cases(*lines: str) -> str:
    """The cases of a license file."""
    return "cases:\n" + "".join(f"  - {line}\n" for line in lines)


def lines(folder: Path, text: str) -> list[str]:
    """What lint says of one license, mutation included, less the closing counts."""
    report = lint(knowledge(folder, x=text), frozenset(), None, mutate=True)
    return [line for line in report.lines if "faults" not in line and "mutation" not in line]


def test_a_license_whose_rules_and_limits_all_matter_is_clean(tmp_path: Path) -> None:
    text = license_file(
        "x", "permit use", CAP, "require credit to use",
        cases=cases(
            "{given: {do: [use], licensee.monthly_active_users: 10}, expect: permitted by rule-1, duties: [rule-3]}",
            "{given: {do: [use], licensee.monthly_active_users: 11}, expect: prohibited by rule-2}",
        ),
    )  # fmt: skip
    assert lines(tmp_path, text) == []


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (
            "{given: {do: [use], licensee.monthly_active_users: 10}, expect: prohibited}",
            "permitted (x#rule-1), expected prohibited",
        ),
        (
            "{given: {do: [use], licensee.monthly_active_users: 11}, expect: prohibited by rule-1}",
            "prohibited by x#rule-2, expected by rule-1",
        ),
        (
            "{given: {do: [use], licensee.monthly_active_users: 10}, expect: permitted, duties: [rule-1]}",
            "the duty `rule-1` is missing",
        ),
        (
            "{given: {do: [use], licensee.monthly_active_users: 10}, expect: permitted, no-duties: [rule-3]}",
            "the duty `rule-3` is not due",
        ),
        (
            "{given: {do: [use]}, expect: conditional by rule-2, questions: []}",
            "asks ['licensee.monthly_active_users'], expected []",
        ),
        (
            "{given: {do: [use], use.comercial: true}, expect: permitted}",
            "did you mean `use.commercial`?",
        ),
        ("{given: {do: [us]}, expect: permitted}", "`do` names no action"),
        ("{given: {do: [use], made: glue}, expect: permitted}", "unknown operation `glue`"),
        ("{given: {do: [use], made: 'fine-tune:glue'}, expect: permitted}", "no role glue"),
    ],
)
def test_a_case_that_does_not_hold_is_named(case: str, said: str, tmp_path: Path) -> None:
    text = license_file("x", "permit use", CAP, "require credit to use", cases=cases(case))
    report = lint(knowledge(tmp_path, x=text), frozenset(), None)
    assert report.faults >= 1
    assert any(said in line for line in report.lines)


def test_a_rule_or_limit_that_no_case_would_miss_is_named(tmp_path: Path) -> None:
    text = license_file(
        "x",
        "permit use",
        CAP,
        cases=cases(
            "{given: {do: [use], licensee.monthly_active_users: 5}, expect: permitted by rule-1}"
        ),
    )
    assert lines(tmp_path, text) == [
        "x: no case notices `rule-2` left out",
        "x: no case notices `rule-2` its limit moved by -1",
        "x: no case notices `rule-2` its limit moved by +1",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (license_file("x", "permit use"), "it has no cases"),
        (
            license_file(
                "x", "forbid use", cases=cases("{given: {do: [use]}, expect: prohibited}")
            ),
            "it permits nothing",
        ),
        (
            license_file(
                "x",
                "permit use",
                "forbid use",
                cases=cases("{given: {do: [use]}, expect: prohibited}"),
            ),
            "permits what `rule-2` forbids",
        ),
        (
            "id: x\nname: X\nkind: model\nrules:\n  - {id: a, cite: '1', rule: permit use}\n"
            + cases("{given: {do: [use]}, expect: permitted}"),
            "names no sha256",
        ),
    ],
)
def test_an_unsound_license_is_named(text: str, said: str, tmp_path: Path) -> None:
    report = lint(knowledge(tmp_path, x=text), frozenset(), None)
    assert any(said in line for line in report.lines)


def test_a_text_that_is_not_the_one_read_is_named(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    (texts / "model").mkdir(parents=True)
    (texts / "INDEX.csv").write_text("id,group\nx-excerpt,model\n")
    (texts / "model" / "x-excerpt.txt").write_text("another text")
    good = license_file("x", "permit use", cases=cases("{given: {do: [use]}, expect: permitted}"))
    report = lint(knowledge(tmp_path, x=good), frozenset(), texts)
    assert any("not the one that was read" in line for line in report.lines)


def test_a_license_past_its_review_date_is_named(tmp_path: Path) -> None:
    good = license_file("x", "permit use", cases=cases("{given: {do: [use]}, expect: permitted}"))
    root = knowledge(tmp_path, x=good)
    assert lint(root, frozenset(), None, read_since=date(2026, 1, 1)).faults == 0
    late = lint(root, frozenset(), None, read_since=date(2026, 1, 2))
    assert late.lines[0] == "x: last read on 2026-01-01, past the review date 2026-01-02"


def test_a_lift_that_no_case_would_miss_is_named(tmp_path: Path) -> None:
    base = license_file(
        "base", "permit distribute", "require credit to distribute",
        cases=cases("{given: {do: [distribute]}, expect: permitted by rule-1, duties: [rule-2]}"),
    )  # fmt: skip
    lift = license_file(
        "x", "permit use", more="lifts: [rule-2, rule-3]\n",
        cases=cases(
            "{given: {do: [distribute], expression: base WITH x}, expect: permitted, no-duties: ['base#rule-2']}",
            "{given: {do: [use], expression: base WITH x}, expect: permitted by rule-1}",
        ),
    ).replace("kind: model", "kind: exception")  # fmt: skip
    report = lint(knowledge(tmp_path, base=base, x=lift), frozenset(), None, mutate=True)
    assert report.lines[0] == "x: no case notices `lifts rule-3` left out"
    assert report.faults == 1


def test_an_unknown_id_is_refused_with_the_near_one(tmp_path: Path) -> None:
    root = knowledge(tmp_path, x=license_file("some-license", "permit use"))
    with pytest.raises(LicenseFileError) as caught:
        lint(root, frozenset({"some-licence"}), None)
    assert caught.value.diagnostics[0].suggestion == "some-license"


@pytest.mark.parametrize(
    ("text_id", "id_"),
    [
        ("a-1.0", "a-1.0"),
        ("a-1.0-excerpt", "a-1.0"),
        ("a-snapshot-2024-01-01", "a"),
        ("b-scancode", "b"),
    ],
)
def test_endings_that_tell_how_a_text_was_obtained_fall_away(text_id: str, id_: str) -> None:
    assert plain_id(text_id) == id_
