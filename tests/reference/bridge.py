"""Problems as facts for `solver.lp`, and its answers back.

Nothing is decided here: words are spelled, trees are laid flat, figures become ranks (clingo
counts in 32 bits), and the days for which a clause counts figures are looked up in a calendar.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import count
from math import prod
from pathlib import Path

import clingo

from licenseengine.language.facts import FactValue
from licenseengine.language.tree import All, Any, Condition, Not, Quantity, Rule, Test, Treat, Value
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import AsOf, Clause, License
from licenseengine.solver.records import Level, Problem
from licenseengine.stack.records import Artefact

BASES = ("base", "models", "student", "source")  # roles of what a new version is made of
PROGRAM = (Path(__file__).parent / "solver.lp").read_text(encoding="utf-8")


def judge_all(problems: Sequence[Problem]) -> list[Level]:
    """The verdict of each problem, without what is released under a license of its own."""
    text = "\n".join(facts_of(problems))
    control = clingo.Control(["--warn=none"])
    control.add("base", [], PROGRAM + text)
    control.ground([("base", [])])
    levels: dict[int, Level] = {}
    with control.solve(yield_=True) as handle:
        for model in handle:
            for atom in model.symbols(shown=True):
                levels[atom.arguments[0].number] = Level(atom.arguments[1].number)
    return [levels[number] for number in range(len(problems))]


def facts_of(problems: Sequence[Problem]) -> list[str]:
    """All facts of some problems, which share one vocabulary."""
    writer = _Writer(problems)
    writer.vocabulary(problems[0].vocabulary)
    writer.treatments("default", problems[0].defaults)
    for number, problem in enumerate(problems):
        writer.problem(number, problem)
    return writer.lines


def _text(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


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


def _licenses(problem: Problem) -> Iterable[License]:
    return (x for choice in problem.choices.values() for branch in choice for x in branch.licenses)


def _all_figures(problems: Sequence[Problem]) -> list[int]:
    found: set[int] = set()
    for problem in problems:
        facts = problem.facts
        for value in (*facts.told.values(), *facts.assumed.values()):
            found |= {value.value} if isinstance(value, Quantity) else set()
        for clause in (c for x in _licenses(problem) for c in x.clauses):
            if isinstance(clause.sentence, Rule | Treat):
                found |= _figures(clause.sentence.when)
            if isinstance(clause.sentence, Rule):
                found |= _figures(clause.sentence.unless)
    return sorted(found)


class _Writer:
    """Writes facts; licenses and conditions get numbers as they come."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.lines: list[str] = []
        self.ranks = {figure: rank for rank, figure in enumerate(_all_figures(problems))}
        self.numbers = count(1)
        self.known: dict[int, int] = {}
        self.dated: list[tuple[int, Clause, License]] = []
        self.rules: list[tuple[int, Clause]] = []
        self.words: Vocabulary = problems[0].vocabulary

    def say(self, name: str, *arguments: object) -> None:
        self.lines.append(f"{name}({','.join(map(str, arguments))}).")

    # ---- the vocabulary and the law ----

    def vocabulary(self, words: Vocabulary) -> None:
        for section in ("actions", "states"):
            for word, entry in words.raw[section].items():
                self.say("word", _text(word))
                if "under" in entry:
                    self.say("under", _text(word), _text(entry["under"]))
        for state in words.raw["states"]:
            self.say("state", _text(state))
        for carried, row in words.raw["passage"].items():
            for before, after in row.items():
                self.say("passage", _text(carried), _text(before), _text(after))
        for name in words.raw["classes"]:
            self.say("class", _text(name))
        for purpose in words.raw["purposes"]["sensitive"]:
            self.say("sensitive", _text(purpose))
        for name, entry in words.raw["facts"].items():
            if entry["type"] in {"place", "places"}:
                self.say("place", _text(name))
        for duty, entry in words.raw["duties"].items():
            self._duty_word(duty, entry)
        for name, entry in words.questions["questions"].items():
            self.say("law", _text(name))
            lifts = entry.get("lifts", {"actions": (), "states": ()})
            for action in lifts["actions"]:
                for state in lifts["states"]:
                    self.say("lifts", _text(name), _text(action), _text(state))

    def _duty_word(self, duty: str, entry: dict[str, str]) -> None:
        if entry.get("who") == "maker":
            self.say("makers_duty", _text(duty))
        match entry.get("check"):
            case "name-prefix" | "name-includes":
                self.say("wants_name", _text(duty), _text(entry["check"]))
            case "fact":
                self.say("wants_fact", _text(duty), _text(entry["fact"]))
            case "licensor":
                self.say("wants_licensor", _text(duty), _text(entry["fact"]))

    # ---- licenses ----

    def license(self, license_: License) -> int:
        if id(license_) in self.known:
            return self.known[id(license_)]
        number = self.known[id(license_)] = next(self.numbers)
        for name, holds in (
            ("partial", license_.encoded == "partial"),
            ("policy", license_.kind == "policy"),
            ("contract", license_.kind == "terms"),
        ):
            if holds:
                self.say(name, number)
        if license_.licensor:
            self.say("licensor", number, _text(license_.licensor))
        for clause in license_.clauses:
            if isinstance(clause.sentence, Rule):
                self.rule(number, clause, clause.sentence, license_)
            elif isinstance(clause.sentence, Treat):
                self.treatments(str(number), [clause.sentence])
        return number

    def rule(self, license_number: int, clause: Clause, rule: Rule, license_: License) -> None:
        number = next(self.numbers)
        self.say("clause", license_number, number, _text(rule.verb))
        self.rules.append((number, clause))
        for name, words in (("for", rule.actions), ("of", rule.states), ("in", rule.kinds)):
            for word in words:
                self.say(name, number, _text(word))
        if rule.duty:
            self.say("duty", number, _text(rule.duty), _text(rule.text or ""))
        for name, condition in (("when", rule.when), ("unless", rule.unless)):
            if condition is not None:
                self.say(name, number, self.condition(condition, str(license_number)))
        if clause.as_of:
            self.dated.append((number, clause, license_))

    def treatments(self, owner: str, treats: Iterable[Treat]) -> None:
        for treat in treats:
            number = next(self.numbers)
            self.say("treat", number, owner, _text(treat.state), _text(treat.target))
            if treat.when is not None:
                self.say("when", number, self.condition(treat.when, owner))

    def condition(self, condition: Condition, owner: str) -> int:
        number = next(self.numbers)
        match condition:
            case Test(fact, operator, values):
                self.say("test", number, _text(fact), _text(operator))
                if fact in self.words.questions["questions"]:
                    self.say("mentions", owner, _text(fact))
                for value in values:
                    self._value(number, fact, value)
            case Not(operand):
                self.say("negated", number, self.condition(operand, owner))
            case All(operands) | Any(operands):
                first, *rest = operands
                other = type(condition)(tuple(rest)) if len(rest) > 1 else rest[0]
                name = "both" if isinstance(condition, All) else "either"
                parts = self.condition(first, owner), self.condition(other, owner)
                self.say(name, number, *parts)
        return number

    def _value(self, number: int, fact: str, value: Value) -> None:
        if isinstance(value, str) and value in self.words.facts:
            self.say("refers", number, _text(value))
        elif isinstance(value, str) and self._is_place(fact):
            for place in self.words.place(value):
                self.say("value", number, f"w({_text(place)})")
        else:
            self.say("value", number, self._term(value))

    def _is_place(self, fact: str) -> bool:
        return self.words.facts[fact].type in {"place", "places"}

    def _term(self, value: Value) -> str:
        match value:
            case bool():
                return f"b({int(value)})"
            case Quantity(figure, unit):
                return f"q({self.ranks[figure]},{_text(unit)})"
            case date():
                return f"d({value.toordinal()})"
            case str():
                return f"w({_text(value)})"

    # ---- stacks ----

    def problem(self, number: int, problem: Problem) -> None:
        self.dated.clear()
        self.rules.clear()
        self.known.clear()
        stride = 1
        for node, choice in problem.choices.items():
            if choice:
                self.say("branches", number, _text(node), len(choice), stride)
                stride *= len(choice)
            for index, branch in enumerate(choice):
                for license_ in branch.licenses:
                    self.say("elected", number, _text(node), index, self.license(license_))
        assert stride == prod(len(c) for c in problem.choices.values() if c)  # noqa: S101
        self.say("worlds", number, stride)
        for node in problem.unlicensed:
            self.say("unlicensed", number, _text(node))
        for artefact in problem.artefacts:
            self.artefact(number, artefact, problem)
        for action in problem.do:
            self.say("do", number, _text(action))
        for node in problem.of:
            self.say("used", number, _text(node))
        self.told(number, problem)
        for entry in problem.policy.allow:
            if entry.until is None or _until(problem) <= entry.until:
                for clause_number, clause in self.rules:
                    if entry.rule in {clause.id, f"{clause.license}#{clause.id}"}:
                        node = _text(entry.node) if entry.node else "any"
                        self.say("allows", number, clause_number, node)

    def artefact(self, number: int, artefact: Artefact, problem: Problem) -> None:
        node = _text(artefact.id)
        self.say("kind", number, node, _text(artefact.kind))
        if artefact.artefact_class:
            self.say("classed", number, node, _text(artefact.artefact_class))
        for name, word in (("part", artefact.part), ("plan", artefact.plan)):
            if word:
                self.say("of_artefact", number, node, f'"artefact.{name}"', f"w({_text(word)})")
        if artefact.date:
            value = f"d({artefact.date.toordinal()})"
            self.say("of_artefact", number, node, '"artefact.date"', value)
        for name, value in artefact.params.items():
            if f"params.{name}" in self.words.facts:
                self.say("of_artefact", number, node, f'"params.{name}"', self._term(value))
        if artefact.name is not None:
            self.say("named", number, node)
            for text in {c.sentence.text for c in _duties(problem) if isinstance(c.sentence, Rule)}:
                self._name(number, node, artefact.name, text or "")
        if artefact.made is None:
            return
        if artefact.made.who == "us":
            self.say("ours", number, node)
        bases = [e.node for e in artefact.made.inputs if e.role in BASES]
        for base in bases:
            self.say("base", number, node, _text(base))
        if bases:
            self.say("first_base", number, node, _text(bases[0]))
        for entry in artefact.made.inputs:
            role = self.words.roles(artefact.made.by)[entry.role]
            source = _text(entry.node)
            self.say("feeds", number, source, node)
            if role["carries"] != "none":
                carried = _text(role["carries"])
                self.say("edge", number, source, node, carried, artefact.made.who)
            for action in role.get("acts", ()):
                self.say("operation", number, _text(action), source, node, artefact.made.who, "no")
            for action in role.get("output_acts", ()):
                self.say("operation", number, _text(action), source, node, artefact.made.who, "yes")

    def _name(self, number: int, node: str, name: str, text: str) -> None:
        name, folded = (" ".join(re.split(r"[\s_-]+", t.lower().strip())) for t in (name, text))
        if name.startswith(folded):
            self.say("fits_name", number, node, '"name-prefix"', _text(text))
        if folded in name:
            self.say("fits_name", number, node, '"name-includes"', _text(text))

    def told(self, number: int, problem: Problem) -> None:
        facts = problem.facts
        for name, value in {**facts.assumed, **facts.told}.items():
            for term in self._fact(value):
                self.say("told", number, _text(name), term)
        for name, value in facts.assumed.items():
            for term in self._fact(value):
                self.say("assumed", number, _text(name), term)
        for name in {**facts.assumed, **facts.told}:
            for clause_number, clause, license_ in self.dated:
                day = facts.as_of.get(name)
                if day and not _counts(day, clause.as_of, license_, facts.told.get("use.date")):
                    self.say("other_day", number, clause_number, _text(name))

    def _fact(self, value: FactValue) -> list[str]:
        if isinstance(value, frozenset):
            return ["set", *(f"in({_text(member)})" for member in sorted(value))]
        return [self._term(value)]


def _until(problem: Problem) -> date:
    """The day on which an acceptance must still hold; without a day of judgement, never."""
    day = problem.facts.get("use.date")
    return day if isinstance(day, date) else date.max


def _duties(problem: Problem) -> list[Clause]:
    clauses = (c for x in _licenses(problem) for c in x.clauses)
    return [c for c in clauses if isinstance(c.sentence, Rule) and c.sentence.duty]


def _counts(day: date, as_of: AsOf | None, license_: License, today: object) -> bool:
    """Whether a figure of this day counts for a clause."""
    if as_of is None:
        return True
    released = license_.released or license_.effective
    anchor = {"released": released, "use": today}.get(str(as_of.anchor), as_of.anchor)
    if not isinstance(anchor, date):
        return False
    if as_of.period == "month":
        before = anchor.replace(day=1) - timedelta(days=1)
        return before.replace(day=1) <= day <= anchor
    if as_of.period == "year":
        return date(anchor.year - 1, 1, 1) <= day <= anchor
    return day == anchor
