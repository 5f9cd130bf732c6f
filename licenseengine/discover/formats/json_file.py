"""JSON files, with comments and trailing commas where people write them, and JSON lines.

The standard library's reader keeps no places, and evidence needs a line; hence this one.

Floor: discover.
"""

import json
import re
from bisect import bisect_right
from functools import partial

from licenseengine.discover.formats.structure import Builder, document
from licenseengine.discover.records import Document, Gap, Node, Place

_TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\\n]|\\.)*")|(?P<mark>[{}\[\],:])|(?P<word>[^\s{}\[\],:"/]+)|//[^\n]*|/\*.*?\*/|(?P<bad>["/])""",
    re.DOTALL,
)


def read(path: str, text: str) -> Document:
    """The statements of a JSON file; of a file that is none, those before the first fault."""
    roots, gaps = nodes(text, path)
    return document(path, "json", text, roots, gaps)


def nodes(
    text: str, path: str = "", first_line: int = 1
) -> tuple[tuple[Node, ...], tuple[Gap, ...]]:
    """The values of a text, one after the other, and what could not be read of it."""
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    place = partial(_place, starts, first_line)
    builder = Builder()
    depth = 0
    for token in _TOKEN.finditer(text):
        kind, at = token.lastgroup, token.start()
        if kind is None:  # a comment
            continue
        line, column = place(at)
        if kind == "bad":
            return builder.close(), (Gap("LE703", Place(path, line, column), "not JSON"),)
        if kind == "mark":
            mark = token[0]
            if mark in "{[":
                builder.begin(line, column, mapping=mark == "{")
                depth += 1
            elif mark in "}]":
                if depth == 0:
                    return builder.close(), (Gap("LE703", Place(path, line, column), "not JSON"),)
                builder.end()
                depth -= 1
        elif builder.wants_key:
            builder.key(_string(token[0]) if kind == "string" else token[0], line)
        elif kind == "string":
            builder.add(Node(line, column, _string(token[0])))
        else:
            builder.add(Node(line, column, None if token[0] == "null" else token[0]))
        if builder.is_full:
            said = "too large or too deep: the rest was not read"
            return builder.close(), (Gap("LE704", Place(path, line, column), said),)
    if depth:
        return builder.close(), (Gap("LE703", Place(path, len(starts)), "ends in the middle"),)
    return builder.close(), ()


def _place(starts: list[int], first_line: int, offset: int) -> tuple[int, int]:
    row = bisect_right(starts, offset) - 1
    return row + first_line, offset - starts[row] + 1


def _string(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    try:
        return str(json.loads(token, strict=False))
    except ValueError:
        return token[1:-1]
