"""The whole answer about openness: every criterion with its sources, what follows, what is missing.

Two sources that disagree are both told, never averaged; what nobody said is unknown.

Floor: openness.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from licenseengine.language.truth import Truth, all_of
from licenseengine.library.index import Library
from licenseengine.openness.breaches import Court
from licenseengine.openness.classes import Classified, Fulfilment, class_of, fulfilments
from licenseengine.openness.components import Held, held_by_assessment, held_by_release
from licenseengine.openness.definition import Definition, open_definition
from licenseengine.openness.find import Subject, find_subject
from licenseengine.openness.licensing import (
    About,
    LicenseReader,
    Standing,
    Terms,
    calls_itself_open,
    state_of,
)
from licenseengine.openness.reading import open_knowledge
from licenseengine.openness.records import (
    Claim,
    Component,
    Criterion,
    Framework,
    Knowledge,
    State,
    System,
)
from licenseengine.resolve.judge import defaults_of

CATALOG, ASKED = "the catalogue", "the name asked for"
CLAUSES = "license lists and clauses"


@dataclass(frozen=True)
class Statement:
    """What one source says of a criterion: about what, in which words, and where to look."""

    state: State
    source: str
    subject: str
    said: str = ""
    url: str | None = None


@dataclass(frozen=True)
class Judged:
    """A criterion with all that was said of it."""

    criterion: Criterion
    statements: tuple[Statement, ...]

    @property
    def state(self) -> State | Literal["disputed"]:
        """What all who know say; disputed where they do not say the same."""
        known = {s.state for s in self.statements if s.state != "unknown"}
        if len(known) > 1:
            return "disputed"
        return known.pop() if known else "unknown"


@dataclass(frozen=True)
class Named:
    """A statement of a license: what it means, who makes it, about what.

    `parts` are the components that it is made for, None where it speaks of the whole.
    """

    terms: Terms
    source: str
    about: str
    url: str | None = None
    parts: tuple[Component, ...] | None = None


@dataclass(frozen=True)
class Openness:
    """How open a thing is.

    `judged`, `classified` and `fulfilments` are empty for a license. `held` tells of each component
    by its key. `claims` are what those who made it call it, where that is open.
    """

    subject: Subject
    framework: Framework
    definition: Definition
    judged: tuple[Judged, ...]
    classified: Classified | None
    fulfilments: tuple[Fulfilment, ...]
    held: Mapping[str, Held]
    licenses: tuple[Named, ...]
    claims: tuple[Claim, ...]

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Every license that is named, once."""
        return tuple(dict.fromkeys(s for n in self.licenses for s in n.terms.standings))

    @property
    def open_source(self) -> Truth | None:
        """Whether it is open source AI by the definition; None for a license."""
        return all_of(f.met for f in self.fulfilments) if self.fulfilments else None

    @property
    def washed(self) -> tuple[Standing, ...]:
        """Licenses that fail a criterion though they, or the thing under them, are called open.

        What a thing is called is not held against licenses of its documents alone.
        """
        of_thing = {
            standing
            for named in self.licenses
            if named.parts is None or any(part.content != "document" for part in named.parts)
            for standing in named.terms.standings
        }
        return tuple(
            s for s in self.standings if s.failed and (s.claims or (self.claims and s in of_thing))
        )


def openness_of(ref: str, library: Library) -> Openness:
    """How open a system, an artefact or a license is.

    Raises:
        StackError: LE410, nothing of that name is known.
        ReadError, LicenseFileError: the knowledge has no tables of openness, or unsound ones.
    """
    knowledge = open_knowledge(library)
    definition = open_definition(library)
    subject = find_subject(ref, knowledge, library)
    court = Court(definition, library.vocabulary, defaults_of(library))
    reader = LicenseReader(library, knowledge, court, _about(subject))
    framework = knowledge.framework
    held = _held(subject, framework, reader)
    licenses = tuple(_named(subject, framework, held, reader))
    is_thing = subject.kind != "license"
    listed = {key: one.listed for key, one in held.items()}
    return Openness(
        subject=subject,
        framework=framework,
        definition=definition,
        judged=tuple(_judged(subject, framework, held, licenses)) if is_thing else (),
        classified=class_of(framework, listed) if is_thing else None,
        fulfilments=_fulfilments(framework, held) if is_thing else (),
        held=held,
        licenses=licenses,
        claims=tuple(_claims(subject, knowledge)),
    )


def _about(subject: Subject) -> About:
    """What the catalogue knows of the subject that a license may ask about."""
    entry = subject.entry
    if entry is None:
        return ()
    told = {"artefact.kind": entry.kind, "artefact.class": entry.artefact_class}
    return tuple((name, value) for name, value in told.items() if value)


def _held(subject: Subject, framework: Framework, reader: LicenseReader) -> dict[str, Held]:
    system = subject.system
    if system is not None and system.release is not None:
        return held_by_release(system.release, framework, reader)
    assessment = system.assessment if system else None
    weights = None
    if subject.entry is not None and subject.entry.license:
        weights = reader.of_expression(subject.entry.license)
    elif assessment is not None and assessment.license:
        weights = reader.read(assessment.license)
    return held_by_assessment(assessment, weights, framework)


def _fulfilments(framework: Framework, held: Mapping[str, Held]) -> tuple[Fulfilment, ...]:
    opened = {key: h.open for key, h in held.items()}
    approved = {key: h.approved for key, h in held.items()}
    return fulfilments(framework, {"open": opened, "osi": approved})


def _named(
    subject: Subject, framework: Framework, held: Mapping[str, Held], reader: LicenseReader
) -> Iterator[Named]:
    """Every statement of a license about the subject."""
    if subject.license is not None:
        yield Named(reader.of_expression(subject.license), ASKED, "the license itself")
    entry = subject.entry
    if entry is not None and entry.license:
        yield Named(reader.of_expression(entry.license), CATALOG, entry.ref, entry.source)
    system = subject.system
    if system is not None and system.release is not None:
        url = framework.sources["components"].url
        parts: dict[str, list[Held]] = {}
        for one in held.values():
            if one.terms is not None:
                parts.setdefault(one.terms.words, []).append(one)
        for found in parts.values():
            assert found[0].terms is not None  # noqa: S101 - sorted out above
            components = tuple(one.component for one in found)
            name = framework.sources["components"].name
            yield Named(found[0].terms, name, system.release.name, url, components)
    seen = system.assessment if system else None
    if seen is not None and seen.license:
        judge = framework.sources["judgements"].name
        yield Named(reader.read(seen.license), judge, seen.name, seen.evidence or seen.url)


def _judged(
    subject: Subject, framework: Framework, held: Mapping[str, Held], licenses: tuple[Named, ...]
) -> Iterator[Judged]:
    for criterion in framework.criteria:
        statements = list(_statements(criterion, subject, framework, held))
        if criterion.key == "license":
            statements += _of_licenses(subject, licenses, held)
        yield Judged(criterion, tuple(statements))


def _statements(
    criterion: Criterion, subject: Subject, framework: Framework, held: Mapping[str, Held]
) -> Iterator[Statement]:
    system = subject.system
    if system is None:
        return
    if system.release is not None and criterion.component is not None:
        source, one = framework.sources["components"], held[criterion.component]
        yield Statement(one.state, source.name, system.release.name, one.said, source.url)
    if system.assessment is not None and criterion.judgement is not None:
        seen = system.assessment
        state, said = seen.states[criterion.judgement], ""
        if criterion.whole and state == "partial":
            state, said = "unknown", "the code as a whole is judged partial"
        judge = framework.sources["judgements"].name
        yield Statement(state, judge, seen.name, said, seen.url)


def _of_licenses(
    subject: Subject, licenses: tuple[Named, ...], held: Mapping[str, Held]
) -> Iterator[Statement]:
    """How open the licenses are that each source names, by the lists and by their clauses."""
    for named in licenses:
        if named.parts is None and named.terms.choices:
            words = f"{named.terms.words}, by {named.source}"
            yield Statement(state_of([named.terms.open]), CLAUSES, subject.name, words, named.url)
    listed = [named for named in licenses if named.parts is not None]
    works = [one for one in held.values() if one.component.content != "document"]
    truths = [one.terms.open for one in works if one.terms is not None]
    truths += [Truth.FALSE for one in works if one.closed_terms]
    if listed and truths:
        named_ones = dict.fromkeys(one.terms.words for one in works if one.terms is not None)
        said = f"{', '.join(named_ones) or 'closed terms'}, by {listed[0].source}"
        yield Statement(state_of(truths), CLAUSES, subject.name, said, listed[0].url)


def _claims(subject: Subject, knowledge: Knowledge) -> Iterator[Claim]:
    """What the subject is called by those who made it, where that is open."""
    name = subject.name.rsplit("/", 1)[-1]
    if subject.kind != "license" and calls_itself_open(name, knowledge.framework.claims):
        yield Claim(name, "its own name")
    systems = (subject.system,) if subject.system else _of_same_owner(subject)
    families = {system.family for system in systems}
    yield from (claim for claim in knowledge.claims if claim.family in families)


def _of_same_owner(subject: Subject) -> tuple[System, ...]:
    """The kin whose makers own the subject: what others made of a model they did not name."""
    owner, slash, _ = subject.name.casefold().partition("/")
    if not slash:
        return subject.kin
    return tuple(
        s for s in subject.kin if owner in {r.casefold().partition("/")[0] for r in s.refs}
    )
