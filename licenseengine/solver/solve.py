"""The whole decision on one page: choose, bind, decide, release, prove.

Floor: solver; pure. A verdict is the worst of its findings; an `OR` takes the branch with the
best verdict and says which.
"""

from collections.abc import Iterator, Mapping
from itertools import islice, product

from licenseengine.solver.accept import accept
from licenseengine.solver.acts import planned_acts
from licenseengine.solver.bind import bind
from licenseengine.solver.context import Context
from licenseengine.solver.duties import merge
from licenseengine.solver.judging import judge_acts
from licenseengine.solver.proof import assumptions, questions
from licenseengine.solver.records import Elected, Finding, Level, Problem, Verdict
from licenseengine.solver.works import judge_works

MAX_COMBINATIONS = 256


def solve(problem: Problem) -> Verdict:
    """Decide a problem: every branch of every expression is tried, the best verdict answers.

    Branches are compared by verdict, then by how many findings stand at it, how many questions
    stay open and how many duties follow; among equals the one written first. Past 256
    combinations the rest is not tried: the answer can then only be too strict.
    """
    best: tuple[tuple[int, ...], Verdict] | None = None
    for chosen in islice(_combinations(problem), MAX_COMBINATIONS):
        verdict = _decide(problem, chosen)
        level = verdict.level
        at_level = sum(f.level is level and f.counts for f in verdict.findings)
        weight = at_level if level is not Level.PERMITTED else 0
        rank = (int(level), weight, len(verdict.questions), len(verdict.duties))
        if best is None or rank < best[0]:
            best = rank, verdict
    assert best is not None  # noqa: S101 - there is at least the empty choice
    return best[1]


def _combinations(problem: Problem) -> Iterator[Mapping[str, Elected]]:
    nodes = [node for node, branches in problem.choices.items() if branches]
    for combination in product(*(problem.choices[node] for node in nodes)):
        yield dict(zip(nodes, combination, strict=True))


def _decide(problem: Problem, chosen: Mapping[str, Elected]) -> Verdict:
    context = Context(problem, bind(problem, chosen))
    acts = list(judge_acts(context, planned_acts(context)))
    works = list(judge_works(context))
    parts = [*acts, *(judged for judged, _ in works)]
    found = dict.fromkeys(f for part in parts for f in part.findings)
    findings = tuple(sorted((accept(problem, f) for f in found), key=_order))
    level = max((f.level for f in findings if f.counts), default=Level.PERMITTED)
    return Verdict(
        level=level,
        findings=findings,
        duties=merge([d for part in parts for d in part.duties], problem.vocabulary),
        questions=questions(findings, level),
        releases=tuple(release for _, release in works if release),
        assumptions=assumptions(problem, {c.ref: c for part in parts for c in part.considered}),
        elected={n: e.text for n, e in chosen.items() if len(problem.choices[n]) > 1},
        do=problem.do,
        of=problem.of,
        facts=problem.facts,
        policy=problem.policy,
        notes=problem.notes,
    )


def _order(finding: Finding) -> tuple[object, ...]:
    rule = finding.clause.ref if finding.clause else ""
    return (
        not finding.counts,
        -int(finding.level),
        finding.license or "",
        rule,
        finding.path,
        finding.action,
    )
