"""The whole decision on one page: choose, bind, decide, release, prove.

Floor: solver; pure. A verdict is the worst of its findings; an `OR` takes the branch with the
best verdict and says which.
"""

from collections.abc import Iterator, Mapping
from itertools import islice, product

from licenseengine.solver.acts import planned_acts
from licenseengine.solver.bind import bind
from licenseengine.solver.proof import assumptions, questions
from licenseengine.solver.records import Elected, Finding, Level, Problem, Verdict
from licenseengine.solver.works import Answer, judge_acts, judge_works

MAX_COMBINATIONS = 256


def solve(problem: Problem) -> Verdict:
    """Decide a problem: every branch of every expression is tried, the best verdict answers."""
    best: tuple[tuple[int, ...], Verdict] | None = None
    for chosen in islice(_combinations(problem), MAX_COMBINATIONS):
        verdict = _decide(problem, chosen)
        review = sum(f.level is verdict.level for f in verdict.findings if f.counts)
        rank = (int(verdict.level), review, len(verdict.questions), len(verdict.duties))
        if best is None or rank < best[0]:
            best = rank, verdict
        if rank[0] == 0 and not verdict.duties:
            break
    assert best is not None  # noqa: S101 - there is at least the empty choice
    return best[1]


def _combinations(problem: Problem) -> Iterator[Mapping[str, Elected]]:
    nodes = [node for node, branches in problem.choices.items() if branches]
    for combination in product(*(problem.choices[node] for node in nodes)):
        yield dict(zip(nodes, combination, strict=True))


def _decide(problem: Problem, chosen: Mapping[str, Elected]) -> Verdict:
    reached = bind(problem, chosen)
    acts = planned_acts(problem)
    answer = Answer()
    judge_acts(problem, reached, acts, answer)
    releases = judge_works(problem, reached, answer)
    findings = tuple(_accept(problem, f) for f in answer.findings)
    level = max((f.level for f in findings if f.counts), default=Level.PERMITTED)
    return Verdict(
        level=level,
        findings=tuple(sorted(findings, key=_order)),
        duties=answer.all_duties(problem.vocabulary),
        questions=questions(findings, level),
        releases=releases,
        assumptions=assumptions(problem, answer.considered),
        elected={n: e.text for n, e in chosen.items() if len(problem.choices[n]) > 1},
        do=problem.do,
        of=problem.of,
        facts=problem.facts,
        policy=problem.policy,
        notes=problem.notes,
    )


def _order(finding: Finding) -> tuple[object, ...]:
    rule = finding.clause.ref if finding.clause else ""
    return (not finding.counts, -int(finding.level), finding.license or "", rule, finding.path, finding.action)


def _accept(problem: Problem, finding: Finding) -> Finding:
    """A finding that the policy accepts stays in the proof and counts no more."""
    if finding.level is Level.PERMITTED or finding.clause is None:
        return finding
    day = problem.facts.get("use.date")
    for entry in problem.policy.allow:
        named = entry.rule in {finding.clause.ref, finding.clause.id}
        here = entry.node in {None, finding.node, finding.at}
        over = entry.until is not None and (isinstance(day, bool | str | frozenset) or day is None or day > entry.until)  # type: ignore[operator]
        if named and here and not over:
            from dataclasses import replace  # noqa: PLC0415

            return replace(finding, counts=False, accepted=entry.reason)
    return finding
