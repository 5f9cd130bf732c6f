"""A walk over a JavaScript syntax tree that collects what is stated, without recursion.

What holds no text, no class called and no name of a text is passed over without a look: the walk
goes from one such place to the next.

Floor: discover.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from tree_sitter import Node, TreeCursor

from licenseengine.discover.formats.folding import MARK, fold, is_open, named
from licenseengine.discover.formats.javascript_around import Around, Frame
from licenseengine.discover.formats.javascript_names import (
    UNKNOWN,
    name_of,
    operator,
    quoted,
    text_of,
)
from licenseengine.discover.formats.javascript_parts import ENTER
from licenseengine.discover.formats.javascript_places import fault_in, places
from licenseengine.discover.records import Statement

MAX_NODES = 500_000
MAX_STATEMENTS = 50_000
LONGEST = 600
_VALUES = frozenset({"value", "right", "consequence", "alternative"})
_NAMES = frozenset({"identifier", "member_expression", "subscript_expression"})
_TEXTS = frozenset({"string", "template_string"})
_LETTER = re.compile("[A-Za-z]")


class Walk:
    """Walks one tree; what surrounds a node is handed down, what is stated is collected.

    `fault` is the first line that is not understood, `cut` the line where a limit ended the walk;
    both are 0 where there is none.
    """

    def __init__(self, source: bytes) -> None:
        self.fault = 0
        self.cut = 0
        self._found: list[Statement] = []
        self._lines = None if source.isascii() else source.split(b"\n")
        self._constants: dict[tuple[str | None, str], str | None] = {}
        self._places = places(source)

    def run(self, root: Node) -> None:
        """The whole tree, from one place of interest to the next."""
        self.fault = fault_in(root)
        cursor = root.walk()
        frames = [Frame(Around(), root.end_byte)]
        place = next(self._places, root.end_byte)
        for _ in range(MAX_NODES):
            node = cursor.node
            if node is None:
                return
            start, end = node.start_byte, node.end_byte
            while place < start:
                place = next(self._places, root.end_byte)
            frame = frames[-1]
            if place < end or frame.counts:
                inner = self._visit(node, cursor, frame) if node.is_named else None
                if inner is not None and place < end and _goto_child(cursor, inner, place):
                    inner.end = end
                    frames.append(inner)
                    continue
            while place >= frames[-1].end or not cursor.goto_next_sibling():
                if not cursor.goto_parent():
                    return
                frames.pop()
        self.cut = cursor.node.start_point.row + 1 if cursor.node else 1

    def statements(self) -> tuple[Statement, ...]:
        """What was found, with the file's own constants put in."""
        done: list[Statement] = []
        for statement in self._found:
            value = fold(statement.value, _Names(self._constants, statement.scope))
            if not _says(value, statement) or len(value) > LONGEST or "\n" in value:
                continue
            if len(done) >= MAX_STATEMENTS:
                self.cut = self.cut or statement.line
                break
            done.append(statement if value == statement.value else replace(statement, value=value))
        return tuple(done)

    def _visit(self, node: Node, cursor: TreeCursor, frame: Frame) -> Frame | None:
        """What a node states; and what surrounds its children, None to pass over them."""
        field = cursor.field_name if frame.fields or node.type in _NAMES else None
        around = frame.fields.get(field, frame.rest) if field else frame.rest
        kind = node.type
        if kind == "comment":
            return None
        if frame.counts:
            around = frame.next(around, kind)
        if kind in _TEXTS or (kind == "binary_expression" and _joins(node, around)):
            return self._text(node, around)
        if kind in _NAMES and (field in _VALUES or frame.counts or frame.lists):
            name = name_of(node)
            if name:
                self._state(named(name), node, around, folded=True)
                return None
        return self._enter(node, around)

    def _enter(self, node: Node, around: Around) -> Frame:
        enter = ENTER.get(node.type)
        if enter is None:
            return Frame(around)
        inner = enter(node, around)
        for text, at, its in inner.said:
            self._state(text, at, its, folded=is_open(text))
        for scope, name, value in inner.known:
            self._know((scope, name), value)
        return inner

    def _text(self, node: Node, around: Around) -> Frame | None:
        """A text; where it has several parts, what is called in it is looked at, if anything is."""
        if node.type == "string":
            self._state(quoted(node), node, around)
            return None
        text = text_of(node) or ""
        bare = node.type == "template_string" and not is_open(text)
        self._state(text, node, around, folded=not bare)
        return Frame(around.mute()) if UNKNOWN in text else None

    def _know(self, name: tuple[str | None, str], text: str | None) -> None:
        """Remember a constant; a name that stands for different texts stands for none."""
        self._constants[name] = text if self._constants.get(name, text) == text else None

    def _state(self, text: str, node: Node, around: Around, *, folded: bool = False) -> None:
        if around.form == "text" or not text:
            return
        row, column = node.start_point
        if self._lines is not None:
            column = len(self._lines[row][:column].decode("utf-8", "replace"))
        self._found.append(
            Statement(
                text, row + 1, column + 1, around.keys, around.form,
                around.callee, around.scope, around.choice, folded,
            )
        )  # fmt: skip


class _Names:
    """The constants that are seen from a scope, the nearest first."""

    def __init__(
        self, constants: Mapping[tuple[str | None, str], str | None], scope: str | None
    ) -> None:
        self._constants, self._scope = constants, scope

    def get(self, name: str, /) -> str | None:
        """What a name stands for; None when that is not known."""
        scope = self._scope
        while scope:
            if (scope, name) in self._constants:
                return self._constants[scope, name]
            scope = scope.rpartition(".")[0]
        return self._constants.get((None, name))


def _goto_child(cursor: TreeCursor, frame: Frame, place: int) -> bool:
    """To the first child that matters; to the first of all where they are counted."""
    if frame.counts:
        return cursor.goto_first_child()
    return cursor.goto_first_child_for_byte(place) is not None


def _joins(node: Node, around: Around) -> bool:
    return around.form != "text" and operator(node) == "+"


def _says(value: str, statement: Statement) -> bool:
    """Whether a text says something: names that are not known do only as an argument."""
    if not value or (not statement.folded and not is_open(value)):
        return bool(value)
    return statement.form == "argument" or bool(_LETTER.search(MARK.sub("", value)))
