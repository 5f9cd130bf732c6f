"""Tables for duties, days, acceptances, labels, and what others did upstream."""

from dataclasses import replace
from datetime import date

import pytest

from licenseengine.language.facts import Facts, FactValue
from licenseengine.language.tree import Quantity
from licenseengine.library.records import AsOf
from licenseengine.solver.records import Level
from licenseengine.solver.solve import solve
from licenseengine.stack.records import Acceptance, Artefact, Input, Operation, Policy
from tests.random_facts import ASSUMED
from tests.small_problems import (
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


@pytest.mark.parametrize(
    ("name", "level"),
    [
        (None, P),
        ("Llama", P),
        ("Llama-Harbour", P),
        ("llama harbour", P),
        ("Harbour-Llama", X),
        ("Harbour", X),
    ],
)
def test_a_name_prefix_is_seen_in_the_name_of_the_version(name: str | None, level: Level) -> None:
    license_ = license_of("permit any", 'require name-prefix("Llama") to host of derivative')
    tuned = made("b", *TUNE, name=name)
    assert solve(problem({"a": ((license_,),)}, tuned)).level is level
    app = made("c", "include", ("parts", "b"), kind="software", name="Harbour")
    assert solve(problem({"a": ((license_,),)}, tuned, app)).level is level


def test_every_version_in_a_product_is_looked_at() -> None:
    license_ = license_of("permit any", 'require name-prefix("Llama") to host of derivative')
    good, bad = (made(n, *TUNE, name=n) for n in ("Llama-b", "c"))
    app = made("d", "include", ("parts", "Llama-b"), ("parts", "c"))
    assert solve(problem({"a": ((license_,),)}, good, bad, app)).level is X


@pytest.mark.parametrize(
    ("kinds", "state", "step", "level"),
    [
        ("[model, adapter]", "derivative", TUNE, X),  # the version in the product is a model
        ("[software]", "derivative", TUNE, P),  # what it lies in is not what the clause speaks of
        (
            "[output]",
            "output",
            ("generate", ("model", "a")),
            P,
        ),  # outputs put together are the whole
        ("[software]", "output", ("generate", ("model", "a")), X),
    ],
)
def test_in_a_product_a_clause_speaks_of_the_version_and_not_of_the_product(
    kinds: str, state: str, step: Step, level: Level
) -> None:
    rule = f'require name-prefix("Llama") to distribute of {state} when result.kind in {kinds}'
    license_ = license_of("permit any", "permit any of output", rule)
    version = made("b", *step, name="Harbour", kind="output" if state == "output" else "model")
    app = made("c", "include", ("parts", "b"), kind="software", name="Harbour")
    assert solve(problem({"a": ((license_,),)}, version, app, do=("distribute",))).level is level


@pytest.mark.parametrize(
    ("told", "level", "met"),
    [({}, P, "unknown"), ({"use.source_offered": True}, P, "yes")],
)
def test_a_duty_is_met_broken_or_open(told: dict[str, FactValue], level: Level, met: str) -> None:
    verdict = under("permit any", "require disclose-source to host", told=told)
    assert (verdict.level, verdict.duties[0].met) == (level, met)
    broken = under(
        "permit any", "require disclose-source to host", told={"use.source_offered": False}
    )
    assert (broken.level, broken.findings[0].outcome) == (X, "duty-broken")


@pytest.mark.parametrize(
    ("as_of", "told_for", "level"),
    [
        (AsOf("released", "month"), date(2024, 6, 1), X),
        (AsOf("released", "month"), date(2024, 5, 31), C),
        (AsOf("released", "month"), date(2024, 7, 23), X),
        (AsOf("released", "month"), date(2024, 7, 24), C),
        (AsOf("use", "year"), date(2025, 1, 1), X),
        (AsOf("use", "year"), date(2024, 12, 31), C),
        (AsOf(date(2025, 5, 5)), date(2025, 5, 5), X),
        (AsOf(date(2025, 5, 5)), date(2025, 5, 6), C),
    ],
)
def test_a_figure_counts_for_its_days_only(as_of: AsOf, told_for: date, level: Level) -> None:
    limit = "forbid any when licensee.monthly_active_users > 700M users"
    license_ = license_of("permit any", limit, released=date(2024, 7, 23))
    clauses = (license_.clauses[0], replace(license_.clauses[1], as_of=as_of))
    plan = problem({"a": ((replace(license_, clauses=clauses),),)})
    told: dict[str, FactValue] = {
        "licensee.monthly_active_users": Quantity(700_000_001, "users"),
        "use.date": date(2026, 1, 1),
    }
    facts = Facts(told, ASSUMED, {"licensee.monthly_active_users": told_for})
    assert solve(replace(plan, facts=facts)).level is level


def test_accepting_one_ban_leaves_the_next() -> None:
    plan = problem({"a": ((license_of("permit any", "forbid host", "forbid any"),),)})
    for rules, level in (((), X), (("L#r1",), X), (("r1", "r2"), P)):
        allow = tuple(Acceptance(rule, "by counsel") for rule in rules)
        assert solve(replace(plan, policy=Policy({}, allow))).level is level


MIT = license_of("permit any", id_="mit", kind="open-source", reusable=True)


@pytest.mark.parametrize(
    ("rules", "do", "level"),
    [
        (["permit any"], ("distribute",), P),
        (["permit any unless use.commercial"], ("distribute",), X),
        (["permit any", "require same-license to distribute of derivative"], ("distribute",), X),
        (["permit any", "require same-license to distribute of original"], ("distribute",), P),
        (["permit any", "require same-license to distribute"], ("host",), P),
        (["permit any", "require same-license to host"], ("host",), X),
        (["permit any", "require same-license to host"], ("distribute", "host"), X),
        (["permit any", "require same-license to any", "relicense to mit"], ("distribute",), P),
        (["permit any", "require pass-on to distribute"], ("distribute",), X),
        (["permit any", "forbid any when law.vague_terms_bind"], ("distribute",), R),
        (
            [
                "permit any",
                "require same-license to distribute when use.production",
                "forbid any when use.purposes has military",
            ],
            ("distribute",),
            X,
        ),
    ],
)
def test_the_label_on_a_work(rules: list[str], do: tuple[str, ...], level: Level) -> None:
    told: dict[str, FactValue] = {"use.commercial": False, "use.purposes": frozenset({"research"})}
    tuned = made("b", *TUNE, release="mit")
    plan = problem({"a": ((license_of(*rules),),)}, tuned, do=do, told=told, releases=(MIT,))
    assert solve(plan).level is level


@pytest.mark.parametrize(
    ("rules", "level"),
    [
        (["permit any"], P),
        (["permit any of original"], X),
        (["permit any", "forbid distribute of derivative"], X),
    ],
)
def test_a_label_grants_versions_too(rules: list[str], level: Level) -> None:
    """What is linked counts as original here, but the label lets others change it."""
    program = made("b", *LINK, release="mit")
    plan = problem({"a": ((license_of(*rules),),)}, program, do=("distribute",), releases=(MIT,))
    assert solve(plan).level is level


@pytest.mark.parametrize(("answer", "level"), [(None, R), (True, X), (False, P)])
def test_terms_about_outputs_that_somebody_else_accepted(
    answer: bool | None,
    level: Level,
) -> None:
    laws = {} if answer is None else {"law.output_terms_bind_strangers": answer}
    terms = license_of("permit any", "forbid train-on of output")
    drawn = Operation("generate", (Input("model", "a"),), "upstream")
    texts = Artefact("b", "output", made=drawn)
    trained = made("c", "train", ("data", "b"))
    assert solve(problem({"a": ((terms,),)}, texts, trained, laws=laws)).level is level
    ours = replace(texts, made=replace(drawn, who="us"))
    assert solve(problem({"a": ((terms,),)}, ours, trained, laws=laws)).level is X


@pytest.mark.parametrize(
    ("step", "claimed", "level"),
    [(TRAIN, True, P), (TRAIN, False, X), (TUNE, True, X)],
)
def test_an_exception_lifts_its_own_acts_where_it_is_claimed(
    step: Step,
    claimed: bool,
    level: Level,
) -> None:
    laws = {"law.tdm_exception": claimed, "law.training_is_adaptation": False}
    plan = problem({"a": ((license_of("permit use"),),)}, made("b", *step), laws=laws)
    assert solve(plan).level is level


def test_no_license_is_no_permission() -> None:
    assert solve(problem({"a": ()})).level is R
    assert solve(problem({"a": ()}, made("b", *TUNE))).level is R
