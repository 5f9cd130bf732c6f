"""The acts of a plan: what each operation does to its inputs, and what the use does at the end.

Floor: solver; pure.
"""

from licenseengine.solver.context import Context
from licenseengine.solver.records import Act

_PRODUCED_BY = {"model": "generate", "adapter": "generate", "service": "call", "software": "use"}


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
        for action in problem.do:
            produced = action == "publish-output" and artefact.kind in _PRODUCED_BY
            if (
                produced
            ):  # what is published must first be made: the model is run, the service called
                acts.append(Act(_PRODUCED_BY[artefact.kind], node, node))
            acts.append(Act(action, node, node, on_output=produced))
    return tuple(dict.fromkeys(acts))
