"""Lines of a report about files that nobody vouches for, shown safely wherever they are read.

A line is a sequence of pieces: plain words, names out of scanned files, and verdict words. Each
form shows the pieces in its own way: a name cannot leave its place by escapes, markup or HTML.

Floor: report.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from licenseengine.discover.records import Place
from licenseengine.errors import printable
from licenseengine.solver.records import Level

WORDS = {
    Level.PERMITTED: "yes",
    Level.CONDITIONAL: "if",
    Level.REVIEW: "review",
    Level.PROHIBITED: "no",
}
_MARKUP = re.compile(r"([\\`*_\[\]<>|~$])")
_LINKS = ("@", "://", "www.")
_LONGEST = 240


class Name(str):
    """A name out of a scanned file, shown as it is and never as markup."""

    __slots__ = ()


class Code(Name):
    """A word of a language or a name inside a sentence; in plain text it has backticks."""

    __slots__ = ()


Piece = str | Name | Level
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, its rows, and the rows that sum it up."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    sums: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """An entry of a list with entries below it."""

    head: Line
    below: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A headed list."""

    title: str
    entries: tuple[Line | Group, ...]

    def lines(self) -> Iterator[tuple[int, Line]]:
        """Each line with its depth, 0 or 1."""
        for entry in self.entries:
            if isinstance(entry, Group):
                yield 0, entry.head
                yield from ((1, line) for line in entry.below)
            else:
                yield 0, entry


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report says, before it is put into a form."""

    answer: Line
    level: Level
    asides: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    sections: tuple[Section, ...] = field(default=())
    closing: str = ""


def place_text(place: Place) -> Name:
    """A place as people and editors write it: file and line."""
    return Name(f"{place.file}:{place.line}")


def joined(parts: Iterable[Line], between: str = ", ") -> Line:
    """Lines put into one, with something between them."""
    pieces: list[Piece] = []
    for part in parts:
        if pieces:
            pieces.append(between)
        pieces += part
    return tuple(pieces)


def said(text: str) -> Line:
    """A sentence whose parts in backticks are shown as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return (text,)
    return tuple(Code(p) if n % 2 else p for n, p in enumerate(parts) if p)


def plain(line: Sequence[Piece]) -> str:
    """A line for a pipe: one row, control characters spelled out."""
    return "".join(plain_piece(piece) for piece in line)


def plain_piece(piece: Piece) -> str:
    """A piece as plain text."""
    text = printable(str(piece))
    if isinstance(piece, Name):
        text = shortened(text, _LONGEST)
    return f"`{text}`" if isinstance(piece, Code) else text


def shortened(text: str, width: int, head: float = 0.4) -> str:
    """A text that has at most a width, without its middle where it is longer.

    The owner of ``owner/name`` is cut first, as the name tells more.

    Args:
        text: what is shortened.
        width: how much may stay.
        head: the part of the width that the beginning takes.
    """
    if len(text) <= width:
        return text
    owner, slash, name = text.partition("/")
    if slash and len(name) + 5 <= width <= len(text) and "/" not in name:
        return f"{owner[: width - len(name) - 2]}…/{name}"
    first = max(1, int((width - 1) * head))
    return f"{text[:first]}…{text[len(text) - (width - 1 - first) :]}"


def in_markdown(line: Sequence[Piece], *, cell: bool = False, strong: bool = False) -> str:
    """A line for Markdown: names as code, verdicts bold, everything else as it is.

    Args:
        line: the pieces.
        cell: whether it stands in a table, where a bar ends a cell even inside of code.
        strong: whether all of it will be bold.
    """
    shown = []
    for piece in line:
        if isinstance(piece, Level):
            shown.append(str(piece) if strong else f"**{piece}**")
        elif isinstance(piece, Name):
            shown.append(code(piece, cell=cell))
        else:
            shown.append(escaped(piece, cell=cell))
    return "".join(shown)


def escaped(text: str, *, cell: bool = False) -> str:
    """Text that Markdown shows as it is: no markup, no HTML, no link, nobody called."""
    return "".join(
        code(word, cell=cell) if any(mark in word for mark in _LINKS) else _escaped(word)
        for word in re.split(r"(\s+)", text)
    )


def _escaped(text: str) -> str:
    marked = _MARKUP.sub(r"\\\1", printable(text).replace("&", "&amp;"))
    return marked.replace("\\|", "&#124;")  # the same


def code(name: str, *, cell: bool = False) -> str:
    """A name as a code span, whose fence is longer than any run of backticks in the name."""
    shown = shortened(printable(name), _LONGEST)
    if cell and "|" in shown:  # some readers end a cell at a bar that is escaped inside of code
        return "&#124;".join(_span(part) for part in shown.split("|"))
    return _span(shown)


def _span(shown: str) -> str:
    if not shown.strip():
        return shown
    runs = {len(run) for run in re.findall(r"`+", shown)}
    fence = "`" * next(n for n in range(1, len(runs) + 2) if n not in runs)
    space = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{space}{shown}{space}{fence}"
