"""Tables for the solver's small parts: what no law catches, a table does (HOUSE, trap 8)."""

import pytest

from licenseengine.language.facts import FactValue
from licenseengine.library.records import License
from licenseengine.solver.records import Level
from licenseengine.solver.solve import solve
from tests.small_problems import (
    ADAPT,
    LINK,
    TRAIN,
    TUNE,
    C,
    P,
    R,
    Step,
    X,
    license_of,
    made,
    problem,
    under,
)

YES = license_of("permit any", id_="yes")
OPEN = license_of("permit any when use.production", id_="open")
PARTLY = license_of("permit any", id_="partly", encoded="partial")
NO = license_of("permit use", id_="no")


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        pytest.param(YES, YES, P, P, id="yes, yes"),
        pytest.param(YES, OPEN, C, P, id="yes, open"),
        pytest.param(YES, PARTLY, R, P, id="yes, partly seen"),
        pytest.param(YES, NO, X, P, id="yes, no"),
        pytest.param(OPEN, PARTLY, R, C, id="open, partly seen"),
        pytest.param(OPEN, NO, X, C, id="open, no"),
        pytest.param(PARTLY, NO, X, R, id="partly seen, no"),
        pytest.param(NO, NO, X, X, id="no, no"),
    ],
)
def test_and_takes_the_worst_or_takes_the_best(
    one: License, other: License, both: Level, either: Level
) -> None:
    for first, second in ((one, other), (other, one)):
        assert solve(problem({"a": ((first, second),)})).level is both
        assert solve(problem({"a": ((first,), (second,))})).level is either
        collection = made("c", "collect", ("datasets", "a"), ("datasets", "b"))
        side_by_side = problem({"a": ((first,),), "b": ((second,),)}, collection)
        assert solve(side_by_side).level is both


@pytest.mark.parametrize(
    ("rules", "told", "level", "outcome", "rule"),
    [
        (["permit any"], {}, P, "granted", "r0"),
        (["permit use"], {}, X, "not-granted", "r0"),
        ([], {}, X, "not-granted", None),
        (["permit any", "forbid host"], {}, X, "forbidden", "r1"),
        (["permit any", "forbid use"], {}, P, "granted", "r0"),
        (["forbid host"], {}, X, "forbidden", "r0"),
        (["permit any when use.production"], {}, C, "not-granted", "r0"),
        (["permit any when use.production"], {"use.production": True}, P, "granted", "r0"),
        (["permit any when use.production"], {"use.production": False}, X, "not-granted", "r0"),
        (["permit any unless use.production"], {"use.production": True}, X, "not-granted", "r0"),
        (["permit any", "forbid any when use.production"], {}, C, "forbidden", "r1"),
        (["permit use", "forbid any when use.production"], {}, X, "not-granted", "r0"),
        (["permit any", "forbid host when law.vague_terms_bind"], {}, R, "forbidden", "r1"),
        (["permit any of derivative"], {}, X, "not-granted", "r0"),
        (["permit any of original"], {}, P, "granted", "r0"),
        (["permit any in dataset"], {}, X, "not-granted", "r0"),
        (["permit any in llm"], {}, C, "not-granted", "r0"),
    ],
)
def test_one_act_under_one_license(
    rules: list[str], told: dict[str, FactValue], level: Level, outcome: str, rule: str | None
) -> None:
    verdict = under(*rules, told=told)
    assert verdict.level is level
    found = [(f.outcome, f.clause.id if f.clause else None) for f in verdict.findings]
    assert found == [(outcome, rule)]


@pytest.mark.parametrize(
    ("more", "level"),
    [
        ({"encoded": "partial"}, R),
        ({"encoded": "partial", "kind": "policy"}, R),
        ({"kind": "policy"}, P),
    ],
)
def test_what_is_silent(more: dict[str, object], level: Level) -> None:
    license_ = license_of("forbid host when use.role = end-user", **more)  # type: ignore[arg-type]
    assert solve(problem({"a": ((license_,),)})).level is level


ACTS = "permit use, modify, train-on"  # what we do to get there; hosting stands to be judged
NOTHING: dict[str, FactValue] = {}


@pytest.mark.parametrize(
    ("step", "rules", "told", "level"),
    [
        pytest.param(TUNE, [], NOTHING, X, id="changed is derivative"),
        pytest.param(TUNE, ["permit host of derivative"], NOTHING, P, id="granted as derivative"),
        pytest.param(TUNE, ["permit host of original"], NOTHING, X, id="not an original"),
        pytest.param(TUNE, ["treat changed as free"], NOTHING, P, id="the text frees it"),
        pytest.param(
            TUNE,
            ["treat changed as free when use.production"],
            {"use.production": False},
            X,
            id="where the text is silent, the default stands",
        ),
        pytest.param(
            TUNE, ["treat changed as free when use.production"], NOTHING, C, id="hangs on a fact"
        ),
        pytest.param(
            TUNE,
            ["treat changed as free", "treat changed as derivative"],
            NOTHING,
            X,
            id="a contradiction is no yes",
        ),
        pytest.param(ADAPT, [], NOTHING, R, id="unsettled law"),
        pytest.param(ADAPT, ["treat adapter as derivative"], NOTHING, X, id="settled by the text"),
        pytest.param(
            ADAPT,
            ["treat adapter as derivative when use.production"],
            {"law.adapter_is_derivative": False},
            C,
            id="open treatment, law answered",
        ),
        pytest.param(TRAIN, [], {"law.training_is_adaptation": False}, P, id="free by law"),
        pytest.param(TRAIN, [], {"law.training_is_adaptation": True}, X, id="bound by law"),
        pytest.param(
            TRAIN,
            ["treat trained as free", "forbid host of trained"],
            NOTHING,
            X,
            id="free, but a rule names it",
        ),
        pytest.param(
            LINK,
            ["treat linked as free", "treat linked-dynamic as derivative"],
            NOTHING,
            X,
            id="special before general",
        ),
        pytest.param(
            LINK,
            ["treat linked as derivative", "treat linked-dynamic as free when use.production"],
            {"use.production": False},
            X,
            id="general where the special does not hold",
        ),
    ],
)
def test_what_a_state_counts_as(
    step: Step, rules: list[str], told: dict[str, FactValue], level: Level
) -> None:
    laws = {n: v for n, v in told.items() if isinstance(v, bool) and n.startswith("law.")}
    license_ = license_of(ACTS, *rules)
    plan = problem({"a": ((license_,),)}, made("b", *step), told=told, laws=laws)
    assert solve(plan).level is level
