"""A walk over a JavaScript syntax tree that collects what is stated, without recursion.

Floor: discover.
"""

from dataclasses import replace

from tree_sitter import Node

from licenseengine.discover.formats.folding import fold, is_open
from licenseengine.discover.formats.javascript_names import UNKNOWN, name_of, quoted, text_of
from licenseengine.discover.formats.javascript_parts import ENTER, Around, Frame, Stated
from licenseengine.discover.records import Form, Statement

MAX_NODES = 500_000
MAX_STATEMENTS = 50_000
LONGEST = 600
_VALUES = frozenset({"value", "right", "consequence", "alternative"})
_NAMES = frozenset({"identifier", "member_expression", "subscript_expression"})


class Walk:
    """Walks one tree; what surrounds a node is handed down, what is stated is collected."""

    def __init__(self, source: bytes) -> None:
        self.fault = 0
        self.cut = 0
        self._found: list[Statement] = []
        self._lines = None if source.isascii() else source.split(b"\n")
        self._constants: dict[str, str] = {}
        self._several: set[str] = set()

    def run(self, root: Node) -> None:
        """The whole tree, node by node."""
        cursor = root.walk()
        frames = [Frame(Around())]
        for _ in range(MAX_NODES):
            node = cursor.node
            if node is None:
                return
            frame = frames[-1]
            around = frame.rest
            field = cursor.field_name if frame.fields or node.type in _NAMES else None
            if field and frame.fields:
                around = frame.fields.get(field, around)
            inner = self._visit(node, around, field, frame)
            if inner is not None and cursor.goto_first_child():
                frames.append(inner)
                continue
            while not cursor.goto_next_sibling():
                if not cursor.goto_parent():
                    return
                frames.pop()
        self.cut = cursor.node.start_point.row + 1 if cursor.node else 1

    def statements(self) -> tuple[Statement, ...]:
        """What was found, with the file's own constants put in."""
        known = {n: t for n, t in self._constants.items() if n not in self._several}
        done: list[Statement] = []
        for statement in self._found:
            value = statement.value
            if is_open(value):
                value = fold(value, known)
                bare = value[:1] == "\x01" and value.find("\x02") == len(value) - 1
                if bare and statement.form != "argument":
                    continue
            if not value or len(value) > LONGEST or "\n" in value:
                continue
            if len(done) >= MAX_STATEMENTS:
                self.cut = self.cut or statement.line
                break
            done.append(statement if value is statement.value else replace(statement, value=value))
        return tuple(done)

    def _visit(self, node: Node, around: Around, field: str | None, frame: Frame) -> Frame | None:
        """What a node states; and what surrounds its children, None to pass over them."""
        kind = node.type
        if not node.is_named:
            return None
        if frame.counts and kind != "comment":
            around = frame.next(around, kind)
        if kind == "string":
            self._state(Stated(quoted(node), node), around)
            return None
        if kind in _NAMES:
            if field in _VALUES or frame.counts or frame.lists:
                name = name_of(node)
                if name:
                    self._state(Stated(f"\x01{name}\x02", node), around)
                    return None
            return None if kind == "identifier" else Frame(around) if kind[0] == "m" else ENTER[kind](node, around, self)
        if kind == "template_string" or (kind == "binary_expression" and around.form != "text"):
            return self._composed(node, around)
        if kind == "ERROR" and not self.fault:
            self.fault = node.start_point.row + 1
        enter = ENTER.get(kind)
        return Frame(around) if enter is None else enter(node, around, self)
