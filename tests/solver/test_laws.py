"""The laws of a verdict (DESIGN 11, HOUSE section 2), tried on random stacks.

They run with few examples here and with many at night (`LAWS_EXAMPLES=5000`). A law is no
net by itself: the tables and the reference solver stand beside it.
"""

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import TypeVar

from licenseengine.library.records import License
from licenseengine.solver.records import Elected, Level, Problem
from licenseengine.stack.records import Artefact, Input, Policy
from tests.laws import a_law, binding_licenses, facts_of, is_permit, level, licenses
from tests.random_facts import ASSUMED, VALUES
from tests.random_licenses import clauses, random_forbid, random_license
from tests.strategies import (
    random_choices,
    rewrite_licenses,
    words,
)

T = TypeVar("T")


def added(rng: Random, license_: License) -> License:
    extra = clauses(rng, license_.id, [random_forbid(rng)])
    forbid = replace(extra[0], id="added")
    return replace(license_, clauses=(*license_.clauses, forbid))


@a_law
def test_adding_a_forbid_never_improves(problem: Problem, rng: Random) -> bool:
    """A label that forbids more may grant less than before, and fit better: labels stay."""
    worse = binding_licenses(problem, lambda x: added(rng, x))
    return level(worse) >= level(problem)


@a_law
def test_removing_a_permit_never_improves(problem: Problem, rng: Random) -> bool:
    def less(license_: License) -> License:
        permits = [c for c in license_.clauses if is_permit(c)]
        gone = rng.choice(permits) if permits else None
        return replace(license_, clauses=tuple(c for c in license_.clauses if c is not gone))

    return level(binding_licenses(problem, less)) >= level(problem)


@a_law
def test_a_further_license_never_improves(problem: Problem, rng: Random) -> bool:
    """`A AND B` binds at least as much as `A`: in every branch of a node that has terms."""
    nodes = [n for n, choice in problem.choices.items() if choice]
    if not nodes:
        return True
    node, more = rng.choice(nodes), random_license(rng, "more")
    choice = tuple(Elected(e.text, (*e.licenses, more)) for e in problem.choices[node])
    return level(replace(problem, choices={**problem.choices, node: choice})) >= level(problem)


@a_law
def test_a_further_branch_never_worsens(problem: Problem, rng: Random) -> bool:
    nodes = [n for n, choice in problem.choices.items() if choice]
    if not nodes:
        return True
    node = rng.choice(nodes)
    more = (*problem.choices[node], *random_choices(rng))
    return level(replace(problem, choices={**problem.choices, node: more})) <= level(problem)


@a_law
def test_a_node_upstream_never_improves(problem: Problem, rng: Random) -> bool:
    """One more thing that went into a node, made with what went in before.

    A further *base* can move what a rule asks about the result (`result.other_base`), so the
    new node goes in as data or as a tool, in the roles that no graph fact looks at.
    """
    made = [a for a in problem.artefacts if a.made is not None]
    if not made:
        return True
    artefact = rng.choice(made)
    assert artefact.made is not None
    roles = [
        r for r in problem.vocabulary.roles(artefact.made.by) if r in {"data", "with", "prompt"}
    ]
    new = Artefact("new", "dataset")
    inputs = (*artefact.made.inputs, Input(rng.choice(roles), "new"))
    grown = replace(artefact, made=replace(artefact.made, inputs=inputs))
    worse = replace(
        problem,
        artefacts=(new, *(grown if a is artefact else a for a in problem.artefacts)),
        choices={**problem.choices, "new": random_choices(rng)},
    )
    return level(worse) >= level(problem)


@a_law
def test_the_order_of_nodes_rules_and_branches_does_not_matter(
    problem: Problem, rng: Random
) -> bool:
    def shuffled(license_: License) -> License:
        return replace(license_, clauses=tuple(mixed(rng, license_.clauses)))

    other = rewrite_licenses(problem, shuffled)
    choices = {
        node: tuple(Elected(e.text, tuple(mixed(rng, e.licenses))) for e in mixed(rng, choice))
        for node, choice in mixed(rng, other.choices.items())
    }
    artefacts = some_order(rng, other.artefacts)
    do, of = tuple(mixed(rng, other.do)), tuple(mixed(rng, other.of))
    other = replace(other, choices=choices, artefacts=artefacts, do=do, of=of)
    return level(other) is level(problem)


def mixed(rng: Random, items: Iterable[T]) -> list[T]:
    found = list(items)
    rng.shuffle(found)
    return found


def some_order(rng: Random, artefacts: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """Any order in which each artefact follows what it was made from."""
    found: list[Artefact] = []
    while len(found) < len(artefacts):
        done = {a.id for a in found}
        ready = [a for a in artefacts if a.id not in done and sources(a) <= done]
        found.append(rng.choice(ready))
    return tuple(found)


def sources(artefact: Artefact) -> set[str]:
    return {i.node for i in artefact.made.inputs} if artefact.made else set()


# Telling these can overturn an answer, by design: an assumption stood in their place (sensitive
# purposes are taken to be absent), or they show that a duty is broken that was only open before.
OVERTURNING = {
    *ASSUMED,
    "use.purposes",
    *(e["fact"] for e in words().raw["duties"].values() if "fact" in e),
}


@a_law
def test_telling_a_missing_fact_never_turns_yes_into_no_or_back(
    problem: Problem, rng: Random
) -> bool:
    missing = sorted(set(VALUES) - set(problem.facts.told) - OVERTURNING)
    if problem.policy.allow:  # what is accepted until a day hangs on the day
        missing = [name for name in missing if name != "use.date"]
    if not missing:
        return True
    name = rng.choice(missing)
    more = replace(problem, facts=problem.facts.telling({name: rng.choice(VALUES[name])}))
    return {level(problem), level(more)} != {Level.PERMITTED, Level.PROHIBITED}


@a_law
def test_answering_a_legal_question_never_turns_yes_into_no_or_back(problem: Problem) -> bool:
    for law in words().questions["questions"]:
        if law not in problem.facts.told and law not in ASSUMED:
            for answer in (True, False):
                policy = Policy({**problem.policy.laws, law: answer}, problem.policy.allow)
                facts = problem.facts.telling({law: answer})
                more = replace(problem, facts=facts, policy=policy)
                if {level(problem), level(more)} == {Level.PERMITTED, Level.PROHIBITED}:
                    return False
    return True


@a_law
def test_removing_what_nothing_is_made_from_never_worsens(problem: Problem) -> bool:
    used = {node for a in problem.artefacts for node in sources(a)}
    for artefact in problem.artefacts:
        if artefact.id not in used:
            rest = tuple(a for a in problem.artefacts if a is not artefact)
            of = tuple(n for n in problem.of if n != artefact.id)
            choices = {n: c for n, c in problem.choices.items() if n != artefact.id}
            unlicensed = problem.unlicensed - {artefact.id}
            less = replace(problem, artefacts=rest, of=of, choices=choices, unlicensed=unlicensed)
            if level(less) > level(problem):
                return False
    return True


@a_law
def test_planning_more_never_improves(problem: Problem, rng: Random) -> bool:
    """Unless a clause looks at the plan itself."""
    action = rng.choice(("use", "host", "distribute", "modify"))
    asked = {f for x in licenses(problem) for c in x.clauses for f in facts_of(c)}
    more = replace(problem, do=tuple(dict.fromkeys((*problem.do, action))))
    return "plan.actions" in asked or level(more) >= level(problem)


@a_law
def test_whether_licenses_are_surveyed_changes_no_answer(problem: Problem) -> bool:
    return level(replace(problem, survey=False)) == level(replace(problem, survey=True))
