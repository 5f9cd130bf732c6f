"""Which criteria of the Open Source Definition a license fails, and by which clause."""

from pathlib import Path

import pytest

from licenseengine.library.index import Library
from licenseengine.openness.breaches import Breach, Court
from licenseengine.openness.definition import open_definition, situations
from licenseengine.openness.licensing import LicenseReader, Standing
from licenseengine.openness.reading import open_knowledge
from licenseengine.openness.records import Knowledge
from licenseengine.resolve.judge import defaults_of
from tests.knowledge import license_file
from tests.openness.small import small_library

NO_TITLE = {"policy", "terms", "exception"}


@pytest.fixture(scope="module")
def known(library: Library) -> Knowledge:
    return open_knowledge(library)


@pytest.fixture(scope="module")
def reader(library: Library, known: Knowledge) -> LicenseReader:
    court = Court(open_definition(library), library.vocabulary, defaults_of(library))
    return LicenseReader(library, known, court)


def standing(name: str, reader: LicenseReader) -> Standing:
    (found,) = reader.read(name).standings
    return found


def clauses(breaches: tuple[Breach, ...], criterion: int) -> set[str]:
    return {b.clause.ref for b in breaches if b.criterion == criterion and b.sure and b.clause}


# Read in the texts: what is closed, and to whom.
@pytest.mark.parametrize(
    ("license_", "failed", "by"),
    [
        ("MIT", (), {}),
        ("Apache-2.0", (), {}),
        ("GPL-3.0-only", (), {}),
        ("AGPL-3.0-only", (), {}),
        ("CC0-1.0", (), {}),
        ("CC-BY-4.0", (), {}),
        ("CC-BY-SA-4.0", (), {}),
        ("OFL-1.1", (), {}),
        ("openmdw-1.0", (), {}),
        ("CC-BY-NC-4.0", (1, 6), {6: "CC-BY-NC-4.0#share"}),
        ("CC-BY-ND-4.0", (3,), {3: "CC-BY-ND-4.0#adapt"}),
        ("CC-BY-NC-ND-4.0", (1, 3, 6), {3: "CC-BY-NC-ND-4.0#adapt"}),
        ("llama-2", (5, 6), {5: "llama-2#mau-cap", 6: "llama-2#no-other-model"}),
        ("llama-3.1", (5, 6), {5: "llama-3.1#mau-cap", 6: "llama-3.1-aup#weapons"}),
        ("gemma", (6,), {6: "gemma-terms-2025-03-24#use-policy"}),
        ("bigcode-openrail-m-v1", (6,), {6: "bigcode-openrail-m-v1#malware"}),
        ("creativeml-openrail-m", (6,), {6: "creativeml-openrail-m#discrimination"}),
        ("BUSL-1.1", (6,), {6: "BUSL-1.1#non-production"}),
        ("SSPL-1.0", (6, 9), {6: "SSPL-1.0#service-stack", 9: "SSPL-1.0#service-stack"}),
        ("Elastic-2.0", (6,), {6: "Elastic-2.0#managed-service"}),
        ("JSON", (6,), {6: "JSON#good-not-evil"}),
        ("PolyForm-Noncommercial-1.0.0", (1, 5, 6), {6: "PolyForm-Noncommercial-1.0.0#noncommercial"}),
        ("PolyForm-Small-Business-1.0.0", (5,), {5: "PolyForm-Small-Business-1.0.0#small-business"}),
        ("mistral-mrl-0.1", (1, 5, 6), {5: "mistral-mrl-0.1#business", 6: "mistral-mrl-0.1#research-only"}),
        ("nxai-community", (5,), {5: "nxai-community#revenue-cap"}),
        ("kimi-k2-modified-mit", (5,), {}),
        ("stability-ai-community-2024-07-05", (5, 6, 7), {7: "stability-ai-community-2024-07-05#registration"}),
        ("nvidia-open-model-2025-04-28", (6,), {}),
        ("nvidia-sdk-12.8", (3, 5, 6, 8), {8: "nvidia-sdk-12.8#not-alone"}),
        ("alphafold3-weights-terms", (1, 3, 5, 6, 7), {}),
    ],
)  # fmt: skip
def test_a_license_fails_what_its_clauses_close(
    license_: str, failed: tuple[int, ...], by: dict[int, str], reader: LicenseReader
) -> None:
    found = standing(license_, reader)
    assert found.failed == failed
    for criterion, clause in by.items():
        assert clause in clauses(found.breaches, criterion)


def test_no_license_that_is_on_a_list_of_open_licenses_fails_anything(
    library: Library, known: Knowledge, reader: LicenseReader
) -> None:
    """The OSI read those on its list against the ten criteria: no clause may seem to fail one."""
    listed = [
        row["id"]
        for row in library.summaries()
        if (found := known.listings.get(row["id"].casefold())) and found.lists
    ]
    assert len(listed) > 150
    wrong = {i: standing(i, reader).breaches for i in listed if standing(i, reader).breaches}
    assert wrong == {}


def test_every_license_with_a_cap_on_users_or_a_use_policy_fails(
    library: Library, reader: LicenseReader
) -> None:
    """The encoders marked such burdens on their own: both ways of saying it must agree."""
    silent = []
    for row in library.summaries():
        license_ = library.get(row["id"])
        assert license_ is not None
        if license_.kind in NO_TITLE or license_.encoded != "full":
            continue
        marked = {"user-cap", "revenue-cap", "use-policy", "non-commercial", "no-derivatives"}
        if license_.burdens & marked and not standing(license_.id, reader).failed:
            silent.append(license_.id)
    assert silent == []


@pytest.mark.parametrize(
    ("rules", "failed"),
    [
        (["permit any"], ()),
        (["permit use, modify, train-on, publish-output"], (1, 3, 6)),
        (["permit use, distribute, host, train-on, publish-output"], (3,)),
        (["permit any when not use.commercial"], (1, 6)),
        (["permit any when use.purposes within [research]"], (6,)),
        (["permit any when licensee.kind = academic"], (5,)),
        (["permit any", "permit use when licensee.kind = academic"], ()),
        (["permit any", "forbid any when licensee.domicile in EU"], (5,)),
        (["permit any", "forbid any when use.territories has EU"], (5,)),
        (["permit any", "forbid host when use.managed_service"], (6,)),
        (["permit any", "forbid any when use.competes_with has artefact.licensor"], (6,)),
        (["permit any", "forbid any when use.purposes has any of [military, weapons]"], (6,)),
        (["permit any", "forbid any when use.purposes has any of [illegal, export-violation]"], ()),
        (["permit any", "forbid any when licensee.litigates_against has artefact.licensor"], ()),
        (["permit any", "forbid distribute when use.fee and not artefact.embedded"], ()),
        (["permit any", "forbid distribute when not artefact.embedded"], (8,)),
        (["permit any", "forbid train-on of output"], (6,)),
        (["permit any", "require pay to distribute"], (1,)),
        (["permit any", "require register to use"], (7,)),
        (["permit any", "require use-policy to any"], (6,)),
        (["permit any", "require include-license to distribute", "require same-license to distribute of derivative"], ()),
        (["permit any", "require disclose-source to host"], ()),
        (["permit any", "require disclose-source to host when use.managed_service"], (6,)),
        (["permit any", 'require display("x") to any when licensee.monthly_active_users > 5 users'], (5,)),
        (["permit any", "forbid any when licensee.annual_revenue > 5 EUR"], (5,)),
    ],
)  # fmt: skip
def test_rules_fail_the_criterion_of_what_they_hang_on(
    rules: list[str], failed: tuple[int, ...], tmp_path: Path
) -> None:
    found = examined(rules, tmp_path)
    assert found.failed == failed


def examined(rules: list[str], folder: Path) -> Standing:
    small = small_library(folder, licenses={"probe": license_file("probe-1.0", *rules)})
    court = Court(open_definition(small), small.vocabulary, defaults_of(small))
    return standing("probe-1.0", LicenseReader(small, open_knowledge(small), court))


def test_the_clause_that_fails_is_the_one_that_is_named(tmp_path: Path) -> None:
    found = examined(
        ["permit any", "forbid any when use.purposes has military", "forbid any when licensee.monthly_active_users > 5 users"],
        tmp_path,
    )  # fmt: skip
    assert clauses(found.breaches, 5) == {"probe-1.0#rule-3"}
    assert clauses(found.breaches, 6) == {"probe-1.0#rule-2"}
    (policy,) = (b for b in found.breaches if b.criterion == 6)
    assert policy.when == ("use.purposes has military",)


def test_what_hangs_on_the_thing_itself_is_not_sure(tmp_path: Path) -> None:
    rule = "forbid any when licensee.domicile in EU and artefact.class = multimodal"
    found = examined(["permit any", rule], tmp_path)
    assert found.failed == ()
    assert {b.missing for b in found.breaches} == {frozenset({"artefact.class"})}


def test_what_was_not_seen_whole_fails_only_by_what_was_seen(library: Library) -> None:
    known = open_knowledge(library)
    court = Court(open_definition(library), library.vocabulary, defaults_of(library))
    reader = LicenseReader(library, known, court)
    for row in library.summaries():
        if row["encoded"] == "partial" and row["kind"] not in NO_TITLE:
            found = standing(row["id"], reader)
            assert all(b.clause is not None for b in found.breaches), row["id"]


@pytest.mark.parametrize(
    "more",
    ["forbid host", "forbid distribute when licensee.kind = company", "forbid use when use.production"],
)  # fmt: skip
def test_more_that_is_forbidden_never_makes_a_license_fail_less(more: str, tmp_path: Path) -> None:
    rules = ["permit any", "forbid any when use.commercial", "forbid train-on of output"]
    before, after = examined(rules, tmp_path / "a"), examined([*rules, more], tmp_path / "b")
    assert before.failed == (1, 6)
    assert set(before.failed) <= set(after.failed)


def test_every_situation_is_told_apart_from_its_plain_one(library: Library) -> None:
    cases = situations(open_definition(library), "meta", library.vocabulary)
    base = cases[0].facts
    for case in cases:
        if case.changed is None:
            base = case.facts
        else:
            assert case.facts[case.changed] != base[case.changed]
    assert sum(case.changed is None for case in cases) == 3
