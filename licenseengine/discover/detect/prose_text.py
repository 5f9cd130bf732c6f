"""Running text as paragraphs that keep their places: of Markdown, and of comments at a file's head.

Floor: discover.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

HEAD = 40
MAX_ROWS = 20_000
LONGEST = 2_000
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(?P<title>.*?)[\s#]*$")
_UNDERLINE = re.compile(r"^(?:=+|-{3,}|~{3,})\s*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
_TABLE = re.compile(r"^\s*\||\|.*\||^\.\. ")
_COMMENT = re.compile(r"^\s*(?:#(?!!)+|//+|/\*+|\*(?!/)|;+|--+|<!--)(?P<text>.*)$")
_ENDING = re.compile(r"\s*(?:\*/|-->)?\s*$")
_DOC = re.compile(r"""^(?P<quote>\"{3}|'{3})""")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph on one line, and where each of its rows stands: offset, line, column."""

    text: str
    rows: tuple[tuple[int, int, int], ...]
    is_heading: bool = False

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, from 1."""
        start, line, column = self.rows[bisect_right(self.rows, (offset, 2**31, 0)) - 1]
        return line, column + offset - start


class _Rows:
    """Rows that come together to a paragraph."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.places: list[tuple[int, int, int]] = []
        self.size = 0

    def add(self, text: str, line: int, column: int) -> None:
        text = text.rstrip()
        lead = len(text) - len(text.lstrip())
        text = text.lstrip()
        self.places.append((self.size, line, column + lead))
        self.parts.append(text)
        self.size += len(text) + 1

    def close(self) -> Iterator[Piece]:
        if self.parts and self.size <= LONGEST:
            yield Piece(" ".join(self.parts), tuple(self.places))
        self.parts, self.places, self.size = [], [], 0


def paragraphs(text: str) -> Iterator[Piece]:
    """Headings, paragraphs, items of a Markdown text; no code, tables, directives, front matter."""
    rows, fenced = _Rows(), False
    lines = text.split("\n", MAX_ROWS)[:MAX_ROWS]
    first = _front_matter(lines)
    for number, line in enumerate(lines[first:], first + 1):
        if _FENCE.match(line):
            fenced = not fenced
            yield from rows.close()
        elif fenced or not line.strip() or _TABLE.search(line) or line.startswith("    "):
            yield from rows.close()
        elif (heading := _HEADING.match(line)) is not None:
            yield from rows.close()
            yield _heading(heading["title"], number, heading.start("title") + 1)
        elif _UNDERLINE.match(line):
            if len(rows.parts) == 1:
                yield _heading(rows.parts[0], rows.places[0][1], rows.places[0][2])
                rows = _Rows()
            yield from rows.close()
        else:
            if _ITEM.match(line):
                yield from rows.close()
            rows.add(line, number, 1)
    yield from rows.close()


def _heading(title: str, line: int, column: int) -> Piece:
    return Piece(title.strip("*_` "), ((0, line, column),), is_heading=True)


def _front_matter(lines: list[str]) -> int:
    """How many lines a YAML block at the start takes."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((n for n, line in enumerate(lines[1:], 2) if line.strip() in {"---", "..."}), 0)


def head_comments(text: str) -> Iterator[Piece]:
    """The comments among the first lines of a file, each run of rows as one paragraph."""
    rows, quote = _Rows(), ""
    for number, line in enumerate(text.split("\n", HEAD)[:HEAD], 1):
        if not quote and (opening := _DOC.match(line)) is not None:
            yield from rows.close()
            quote = opening["quote"]
            line = "   " + line[3:]  # noqa: PLW2901 - the quotes are no text
        if quote:
            body, closing, _ = line.partition(quote)
            if body.strip():
                rows.add(body, number, 1)
            if closing or not body.strip():
                yield from rows.close()
            quote = "" if closing else quote
            continue
        comment = _COMMENT.match(line)
        said = _ENDING.sub("", comment["text"]) if comment else ""
        if comment is None or not said.strip():
            yield from rows.close()
        else:
            rows.add(said, number, comment.start("text") + 1)
    yield from rows.close()
