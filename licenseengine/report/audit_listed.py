"""What only the manifest lists: judged with the whole, though no file was found to name it.

Floor: report.
"""

from dataclasses import dataclass

from licenseengine.audit.records import Audit
from licenseengine.solver.records import Level
from licenseengine.stack.records import OWN

ROLE = "listed"


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of the manifest's stack that no file names.

    `levels` are the worst of what counts about it under each preset.
    """

    node: str
    kind: str
    license: str | None
    levels: dict[str, Level]


def listed_only(found: Audit) -> tuple[Listed, ...]:
    """The parts that the manifest lists and that are under others' terms; none without one."""
    if found.manifest is None:
        return ()
    seen = {item.node for item in found.items}
    parts = []
    for artefact in found.stack.artefacts:
        if artefact.id in seen or artefact.made is not None or artefact.license == OWN:
            continue
        parts.append(
            Listed(
                artefact.id,
                artefact.kind,
                _license(found, artefact.id),
                _levels(found, artefact.id),
            )
        )
    return tuple(parts)


def _license(found: Audit, node: str) -> str | None:
    for answer in found.answers.values():
        terms = answer.judged.terms.get(node)
        if terms and terms.expression:
            return terms.expression
    return None


def _levels(found: Audit, node: str) -> dict[str, Level]:
    return {
        name: max(
            (
                f.level
                for f in answer.judged.verdict.findings
                if f.counts and node in {f.node, *f.path}
            ),
            default=Level.PERMITTED,
        )
        for name, answer in found.answers.items()
    }
