"""Where in a JavaScript file something may be stated, found without looking at its syntax.

Floor: discover.
"""

import re
from collections.abc import Iterator

from tree_sitter import Node

# Names of constants that hold texts, or tables of them; and of fields that do.
_CONSTANT = re.compile(
    rb"\b(?:const|static|readonly|enum)\s+([A-Za-z_$][\w$]{0,80})[^=\n{]{0,80}(?:[={]\s{0,80}"
    rb"[\"'`{]|=\s{0,80}[A-Za-z_][\w.]{0,80}\s?(?:\+|\|\||\?\?)|\{)"
)
_FIELD = re.compile(
    rb"(?:^|[{;])[ \t]{0,40}(?:\w{1,40}[ \t]+){0,3}#?([A-Za-z_$][\w$]{0,80})[ \t]?"
    rb"(?::[^=\n]{0,80})?=[ \t]?[\"'`]",
    re.MULTILINE,
)
_ALWAYS = rb"""["'`]|\bnew\b|[Mm]odel|MODEL|pretrained"""
_MOST_CONSTANTS = 2_000
_MOST_STEPS = 10_000


def places(source: bytes) -> Iterator[int]:
    """Where quotes stand, classes are called, and names of constants or models are used."""
    found_names = {found[1] for found in _CONSTANT.finditer(source)}
    found_names.update(found[1] for found in _FIELD.finditer(source))
    names = sorted(found_names)[:_MOST_CONSTANTS]
    pattern = _ALWAYS
    if names:
        pattern += rb"|\b(?:" + b"|".join(re.escape(name) for name in names) + rb")\b"
    return (found.start() for found in re.finditer(pattern, source))


def fault_in(root: Node) -> int:
    """The line of the first part that is not understood; 0 where all is."""
    if not root.has_error:
        return 0
    node = root
    for _ in range(_MOST_STEPS):
        if node.is_error or node.is_missing:
            break
        child = next((child for child in node.children if child.has_error), None)
        if child is None:
            break
        node = child
    return node.start_point.row + 1
