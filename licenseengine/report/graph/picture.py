"""What every picture of a stack shows: boxes and arrows, before they are put into a form.

Colour repeats what words and shapes say: a box names its level, its kind has an outline of its own,
and what is an option is dashed.

Floor: report.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from licenseengine.compliance.records import Dossier, Part
from licenseengine.discover.records import Role
from licenseengine.errors import printable
from licenseengine.report.audit_answer import counted
from licenseengine.report.text import ANSWERS
from licenseengine.solver.records import Level

_NAMED = 2  # licenses of packages that are named before the others are counted


@dataclass(frozen=True, slots=True)
class Box:
    """A thing in the picture, safe to show: its texts hold no control characters.

    `id` is a plain word that every form may use. `parts` are the ids of the parts that it stands
    for: one, or all packages. `made` names the operation that made it; `terms` the license, or what
    stands for it.
    """

    id: str
    parts: tuple[str, ...]
    name: str
    kind: str
    level: Level
    terms: str
    made: str = ""
    option: bool = False

    @property
    def what(self) -> str:
        """Kind and making in one line."""
        words = (self.kind, self.made, "option" if self.option else "")
        return " · ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Arrow:
    """One box went into another, in a role."""

    source: str
    target: str
    role: str
    option: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes in the order of the dossier's parts, arrows in the order of its ties."""

    title: str
    level: Level
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    def inputs(self, target: str) -> Iterator[tuple[Box, Arrow]]:
        """What went into a box."""
        boxes = {box.id: box for box in self.boxes}
        return ((boxes[a.source], a) for a in self.arrows if a.target == target)

    @property
    def sinks(self) -> tuple[Box, ...]:
        """The boxes that went into nothing."""
        used = {arrow.source for arrow in self.arrows}
        return tuple(box for box in self.boxes if box.id not in used)


def picture_of(dossier: Dossier) -> Picture:
    """The picture of a project under the planned use of its dossier."""
    boxes = tuple(_boxes(dossier))
    ids = {part: box.id for box in boxes for part in box.parts}
    arrows = (
        Arrow(
            ids[tie.source],
            ids[tie.target],
            printable(tie.role),
            option=tie.role == Role.OPTION,
        )
        for tie in dossier.ties
        if tie.source in ids and tie.target in ids
    )
    name, answer = printable(dossier.audit.scan.name), ANSWERS[dossier.level]
    return Picture(
        title=f"{name} ({dossier.scenario}) — {answer}",
        level=dossier.level,
        boxes=boxes,
        arrows=tuple(dict.fromkeys(arrows)),
    )


def level_of(dossier: Dossier, part: Part, scenario: str) -> Level:
    """How a part stands under a planned use; what the use is about stands as the answer does."""
    answer = dossier.audit.answers[scenario]
    about = answer.level if part.id in answer.judged.verdict.of else Level.PERMITTED
    return max(about, part.levels.get(scenario, Level.PERMITTED))


def _boxes(dossier: Dossier) -> Iterator[Box]:
    packages = [part for part in dossier.parts if part.origin == "package"]
    number = 0
    for part in dossier.parts:
        if part.origin == "package" and part is not packages[0]:
            continue
        number += 1
        if part.origin == "package":
            yield _package_box(f"n{number}", packages, dossier)
        else:
            yield _box(f"n{number}", part, dossier)


def _box(id_: str, part: Part, dossier: Dossier) -> Box:
    return Box(
        id=id_,
        parts=(part.id,),
        name=printable(part.title),
        kind=printable(part.kind),
        level=level_of(dossier, part, dossier.scenario),
        terms=printable(_terms(part)),
        made=printable(part.made_by or ""),
        option=part.role == Role.OPTION,
    )


def _terms(part: Part) -> str:
    if part.license:
        return part.license
    if part.release:
        return f"to be released under {part.release}"
    if part.origin == "own":
        return "own material"
    return "made here" if part.origin == "made" else "no license known"


def _package_box(id_: str, packages: list[Part], dossier: Dossier) -> Box:
    return Box(
        id=id_,
        parts=tuple(part.id for part in packages),
        name=counted(len(packages), "package", "packages"),
        kind="software",
        level=max(level_of(dossier, part, dossier.scenario) for part in packages),
        terms=printable(_licenses(part.license for part in packages)),
    )


def _licenses(licenses: Iterable[str | None]) -> str:
    known = sorted({license_ or "no license known" for license_ in licenses})
    more = len(known) - _NAMED
    shown = ", ".join(known[:_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown
