"""What the page shows, ready for its template: texts as pieces, things by the ids of their boxes.

Floor: report. Texts out of scanned files hold no control characters; the template escapes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from licenseengine.solver.records import Level

# A text with its look: ``name``, ``place``, ``code``, ``level`` or nothing.
Pieces = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a finding lies: a name, the box that shows it, the place in a file."""

    name: str
    box: str | None
    place: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as a card. `way` are the names on its path, `boxes` all that it lights up."""

    level: Level
    said: Pieces
    rule: str
    cite: str
    uses: tuple[str, ...]
    option: bool
    counts: bool
    spots: tuple[Spot, ...]
    way: tuple[str, ...]
    boxes: tuple[str, ...]
    positions: tuple[tuple[str, str, Level], ...] = ()
    remedy: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty as a row of a table."""

    duty: str
    met: str
    text: str
    license: str
    cite: str
    when: tuple[str, ...]
    origins: tuple[Spot, ...]
    status: str
    place: str
    guard: Pieces
    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A fact that is not told and decides."""

    fact: str
    ask: str
    unit: str
    decides: tuple[str, ...]
    option: bool


@dataclass(frozen=True, slots=True)
class LawView:
    """A legal question on which an answer depends: answer, why it is held, references."""

    name: str
    ask: str
    positions: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact that the answer leans on."""

    fact: str
    ask: str
    value: str
    matters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermView:
    """A license that binds: its id, its name, an address that may be followed."""

    id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class CreditView:
    """How a thing is credited."""

    title: str
    author: str
    source: str
    url: str
    license: str
    changes: str
    copyright: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a license: its words, what it is read as, where it stands."""

    text: str
    read: str
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class PackageView:
    """One of the packages behind a box of packages."""

    name: str
    license: str
    place: str
    levels: Mapping[str, Level]


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box of the picture with all that is told of it."""

    id: str
    name: str
    kind: str
    what: str
    role: str
    role_word: str
    license: str
    levels: Mapping[str, Level]
    places: tuple[str, ...] = ()
    more_places: int = 0
    known_from: str = ""
    confidence: str = ""
    declared: tuple[Said, ...] = ()
    read: tuple[Said, ...] = ()
    catalog: str = ""
    notes: tuple[Pieces, ...] = ()
    rivals: tuple[str, ...] = ()
    hold: Pieces = ()
    release: str = ""
    terms: tuple[TermView, ...] = ()
    credit: CreditView | None = None
    packages: tuple[PackageView, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of a plain list: what is told, and where it stands."""

    said: Pieces
    place: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A planned use that was judged, and the question that its answer answers."""

    name: str
    words: str
    asked: Pieces


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is shown under one planned use of one case: indexes into the page's lists, in order."""

    level: Level
    why: Pieces
    levels: Mapping[str, Level]
    findings: tuple[int, ...]
    duties: tuple[int, ...]
    questions: tuple[int, ...]
    laws: tuple[int, ...]
    facts: tuple[int, ...]
    assumed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """The project as it stands, or with one fact answered otherwise; an outcome for each use."""

    fact: str
    ask: str
    value: str
    outcomes: Mapping[str, Outcome]
