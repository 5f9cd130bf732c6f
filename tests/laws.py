"""How laws are tried: on random problems, a breach shown as small as it can be made."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from inspect import signature
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from licenseengine.language.evaluate import mentioned
from licenseengine.language.tree import Rule, Treat
from licenseengine.library.records import Clause, License
from licenseengine.solver.records import Level, Problem
from licenseengine.solver.solve import solve
from tests.reference.shrink import describe, shrink
from tests.strategies import random_problem, rewrite_licenses, seeded

LAWS = settings(
    max_examples=int(os.environ.get("LAWS_EXAMPLES", "200")),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
)


def a_law(law: Callable[..., bool]) -> Callable[[], None]:
    """A test that a law holds on random problems; a breach is shown as small as it can be made."""
    needs_draws = len(signature(law).parameters) > 1

    def holds(problem: Problem, rng: Random) -> bool:
        return law(problem, rng) if needs_draws else law(problem)

    @LAWS
    @given(st.integers(0, 2**32 - 1))
    def test(seed: int) -> None:
        def breaks(problem: Problem) -> bool:
            try:
                return not holds(problem, seeded(seed))
            except (KeyError, IndexError):  # a cut that leaves no sound stack
                return False

        problem = random_problem(seeded(seed))
        assert holds(problem, seeded(seed)), describe(shrink(problem, breaks))

    return test


def level(problem: Problem) -> Level:
    return solve(problem).level


def binding_licenses(problem: Problem, change: Callable[[License], License]) -> Problem:
    """The problem with every license changed that binds a node, and the labels as they were."""
    changed = rewrite_licenses(problem, change)
    return replace(changed, releases=problem.releases, reusable=problem.reusable)


def is_permit(clause: Clause) -> bool:
    """Whether the clause grants."""
    return isinstance(clause.sentence, Rule) and clause.sentence.verb == "permit"


def licenses(problem: Problem) -> Iterator[License]:
    return (x for choice in problem.choices.values() for e in choice for x in e.licenses)


def facts_of(clause: Clause) -> frozenset[str]:
    rule = clause.sentence
    unless = mentioned(rule.unless) if isinstance(rule, Rule) else frozenset[str]()
    return mentioned(rule.when) | unless if isinstance(rule, Rule | Treat) else frozenset()
