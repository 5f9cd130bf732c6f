"""YAML files, as they are found: several documents, anchors, templates in them.

Floor: discover.
"""

import re

from licenseengine.discover.formats.structure import Builder, document
from licenseengine.discover.records import Document, Gap, Node, Place, Statement
from licenseengine.errors import ReadError
from licenseengine.language.loose_yaml import events

_PAIR = re.compile(
    r"""^(?P<lead>\s*(?:-\s+)?)(?P<key>[A-Za-z_][\w.-]{0,80}):\s+(?P<quote>["']?)(?P<value>[^\s"'#{}\[\]|>&*][^"'#{}\n]{0,300}?)(?P=quote)\s*(?:\#.*)?$"""
)


def read(path: str, text: str) -> Document:
    """The statements of a YAML file.

    A file that is no YAML, such as a template of YAML, is read line by line for plain
    ``key: value`` pairs; a gap says so.
    """
    roots, gaps = nodes(text, path=path)
    found = document(path, "yaml", text, roots, gaps)
    if not any(gap.code == "LE703" for gap in gaps):
        return found
    known = {s.line for s in found.statements}
    pairs = tuple(s for s in _pairs(text) if s.line not in known)
    return Document(path, "yaml", text, (*found.statements, *pairs), roots, gaps=found.gaps)


def nodes(
    text: str, first_line: int = 1, path: str = ""
) -> tuple[tuple[Node, ...], tuple[Gap, ...]]:
    """The documents of a YAML text, and what could not be read of it.

    An alias gives the very node that it stands for, which is not copied; whoever walks the nodes
    sets a limit on how many are visited.

    Args:
        text: one or several documents.
        first_line: the line of the file on which the text begins.
        path: of the file, for gaps.
    """
    builder = Builder()
    anchors: dict[str, Node] = {}
    named: list[str | None] = []
    more = first_line - 1
    try:
        for event in events(text, path):
            line = event.line + more
            if event.kind in {"mapping", "sequence"}:
                if builder.wants_key:
                    builder.key("?", line)
                builder.begin(line, event.column, mapping=event.kind == "mapping")
                named.append(event.anchor)
            elif event.kind == "end":
                node, anchor = builder.end(), named.pop()
                if node is not None and anchor:
                    anchors[anchor] = node
            elif event.kind == "scalar":
                if builder.wants_key:
                    builder.key(event.text or "", line)
                    continue
                node = Node(line, event.column, event.text)
                builder.add(node)
                if event.anchor:
                    anchors[event.anchor] = node
            elif event.kind == "alias":
                if builder.wants_key:
                    builder.key("*", line)
                    continue
                builder.add(anchors.get(event.anchor or "") or Node(line, event.column))
            if builder.is_full:
                said = "too large or too deep: the rest was not read"
                return builder.close(), (Gap("LE704", Place(path, line), said),)
    except ReadError as error:
        at = error.diagnostics[0]
        place = Place(path, at.span.line + more, at.span.column)
        return builder.close(), (Gap("LE703", place, f"not YAML: {at.message}"),)
    return builder.close(), ()


def _pairs(text: str) -> list[Statement]:
    found = []
    for number, row in enumerate(text.split("\n"), 1):
        if len(row) < 400 and (pair := _PAIR.match(row)):  # noqa: PLR2004 - no setting is longer
            column = pair.start("value") + 1
            found.append(Statement(pair["value"].strip(), number, column, (pair["key"],)))
    return found
