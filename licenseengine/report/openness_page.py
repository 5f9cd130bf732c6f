"""What a report on openness says, before it is put into a form.

Floor: report. Names come out of tables and command lines: each form shows them safely.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from licenseengine.openness.answer import Judged, Openness, Statement
from licenseengine.report.audit_lines import Group, Line, Name, Section
from licenseengine.report.openness_words import (
    answer_line,
    class_lines,
    definition_lines,
    license_groups,
    not_shown,
    washing_lines,
)

COLUMNS = ("criterion", "state", "said by", "words")
CLOSING = (
    "Openness is how much one can get, inspect and rebuild. It is no permission: "
    "`licenseengine check` tells what is permitted. This is not legal advice."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a criterion, how it stands, and what a source says of it."""

    name: str
    state: str
    source: str
    said: Line


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report: the answer first."""

    answer: Line
    asides: tuple[Line, ...]
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]
    closing: str = CLOSING


def page_of(found: Openness) -> Page:
    """The report on an answer."""
    sections = (
        Section("Model Openness Framework", tuple(class_lines(found))),
        Section("Open Source AI Definition", tuple(definition_lines(found))),
        Section("Open-washing", tuple(washing_lines(found))),
        Section("Licenses", (*license_groups(found), *_about_criteria(found))),
        Section("Sources", tuple(_sources(found))),
    )
    return Page(
        answer=answer_line(found),
        asides=tuple(_asides(found)),
        rows=tuple(row for judged in found.judged for row in _rows(judged)),
        sections=tuple(section for section in sections if section.entries),
    )


def _asides(found: Openness) -> Iterator[Line]:
    subject = found.subject
    system = subject.system
    if subject.note:
        yield (subject.note,)
    if subject.entry is not None and subject.entry.explain:
        yield (subject.entry.explain,)
    if subject.entry is not None and subject.entry.conflict:
        other = Name(f"{subject.entry.license} / {subject.entry.conflict}")
        yield ("the catalogue has two statements of its license: ", other)
    if system is not None:
        makers = dict.fromkeys(
            part.producer for part in (system.release, system.assessment) if part and part.producer
        )
        if makers:
            yield ("made by ", Name(" / ".join(makers)))
        yield from _other_names(found)
    elif subject.kind == "artefact":
        yield ("nobody of whom is known judged it: what is told follows from its license alone",)
    if subject.kin:
        yield ("also judged: ", Name(", ".join(s.name for s in subject.kin)))


def _other_names(found: Openness) -> Iterator[Line]:
    """What each source calls the system, where that is another name: another size, perhaps."""
    system, sources = found.subject.system, found.framework.sources
    if system is None:
        return
    for part, key in ((system.release, "components"), (system.assessment, "judgements")):
        if part is not None and part.name != system.name:
            yield (f"{sources[key].name} speaks of ", Name(part.name))


def _rows(judged: Judged) -> Iterator[Row]:
    """What those say who know something; else that nobody does."""
    name = judged.criterion.name
    known = [s for s in judged.statements if s.state != "unknown"]
    if not known:
        for first in judged.statements[:1]:
            yield Row(name, "unknown", first.source, _said(first))
        if not judged.statements:
            yield Row(name, "unknown", "", ())
        return
    if judged.state == "disputed":
        yield Row(name, "disputed", "", ())
    for number, statement in enumerate(known):
        shown = name if number == 0 and judged.state != "disputed" else ""
        yield Row(shown, statement.state, statement.source, _said(statement))


def _said(statement: Statement) -> Line:
    return (Name(statement.said),) if statement.said else ()


def _about_criteria(found: Openness) -> Iterator[Line]:
    if any(s.license is not None for s in found.standings):
        yield (f"the rules of a license do not show criteria {not_shown(found)}",)


def _sources(found: Openness) -> Iterator[Line | Group]:
    used = {"criteria", "lists"}
    system = found.subject.system
    if found.judged:
        used |= {"framework", "definition"}
    if system is not None:
        used |= {"components"} if system.release else set()
        used |= {"judgements"} if system.assessment else set()
    for key, source in found.framework.sources.items():
        if key in used:
            read = f", as of {source.read}" if source.read else ""
            under = f", {source.license}" if source.license else ""
            yield (f"{source.name}: {source.cite}{under}{read}, ", Name(source.url))
    if system is not None and system.assessment is not None:
        yield ("the judgement of ", Name(system.assessment.name), ": ", Name(system.assessment.url))
    entry = found.subject.entry
    if entry is not None and entry.source:
        yield ("the catalogue: ", Name(entry.source))
