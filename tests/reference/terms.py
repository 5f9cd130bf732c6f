"""Licenses, clauses and conditions as facts: trees laid flat, each part with a number."""

from collections.abc import Iterable

from licenseengine.language.tree import All, Any, Condition, Not, Rule, Test, Treat, Value
from licenseengine.library.records import Clause, License
from tests.reference.spell import Pen, quoted


class Terms:
    """The licenses of one stack; `rules` and `dated` keep the numbers of their clauses."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.rules: list[tuple[int, Clause]] = []
        self.dated: list[tuple[int, Clause, License]] = []
        self._known: dict[License, int] = {}

    def numbered(self) -> dict[int, License]:
        """The licenses by their numbers."""
        return {number: license_ for license_, number in self._known.items()}

    def license(self, license_: License) -> int:
        """The number of a license, which is written when it is first met."""
        if license_ in self._known:
            return self._known[license_]
        number = self._known[license_] = self.pen.number()
        for name, holds in (
            ("partial", license_.encoded == "partial"),
            ("policy", license_.kind == "policy"),
            ("contract", license_.kind == "terms"),
        ):
            if holds:
                self.pen.say(name, number)
        if license_.licensor:
            self.pen.say("licensor", number, quoted(license_.licensor))
        for clause in license_.clauses:
            if isinstance(clause.sentence, Rule):
                self._rule(number, clause, clause.sentence, license_)
            elif isinstance(clause.sentence, Treat):
                self.treatments(str(number), [clause.sentence])
        return number

    def _rule(self, license_number: int, clause: Clause, rule: Rule, license_: License) -> None:
        number = self.pen.number()
        self.pen.say("clause", license_number, number, quoted(rule.verb))
        self.rules.append((number, clause))
        for name, words in (("for", rule.actions), ("of", rule.states), ("in", rule.kinds)):
            for word in words:
                self.pen.say(name, number, quoted(word))
        if rule.duty:
            self.pen.say("duty", number, quoted(rule.duty), quoted(rule.text or ""))
        for name, condition in (("when", rule.when), ("unless", rule.unless)):
            if condition is not None:
                self.pen.say(name, number, self._condition(condition, str(license_number)))
        if clause.as_of:
            self.dated.append((number, clause, license_))

    def treatments(self, owner: str, treats: Iterable[Treat]) -> None:
        """What a license, or the law, makes of states."""
        for treat in treats:
            number = self.pen.number()
            self.pen.say("treat", number, owner, quoted(treat.state), quoted(treat.target))
            if treat.when is not None:
                self.pen.say("when", number, self._condition(treat.when, owner))

    def _condition(self, condition: Condition, owner: str) -> int:
        number = self.pen.number()
        match condition:
            case Test(fact, operator, values):
                self.pen.say("test", number, quoted(fact), quoted(operator))
                if fact in self.pen.words.questions["questions"]:
                    self.pen.say("mentions", owner, quoted(fact))
                for value in values:
                    self._value(number, fact, value)
            case Not(operand):
                self.pen.say("negated", number, self._condition(operand, owner))
            case All(operands) | Any(operands):
                first, *rest = operands
                other = type(condition)(tuple(rest)) if len(rest) > 1 else rest[0]
                name = "both" if isinstance(condition, All) else "either"
                parts = self._condition(first, owner), self._condition(other, owner)
                self.pen.say(name, number, *parts)
        return number

    def _value(self, number: int, fact: str, value: Value) -> None:
        if isinstance(value, str) and value in self.pen.words.facts:
            self.pen.say("refers", number, quoted(value))
        elif isinstance(value, str) and self._is_place(fact):
            for place in self.pen.words.place(value):
                self.pen.say("value", number, f"w({quoted(place)})")
        else:
            self.pen.say("value", number, self.pen.term(value))

    def _is_place(self, fact: str) -> bool:
        return self.pen.words.facts[fact].type in {"place", "places"}


def write_defaults(pen: Pen, defaults: Iterable[Treat]) -> None:
    """What copyright makes of each state where a license is silent."""
    Terms(pen).treatments("default", defaults)
