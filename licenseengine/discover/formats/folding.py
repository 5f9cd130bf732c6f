"""Texts put together from parts: names in a text stand between marks until they are known.

``f"{BASE}/x"`` is kept as ``⟦BASE⟧/x`` and folded when the constants of the project are known.

Floor: discover.
"""

import ast
import re
from collections.abc import Mapping

OPEN, CLOSE = "\x01", "\x02"
MARK = re.compile("\x01([^\x01\x02]*)\x02")
_LONGEST = 600
_DEEPEST = 8


def named(name: str) -> str:
    """The text of a name that is not known yet."""
    return f"{OPEN}{name}{CLOSE}"


def is_open(text: str) -> bool:
    """Whether parts of the text are not known."""
    return OPEN in text


def dotted(node: ast.expr) -> str | None:
    """A name with its attributes, dotted; None for anything else. ``a[0].b`` is ``a.b``."""
    parts: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Name):
            parts.append(node.id)
            return ".".join(reversed(parts))
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            return ".".join(reversed(parts)) if parts else None


def text_of(node: ast.expr, types: Mapping[str, str], depth: int = 0) -> str | None:  # noqa: PLR0911 - one form each
    """The text of an expression, with marks for names; None when it is no text.

    Args:
        node: of the expression.
        types: the class that a local name is an instance of, as far as its annotation tells.
        depth: of expressions within expressions so far.
    """
    if depth > _DEEPEST:
        return None
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return _joined(node, types, depth)
    if isinstance(node, ast.Name):
        return named(node.id)
    if isinstance(node, ast.Attribute):
        name = dotted(node)
        if name is None or isinstance(node.value, ast.Call | ast.Subscript):
            return None
        first, _, rest = name.partition(".")
        return named(f"{types[first]}.{rest}" if first in types and rest else name)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        base = dotted(node.value)
        return named(f"{base}.{node.slice.value!s}") if base else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Div):
        left = text_of(node.left, types, depth + 1)
        right = text_of(node.right, types, depth + 1)
        joint = "/" if isinstance(node.op, ast.Div) else ""
        return None if left is None or right is None else f"{left}{joint}{right}"
    return None


def _joined(node: ast.JoinedStr, types: Mapping[str, str], depth: int) -> str | None:
    parts = []
    for value in node.values:
        inner = value.value if isinstance(value, ast.FormattedValue) else value
        text = text_of(inner, types, depth + 1)
        parts.append(named("?") if text is None else text)
    return "".join(parts)


def fold(text: str, constants: Mapping[str, str]) -> str:
    """The text with every known name replaced; names that are not known keep their marks.

    Names may stand for texts with names in them, several rounds deep; a text that grows past what
    a name or address can be is left as it was, and texts longer than that are not put in, so that
    no text grows without bound.
    """
    if len(text) > _LONGEST:
        return text
    folded = text
    for _ in range(_DEEPEST):
        if OPEN not in folded:
            return folded
        before = folded
        folded = MARK.sub(lambda found: _short(constants.get(found[1]), found[0]), folded)
        if len(folded) > _LONGEST:
            return text
        if folded == before:
            return folded
    return folded


def _short(text: str | None, mark: str) -> str:
    return mark if text is None or len(text) > _LONGEST else text
