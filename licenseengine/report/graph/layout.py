"""Where boxes and arrows lie: layers from what goes in on the left to what comes out on the right.

Floor: report; the only home of graphlay, a layered layout engine (docs/reports.md tells why).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from licenseengine.errors import Diagnostic, Span, StackError
from licenseengine.report.graph.picture import Picture

WIDTH, HEIGHT = 264.0, 72.0
_OPTIONS: Mapping[str, Mapping[str, object] | str] = {
    "direction": "leftright",
    # Arrows into one box join on their way: sixty parts of a program make one trunk.
    "routing": {"merge_edges": "joins", "port_sides": "facing_only"},
    "spacing": {"layer_gap": 96.0, "node_gap": 16.0, "dummy_gap": 16.0},
}

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """The top left corner of each box by its id, the way of each arrow, and the size of it all."""

    corners: Mapping[str, Point]
    ways: tuple[tuple[Point, ...], ...]
    width: float
    height: float


def layout_of(picture: Picture) -> Layout:
    """Lay a picture out; the same picture always lies in the same way.

    Raises:
        StackError: LE707, graphlay is not installed.
    """
    if not picture.boxes:
        return Layout({}, (), 0, 0)
    found = _lay(picture)
    least = found["bounds"]["min"]
    left, top = least["x"], least["y"]
    centres = (node["center"] for node in found["nodes"])
    corners = {
        box.id: (_even(c["x"] - WIDTH / 2 - left), _even(c["y"] - HEIGHT / 2 - top))
        for box, c in zip(picture.boxes, centres, strict=True)
    }
    ways = tuple(
        tuple((_even(p["x"] - left), _even(p["y"] - top)) for p in edge["points"])
        for edge in found["edges"]
    )
    most = found["bounds"]["max"]
    return Layout(corners, ways, math.ceil(most["x"] - left), math.ceil(most["y"] - top))


def _lay(picture: Picture) -> Mapping[str, Any]:
    try:
        import graphlay  # noqa: PLC0415 - an extra, only for pictures
    except ImportError:
        said = "a picture of the stack needs graphlay, which is not installed"
        mend = "install licenseengine with its extra `reports`"
        raise StackError([Diagnostic("LE707", Span("<command>"), said, None, mend)]) from None
    graph = graphlay.Graph()
    for box in picture.boxes:
        graph.node(box.id, width=WIDTH, height=HEIGHT)
    for arrow in picture.arrows:
        graph.edge(arrow.source, arrow.target)
    laid: Mapping[str, Any] = graphlay.layout(graph, options=_OPTIONS).to_dict()
    return laid


def _even(number: float) -> float:
    """Half pixels are enough, and read well."""
    return round(number * 2) / 2 + 0.0
