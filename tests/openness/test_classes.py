"""Classes and the definition: the cases of the Model Openness Tool, tables, and laws."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licenseengine.language.truth import Truth, all_of
from licenseengine.library.index import Library
from licenseengine.openness.breaches import Court
from licenseengine.openness.classes import Classified, class_of, fulfilments
from licenseengine.openness.components import held_by_release
from licenseengine.openness.definition import open_definition
from licenseengine.openness.licensing import LicenseReader
from licenseengine.openness.reading import open_knowledge
from licenseengine.openness.records import Framework, Release
from licenseengine.resolve.judge import defaults_of

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("mof_cases.json").read_text(encoding="utf-8")
)["cases"]
SHARED = Path("../shared/cases/openness/mof_cases.json")
TRUTHS = st.sampled_from(list(Truth))


@pytest.fixture(scope="module")
def framework(library: Library) -> Framework:
    return open_knowledge(library).framework


@pytest.fixture(scope="module")
def reader(library: Library) -> LicenseReader:
    court = Court(open_definition(library), library.vocabulary, defaults_of(library))
    return LicenseReader(library, open_knowledge(library), court)


def release_of(case: Mapping[str, Any], framework: Framework) -> Release:
    """A case as a release: a component without a license is under that of the release."""
    keys = {component.name: key for key, component in framework.components.items()}
    components = {
        keys[name.casefold()]: license_ or ("release" if case["licenses"] else "unlicensed")
        for name, license_ in case["components"].items()
    }
    licenses = {("release" if k == "distribution" else k): v for k, v in case["licenses"].items()}
    return Release(case["case"], "", licenses, components)


def classified(case: Mapping[str, Any], framework: Framework, reader: LicenseReader) -> Classified:
    held = held_by_release(release_of(case, framework), framework, reader)
    return class_of(framework, {key: one.listed for key, one in held.items()})


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_the_class_and_its_progress_are_those_of_the_tool(
    case: dict[str, Any], framework: Framework, reader: LicenseReader
) -> None:
    found = classified(case, framework, reader)
    assert found.number == case["class"]
    progress = {str(step.openness_class.number): step.progress for step in found.steps}
    assert progress == case["progress"]


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared cases are not beside the checkout")
def test_the_cases_are_those_that_were_given() -> None:
    given_ = json.loads(SHARED.read_text(encoding="utf-8"))
    assert [
        {
            "case": case["case"],
            "licenses": case["global_licences"],
            "components": {c["name"]: c.get("licence") for c in case["components"]},
            "class": case["expected"]["class"],
            "progress": case["expected"]["progress"],
        }
        for case in given_
    ] == CASES


def everything(framework: Framework, truth: Truth = Truth.TRUE) -> dict[str, Truth]:
    return dict.fromkeys(framework.components, truth)


@pytest.mark.parametrize(
    ("without", "number"),
    [
        ((), 1),
        (("sample-outputs", "libraries", "metadata"), 1),
        (("technical-report",), 1),
        (("research-paper",), 2),
        (("datasets",), 2),
        (("intermediate-parameters",), 2),
        (("evaluation-data",), 3),
        (("training-code", "datasets"), 3),
        (("technical-report", "research-paper"), 0),
        (("parameters",), 0),
        (("data-card",), 0),
    ],
)
def test_a_class_asks_for_what_it_and_those_below_it_ask_for(
    without: tuple[str, ...], number: int, framework: Framework
) -> None:
    held = everything(framework) | dict.fromkeys(without, Truth.FALSE)
    assert class_of(framework, held).number == number


@pytest.mark.parametrize(
    ("untold", "between"),
    [
        (("datasets",), (2, 1)),
        (("technical-report",), (1, 1)),
        (("parameters",), (0, 1)),
        (("training-code",), (3, 1)),
    ],
)
def test_what_is_not_told_leaves_the_class_between_two(
    untold: tuple[str, ...], between: tuple[int, int], framework: Framework
) -> None:
    found = class_of(framework, everything(framework) | dict.fromkeys(untold, Truth.UNKNOWN))
    assert (found.at_least, found.at_most) == between
    assert found.number == (between[0] if between[0] == between[1] else None)


def test_nothing_released_is_no_class_and_progress_is_none_of_it(framework: Framework) -> None:
    found = class_of(framework, everything(framework, Truth.FALSE))
    assert (found.number, [step.progress for step in found.steps]) == (0, [0.0, 0.0, 0.0])
    nothing_told = class_of(framework, everything(framework, Truth.UNKNOWN))
    assert (nothing_told.number, nothing_told.at_most) == (None, 1)
    assert [step.progress for step in nothing_told.steps] == [None, None, None]


def openness(number: int) -> int:
    """Classes in their order, the most open last; 0 is no class."""
    return -number if number else -9


@given(data=st.data())
def test_releasing_more_never_lowers_the_class(data: st.DataObject, framework: Framework) -> None:
    held = {key: data.draw(TRUTHS, key) for key in framework.components}
    more = data.draw(st.sampled_from(sorted(held)))
    before, after = class_of(framework, held), class_of(framework, {**held, more: Truth.TRUE})
    assert openness(after.at_least) >= openness(before.at_least)
    assert openness(after.at_most) >= openness(before.at_most)


@given(data=st.data())
def test_telling_what_was_unknown_keeps_within_what_was_known(
    data: st.DataObject, framework: Framework
) -> None:
    held = {key: data.draw(TRUTHS, key) for key in framework.components}
    told = {
        key: data.draw(st.sampled_from([Truth.FALSE, Truth.TRUE])) if t is Truth.UNKNOWN else t
        for key, t in held.items()
    }
    before, after = class_of(framework, held), class_of(framework, told).number
    assert after is not None
    assert openness(before.at_least) <= openness(after) <= openness(before.at_most)


@given(data=st.data())
def test_a_class_is_met_exactly_when_its_progress_is_whole(
    data: st.DataObject, framework: Framework
) -> None:
    known = st.sampled_from([Truth.FALSE, Truth.TRUE])
    held = {key: data.draw(known, key) for key in framework.components}
    for step in class_of(framework, held).steps:
        assert (step.met is Truth.TRUE) is (step.progress == 100)
        assert (step.met is Truth.TRUE) is (not step.missing and step.progress != 0)


def outcome(framework: Framework, opened: dict[str, Truth], approved: dict[str, Truth]) -> Truth:
    return all_of(f.met for f in fulfilments(framework, {"open": opened, "osi": approved}))


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ((), Truth.TRUE),
        (("datasets", "research-paper", "technical-report"), Truth.TRUE),
        (("datasets", "research-paper", "technical-report", "data-card"), Truth.FALSE),
        (("libraries",), Truth.FALSE),
        (("preprocessing-code",), Truth.FALSE),
        (("architecture",), Truth.FALSE),
        (("parameters",), Truth.FALSE),
        (("evaluation-code", "model-card", "intermediate-parameters"), Truth.TRUE),
    ],
)
def test_the_definition_asks_for_data_information_code_and_parameters(
    gone: tuple[str, ...], expected: Truth, framework: Framework
) -> None:
    held = everything(framework) | dict.fromkeys(gone, Truth.FALSE)
    assert outcome(framework, held, held) is expected


def test_code_must_be_approved_and_weights_may_be_under_any_open_terms(
    framework: Framework,
) -> None:
    every, none = everything(framework), everything(framework, Truth.FALSE)
    assert outcome(framework, every, every | {"parameters": Truth.FALSE}) is Truth.TRUE
    assert outcome(framework, every, none) is Truth.FALSE
    assert outcome(framework, every, everything(framework, Truth.UNKNOWN)) is Truth.UNKNOWN


@given(data=st.data())
def test_releasing_more_never_leads_away_from_the_definition(
    data: st.DataObject, framework: Framework
) -> None:
    held = {key: data.draw(TRUTHS, key) for key in framework.components}
    more = {**held, data.draw(st.sampled_from(sorted(held))): Truth.TRUE}
    assert outcome(framework, more, more) >= outcome(framework, held, held)
