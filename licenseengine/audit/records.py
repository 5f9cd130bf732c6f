"""What an audit says: artefacts with their terms, verdicts by preset, disagreements, drift.

Floor: audit. Reports add words to these values and decide nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from licenseengine.discover.group import Artifact
from licenseengine.discover.records import Gap, LicenseStatement, Package, Place
from licenseengine.discover.scan import Scan
from licenseengine.resolve.judge import Judged
from licenseengine.solver.records import Level
from licenseengine.stack.records import Acceptance, Stack

Where = Literal["project", "card", "cache", "sbom", "package", "catalog", "base", "hub", "none"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement of a license as it was read: what it means, or why that is not known."""

    statement: LicenseStatement
    expression: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an artefact, declared, detected and concluded kept apart.

    `declared` are statements that declare (files, cards, lists), `detected` those read in running
    text. `rivals` are other licenses that are declared as near as the one that is concluded.
    `concluded` is the expression that is judged by; None when none is known. `where` tells
    who said so; `confidence` is low where only running text, a name or a disagreement speaks.
    """

    concluded: str | None
    where: Where
    confidence: Literal["high", "medium", "low"]
    declared: tuple[Stated, ...] = ()
    detected: tuple[Stated, ...] = ()
    catalog: str | None = None
    notes: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two statements about one thing that do not agree, with both places."""

    ref: str
    one: str
    other: str
    first: Place | None
    second: Place | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An artefact of the audit: what was found, its terms, and how it stands under each preset.

    `node` is its id in the judged stack. `hold` is why the answer cannot be better than review
    although the terms would allow it; empty when nothing holds it back.
    """

    artifact: Artifact
    terms: Terms
    node: str
    levels: Mapping[str, Level] = field(default_factory=dict)
    judged: Mapping[str, Judged] = field(default_factory=dict)
    hold: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """One thing that the project makes by a recipe, with an answer of its own."""

    node: str
    place: Place
    levels: Mapping[str, Level]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one preset: of what runs by default, and with every option."""

    level: Level
    with_options: Level
    judged: Judged
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """A difference between the manifest and the files: ``missing``, ``unseen`` or ``differs``."""

    kind: Literal["missing", "unseen", "differs"]
    ref: str
    said: str
    place: Place | None = None
    node: str | None = None


@dataclass(frozen=True)
class Audit:
    """The whole answer about a project.

    `unsettled` says why no answer can be better than review, whatever was found. `places` are those
    of the manifest's parts, in the manifest.
    """

    scan: Scan
    items: tuple[Item, ...]
    stack: Stack
    answers: Mapping[str, Answer]
    products: tuple[Product, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    drift: tuple[Drift, ...] = ()
    packages: tuple[tuple[Package, str], ...] = ()
    unjudged: tuple[Package, ...] = ()
    gaps: tuple[Gap, ...] = ()
    unsettled: tuple[str, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    expired: tuple[Acceptance, ...] = ()
    day: date | None = None
    manifest: str | None = None
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def commercial(self) -> Answer:
        """The answer to "can I ship this commercially"."""
        return self.answers["ship"] if "ship" in self.answers else next(iter(self.answers.values()))

    def item(self, name: str) -> Item | None:
        """The artefact of this name, by ref, alias or the last part of either."""
        plain = name.casefold()
        for wanted in (lambda r: r.casefold() == plain, lambda r: _last(r) == plain):
            for item in self.items:
                if any(wanted(r) for r in (item.artifact.ref, item.node, *item.artifact.aliases)):
                    return item
        return None


def _last(ref: str) -> str:
    return ref.casefold().replace("#", "/").replace(":", "/").rsplit("/", 1)[-1]
