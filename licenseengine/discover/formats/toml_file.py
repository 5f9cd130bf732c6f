"""TOML files: read by the standard library, each value then looked up for its place.

Floor: discover.
"""

import re
import tomllib
from typing import Any

from licenseengine.discover.formats.structure import document
from licenseengine.discover.records import Document, Gap, Node, Place

MAX_DEPTH = 40


def read(path: str, text: str) -> Document:
    """The statements of a TOML file; a file that is none gives a gap."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        said = f"not TOML: {error}"
        return document(path, "toml", text, (), (Gap("LE703", Place(path), said),))
    return document(path, "toml", text, (_node(data, _Lines(text), 0),))


class _Lines:
    """Where values stand: tables are searched by their header, values from there by key and text."""

    def __init__(self, text: str) -> None:
        self.rows = text.split("\n")
        self.heads: dict[str, list[int]] = {}
        for number, row in enumerate(self.rows):
            if found := re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", row):
                name = found[1].replace('"', "").replace("'", "")
                self.heads.setdefault(name, []).append(number)

    def find(self, keys: tuple[str, ...], text: str, after: int) -> tuple[int, int]:
        """Line and column of a value, from 1: the first row past `after` that holds it."""
        for number in range(max(after, 0), len(self.rows)):
            column = self.rows[number].find(text) if text else -1
            if column >= 0:
                return number + 1, column + 1
        return max(after, 0) + 1, 1

    def head(self, keys: tuple[str, ...], nth: int = 0) -> int | None:
        """The row of a table's header."""
        rows = self.heads.get(".".join(keys), [])
        return rows[nth] if nth < len(rows) else None

    def key(self, key: str, after: int) -> int:
        """The row of a key, past `after`; `after` itself when there is none."""
        pattern = re.compile(
            rf"""\s*["']?{re.escape(key)}["']?\s*[=.]|.*[{{,]\s*{re.escape(key)}\s*="""
        )
        for number in range(max(after, 0), len(self.rows)):
            if pattern.match(self.rows[number]):
                return number
        return after


def _node(value: Any, lines: _Lines, after: int, keys: tuple[str, ...] = ()) -> Node:  # noqa: ANN401 - TOML of any shape
    if len(keys) > MAX_DEPTH:
        return Node(after + 1, 1)
    if isinstance(value, dict):
        entries = []
        for key, inner in value.items():
            path = (*keys, key)
            head = lines.head(path)
            start = head if head is not None else lines.key(key, after)
            entries.append((key, _node(inner, lines, start, path)))
        return Node(after + 1, 1, entries=tuple(entries))
    if isinstance(value, list):
        items = []
        for nth, inner in enumerate(value):
            head = lines.head(keys, nth)
            items.append(_node(inner, lines, head if head is not None else after, keys))
            after = items[-1].line - 1
        return Node(after + 1, 1, items=tuple(items))
    text = str(value).lower() if isinstance(value, bool) else str(value)
    line, column = lines.find(keys, text.split("\n", 1)[0], after)
    return Node(line, column, text)
