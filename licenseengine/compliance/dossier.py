"""From an audit to its dossier: parts, ties, duties, credits, and what else the notes lean on.

Floor: compliance.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from licenseengine.audit.causes import places_of
from licenseengine.audit.records import Answer, Audit, Item, Where
from licenseengine.audit.terms import is_local
from licenseengine.audit.wish import PLAN, PRESETS, Wish
from licenseengine.compliance.credits import Pages, changes_to, credit_of
from licenseengine.compliance.dues import dues_of
from licenseengine.compliance.handling import Handled, handling_of
from licenseengine.compliance.records import Dossier, Origin, Part, Tie
from licenseengine.discover.records import IN_STACK, Role
from licenseengine.discover.scan import Scan
from licenseengine.discover.signs import Signs, signs_of
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import Library
from licenseengine.library.records import License
from licenseengine.resolve.judge import Judged
from licenseengine.resolve.terms import elect
from licenseengine.solver.records import Level
from licenseengine.stack.records import OWN, Artefact

SHIP = "ship"


def scenarios_of(wish: Wish) -> tuple[str, ...]:
    """The planned uses that a dossier answers: the manifest's own first, then the presets."""
    planned = wish.planned is not None and wish.planned.use is not None
    return (PLAN, *PRESETS) if planned else PRESETS


def dossier_of(
    found: Audit, library: Library, version: str, scenario: str | None = None
) -> Dossier:
    """The dossier of an audited project, without texts, evidence and alternatives.

    Args:
        found: the audit, of all planned uses that are to be told.
        library: the knowledge that it was judged by.
        version: of the program.
        scenario: the planned use that the notes are for; else the manifest's own, else `ship`,
            else the first that was judged.
    """
    wanted = scenario or next((s for s in (PLAN, SHIP) if s in found.answers), None)
    name = wanted or next(iter(found.answers))
    answer = found.answers[name]
    parts = tuple(_parts(found, answer, signs_of(library)))
    ties = tuple(_ties(found, answer, parts))
    licenses = {p.id: _binding(p, answer, library) for p in parts}
    pages = pages_of(library)
    nodes = {a.id: a for a in answer.judged.stack.artefacts}
    others = [p for p in parts if p.origin not in {"made", "own"}]
    return Dossier(
        audit=found,
        scenario=name,
        parts=parts,
        ties=ties,
        dues=dues_of(found, name, library.vocabulary),
        credits={
            p.id: credit_of(
                p,
                nodes.get(p.id) or Artefact(p.id, p.kind, ref=p.ref),
                licenses[p.id],
                pages,
                changes_to(p.id, ties, library.vocabulary),
            )
            for p in others
        },
        licenses={license_.id: license_ for some in licenses.values() for license_ in some},
        handling=_handling(parts, licenses, answer, library.vocabulary),
        version=version,
        knowledge=library.sha256,
    )


def dossier_of_plan(judged: Judged, library: Library, version: str, name: str) -> Dossier:
    """The dossier of a stack that was judged without files.

    Args:
        judged: the stack and its verdict.
        library: the knowledge that it was judged by.
        version: of the program.
        name: of the whole.
    """
    level = judged.verdict.level
    day = judged.verdict.day or judged.verdict.facts.told.get("use.date")
    found = Audit(
        scan=Scan(Path(), name),
        items=(),
        stack=judged.stack,
        answers={judged.scenario or PLAN: Answer(level, level, judged)},
        day=day if isinstance(day, date) else None,
    )
    return dossier_of(found, library, version)


def pages_of(library: Library) -> Pages:
    """Where artefacts and licenses are shown to people, as the knowledge has it."""
    return Pages(library.sections["signs"]["pages"], spdx_ids())


def spdx_ids() -> frozenset[str]:
    """The ids of the SPDX license list."""
    from license_expression import get_license_index  # type: ignore[import-untyped] # noqa: PLC0415 - a list of some size

    return frozenset(e["spdx_license_key"] for e in get_license_index() if e["spdx_license_key"])


def _binding(part: Part, answer: Answer, library: Library) -> tuple[License, ...]:
    """The licenses under which a part was taken: of its expression, the branch that was elected."""
    terms = answer.judged.terms.get(part.id)
    if terms is not None:
        choices = terms.choices
    elif part.license:
        choices = elect(part.license, library)  # an option: not in the judged stack
    else:
        choices = ()
    elected = answer.judged.verdict.elected.get(part.id)
    chosen = [c for c in choices if c.text == elected] or choices[:1]
    return chosen[0].licenses if chosen else ()


def _parts(found: Audit, answer: Answer, signs: Signs) -> Iterator[Part]:
    """The nodes of the judged stack, then what is an option or a recipe and not in it."""
    items = {item.node: item for item in found.items}
    listed = {a.id for a in found.stack.artefacts}
    packages = {f"{p.ecosystem}:{p.name}" for p, _ in found.packages}
    places = places_of(found)
    for artefact in answer.judged.stack.artefacts:
        origin = _origin(artefact, listed, items, packages)
        yield Part(
            id=artefact.id,
            title=artefact.name or artefact.ref or artefact.id,
            kind=artefact.kind,
            origin=origin,
            role=str(items[artefact.id].artifact.role) if artefact.id in items else "",
            artefact_class=artefact.artefact_class,
            ref=artefact.ref,
            license=_expression(artefact, answer),
            terms=items[artefact.id].terms if artefact.id in items else None,
            where=_where(artefact, answer, items.get(artefact.id)),
            place=places.get(artefact.id),
            made_by=artefact.made.by if artefact.made else None,
            who=artefact.made.who if artefact.made else "us",
            release=artefact.release,
            public_name=artefact.name,
            levels=_levels(found, artefact.id, items.get(artefact.id)),
            hold=items[artefact.id].hold if artefact.id in items else "",
            is_local=artefact.id in items and is_local(items[artefact.id].artifact, signs),
        )
    known = {a.id for a in answer.judged.stack.artefacts}
    yield from (
        _aside(item, signs) for node, item in items.items() if node not in known and _is_in(item)
    )


def _is_in(item: Item) -> bool:
    return item.artifact.role in IN_STACK and item.artifact.role is not Role.DEFAULT


def _aside(item: Item, signs: Signs) -> Part:
    """An artefact that does not run by default."""
    seen = item.artifact.seen
    return Part(
        id=item.node,
        title=item.artifact.ref,
        kind=item.artifact.kind,
        origin="found",
        role=str(item.artifact.role),
        ref=item.artifact.ref,
        license=item.terms.concluded,
        terms=item.terms,
        where=item.terms.where,
        place=seen[0].place if seen else None,
        levels=item.levels,
        hold=item.hold,
        is_local=is_local(item.artifact, signs),
    )


def _origin(
    artefact: Artefact, listed: set[str], items: Mapping[str, Item], packages: set[str]
) -> Origin:
    if artefact.license == OWN:
        return "own"
    if artefact.made_by_us:
        return "made"
    if artefact.id in packages:
        return "package"
    if artefact.id not in listed:
        return "base"
    return "found" if artefact.id in items else "listed"


def _expression(artefact: Artefact, answer: Answer) -> str | None:
    if artefact.license == OWN:
        return None
    terms = answer.judged.terms.get(artefact.id)
    return terms.expression if terms else artefact.license


def _where(artefact: Artefact, answer: Answer, item: Item | None) -> Where:
    """Who told the terms of a part: for those that no file names, the manifest or the catalogue."""
    if item is not None:
        return item.terms.where
    terms = answer.judged.terms.get(artefact.id)
    if terms is None or terms.expression is None or artefact.license == OWN:
        return "none"
    return "project" if terms.how == "declared" else "catalog"


def _levels(found: Audit, node: str, item: Item | None) -> dict[str, Level]:
    """The worst of what counts about a node under each planned use."""
    levels = {}
    for name, answer in found.answers.items():
        verdict = answer.judged.verdict
        about = [f.level for f in verdict.findings if f.counts and node in {f.node, f.at}]
        held = [Level.REVIEW] if node in answer.held else []
        alone = [item.levels[name]] if item and name in item.levels else []
        whole = [answer.level] if node in verdict.of else []
        levels[name] = max([Level.PERMITTED, *about, *held, *alone, *whole])
    return levels


def _ties(found: Audit, answer: Answer, parts: tuple[Part, ...]) -> Iterator[Tie]:
    """The edges of the judged stack; options hang on the app."""
    for artefact in answer.judged.stack.artefacts:
        if artefact.made:
            for entry in artefact.made.inputs:
                made = artefact.made
                yield Tie(entry.node, artefact.id, entry.role, made.by, made.who)
    app = next((p.id for p in parts if p.id == answer.judged.verdict.of[0]), None)
    inside = {a.id for a in answer.judged.stack.artefacts}
    if app and found.manifest is None:
        options = (p for p in parts if p.id not in inside)
        yield from (Tie(p.id, app, "option", "include", "us") for p in options)


def _handling(
    parts: tuple[Part, ...],
    licenses: Mapping[str, tuple[License, ...]],
    answer: Answer,
    vocabulary: Vocabulary,
) -> dict[str, tuple[Handled, ...]]:
    """What the terms of each hosted service say about data, under the plan's facts."""
    facts = answer.judged.verdict.facts
    plans = {a.id: a.plan for a in answer.judged.stack.artefacts if a.plan}
    found = {}
    for part in parts:
        if part.kind == "service" and part.origin != "made":
            plan = {"artefact.plan": plans[part.id]} if part.id in plans else {}
            about = replace(facts, told={**facts.told, **plan})
            found[part.id] = handling_of(licenses[part.id], about, vocabulary)
    return found
