"""The parts of an audit below its tables: why, what follows, what to answer, what was left out.

Floor: report.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from licenseengine.audit.causes import (
    Cause,
    DutyTold,
    QuestionTold,
    causes_of,
    duties_of,
    questions_of,
)
from licenseengine.audit.records import Audit, Disagreement, Drift
from licenseengine.discover.records import IN_STACK, Gap, Package
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.report.audit_answer import answer_line, decisive, looked_line
from licenseengine.report.audit_causes import cause_line, uses_words
from licenseengine.report.audit_lines import (
    Group,
    Line,
    Name,
    Report,
    Section,
    joined,
    place_text,
    said,
)
from licenseengine.report.audit_tables import artifacts_table, products_table
from licenseengine.report.text import NOT_ADVICE

GAPS, PACKAGES, NODES, OPTIONS, CLAUSES = 20, 12, 6, 15, 4


class Known(Protocol):
    """What a baseline knows; see `report.audit_baseline`."""

    def line(self) -> Line:
        """How many results are new, and how many are not."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much is to be told: `everything`, and what a baseline knows already."""

    everything: bool = False
    known: Known | None = None


ALL_THAT_MATTERS = Wanted()


def report_of(found: Audit, vocabulary: Vocabulary, wanted: Wanted = ALL_THAT_MATTERS) -> Report:
    """All that is said of an audit, before it is put into a form."""
    causes = causes_of(found)
    _, answer = decisive(found)
    products = products_table(found, everything=wanted.everything)
    table = artifacts_table(found, everything=wanted.everything)
    sections = _sections(found, causes, vocabulary, wanted)
    return Report(
        answer=answer_line(found, causes),
        level=answer.level,
        asides=(looked_line(found), *((wanted.known.line(),) if wanted.known else ())),
        tables=((table,) if table.rows else ()) + ((products,) if products else ()),
        sections=tuple(Section(title, tuple(lines)) for title, lines in sections if lines),
        closing=NOT_ADVICE,
    )


def _sections(
    found: Audit, causes: Sequence[Cause], vocabulary: Vocabulary, wanted: Wanted
) -> Iterator[tuple[str, Sequence[Line | Group]]]:
    presets = list(found.answers)
    shown = None if wanted.everything else NODES
    lines = [(c, cause_line(c, presets, vocabulary, shown)) for c in causes]
    options = [line for c, line in lines if c.counts and c.option]
    yield "Findings", [line for c, line in lines if c.counts and not c.option]
    yield _besides(found), options if wanted.everything else _cut(options, OPTIONS)
    yield "Inherited or accepted", [line for c, line in lines if not c.counts] + _accepted(found)
    yield "Statements that disagree", [_disagreement(d, found) for d in found.disagreements]
    yield "Drift from the manifest", [_drift(d) for d in found.drift]
    yield "Duties", list(_duties(found, presets, vocabulary, shown))
    questions = [_question(q, presets, vocabulary) for q in questions_of(found)]
    yield "Questions whose answers would change something (tell with --fact)", questions
    yield "Assumed", list(_assumed(found))
    yield "Not judged", _unjudged(found.unjudged, everything=wanted.everything)
    yield "Not understood", _gaps(found.gaps, everything=wanted.everything)
    yield "Seen and set aside", list(_aside(found, everything=wanted.everything))


def _besides(found: Audit) -> str:
    also = ", and about what the manifest leaves out" if found.manifest else ""
    return f"Findings about options{also}"


def _cut(lines: list[Line], limit: int) -> list[Line]:
    if len(lines) <= limit + 1:
        return lines
    return [*lines[:limit], (f"… and {len(lines) - limit} more; --all lists them",)]


def _accepted(found: Audit) -> list[Line]:
    kept = [
        (
            f"accepted: {a.rule}: {a.reason}"
            + (f" (until {a.until.isoformat()})" if a.until else ""),
        )
        for a in found.accepted
    ]
    over = [
        (
            f"no longer accepted: {a.rule}: {a.reason}"
            + (f" (ended {a.until.isoformat()})" if a.until else ""),
        )
        for a in found.expired
    ]
    return [*over, *kept]


def _disagreement(told: Disagreement, found: Audit) -> Line:
    sides = [
        (Name(license_), " (", place_text(place) if place else told.source or "the catalogue", ")")
        for license_, place in ((told.one, told.first), (told.other, told.second))
    ]
    item = next((i for i in found.items if i.artifact.ref == told.ref), None)
    judged = item.terms.concluded if item else None
    by: Line = ("; judged by ", Name(judged)) if judged else ()
    return (Name(told.ref), ": ", *joined(sides, " against "), *by)


def _drift(told: Drift) -> Line:
    where: Line = (" (", place_text(told.place), ")") if told.place else ()
    return (Name(told.ref), ": ", *said(told.said), *where)


def _duties(
    found: Audit, presets: list[str], vocabulary: Vocabulary, shown: int | None
) -> Iterator[Group]:
    """Duties below their license and what is under it."""
    groups: dict[tuple[str, tuple[str, ...]], list[Line]] = {}
    for told in duties_of(found):
        key = (told.duty.license, tuple(sorted(told.nodes)))
        groups.setdefault(key, []).append(_duty(told, presets, vocabulary))
    for (license_, nodes), lines in groups.items():
        some = nodes if shown is None or len(nodes) <= shown + 1 else nodes[:shown]
        more = f" and {len(nodes) - len(some)} more" if len(some) < len(nodes) else ""
        head: Line = (f"{license_}, of ", *joined([(Name(n),) for n in some]), more)
        yield Group(head, tuple(lines))


def _duty(told: DutyTold, presets: list[str], vocabulary: Vocabulary) -> Line:
    duty = told.duty
    text = f" “{duty.text}”" if duty.text else ""
    how = vocabulary.raw["duties"][duty.duty]["met"]
    guard = f" (if {duty.guard})" if duty.guard else ""
    met = {"yes": "met: ", "no": "NOT met: ", "unknown": ""}[duty.met]
    uses = uses_words(told.presets, presets)
    return (f"{met}{duty.duty}{text}{guard}: {how} ({duty.clause.cite}; {uses})",)


def _question(told: QuestionTold, presets: list[str], vocabulary: Vocabulary) -> Line:
    spec = vocabulary.facts[told.fact]
    unit = f" in {spec.unit}" if spec.unit else ""
    clauses = list(dict.fromkeys(told.clauses.values()))
    shown = ", ".join(clauses[:CLAUSES])
    more = f" and {len(clauses) - CLAUSES} more" if len(clauses) > CLAUSES else ""
    uses = uses_words(told.presets, presets)
    of_option = " of an option" if told.option else ""
    return (f"{spec.ask} ({told.fact}{unit}; decides {shown}{more}{of_option} {uses})",)


def _assumed(found: Audit) -> Iterator[Line]:
    kept: dict[str, tuple[object, dict[str, None]]] = {}
    for answer in found.answers.values():
        for entry in answer.judged.verdict.assumptions:
            _, licenses = kept.setdefault(entry.fact, (entry.value, {}))
            licenses.update(dict.fromkeys(c.license for c in entry.clauses))
    for fact, (value, licenses) in kept.items():
        some = list(licenses)
        more = f" and {len(some) - CLAUSES} more" if len(some) > CLAUSES else ""
        by = f"it matters to {', '.join(some[:CLAUSES])}{more}"
        if fact == "use.purposes":
            yield (f"no sensitive purpose beyond those told ({by})",)
        else:
            told = str(value).casefold() if value or value is False else "none"
            yield (f"{fact} = {told} ({by})",)


def _unjudged(packages: Sequence[Package], *, everything: bool) -> list[Line]:
    """One line for each file that declares packages without a known license."""
    files: dict[tuple[str, str], list[Package]] = {}
    for package in packages:
        files.setdefault((package.place.file, package.ecosystem), []).append(package)
    lines: list[Line] = []
    for (file, ecosystem), listed in files.items():
        names = sorted({p.name for p in listed}, key=str.casefold)
        some = names if everything or len(names) <= PACKAGES + 1 else names[:PACKAGES]
        more = f" and {len(names) - len(some)} more" if len(some) < len(names) else ""
        lines.append(
            (
                f"{len(names)} {ecosystem} of ",
                Name(file),
                ": ",
                *joined([(Name(n),) for n in some]),
                more,
            )
        )
    return lines


def _gaps(gaps: Sequence[Gap], *, everything: bool) -> list[Line]:
    lines: list[Line] = [
        (
            f"{g.code} ",
            place_text(g.place),
            ": ",
            *said(g.said),
            *((" (", Name(g.ref), ")") if g.ref else ()),
        )
        for g in gaps
    ]
    return lines if everything else _cut(lines, GAPS)


def _aside(found: Audit, *, everything: bool) -> Iterator[Line]:
    """Artefacts that are named and not in the stack: how many, or all of them."""
    items = [i for i in found.items if i.artifact.role not in IN_STACK]
    if everything:
        for item in items:
            seen = item.artifact.seen[0]
            yield (f"{item.artifact.role}: ", Name(item.node), " (", place_text(seen.place), ")")
        return
    numbers = Counter(str(i.artifact.role) for i in items)
    if numbers:
        yield (
            ", ".join(f"{n} {role}" for role, n in numbers.most_common()) + "; --all lists them",
        )
