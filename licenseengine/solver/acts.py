"""The acts of a plan: what each operation does to its inputs, and what the use does at the end.

Floor: solver; pure.
"""

from licenseengine.solver.context import Context
from licenseengine.solver.records import Act
from licenseengine.stack.records import Artefact

_PRODUCERS = frozenset({"model", "service", "adapter", "software"})


def planned_acts(context: Context) -> tuple[Act, ...]:
    """Every act of the operations that lead to the use, and of the use itself, in stack order."""
    problem = context.problem
    acts = []
    for artefact in problem.artefacts:
        if artefact.made is None or artefact.id not in context.needed:
            continue
        roles = context.vocabulary.roles(artefact.made.by)
        for entry in artefact.made.inputs:
            role, who = roles[entry.role], artefact.made.who
            acts += [Act(a, entry.node, artefact.id, who) for a in role["acts"]]
            acts += [
                Act(a, entry.node, artefact.id, who, on_output=True)
                for a in role.get("output_acts", ())
            ]
    for node in problem.of:
        artefact = context.artefacts[node]
        acts += [Act(a, node, node, on_output=_on_output(a, artefact)) for a in problem.do]
    return tuple(dict.fromkeys(acts))


def _on_output(action: str, artefact: Artefact) -> bool:
    """To publish the output of a model is no act on the model, but on what it produced."""
    return action == "publish-output" and artefact.kind in _PRODUCERS
