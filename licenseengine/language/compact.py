"""Trees of the rule language as JSON lists, and back: the form in which licenses are kept compiled.

Reading a list is some fifty times faster than parsing the sentence again, and needs no parser.

Floor: language.
"""

from datetime import date
from typing import Any as Json

from licenseengine.language.tree import (
    Accept,
    All,
    Any,
    Condition,
    Not,
    Quantity,
    Relicense,
    Rule,
    Sentence,
    Test,
    Treat,
    Value,
)


def pack(sentence: Sentence) -> list[Json]:
    """A sentence as JSON lists; :func:`unpack` gives it back."""
    match sentence:
        case Rule(verb, actions, states, kinds, when, unless, duty, text, names):
            return [verb, actions, states, kinds, _pack(when), _pack(unless), duty, text, names]
        case Treat(state, target, when):
            return ["treat", state, target, _pack(when)]
        case Accept(burdens):
            return ["accept", burdens]
        case Relicense(licenses, when):
            return ["relicense", licenses, _pack(when)]


def unpack(packed: list[Json]) -> Sentence:
    """The sentence that :func:`pack` packed."""
    match packed:
        case ["treat", state, target, when]:
            return Treat(state, target, _unpack(when))
        case ["accept", burdens]:
            return Accept(tuple(burdens))
        case ["relicense", licenses, when]:
            return Relicense(tuple(licenses), _unpack(when))
        case [verb, actions, states, kinds, when, unless, duty, text, names]:
            return Rule(
                verb,
                tuple(actions),
                tuple(states),
                tuple(kinds),
                _unpack(when),
                _unpack(unless),
                duty,
                text,
                tuple(names),
            )
    raise ValueError(f"not a packed sentence: {packed!r}")


def _pack(condition: Condition | None) -> list[Json] | None:
    match condition:
        case None:
            return None
        case Test(fact, operator, values):
            return ["t", fact, operator, [_pack_value(v) for v in values]]
        case Not(operand):
            return ["n", _pack(operand)]
        case All(operands):
            return ["a", *(_pack(o) for o in operands)]
        case Any(operands):
            return ["o", *(_pack(o) for o in operands)]


def _unpack(packed: list[Json] | None) -> Condition | None:
    if packed is None:
        return None
    return _unpack_condition(packed)


def _unpack_condition(packed: list[Json]) -> Condition:
    match packed:
        case ["t", fact, operator, values]:
            return Test(fact, operator, tuple(_unpack_value(v) for v in values))
        case ["n", operand]:
            return Not(_unpack_condition(operand))
        case ["a", *operands]:
            return All(tuple(_unpack_condition(o) for o in operands))
        case ["o", *operands]:
            return Any(tuple(_unpack_condition(o) for o in operands))
    raise ValueError(f"not a packed condition: {packed!r}")


def _pack_value(value: Value) -> Json:  # noqa: ANN401 - JSON of any shape
    match value:
        case Quantity(figure, unit):
            return [figure, unit]
        case date():
            return {"d": value.isoformat()}
        case _:
            return value


def _unpack_value(packed: Json) -> Value:  # noqa: ANN401 - the same
    match packed:
        case [figure, unit]:
            return Quantity(figure, unit)
        case {"d": text}:
            return date.fromisoformat(text)
        case bool() | str():
            return packed
    raise ValueError(f"not a packed value: {packed!r}")
