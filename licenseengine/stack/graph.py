"""The stack as a directed graph: order, sinks, cycles.

Floor: stack; the only home of networkx, which is imported when a stack has more than one node.
Edges run from what goes in to what comes out.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from licenseengine.errors import Diagnostic, Span, StackError
from licenseengine.stack.records import Artefact, Stack

if TYPE_CHECKING:
    import networkx as nx


def to_graph(stack: Stack) -> "nx.DiGraph[str]":
    """The stack as a networkx graph; edges carry ``role`` and ``by``, nodes their ``artefact``."""
    import networkx as nx  # noqa: PLC0415 - a fifth of a second, and one node needs no graph

    graph: nx.DiGraph[str] = nx.DiGraph()
    for artefact in stack.artefacts:
        graph.add_node(artefact.id, artefact=artefact)
    for artefact in stack.artefacts:
        if artefact.made:
            for entry in artefact.made.inputs:
                graph.add_edge(entry.node, artefact.id, role=entry.role, by=artefact.made.by)
    return graph


def order(stack: Stack, places: Mapping[str, Span] | None = None) -> tuple[Artefact, ...]:
    """The artefacts so that each comes after what it was made from, else in the order given.

    Args:
        stack: the artefacts and how they were made.
        places: where each artefact stands in its file, for complaints.

    Raises:
        StackError: LE405, the stack runs in a circle; the message names it.
    """
    if not any(a.made and a.made.inputs for a in stack.artefacts):
        return stack.artefacts
    import networkx as nx  # noqa: PLC0415 - as above

    graph = to_graph(stack)
    place = {artefact.id: i for i, artefact in enumerate(stack.artefacts)}
    try:
        names = list(nx.lexicographical_topological_sort(graph, key=lambda n: place[n]))
    except nx.NetworkXUnfeasible:
        circle = nx.find_cycle(graph)
        way = " → ".join([*(edge[0] for edge in circle), circle[0][0]])
        said = f"the stack runs in a circle: {way}"
        remedy = "a thing cannot be made from itself: mend one `made.from`"
        place_of = (places or {}).get(circle[0][0], Span("<stack>"))
        raise StackError([Diagnostic("LE405", place_of, said, None, remedy)]) from None
    return tuple(stack.artefacts[place[name]] for name in names)


def sinks(stack: Stack) -> tuple[str, ...]:
    """The ids of artefacts that nothing is made from: what a use speaks of when it names none."""
    used = {entry.node for a in stack.artefacts if a.made for entry in a.made.inputs}
    return tuple(a.id for a in stack.artefacts if a.id not in used)
