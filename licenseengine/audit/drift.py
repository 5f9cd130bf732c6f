"""Drift: where a manifest and the files of its project do not tell the same.

Floor: audit. What the files use and the manifest leaves out never hides: where it stands worse than
permitted by itself, the answer is review at best.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from licenseengine.audit.manifest import UNCONFIRMED
from licenseengine.audit.records import Answer, Drift, Item, Stated
from licenseengine.audit.stack import Parts
from licenseengine.audit.told import MANIFEST, confirmed_part
from licenseengine.discover.group import canonical
from licenseengine.discover.records import Place, Role
from licenseengine.discover.signs import signs_of
from licenseengine.errors import ReadError
from licenseengine.library.catalog import normal_ref
from licenseengine.library.index import Library
from licenseengine.resolve.terms import branches
from licenseengine.solver.records import Level
from licenseengine.stack.records import OWN, Artefact, Stack

_ANY_MODEL = ":*"
_OF_THE_APP = frozenset({"include", "link-dynamic", "call"})


@dataclass(frozen=True)
class FromFiles:
    """What the files tell, to be held against a manifest.

    `items` bear the ids of the manifest where it lists them (see :func:`aligned`); `stack` is what
    they make by default; `steps` tells where each thing that is made in it was read.
    """

    items: tuple[Item, ...]
    stack: Stack
    steps: Mapping[str, Place] = field(default_factory=dict)


def steps_of(parts: Parts) -> dict[str, Place]:
    """Where each making of a stack was read, by the node that it makes."""
    return {parts.refs.get(m.makes, m.makes): m.place for m in reversed(parts.makings)}


def aligned(items: tuple[Item, ...], stack: Stack | None, library: Library) -> tuple[Item, ...]:
    """The artefacts under the ids that a manifest gives them.

    Who lists an artefact says that it is used: a doubt whether the files name it ends there,
    unless the manifest itself keeps the doubt.
    """
    if stack is None:
        return items
    ids = {node.id for node in stack.artefacts}
    listed = _Listed(stack, library)
    found = []
    for item in items:
        node = listed.node_of(item)
        if node is None:
            name = f"{item.node} (found)" if item.node in ids else item.node
            found.append(replace(item, node=name))
            continue
        settled = UNCONFIRMED not in (node.license or "") and item.terms.confidence != "low"
        found.append(replace(item, node=node.id, hold="" if settled else item.hold))
    return tuple(found)


def drift(found: FromFiles, stack: Stack, library: Library) -> tuple[Drift, ...]:
    """The differences between what files tell and a manifest's stack.

    A step of making that differs bears no node: its ref is what the step makes.
    """
    nodes = {node.id: node for node in stack.artefacts}
    return (
        *_missing(found.items, nodes),
        *_unseen(found.items, stack),
        *_differing(found.items, nodes, library),
        *_steps(found, nodes),
    )


def held_by_drift(
    answers: Mapping[str, Answer],
    items: Sequence[Item],
    drifts: Iterable[Drift],
    of_files: Callable[[str], Level],
) -> dict[str, Answer]:
    """The answers, at best review where the manifest tells less than the files of what decides.

    Args:
        answers: by preset, about the manifest's stack.
        items: with the levels at which each stands by itself.
        drifts: as found by :func:`drift`.
        of_files: the level of a preset by what the files make by default, asked only where a step
            of making differs: two things may each be permitted, and not what is made of both.
    """
    drifts = [d for d in drifts if d.kind != "unseen"]
    refs = {d.ref for d in drifts if d.node is not None}
    steps = tuple(dict.fromkeys(d.ref for d in drifts if d.node is None))
    doubted = [i for i in items if i.artifact.role is Role.DEFAULT and i.artifact.ref in refs]
    found = {}
    for name, answer in answers.items():
        worse = [i.node for i in doubted if i.levels.get(name, Level.REVIEW) > Level.PERMITTED]
        worse += steps if steps and of_files(name) > answer.level else ()
        level = max(answer.level, Level.REVIEW) if worse else answer.level
        held = (*answer.held, *(n for n in worse if n not in answer.held))
        found[name] = replace(
            answer, level=level, with_options=max(level, answer.with_options), held=held
        )
    return found


class _Listed:
    """The nodes of a manifest, to be found by any name of an artefact."""

    def __init__(self, stack: Stack, library: Library) -> None:
        self._signs = signs_of(library)
        self._nodes: dict[str, list[Artefact]] = {}
        self._hosts: dict[str, Artefact] = {}
        for node in stack.artefacts:
            # An id is no name that others know: without a ref it means only what is spelled so.
            key = self._key(node.ref) if node.ref else f"id {node.id.casefold()}"
            self._nodes.setdefault(key, []).append(node)
            if node.ref and node.ref.endswith(_ANY_MODEL):
                self._hosts[node.ref.removesuffix(_ANY_MODEL).casefold()] = node
            elif node.kind == "service" and node.ref:
                # A client that names no model is covered by any model of its host.
                unnamed = f"{node.ref.split(':')[0].casefold()}{_ANY_MODEL}"
                self._nodes.setdefault(unnamed, []).append(node)

    def node_of(self, item: Item) -> Artefact | None:
        """The node that stands for an artefact: of its kind, else of another; None if none does."""
        artifact = item.artifact
        names = [self._key(name) for name in (artifact.ref, *artifact.aliases)]
        names.append(f"id {artifact.ref.casefold()}")
        nodes = [node for name in names for node in self._nodes.get(name, ())]
        is_data = artifact.kind == "dataset"
        nodes.sort(key=lambda n: (n.kind != artifact.kind, (n.kind == "dataset") != is_data))
        if not nodes and artifact.kind == "service":
            return self._hosts.get(artifact.ref.split(":")[0].casefold())
        return nodes[0] if nodes else None

    def _key(self, name: str) -> str:
        return canonical(normal_ref(name), self._signs)


def _missing(items: Iterable[Item], nodes: Mapping[str, Artefact]) -> Iterator[Drift]:
    for item in items:
        if item.artifact.role is Role.DEFAULT and item.node not in nodes:
            said = "the files use it by default, and the manifest does not list it"
            yield Drift("missing", item.artifact.ref, said, _place(item), item.node)


def _unseen(items: Iterable[Item], stack: Stack) -> Iterator[Drift]:
    named = {item.node for item in items}
    upstream = {
        entry.node
        for node in stack.artefacts
        if node.made and node.made.who == "upstream"
        for entry in node.made.inputs
    }
    for node in stack.artefacts:
        if node.ref is None or node.made_by_us or node.kind == "software":
            continue
        if node.id not in named | upstream:
            said = "the manifest lists it, and no file names it"
            yield Drift("unseen", node.ref, said, None, node.id)


def _differing(
    items: Iterable[Item], nodes: Mapping[str, Artefact], library: Library
) -> Iterator[Drift]:
    for item in items:
        node = nodes.get(item.node)
        if node is None:
            continue
        ref = item.artifact.ref
        if node.kind != item.artifact.kind and node.made is None:
            said = f"it is a {node.kind} in the manifest, a {item.artifact.kind} in the files"
            yield Drift("differs", ref, said, _place(item), node.id)
        other = _other_license(item, node, library)
        if other is not None:
            ours = confirmed_part(node.license)[0] or "no license"
            said = f"the manifest declares {ours}, the files declare {other.expression}"
            yield Drift("differs", ref, said, other.statement.place, node.id)


def _other_license(item: Item, node: Artefact, library: Library) -> Stated | None:
    """A declaration in the files that is not the node's license; None when one of them is."""
    if node.license == OWN or node.made_by_us:
        return None
    declared = [
        s for s in item.terms.declared if s.expression and s.statement.place.file != MANIFEST
    ]
    if not declared:
        return None
    ours = confirmed_part(node.license)[0] or item.terms.catalog
    sets = [_as_set(str(s.expression), library) for s in declared]
    return None if ours and _as_set(ours, library) in sets else declared[0]


def _as_set(expression: str, library: Library) -> frozenset[frozenset[str]]:
    try:
        return frozenset(frozenset(map(str, b)) for b in branches(expression, library))
    except ReadError:
        return frozenset({frozenset({expression.casefold()})})


def _steps(found: FromFiles, nodes: Mapping[str, Artefact]) -> Iterator[Drift]:
    """What the files make of listed artefacts, and the manifest does not, or otherwise."""
    below = _Below(nodes)
    for made in found.stack.artefacts:
        step = made.made
        if step is None or step.who != "us" or step.by in _OF_THE_APP:
            continue
        inputs = [e.node for e in step.inputs if e.node in nodes]
        if not inputs:
            continue
        ways = below.ways(inputs)
        if step.by in ways:
            continue
        others = sorted(ways - _OF_THE_APP)
        told = f"the manifest says {' and '.join(others)}" if others else "the manifest does not"
        said = f"the files make it of {', '.join(inputs)} by {step.by}; {told}"
        yield Drift("differs", made.id, said, found.steps.get(made.id))


class _Below:
    """What a manifest makes of its nodes, directly or not."""

    def __init__(self, nodes: Mapping[str, Artefact]) -> None:
        self._made: dict[str, list[Artefact]] = {}
        self._known: dict[str, frozenset[str]] = {}
        self._nodes = nodes
        for node in nodes.values():
            for entry in node.made.inputs if node.made else ():
                self._made.setdefault(entry.node, []).append(node)

    def ways(self, inputs: Iterable[str]) -> frozenset[str]:
        """By which operations we make something of all of these together."""
        common = frozenset.intersection(*(self._of(id_) for id_ in inputs))
        made = (self._nodes[id_].made for id_ in common)
        return frozenset(m.by for m in made if m is not None and m.who == "us")

    def _of(self, id_: str) -> frozenset[str]:
        if id_ not in self._known:
            found: set[str] = set()
            todo = [id_]
            while todo:
                new = [n.id for n in self._made.get(todo.pop(), ()) if n.id not in found]
                found.update(new)
                todo += new
            self._known[id_] = frozenset(found)
        return self._known[id_]


def _place(item: Item) -> Place | None:
    return item.artifact.seen[0].place if item.artifact.seen else None
