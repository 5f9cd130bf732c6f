"""TOML files, each value with its place; a line with a fault is passed over.

The standard library's reader keeps no places, nor does `tomlkit`, and both stop at the first fault.
This one is more lenient than they are: of a key that is given twice the last value holds.

Floor: discover.
"""

import re
from bisect import bisect_right

from licenseengine.discover.formats.builder import FULL, MAX_NODES
from licenseengine.discover.formats.structure import document
from licenseengine.discover.records import Document, Gap, Node, Place

MAX_DEPTH = 40
_BLANK = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_END = re.compile(r"[ \t]*+(?:#[^\n]*+)?(?:\n|\Z)")
_SPACE = re.compile(r"[ \t]*+")
_PART = re.compile(r"""([\w-]++)|"((?:[^"\\\n]++|\\[^\n])*+)"|'([^'\n]*+)'""")
# Groups: a text in three quotes and what closes it, literal or not; a text in one; any other word.
_VALUE = re.compile(
    r'"""\n?+((?:[^"\\]++|\\.|"{1,2}+(?!"))*+)("{3,5}+)'
    r"|'''\n?+((?:[^']++|'{1,2}+(?!'))*+)('{3,5}+)"
    r'|"((?:[^"\\\n]++|\\[^\n])*+)"(?!")'
    r"|'([^'\n]*+)'(?!')"
    r"|(\d{4}-\d\d-\d\d \d\d:[\w.:+-]++|[\w.:+-]++)",
    re.DOTALL,
)
_LONG, _LITERAL_LONG, _TEXT, _LITERAL, _WORD = 2, 4, 5, 6, 7
_ESCAPE = re.compile(
    r"\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|([ \t]*+\n\s*+)|(.))", re.DOTALL
)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}
_LAST = 0x10FFFF
_HALVES = range(0xD800, 0xE000)


def read(path: str, text: str) -> Document:
    """The statements of a TOML file; of a faulty one, those of the lines without faults."""
    root, gaps = nodes(text, path)
    roots = (root,) if root.entries or not gaps else ()
    return document(path, "toml", text, roots, gaps)


def nodes(text: str, path: str = "") -> tuple[Node, tuple[Gap, ...]]:
    """The table that a text is, and what could not be read of it."""
    reader = _Reader(text, path)
    reader.read()
    return reader.root.node(), reader.gaps


class _Table:
    """A table or an array that is being filled; which of both, its first part decides."""

    __slots__ = ("entries", "items", "key_place", "place")

    def __init__(
        self, place: tuple[int, int], key_place: tuple[int, int] = (0, 0), *, is_array: bool = False
    ) -> None:
        self.place, self.key_place = place, key_place
        self.entries: dict[str, _Table | Node] = {}
        self.items: list[_Table | Node] | None = [] if is_array else None

    def node(self) -> Node:
        """The finished node; tables stand in each other `MAX_DEPTH` deep at most."""
        if self.items is not None:
            items = tuple([_node(part) for part in self.items])
            return Node(*self.place, None, None, items, *self.key_place)
        entries = tuple([(key, _node(part)) for key, part in self.entries.items()])
        return Node(*self.place, None, entries, None, *self.key_place)


def _node(part: _Table | Node) -> Node:
    return part if isinstance(part, Node) else part.node()


class _FaultError(Exception):
    """A place where reading cannot go on in this line."""

    def __init__(self, at: int, said: str = "not TOML", code: str = "LE703") -> None:
        self.at, self.said, self.code = at, said, code


class _Reader:
    """Reads one text, from its begin to its end."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self.root = _Table((1, 1))
        self.gaps: tuple[Gap, ...] = ()
        self._table, self._depth = self.root, 0
        self._at = self._count = 0
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def read(self) -> None:
        """All lines."""
        while self._pass(_BLANK) < len(self.text) and self._count <= MAX_NODES:
            try:
                self._line()
                self._end_of_line()
            except _FaultError as fault:
                self._note(fault)
                self._at = self.text.find("\n", max(fault.at, self._at))
                if self._at < 0:
                    return
        if self._count > MAX_NODES:
            self._note(_FaultError(self._at, FULL, "LE704"))

    def _note(self, fault: _FaultError) -> None:
        """A gap for the first fault of each kind."""
        if all(gap.code != fault.code for gap in self.gaps):
            place = Place(self.path, *self._place(fault.at))
            self.gaps = (*self.gaps, Gap(fault.code, place, fault.said))

    def _line(self) -> None:
        """A header, or a key with its value."""
        if self.text[self._at] != "[":
            self._pair(self._table, self._depth)
            return
        begin, self._at = self._at, self._at + 1
        is_item = self._is("[")
        keys = self._keys()
        if not self._is("]") or (is_item and not self._is("]")):
            raise _FaultError(self._at)
        place = self._place(begin)
        self._depth = len(keys) + is_item
        above = self._below(self.root, keys[:-1], place)
        if not is_item:
            self._table = self._below(above, keys[-1:], place)
            return
        name, at = keys[-1]
        if is_item:
            self._table = self._item(above, name, at, place)
        else:
            self._table = self._below(above, [(name, at)], place)

    def _item(self, above: _Table, name: str, at: int, place: tuple[int, int]) -> _Table:
        """One more of an array of tables."""
        listed = above.entries.get(name)
        if not isinstance(listed, _Table) or listed.items is None:
            listed = above.entries[name] = _Table(place, self._place(at), is_array=True)
        table = _Table(place)
        self._count += 1
        if listed.items is not None:
            listed.items.append(table)
        return table

    def _end_of_line(self) -> None:
        found = _END.match(self.text, self._at)
        if not found:
            raise _FaultError(self._at)
        self._at = found.end()

    def _pair(self, table: _Table, depth: int) -> None:
        keys = self._keys()
        if not self._is("="):
            raise _FaultError(self._at)
        if depth + len(keys) > MAX_DEPTH:
            raise _FaultError(self._at, FULL, "LE704")
        self._pass(_SPACE)
        table = self._below(table, keys[:-1], self._place(keys[0][1]))
        name, at = keys[-1]
        part = table.entries[name] = self._part(self._place(at))
        self._fill(part, depth + len(keys))

    def _keys(self) -> list[tuple[str, int]]:
        """The names of a dotted key, each with where it begins."""
        found: list[tuple[str, int]] = []
        while True:
            begin = self._pass(_SPACE)
            part = _PART.match(self.text, begin)
            if not part:
                raise _FaultError(begin)
            if len(found) == MAX_DEPTH:
                raise _FaultError(begin, FULL, "LE704")
            text = part[1] or (_plain(part[2]) if part[2] else part[3]) or ""
            found.append((text, begin))
            self._at = part.end()
            self._pass(_SPACE)
            if not self._is("."):
                return found

    def _below(self, table: _Table, keys: list[tuple[str, int]], place: tuple[int, int]) -> _Table:
        """The table that names lead to, made where there is none; of an array its last."""
        for key, at in keys:
            inner = table.entries.get(key)
            if inner is None:
                inner = table.entries[key] = _Table(place, self._place(at))
                self._count += 1
            elif isinstance(inner, _Table) and inner.items:
                inner = inner.items[-1]
            if isinstance(inner, Node) or inner.items is not None:
                raise _FaultError(at)
            table = inner
        return table

    def _part(self, key_place: tuple[int, int] = (0, 0)) -> _Table | Node:
        """A value: a scalar as it is, an array or inline table yet to be filled."""
        begin = self._at
        self._count += 1
        if self._count > MAX_NODES:
            raise _FaultError(begin, FULL, "LE704")
        if found := _VALUE.match(self.text, begin):
            self._at = found.end()
            return Node(*self._place(begin), _said(found), None, None, *key_place)
        mark = self.text[begin : begin + 1]
        if not mark or mark not in "[{":
            raise _FaultError(begin)
        self._at += 1
        return _Table(self._place(begin), key_place, is_array=mark == "[")

    def _fill(self, part: _Table | Node, depth: int) -> None:
        """The items of an array, the entries of an inline table, up to the bracket that ends it."""
        if isinstance(part, Node):
            return
        if depth > MAX_DEPTH:
            raise _FaultError(self._at, FULL, "LE704")
        closing = "}" if part.items is None else "]"
        self._pass(_BLANK)
        while not self._is(closing):
            if part.items is None:
                self._pair(part, depth)
            else:
                item = self._part()
                part.items.append(item)
                self._fill(item, depth + 1)
            self._pass(_BLANK)
            if self._is(","):
                self._pass(_BLANK)
            elif self.text[self._at : self._at + 1] != closing:
                raise _FaultError(self._at)

    def _is(self, mark: str) -> bool:
        """Whether a mark comes next; then it is passed."""
        if not self.text.startswith(mark, self._at):
            return False
        self._at += 1
        return True

    def _pass(self, pattern: re.Pattern[str]) -> int:
        """Go past what means nothing; the offset behind it."""
        found = pattern.match(self.text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _place(self, at: int) -> tuple[int, int]:
        row = bisect_right(self._starts, at)
        return row, at - self._starts[row - 1] + 1


def _said(found: re.Match[str]) -> str:
    """What a scalar says; of words that are no text, the word itself."""
    kind = found.lastindex or 0
    text = found[kind]
    if kind in {_LONG, _LITERAL_LONG}:  # quotes beyond three belong to the text
        text = found[kind - 1] + text[len('"""') :]
    return _plain(text) if kind in {_LONG, _TEXT} else text


def _plain(text: str) -> str:
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    if code := found[1] or found[2] or found[3]:
        number = int(code, 16)
        return "\ufffd" if number in _HALVES or number > _LAST else chr(number)
    return "" if found[4] else _ESCAPED.get(found[5], found[5])
