"""Cells of notebooks: what in them is Python, what a command of the shell, what a magic word.

Floor: discover.
"""

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from licenseengine.discover.formats.shell import commands
from licenseengine.discover.records import Statement

_SHELLS = frozenset({"bash", "sh", "zsh", "shell", "system", "sx", "script", "cmd", "!"})
_PYTHONS = frozenset({"time", "timeit", "capture", "prun", "memit", "python", "python3", "debug"})
_SETTERS = frozenset({"env", "set_env"})
_STARTERS = {"run": "python"}
_CELL = re.compile(r"\s*%%(?P<name>!|\w+)[ \t]*(?P<rest>.*)")
_LINE = re.compile(r"(?P<lead>[ \t]*)(?:[\w., \t]+=[ \t]*)?(?P<mark>!!?|%)[ \t]*(?P<rest>.*)")
_WORD = re.compile(r"(?P<name>\w*)[ \t]*(?:-\w+[ \t]*\d*[ \t]+)*(?P<rest>.*)")
_COSTLY = 10**8
_HELP = re.compile(r"\s*(?:\?.*|[\w.]+\?\??)\s*")


class Row(NamedTuple):
    """A line of a cell, and where its text begins in the file of the notebook."""

    text: str
    line: int
    column: int = 1

    def place(self, column: int) -> tuple[int, int]:
        """Line and column in the file of what stands at a column of the row."""
        before = self.text[: column - 1]
        return self.line, self.column + width(before)


def width(text: str) -> int:
    """How many characters a text takes in JSON."""
    return len(text) + text.count('"') + text.count("\\") + text.count("\t") + text.count("\n")


def parses(rows: Sequence[Row]) -> bool:
    """Whether rows are Python as this version reads it; False for what it would take long over."""
    text = "\n".join([row.text for row in rows])
    if text.count("{") * len(text) > _COSTLY:  # before 3.12, if all were one text put together
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def plain(rows: Sequence[Row]) -> tuple[list[Row], list[Statement]]:
    """The Python of a cell, all else made blank, and the statements of the commands in it."""
    rows = list(rows)
    first = next((at for at, row in enumerate(rows) if row.text.strip()), 0)
    cell = _CELL.match(rows[first].text) if rows else None
    if cell is None:
        return _by_line(rows)
    rest = rows[first + 1 :]
    if cell["name"] in _PYTHONS:
        return _by_line(rest)
    if cell["name"] in _SHELLS:
        return [], list(_commands([row.text for row in rest], rest))
    return [], list(_commands([f"{cell['name']} {cell['rest']}"], rows[first:]))


def _by_line(rows: list[Row]) -> tuple[list[Row], list[Statement]]:
    """The rows with what is no Python left out; only where the cell is no Python as it is."""
    if not any(_LINE.match(row.text) or _HELP.fullmatch(row.text) for row in rows) or parses(rows):
        return rows, []
    code: list[Row] = []
    found: list[Statement] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        end = at + 1
        magic = _LINE.match(row.text)
        if magic is not None:
            while end < len(rows) and rows[end - 1].text.endswith("\\"):
                end += 1
            line, command = _magic(magic)
            more = [r.text for r in rows[at + 1 : end]]
            found += _commands([command, *more], rows[at:end]) if command else ()
            code.append(Row(line, row.line, row.column + len(row.text) - len(line)))
            code += [r._replace(text="" if command else r.text) for r in rows[at + 1 : end]]
        else:
            code.append(row._replace(text="") if _HELP.fullmatch(row.text) else row)
        at = end
    return code, found


def _magic(found: re.Match[str]) -> tuple[str, str]:
    """What a line with a magic word is as Python, and as a command; empty for no command."""
    lead, rest = found["lead"], found["rest"]
    word = _WORD.match(rest) if found["mark"] == "%" else None
    if word is None:
        return f"{lead}pass", rest
    if word["name"] in _PYTHONS:
        return lead + (word["rest"] or "pass"), ""
    if word["name"] in _SETTERS:
        name, _, value = word["rest"].replace("=", " ", 1).partition(" ")
        return f"{lead}pass", f"export {name}='{value.strip()}'"
    started = _STARTERS.get(word["name"], word["name"])
    return f"{lead}pass", f"{started} {rest[len(word['name']) :].strip()}"


def _commands(texts: Sequence[str], rows: Sequence[Row]) -> Iterator[Statement]:
    """The statements of commands, each at its place in the file; `texts` are of the rows."""
    for statement in commands("\n".join(texts), 1):
        row = rows[min(statement.line, len(rows)) - 1]
        line, column = row.place(row.text.find(statement.value) + 1)
        yield replace(statement, line=line, column=column)
