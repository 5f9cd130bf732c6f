"""The stack as a tree for a terminal: what is made at the root, what it was made from below.

Floor: report. Colour repeats what the words say.
"""

from rich.text import Text
from rich.tree import Tree

from licenseengine.compliance.records import Dossier
from licenseengine.report.audit_terminal import COLOURS
from licenseengine.report.graph.looks import LOOKS
from licenseengine.report.graph.picture import Arrow, Box, Picture, picture_of

_DASHED = "dim"


def stack_tree(dossier: Dossier) -> Tree:
    """The stack as a tree; what went into several things is told once and named again."""
    picture = picture_of(dossier)
    told: set[str] = set()
    if len(picture.sinks) == 1:
        (root,) = picture.sinks
        tree = Tree(_label(root, None))
        _grow(tree, root, picture, told)
        return tree
    tree = Tree(Text(picture.title, "bold"))
    for sink in picture.sinks:
        _grow(tree.add(_label(sink, None)), sink, picture, told)
    return tree


def _grow(tree: Tree, box: Box, picture: Picture, told: set[str]) -> None:
    told.add(box.id)
    for source, arrow in picture.inputs(box.id):
        again = source.id in told and any(picture.inputs(source.id))
        label = _label(source, arrow)
        if again:
            label.append(" (told above)", "dim italic")
        branch = tree.add(label, guide_style=_DASHED if source.option else "")
        if not again:
            _grow(branch, source, picture, told)


def _label(box: Box, arrow: Arrow | None) -> Text:
    """Level, name, what it is, its terms, and in which role it went in."""
    text = Text()
    text.append(f"{LOOKS[box.level].mark} {box.level} ", COLOURS[box.level])
    text.append(box.name, "italic" if box.option else "bold")
    text.append(f"  {box.what}", "dim")
    text.append(f"  {box.terms}", "cyan")
    if arrow is not None and not arrow.option:
        text.append(f"  as {arrow.role}", "dim")
    return text
