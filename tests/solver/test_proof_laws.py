"""Laws of the proof: it suffices alone, and the same input gives the same bytes."""

import json
import os
import subprocess
import sys
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from licenseengine.language.tree import Rule, Treat
from licenseengine.library.records import Clause, License
from licenseengine.report.machine import verdict_json
from licenseengine.resolve.judge import Judged
from licenseengine.solver.records import Level, Problem, Verdict
from licenseengine.solver.solve import solve
from licenseengine.stack.records import Stack
from tests.laws import LAWS, a_law, binding_licenses, facts_of, is_permit, level, licenses
from tests.strategies import (
    random_problem,
    seeded,
    words,
)


@a_law
def test_the_proof_alone_suffices(problem: Problem) -> bool:
    """Rules and facts that the findings name give the same verdict.

    Treatments stay: the state that a finding names leans on them. While something is open the
    grants stay too: an open ban is named, and not the grant that stands behind it. So they do
    where others acted upstream: what they were allowed is not told. The license on a work stays
    whole: it is named as one.
    """
    problem = elected_only(problem, solve(problem))
    verdict = solve(problem)
    named = {f.clause.ref for f in verdict.findings if f.clause}
    named |= {ref for f in verdict.findings for ref in f.about}

    open_ = verdict.level in {Level.CONDITIONAL, Level.REVIEW} or any(
        a.made is not None and a.made.who == "upstream" for a in problem.artefacts
    )

    def stays(clause: Clause) -> bool:
        granting = open_ and is_permit(clause)
        burdens = {*clause.burdens, getattr(clause.sentence, "duty", None)} & named
        return (
            clause.ref in named or bool(granting or burdens) or isinstance(clause.sentence, Treat)
        )

    def proof(license_: License) -> License:
        return replace(license_, clauses=tuple(c for c in license_.clauses if stays(c)))

    less = binding_licenses(problem, proof)
    asked = {f for x in licenses(less) for c in x.clauses for f in (*facts_of(c), *checked(c))}
    asked |= {name for f in verdict.findings for name in f.about}
    told = {n: v for n, v in problem.facts.told.items() if n in asked or n.startswith("law.")}
    told |= {"use.date": problem.facts.told["use.date"]} if "use.date" in problem.facts.told else {}
    return level(replace(less, facts=replace(problem.facts, told=told))) is verdict.level


def checked(clause: Clause) -> set[str]:
    """The fact by which a duty is seen to be met."""
    rule = clause.sentence
    duty = rule.duty if isinstance(rule, Rule) else None
    return {words().raw["duties"][duty].get("fact", "")} if duty else set()


def elected_only(problem: Problem, verdict: Verdict) -> Problem:
    """The problem with the branches that were elected."""
    choices = {
        node: tuple(e for e in choice if verdict.elected.get(node, e.text) == e.text)
        for node, choice in problem.choices.items()
    }
    return replace(problem, choices=choices)


def in_bytes(problem: Problem) -> bytes:
    judged = Judged(solve(problem), Stack(problem.artefacts), {})
    return json.dumps(verdict_json(judged, words(), "0" * 64, "0")).encode()


@LAWS
@given(st.integers(0, 10**9))
def test_twice_the_same_input_gives_the_same_bytes(seed: int) -> None:
    first, second = (in_bytes(random_problem(seeded(seed))) for _ in range(2))
    assert first == second


def test_the_bytes_do_not_hang_on_the_process() -> None:
    """Sets have another order in each process; answers have not."""
    code = (
        "import hashlib; from tests.solver.test_proof_laws import *; r = seeded(5)\n"
        "print(hashlib.sha256(b''.join(in_bytes(random_problem(r)) for _ in range(150))).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
