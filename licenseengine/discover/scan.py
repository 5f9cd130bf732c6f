"""A scan: the files of a project read once, what they name, settled into artefacts.

Floor: discover. Nothing here opens a connection, runs or imports what it reads.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from licenseengine.discover.choosing import Section, unchosen_sections, variants
from licenseengine.discover.detect import detectors
from licenseengine.discover.detect.base import Detector
from licenseengine.discover.detect.bom import detect as read_bill
from licenseengine.discover.detect.bom import is_bill
from licenseengine.discover.entries import Entry, entries_of, project_name
from licenseengine.discover.formats.folding import is_open
from licenseengine.discover.group import Artifact, group
from licenseengine.discover.operations import retrieval
from licenseengine.discover.reach import reach
from licenseengine.discover.reading import read_document
from licenseengine.discover.records import (
    Document,
    Gap,
    LicenseStatement,
    Making,
    Module,
    Package,
    Place,
    Role,
    Seen,
    Sighting,
    Statement,
)
from licenseengine.discover.roles import Circumstances, of_long_lists, path_role, settle
from licenseengine.discover.signs import Signs, signs_of, snake
from licenseengine.discover.waiting import Waiting
from licenseengine.discover.walk import Found, walk
from licenseengine.library.index import Library

Progress = Callable[[int, str], None]
_PICKS = re.compile(
    r"default|selected|current|active|preferred|provider|backend|mode|engine|type|llm|model"
)
_SETTINGS = frozenset({"yaml", "json", "toml", "env"})


@dataclass(frozen=True)
class Scan:
    """What a project is made of, as far as its files tell.

    `artifacts` are all that were named, in the stack or not; `gaps` what was not read or
    understood; `files` how many were read.
    """

    root: Path
    name: str
    artifacts: tuple[Artifact, ...] = ()
    makings: tuple[Making, ...] = ()
    licenses: tuple[LicenseStatement, ...] = ()
    packages: tuple[Package, ...] = ()
    gaps: tuple[Gap, ...] = ()
    files: int = 0


@dataclass
class _Heap:
    """What the files gave so far."""

    signs: Signs
    detectors: tuple[Detector, ...]
    waiting: Waiting
    sightings: list[Sighting] = field(default_factory=list)
    makings: list[Making] = field(default_factory=list)
    licenses: list[LicenseStatement] = field(default_factory=list)
    packages: list[Package] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    modules: dict[str, Module] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    chosen: set[str] = field(default_factory=set)
    shapes: dict[str, frozenset[str]] = field(default_factory=dict)
    unchosen: dict[str, frozenset[Section]] = field(default_factory=dict)
    stores: list[Place] = field(default_factory=list)
    name: str | None = None
    files: int = 0

    def take(self, seen: Iterable[Seen]) -> None:
        """Put what was seen where it belongs."""
        for item in seen:
            match item:
                case Sighting():
                    self.sightings.append(item)
                case Making():
                    self.makings.append(item)
                case LicenseStatement():
                    self.licenses.append(item)
                case Package():
                    self.packages.append(item)
                case Gap():
                    self.gaps.append(item)


def scan(root: Path, library: Library, progress: Progress | None = None) -> Scan:
    """Scan a folder.

    Args:
        root: the folder, or one file.
        library: the knowledge, for names and what is known of them.
        progress: called with the number of files read and the path of the next.
    """
    signs = signs_of(library)
    heap = _Heap(signs, detectors(), Waiting(root, signs))
    for found in walk(root, signs):
        if isinstance(found, Gap):
            heap.gaps.append(found)
            continue
        if progress:
            progress(heap.files, found.path)
        heap.files += 1
        _read(heap, root, found)
    _fold(heap)
    return _settled(heap, root)


def _read(heap: _Heap, root: Path, found: Found) -> None:
    if found.format == "weights":
        from licenseengine.discover.weights import read_weights  # noqa: PLC0415 - only where a project keeps weights

        folder = root.parent if root.is_file() else root
        heap.take(read_weights(folder, found.path, found.real))
        return
    document = read_document(root, found, heap.signs)
    if isinstance(document, Gap):
        heap.gaps.append(document)
        return
    heap.gaps += document.gaps
    if is_bill(document):
        heap.take(read_bill(document, heap.signs))
        return
    _remember(heap, document)
    heap.take(_detected(heap, heap.waiting.keep(document, found)))


def _detected(heap: _Heap, document: Document) -> Iterator[Seen]:
    for detector in heap.detectors:
        if not detector.formats or document.format in detector.formats:
            yield from detector.detect(document, heap.signs)


def _remember(heap: _Heap, document: Document) -> None:
    """Keep of a document what settles roles later."""
    if document.module is not None:
        heap.modules[document.path] = document.module
    heap.entries += entries_of(document)
    heap.name = heap.name or project_name(document)
    for statement in document.statements:
        if _picks(statement):
            heap.chosen.add(statement.value)
        elif (
            statement.form == "import"
            and heap.signs.is_store(statement.value)
            and path_role(document.path, heap.signs) is None
        ):
            heap.stores.append(Place(document.path, statement.line, statement.column))
    if document.format in _SETTINGS:
        keys = frozenset(k for root in document.roots for k, _ in root.entries or ())
        heap.shapes[document.path] = keys or frozenset(s.key for s in document.statements)
        if found := unchosen_sections(document, heap.signs):
            heap.unchosen[document.path] = found


def _picks(statement: Statement) -> bool:
    """Whether a text may pick one of several alternatives: a default, a setting that chooses."""
    text = statement.value
    if len(text) > 60 or " " in text or is_open(text):  # noqa: PLR2004 - the name of an alternative
        return False
    if statement.form == "default":
        return True
    return (
        statement.form == "value"
        and bool(_PICKS.search(snake(statement.key)))
        and statement.choice is None
    )


def _fold(heap: _Heap) -> None:
    """Look at what waited, with the constants of all modules."""
    for document in heap.waiting.folded(heap.modules):
        heap.chosen.update(s.value for s in document.statements if _picks(s))
        heap.take(_detected(heap, document))


def _is_product(path: str, heap: _Heap) -> bool:
    """Whether a module may start the product: tests do not, unless they are declared to."""
    role = path_role(path, heap.signs)
    if role is None or role[0] not in {Role.TEST, Role.DOCS}:
        return True
    return any(e.declared and heap.modules[path].name.endswith(e.module) for e in heap.entries)


def _settled(heap: _Heap, root: Path) -> Scan:
    signs = heap.signs
    modules = {p: m for p, m in heap.modules.items() if _is_product(p, heap)}
    found = reach(modules, heap.entries, heap.chosen, heap.name)
    about = Circumstances(found, signs, variants(heap.shapes, signs), heap.unchosen)
    settled = [settle(sighting, about) for sighting in heap.sightings]
    recipes = {making.place.file for making in heap.makings}
    listed = of_long_lists([s for s in settled if s.place.file not in recipes], found.chosen, signs)
    settled = [*listed, *(s for s in settled if s.place.file in recipes)]
    name = heap.name or root.resolve().name or "project"
    artifacts = group(settled, signs)
    heap.makings += retrieval(artifacts, heap.stores, signs)
    return Scan(
        root=root,
        name=name,
        artifacts=artifacts,
        makings=tuple(sorted(dict.fromkeys(heap.makings), key=lambda m: (m.place, m.by))),
        licenses=tuple(
            sorted(dict.fromkeys(heap.licenses), key=lambda s: (s.place, s.about, s.text))
        ),
        packages=tuple(
            sorted(dict.fromkeys(heap.packages), key=lambda p: (p.ecosystem, p.name, p.place))
        ),
        gaps=tuple(sorted(dict.fromkeys(heap.gaps), key=lambda g: (g.place, g.code, g.said))),
        files=heap.files,
    )
