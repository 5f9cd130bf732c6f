"""The whole answer: what each source says, disputes, what is unknown, and who calls what open."""

from pathlib import Path

import pytest

from licenseengine.language.truth import Truth
from licenseengine.library.index import Library
from licenseengine.openness.answer import Judged, Openness, openness_of
from tests.openness.small import SYSTEMS, small_library

FOURTEEN = {
    "weights", "training-code", "inference-code", "training-data", "tuning-data", "architecture", "documentation",
    "model-card", "data-sheet", "paper", "report", "package", "access", "license",
}  # fmt: skip


def judged(found: Openness, key: str) -> Judged:
    return next(j for j in found.judged if j.criterion.key == key)


def states(found: Openness) -> dict[str, str]:
    return {j.criterion.key: j.state for j in found.judged}


def test_every_criterion_is_told_of_every_system(library: Library) -> None:
    for name in ("Amber", "BLOOMZ", "Llama 3.1", "meta-llama/Llama-3.1-70B-Instruct"):
        found = openness_of(name, library)
        assert set(states(found)) >= FOURTEEN
        for one in found.judged:
            for statement in one.statements:
                assert statement.source
                assert statement.url or statement.source == "license lists and clauses"


def test_two_sources_that_disagree_are_both_told(library: Library) -> None:
    weights = judged(openness_of("Llama 3.1", library), "weights")
    assert weights.state == "disputed"
    assert {(s.source, s.state) for s in weights.statements} == {
        ("Model Openness Tool", "partial"),
        ("European Open Source AI Index", "closed"),
    }


def test_two_sources_that_agree_are_one_state(library: Library) -> None:
    architecture = judged(openness_of("Llama 3.1", library), "architecture")
    assert architecture.state == "partial"
    assert len(architecture.statements) == 2


def test_a_source_that_knows_nothing_does_not_dispute(library: Library) -> None:
    data = judged(openness_of("Llama 3.1", library), "training-data")
    assert (data.state, {s.state for s in data.statements}) == ("closed", {"unknown", "closed"})


def test_of_an_artefact_only_its_license_is_known(library: Library) -> None:
    found = openness_of("meta-llama/Llama-3.1-70B-Instruct", library)
    known = {key for key, state in states(found).items() if state != "unknown"}
    assert known == {"license"}
    assert judged(found, "license").state == "closed"


def test_weights_under_closed_terms_are_enough_for_no_class(library: Library) -> None:
    found = openness_of("meta-llama/Llama-3.1-70B-Instruct", library)
    assert found.classified is not None
    assert (found.classified.number, found.open_source) == (0, Truth.FALSE)


def test_an_open_license_alone_settles_neither_class_nor_definition(library: Library) -> None:
    found = openness_of("mistralai/Mistral-7B-v0.1", library)
    assert found.classified is not None
    assert (found.classified.number, found.classified.at_most) == (None, 1)
    assert found.open_source is Truth.UNKNOWN
    assert judged(found, "license").state == "open"


def test_a_closed_code_base_closes_its_parts_and_a_partial_one_leaves_them_open(
    library: Library,
) -> None:
    closed = states(openness_of("Phi 3 Instruct", library))
    assert (closed["source-code"], closed["training-code"]) == ("closed", "closed")
    partial = openness_of("WizardLM 13B v1.2", library)
    assert states(partial)["source-code"] == "partial"
    assert states(partial)["training-code"] == "unknown"


def test_a_license_has_no_class_and_no_criteria(library: Library) -> None:
    found = openness_of("MIT", library)
    assert (found.judged, found.classified, found.open_source) == ((), None, None)
    (standing,) = found.standings
    assert (standing.open, standing.failed) == (Truth.TRUE, ())


@pytest.mark.parametrize(
    ("ref", "washed", "claimed"),
    [
        ("Llama 3.1", {"llama-3.1", "llama-3"}, True),
        ("Llama-2-7B", {"llama-2"}, True),
        ("gemma-7b", {"gemma-terms-2025-03-24"}, True),
        ("Falcon-40B-instruct", set(), True),  # called open, and Apache-2.0
        ("OpenLLaMA-3Bv2", set(), True),
        ("Amber", set(), False),
        ("nvidia-open-model-2025-04-28", {"nvidia-open-model-2025-04-28"}, False),
        ("bigcode-openrail-m-v1", {"bigcode-openrail-m-v1"}, False),
        ("databricks-open-model-license", {"databricks-open-model-license"}, False),
        ("ODbL-1.0", set(), False),
        ("openmdw-1.0", set(), False),
        ("CC-BY-NC-4.0", set(), False),  # closed, and does not say otherwise
    ],
)
def test_what_is_called_open_and_is_not_is_named(
    ref: str, washed: set[str], claimed: bool, library: Library
) -> None:
    found = openness_of(ref, library)
    assert {standing.id for standing in found.washed} == washed
    assert bool(found.claims) is claimed


def test_what_others_made_of_a_model_is_not_held_to_its_makers_words(tmp_path: Path) -> None:
    system = {**SYSTEMS[0], "name": "mpt", "family": "mpt", "refs": "someone/mpt"}
    small = small_library(tmp_path, systems=(system,))
    assert openness_of("someone/mpt", small).claims == ()


def test_the_words_of_its_makers_are_held_against_a_system(tmp_path: Path) -> None:
    found = openness_of("Harbour", small_library(tmp_path))
    assert [claim.words for claim in found.claims] == ["open <b>model</b>"]
    assert [standing.id for standing in found.washed] == ["open-capped-1.0"]
    own = openness_of("Open Quay", small_library(tmp_path / "again"))
    assert [(claim.words, claim.source) for claim in own.claims] == [("Open Quay", "its own name")]


def test_every_system_of_the_tables_is_answered(library: Library) -> None:
    from licenseengine.openness.reading import open_knowledge  # noqa: PLC0415 - beside its use

    outcomes = set()
    for system in open_knowledge(library).systems:
        found = openness_of(system.name, library)
        assert found.subject.system is system
        assert found.classified is not None
        outcomes.add((found.classified.number, found.open_source))
        if system.release is not None:
            assert found.classified.number is not None, system.name
    numbers = {number for number, _ in outcomes}
    assert numbers >= {None, 0, 3, 1}
    assert {truth for _, truth in outcomes} == set(Truth)
