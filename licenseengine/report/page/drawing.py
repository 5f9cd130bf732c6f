"""The graph as the page's script draws it: boxes with their middles, arrows with their ways.

Floor: report. It lies as in the still picture, so that paper and screen show the same.
"""

from collections.abc import Iterable
from typing import Any

from licenseengine.report.graph.layout import HEIGHT, WIDTH, Layout, layout_of
from licenseengine.report.graph.looks import LOOKS
from licenseengine.report.graph.picture import Box, Picture
from licenseengine.report.page.records import BoxView


def graph_data(picture: Picture, views: Iterable[BoxView]) -> dict[str, Any]:
    """Boxes and arrows with their places, for the script."""
    layout = layout_of(picture)
    ways = zip(picture.arrows, layout.ways, strict=True)
    return {
        "card": {"width": WIDTH, "height": HEIGHT},
        "marks": {str(level): look.mark for level, look in LOOKS.items()},
        "nodes": [_node(box, view, layout) for box, view in zip(picture.boxes, views, strict=True)],
        "edges": [
            {
                "source": arrow.source,
                "target": arrow.target,
                "role": arrow.role,
                "option": arrow.option,
                "way": way,
            }
            for arrow, way in ways
        ],
    }


def _node(box: Box, view: BoxView, layout: Layout) -> dict[str, Any]:
    left, top = layout.corners[box.id]
    return {
        "id": box.id,
        "name": box.name,
        "kind": box.kind,
        "what": box.what,
        "terms": box.terms,
        "option": box.option,
        "role": view.role,
        "x": left + WIDTH / 2,
        "y": top + HEIGHT / 2,
    }
