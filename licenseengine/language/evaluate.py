"""Conditions over facts: true, false or unknown, and which missing facts keep it open.

Floor: language; pure.
"""

from datetime import date

from licenseengine.language.facts import WORLD, Facts, FactValue
from licenseengine.language.tree import All, Any, Condition, Not, Quantity, Test, Value
from licenseengine.language.truth import Truth, all_of, any_of, negate
from licenseengine.language.vocabulary import Vocabulary

_NOBODY: frozenset[str] = frozenset()


def evaluate(condition: Condition | None, facts: Facts, vocabulary: Vocabulary) -> Truth:
    """The truth of a condition; TRUE for None, which asks nothing."""
    match condition:
        case None:
            return Truth.TRUE
        case Test():
            return _test(condition, facts, vocabulary)
        case Not(operand):
            return negate(evaluate(operand, facts, vocabulary))
        case All(operands):
            return all_of(evaluate(o, facts, vocabulary) for o in operands)
        case Any(operands):
            return any_of(evaluate(o, facts, vocabulary) for o in operands)


def open_facts(condition: Condition | None, facts: Facts, vocabulary: Vocabulary) -> frozenset[str]:
    """The missing facts on which an unknown condition hangs; none when it is settled.

    A fact beside a settled operand does not count: nobody is asked what cannot decide.
    """
    if condition is None or evaluate(condition, facts, vocabulary) is not Truth.UNKNOWN:
        return _NOBODY
    match condition:
        case Test(fact, _, values):
            names = {fact, *(v for v in values if isinstance(v, str) and v in vocabulary.facts)}
            missing = frozenset(n for n in names if facts.get(n) is None)
            return missing or frozenset({fact})
        case Not(operand):
            return open_facts(operand, facts, vocabulary)
        case All(operands) | Any(operands):
            return _NOBODY.union(*(open_facts(o, facts, vocabulary) for o in operands))


def tests_of(condition: Condition | None) -> tuple[Test, ...]:
    """All comparisons of a condition, in their order."""
    match condition:
        case None:
            return ()
        case Test():
            return (condition,)
        case Not(operand):
            return tests_of(operand)
        case All(operands) | Any(operands):
            return tuple(test for operand in operands for test in tests_of(operand))


def mentioned(condition: Condition | None) -> frozenset[str]:
    """All facts that a condition names."""
    return frozenset(
        name
        for test in tests_of(condition)
        for name in (test.fact, *(v for v in test.values if isinstance(v, str) and "." in v))
    )


def _test(test: Test, facts: Facts, vocabulary: Vocabulary) -> Truth:
    told = facts.get(test.fact)
    if test.fact == "use.purposes":
        return _purposes(test, told, vocabulary)
    if told is None:
        return Truth.UNKNOWN
    match test.operator:
        case "is":
            return Truth.of(told is True)
        case "has" | "within" | "in":
            return _sets(test, told, facts, vocabulary)
        case _:
            return _compare(test, told, facts)


def _purposes(test: Test, told: FactValue | None, vocabulary: Vocabulary) -> Truth:
    """Sensitive purposes are assumed absent unless told; the neutral ones are not."""
    asked = frozenset(str(v) for v in test.values)
    if told is None:
        return (
            Truth.FALSE
            if test.operator == "has" and asked <= vocabulary.sensitive_purposes
            else Truth.UNKNOWN
        )
    assert isinstance(told, frozenset)  # noqa: S101 - read by type
    if test.operator == "within":
        return Truth.of(told <= asked)
    return Truth.of(bool(told & asked))


def _sets(test: Test, told: FactValue, facts: Facts, vocabulary: Vocabulary) -> Truth:
    """Membership; a place told as a group is in another group only if all of it is."""
    spec = vocabulary.facts.get(test.fact)
    if spec is not None and spec.type in {"place", "places"}:
        asked = _NOBODY.union(*(vocabulary.place(str(v)) for v in test.values))
        there = told if isinstance(told, frozenset) else frozenset({str(told)})
        if WORLD in asked:
            return Truth.TRUE
        if test.operator == "within":
            return Truth.of(there <= asked)
        if test.operator == "has":
            return Truth.of(bool(there & asked) or WORLD in there)
        return Truth.TRUE if there <= asked else Truth.of(None if there & asked else False)
    members = told if isinstance(told, frozenset) else frozenset({str(told)})
    values = [facts.get(str(v)) if str(v) in vocabulary.facts else str(v) for v in test.values]
    asked = frozenset(str(v) for v in values if v is not None)
    if test.operator == "within":
        holds = Truth.of(members <= asked)
        return Truth.UNKNOWN if holds is Truth.FALSE and None in values else holds
    holds = Truth.of(bool(members & asked))
    return Truth.UNKNOWN if holds is Truth.FALSE and None in values and members else holds


def _compare(test: Test, told: FactValue, facts: Facts) -> Truth:
    value: Value | FactValue | None = test.values[0]
    if isinstance(value, str) and "." in value and isinstance(told, date):
        value = facts.get(value)
    if value is None:
        return Truth.UNKNOWN
    if isinstance(told, Quantity) and isinstance(value, Quantity):
        if told.unit != value.unit:  # another currency: nothing is converted here
            return Truth.UNKNOWN
        return _order(test.operator, told.value, value.value)
    if isinstance(told, date) and isinstance(value, date):
        return _order(test.operator, told.toordinal(), value.toordinal())
    same = told == (frozenset({str(value)}) if isinstance(told, frozenset) else value)
    return Truth.of(same if test.operator == "=" else not same)


def _order(operator: str, left: int, right: int) -> Truth:
    holds = {
        "=": left == right,
        "!=": left != right,
        ">": left > right,
        ">=": left >= right,
        "<": left < right,
        "<=": left <= right,
    }
    return Truth.of(holds[operator])
