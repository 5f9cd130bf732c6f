"""Accepted findings of a policy: which are in force, which are over, which nothing meets.

Floor: audit. What is accepted and never found is told: permissions rot.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from licenseengine.discover.records import Gap, Place
from licenseengine.solver.records import Finding
from licenseengine.stack.records import Acceptance

Met = tuple[str, str, str, str]


def place_key(entry: Acceptance) -> str:
    """Under what the place of an accepted finding is kept, beside the ids of nodes."""
    return f"policy.allow {entry.rule} {entry.node or ''}"


def met_by(findings: Iterable[Finding]) -> Iterator[Met]:
    """By what a policy may name each finding that was accepted: rule, section id, node, place."""
    for finding in findings:
        if finding.accepted is not None and finding.clause is not None:
            yield finding.clause.ref, finding.clause.id, finding.node, finding.at


def standing(
    allow: Iterable[Acceptance], met: Iterable[Met], day: date | None
) -> tuple[tuple[Acceptance, ...], tuple[Acceptance, ...], tuple[Acceptance, ...]]:
    """The accepted findings in force, those that are over, and those that nothing meets."""
    met = set(met)
    groups: dict[str, list[Acceptance]] = {"used": [], "over": [], "unmet": []}
    for entry in allow:
        if entry.until is not None and (day is None or day > entry.until):
            groups["over"].append(entry)
        elif any(entry.rule in one[:2] and entry.node in {None, *one[2:]} for one in met):
            groups["used"].append(entry)
        else:
            groups["unmet"].append(entry)
    return tuple(groups["used"]), tuple(groups["over"]), tuple(groups["unmet"])


def unmet_gaps(unmet: Iterable[Acceptance], places: Mapping[str, Place]) -> Iterator[Gap]:
    """What is said of accepted findings that nothing meets."""
    for entry in unmet:
        place = places.get(place_key(entry), Place("."))
        said = f"the accepted finding `{entry.rule}` was not found: remove it"
        yield Gap("LE710", place, said, entry.node)
