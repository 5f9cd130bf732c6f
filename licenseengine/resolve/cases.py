"""The cases of a license file: small situations, each with its verdict and the rule that decides.

A case says everything it relies on; nothing is told that stands not in it, but the day. It becomes
a stack of a few nodes and is judged like any other, so a license is proved by the same engine that
answers for it. ``licenses/README.md`` explains the keys.

Floor: resolve.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from licenseengine.language.facts import Facts, FactValue, read_fact
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import Library
from licenseengine.library.records import License
from licenseengine.resolve.judge import judge
from licenseengine.resolve.terms import KIND_OF_LICENSE
from licenseengine.solver.records import Level, Verdict
from licenseengine.stack.records import Artefact, Input, Operation, Policy, Stack, Use

DAY = date(2026, 1, 1)
_SHAPE = ("do", "kind", "class", "part", "plan", "date", "params", "made", "with", "who", "name")
_KEYS = frozenset((*_SHAPE, "release", "result", "policy", "expression"))


class CaseError(ValueError):
    """A case that cannot be turned into a stack: an unknown key, word or value."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: the faults found, none when it holds."""

    given: Mapping[str, Any]
    expect: str
    faults: tuple[str, ...] = field(default=())


def run_case(case: Mapping[str, Any], license_: License, library: Library) -> Outcome:
    """Judge one case of `license_` and compare.

    Raises:
        CaseError: the case itself is unsound.
    """
    verdict = judge(
        case_stack(case["given"], license_, library.vocabulary), library, today=DAY
    ).verdict
    return Outcome(case["given"], case["expect"], tuple(_faults(case, verdict, license_)))


def signature(case: Mapping[str, Any], license_: License, library: Library) -> tuple[object, ...]:
    """What a change of knowledge may change in a case's answer: verdict, deciding rules, duties."""
    verdict = judge(
        case_stack(case["given"], license_, library.vocabulary), library, today=DAY
    ).verdict
    return (
        verdict.level,
        deciding(verdict),
        _duty_names(verdict),
        _asked(verdict),
        tuple(r.fits for r in verdict.releases),
    )


def deciding(verdict: Verdict) -> frozenset[str]:
    """The rules of the findings that have the verdict's level."""
    return frozenset(
        f.clause.ref if f.clause else "none"
        for f in verdict.findings
        if f.level is verdict.level and (f.counts or verdict.level is Level.PERMITTED)
    )


def _duty_names(verdict: Verdict) -> frozenset[str]:
    return frozenset(d.clause.ref for d in verdict.duties)


def _asked(verdict: Verdict) -> frozenset[str]:
    return frozenset(q.fact for q in verdict.questions)


def _faults(case: Mapping[str, Any], verdict: Verdict, license_: License) -> list[str]:
    wanted, _, rule = str(case["expect"]).partition(" by ")
    faults = []
    if str(verdict.level) != wanted:
        faults.append(f"{verdict.level} ({_said(verdict)}), expected {wanted}")
    elif rule and not deciding(verdict) & set(_refs(rule, license_)):
        faults.append(f"{wanted} by {_said(verdict)}, expected by {rule}")
    duties = _duty_names(verdict)
    faults += [
        f"the duty `{name}` is missing"
        for name in case.get("duties") or ()
        if not duties & set(_refs(name, license_))
    ]
    faults += [
        f"the duty `{name}` is not due"
        for name in case.get("no-duties") or ()
        if duties & set(_refs(name, license_))
    ]
    if "questions" in case and _asked(verdict) != frozenset(case["questions"] or ()):
        faults.append(f"asks {sorted(_asked(verdict))}, expected {sorted(case['questions'] or ())}")
    return faults


def _refs(rule: str, license_: License) -> list[str]:
    if "#" in rule or rule == "none":
        return [rule]
    return [clause.ref for clause in license_.clauses if clause.id == rule] or [
        f"{license_.id}#{rule}"
    ]


def _said(verdict: Verdict) -> str:
    return ", ".join(sorted(deciding(verdict))) or "nothing"


def case_stack(given: Mapping[str, Any], license_: License, vocabulary: Vocabulary) -> Stack:
    """The stack that a case describes.

    Raises:
        CaseError: an unknown key, or a value that does not fit.
    """
    told: dict[str, FactValue] = {}
    as_of: dict[str, date] = {}
    for key, value in given.items():
        if key in _KEYS:
            continue
        spec = vocabulary.facts.get(key)
        if spec is None or spec.told_by_graph:
            hint = vocabulary.suggest(key, [*_KEYS, *vocabulary.facts])
            raise CaseError(
                f"unknown key `{key}` in a case" + (f"; did you mean `{hint}`?" if hint else "")
            )
        told[key], day = read_fact(spec, value, vocabulary)
        if day:
            as_of[key] = day
    artefacts = _artefacts(given, license_, vocabulary)
    laws = {name: str(answer) == "true" for name, answer in (given.get("policy") or {}).items()}
    do = _listed(given.get("do"))
    if not do or set(do) - set(vocabulary.words("actions")):
        raise CaseError(f"`do` names no action, or an unknown one: {', '.join(do)}")
    return Stack(artefacts, Use(do, (artefacts[-1].id,), Facts(told, {}, as_of)), Policy(laws))


def _listed(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def _artefacts(
    given: Mapping[str, Any], license_: License, vocabulary: Vocabulary
) -> tuple[Artefact, ...]:
    kind = given.get("kind") or KIND_OF_LICENSE.get(license_.kind, "model")
    class_ = given.get("class") or ("llm" if kind == "model" else None)
    day = given.get("date")
    thing = Artefact(
        "thing",
        kind,
        license=str(given.get("expression") or license_.id),
        artefact_class=class_,
        part=given.get("part"),
        plan=given.get("plan"),
        date=date.fromisoformat(str(day)) if day else None,
        params=given.get("params") or {},
    )
    artefacts = [thing]
    steps = _listed(given.get("made"))
    others = dict(given.get("with") or {})
    for number, step in enumerate(steps, start=1):
        operation, _, role = step.partition(":")
        if operation not in vocabulary.raw["operations"]:
            raise CaseError(f"unknown operation `{operation}` in a case")
        roles = vocabulary.roles(operation)
        inputs = [Input(role or next(iter(roles)), artefacts[-1].id)]
        extra: list[Artefact] = []
        if number == len(steps):
            for other_role, expression in others.items():
                extra.append(
                    Artefact(
                        f"other-{other_role}",
                        _kind_of_role(other_role),
                        license=str(expression),
                        artefact_class=class_,
                    )
                )
                inputs.append(Input(other_role, extra[-1].id))
        unknown = {i.role for i in inputs} - set(roles)
        if unknown:
            raise CaseError(f"`{operation}` has no role {', '.join(sorted(unknown))}")
        made = Operation(
            operation, tuple(inputs), "upstream" if given.get("who") == "upstream" else "us"
        )
        makes = vocabulary.raw["operations"][operation]["makes"]
        made_kind = artefacts[-1].kind if makes == "same" else makes
        artefacts = [*artefacts, *extra, Artefact(f"step-{number}", made_kind, made=made)]
    last = artefacts[-1]
    result = given.get("result") or {}
    if steps:
        last = replace(
            last,
            name=given.get("name"),
            release=given.get("release"),
            kind=result.get("kind", last.kind),
            artefact_class=result.get("class", last.artefact_class),
        )
    else:
        last = replace(last, name=given.get("name"))
    return (*artefacts[:-1], last)


def _kind_of_role(role: str) -> str:
    return {
        "data": "dataset",
        "datasets": "dataset",
        "libraries": "software",
        "parts": "software",
        "source": "software",
    }.get(role, "model")
