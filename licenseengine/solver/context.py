"""A problem with its bindings: what every step of the decision looks things up in.

Floor: solver; pure. `Context` adds no knowledge: it names the artefacts, and tells the facts that
the stack itself tells about an act.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from licenseengine.language.facts import FactError, Facts, FactValue, read_fact
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import License
from licenseengine.solver.match import Question, Situation, asked, situation
from licenseengine.solver.records import Act, Binding, Problem
from licenseengine.stack.records import Artefact

OUTPUT_STATES = frozenset({"output", "output-trained"})
_CONTAINED = frozenset(
    {"original", "converted", "collected", "changed", "linked-static", "linked-dynamic"}
)
_MODELS = frozenset({"model", "adapter"})
_MODEL_ROLES = frozenset({"base", "models", "student", "source"})


@dataclass(frozen=True)
class Context:
    """A problem and the bindings that reach each of its nodes."""

    problem: Problem
    reached: Mapping[str, tuple[Binding, ...]]

    @property
    def vocabulary(self) -> Vocabulary:
        """The words."""
        return self.problem.vocabulary

    @cached_property
    def artefacts(self) -> dict[str, Artefact]:
        """The artefacts by id."""
        return {a.id: a for a in self.problem.artefacts}

    @cached_property
    def needed(self) -> frozenset[str]:
        """The nodes from which the use is made, the used ones included."""
        found: set[str] = set()
        todo = list(self.problem.of)
        while todo:
            node = todo.pop()
            if node not in found:
                found.add(node)
                made = self.artefacts[node].made
                todo += [entry.node for entry in made.inputs] if made else []
        return frozenset(found)

    def situation(self, act: Act, binding: Binding, facts: Facts) -> Situation:
        """What the clauses of the binding's license are matched against."""
        return situation(self.question(act, binding, facts))

    def question(self, act: Act, binding: Binding, facts: Facts) -> Question:
        """What the binding's license is asked about the act."""
        where = (binding.state, binding.within)
        return Question(
            binding.license, act.action, *where, facts, self.problem.defaults, self.vocabulary
        )

    def asked(self, license_: License) -> frozenset[str]:
        """The facts that can change what a license says."""
        return asked(license_, self.problem.defaults, self.vocabulary)

    def facts(self, act: Act, binding: Binding) -> Facts:
        """The facts of an act under a binding: those told, and those that the stack tells.

        What comes of an operation is what it makes. What a planned action comes to, where the thing
        lies in a greater whole, is the version in it: an app that holds a tuned model hands on one.
        Outputs that were put together are the whole.
        """
        is_whole = act.result != act.node or binding.state == "output"
        made = act.result if is_whole else binding.holder
        origin, node, result = (self.artefacts[n] for n in (binding.origin, act.node, made))
        told: dict[str, FactValue] = {
            "artefact.kind": origin.kind,
            "result.kind": result.kind,
            "plan.actions": frozenset(self.problem.do),
            "artefact.embedded": binding.within or binding.state.startswith("linked"),
            "artefact.made_by_us": self.artefacts[binding.holder].made_by_us,
            "result.derivative": contains(binding, self.reached[result.id]),
            "result.other_base": self._other_base(binding, result),
        }
        optional = {
            "artefact.licensor": binding.license.licensor,
            "artefact.class": origin.artefact_class
            or (node.artefact_class if origin.kind in _MODELS else None),
            "result.class": result.artefact_class or self._class_of(result),
            "artefact.part": origin.part,
            "artefact.plan": origin.plan,
            "artefact.date": origin.date,
            "plan.release": result.release,
        }
        told.update({name: value for name, value in optional.items() if value is not None})
        told.update(self._params(origin))
        return self.problem.facts.telling(told)

    def _other_base(self, binding: Binding, result: Artefact) -> bool:
        """Whether the result is also made from a model under other terms."""
        return result.made is not None and any(
            not contains(binding, self.reached[entry.node])
            for entry in result.made.inputs
            if entry.role in _MODEL_ROLES
        )

    def _class_of(self, artefact: Artefact) -> str | None:
        """A version that names no class has that of what it was made from."""
        while artefact.artefact_class is None and artefact.made:
            bases = [e.node for e in artefact.made.inputs if e.role in _MODEL_ROLES]
            if not bases:
                return None
            artefact = self.artefacts[bases[0]]
        return artefact.artefact_class

    def _params(self, origin: Artefact) -> dict[str, FactValue]:
        """What a license leaves to be filled in, as far as the artefact's `params` fill it."""
        found: dict[str, FactValue] = {}
        for name, value in origin.params.items():
            spec = self.vocabulary.facts.get("params." + name.replace("-", "_").replace(" ", "_"))
            if spec is not None:
                try:
                    found[spec.name] = read_fact(spec, value, self.vocabulary)[0]
                except FactError:  # what cannot be read stays unknown
                    continue
        return found


def contains(binding: Binding, others: tuple[Binding, ...]) -> bool:
    """Whether one of `others` says that material under the binding's license is in the node."""
    return any(b.license.id == binding.license.id and b.state in _CONTAINED for b in others)
