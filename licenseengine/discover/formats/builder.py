"""Nodes of a structured document, put together from a flat series of steps.

Floor: discover.
"""

from dataclasses import replace

from licenseengine.discover.records import Node

MAX_NODES = 400_000
MAX_REPEATED = 20_000
MAX_DEPTH = 100
FULL = "too large or too deep: the rest was not read"


class _Open:
    """A mapping or sequence that is being read; `key` is of the entry that comes next."""

    __slots__ = (
        "column",
        "count",
        "entries",
        "height",
        "is_mapping",
        "items",
        "key",
        "line",
        "place",
    )

    def __init__(self, line: int, column: int, count: int, *, is_mapping: bool) -> None:
        self.line, self.column, self.is_mapping = line, column, is_mapping
        self.key: str | None = None
        self.place = (0, 0)
        self.entries: list[tuple[str, Node]] = []
        self.items: list[Node] = []
        self.count, self.height = count, 0


class Builder:
    """Puts nodes together from a flat series of steps; a stack of its own takes recursion's place.

    `count` is how many nodes there are, `repeated` how many more are met by who follows aliases;
    `size` and `height` are of the node that was finished last.
    """

    def __init__(self) -> None:
        self.count = self.repeated = 0
        self.size = self.height = 1
        self._stack = [_Open(0, 0, 0, is_mapping=False)]

    @property
    def depth(self) -> int:
        """How many mappings and sequences are open."""
        return len(self._stack) - 1

    @property
    def in_mapping(self) -> bool:
        """Whether the innermost that is open is a mapping."""
        return self._stack[-1].is_mapping

    @property
    def wants_key(self) -> bool:
        """Whether the next scalar is a key."""
        top = self._stack[-1]
        return top.is_mapping and top.key is None

    @property
    def next_key(self) -> str | None:
        """The key of the entry that comes next; None where there is none yet, or in a sequence."""
        return self._stack[-1].key

    @property
    def is_full(self) -> bool:
        """Whether a limit was reached; reading should stop, what was read stays."""
        return self.count > MAX_NODES or len(self._stack) > MAX_DEPTH

    def key(self, text: str, line: int, column: int) -> None:
        """The key of the entry that comes next."""
        top = self._stack[-1]
        top.key, top.place = text, (line, column)

    def begin(self, line: int, column: int, *, mapping: bool) -> None:
        """A mapping or sequence begins."""
        count = self.count + self.repeated
        self._stack.append(_Open(line, column, count, is_mapping=mapping))

    def end(self) -> Node | None:
        """The innermost mapping or sequence ends; its node, None when none is open."""
        if len(self._stack) == 1:
            return None
        done = self._stack.pop()
        entries = tuple(done.entries) if done.is_mapping else None
        items = None if done.is_mapping else tuple(done.items)
        node = Node(done.line, done.column, None, entries, items, *self._stack[-1].place)
        self.count += 1
        self._add(node, self.count + self.repeated - done.count, done.height + 1)
        return node

    def scalar(self, line: int, column: int, text: str | None) -> Node:
        """A scalar, None for null; its node."""
        node = Node(line, column, text, None, None, *self._stack[-1].place)
        self.count += 1
        self._add(node, 1, 1)
        return node

    def again(self, node: Node, size: int, height: int) -> bool:
        """A node that stands elsewhere and is not copied; False where that would be too much."""
        if len(self._stack) + height > MAX_DEPTH or self.repeated + size > MAX_REPEATED:
            return False
        self.repeated += size
        line, column = self._stack[-1].place
        self._add(replace(node, key_line=line, key_column=column), size, height)
        return True

    def _add(self, node: Node, size: int, height: int) -> None:
        """A finished node, put where it belongs; in a mapping without a key it is lost."""
        self.size, self.height = size, height
        top = self._stack[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key is not None:
            top.entries.append((top.key, node))
            top.key, top.place = None, (0, 0)
        top.height = max(top.height, height)

    def close(self) -> tuple[Node, ...]:
        """All roots, whatever was left open closed."""
        while self.end() is not None:
            pass
        return tuple(self._stack[0].items)
