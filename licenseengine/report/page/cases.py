"""The project as it stands and as it would stand: what is shown under each planned use of each.

What several cases share is kept once, in the lists of :class:`Book`; a case names it by its index.

Floor: report.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from licenseengine.audit.causes import Cause, QuestionTold, causes_of, questions_of
from licenseengine.audit.records import Audit
from licenseengine.compliance.dossier import dossier_of
from licenseengine.compliance.dues import dues_of
from licenseengine.compliance.records import Dossier
from licenseengine.errors import printable
from licenseengine.language.facts import FactValue
from licenseengine.language.tree import Quantity
from licenseengine.library.index import Library
from licenseengine.report.audit_answer import answer_line
from licenseengine.report.graph.picture import Box
from licenseengine.report.page.boxes import levels_of
from licenseengine.report.page.findings import Shown, laws_in, ways_of
from licenseengine.report.page.labels import SAY, VALUES
from licenseengine.report.page.pieces import pieces_of, unique
from licenseengine.report.page.records import (
    Case,
    DutyView,
    FactView,
    FindingView,
    LawView,
    Outcome,
    QuestionView,
)
from licenseengine.solver.records import Level

Entry = TypeVar("Entry", bound=Hashable)


@dataclass
class Kept(Generic[Entry]):
    """A list in which each thing stands once."""

    index: dict[Entry, int] = field(default_factory=dict)

    def put(self, entries: Iterable[Entry]) -> tuple[int, ...]:
        """The places of some things in the list, each once; what is new is put at its end."""
        places = (self.index.setdefault(entry, len(self.index)) for entry in entries)
        return tuple(dict.fromkeys(places))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.index)


@dataclass
class Book:
    """Everything that some case shows, each thing once."""

    findings: Kept[FindingView] = field(default_factory=Kept)
    duties: Kept[DutyView] = field(default_factory=Kept)
    questions: Kept[QuestionView] = field(default_factory=Kept)
    laws: Kept[LawView] = field(default_factory=Kept)
    facts: Kept[FactView] = field(default_factory=Kept)


@dataclass(frozen=True)
class Cases:
    """The cases of a dossier: as it stands first, then its alternatives."""

    dossier: Dossier
    library: Library
    shown: Shown
    boxes: tuple[Box, ...]
    book: Book = field(default_factory=Book)

    def all(self) -> tuple[Case, ...]:
        """Every case, in order."""
        vocabulary = self.library.vocabulary
        return (
            Case("", SAY["as_is"], "", self._outcomes(self.dossier)),
            *(
                Case(
                    other.fact,
                    vocabulary.facts[other.fact].ask,
                    VALUES[other.value == "true"],
                    self._outcomes(self._again(other.audit)),
                )
                for other in self.dossier.alternatives
            ),
        )

    def _again(self, audit: Audit) -> Dossier:
        return dossier_of(audit, self.library, self.dossier.version, self.dossier.scenario)

    def _outcomes(self, dossier: Dossier) -> dict[str, Outcome]:
        judged = _Judged(self, dossier, causes_of(dossier.audit))
        return {use: judged.outcome(use) for use in dossier.audit.answers}


@dataclass(frozen=True)
class _Judged:
    """One case while it is put into the book."""

    cases: Cases
    dossier: Dossier
    causes: tuple[Cause, ...]

    def outcome(self, use: str) -> Outcome:
        """What is shown under one planned use."""
        book, shown, audit = self.cases.book, self.cases.shown, self.dossier.audit
        answer = audit.answers[use]
        causes = [cause for cause in self.causes if use in cause.presets]
        dues = dues_of(audit, use, self.cases.library.vocabulary)
        questions = (told for told in self._questions if use in told.presets)
        facts = answer.judged.verdict.facts.told
        line = answer_line(replace(audit, answers={use: answer}), self.causes)
        return Outcome(
            level=answer.level,
            why=pieces_of(line[1:]),
            levels={box: levels[use] for box, levels in self._levels.items()},
            findings=book.findings.put(
                shown.finding(cause, audit.answers, self._ways) for cause in causes
            ),
            duties=book.duties.put(map(shown.duty, dues)),
            questions=book.questions.put(map(shown.question, questions)),
            laws=book.laws.put(shown.law(name) for name in unique(laws_in(causes))),
            facts=book.facts.put(self._fact(name, facts[name]) for name in sorted(facts)),
            assumed=book.facts.put(self._assumed(use)),
        )

    @cached_property
    def _ways(self) -> Mapping[str, tuple[str, ...]]:
        return ways_of(self.dossier.audit)

    @cached_property
    def _questions(self) -> tuple[QuestionTold, ...]:
        return questions_of(self.dossier.audit)

    @cached_property
    def _levels(self) -> Mapping[str, Mapping[str, Level]]:
        parts = {part.id: part for part in self.dossier.parts}
        return {
            box.id: levels_of(self.dossier, (parts[id_] for id_ in box.parts if id_ in parts))
            for box in self.cases.boxes
        }

    def _assumed(self, use: str) -> Iterator[FactView]:
        """What was taken because nobody told it, with the licenses to which it matters."""
        for entry in self.dossier.audit.answers[use].judged.verdict.assumptions:
            matters = unique(clause.license for clause in entry.clauses)
            yield self._fact(entry.fact, entry.value, matters)

    def _fact(self, name: str, value: FactValue, matters: tuple[str, ...] = ()) -> FactView:
        ask = self.cases.library.vocabulary.facts[name].ask
        return FactView(name, ask, printable(_value(value)), matters)


def _value(value: FactValue) -> str:
    """The value of a fact in words; codes of countries and words of the vocabulary as they are."""
    match value:
        case bool():
            return VALUES[value]
        case Quantity():
            return f"{value.value:,} {value.unit}"
        case date():
            return value.isoformat()
        case str():
            return value
        case _:
            return ", ".join(sorted(value)) or SAY["none"]
