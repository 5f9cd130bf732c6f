"""YAML files, as they are found: several documents, anchors, templates in them.

Floor: discover.
"""

import re

from licenseengine.discover.formats.builder import FULL, Builder
from licenseengine.discover.formats.structure import document
from licenseengine.discover.records import Document, Gap, Node, Place, Statement
from licenseengine.errors import ReadError
from licenseengine.language.loose_yaml import Event, events

_PAIR = re.compile(
    r"^(?P<lead>\s*(?:-\s+)?)(?P<key>[A-Za-z_][\w.-]{0,80}):\s+(?P<quote>[\"']?)"
    r"(?P<value>[^\s\"'#{}\[\]|>&*][^\"'#{}\n]{0,300}+)(?P=quote)\s*(?:\#.*)?$"
)
_LONGEST_ROW = 400
# What a template puts in, or decides by. A line of nothing else is left out; elsewhere its marks
# are veiled while the rest is read as YAML, and stand again in the texts that were read.
_FILLED = r"(?:\{\{[^{}]{0,1000}\}\}|\{[%#][^{}]{0,1000}[%#]\})"
_FILLED_LINE = re.compile(rf"^[ \t]*(?:{_FILLED}[ \t]*)++$", re.MULTILINE)
_FILLED_PART = re.compile(_FILLED)
_VEIL = {ord(mark): 0xE000 + at for at, mark in enumerate("{}[]:#\"'&*!|>%@`,?-\n")}
_UNVEIL = {veiled: mark for mark, veiled in _VEIL.items()}


def read(path: str, text: str) -> Document:
    """The statements of a YAML file.

    A file that is no YAML, such as a template of YAML, is read as if what the template puts in
    were plain text, whatever its conditions; if that fails, line by line for ``key: value``. A gap
    says so.
    """
    roots, gaps = nodes(text, path=path)
    if not _is_broken(gaps):
        return document(path, "yaml", text, roots, gaps)
    if "{{" in text or "{%" in text:
        again, faults = nodes(_veiled(text), path=path, is_veiled=True)
        if not _is_broken(faults):
            return document(path, "yaml", text, again, (*gaps, *faults))
    found = document(path, "yaml", text, roots, gaps)
    known = {s.line for s in found.statements}
    pairs = tuple(s for s in _pairs(text) if s.line not in known)
    return Document(path, "yaml", text, (*found.statements, *pairs), roots, gaps=found.gaps)


def nodes(
    text: str, first_line: int = 1, path: str = "", *, is_veiled: bool = False
) -> tuple[tuple[Node, ...], tuple[Gap, ...]]:
    """The documents of a YAML text, and what could not be read of it.

    An alias gives the very node that it stands for, which is not copied; however many aliases
    stand in each other, who follows them meets no more than `builder.MAX_REPEATED` nodes again.

    Args:
        text: one or several documents.
        first_line: the line of the file on which the text begins.
        path: of the file, for gaps.
        is_veiled: whether what a template puts in was veiled.
    """
    reader = _Reader(first_line - 1, is_veiled=is_veiled)
    gaps: tuple[Gap, ...] = ()
    try:
        for event in events(text, path):
            reader.take(event)
            if reader.builder.is_full:
                place = Place(path, event.line + first_line - 1, event.column)
                gaps = (Gap("LE704", place, FULL),)
                break
    except ReadError as error:
        at = error.diagnostics[0]
        place = Place(path, at.span.line + first_line - 1, at.span.column)
        gaps = (Gap("LE703", place, f"not YAML: {at.message}"),)
    if reader.cut is not None:
        gaps = (Gap("LE704", Place(path, *reader.cut), "stands for too much: not read"), *gaps)
    return reader.builder.close(), gaps


class _Reader:
    """Takes the events of a text one after the other."""

    def __init__(self, more: int, *, is_veiled: bool) -> None:
        self.builder = Builder()
        self.cut: tuple[int, int] | None = None  # where the first alias stands for too much
        self._more, self._is_veiled = more, is_veiled
        self._anchors: dict[str, tuple[Node, int, int]] = {}
        self._named: list[tuple[str | None, bool]] = []  # anchors, and what is a key itself

    def take(self, event: Event) -> None:
        """One event."""
        builder, line = self.builder, event.line + self._more
        if event.kind == "scalar":
            text = event.text
            if text and self._is_veiled:
                text = text.translate(_UNVEIL)
            if builder.wants_key:
                builder.key(text or "", line, event.column)
                return
            node = builder.scalar(line, event.column, text)
            if event.anchor:
                self._anchors[event.anchor] = node, 1, 1
        elif event.kind == "end":
            (anchor, is_key), ended = self._named.pop(), builder.end()
            if anchor and ended is not None:
                self._anchors[anchor] = ended, builder.size, builder.height
            if is_key:
                builder.key("?", line, event.column)
        elif event.kind == "alias":
            self._alias(event, line)
        elif event.kind != "document":
            self._named.append((event.anchor, builder.wants_key))
            builder.begin(line, event.column, mapping=event.kind == "mapping")

    def _alias(self, event: Event, line: int) -> None:
        known = self._anchors.get(event.anchor or "")
        if self.builder.wants_key:
            text = known[0].text if known else None
            self.builder.key(text or "*", line, event.column)
        elif known is None or not self.builder.again(*known):
            self.builder.scalar(line, event.column, None)
            if known and self.cut is None:
                self.cut = line, event.column


def _is_broken(gaps: tuple[Gap, ...]) -> bool:
    return any(gap.code == "LE703" for gap in gaps)


def _veiled(text: str) -> str:
    """A template with what it puts in made plain text, every line where it was."""
    text = _FILLED_LINE.sub(lambda found: "\n" * found[0].count("\n"), text)
    return _FILLED_PART.sub(lambda found: found[0].translate(_VEIL), text)


def _pairs(text: str) -> list[Statement]:
    found = []
    for number, row in enumerate(text.split("\n"), 1):
        if len(row) < _LONGEST_ROW and (pair := _PAIR.match(row)):
            column = pair.start("value") + 1
            found.append(Statement(pair["value"].strip(), number, column, (pair["key"],)))
    return found
