"""Notebooks: their cells of code as one Python file, each line with its place in the notebook.

Read as JSON with places, so that a finding points at a line of the file; `nbformat` keeps none.
Outputs and attachments are passed over.

Floor: discover.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from licenseengine.discover.formats import json_file, python
from licenseengine.discover.formats.magics import Row, parses, plain, width
from licenseengine.discover.records import Document, Gap, Node, Place, Statement

_PASSED_OVER = frozenset({"outputs", "attachments", "widgets"})
_MOST = 200_000  # lines of code
_NO_PYTHON = "a cell that is not Python as this version reads it"
_NOWHERE = Row("", 1)


def read(path: str, text: str, callers: frozenset[str] = frozenset()) -> Document:
    """The statements of all code cells that can be read, and the commands that they start.

    Args:
        path: relative to the folder scanned.
        text: of the file.
        callers: last names of functions and classes whose calls are told even without a text.
    """
    cells, gaps = _cells(path, text)
    commands: list[Statement] = []
    codes: list[list[Row]] = []
    for cell in cells:
        code, started = plain(cell)
        commands += started
        codes.append(code)
    found = python.read(path, _joined(codes), callers)
    if any(gap.code == "LE703" for gap in found.gaps):
        faulty = [code[0].line for code in codes if not parses(code)]
        codes = [code for code in codes if parses(code)]
        found = python.read(path, _joined(codes), callers)
        gaps = (*gaps, *(Gap("LE703", Place(path, line), _NO_PYTHON) for line in faulty))
    rows = [row for code in codes for row in code]
    placed = [_placed(statement, rows) for statement in found.statements]
    inner = (replace(g, place=Place(path, _row(g.place.line, rows).line)) for g in found.gaps)
    return Document(
        path,
        "python",
        _by_line(row for cell in cells for row in cell),
        (*placed, *commands),
        module=replace(found.module, is_script=True) if found.module else None,
        gaps=(*gaps, *inner),
    )


def _cells(path: str, text: str) -> tuple[list[list[Row]], tuple[Gap, ...]]:
    """The code cells of a notebook of Python, and what of it was not read."""
    roots, gaps = json_file.nodes(text, path, skip=_PASSED_OVER)
    cells: list[list[Row]] = []
    count = 0
    for source in _sources(roots[0]) if roots and _is_python(roots[0]) else ():
        cells.append(_rows(source, _MOST - count))
        count += len(cells[-1])
        if count >= _MOST:
            gap = Gap("LE704", Place(path, source.line), "too much code: the rest was not read")
            return cells, (*gaps, gap)
    return cells, gaps


def _is_python(root: Node) -> bool:
    """Whether the notebook is of Python, or does not say what it is of."""
    language = (
        root.said("metadata", "kernelspec", "language")
        or root.said("metadata", "language_info", "name")
        or "python"
    )
    return "python" in language.casefold()


def _sources(root: Node) -> Iterator[Node]:
    """The texts of code cells; in notebooks of the third version they stand on sheets."""
    sheets = root.get("worksheets")
    for sheet in (root, *((sheets.items or ()) if sheets else ())):
        listed = sheet.get("cells")
        for cell in (listed.items or ()) if listed else ():
            source = cell.get("source") or cell.get("input")
            if cell.said("cell_type") == "code" and source is not None:
                yield source


def _rows(source: Node, most: int) -> list[Row]:
    """The lines of a cell, up to a limit: a list with a text for each, or one text with all."""
    found: list[Row] = []
    for part in (source,) if source.items is None else source.items:
        column = part.column + 1
        text = part.text or ""
        for row in (text if source.items is None else text.removesuffix("\n")).split("\n"):
            found.append(Row(row, part.line, column))
            column += width(row) + len("\\n")
            if len(found) >= most:
                return found
    return found


def _joined(cells: Iterable[list[Row]]) -> str:
    return "\n".join([row.text for cell in cells for row in cell])


def _by_line(rows: Iterable[Row]) -> str:
    """The code as a text with every row on the line where the file has it."""
    lines: dict[int, list[str]] = {}
    for row in rows:
        lines.setdefault(row.line, []).append(row.text)
    return "\n".join(["  ".join(lines.get(at, ())) for at in range(1, max(lines, default=0) + 1)])


def _placed(statement: Statement, rows: list[Row]) -> Statement:
    line, column = _row(statement.line, rows).place(statement.column)
    return replace(statement, line=line, column=column)


def _row(number: int, rows: list[Row]) -> Row:
    return rows[number - 1] if 0 < number <= len(rows) else _NOWHERE
