"""The stack as a Mermaid flowchart, for Markdown that renders it.

Floor: report.
"""

from collections.abc import Iterator, Mapping

from licenseengine.compliance.records import Dossier
from licenseengine.report.audit_lines import shortened
from licenseengine.report.graph.looks import LOOKS, OTHER_KIND, TEXT
from licenseengine.report.graph.picture import Box, picture_of
from licenseengine.solver.records import Level

_NAME = 44
# The brackets that give a kind its outline.
_SHAPES: Mapping[str, tuple[str, str]] = {
    "model": ("(", ")"),
    "adapter": ("([", "])"),
    "dataset": ("[(", ")]"),
    "service": ("{{", "}}"),
    "software": ("[[", "]]"),
    "content": ("[", "]"),
    "output": (">", "]"),
    "index": ("[/", "/]"),
}
# Entities of Mermaid itself: what could end a label, open markup or start an entity, and backticks,
# which would end the fence of the Markdown around it.
_ENTITIES = {ord(c): f"#{ord(c)};" for c in '#&"<>`\\|{}[]()%*_~$'}


def stack_mermaid(dossier: Dossier) -> str:
    """The stack as the text of a Mermaid flowchart."""
    return "\n".join(_lines(dossier)) + "\n"


def _lines(dossier: Dossier) -> Iterator[str]:
    picture = picture_of(dossier)
    yield "flowchart LR"
    yield f"  accTitle: {_escaped(picture.title)}"
    yield from (f"  {_node(box)}" for box in picture.boxes)
    for arrow in picture.arrows:
        wire = "-.->" if arrow.option else "-->"
        yield f'  {arrow.source} {wire}|"{_escaped(shortened(arrow.role, _NAME))}"| {arrow.target}'
    for level, look in LOOKS.items():
        style = f"fill:{look.fill},stroke:{look.ink},color:{TEXT},stroke-width:{look.border:g}px"
        yield f"  classDef {level} {style}"
    yield from _classes(picture.boxes)


def _node(box: Box) -> str:
    opening, closing = _SHAPES.get(box.kind, _SHAPES[OTHER_KIND])
    rows = (
        f"{LOOKS[box.level].mark} {box.level}",
        f"<b>{_escaped(shortened(box.name, _NAME))}</b>",
        _escaped(shortened(box.what, _NAME)),
        _escaped(shortened(box.terms, _NAME)),
    )
    return f'{box.id}{opening}"{"<br>".join(rows)}"{closing}'


def _classes(boxes: tuple[Box, ...]) -> Iterator[str]:
    for level in Level:
        ids = [box.id for box in boxes if box.level is level]
        if ids:
            yield f"  class {','.join(ids)} {level}"
    options = [box.id for box in boxes if box.option]
    if options:
        yield "  classDef option stroke-dasharray:6 4"
        yield f"  class {','.join(options)} option"


def _escaped(text: str) -> str:
    return text.translate(_ENTITIES)
