"""Notebooks: their cells of code as one Python file, each line with its place in the notebook.

Read as JSON with places, so that a finding points at a line of the file; `nbformat` keeps none.
Outputs and attachments are never looked at.

Floor: discover.
"""

import ast
import warnings
from dataclasses import replace

from licenseengine.discover.formats import json_file, python
from licenseengine.discover.records import Document, Gap, Node, Statement


def read(path: str, text: str, callers: frozenset[str] = frozenset()) -> Document:
    """The statements of all code cells that can be read, and the commands that they start."""
    roots, gaps = json_file.nodes(text, path)
    cells = roots[0].get("cells") if roots else None
    if cells is None and roots and (sheets := roots[0].get("worksheets")) is not None:
        cells = sheets.items[0].get("cells") if sheets.items else None
    code: list[str] = []
    lines: list[int] = []
    commands: list[Statement] = []
    for cell in (cells.items or ()) if cells else ():
        if cell.said("cell_type") != "code":
            continue
        rows = _rows(cell)
        plain = [(r if not _is_magic(r) else "", n) for r, n in rows]
        commands += _commands(rows)
        if _parses("\n".join(r for r, _ in plain)):
            code += [r for r, _ in plain]
            lines += [n for _, n in plain]
    found = python.read(path, "\n".join(code), callers)
    placed = tuple(_placed(s, lines) for s in found.statements)
    module = replace(found.module, is_script=True) if found.module else None
    own: tuple[Gap, ...] = tuple(g for g in gaps if g.code == "LE704" or not cells)
    return Document(path, "python", text, (*placed, *commands), module=module, gaps=own)


def _rows(cell: Node) -> list[tuple[str, int]]:
    source = cell.get("source") or cell.get("input")
    if source is None:
        return []
    if source.text is not None:
        return [(row, source.line) for row in source.text.split("\n")]
    return [
        (row, item.line)
        for item in source.items or ()
        for row in (item.text or "").rstrip("\n").split("\n")
    ]


def _is_magic(row: str) -> bool:
    return row.lstrip().startswith(("!", "%", "?"))


def _commands(rows: list[tuple[str, int]]) -> list[Statement]:
    from licenseengine.discover.formats.shell import commands  # noqa: PLC0415 - only for cells that start programs

    found: list[Statement] = []
    for row, line in rows:
        if row.lstrip().startswith("!"):
            found += commands(row.lstrip()[1:], line)
    return found


def _parses(code: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _placed(statement: Statement, lines: list[int]) -> Statement:
    if 0 < statement.line <= len(lines):
        return replace(statement, line=lines[statement.line - 1], column=1)
    return statement
