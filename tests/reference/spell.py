"""How words, values and figures are spelled as facts for clingo, and who writes them.

clingo counts in 32 bits, so figures become their ranks among all figures of a batch.
"""

from collections.abc import Sequence
from datetime import date
from itertools import count

from licenseengine.language.tree import All, Any, Condition, Not, Quantity, Rule, Test, Treat, Value
from licenseengine.library.records import License
from licenseengine.solver.records import Problem


def quoted(word: str) -> str:
    """A word as a string of clingo."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def licenses_of(problem: Problem) -> list[License]:
    """Every license that may bind a node, as often as it is named."""
    choices = problem.choices.values()
    return [x for choice in choices for branch in choice for x in branch.licenses]


def _figures(condition: Condition | None) -> set[int]:
    match condition:
        case None:
            return set()
        case Test(_, _, values):
            return {v.value for v in values if isinstance(v, Quantity)}
        case Not(operand):
            return _figures(operand)
        case All(operands) | Any(operands):
            return set().union(*(_figures(o) for o in operands))


def _all_figures(problems: Sequence[Problem]) -> list[int]:
    found: set[int] = set()
    for problem in problems:
        facts = problem.facts
        for value in (*facts.told.values(), *facts.assumed.values()):
            found |= {value.value} if isinstance(value, Quantity) else set()
        for clause in (c for x in licenses_of(problem) for c in x.clauses):
            if isinstance(clause.sentence, Rule | Treat):
                found |= _figures(clause.sentence.when)
            if isinstance(clause.sentence, Rule):
                found |= _figures(clause.sentence.unless)
    return sorted(found)


class Pen:
    """Writes facts, and gives numbers to licenses, clauses and conditions as they come."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.lines: list[str] = []
        self.words = problems[0].vocabulary
        self._ranks = {figure: rank for rank, figure in enumerate(_all_figures(problems))}
        self._numbers = count(1)

    def say(self, name: str, *arguments: object) -> None:
        """Write one fact; what is no number or number-like word is spelled by the caller."""
        self.lines.append(f"{name}({','.join(map(str, arguments))}).")

    def number(self) -> int:
        """A number that nothing else has."""
        return next(self._numbers)

    def term(self, value: Value) -> str:
        """A value with its type."""
        match value:
            case bool():
                return f"b({int(value)})"
            case Quantity(figure, unit):
                return f"q({self._ranks[figure]},{quoted(unit)})"
            case date():
                return f"d({value.toordinal()})"
            case str():
                return f"w({quoted(value)})"
