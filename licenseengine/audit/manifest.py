"""The manifest of an audit: the stack that was found, as a text that a person can go on with.

Floor: audit. What is written judges as the audit does: evidence that is no declaration stays
marked, so that writing it down never makes a yes of it. Names come from files that nobody vouches
for; each is written so that it cannot end its line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from licenseengine.audit.records import Audit, Item
from licenseengine.audit.stack import CODE
from licenseengine.discover.records import Place, Role, Sighting
from licenseengine.errors import ReadError, printable
from licenseengine.language.expressions import read_expression
from licenseengine.library.index import Library
from licenseengine.solver.records import Level
from licenseengine.stack.records import Artefact, Input, Operation

UNCONFIRMED = "LicenseRef-unconfirmed"
OPTIONAL = (
    (Role.OPTION, "Options: used when somebody chooses them."),
    (Role.TRAINING, "Training: used to make something, and not by what runs."),
    (Role.EXAMPLE, "Examples: used by code that shows how."),
)
_UNDECLARED = frozenset({"catalog", "base", "none"})
_LONGEST_REF, _LONGEST_ID, _PLACES = 500, 60, 3
_PLAIN = re.compile(r"[A-Za-z][\w.+-]*(?:[/:#][\w.+-]+)*(?: \(?[A-Za-z][\w.+-]*\)?)*", re.ASCII)
_TO_ESCAPE = re.compile(r'[^ -~]|["\\]')
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"})


def scalar(text: str) -> str:
    """A text as one YAML scalar on one line, whatever stands in it."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return f'"{_TO_ESCAPE.sub(lambda found: _escaped(found[0]), text)}"'


def _escaped(char: str) -> str:
    code = ord(char)
    if char in {'"', "\\"}:
        return f"\\{char}"
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - halves of a pair, which no text may hold
        return "\ufffd"
    if char.isprintable():
        return char
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65_536 else f"\\U{code:08x}"  # noqa: PLR2004 - digits that hold it


def manifest_text(found: Audit, library: Library) -> str:
    """The text of ``licenseengine.yaml`` for what an audit found.

    Args:
        found: of the files alone, without a manifest.
        library: the knowledge, for classes and the roles of operations.
    """
    return "\n".join(_Writer(found, library).lines()) + "\n"


@dataclass(frozen=True, slots=True)
class _Comment:
    """What is said above a node and at its license."""

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
        self.ids = _ids(found.stack.artefacts, more)
        self.app = next((a.id for a in reversed(found.stack.artefacts) if _is_app(a)), None)

    def lines(self) -> Iterator[str]:
        """The lines, without their ends."""
        yield f"# The AI stack of {printable(self.found.scan.name)}, as its files tell. Written by"
        yield "# `licenseengine init`; change what is wrong. `licenseengine audit` judges what stands"
        yield "# here, and tells where the files say otherwise."
        yield "version: 1"
        yield "stack:"
        for artefact in self.found.stack.artefacts:
            yield from self.node(artefact, self.comment(artefact))
        yield from self.options()
        yield from self.use()
        yield "policy:"
        yield "  # Findings that are accepted: the rule, the reason and, if it ends, the last day, such as"
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
        if comment.license:
            yield f"    license: {scalar(comment.license)}"
        if comment.beside:
            yield f"    # {printable(comment.beside)}"
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
            yield f"        - {id_}" if entry.role == first else f"        - {{{entry.role}: {id_}}}"

    def comment(self, artefact: Artefact) -> _Comment:
        """Where a node comes from, and what is known of its license."""
        item = self.items.get(artefact.id)
        if item is not None:
            return self.of_item(item, made=artefact.made is not None)
        if artefact.id in self.packages:
            return _Comment((_at(self.packages[artefact.id]),), artefact.license)
        if artefact.id == self.app:
            return _Comment(("The product: what runs by default.",))
        if artefact.id == CODE:
            known = "" if artefact.release else "release: the license that you put on your code"
            return _Comment(("The project's own code.",), artefact.license, known)
        if artefact.made and artefact.made.by == "call":
            return _Comment(("What the service answers; it is shown to users.",))
        places = [m.place for m in self.found.scan.makings if m.makes == artefact.id]
        return _Comment(tuple(_at(p) for p in places[:_PLACES]), artefact.license)

    def of_item(self, item: Item, *, made: bool = False) -> _Comment:
        """The same for an artefact that files name."""
        terms, above = item.terms, tuple(_places(item.artifact.seen))
        concluded = terms.concluded if _is_expression(terms.concluded) else None
        if why := self.doubt(item):
            text = UNCONFIRMED if concluded is None else f"{_grouped(concluded)} AND {UNCONFIRMED}"
            if concluded is None and not made:
                return _Comment(above, None, f"license: {why}")
            return _Comment(above, text, f"{why}; once it is settled, take {UNCONFIRMED} away")
        if concluded is None:
            return _Comment(above, None, "" if made else "license: none is known")
        if terms.where not in _UNDECLARED:
            return _Comment(above, concluded, _source(item))
        source = "by its base, whose license" if terms.where == "base" else "by the catalogue, which"
        return _Comment(above, None, f"license: {concluded}  # {source} is asked anew each time")

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
            yield "  #"
            yield f"  # # {heading} To judge one too, take the marks of its lines away and"
            yield f"  # # add it (of a service, its answers) to `from` of {self.ids.get(self.app or '', 'the product')}."
            for item in items:
                for artefact in _alone(item):
                    comment = self.of_item(item) if artefact.id == item.node else self.comment(artefact)
                    for line in self.node(artefact, comment):
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
        yield f"#   do: {_flow(plan['do'])}"
        if self.app:
            yield f"#   of: {scalar(self.ids[self.app])}"
        yield "#   facts:"
        facts = plan["facts"]
        assert isinstance(facts, Mapping)  # noqa: S101 - the vocabulary is checked when it is read
        for name, value in facts.items():
            yield f"#     {name}: {_flow(value)}"


def _flow(value: object) -> str:
    """A value of the vocabulary as YAML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(str(v) for v in value)}]"
    return str(value)


def _is_app(artefact: Artefact) -> bool:
    return artefact.made is not None and artefact.made.by == "include"


def _alone(item: Item) -> Iterator[Artefact]:
    """The nodes of an artefact by itself: a service comes with what it answers."""
    artifact = item.artifact
    yield Artefact(item.node, artifact.kind, ref=artifact.ref)
    if artifact.kind == "service":
        made = Operation("call", (Input("service", item.node),))
        yield Artefact(f"answers of {item.node}", "output", made=made)


def _ids(artefacts: Iterable[Artefact], optional: Iterable[Item]) -> dict[str, str]:
    """A short id for each node: the last part of its ref in kebab case, numbered where it is taken."""
    ids: dict[str, str] = {}
    whole = [*artefacts, *(a for item in optional for a in _alone(item))]
    taken: set[str] = set()
    for artefact in sorted(whole, key=lambda a: a.id != CODE):
        if artefact.id in ids:
            continue
        wanted = _short(artefact, ids)
        id_, number = wanted, 2
        while id_ in taken:
            id_, number = f"{wanted}-{number}", number + 1
        taken.add(id_)
        ids[artefact.id] = id_
    return ids


def _short(artefact: Artefact, ids: Mapping[str, str]) -> str:
    made = artefact.made
    if made and made.by == "call" and artefact.ref is None and made.inputs[0].node in ids:
        return f"answers-of-{ids[made.inputs[0].node]}"
    for part in reversed(re.split(r"[/#:]", artefact.ref or artefact.id)):
        plain = re.sub(r"[^a-z0-9]+", "-", part.casefold()).strip("-")[:_LONGEST_ID].strip("-")
        if plain:
            return plain
    return artefact.kind


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
