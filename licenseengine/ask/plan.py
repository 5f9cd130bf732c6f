"""A question's tree as a stack: named things as inputs, each operation making the next thing.

Floor: ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from licenseengine.ask.tree import HERE, Question, Thing
from licenseengine.language.facts import Facts, FactValue, read_fact
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.index import Library
from licenseengine.resolve.terms import kind_of
from licenseengine.stack.graph import sinks
from licenseengine.stack.records import OWN, Artefact, Input, Operation, Stack, Use

_GROWING = frozenset(
    {"merge", "combine", "collect", "bundle", "include", "link-static", "link-dynamic"}
)
_OPERATION_OF = {"train-on": "train"}


def stack_of(question: Question, library: Library, project: Stack | None = None) -> Stack:
    """The stack that a question asks about, with its use.

    Args:
        question: understood.
        library: for the kinds of what is named.
        project: the stack of the project asked in, where the question names it.
    """
    builder = _Builder(question, library, project)
    results = builder.build()
    policy = project.policy if project else Stack(()).policy
    use = Use(_actions(question, library.vocabulary), results, _facts(question, library, project))
    return Stack(tuple(builder.artefacts.values()), use, policy)


def _actions(question: Question, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What is done with the result; operations are acts of the stack itself."""
    operations = vocabulary.words("operations")
    return tuple(do for do in question.do if do not in operations and do != "train-on")


def _facts(question: Question, library: Library, project: Stack | None) -> Facts:
    vocabulary = library.vocabulary
    told: Mapping[str, FactValue] = {
        name: read_fact(vocabulary.facts[name], value, vocabulary)[0]
        for name, value in question.facts.items()
    }
    known = project.use.facts if project and project.use else Facts()
    kept = {name: day for name, day in known.as_of.items() if name not in told}
    return Facts({**known.told, **told}, {}, kept)


class _Builder:
    """Builds artefacts one operation after the other."""

    def __init__(self, question: Question, library: Library, project: Stack | None) -> None:
        self.question, self.library = question, library
        self.artefacts: dict[str, Artefact] = {}
        self.here: tuple[str, ...] = ()
        if project is not None:
            self.artefacts = {a.id: a for a in project.artefacts}
            use = project.use
            self.here = (use.of if use and use.of else None) or sinks(project)
        self.used: set[str] = set()

    def build(self) -> tuple[str, ...]:
        """Make every operation's result; the ids that the use speaks of."""
        inputs = [t for t in self.question.things if t.role != "release"]
        nodes = {thing: self._nodes(thing) for thing in inputs}
        results: tuple[str, ...] = ()
        for number, do in enumerate(self.question.acts):
            given = [(t, node) for t in inputs if t.of == number for node in nodes[t]]
            results = self._operate(number, do, given, results)
        loose = tuple(
            node for t in inputs for node in nodes[t] if t.of is None and node not in self.used
        )
        ends = tuple(dict.fromkeys((*results, *loose)))
        return tuple(self._finish(node) for node in ends)

    def _nodes(self, thing: Thing) -> tuple[str, ...]:
        """The artefacts of a thing; for outputs, what it produced."""
        if thing.ref == HERE:
            nodes = self.here
        else:
            kind = thing.kind or kind_of(thing.ref or thing.license or "", self.library)
            id_ = self._free(thing.name)
            self.artefacts[id_] = Artefact(id_, kind, ref=thing.ref, license=thing.license)
            nodes = (id_,)
        if thing.role != "teacher" or self._takes_teacher(thing):
            return nodes
        return tuple(self._output(node) for node in nodes)

    def _takes_teacher(self, thing: Thing) -> bool:
        return thing.of is not None and self.question.acts[thing.of] == "distill"

    def _output(self, node: str) -> str:
        service = self.artefacts[node].kind == "service"
        by, role = ("call", "service") if service else ("generate", "model")
        id_ = self._free(f"outputs of {node}")
        self.artefacts[id_] = Artefact(id_, "output", made=Operation(by, (Input(role, node),)))
        self.used.add(node)
        return id_

    def _operate(
        self, number: int, do: str, given: Sequence[tuple[Thing, str]], before: tuple[str, ...]
    ) -> tuple[str, ...]:
        operation = _OPERATION_OF.get(do, do)
        roles = self.library.vocabulary.roles(operation)
        entries = [Input(self._role(thing, operation), node) for thing, node in given]
        first = next(iter(roles))
        lacking = all(entry.role != first for entry in entries)
        role = self._chained(first, roles, entries, before)
        if role is not None:
            entries += [Input(role, node) for node in before]
        elif lacking and not before and operation not in {"train", "generate", "distill"}:
            entries += [Input(first, self._own(first))]
        self.used.update(entry.node for entry in entries)
        id_ = self._free(f"result of {operation}" if number else "result")
        inputs = tuple(dict.fromkeys(entries))
        self.artefacts[id_] = Artefact(
            id_, self._makes(operation, inputs), made=Operation(operation, inputs)
        )
        return (id_,)

    def _role(self, thing: Thing, operation: str) -> str:
        """Outputs go in as data, except where the operation has a teacher."""
        if thing.role == "teacher" and operation != "distill":
            return (
                "data"
                if "data" in self.library.vocabulary.roles(operation)
                else self._first(operation)
            )
        return thing.role or self._first(operation)

    def _first(self, operation: str) -> str:
        return next(iter(self.library.vocabulary.roles(operation)))

    def _chained(
        self,
        first: str,
        roles: Mapping[str, object],
        entries: Sequence[Input],
        before: tuple[str, ...],
    ) -> str | None:
        """The role in which what was made before goes on, if it does."""
        if not before:
            return None
        filled = {entry.role for entry in entries}
        if first not in filled or self._operation_grows(first):
            return first
        made = self.artefacts[before[0]].kind in {"output", "dataset", "index"}
        return "data" if made and "data" in roles and "data" not in filled else None

    def _operation_grows(self, first: str) -> bool:
        return first in {"models", "datasets", "parts", "libraries"}

    def _own(self, role: str) -> str:
        """Material of our own, where the question names none."""
        id_ = self._free("own material")
        kind = {"data": "dataset", "datasets": "dataset", "index": "index"}.get(role, "model")
        self.artefacts[id_] = Artefact(id_, kind, license=OWN)
        return id_

    def _makes(self, operation: str, inputs: tuple[Input, ...]) -> str:
        makes: str = self.library.vocabulary.raw["operations"][operation]["makes"]
        if makes == "same":
            return self.artefacts[inputs[0].node].kind if inputs else "model"
        return makes

    def _finish(self, node: str) -> str:
        """Put license and name on an end; what goes out under new terms is a version of ours."""
        release, name = self.question.release, self.question.name
        artefact = self.artefacts[node]
        asked = release is not None or self.question.wants == "release"
        if not asked and name is None:
            return node
        if asked and not artefact.made_by_us and artefact.license != OWN:
            id_ = self._free(f"release of {node}")
            made = Operation("modify", (Input("source", node),))
            artefact = Artefact(id_, artefact.kind, made=made)
        self.artefacts[artefact.id] = replace(
            artefact, release=release or artefact.release, name=name or artefact.name
        )
        return artefact.id

    def _free(self, id_: str) -> str:
        number, free = 1, id_
        while free in self.artefacts:
            number += 1
            free = f"{id_} ({number})"
        return free
