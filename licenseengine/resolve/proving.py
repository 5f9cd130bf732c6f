"""Proving the knowledge: every case of every license holds, and every rule and limit matters.

A rule matters if some case answers differently without it; a limit, if some case answers
differently when it is moved by one. What nothing would miss is either not needed or not proved.

Floor: resolve.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from licenseengine.language.facts import FactError
from licenseengine.language.tree import All, Condition, Not, Quantity, Rule, Sentence, Test
from licenseengine.language.tree import Any as AnyOf
from licenseengine.library.index import Library
from licenseengine.library.records import Clause, License
from licenseengine.resolve.cases import CaseError, Outcome, run_case, signature

Change = tuple[str, str, Sentence | None]
_LIFTED = "lifts "


@dataclass(frozen=True, slots=True)
class Unproved:
    """A change of the knowledge that no case notices."""

    license: str
    rule: str
    change: str


class Changed(Library):
    """A library in which one clause is missing or says something else."""

    def __init__(self, library: Library, licenses: Mapping[str, License], change: Change) -> None:
        super().__init__(library.sections, library.sha256, library.vocabulary)
        self._licenses, self._change = licenses, change
        self._base = library

    def get(self, id_: str) -> License | None:
        """The license of this id, changed where the change touches it."""
        if id_ not in self._loaded:
            license_ = self._licenses.get(id_) or self._base.get(id_)
            if license_ is None:
                return None
            self._loaded[id_] = changed(license_, self._change)
        return self._loaded[id_]

    def reusable(self) -> tuple[License, ...]:
        """Those of the library, the changed one changed."""
        if self._reusable is None:
            declared = self._change[0]
            self._reusable = tuple(
                (self.get(item.id) or item) if declared in {item.id, *item.family} else item
                for item in self._base.reusable()
            )
        return self._reusable


def changed(license_: License, change: Change) -> License:
    """The license with the change made; itself when the change does not touch it."""
    declared, rule, sentence = change
    if license_.id == declared and rule.startswith(_LIFTED):
        lifted = rule.removeprefix(_LIFTED)
        return replace(license_, lifts=tuple(r for r in license_.lifts if r != lifted))
    if not any(c.declared == declared and c.id == rule for c in license_.clauses):
        return license_
    clauses: list[Clause] = []
    for clause in license_.clauses:
        if clause.declared != declared or clause.id != rule:
            clauses.append(clause)
        elif sentence is not None:
            clauses.append(replace(clause, sentence=sentence))
    return replace(license_, clauses=tuple(clauses))


def failing(licenses: Mapping[str, License], library: Library) -> Iterator[tuple[str, Outcome]]:
    """The cases that do not hold, with the license they belong to."""
    for id_, license_ in licenses.items():
        for case in license_.cases:
            try:
                outcome = run_case(case, license_, library)
            except (CaseError, FactError) as error:
                outcome = Outcome(case["given"], case["expect"], (str(error),))
            if outcome.faults:
                yield id_, outcome


def mutants(
    licenses: Mapping[str, License], chosen: frozenset[str] | None = None
) -> Iterator[tuple[Change, str]]:
    """Every rule and lift of the `chosen` ids left out, every figure moved by one each way."""
    seen: set[tuple[str, str]] = set()
    for license_ in licenses.values():
        if chosen is None or license_.id in chosen:
            yield from (((license_.id, _LIFTED + r, None), "left out") for r in license_.lifts)
        for clause in license_.clauses:
            apart = chosen is not None and clause.declared not in chosen
            if apart or (clause.declared, clause.id) in seen:
                continue
            seen.add((clause.declared, clause.id))
            yield (clause.declared, clause.id, None), "left out"
            for step in (-1, 1):
                for moved in _moved(clause.sentence, step):
                    said = f"its limit moved by {step:+d}"
                    yield (clause.declared, clause.id, moved), said


def _moved(sentence: Sentence, step: int) -> Iterator[Sentence]:
    if isinstance(sentence, Rule):
        for condition in _moved_condition(sentence.when, step):
            yield replace(sentence, when=condition)
        for condition in _moved_condition(sentence.unless, step):
            yield replace(sentence, unless=condition)


def _moved_condition(condition: Condition | None, step: int) -> Iterator[Condition]:
    match condition:
        case Test(_, _, (Quantity(value, unit),)):
            yield replace(condition, values=(Quantity(value + step, unit),))
        case Not(operand):
            for moved in _moved_condition(operand, step):
                yield Not(moved)
        case All(operands) | AnyOf(operands):
            for place, operand in enumerate(operands):
                for moved in _moved_condition(operand, step):
                    yield type(condition)((*operands[:place], moved, *operands[place + 1 :]))
        case _:
            return


def unproved(
    licenses: Mapping[str, License], library: Library, chosen: frozenset[str] | None = None
) -> Iterator[Unproved | None]:
    """For each mutant None if some case notices it, else what went unnoticed.

    Args:
        licenses: all licenses with their cases, by id.
        library: the library that they are judged in.
        chosen: the ids whose rules are tried; all, when None. Ids of families count too.
    """
    touching: dict[tuple[str, str], list[License]] = {}
    for license_ in licenses.values():
        for clause in license_.clauses:
            touching.setdefault((clause.declared, clause.id), []).append(license_)
    known: dict[tuple[str, int], Any] = {}
    for change, said in mutants(licenses, chosen):
        declared, rule, _ = change
        affected = touching.get((declared, rule), [])
        policy = licenses.get(declared)
        if policy is not None and policy not in affected:
            affected = [policy, *affected]
        world = Changed(library, licenses, change)
        noticed = any(
            signature(case, license_, world) != _known(known, license_, number, library)
            for license_ in affected
            for number, case in enumerate(license_.cases)
        )
        yield None if noticed else Unproved(declared, rule, said)


def _known(
    known: dict[tuple[str, int], Any], license_: License, number: int, library: Library
) -> Any:  # noqa: ANN401 - a signature
    key = (license_.id, number)
    if key not in known:
        known[key] = signature(license_.cases[number], license_, library)
    return known[key]
