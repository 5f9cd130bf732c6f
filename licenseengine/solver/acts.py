"""The acts of a plan: what each operation does to its inputs, and what the use does at the end.

Floor: solver; pure.
"""

from licenseengine.solver.context import Context
from licenseengine.solver.records import Act

# What is published must first be made, and a product that offers a service calls it: such plans
# include the act by which it is made.
_OFFERED = frozenset({"host", "distribute"})
PRODUCED_BY = {"model": "generate", "adapter": "generate", "service": "call", "software": "use"}


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
        kind = context.artefacts[node].kind
        for action in problem.do:
            produced = action == "publish-output" and kind in PRODUCED_BY
            if produced or (kind == "service" and action in _OFFERED):
                acts.append(Act(PRODUCED_BY[kind], node, node))
            acts.append(Act(action, node, node, on_output=produced))
    return tuple(dict.fromkeys(acts))
