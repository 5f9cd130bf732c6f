"""Trees to text: the other half of the round trip. ``parse(print(x)) == x``.

Floor: language.
"""

from datetime import date

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

_SCALES = ((1_000_000_000, "bn"), (1_000_000, "M"), (1_000, "k"))


def write_sentence(sentence: Sentence) -> str:
    """The sentence in the rule language, in its one usual form."""
    match sentence:
        case Rule():
            return _write_rule(sentence)
        case Treat(state, target, when):
            return f"treat {state} as {target}{_clause('when', when)}"
        case Accept(burdens):
            return f"accept {', '.join(burdens)}"
        case Relicense(licenses, when):
            return f"relicense to {', '.join(licenses)}{_clause('when', when)}"


def _write_rule(rule: Rule) -> str:
    actions = ", ".join(rule.actions)
    if rule.verb == "reserve":
        head = f"reserve {', '.join(rule.names)}"
    elif rule.verb == "require":
        text = f'("{rule.text}")' if rule.text is not None else ""
        head = f"require {rule.duty}{text} to {actions}"
    else:
        head = f"{rule.verb} {actions}"
    of = f" of {', '.join(rule.states)}" if rule.states else ""
    kinds = f" in {', '.join(rule.kinds)}" if rule.kinds else ""
    return f"{head}{of}{kinds}{_clause('when', rule.when)}{_clause('unless', rule.unless)}"


def _clause(word: str, condition: Condition | None) -> str:
    return f" {word} {write_condition(condition)}" if condition is not None else ""


def write_condition(condition: Condition) -> str:
    """A condition in the rule language, with the parentheses it needs and no others."""
    match condition:
        case Test():
            return _write_test(condition)
        case Not(operand):
            return f"not {_inner(operand, (All, Any))}"
        case All(operands):
            return " and ".join(_inner(o, (Any, All)) for o in operands)
        case Any(operands):
            return " or ".join(_inner(o, (Any,)) for o in operands)


def _inner(condition: Condition, enclosed: tuple[type, ...]) -> str:
    text = write_condition(condition)
    return f"({text})" if isinstance(condition, enclosed) else text


def _write_test(test: Test) -> str:
    values = [write_value(v) for v in test.values]
    listed = f"[{', '.join(values)}]"
    match test.operator:
        case "is":
            return test.fact
        case "in" | "within":
            only_name = len(values) == 1 and not isinstance(test.values[0], Quantity)
            return f"{test.fact} {test.operator} {values[0] if only_name else listed}"
        case "has":
            return f"{test.fact} has {values[0] if len(values) == 1 else f'any of {listed}'}"
        case operator:
            return f"{test.fact} {operator} {values[0]}"


def write_value(value: Value) -> str:
    """A value as a rule writes it: figures with the largest scale that leaves no remainder."""
    match value:
        case Quantity(figure, unit):
            for scale, letter in _SCALES:
                if figure and figure % scale == 0:
                    return f"{figure // scale}{letter} {unit}"
            return f"{figure} {unit}"
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case str():
            return value if _is_word(value) else f'"{value}"'


def _is_word(text: str) -> bool:
    return bool(text) and all(c.isalnum() or c in "_.+-" for c in text) and text[0] not in ".+-"
