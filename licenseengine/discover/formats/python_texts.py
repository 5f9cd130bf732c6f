"""The text of a Python expression, as far as it can be told without running it.

Names keep marks, which are folded when they are known (see `formats.folding`). What a call such as
``getenv("NAME", "default")`` gives is its default: that holds where nobody says otherwise.

Floor: discover.
"""

import ast
import re
from collections.abc import Callable, Mapping, Sequence

from licenseengine.discover.formats.folding import named

UNKNOWN = named("?")
_DEEPEST = 8
_MOST = 64
_FALLBACKS = frozenset({"getenv", "get", "getattr", "setdefault", "pop"})
_PATHS = frozenset({"Path", "PurePath", "PosixPath", "PurePosixPath", "str"})
# Calls that declare a field or a flag, whose first argument is its default.
_FIRST = frozenset({"Field", "Option", "Argument", "PrivateAttr", "Query", "Body", "Form"})
_PERCENT = re.compile(r"%(?:\(\w+\))?[sdr]")
_BRACES = re.compile(r"\{(\w*)[^{}]*\}")

Types = Mapping[str, str]


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


def last_name(node: ast.Call) -> str:
    """The last part of what is called."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else (dotted(function) or "")


def text_of(node: ast.expr, types: Types, depth: int = 0) -> str | None:
    """The text of an expression, with marks for names; None when it is no text.

    Args:
        node: of the expression.
        types: the class that a local name is an instance of, as far as its annotation tells.
        depth: of expressions within expressions so far.
    """
    reader = _TEXTS.get(type(node))
    return None if reader is None or depth > _DEEPEST else reader(node, types, depth)


def held(node: ast.expr, types: Types) -> str | None:
    """The text that a field or variable holds at first, given what it is set to.

    ``field(default="x")`` and ``Field("x")`` hold their default, ``one or "x"`` its last choice.
    """
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        node = node.values[-1]
    if isinstance(node, ast.Call):
        default = next((k.value for k in node.keywords if k.arg in {"default", "initial"}), None)
        if default is None and node.args and last_name(node) in _FIRST:
            default = node.args[0]
        if default is not None and fallback_name(node) is None:
            return text_of(default, types)
    return text_of(node, types)


def first_is_default(node: ast.Call) -> bool:
    """Whether a call declares a field whose first argument is its default."""
    return last_name(node) in _FIRST


def fallback_name(node: ast.Call) -> tuple[int, str] | None:
    """Where the name stands in ``getenv("NAME", default)`` and the like, and the name itself.

    None for other calls. What follows the name is the default, which holds under it.
    """
    last = last_name(node)
    if last not in _FALLBACKS:
        return None
    place = 1 if last == "getattr" else 0
    if len(node.args) <= place or len(node.args) + len(node.keywords) < place + 2:
        return None
    if isinstance(node.func, ast.Name) and node.func.id not in {"getenv", "getattr"}:
        return None
    name = text_of(node.args[place], {})
    return None if name is None or "/" in name else (place, name)


def is_composed(node: ast.Call) -> bool:
    """Whether a call only puts a text together: a path, a template that is filled."""
    return _composer(node) is not None


def _constant(node: ast.Constant, _types: Types, _depth: int) -> str | None:
    return node.value if isinstance(node.value, str) else None


def _name(node: ast.Name, _types: Types, _depth: int) -> str:
    return named(node.id)


def _attribute(node: ast.Attribute, types: Types, _depth: int) -> str | None:
    name = dotted(node)
    inner: ast.expr = node
    while isinstance(inner, ast.Attribute):
        inner = inner.value
    if name is None or isinstance(inner, ast.Subscript):
        return None
    first, _, rest = name.partition(".")
    return named(f"{types[first]}.{rest}" if first in types and rest else name)


def _subscript(node: ast.Subscript, types: Types, depth: int) -> str | None:
    if not isinstance(node.slice, ast.Constant):
        return None
    base = _attribute(node.value, types, depth) if isinstance(node.value, ast.Attribute) else None
    plain = base.strip("\x01\x02") if base else dotted(node.value)
    return named(f"{plain}.{node.slice.value!s}") if plain else None


def _binary(node: ast.BinOp, types: Types, depth: int) -> str | None:
    if isinstance(node.op, ast.Mod):
        return _percent(node, types, depth)
    pieces: list[str | None] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add | ast.Div):
        pieces.append(text_of(left.right, types, depth + 1))
        pieces.append("/" if isinstance(left.op, ast.Div) else "")
        left = left.left
        if len(pieces) > _MOST:
            return None
    pieces.append(text_of(left, types, depth + 1))
    known = [piece for piece in reversed(pieces) if piece is not None]
    return "".join(known) if len(known) == len(pieces) > 1 else None


def _percent(node: ast.BinOp, types: Types, depth: int) -> str | None:
    """``"a/%s" % name``; what is put in is not known where it has names of its own."""
    template = text_of(node.left, types, depth + 1)
    if template is None or not _PERCENT.search(template):
        return None
    right = node.right
    values = list(right.elts) if isinstance(right, ast.Tuple) else [right]
    given = iter(
        [] if isinstance(right, ast.Dict) else [text_of(v, types, depth + 1) for v in values]
    )
    return _PERCENT.sub(lambda _: next(given, None) or UNKNOWN, template)


def _joined(node: ast.JoinedStr, types: Types, depth: int) -> str | None:
    parts = []
    for value in node.values:
        inner = value.value if isinstance(value, ast.FormattedValue) else value
        text = text_of(inner, types, depth + 1)
        parts.append(UNKNOWN if text is None else text)
    return "".join(parts)


def _called(node: ast.Call, types: Types, depth: int) -> str | None:
    if (compose := _composer(node)) is not None:
        return compose(node, types, depth)
    found = fallback_name(node)
    if found is None:
        return None
    rest = [*node.args[found[0] + 1 :], *(k.value for k in node.keywords)]
    return text_of(rest[0], types, depth + 1) if rest else None


Compose = Callable[[ast.Call, Types, int], str | None]


def _composer(node: ast.Call) -> Compose | None:
    last = last_name(node)
    if node.keywords and last != "format":
        return None
    if last in _PATHS and node.args:
        return _path
    if last == "join" and len(node.args) > 1:  # of paths: that of texts takes one list
        return _path
    if last == "joinpath" and isinstance(node.func, ast.Attribute):
        return _below
    if last == "format" and isinstance(node.func, ast.Attribute):
        return _formatted if _is_text(node.func.value) else None
    return None


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _path(node: ast.Call, types: Types, depth: int) -> str | None:
    return _slashed([text_of(a, types, depth + 1) for a in node.args])


def _below(node: ast.Call, types: Types, depth: int) -> str | None:
    base = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    return _slashed([text_of(a, types, depth + 1) for a in (base, *node.args)])


def _slashed(pieces: Sequence[str | None]) -> str | None:
    known = [piece for piece in pieces if piece is not None]
    return "/".join(known) if len(known) == len(pieces) else None


def _formatted(node: ast.Call, types: Types, depth: int) -> str | None:
    """``"a/{}".format(name)``."""
    function = node.func
    template = (
        text_of(function.value, types, depth) if isinstance(function, ast.Attribute) else None
    )
    if template is None:
        return None
    given = [text_of(a, types, depth + 1) for a in node.args]
    by_name = {k.arg: text_of(k.value, types, depth + 1) for k in node.keywords}
    following = iter(given)

    def fill(found: re.Match[str]) -> str:
        word = found[1]
        if not word:
            return next(following, None) or UNKNOWN
        if word.isdigit():
            return (given[int(word)] if int(word) < len(given) else None) or UNKNOWN
        return by_name.get(word) or UNKNOWN

    return _BRACES.sub(fill, template)


_TEXTS: dict[type[ast.expr], Callable[..., str | None]] = {
    ast.Constant: _constant,
    ast.JoinedStr: _joined,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.BinOp: _binary,
    ast.Call: _called,
}
