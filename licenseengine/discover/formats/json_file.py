"""JSON files as people write them: with comments, trailing commas, single quotes, line by line.

The standard library's reader keeps no places, and evidence needs a line; hence this one.

Floor: discover.
"""

import json
import re
from bisect import bisect_right

from licenseengine.discover.formats.builder import FULL, Builder
from licenseengine.discover.formats.structure import document
from licenseengine.discover.records import Document, Gap, Node, Place

# Every match begins where the one before ended, and one of the branches always fits: a text is
# gone through once. Groups: a string, the colon that makes it a key, a bracket that opens, one that
# closes, a word, a string in single quotes, what cannot stand in JSON.
_TOKEN = re.compile(
    r"""[\s,:]*+(?:"([^"\\\n]*+(?:\\.[^"\\\n]*+)*+)"(\s*+:)?"""
    r"""|([{\[])|([}\]])|([^\s{}\[\],:"'/]++)|'([^'\\\n]*+(?:\\.[^'\\\n]*+)*+)'"""
    r"""|//[^\n]*+|/\*(?>.*?\*/)|\Z|(.))""",
    re.DOTALL,
)
_PASSED = re.compile(r'(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+([{}\[\]])', re.DOTALL)
_STRING, _KEY, _OPENING, _CLOSING, _WORD, _SINGLE = range(1, 7)
_STRINGS = frozenset({_STRING, _KEY, _SINGLE})
_NO_JSON = "not JSON"
_LITERAL = re.compile(r"[-+]?(?:[\d.][\w.+-]*|Infinity|NaN)|true|false|null")
_DECODER = json.JSONDecoder(strict=False)
_ESCAPE = re.compile(r"\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|(.))", re.DOTALL)
_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0", "\n": ""}
_HALF = re.compile("[\ud800-\udfff]")  # of a character that UTF-16 writes in two


def read(path: str, text: str) -> Document:
    """The statements of a JSON file; of a file that is none, those before the first fault."""
    roots, gaps = nodes(text, path)
    return document(path, "json", text, roots, gaps)


def nodes(
    text: str, path: str = "", first_line: int = 1, skip: frozenset[str] = frozenset()
) -> tuple[tuple[Node, ...], tuple[Gap, ...]]:
    """The values of a text, one after the other, and what could not be read of it.

    Args:
        text: one value, or several.
        path: of the file, for gaps.
        first_line: the line of the file on which the text begins.
        skip: keys whose objects and lists are passed over, and become null.
    """
    reader = _Reader(text, path, first_line, skip)
    at: int | None = 0
    while at is not None:
        at = reader.read(at)
    return reader.close()


class _Reader:
    """Takes the tokens of a text one after the other."""

    def __init__(self, text: str, path: str, first_line: int, skip: frozenset[str]) -> None:
        self.builder = Builder()
        self.is_done = False
        self._text, self._path, self._first = text, path, first_line
        self._gaps: list[Gap] = []
        self._starts = [0, *(m.end() for m in re.finditer("\n", text)), len(text) + 1]
        self._row = 0
        self._skip, self._is_skipped = skip, False

    def read(self, at: int) -> int | None:
        """Everything from a place on, up to what is to be skipped; where to go on after it."""
        for token in _TOKEN.finditer(self._text, at):
            if token.lastindex is not None:
                self.take(token.lastindex, token)
                if self.is_done:
                    return None
                if self._is_skipped:
                    return self._past(token.end())
        return None

    def _past(self, at: int) -> int | None:
        """The place after an object or list whose bracket has just been opened."""
        depth, self._is_skipped = 1, False
        while depth:
            found = _PASSED.match(self._text, at)
            if not found:
                return None
            depth += 1 if found[1] in "{[" else -1
            at = found.end()
        return at

    def take(self, kind: int, token: re.Match[str]) -> None:
        """One token."""
        at = token.start(kind) if kind != _KEY else token.start(_STRING)
        if self._starts[self._row + 1] <= at:
            self._row = bisect_right(self._starts, at, self._row) - 1
        line, column = self._row + self._first, at - self._starts[self._row] + 1
        builder = self.builder
        if kind == _KEY and builder.in_mapping:
            builder.key(_plain(token[_STRING]), line, column - 1)
        elif kind in _STRINGS:
            text = _plain(token[_SINGLE if kind == _SINGLE else _STRING])
            if builder.wants_key:
                builder.key(text, line, column - 1)
            else:
                builder.scalar(line, column - 1, text)
        else:
            self._other(kind, token[kind], line, column)
        if builder.is_full:
            self._stop("LE704", line, column, FULL)

    def _other(self, kind: int, text: str, line: int, column: int) -> None:
        """A token that is no string."""
        builder = self.builder
        if kind == _OPENING:
            if builder.wants_key:
                self._fault(line, column)
            if builder.next_key in self._skip:
                builder.scalar(line, column, None)
                self._is_skipped = True
            else:
                builder.begin(line, column, mapping=text == "{")
        elif kind == _WORD:
            if builder.wants_key:
                builder.key(text, line, column)
                return
            if not _LITERAL.fullmatch(text):
                self._fault(line, column)
            builder.scalar(line, column, None if text == "null" else text)
        elif kind == _CLOSING and builder.depth and builder.in_mapping == (text == "}"):
            builder.end()
        else:
            self._stop("LE703", line, column, _NO_JSON)

    def close(self) -> tuple[tuple[Node, ...], tuple[Gap, ...]]:
        """What was read, and what was not."""
        if self.builder.depth and not self.is_done:
            self._stop("LE703", len(self._starts) - 2 + self._first, 1, "ends in the middle")
        return self.builder.close(), tuple(self._gaps)

    def _fault(self, line: int, column: int) -> None:
        """A fault that reading goes on after; the first is told."""
        if not self._gaps:
            self._gaps.append(Gap("LE703", Place(self._path, line, column), _NO_JSON))

    def _stop(self, code: str, line: int, column: int, said: str) -> None:
        if not self._gaps or code != self._gaps[0].code:
            self._gaps.append(Gap(code, Place(self._path, line, column), said))
        self.is_done = True


def _plain(text: str) -> str:
    """What a string says, its escapes read; half a character stands for itself nowhere."""
    if "\\" not in text:
        return text
    try:
        said = str(_DECODER.raw_decode(f'"{text}"')[0])
    except ValueError:  # escapes that JSON does not have
        said = _ESCAPE.sub(_unescaped, text)
    if _HALF.search(said):
        said = said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return said


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(found[3], found[3])
