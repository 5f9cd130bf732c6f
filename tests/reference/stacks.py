"""Stacks, uses and told facts as facts."""

import re
from datetime import date, timedelta

from licenseengine.language.facts import FactValue
from licenseengine.language.tree import Rule
from licenseengine.library.records import AsOf, License
from licenseengine.solver.records import Problem
from licenseengine.stack.records import Artefact
from tests.reference.spell import Pen, licenses_of, quoted
from tests.reference.terms import Terms

BASES = ("base", "models", "student", "source")  # roles of what a new version is made of


def write_problem(pen: Pen, number: int, problem: Problem) -> Terms:
    """Write all of a problem; answers its licenses, by number."""
    terms = Terms(pen)
    _write_choices(terms, number, problem)
    names = sorted({t for t in (_text_of(problem)) if t})
    for artefact in problem.artefacts:
        _write_artefact(pen, number, artefact)
        _write_made(pen, number, artefact)
        for text in names if artefact.name is not None else ():
            _write_name(pen, number, artefact.id, artefact.name or "", text)
    for name, items in (
        ("do", problem.do),
        ("used", problem.of),
        ("unlicensed", problem.unlicensed),
    ):
        for item in sorted(items):
            pen.say(name, number, quoted(item))
    if any(a.made_by_us for a in problem.artefacts):
        pen.say("releases", number)
    _write_told(terms, number, problem)
    _write_accepted(terms, number, problem)
    return terms


def _text_of(problem: Problem) -> list[str | None]:
    sentences = (c.sentence for x in licenses_of(problem) for c in x.duties)
    return [s.text for s in sentences if isinstance(s, Rule)]


def _write_choices(terms: Terms, number: int, problem: Problem) -> None:
    stride = 1
    for node, choice in problem.choices.items():
        for index, branch in enumerate(choice):
            for license_ in branch.licenses:
                terms.pen.say("elected", number, quoted(node), index, terms.license(license_))
        if choice:
            terms.pen.say("branches", number, quoted(node), len(choice), stride)
            stride *= len(choice)
    terms.pen.say("worlds", number, stride)


def _write_artefact(pen: Pen, number: int, artefact: Artefact) -> None:
    node = quoted(artefact.id)
    pen.say("kind", number, node, quoted(artefact.kind))
    if artefact.artefact_class:
        pen.say("classed", number, node, quoted(artefact.artefact_class))
    if artefact.name is not None:
        pen.say("named", number, node)
    told = {f"artefact.{n}": getattr(artefact, n) for n in ("part", "plan", "date")}
    told |= {f"params.{n}": value for n, value in artefact.params.items()}
    for name, value in told.items():
        if value is not None and name in pen.words.facts:
            pen.say("of_artefact", number, node, quoted(name), pen.term(value))


def _write_made(pen: Pen, number: int, artefact: Artefact) -> None:
    made, node = artefact.made, quoted(artefact.id)
    if made is None:
        return
    if made.who == "us":
        pen.say("ours", number, node)
    bases = [entry.node for entry in made.inputs if entry.role in BASES]
    for base in bases:
        pen.say("base", number, node, quoted(base))
    for base in bases[:1]:
        pen.say("first_base", number, node, quoted(base))
    for entry in made.inputs:
        role, source = pen.words.roles(made.by)[entry.role], quoted(entry.node)
        pen.say("feeds", number, source, node)
        if role["carries"] != "none":
            pen.say("edge", number, source, node, quoted(role["carries"]), made.who)
        for kind, output in (("acts", "no"), ("output_acts", "yes")):
            for action in role.get(kind, ()):
                pen.say("operation", number, quoted(action), source, node, made.who, output)


def _write_name(pen: Pen, number: int, node: str, name: str, text: str) -> None:
    said, ordered = (" ".join(re.split(r"[\s_-]+", t.lower().strip())) for t in (name, text))
    if said.startswith(ordered):
        pen.say("fits_name", number, quoted(node), '"name-prefix"', quoted(text))
    if ordered in said:
        pen.say("fits_name", number, quoted(node), '"name-includes"', quoted(text))


def _write_told(terms: Terms, number: int, problem: Problem) -> None:
    pen, facts = terms.pen, problem.facts
    for name, value in {**facts.assumed, **facts.told}.items():
        for term in _terms_of(pen, value):
            pen.say("told", number, quoted(name), term)
    for name, value in facts.assumed.items():
        for term in _terms_of(pen, value):
            pen.say("assumed", number, quoted(name), term)
    today = facts.told.get("use.date")
    for name, day in facts.as_of.items():
        for clause_number, clause, license_ in terms.dated:
            if not _counts(day, clause.as_of, license_, today):
                pen.say("other_day", number, clause_number, quoted(name))


def _terms_of(pen: Pen, value: FactValue) -> list[str]:
    if isinstance(value, frozenset):
        return ["set", *(f"in({quoted(member)})" for member in sorted(value))]
    return [pen.term(value)]


def _write_accepted(terms: Terms, number: int, problem: Problem) -> None:
    """Acceptances that hold today; one with an end holds never where no day is told."""
    day = problem.facts.told.get("use.date")
    for entry in problem.policy.allow:
        if entry.until is not None and not (isinstance(day, date) and day <= entry.until):
            continue
        for clause_number, clause in terms.rules:
            if entry.rule in {clause.id, f"{clause.license}#{clause.id}"}:
                node = quoted(entry.node) if entry.node else "any"
                terms.pen.say("allows", number, clause_number, node)


def _counts(day: date, as_of: AsOf | None, license_: License, today: object) -> bool:
    """Whether a figure of this day counts for a clause."""
    if as_of is None:
        return True
    released = license_.released or license_.effective
    anchor: object = {"released": released, "use": today}.get(str(as_of.anchor), as_of.anchor)
    if not isinstance(anchor, date):
        return False
    if as_of.period == "month":
        before = anchor.replace(day=1) - timedelta(days=1)
        return before.replace(day=1) <= day <= anchor
    if as_of.period == "year":
        return date(anchor.year - 1, 1, 1) <= day <= anchor
    return day == anchor
