"""Bind: carry every license from its artefact along the stack.

Floor: solver; pure. The cost is linear in the stack for a fixed set of licenses: each node keeps,
for each license and origin, one binding of each state, the one with the shortest path; which
version it is, whether it lies beside others, and whether strangers drew it, are part of the state.
"""

from collections.abc import Mapping

from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import License
from licenseengine.solver.records import Binding, Elected, Problem
from licenseengine.stack.records import OWN, Artefact, Input

NOBODY = License(id="", name="no license", kind="open-source", clauses=())
_Key = tuple[str, str, str, str, bool, bool]
_OUTPUTS = frozenset({"output", "output-trained"})


def bind(problem: Problem, chosen: Mapping[str, Elected]) -> dict[str, tuple[Binding, ...]]:
    """The bindings of every node, under the branches `chosen` of their expressions."""
    reached: dict[str, tuple[Binding, ...]] = {}
    artefacts = {a.id: a for a in problem.artefacts}
    for artefact in problem.artefacts:
        found: dict[_Key, Binding] = {}
        for license_ in _own(artefact, problem, chosen):
            first = Binding(
                license_, artefact.id, artefact.id, "original", (artefact.id,), artefact.id
            )
            _keep(found, first)
        for entry in artefact.made.inputs if artefact.made else ():
            for binding in reached[entry.node]:
                _keep(found, _pass(binding, entry, artefact, artefacts, problem.vocabulary))
        reached[artefact.id] = tuple(found.values())
    return reached


def _own(
    artefact: Artefact, problem: Problem, chosen: Mapping[str, Elected]
) -> tuple[License, ...]:
    if artefact.made_by_us or artefact.license == OWN:
        return ()
    if artefact.id in problem.unlicensed:
        return (NOBODY,)
    elected = chosen.get(artefact.id)
    return elected.licenses if elected else ()


def _keep(found: dict[_Key, Binding], binding: Binding) -> None:
    if binding.state == "free":
        return
    key = (
        binding.license.id,
        binding.origin,
        binding.state,
        binding.holder,
        binding.within,
        binding.stranger,
    )
    if key not in found or len(binding.path) < len(found[key].path):
        found[key] = binding


def _pass(
    binding: Binding,
    entry: Input,
    artefact: Artefact,
    artefacts: Mapping[str, Artefact],
    vocabulary: Vocabulary,
) -> Binding:
    """The binding after the operation that made `artefact`."""
    assert artefact.made is not None  # noqa: S101 - it has inputs
    carried = vocabulary.roles(artefact.made.by)[entry.role]["carries"]
    if carried == "collected" and artefacts[binding.origin].kind == "service":
        carried = "output"
    state = vocabulary.carry(carried, binding.state)
    beside = carried == "collected"
    produced = carried in _OUTPUTS and binding.state not in _OUTPUTS
    distilled = state == "output-trained" and binding.state not in _OUTPUTS
    return Binding(
        license=binding.license,
        origin=binding.origin,
        node=artefact.id,
        state=state,
        path=(*binding.path, artefact.id),
        holder=binding.holder if beside else artefact.id,
        within=beside,
        stranger=binding.stranger or ((produced or distilled) and artefact.made.who == "upstream"),
    )
