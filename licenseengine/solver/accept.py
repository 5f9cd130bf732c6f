"""Findings that a project's policy accepts: they stay in the proof and count no more.

What is accepted is one clause, not the act: another clause that speaks against it stands, so an
act is judged again without the clauses that are accepted.

Floor: solver; pure.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from licenseengine.language.tree import Rule
from licenseengine.library.records import License
from licenseengine.solver.records import Finding, Level, Problem


def accept(problem: Problem, finding: Finding) -> Finding:
    """The finding, marked as accepted where the policy names its clause, here and today."""
    if finding.level is Level.PERMITTED or finding.clause is None:
        return finding
    day = problem.facts.get("use.date")
    for entry in problem.policy.allow:
        named = entry.rule in {finding.clause.ref, finding.clause.id}
        here = entry.node in {None, finding.node, finding.at}
        over = entry.until is not None and not (isinstance(day, date) and day <= entry.until)
        if named and here and not over:
            return replace(finding, counts=False, accepted=entry.reason)
    return finding


def beyond_accepted(
    problem: Problem, license_: License, judge: Callable[[License], Finding]
) -> Iterator[Finding]:
    """What `judge` finds under a license: what is accepted, and what is found without it."""
    while True:
        found = accept(problem, judge(license_))
        yield found
        rest = without_accepted(license_, found)
        if rest is license_:
            return
        license_ = rest


def without_accepted(license_: License, found: Finding) -> License:
    """The license without the ban or duty that an accepted finding names."""
    rule = found.clause.sentence if found.clause else None
    if found.accepted is None or not isinstance(rule, Rule) or rule.verb == "permit":
        return license_
    rest = tuple(c for c in license_.clauses if c is not found.clause)
    if len(rest) == len(license_.clauses):
        return license_
    less = replace(license_, clauses=rest)
    less.__dict__["burdens"] = license_.burdens  # what we accept goes on weighing on those after us
    return less
