"""Structured documents: building their nodes without recursion, and the statements they make.

Floor: discover.
"""

import re
from collections.abc import Iterable, Iterator

from licenseengine.discover.records import Document, Form, Gap, Node, Place, Statement

MAX_NODES = 400_000
MAX_STATEMENTS = 100_000
MAX_DEPTH = 100
LONGEST = 2_000
COMMANDS = frozenset({"command", "args", "entrypoint", "run", "cmd", "script", "exec", "commands"})
_BELOW = 12
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?")
_MAY_NAME = re.compile(r"/|[a-z]-?[.\d]")
_DEFAULTED = re.compile(r"\$\{(?:env[:.])?(?P<name>[\w.]+)\s*:[-=]?(?P<default>[^{}$]*)\}")


class Builder:
    """Puts nodes together from a flat series of steps; a stack of its own takes recursion's place."""

    def __init__(self) -> None:
        self.roots: list[Node] = []
        self.count = 0
        self._open: list[tuple[int, int, bool, list[tuple[str, Node, int]], list[Node]]] = []
        self._keys: list[tuple[str, int] | None] = []

    @property
    def is_full(self) -> bool:
        """Whether a limit was reached; reading should stop, what was read stays."""
        return self.count > MAX_NODES or len(self._open) > MAX_DEPTH

    @property
    def wants_key(self) -> bool:
        """Whether the next scalar is a key."""
        return bool(self._open) and self._open[-1][2] and self._keys[-1] is None

    def key(self, text: str, line: int) -> None:
        """The key of the entry that comes next."""
        self._keys[-1] = (text, line)

    def begin(self, line: int, column: int, *, mapping: bool) -> None:
        """A mapping or sequence begins."""
        self._open.append((line, column, mapping, [], []))
        self._keys.append(None)

    def end(self) -> Node | None:
        """The innermost mapping or sequence ends; its node."""
        if not self._open:
            return None
        line, column, mapping, entries, items = self._open.pop()
        self._keys.pop()
        if mapping:
            own = tuple((k, n) for k, n, _ in entries)
            node = Node(line, column, entries=own)
        else:
            node = Node(line, column, items=tuple(items))
        self.add(node)
        return node

    def add(self, node: Node) -> None:
        """A finished node, put where it belongs."""
        self.count += 1
        if not self._open:
            self.roots.append(node)
            return
        _, _, mapping, entries, items = self._open[-1]
        if not mapping:
            items.append(node)
            return
        key = self._keys[-1]
        if key is not None:
            entries.append((key[0], node, key[1]))
            self._keys[-1] = None

    def close(self) -> tuple[Node, ...]:
        """All roots, whatever was left open closed."""
        while self._open:
            self.end()
        return tuple(self.roots)


def document(
    path: str, format_: str, text: str, roots: tuple[Node, ...], gaps: Iterable[Gap] = ()
) -> Document:
    """A document with the statements that its nodes make."""
    statements: list[Statement] = []
    found = list(gaps)
    for statement in statements_of(roots):
        if len(statements) >= MAX_STATEMENTS:
            found.append(
                Gap("LE704", Place(path, statement.line), "too many values: the rest was not read")
            )
            break
        statements.append(statement)
    return Document(path, format_, text, tuple(statements), roots, gaps=tuple(found))


def statements_of(roots: Iterable[Node]) -> Iterator[Statement]:
    """Every scalar as a statement, with the keys that lead to it; command lines taken apart."""
    todo: list[tuple[tuple[str, ...], Node, Form]] = [((), root, "value") for root in roots]
    todo.reverse()
    while todo:
        keys, node, form = todo.pop()
        if node.text is not None:
            yield from _scalar(keys, node, form)
        elif keys and keys[-1] in COMMANDS and (line := _command_line(node)):
            yield from _commands(line, node.items[0].line if node.items else node.line)
        elif len(keys) > MAX_DEPTH:
            continue
        elif node.entries is not None:
            yield from _keys(keys, node)
            todo += [
                ((*keys, k) if k != "<<" else keys, n, "value") for k, n in reversed(node.entries)
            ]
        else:
            todo += [(keys, n, "item") for n in reversed(node.items or ())]


def _keys(keys: tuple[str, ...], node: Node) -> Iterator[Statement]:
    """Keys that may name something themselves: of a mixture of data sets, of a table of models."""
    for key, value in node.entries or ():
        if _MAY_NAME.search(key) and len(key) < LONGEST:
            is_figure = value.text is not None and _FIGURE.fullmatch(value.text)
            line = value.line if value.text is not None else max(value.line - 1, node.line)
            below = " ".join(k for k, _ in (value.entries or ())[:_BELOW])
            form: Form = "rate" if is_figure else "key"
            yield Statement(key, line, node.column, keys, form, below or None)


def _scalar(keys: tuple[str, ...], node: Node, form: Form) -> Iterator[Statement]:
    text = node.text or ""
    if keys and keys[-1] in COMMANDS and " " in text:
        yield from _commands(text, node.line + ("\n" in text))
        return
    if "\n" in text or len(text) > LONGEST:
        return
    value, names = defaulted(text)
    if names:
        yield Statement(value, node.line, node.column, (*keys[:-1], *names, *keys[-1:]), "default")
    elif value:
        yield Statement(value, node.line, node.column, keys, form)


def defaulted(text: str) -> tuple[str, tuple[str, ...]]:
    """A text with ``${NAME:default}`` and ``${NAME:-default}`` replaced, and the names replaced."""
    if "${" not in text:
        return text, ()
    names = tuple(found["name"] for found in _DEFAULTED.finditer(text) if found["default"])
    return (_DEFAULTED.sub(lambda m: m["default"], text), names) if names else (text, ())


def _command_line(node: Node) -> str | None:
    """The words of a command that is written as a list, as one line; None for other lists."""
    if node.items is None or not all(item.text is not None for item in node.items):
        return None
    words = [str(item.text) for item in node.items]
    if any("\n" in word for word in words):
        return None
    return " ".join(f'"{w}"' if " " in w else w for w in words)


def _commands(text: str, line: int) -> Iterator[Statement]:
    from licenseengine.discover.formats.shell import commands  # noqa: PLC0415 - only where a command stands

    return iter(commands(text, line))
