"""Openness in words: what follows from what was released, and how a license stands.

Floor: report.
"""

from collections.abc import Iterable, Iterator

from licenseengine.language.printer import write_sentence
from licenseengine.language.truth import Truth
from licenseengine.openness.answer import ASKED, Named, Openness
from licenseengine.openness.breaches import Breach
from licenseengine.openness.classes import Classified
from licenseengine.openness.licensing import Standing
from licenseengine.openness.records import Component, OpennessClass
from licenseengine.report.audit_lines import Code, Group, Line, Name

_CLAUSES = 4  # of one criterion; --format json tells all
FRAMEWORK = "the Model Openness Framework"
OUTCOMES = {
    Truth.TRUE: "open source AI",
    Truth.FALSE: "not open source AI",
    Truth.UNKNOWN: "not known whether it is open source AI",
}
MET = {Truth.TRUE: "met", Truth.FALSE: "not met", Truth.UNKNOWN: "not known"}


def answer_line(found: Openness) -> Line:
    """The answer in one line."""
    head: Line = (Name(found.subject.name), ": ")
    if found.open_source is None:
        return (*head, *standing_words(found.standings[0], found))
    outcome, place = OUTCOMES[found.open_source], ""
    if found.classified is not None:
        place = f"; {class_words(found.classified)}"
    return (*head, f"{outcome}{place}", *_washed_words(found))


def _washed_words(found: Openness) -> Line:
    if not found.washed:
        return ()
    names = _joined(standing.id for standing in found.washed)
    are = "is" if len(found.washed) == 1 else "are"
    called = "it is called open" if found.claims else "called open by name"
    return ("; open-washing: ", called, ", and ", Name(names), f" {are} not")


def class_words(classified: Classified) -> str:
    """The class, or between which it lies."""
    names = {step.openness_class.number: step.openness_class for step in classified.steps}
    least, most = names.get(classified.at_least), names.get(classified.at_most)
    if classified.number is None:
        return f"between {_class(least)} and {_class(most)} of {FRAMEWORK}"
    return f"{_class(least)} of {FRAMEWORK}"


def _class(found: OpennessClass | None) -> str:
    return f"class {found.numeral} ({found.name})" if found else "no class"


def class_lines(found: Openness) -> Iterator[Line]:
    """The class, what is missing for the next one, and how far each is met."""
    if found.classified is None:
        return
    yield (class_words(found.classified),)
    step = found.classified.next
    if step is not None:
        yield (f"for {_class(step.openness_class)}: {_missing(step.missing, found)}",)
    told = [s for s in found.classified.steps if s.progress is not None]
    if len(told) == len(found.classified.steps):
        yield (", ".join(f"class {s.openness_class.numeral} {s.progress:.0f} %" for s in told),)
    other = [one for one in found.held.values() if one.other_content]
    if other:
        names = ", ".join(f"{one.component.name} ({one.said})" for one in other)
        yield (f"open, by a license made for another kind of content: {names}",)


def _missing(missing: tuple[tuple[Component, Truth], ...], found: Openness) -> str:
    """What is not held under the terms asked for: surely, with what is known of it, or perhaps."""
    gone = [
        f"{component.name} ({found.held[component.key].said})"
        for component, truth in missing
        if truth is Truth.FALSE
    ]
    open_ = [component.name for component, truth in missing if truth is Truth.UNKNOWN]
    told = [f"missing: {', '.join(gone)}"] if gone else []
    told += [f"nothing is told of: {', '.join(open_)}"] if open_ else []
    return "; ".join(told)


def definition_lines(found: Openness) -> Iterator[Line]:
    """Each part of the Open Source AI Definition."""
    for one in found.fulfilments:
        missing = _missing(one.missing, found)
        either = "; one of these is enough" if one.part.any_of and len(one.missing) > 1 else ""
        what = f"; {missing}{either}" if missing else ""
        yield (f"{one.part.name}: {MET[one.met]}{what}",)


def license_groups(found: Openness) -> Iterator[Group]:
    """Every license that is named, with who names it and the clauses by which it fails."""
    for standing in found.standings:
        names = [named for named in found.licenses if standing in named.terms.standings]
        title = standing.license.name if standing.license is not None else standing.id
        head: Line = (Code(standing.id), f" ({title}), ", *standing_words(standing, found))
        yield Group(head, (*_said_by(names), *clause_lines(standing.breaches, found)))
    for named in found.licenses:
        if not named.terms.choices:
            head = ("“", Name(named.terms.words), "”: words that name no license that is known")
            yield Group(head, tuple(_said_by([named])))


def _said_by(names: Iterable[Named]) -> Iterator[Line]:
    for named in names:
        if named.source == ASKED:
            continue
        parts = ""
        if named.parts is not None:
            parts = f" for {', '.join(component.name for component in named.parts)}"
        yield (f"named by {named.source}, of ", Name(named.about), parts)


def standing_words(standing: Standing, found: Openness) -> Line:
    """How open a license is, in a phrase."""
    phrases = []
    if standing.failed:
        one = "criterion" if len(standing.failed) == 1 else "criteria"
        phrases.append(f"fails {one} {_joined(standing.failed)} of the Open Source Definition")
    if standing.lists:
        phrases.append(f"open: {_joined(found.framework.lists[name] for name in standing.lists)}")
    if not phrases:
        phrases.append(f"not known whether it is open: on no list, and {_seen(standing)}")
    if standing.claims and standing.failed:
        phrases.append("its name calls it open")
    return ("; ".join(phrases),)


def _seen(standing: Standing) -> str:
    if standing.license is None:
        return "its rules are not known"
    return "no clause fails a criterion" if standing.is_whole else "its text was not seen whole"


def clause_lines(breaches: Iterable[Breach], found: Openness) -> Iterator[Line]:
    """The clauses by which a license fails, criterion by criterion."""
    names = {c.number: c.name for c in found.definition.criteria}
    by_criterion: dict[int, list[Breach]] = {}
    for breach in breaches:
        by_criterion.setdefault(breach.criterion, []).append(breach)
    for number, listed in by_criterion.items():
        for place, breach in enumerate(listed[:_CLAUSES]):
            name = f" ({names[number]})" if place == 0 else ""
            yield (f"{number}{name}: ", *_clause(breach))
        if len(listed) > _CLAUSES:
            yield (f"{number}: … and {len(listed) - _CLAUSES} more clauses; --format json has all",)


def _clause(breach: Breach) -> Line:
    if breach.clause is None:
        return ("it grants no such thing",)
    clause = breach.clause
    hangs = "" if breach.sure else f", hangs on {', '.join(sorted(breach.missing))}"
    return (f"{clause.license} {clause.cite}: ", Code(write_sentence(clause.sentence)), hangs)


def washing_lines(found: Openness) -> Iterator[Line]:
    """Where something is called open and its license is not."""
    for standing in found.washed:
        words = standing_words(standing, found)
        for claim in found.claims:
            called: Line = ("called “", Name(claim.words), "” by ", Name(claim.source), ", and ")
            yield (*called, Code(standing.id), " ", *words)
        if not found.claims:
            yield (Code(standing.id), " ", *words)


def not_shown(found: Openness) -> str:
    """The criteria that rules cannot show."""
    return _joined(c.number for c in found.definition.criteria if not c.shown)


def _joined(items: Iterable[object]) -> str:
    shown = [str(item) for item in items]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
