"""The smallest problem that still shows a difference: leave out one thing after another.

Greedy and slow; only run when the engine and the reference disagree.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any as Any_
from typing import TypeVar, cast

from licenseengine.language.printer import write_sentence
from licenseengine.language.tree import All, Any, Condition, Not, Rule, Sentence, Treat
from licenseengine.library.records import Clause, License
from licenseengine.solver.records import Elected, Problem
from licenseengine.stack.records import OWN, Artefact

T = TypeVar("T")
Shows = Callable[[Problem], bool]


def shrink(problem: Problem, shows: Shows) -> Problem:
    """A problem that still `shows` what it is kept for, and no step smaller one does."""
    while (smaller := next((p for p in steps(problem) if shows(p)), None)) is not None:
        problem = smaller
    return problem


def steps(problem: Problem) -> Iterator[Problem]:
    """All problems that are smaller by one thing, the largest cuts first."""
    yield from _fewer_nodes(problem)
    yield from _fewer_choices(problem)
    if len(problem.do) > 1:
        yield from (replace(problem, do=tuple(x for x in problem.do if x != a)) for a in problem.do)
    if len(problem.of) > 1:
        yield from (replace(problem, of=tuple(x for x in problem.of if x != a)) for a in problem.of)
    facts = problem.facts
    for name in facts.told:
        laws = {k: v for k, v in problem.policy.laws.items() if k != name}
        policy = replace(problem.policy, laws=laws)
        less = facts.forgetting(frozenset({name}))
        yield replace(problem, facts=less, policy=policy)
    for name in facts.as_of:
        less = replace(facts, as_of={k: v for k, v in facts.as_of.items() if k != name})
        yield replace(problem, facts=less)
    for name in problem.releases:
        rest = {k: v for k, v in problem.releases.items() if k != name}
        if all(a.release != name for a in problem.artefacts):
            yield replace(problem, releases=rest)
    for i in range(len(problem.reusable)):
        yield replace(problem, reusable=problem.reusable[:i] + problem.reusable[i + 1 :])
    if problem.policy.allow:
        yield replace(problem, policy=replace(problem.policy, allow=problem.policy.allow[1:]))
    yield from _smaller_licenses(problem)


def _fewer_nodes(problem: Problem) -> Iterator[Problem]:
    used = {i.node for a in problem.artefacts if a.made for i in a.made.inputs}
    for artefact in problem.artefacts:
        of = tuple(x for x in problem.of if x != artefact.id)
        if artefact.id not in used and of:
            rest = tuple(a for a in problem.artefacts if a is not artefact)
            choices = {k: v for k, v in problem.choices.items() if k != artefact.id}
            gone = problem.unlicensed - {artefact.id}
            yield replace(problem, artefacts=rest, choices=choices, of=of, unlicensed=gone)
        for simpler in _simpler(artefact):
            nodes = tuple(simpler if a is artefact else a for a in problem.artefacts)
            yield replace(problem, artefacts=nodes)


def _simpler(artefact: Artefact) -> Iterator[Artefact]:
    if artefact.made:
        inputs = artefact.made.inputs
        for i in range(len(inputs)):
            fewer = inputs[:i] + inputs[i + 1 :]
            yield replace(artefact, made=replace(artefact.made, inputs=fewer) if fewer else None)
    for name in ("artefact_class", "name", "part", "plan", "date", "release"):
        if getattr(artefact, name) is not None:
            yield _changed(artefact, name, None)
    if artefact.params:
        yield replace(artefact, params={})


def _fewer_choices(problem: Problem) -> Iterator[Problem]:
    for node, choice in problem.choices.items():
        if not choice:
            continue
        own = [replace(a, license=OWN) if a.id == node else a for a in problem.artefacts]
        yield replace(problem, choices={**problem.choices, node: ()}, artefacts=tuple(own))
        for i in range(len(choice)):
            fewer = choice[:i] + choice[i + 1 :]
            if fewer:
                yield replace(problem, choices={**problem.choices, node: fewer})
            licenses = choice[i].licenses
            for j in range(len(licenses)):
                left = licenses[:j] + licenses[j + 1 :]
                if left:
                    yield _with_branch(problem, node, i, left)


def _with_branch(problem: Problem, node: str, index: int, licenses: tuple[License, ...]) -> Problem:
    choice = list(problem.choices[node])
    choice[index] = Elected(choice[index].text, licenses)
    return replace(problem, choices={**problem.choices, node: tuple(choice)})


def _smaller_licenses(problem: Problem) -> Iterator[Problem]:
    for node, choice in problem.choices.items():
        for i, branch in enumerate(choice):
            for j, license_ in enumerate(branch.licenses):
                for less in smaller_license(license_):
                    licenses = (*branch.licenses[:j], less, *branch.licenses[j + 1 :])
                    yield _with_branch(problem, node, i, licenses)
    for name, outer in problem.releases.items():
        for less in smaller_license(outer) if outer else ():
            yield replace(problem, releases={**problem.releases, name: less})
    for i, license_ in enumerate(problem.reusable):
        for less in smaller_license(license_):
            pool = (*problem.reusable[:i], less, *problem.reusable[i + 1 :])
            yield replace(problem, reusable=pool)


def smaller_license(license_: License) -> Iterator[License]:
    """The license without one of its clauses, or with one of them simpler."""
    for i, clause in enumerate(license_.clauses):
        rest = license_.clauses[:i] + license_.clauses[i + 1 :]
        yield replace(license_, clauses=rest)
        if clause.as_of:
            plain = replace(clause, as_of=None)
            yield replace(license_, clauses=(*rest[:i], plain, *rest[i:]))
        for sentence in _simpler_sentences(clause.sentence):
            less = replace(clause, sentence=sentence)
            yield replace(license_, clauses=(*rest[:i], less, *rest[i:]))
    if license_.licensor:
        yield replace(license_, licensor=None)


def _simpler_sentences(sentence: Sentence) -> Iterator[Sentence]:
    if isinstance(sentence, Treat):
        for condition in _simpler_conditions(sentence.when):
            yield replace(sentence, when=condition)
    if isinstance(sentence, Rule):
        yield from _simpler_rules(sentence)


def _simpler_rules(sentence: Rule) -> Iterator[Sentence]:
    for name in ("when", "unless"):
        for condition in _simpler_conditions(getattr(sentence, name)):
            yield _changed(sentence, name, condition)
    for name in ("states", "kinds"):
        if getattr(sentence, name):
            yield _changed(sentence, name, ())
    for name in ("actions", "states", "kinds", "names"):
        words = cast("tuple[str, ...]", getattr(sentence, name))
        if len(words) > 1:
            for word in words:
                yield _changed(sentence, name, tuple(w for w in words if w != word))


def _changed(thing: T, name: str, value: object) -> T:
    return cast("T", replace(cast("Any_", thing), **{name: value}))


def _simpler_conditions(condition: Condition | None) -> Iterator[Condition | None]:
    if condition is None:
        return
    yield None
    if isinstance(condition, Not):
        yield condition.operand
        for less in _simpler_conditions(condition.operand):
            if less is not None:
                yield Not(less)
    if isinstance(condition, All | Any):
        yield from condition.operands
        for i, operand in enumerate(condition.operands):
            for less in _simpler_conditions(operand):
                if less is not None:
                    operands = (*condition.operands[:i], less, *condition.operands[i + 1 :])
                    yield type(condition)(operands)


def describe(problem: Problem) -> str:
    """A problem in a few lines, for whoever has to judge who is right."""
    lines = []
    for artefact in problem.artefacts:
        plain = {f.name: getattr(artefact, f.name) for f in fields(artefact)}
        said = {k: v for k, v in plain.items() if v is not None and v != {} and k != "made"}
        if artefact.made:
            made = artefact.made
            inputs = ", ".join(f"{i.role}: {i.node}" for i in made.inputs)
            said["made"] = f"{made.by} by {made.who} of {inputs}"
        bare = "  UNLICENSED" if artefact.id in problem.unlicensed else ""
        lines.append("  ".join(f"{k}={v}" for k, v in said.items()) + bare)
        for branch in problem.choices.get(artefact.id, ()):
            lines.append("    under")
            for license_ in branch.licenses:
                lines += [f"      {line}" for line in license_lines(license_)]
    for name, outer in problem.releases.items():
        lines += [f"release {name}", *(f"      {x}" for x in license_lines(outer))] if outer else []
    for license_ in problem.reusable:
        lines += ["reusable", *(f"      {line}" for line in license_lines(license_))]
    told = dict(problem.facts.told)
    lines.append(f"do {problem.do} of {problem.of} told {told} as of {problem.facts.as_of}")
    if problem.policy.allow:
        lines.append(f"allow {problem.policy.allow}")
    return "\n".join(lines)


def license_lines(license_: License) -> list[str]:
    """A license as sentences."""
    head = f"{license_.id} ({license_.kind}, {license_.licensor}, {license_.encoded})"
    return [head, *(f"  {_clause(c)}" for c in license_.clauses)]


def _clause(clause: Clause) -> str:
    days = f"  [as of {clause.as_of}]" if clause.as_of else ""
    burdens = f"  {list(clause.burdens)}" if clause.burdens else ""
    return f"{clause.id}: {write_sentence(clause.sentence)}{days}{burdens}"
