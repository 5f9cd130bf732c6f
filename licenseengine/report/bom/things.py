"""From a dossier to its bill: what is listed, under which names, made of what.

Floor: report; pure.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from licenseengine.compliance.handling import Handled
from licenseengine.compliance.records import Dossier, Part, Tie
from licenseengine.discover.hub import name_in
from licenseengine.discover.records import Package, Role
from licenseengine.library.index import Library
from licenseengine.report.bom import told
from licenseengine.report.bom.addresses import address, is_web
from licenseengine.report.bom.bill import Bill, Flow, Licensing, Occurrence, Source, Thing, clean
from licenseengine.report.bom.terms import Naming
from licenseengine.stack.records import OWN

_OURS = frozenset({"made", "own"})
_OPTION = "option"  # how a dossier ties options to the app: no role of an operation
_HELD = "collected"
_SCOPES: Mapping[str, Literal["optional", "excluded"]] = {
    Role.OPTION: "optional",
    Role.TRAINING: "excluded",
    Role.EXAMPLE: "excluded",
}
_ANSWERS = "outputs"
_DATA = ("inputs", _ANSWERS)  # what is meant where terms make no difference
_LONGEST_VERSION = 1024  # in CycloneDX 1.6
_WEIGHTS = frozenset({"model", "adapter"})


def bill_of(dossier: Dossier, library: Library) -> Bill:
    """The bill of a dossier: parts that are one artefact are one thing."""
    writer = _Writer(dossier, library)
    things = {thing.id: thing for thing in writer.things()}
    main = writer.main(things)
    others = (thing for id_, thing in things.items() if id_ != main.id)
    return Bill(
        main=main,
        things=tuple(_made_first((main, *others)))[1:],
        properties=told.of_the_whole(dossier),
        version=clean(dossier.version)[:_LONGEST_VERSION],
        day=dossier.audit.day,
        is_plan=not dossier.audit.items and not dossier.audit.packages,
        texts={text.license: clean(text.text) for text in dossier.texts if text.text},
    )


class _Writer:
    """Makes the things of one dossier."""

    def __init__(self, dossier: Dossier, library: Library) -> None:
        self._dossier = dossier
        self._vocabulary = library.vocabulary
        self._naming = Naming(library)
        self._parts = _merged(dossier.parts)
        found = dossier.audit
        self._unjudged = {_node_of(p): p for p in found.unjudged}
        nodes = (*(same[0].id for same in self._parts), *self._unjudged)
        self._ids = _unique(dict.fromkeys(nodes))
        self._ids |= {p.id: self._ids[same[0].id] for same in self._parts for p in same}
        self._packages = {_node_of(p): p for p, _ in found.packages}
        self._stated = {a.id: a.license for a in found.stack.artefacts}
        self._seen = {item.node: item.artifact.seen for item in found.items}
        self._confidence = {item.node: item.artifact.confidence for item in found.items}
        self._findings = told.findings_by_node(dossier, library.vocabulary)
        self._duties = told.duties_by_node(dossier)
        self._ties: dict[str, list[Tie]] = {}
        for tie in dossier.ties:
            self._ties.setdefault(tie.target, []).append(tie)

    def things(self) -> Iterator[Thing]:
        """The parts of the dossier, then packages of which no license is known."""
        for same in self._parts:
            yield self._thing(same)
        for node, package in self._unjudged.items():
            thing = Thing(self._ids[node], clean(package.name), "software")
            about = told.properties({"node": node, "kind": "software", "origin": "package"})
            yield replace(_packed(thing, package), properties=about)

    def main(self, things: Mapping[str, Thing]) -> Thing:
        """What the bill is about: the one thing of ours that is planned for, else the project."""
        of = self._dossier.audit.answers[self._dossier.scenario].judged.verdict.of
        ids = tuple(dict.fromkeys(self._ids[node] for node in of if node in self._ids))
        if len(ids) == 1 and things[ids[0]].is_ours:
            return self._with_code(things[ids[0]], things)
        name = clean(self._dossier.audit.scan.name)
        (id_,) = _unique([name], things).values()
        sources = tuple(Source(one, "parts", _HELD) for one in ids)
        about = told.properties({"node": name, "kind": "software", "origin": "made"})
        return Thing(
            id_,
            name,
            "software",
            is_ours=True,
            made_by="include",
            sources=sources,
            properties=about,
        )

    def _with_code(self, main: Thing, things: Mapping[str, Thing]) -> Thing:
        """The app under the license of its own code, where that alone has one."""
        code = [things[s.thing] for s in main.sources if s.carries == _HELD]
        ours = [one for one in code if one.is_ours and one.kind == main.kind == "software"]
        declared = tuple(d for one in ours for d in one.declared)
        return main if main.declared else replace(main, declared=declared)

    def _thing(self, same: tuple[Part, ...]) -> Thing:
        part = same[0]
        credit = self._dossier.credits.get(part.id)
        handled = self._dossier.handling.get(part.id, ())
        page = credit.source if credit else None
        license_ = part.license or (part.terms.concluded if part.terms else None)
        thing = Thing(
            id=self._ids[part.id],
            name=clean(part.ref or part.public_name or part.id) or "unnamed",
            kind=part.kind,
            is_ours=part.origin in _OURS,
            hub=_hub(part),
            concluded=self._naming.of(license_) if license_ else None,
            declared=self._declared(part),
            observed=self._observed(part),
            occurrences=tuple(self._occurrences(part)),
            made_by=part.made_by,
            sources=tuple(self._sources(part)),
            scope=_SCOPES.get(part.role),
            author=clean(credit.author) if credit and credit.author else None,
            page=address(page) if page and is_web(page) else None,
            copyright=clean(credit.copyright) if credit and credit.copyright else None,
            flows=tuple(_flows(handled)),
            properties=(
                *told.of_part(part),
                *told.properties({"confidence": self._confidence.get(part.id)}),
                *told.handling_of(handled),
            ),
            findings=tuple(f for p in same for f in self._findings.get(p.id, ())),
            duties=tuple(d for p in same for d in self._duties.get(p.id, ())),
        )
        package = self._packages.get(part.id) if part.origin == "package" else None
        return _packed(thing, package) if package else thing

    def _declared(self, part: Part) -> tuple[Licensing, ...]:
        """What is stated of a part: by files, by the manifest, by us who release it."""
        if part.release:
            texts = [part.release]
        elif part.terms is not None:
            texts = [s.expression or s.statement.text for s in part.terms.declared]
        else:
            stated = self._stated.get(part.id)
            texts = [stated] if stated and stated != OWN else []
        return tuple(dict.fromkeys(self._naming.of(text) for text in texts))

    def _observed(self, part: Part) -> tuple[Licensing, ...]:
        """What running text says of a part, where it names a license."""
        read = part.terms.detected if part.terms else ()
        return tuple(dict.fromkeys(self._naming.of(s.expression) for s in read if s.expression))

    def _occurrences(self, part: Part) -> Iterator[Occurrence]:
        seen = self._seen.get(part.id, ())
        for one in seen:
            yield Occurrence(clean(one.place.file), one.place.line, clean(one.snippet))
        if not seen and part.place is not None:
            yield Occurrence(clean(part.place.file), part.place.line)

    def _sources(self, part: Part) -> Iterator[Source]:
        for tie in self._ties.get(part.id, ()):
            is_option = tie.role == _OPTION
            role = "parts" if is_option else tie.role
            carries = str(self._vocabulary.roles(tie.by)[role]["carries"])
            yield Source(self._ids[tie.source], role, carries, is_option)


def _flows(handled: Iterable[Handled]) -> Iterator[Flow]:
    """What goes to a service and comes back from it, where its terms speak of that.

    Terms speak of other data too, such as data on health: that they flow is not said by it.
    """
    named = {data for one in handled for data in one.of or _DATA}
    yield from (Flow(data, comes_back=data == _ANSWERS) for data in _DATA if data in named)


def _node_of(package: Package) -> str:
    return f"{package.ecosystem}:{package.name}"


def _packed(thing: Thing, package: Package) -> Thing:
    """A thing as the package that it is."""
    version = clean(package.version or "")[:_LONGEST_VERSION] or None
    scope: Literal["optional"] | None = "optional" if package.optional else None
    name, ecosystem = clean(package.name), package.ecosystem
    return replace(thing, name=name, version=version, package=ecosystem, scope=scope)


def _hub(part: Part) -> tuple[str, str, str | None] | None:
    """The owner and name of a model on its hub, and which file of it; None for any other."""
    repository, _, file = (part.ref or "").partition("#")
    if part.kind not in _WEIGHTS or name_in(repository).shape != "id":
        return None
    owner, _, name = name_in(repository).ref.partition("/")
    return owner, name, clean(file) or None


def _merged(parts: Iterable[Part]) -> tuple[tuple[Part, ...], ...]:
    """Parts that are one artefact under one license, together; the first of them stands for all.

    A base that the catalogue knows is a node of its own even where the files name it too.
    """
    found: dict[object, list[Part]] = {}
    for part in parts:
        is_one = part.ref is not None and part.origin not in _OURS
        alike = (part.ref, part.kind, part.license, part.made_by) if is_one else (part.id,)
        found.setdefault(alike, []).append(part)
    return tuple(tuple(same) for same in found.values())


def _made_first(things: tuple[Thing, ...]) -> Iterator[Thing]:
    """The things, each before all that it was made of, and the first of them first."""
    known = {thing.id: thing for thing in things}
    left = dict.fromkeys(known, 0)
    for thing in things:
        for id_ in {source.thing for source in thing.sources}:
            left[id_] += 1
    left[things[0].id] = 0
    ready = [id_ for id_, count in left.items() if count == 0]
    done: set[str] = set()
    while ready:
        thing = known[ready.pop(0)]
        done.add(thing.id)
        yield thing
        for id_ in dict.fromkeys(source.thing for source in thing.sources):
            left[id_] -= 1
            if left[id_] == 0 and id_ not in done:
                ready.append(id_)
    yield from (thing for thing in things if thing.id not in done)  # made of each other


def _unique(names: Iterable[str], others: Iterable[str] = ()) -> dict[str, str]:
    """Each name as an id that can be written, and that no other has."""
    taken = set(others)
    found: dict[str, str] = {}
    for name in names:
        plain = id_ = clean(name) or "unnamed"
        number = 2
        while id_ in taken:
            id_, number = f"{plain} ({number})", number + 1
        taken.add(id_)
        found[name] = id_
    return found
