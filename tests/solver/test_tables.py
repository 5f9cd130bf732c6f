"""Tables for the solver's small parts: what no law catches, a table does (HOUSE, trap 8)."""

from dataclasses import replace
from datetime import date

import pytest

from licenseengine.language.facts import Facts, FactValue
from licenseengine.language.parser import parse_sentence
from licenseengine.language.tree import Quantity
from licenseengine.library.records import AsOf, Clause, License, LicenseKind
from licenseengine.solver.records import Elected, Level, Problem, Verdict
from licenseengine.solver.solve import solve
from licenseengine.stack.records import Acceptance, Artefact, Input, Operation, Policy
from tests.random_facts import ASSUMED
from tests.strategies import defaults, needs_license, words

P, C, R, X = Level.PERMITTED, Level.CONDITIONAL, Level.REVIEW, Level.PROHIBITED


def license_of(*rules: str, id_: str = "L", kind: LicenseKind = "model", **more: object) -> License:
    clauses = tuple(
        Clause(f"r{i}", str(i), parse_sentence(rule), id_) for i, rule in enumerate(rules)
    )
    return replace(License(id_, id_, kind, clauses), **more)  # type: ignore[arg-type]


def made(id_: str, by: str, *inputs: tuple[str, str], **more: object) -> Artefact:
    operation = Operation(by, tuple(Input(role, node) for role, node in inputs))
    return replace(Artefact(id_, "model", made=operation), **more)  # type: ignore[arg-type]


def problem(
    choices: dict[str, tuple[tuple[License, ...], ...]],
    *more: Artefact,
    do: tuple[str, ...] = ("host",),
    told: dict[str, FactValue] | None = None,
    laws: dict[str, bool] | None = None,
    releases: tuple[License, ...] = (),
) -> Problem:
    """The licensed nodes, what is made of them, and a plan for the last."""
    artefacts = (*(Artefact(n, "model") for n in choices), *more)
    elected = {
        a.id: tuple(Elected(str(i), b) for i, b in enumerate(choices.get(a.id, ())))
        for a in artefacts
    }
    return Problem(
        artefacts=artefacts,
        choices=elected,
        unlicensed=frozenset(a.id for a in artefacts if needs_license(a, elected)),
        do=do,
        of=(artefacts[-1].id,),
        facts=Facts({**(told or {}), **(laws or {})}, ASSUMED),
        vocabulary=words(),
        defaults=defaults(),
        policy=Policy(laws or {}),
        releases={x.id: x for x in releases},
        reusable=releases,
    )


def under(*rules: str, told: dict[str, FactValue] | None = None) -> Verdict:
    """One model under these rules, hosted."""
    return solve(problem({"a": ((license_of(*rules),),)}, told=told))


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


TUNE = ("fine-tune", ("base", "a"))
ADAPT = ("adapt", ("base", "a"))
TRAIN = ("train", ("data", "a"))
LINK = ("link-dynamic", ("libraries", "a"))
ACTS = "permit use, modify, train-on"  # what we do to get there; hosting stands to be judged
NOTHING: dict[str, FactValue] = {}
Step = tuple[str, tuple[str, str]]


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
