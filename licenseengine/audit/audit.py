"""The audit of a project: scanned, its terms found, judged for every preset.

Floor: audit. The one door from a folder to an answer.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from licenseengine.audit.acceptances import standing, unmet_gaps
from licenseengine.audit.bench import OPTIONAL, Bench
from licenseengine.audit.drift import aligned, held_by_drift
from licenseengine.audit.packages import judged_packages
from licenseengine.audit.records import Answer, Audit, Disagreement, Item, Terms
from licenseengine.audit.terms import Statements, stated, terms_of
from licenseengine.audit.told import files_alone, statements_of, wish_with_manifest
from licenseengine.audit.unsettled import unsettled
from licenseengine.audit.wish import Wish
from licenseengine.discover.group import Artifact
from licenseengine.discover.records import (
    IN_STACK,
    Gap,
    LicenseStatement,
    Making,
    Place,
    Role,
)
from licenseengine.discover.scan import Progress, Scan, scan
from licenseengine.discover.signs import signs_of
from licenseengine.library.index import Library
from licenseengine.solver.records import Level

if TYPE_CHECKING:
    from collections.abc import Mapping


def audit(
    root: Path, library: Library, wish: Wish | None = None, progress: Progress | None = None
) -> Audit:
    """Scan a folder and judge what was found for every preset, its manifest taken into account."""
    wish = wish_with_manifest(root, wish or Wish(), library)
    return judge_scan(files_alone(scan(root, library, progress), library), library, wish)


def judge_scan(found: Scan, library: Library, wish: Wish) -> Audit:
    """Judge what a scan found.

    Args:
        found: by :func:`licenseengine.discover.scan.scan`.
        library: the knowledge.
        wish: facts, policy and day; where else to look for terms.
    """
    found = _with_evidence(found, wish)
    told = statements_of(wish.planned, wish.places)
    statements = Statements((*told, *found.licenses), library)
    items, disagreements = _items(found, statements, wish)
    items = aligned(items, wish.planned, library)
    packages, unjudged = judged_packages(found.packages, wish.packages, found.licenses, library)
    gaps = list(found.gaps)
    release = wish.release or _own_release(statements, gaps)
    bench = Bench(found, items, library, wish, packages, release)
    answers = {name: bench.answer(name) for name in wish.presets}
    judged = tuple(bench.with_levels(item, disagreements) for item in bench.items)
    inside = judged if wish.planned is None else tuple(i for i in judged if i.hold)
    open_ends = unsettled(found, signs_of(library), is_planned=wish.planned is not None)
    answers = {
        name: _with_holds(answer, inside, name, is_open=bool(open_ends))
        for name, answer in answers.items()
    }
    drifts = bench.drift()
    products = bench.products()
    accepted, expired, unmet = standing(wish.policy.allow, bench.met, bench.day)
    gaps += unmet_gaps(unmet, wish.places)
    return Audit(
        scan=found,
        items=judged,
        stack=bench.default_stack(),
        answers=held_by_drift(answers, judged, drifts, bench.of_files),
        products=products,
        disagreements=tuple(disagreements),
        drift=drifts,
        packages=packages,
        unjudged=unjudged,
        gaps=tuple(gaps),
        unsettled=open_ends,
        accepted=accepted,
        expired=expired,
        day=wish.day,
        manifest=wish.manifest,
        places=wish.places,
    )


def _with_evidence(found: Scan, wish: Wish) -> Scan:
    """The scan with what stands outside the folder."""
    licenses = tuple(e for e in wish.evidence if isinstance(e, LicenseStatement))
    makings = tuple(e for e in wish.evidence if isinstance(e, Making))
    gaps = tuple(e for e in wish.evidence if isinstance(e, Gap))
    return replace(
        found,
        licenses=(*found.licenses, *licenses),
        makings=(*found.makings, *makings),
        gaps=(*found.gaps, *gaps),
    )


def _items(
    found: Scan, statements: Statements, wish: Wish
) -> tuple[tuple[Item, ...], list[Disagreement]]:
    hub: Mapping[str, str] = {}
    if wish.hub is not None:
        stack = (a for a in found.artifacts if a.role in IN_STACK)
        hub = wish.hub([a.ref for a in stack if terms_of(a, statements)[0].where == "none"])
    items: list[Item] = []
    disagreements: list[Disagreement] = []
    taken: set[str] = set()
    for artifact in found.artifacts:
        terms, apart = terms_of(artifact, statements, hub)
        node = artifact.ref if artifact.ref not in taken else f"{artifact.ref} ({artifact.kind})"
        taken.add(node)
        items.append(Item(artifact, terms, node, hold=_hold(artifact, terms)))
        if artifact.role in IN_STACK:
            disagreements += apart
    return tuple(items), disagreements


def _hold(artifact: Artifact, terms: Terms) -> str:
    if terms.concluded is None and terms.where != "none":
        return "what is declared of its terms names no one license"
    if terms.concluded is not None and terms.confidence == "low":
        return "what is known of its terms is no declaration"
    if artifact.confidence == "low":
        return "it is not sure that the files name this artefact"
    return ""


def _own_release(statements: Statements, gaps: list[Gap]) -> str | None:
    """The license that the project puts on its code; a gap where its statements disagree."""
    read = [stated(s, statements.library) for s in statements.of_code() if s.exact]
    known = list(dict.fromkeys(s.expression for s in read if s.expression))
    if len(known) > 1:
        place = read[1].statement.place if len(read) > 1 else Place(".")
        gaps.append(
            Gap("LE709", place, f"the project's own license is stated as {' and as '.join(known)}")
        )
    return known[0] if known else None


def _with_holds(answer: Answer, items: tuple[Item, ...], name: str, *, is_open: bool) -> Answer:
    """The answer, no better than what its artefacts are held back to."""
    inside = [i for i in items if i.artifact.role is Role.DEFAULT]
    held = tuple(i.node for i in inside if i.hold)
    worst = max((i.levels.get(name, Level.PERMITTED) for i in inside), default=Level.PERMITTED)
    floor = Level.REVIEW if held or is_open or worst is Level.REVIEW else Level.PERMITTED
    level = max(answer.level, floor)
    options = (i.levels.get(name, level) for i in items if i.artifact.role in OPTIONAL)
    with_options = max((level, answer.with_options, *options))
    return replace(answer, level=level, with_options=with_options, held=held)
