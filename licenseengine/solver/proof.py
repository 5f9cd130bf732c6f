"""What a verdict asks back and leans on: questions that decide, assumptions that were made.

Floor: solver; pure.
"""

from licenseengine.language.evaluate import mentioned, tests_of
from licenseengine.language.tree import Rule
from licenseengine.library.records import Clause
from licenseengine.solver.records import Assumption, Finding, Level, Problem, Question

_PURPOSES = "use.purposes"


def questions(findings: tuple[Finding, ...], level: Level) -> tuple[Question, ...]:
    """The missing facts that decide, the one that most clauses ask for first.

    Nothing is asked when no answer could change the verdict: it is prohibited for another reason,
    or permitted whatever the answer.
    """
    if level in {Level.PROHIBITED, Level.PERMITTED}:
        return ()
    asked: dict[str, dict[str, Clause]] = {}
    for finding in findings:
        if not finding.counts or finding.level not in {Level.CONDITIONAL, Level.REVIEW}:
            continue
        for fact in finding.missing:
            if not fact.startswith("law."):
                asked.setdefault(fact, {})
                if finding.clause:
                    asked[fact][finding.clause.ref] = finding.clause
    ranked = sorted(asked.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        Question(fact, tuple(clauses[r] for r in sorted(clauses))) for fact, clauses in ranked
    )


def assumptions(problem: Problem, considered: dict[str, Clause]) -> tuple[Assumption, ...]:
    """The facts that were taken because nobody told them, and on which a clause leaned.

    Of the purposes it is assumed that none of the sensitive ones holds beyond those told.
    """
    leaning: dict[str, list[Clause]] = {}
    told = problem.facts.told
    sensitive = problem.vocabulary.sensitive_purposes
    for ref in sorted(considered):
        clause = considered[ref]
        rule = clause.sentence
        if not isinstance(rule, Rule):
            continue
        for fact in sorted(mentioned(rule.when) | mentioned(rule.unless)):
            if fact in problem.facts.assumed and fact not in told:
                leaning.setdefault(fact, []).append(clause)
        if purposes_of(rule) & sensitive:
            leaning.setdefault(_PURPOSES, []).append(clause)
    values = {**problem.facts.assumed, _PURPOSES: told.get(_PURPOSES, frozenset())}
    return tuple(
        Assumption(fact, values[fact], tuple(clauses))
        for fact, clauses in sorted(leaning.items())
        if not fact.startswith("law.")
    )


def purposes_of(rule: Rule) -> frozenset[str]:
    """The purposes that a rule's conditions name."""
    tests = (*tests_of(rule.when), *tests_of(rule.unless))
    return frozenset(str(v) for t in tests if t.fact == _PURPOSES for v in t.values)
