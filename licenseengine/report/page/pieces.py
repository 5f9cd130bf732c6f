"""Texts as pieces: what is a name, what is code, what is a level, and what is plain.

Floor: report.
"""

import re
from collections.abc import Iterable

from licenseengine.discover.records import Place
from licenseengine.errors import printable
from licenseengine.report.audit_lines import Code, Line, Name, said
from licenseengine.report.page.records import Pieces
from licenseengine.solver.records import Level

_OPEN, _CLOSE = "\ue000", "\ue001"  # around a name while a sentence is put together
_MARKED = re.compile(f"{_OPEN}(.*?){_CLOSE}", re.DOTALL)


def pieces_of(line: Line) -> Pieces:
    """A line of a report as pieces."""
    found: list[tuple[str, str]] = []
    for piece in line:
        look = _look(piece)
        if look == "name" and found and found[-1][1].endswith("("):
            look = "place"  # a line has the place of a thing in brackets behind its name
        if piece != "":
            found.append((look, printable(str(piece))))
    return tuple(found)


def _look(piece: object) -> str:
    if isinstance(piece, Level):
        return "level"
    if isinstance(piece, Code):
        return "code"
    return "name" if isinstance(piece, Name) else ""


def plain(text: str) -> Pieces:
    """A sentence whose parts in backticks are code."""
    return pieces_of(said(text))


def marked(name: str) -> str:
    """A name that :func:`unmarked` knows again inside of a sentence."""
    return f"{_OPEN}{printable(name)}{_CLOSE}"


def unmarked(text: str) -> Pieces:
    """A sentence with marked names, as pieces."""
    found: list[tuple[str, str]] = []
    for number, part in enumerate(_MARKED.split(text)):
        found += [("name", part)] if number % 2 else plain(part)
    return tuple(found)


def place_words(place: Place | None) -> str:
    """A place as file and line; nothing where there is none."""
    return printable(f"{place.file}:{place.line}") if place else ""


def web_address(text: str | None) -> str:
    """An address that may be followed from a page: one of the web, never a script."""
    plain_text = printable(text or "")
    return plain_text if re.fullmatch(r"https?://[^\s\"'<>`\\]+", plain_text) else ""


def unique(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, in order."""
    return tuple(dict.fromkeys(words))
