"""The manifest of an audit: the stack that was found, as a text that a person can go on with.

Floor: audit. What is written judges as the audit does: evidence that is no declaration stays
marked, so that writing it down never makes a yes of it. Names come from files that nobody vouches
for; each is written so that it cannot end its line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from licenseengine.audit.manifest_words import flow, ids_of, scalar
from licenseengine.audit.records import Audit, Item
from licenseengine.audit.stack import CODE, WEIGHTS
from licenseengine.discover.records import Place, Role, Sighting
from licenseengine.errors import ReadError, printable
from licenseengine.language.expressions import read_expression
from licenseengine.library.index import Library
from licenseengine.solver.records import Level
from licenseengine.stack.graph import sinks
from licenseengine.stack.records import Artefact, Input, Operation, Stack

UNCONFIRMED = "LicenseRef-unconfirmed"
OPTIONAL = (
    (Role.OPTION, "Options: used when somebody chooses them."),
    (Role.TRAINING, "Training: used to make something, and not by what runs."),
    (Role.EXAMPLE, "Examples: used by code that shows how."),
)
_UNDECLARED = frozenset({"catalog", "base", "none"})
_LONGEST_REF, _PLACES = 500, 3
_UNKNOWN = "not known"


def manifest_text(found: Audit, library: Library) -> str:
    """The text of ``licenseengine.yaml`` for what an audit found.

    Args:
        found: of the files alone, without a manifest.
        library: the knowledge, for classes and the roles of operations.
    """
    return "\n".join(_Writer(found, library).lines()) + "\n"


@dataclass(frozen=True, slots=True)
class _Comment:
    """What is said above a node, its license, and what is said beside that or in its place."""

    above: tuple[str, ...]
    license: str | None = None
    beside: str = ""


class _Writer:
    """Writes one manifest."""

    def __init__(self, found: Audit, library: Library) -> None:
        self.found, self.library = found, library
        self.items = {item.node: item for item in found.items}
        self.disputed = {d.ref for d in found.disagreements}
        self.packages = {f"{p.ecosystem}:{p.name}": p.place for p, _ in found.packages}
        inside = {a.id for a in found.stack.artefacts}
        self.optional = {
            role: [i for i in found.items if i.artifact.role is role and i.node not in inside]
            for role, _ in OPTIONAL
        }
        more = [i for items in self.optional.values() for i in items]
        self.stack = _with_unknown(found)
        self.ids = ids_of([*self.stack.artefacts, *(a for i in more for a in _alone(i))])
        self.app = next(reversed(sinks(found.stack)), None)

    def lines(self) -> Iterator[str]:
        """The lines, without their ends."""
        yield f"# The AI stack of {printable(self.found.scan.name)}, as its files tell."
        yield "# Written by `licenseengine init`; change what is wrong. `licenseengine audit`"
        yield "# judges what stands here, and tells where the files say otherwise."
        yield "version: 1"
        yield "stack:"
        for artefact in self.stack.artefacts:
            yield from self.node(artefact, self.comment(artefact))
        yield from self.options()
        yield from self.use()
        yield "policy:"
        yield "  # Findings that are accepted: the rule, why and, if it ends, the last day, such as"
        yield '  # - {rule: "llama-3.1#mau-cap", reason: "contract of May", until: 2027-05-01}'
        yield "  allow: []"

    def node(self, artefact: Artefact, comment: _Comment) -> Iterator[str]:
        """A node of the stack, with what is said about it."""
        ref = artefact.ref
        for line in comment.above:
            yield f"  # {printable(line)}"
        yield f"  - id: {scalar(self.ids[artefact.id])}"
        if ref is not None and len(ref) <= _LONGEST_REF:
            yield f"    ref: {scalar(ref)}"
        elif ref is not None:
            yield f"    # ref: longer than {_LONGEST_REF} characters, left away"
        yield f"    kind: {artefact.kind}"
        entry = self.library.find_artefact(ref, artefact.kind) if ref else None
        if class_ := artefact.artefact_class or (entry.artefact_class if entry else None):
            yield f"    class: {class_}"
        if artefact.name:
            yield f"    name: {scalar(artefact.name[:_LONGEST_REF])}"
        beside = printable(comment.beside)
        if comment.license:
            yield f"    license: {scalar(comment.license)}{beside and f'  # {beside}'}"
        elif beside:
            yield f"    # {beside}"
        if artefact.release:
            yield f"    release: {scalar(artefact.release)}"
        if artefact.made:
            yield from self.made(artefact.made)

    def made(self, made: Operation) -> Iterator[str]:
        """How a node was made."""
        first = next(iter(self.library.vocabulary.roles(made.by)))
        yield "    made:"
        yield f"      by: {made.by}"
        if made.who != "us":
            yield f"      who: {made.who}"
        if made.inputs:
            yield "      from:"
        for entry in made.inputs:
            id_ = scalar(self.ids[entry.node])
            told = id_ if entry.role == first else f"{{{entry.role}: {id_}}}"
            yield f"        - {told}"

    def comment(self, artefact: Artefact) -> _Comment:
        """Where a node comes from, and what is known of its license."""
        item = self.items.get(artefact.id)
        if item is not None:
            return self.of_item(item, made=artefact.made is not None)
        if artefact.id in self.packages:
            return _Comment((_at(self.packages[artefact.id]),), artefact.license)
        return self.of_part(artefact)

    def of_part(self, artefact: Artefact) -> _Comment:
        """The same for what no file names by itself: the product, what is made, what is open."""
        makes = "." if artefact.id.endswith(WEIGHTS) else artefact.id
        made = tuple(_at(m.place) for m in self.found.scan.makings if m.makes == makes)[:_PLACES]
        if artefact.id == self.app:
            return _Comment(("The product: what runs by default.", *made))
        if artefact.id == CODE:
            released = artefact.release or "no license, as far as the files tell"
            above = f"The project's own code; it goes out under {released} (`release`)."
            return _Comment((above,), artefact.license)
        if artefact.id == _UNKNOWN:
            said = "license:  # say what it is, or take this node away where there is nothing"
            return _Comment(self.found.unsettled, None, said)
        if artefact.made and artefact.made.by == "call":
            return _Comment(("What the service answers; it is shown to users.",))
        return _Comment(made, artefact.license)

    def of_item(self, item: Item, *, made: bool = False) -> _Comment:
        """The same for an artefact that files name."""
        terms, above = item.terms, tuple(_places(item.artifact.seen))
        concluded = terms.concluded if _is_expression(terms.concluded) else None
        if why := self.doubt(item):
            text = UNCONFIRMED if concluded is None else f"{_grouped(concluded)} AND {UNCONFIRMED}"
            if concluded is None and not made:
                return _Comment(above, None, f"license:  # none is known; {why}")
            return _Comment(above, text, f"{why}; once it is settled, take {UNCONFIRMED} away")
        if concluded is None:
            return _Comment(above, None, "" if made else "license:  # none is known")
        if terms.where not in _UNDECLARED:
            return _Comment(above, concluded, _source(item))
        source = "by the catalogue" + (", of its base" if terms.where == "base" else "")
        said = f"license: {scalar(concluded)}  # {source}; unmarked, the line declares it"
        return _Comment(above, None, said)

    def doubt(self, item: Item) -> str:
        """Why the answer about an artefact is held back; empty when it is not."""
        if item.hold:
            return item.hold
        if item.artifact.ref in self.disputed and Level.REVIEW in item.levels.values():
            others = {
                text
                for d in self.found.disagreements
                for text in (d.one, d.other)
                if d.ref == item.artifact.ref
            }
            return f"stated as {' and as '.join(sorted(others))}"
        return ""

    def options(self) -> Iterator[str]:
        """What is not used by default, as lines that are switched on by taking their mark away."""
        for role, heading in OPTIONAL:
            items = self.optional[role]
            if not items:
                continue
            app = self.ids[self.app] if self.app else "the product"
            yield "  #"
            yield f"  # # {heading} To judge one too, take the marks of its lines away"
            yield f"  # # and add it, or the answers of a service, to `from` of {app}."
            for artefact in (a for item in items for a in _alone(item)):
                for line in self.node(artefact, self.comment(artefact)):
                    yield f"  # {line[2:]}"

    def use(self) -> Iterator[str]:
        """The planned use, left to be said; the presets that are judged whatever stands there."""
        presets: Mapping[str, Mapping[str, object]] = self.library.vocabulary.raw["presets"]
        names = [name for name in self.found.answers if name in presets]
        yield "# `licenseengine audit` judges the presets, whatever is planned here:"
        yield f"#   {', '.join(names)}"
        yield "# `licenseengine check` judges one of them (`--scenario ship`), or this plan:"
        yield "# use:"
        plan = presets["ship" if "ship" in presets else names[0]]
        yield f"#   do: {flow(plan['do'])}"
        if self.app:
            yield f"#   of: {scalar(self.ids[self.app])}"
        yield "#   facts:"
        facts = plan["facts"]
        assert isinstance(facts, Mapping)  # noqa: S101 - the vocabulary is checked when it is read
        for name, value in facts.items():
            yield f"#     {name}: {flow(value)}"


def _with_unknown(found: Audit) -> Stack:
    """The stack with a node for what the files leave open, so that it stays open when written."""
    if not found.unsettled:
        return found.stack
    whole = list(found.stack.artefacts)
    for i, artefact in enumerate(whole):
        made = artefact.made
        if made and made.by == "include":
            inputs = (*made.inputs, Input(made.inputs[0].role, _UNKNOWN))
            whole[i] = replace(artefact, made=replace(made, inputs=inputs))
    return replace(found.stack, artefacts=(Artefact(_UNKNOWN, "model"), *whole))


def _alone(item: Item) -> Iterator[Artefact]:
    """The nodes of an artefact by itself: a service comes with what it answers."""
    artifact = item.artifact
    yield Artefact(item.node, artifact.kind, ref=artifact.ref)
    if artifact.kind == "service":
        made = Operation("call", (Input("service", item.node),))
        yield Artefact(f"answers of {item.node}", "output", made=made)


def _at(place: Place) -> str:
    return f"{place.file}:{place.line}"


def _places(seen: tuple[Sighting, ...]) -> Iterator[str]:
    for sighting in seen[:_PLACES]:
        yield f"{_at(sighting.place)} {sighting.ref[:200]} ({sighting.detector})"
    if len(seen) > _PLACES:
        yield f"and {len(seen) - _PLACES} more places"


def _source(item: Item) -> str:
    """Who declares the license of an artefact."""
    said = next((s for s in item.terms.declared if s.expression == item.terms.concluded), None)
    return f"declared in {_at(said.statement.place)}" if said else f"told by the {item.terms.where}"


def _grouped(expression: str) -> str:
    return f"({expression})" if " OR " in expression else expression


def _is_expression(text: str | None) -> bool:
    if text is None:
        return False
    try:
        read_expression(text)
    except ReadError:
        return False
    return True
