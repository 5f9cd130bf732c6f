"""The stack of a scan: what was found as nodes, what makes what, the app at the end.

Floor: audit. Models and data that the app loads are included in it; a hosted model is called and
its output shown; packages are linked into the app's code; recipes and training make their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from licenseengine.audit.records import Item
from licenseengine.discover.records import Making, Package, Role
from licenseengine.stack.records import OWN, Artefact, Input, Operation, Policy, Stack

CODE = "code"
WEIGHTS = " (weights)"
# Operations whose models run in the app itself, beside what they make.
BESIDE = frozenset({"embed", "retrieve"})


@dataclass(frozen=True)
class Parts:
    """What a stack is put together from.

    `app` is its id; `release` the license that the project puts on its own code; `refs` gives each
    ref that a making names the node it stands for. `loaded` are nodes that the app runs itself,
    whatever else is made of them.
    """

    app: str
    release: str | None
    makings: tuple[Making, ...]
    refs: Mapping[str, str]
    loaded: frozenset[str] = frozenset()
    packages: Sequence[tuple[Package, str]] = ()
    policy: Policy = field(default_factory=Policy)


def loaded_by_the_app(
    items: Iterable[Item], makings: Iterable[Making], refs: Mapping[str, str]
) -> frozenset[str]:
    """The nodes that run in the app itself: seen outside of the files that make others of them."""
    recipes: dict[str, set[str]] = {}
    for making in makings:
        for _, ref in making.inputs:
            if ref in refs:
                recipes.setdefault(refs[ref], set()).add(making.place.file)
    return frozenset(
        item.node
        for item in items
        if item.node in recipes
        and any(
            s.role is Role.DEFAULT and s.place.file not in recipes[item.node]
            for s in item.artifact.seen
        )
    )


def node_of(item: Item) -> Artefact:
    """The node of an artefact, under the terms that were concluded."""
    artifact = item.artifact
    license_ = item.terms.concluded if item.terms.where not in {"catalog", "base", "none"} else None
    return Artefact(item.node, artifact.kind, ref=artifact.ref, license=license_)


def stack_of(items: Iterable[Item], parts: Parts, *, alone: bool = False) -> Stack:
    """The stack of some artefacts with the app around them.

    Args:
        items: the artefacts that are in.
        parts: what else the stack is made of.
        alone: for one artefact by itself: makings keep of their inputs what is there.
    """
    items = tuple(items)
    nodes = {item.node: node_of(item) for item in items}
    concluded = {item.node: item.terms.concluded for item in items}
    made, consumed = _made(nodes, concluded, parts, alone=alone)
    inputs: list[str] = []
    for item in items:
        if item.artifact.kind == "service":
            if item.node in consumed:
                continue
            answers = f"answers of {item.node}"
            made[answers] = Artefact(
                answers, "output", made=Operation("call", (Input("service", item.node),))
            )
            inputs.append(answers)
        elif item.node not in consumed:
            inputs.append(item.node)
    inputs += [id_ for id_ in made if id_ not in consumed and id_ not in inputs]
    whole = (*nodes.values(), *made.values())
    if inputs == [parts.refs.get(".")]:
        return Stack(whole, None, parts.policy)
    return Stack((*whole, *_app(inputs, parts)), None, parts.policy)


def _app(inputs: list[str], parts: Parts) -> tuple[Artefact, ...]:
    """The app: its own code, linked with packages, and the parts that it includes."""
    libraries = tuple(
        Artefact(f"{p.ecosystem}:{p.name}", "software", ref=None, license=license_)
        for p, license_ in parts.packages
    )
    made = (
        Operation("link-dynamic", tuple(Input("libraries", n.id) for n in libraries))
        if libraries
        else None
    )
    code = Artefact(CODE, "software", license=OWN, release=parts.release, made=made)
    includes = Operation("include", tuple(Input("parts", id_) for id_ in (CODE, *inputs)))
    return (*libraries, code, Artefact(parts.app, "software", made=includes))


def _made(
    nodes: dict[str, Artefact], concluded: Mapping[str, str | None], parts: Parts, *, alone: bool
) -> tuple[dict[str, Artefact], set[str]]:
    """What the makings make of the nodes, and which nodes went into something."""
    made: dict[str, Artefact] = {}
    consumed: set[str] = set()
    for making in parts.makings:
        inputs = tuple(
            Input(role, parts.refs[ref])
            for role, ref in making.inputs
            if parts.refs.get(ref) in nodes or parts.refs.get(ref) in made
        )
        if not inputs or (not alone and len(inputs) < len(making.inputs) and making.who == "us"):
            continue
        by, inputs = _fitting(making.by, inputs)
        makes = parts.refs.get(making.makes, making.makes)
        if any(_is_made_of(i.node, makes, made) for i in inputs):
            continue  # files that go round in a circle say nothing of what is made of what
        if making.by not in BESIDE:
            consumed |= {i.node for i in inputs} - parts.loaded
        operation = Operation(by, tuple(dict.fromkeys(inputs)), making.who)
        name = making.name if making.who == "us" else None
        if makes in nodes and makes not in made:
            known = nodes.pop(makes)
            if known.license is None and concluded[makes]:
                # Others gave it its terms: it was not made here, whatever a file says.
                operation = replace(operation, who="upstream")
            made[makes] = Artefact(
                known.id, known.kind, known.ref, None, known.license, None, name, None, operation
            )
        else:
            made.setdefault(makes, Artefact(makes, making.kind, name=name, made=operation))
    return made, consumed


def _is_made_of(node: str, other: str, made: Mapping[str, Artefact]) -> bool:
    """Whether a node is another, or was made of it."""
    todo, done = [node], {node}
    while todo:
        current = todo.pop()
        if current == other:
            return True
        operation = made[current].made if current in made else None
        fresh = {i.node for i in operation.inputs} - done if operation else set()
        done |= fresh
        todo += fresh
    return False


def _fitting(by: str, inputs: tuple[Input, ...]) -> tuple[str, tuple[Input, ...]]:
    """An operation that fits what is there of its inputs: data without a base is trained on."""
    roles = {i.role for i in inputs}
    if by in {"fine-tune", "adapt"} and "base" not in roles:
        return "train", inputs
    if by == "generate" and "model" not in roles:
        return "modify", tuple(Input("source", i.node) for i in inputs)
    return by, inputs
