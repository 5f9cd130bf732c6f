"""What a license file says about data: read, refused, inherited, kept, and looked up in the text."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from licenseengine.errors import LicenseEngineError
from licenseengine.language.printer import write_condition
from licenseengine.language.tree import Quantity
from licenseengine.library.index import Library, open_library
from licenseengine.library.lint import text_complaints
from licenseengine.library.records import Handling, License
from licenseengine.report.license_text import license_json, license_text
from tests.knowledge import knowledge, license_file

KEEPS = "reserve train-on-inputs, retain-inputs when artefact.plan = free"
STATED = """\
handling:
  - {topic: training, cite: "2", rule: rule-2, stance: opt-out}
  - {topic: retention, cite: "3", stance: limited, period: 30 days, of: [inputs, outputs], note: abuse}
  - {topic: retention, cite: "3.1", stance: zero-option, period: 1 hour, when: "artefact.plan = paid"}
  - {topic: regions, cite: "4", stance: named, places: [US, EEA]}
  - {topic: sub-processors, cite: "5", stance: listed, url: "https://example.org/list"}
"""
FULL = license_file("terms", "permit use", KEEPS) + STATED


def read(folder: Path, id_: str, **files: str) -> License:
    found = open_library(knowledge(folder, **files)).get(id_)
    assert found is not None
    return found


def entry(line: str) -> str:
    return license_file("terms", "permit use", KEEPS) + f"handling:\n  - {{{line}}}\n"


def test_each_statement_is_read_with_its_figures(tmp_path: Path) -> None:
    training, kept, none_kept, regions, others = read(tmp_path, "terms", terms=FULL).handling
    assert training == Handling("training", "opt-out", "2", "terms", rule="rule-2")
    assert kept.period == Quantity(30, "days")
    assert (kept.of, kept.note, kept.when) == (("inputs", "outputs"), "abuse", None)
    assert none_kept.period == Quantity(1, "hours")
    assert none_kept.when is not None
    assert write_condition(none_kept.when) == "artefact.plan = paid"
    assert regions.places == ("US", "EEA")
    assert others.url == "https://example.org/list"


@pytest.mark.parametrize(
    ("line", "code", "said", "hint"),
    [
        ("topic: trainings, cite: '1', stance: never", "LE202", "unknown topic", "training"),
        ("topic: training, cite: '1', stance: nevver", "LE202", "stance on training", "never"),
        ("topic: deletion, cite: '1', stance: never", "LE202", "stance on deletion", None),
        ("topic: training, cite: '1', stance: never, of: [input]", "LE202", "`input`", "inputs"),
        ("topic: training, stance: never", "LE301", "`cite` is missing", None),
        ("topic: training, cite: '1', stance: never, days: 3", "LE301", "unknown key `days`", None),
        ("topic: training, cite: '1', stance: never, period: 3 days", "LE301", "`period`", None),
        ("topic: training, cite: '1', stance: never, places: [US]", "LE301", "`places`", None),
        ("topic: regions, cite: '1', stance: named", "LE301", "needs the key `places`", None),
        ("topic: regions, cite: '1', stance: named, places: [EEAA]", "LE202", "`EEAA`", "EEA"),
        ("topic: retention, cite: '1', stance: limited, period: 3 weeks", "LE205", "period", None),
        ("topic: retention, cite: '1', stance: limited, period: 30", "LE205", "period", None),
        ("topic: retention, cite: '1', stance: limited, period: 0 days", "LE205", "period", None),
        ("topic: sub-processors, cite: '1', stance: listed, url: x.org", "LE301", "url", None),
        (
            "topic: training, cite: '1', stance: never, when: artefact.plam = paid",
            "LE203",
            "`artefact.plam`",
            "artefact.plan",
        ),
        ("topic: training, cite: '1', stance: never, when: artefact.plan = paied", "LE202", "`paied`", "paid"),
        ("topic: training, cite: '1', stance: never, when: artefact.plan =", "LE201", "too early", None),
        (
            "topic: training, cite: '1', stance: opt-out, rule: rule-2, when: use.commercial",
            "LE301",
            "a condition of its own",
            None,
        ),
        ("topic: training, cite: '1', stance: opt-out, rule: rule-7", "LE301", "`rule-7`", "rule-2"),
        ("topic: training, cite: '1', stance: opt-out, rule: rule-1", "LE301", "reserves nothing", None),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_at_its_place(
    line: str, code: str, said: str, hint: str | None, tmp_path: Path
) -> None:
    with pytest.raises(LicenseEngineError) as caught:
        open_library(knowledge(tmp_path, terms=entry(line)))
    found = [d for d in caught.value.diagnostics if d.code == code and said in d.message]
    assert found, [d.message for d in caught.value.diagnostics]
    assert found[0].span.path.endswith("terms.yaml")
    if hint is not None:
        assert found[0].suggestion == hint


def test_a_complaint_stands_on_the_line_of_its_entry(tmp_path: Path) -> None:
    text = FULL.replace("stance: listed", "stance: lissted")
    with pytest.raises(LicenseEngineError) as caught:
        open_library(knowledge(tmp_path, terms=text))
    (found,) = caught.value.diagnostics
    line = text.splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith("lissted")


FAMILY = license_file("family", "permit use", KEEPS, more="abstract: true\n") + STATED


def version(more: str) -> str:
    return f"id: version\nname: Version\nextends: family\n{more}"


def test_a_version_that_says_nothing_has_what_its_family_says(tmp_path: Path) -> None:
    found = read(tmp_path, "version", family=FAMILY, version=version(""))
    assert [h.topic for h in found.handling] == ["training", "retention", "retention", "regions", "sub-processors"]  # fmt: skip
    assert {h.license for h in found.handling} == {"version"}


@pytest.mark.parametrize(
    "topic", ["training", "retention", "regions", "sub-processors", "deletion"]
)
def test_what_a_version_says_of_a_topic_replaces_that_topic_alone(
    topic: str, tmp_path: Path, library: Library
) -> None:
    stances: dict[str, Any] = library.vocabulary.raw["handling"]["topics"][topic]["stances"]
    stance = next(s for s, told in stances.items() if "needs" not in told)
    more = f"handling:\n  - {{topic: {topic}, cite: '9', stance: {stance}}}\n"
    found = read(tmp_path, "version", family=FAMILY, version=version(more)).handling
    before = read(tmp_path / "b", "version", family=FAMILY, version=version("")).handling
    assert [h.cite for h in found if h.topic == topic] == ["9"]
    assert [h for h in found if h.topic != topic] == [h for h in before if h.topic != topic]


def test_a_version_that_drops_the_rule_must_say_it_anew(tmp_path: Path) -> None:
    files = {"family": FAMILY, "version": version("drop: [rule-2]\n")}
    with pytest.raises(LicenseEngineError, match="says more of the rule `rule-2`"):
        open_library(knowledge(tmp_path, **files))


def test_a_policy_that_is_taken_in_speaks_under_its_own_name(tmp_path: Path) -> None:
    policy = "id: policy\nname: Policy\nkind: policy\nhandling:\n  - {topic: training, cite: '8', stance: never}\n"
    takes_it = FULL.replace("rules:\n", "incorporates: [policy]\nrules:\n", 1)
    found = read(tmp_path, "terms", terms=takes_it, policy=policy).handling[-1]
    assert (found.license, found.cite) == ("policy", "8")


def test_a_license_called_by_the_id_of_its_text_says_it_under_that_name(tmp_path: Path) -> None:
    found = read(tmp_path, "terms-excerpt", terms=FULL)
    assert {h.license for h in found.handling} == {"terms-excerpt"}


def test_the_compiled_copy_gives_it_back(tmp_path: Path) -> None:
    from licenseengine.library.compiled import read_license, write_license  # noqa: PLC0415 - beside its use

    found = read(tmp_path, "terms", terms=FULL)
    assert read_license(write_license(found)).handling == found.handling


def test_a_section_that_is_not_in_the_text_is_a_fault(tmp_path: Path) -> None:
    text = tmp_path / "terms.txt"
    text.write_text("1. Use\n2. Training\n3. Storage\n3.1 None\n4. Places\n", encoding="utf-8")
    named = FULL.replace("0" * 64, sha256(text.read_bytes()).hexdigest())
    found = read(tmp_path, "terms", terms=named)
    assert list(text_complaints(found, {"terms": text})) == [
        "sub-processors cites `5`, which does not stand in terms.txt"
    ]


def test_it_is_shown_with_the_license(tmp_path: Path, library: Library) -> None:
    found = read(tmp_path, "terms", terms=FULL)
    shown = license_text(found, library.vocabulary)
    assert "  - training: unless one objects [terms 2, on rule-2]" in shown
    assert (
        "  - retention of inputs, outputs: for a limited time (30 days) [terms 3] Note: abuse"
        in shown
    )
    assert "(1 hour) when artefact.plan = paid [terms 3.1]" in shown
    assert "  - regions: in the places named (US, EEA) [terms 4]" in shown
    assert license_json(found)["handling"][2]["period"] == "1 hour"
