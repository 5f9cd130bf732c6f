"""The stack as a graph in DOT, for Graphviz and what reads its language.

Floor: report.
"""

from collections.abc import Iterator, Mapping

from licenseengine.compliance.records import Dossier
from licenseengine.report.audit_lines import shortened
from licenseengine.report.graph.looks import LOOKS, MUTED, OTHER_KIND, TEXT, WIRE
from licenseengine.report.graph.picture import Arrow, Box, picture_of

_NAME = 44
_SHAPES: Mapping[str, str] = {
    "model": "box",
    "adapter": "octagon",
    "dataset": "cylinder",
    "service": "hexagon",
    "software": "component",
    "content": "note",
    "output": "cds",
    "index": "parallelogram",
}


def stack_dot(dossier: Dossier) -> str:
    """The stack as the text of a DOT graph."""
    return "\n".join(_lines(dossier)) + "\n"


def _lines(dossier: Dossier) -> Iterator[str]:
    picture = picture_of(dossier)
    yield "digraph stack {"
    title = _quoted(picture.title)
    yield f'  graph [rankdir=LR, label={title}, labelloc=t, fontname="sans-serif"];'
    yield f'  node [fontname="sans-serif", fontsize=11, fontcolor="{TEXT}", margin="0.2,0.08"];'
    yield (
        f'  edge [fontname="sans-serif", fontsize=9, fontcolor="{MUTED}", color="{WIRE}",'
        " arrowsize=0.7];"
    )
    yield from (f"  {_node(box)}" for box in picture.boxes)
    yield from (f"  {_edge(arrow)}" for arrow in picture.arrows)
    yield "}"


def _node(box: Box) -> str:
    look = LOOKS[box.level]
    shape = _SHAPES.get(box.kind, _SHAPES[OTHER_KIND])
    style = "filled,dashed" if box.option else "filled"
    rows = (f"{look.mark} {box.level}", box.name, box.what, box.terms)
    label = "\\n".join(_escaped(shortened(row, _NAME)) for row in rows)
    return (
        f'{box.id} [label="{label}", tooltip={_quoted(box.name)}, shape={shape}, style="{style}",'
        f' fillcolor="{look.fill}", color="{look.ink}", penwidth={look.border:g}];'
    )


def _edge(arrow: Arrow) -> str:
    dashed = ", style=dashed" if arrow.option else ""
    role = _quoted(shortened(arrow.role, _NAME))
    return f"{arrow.source} -> {arrow.target} [label={role}{dashed}];"


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """Text inside of quotes: Graphviz reads escapes after a backslash, and entities after `&`."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
