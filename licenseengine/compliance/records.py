"""The dossier: all that notes and reports about one project say, before it is put into words.

Floor: compliance. Plain frozen values; every document and every format is written from a `Dossier`,
so that none knows more than another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from licenseengine.audit.records import Audit, Terms, Where
from licenseengine.compliance.handling import Handled
from licenseengine.discover.records import Place
from licenseengine.library.records import Clause, License
from licenseengine.solver.records import Level

Status = Literal["met", "missing", "unknown"]
# When a duty falls due: as soon as the thing is used, when copies are handed over, when others use
# it over a network, when what it produced is shown.
When = Literal["use", "release", "hosting", "output"]
Origin = Literal["found", "listed", "base", "made", "own", "package"]
# Stands in every report of ours: a report tells of duties, and is no evidence that they are met.
MARKER = "<!-- licenseengine: report -->"


@dataclass(frozen=True, slots=True)
class Named:
    """A license as people are pointed to it: its id, its name, and where its text stands."""

    id: str
    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Credit:
    """How an artefact is credited: what licenses ask to be named, as far as it is known.

    `license` is the id, or the expression, under which it was received; `terms` are the licenses
    of it that bind. `changes` are the operations by which the version at hand was made of it, in
    order. `copyright` is a line that the manifest tells; `told` all that it tells of the artefact
    under `params`, by name.
    """

    part: str
    title: str
    author: str | None
    source: str | None
    license: str | None
    terms: tuple[Named, ...] = ()
    changes: tuple[str, ...] = ()
    copyright: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in the stack: a node of the graph, with its terms and how it stands.

    `id` is the node's; `title` what people call it. `origin` tells how it came into the stack:
    found in the files, listed by the manifest alone, a base that the catalogue knows, made, our
    own, a package. `role` is its role in an audit (``default``, ``option``, …), empty for what is
    made. `license` is the expression judged by, `where` who said so; `release` is the license that
    we put on it. `levels` are the worst of what counts about it under each planned use. `made_by`
    is the operation that made it, `who` by whom. `is_local` marks a file of the project, whose path
    names nobody.
    """

    id: str
    title: str
    kind: str
    origin: Origin
    role: str = ""
    artefact_class: str | None = None
    ref: str | None = None
    license: str | None = None
    terms: Terms | None = None
    where: Where = "none"
    place: Place | None = None
    made_by: str | None = None
    who: str = "us"
    release: str | None = None
    public_name: str | None = None
    levels: Mapping[str, Level] = field(default_factory=dict)
    hold: str = ""
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge of the graph: `source` went into `target` as `role`, by the operation `by`."""

    source: str
    target: str
    role: str
    by: str
    who: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Whether a duty is met, and what shows it.

    `looked` names what was looked for (a key of the translations' `looked`), `told` fills it in.
    `place` is where it was found, or where it should stand.
    """

    status: Status
    looked: str
    place: Place | None = None
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Due:
    """A duty once, with all that it is due for, and whether it is met.

    `origins` are the licensed artefacts, `nodes` the parts on which it is due, `actions` the
    planned acts that call for it, `scenarios` the planned uses. `guard` is the condition on which
    it hangs where that is open. `plan` is what the plan itself shows: ``yes``, ``no``, ``unknown``.
    `key` is stable over runs.
    """

    key: str
    duty: str
    text: str | None
    clause: Clause
    license: str
    origins: tuple[str, ...]
    nodes: tuple[str, ...]
    actions: tuple[str, ...]
    when: tuple[When, ...]
    scenarios: tuple[str, ...]
    guard: str | None = None
    plan: str = "unknown"
    evidence: Evidence = Evidence("unknown", "plan")


@dataclass(frozen=True, slots=True)
class LicenseText:
    """The text of a license that goes along, or the gap where it is not at hand.

    `source` names the package or file that holds it; `url` where to get it otherwise. `is_due` says
    that a duty orders the text to go along; others are kept for reference. `needs_copyright` says
    that the lines of those who hold the rights are left to be filled in, from the original.
    """

    license: str
    name: str
    parts: tuple[str, ...]
    text: str | None = None
    source: str | None = None
    url: str | None = None
    is_due: bool = False
    needs_copyright: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same project judged with one fact, or one legal question, answered otherwise."""

    fact: str
    value: str
    audit: Audit


@dataclass(frozen=True)
class Dossier:
    """Everything that is known of one project for its notes.

    `scenario` is the planned use that the notes are for: ``plan`` for the manifest's own, or a
    preset. `licenses` are the records of those that bind, by id. `texts` are filled in only for
    notes (see `compliance.texts`), `alternatives` only for reports that show them.
    """

    audit: Audit
    scenario: str
    parts: tuple[Part, ...]
    ties: tuple[Tie, ...]
    dues: tuple[Due, ...]
    credits: Mapping[str, Credit]
    licenses: Mapping[str, License]
    handling: Mapping[str, tuple[Handled, ...]]
    version: str
    knowledge: str
    texts: tuple[LicenseText, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    @property
    def level(self) -> Level:
        """The answer for the planned use."""
        return self.audit.answers[self.scenario].level

    def part(self, id_: str) -> Part | None:
        """The part of this id."""
        return next((p for p in self.parts if p.id == id_), None)
