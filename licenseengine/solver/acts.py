"""The acts of a plan: what each operation does to its inputs, and what the use does at the end.

Floor: solver; pure.
"""

from licenseengine.language.facts import Facts, FactValue
from licenseengine.language.truth import Truth
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.solver.records import Act, Binding, Problem
from licenseengine.stack.records import Artefact

_CONTAINED = frozenset({"original", "converted", "changed", "linked-static", "linked-dynamic"})
_MODEL_ROLES = frozenset({"base", "models", "student", "source"})


def planned_acts(problem: Problem) -> tuple[Act, ...]:
    """Every act of the operations that lead to the use, and of the use itself, in stack order."""
    artefacts = {a.id: a for a in problem.artefacts}
    needed = ancestry(problem)
    acts = []
    for artefact in problem.artefacts:
        if artefact.made is None or artefact.id not in needed:
            continue
        roles = problem.vocabulary.roles(artefact.made.by)
        for entry in artefact.made.inputs:
            role = roles[entry.role]
            who = artefact.made.who
            acts += [Act(a, entry.node, artefact.id, who) for a in role["acts"]]
            acts += [Act(a, entry.node, artefact.id, who, on_output=True) for a in role.get("output_acts", ())]
    for node in problem.of:
        acts += [
            Act(a, node, node, on_output=_is_producer(a, artefacts[node]), of_use=True)
            for a in problem.do
        ]
    return tuple(dict.fromkeys(acts))


def _is_producer(action: str, artefact: Artefact) -> bool:
    return action == "publish-output" and artefact.kind in {"model", "service", "adapter", "software"}


def ancestry(problem: Problem) -> frozenset[str]:
    """The nodes from which the use is made, the used ones included."""
    artefacts = {a.id: a for a in problem.artefacts}
    found: set[str] = set()
    todo = list(problem.of)
    while todo:
        node = todo.pop()
        if node in found:
            continue
        found.add(node)
        made = artefacts[node].made
        todo += [entry.node for entry in made.inputs] if made else []
    return frozenset(found)


def act_facts(
    problem: Problem, act: Act, binding: Binding, reached: dict[str, tuple[Binding, ...]]
) -> Facts:
    """The facts of an act under a binding: those told, and those that the stack itself tells."""
    artefacts = {a.id: a for a in problem.artefacts}
    origin, node, result = (artefacts[n] for n in (binding.origin, act.node, act.result))
    holder = artefacts[binding.holder]
    told: dict[str, FactValue] = {
        "artefact.kind": origin.kind,
        "result.kind": result.kind,
        "plan.actions": frozenset(problem.do),
        "artefact.made_by_us": holder.made_by_us,
        "result.derivative": _contains(binding, reached[result.id]),
        "result.other_base": _other_base(binding, result, reached),
    }
    optional = {
        "artefact.class": origin.artefact_class or node.artefact_class,
        "result.class": result.artefact_class or _class_of(result, artefacts),
        "artefact.part": origin.part,
        "artefact.plan": origin.plan,
        "artefact.date": origin.date,
        "plan.release": result.release,
    }
    told.update({name: value for name, value in optional.items() if value is not None})
    told.update(_params(origin, problem.vocabulary))
    return problem.facts.telling(told)


def _class_of(artefact: Artefact, artefacts: dict[str, Artefact]) -> str | None:
    """A version that names no class has that of what it was made from."""
    seen = set()
    while artefact.artefact_class is None and artefact.made and artefact.id not in seen:
        seen.add(artefact.id)
        bases = [e.node for e in artefact.made.inputs if e.role in _MODEL_ROLES]
        if not bases:
            return None
        artefact = artefacts[bases[0]]
    return artefact.artefact_class


def _params(origin: Artefact, vocabulary: Vocabulary) -> dict[str, FactValue]:
    from licenseengine.language.facts import FactError, read_fact  # noqa: PLC0415 - rarely needed

    found: dict[str, FactValue] = {}
    for name, value in origin.params.items():
        spec = vocabulary.facts.get("params." + name.replace("-", "_").replace(" ", "_"))
        if spec is not None:
            try:
                found[spec.name] = read_fact(spec, value, vocabulary)[0]
            except FactError:
                continue
    return found


def _contains(binding: Binding, others: tuple[Binding, ...]) -> bool:
    return any(b.license.id == binding.license.id and b.state in _CONTAINED for b in others)


def _other_base(
    binding: Binding, result: Artefact, reached: dict[str, tuple[Binding, ...]]
) -> bool:
    if result.made is None:
        return False
    return any(
        not _contains(binding, reached[entry.node])
        for entry in result.made.inputs
        if entry.role in _MODEL_ROLES
    )


def truth_of(value: bool | None) -> Truth:  # noqa: FBT001 - the value itself
    """A plain answer as a truth."""
    return Truth.of(value)
