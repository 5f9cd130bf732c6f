"""Shapes of Python expressions: the names in them, what a test picks, what a table is of.

Floor: discover.
"""

import ast
from collections.abc import Iterator

from licenseengine.discover.formats.python_texts import dotted, last_name

_BELOW = 12
_NAMES = ast.Name | ast.Attribute
EITHER = "|"  # between words of which each picks the same alternative
# Decorators that change what they stand over and make nobody know it.
_PLAIN = frozenset(
    {
        "abstractmethod", "asynccontextmanager", "attrs", "cache", "cache_data", "cache_resource",
        "cached_property", "classmethod", "contextmanager", "dataclass", "define", "deleter",
        "final", "frozen", "getter", "inference_mode", "jit", "lru_cache", "mutable", "no_grad",
        "njit", "overload", "override", "property", "retry", "runtime_checkable", "s", "setter",
        "singledispatch", "staticmethod", "total_ordering", "unique", "wraps",
    }
)  # fmt: skip


def names_in(node: ast.AST) -> set[str]:
    """All names and attributes of an expression."""
    names = set()
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            names.add(child.id)
        elif isinstance(child, ast.Attribute):
            names.add(child.attr)
    return names


def target_keys(node: ast.expr) -> tuple[str, ...]:
    """The names that an assignment gives its value: a variable, an attribute, an entry."""
    match node:
        case ast.Name():
            return (node.id,)
        case ast.Attribute():
            return (node.attr,)
        case ast.Subscript(slice=ast.Constant(value=str() as key)):
            return ((dotted(node.value) or "").rsplit(".", 1)[-1], key)
        case _:
            return ()


def pairs(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    """What is assigned to what: ``a, b = 1, 2`` is two assignments."""
    if isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
        stars = any(isinstance(e, ast.Starred) for e in (*target.elts, *value.elts))
        if len(target.elts) == len(value.elts) and not stars:
            return list(zip(target.elts, value.elts, strict=True))
    return [(target, value)]


def picked_by(test: ast.expr) -> tuple[str | None, str | None]:
    """The word under which a test holds, and the word under which it does not; None for no word.

    Several words stand with bars between them; a part of a word between stars.
    """
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return picked_by(test.operand)[::-1]
    if isinstance(test, ast.BoolOp):
        words = [picked_by(value)[0] for value in test.values]
        known = [word for word in words if word is not None]
        if isinstance(test.op, ast.And):
            return (known[0] if known else None), None
        return (EITHER.join(known) if len(known) == len(words) else None), None
    if not isinstance(test, ast.Compare) or len(test.comparators) != 1:
        return None, None
    operator, word = test.ops[0], _word(test)
    if isinstance(operator, ast.Eq | ast.In | ast.Is):
        return word, None
    return (None, word) if isinstance(operator, ast.NotEq | ast.NotIn | ast.IsNot) else (None, None)


def _word(test: ast.Compare) -> str | None:
    right = test.comparators[0]
    if isinstance(right, ast.List | ast.Tuple | ast.Set):
        words = [e.value for e in right.elts if isinstance(e, ast.Constant)]
        return EITHER.join(w for w in words if isinstance(w, str)) or None
    if isinstance(right, ast.Constant) and isinstance(right.value, str):
        return right.value
    if isinstance(test.left, ast.Constant) and isinstance(test.left.value, str):
        is_part = isinstance(test.ops[0], ast.In | ast.NotIn)
        return f"*{test.left.value}*" if is_part else test.left.value
    return None


def word_of(pattern: ast.pattern) -> str | None:
    """The word that a pattern of a case is; None where it is more than a word."""
    if isinstance(pattern, ast.MatchOr):
        words = [word_of(p) for p in pattern.patterns]
        return EITHER.join(w for w in words if w) if all(words) else None
    value = pattern.value if isinstance(pattern, ast.MatchValue) else None
    is_word = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return str(value.value) if is_word and isinstance(value, ast.Constant) else None


def keys_below(value: ast.expr) -> str | None:
    """The keys of a table that is the value of a key, with spaces."""
    if not isinstance(value, ast.Dict):
        return None
    words = (k.value for k in value.keys[:_BELOW] if isinstance(k, ast.Constant))
    return " ".join(w for w in words if isinstance(w, str)) or None


def is_table(node: ast.Dict) -> bool:
    """Whether a mapping may be a table of alternatives: several entries, all of one shape."""
    return len(node.keys) > 1 and len({_shape(value) for value in node.values}) == 1


def _shape(node: ast.expr) -> object:
    if isinstance(node, ast.Constant):
        return type(node.value)
    if isinstance(node, ast.JoinedStr):
        return str
    return ast.Name if isinstance(node, ast.Attribute) else type(node)


def registers(decorator: ast.expr) -> bool:
    """Whether a decorator may make what it stands over known to others, who then call it."""
    return (dotted(decorator) or "").rsplit(".", 1)[-1] not in _PLAIN


def registered_as(decorator: ast.expr, name: str) -> str | None:
    """The word under which a decorator such as ``@register("word")`` lists something."""
    if "regist" not in (dotted(decorator) or "").casefold():
        return None
    if not isinstance(decorator, ast.Call):
        return name
    words = (a.value for a in decorator.args if isinstance(a, ast.Constant))
    return next((w for w in words if isinstance(w, str)), name)


def literals(annotation: ast.expr) -> Iterator[ast.Constant]:
    """The texts of ``Literal["a", "b"]``, wherever it stands in an annotation."""
    if not isinstance(annotation, ast.Subscript | ast.BinOp):
        return
    for node in ast.walk(annotation):
        if isinstance(node, ast.Subscript) and (dotted(node.value) or "").endswith("Literal"):
            inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            yield from (
                i for i in inner if isinstance(i, ast.Constant) and isinstance(i.value, str)
            )


def declared_in(annotation: ast.expr) -> Iterator[ast.Call]:
    """The calls in ``Annotated[str, Field(default="x")]``, which declare a field."""
    if isinstance(annotation, ast.Subscript) and (dotted(annotation.value) or "").endswith(
        "Annotated"
    ):
        inner = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else []
        yield from (i for i in inner if isinstance(i, ast.Call))


def class_of(node: ast.expr) -> str | None:
    """The class that an annotation or a value tells: ``X | None``, ``"X"``, ``await X()``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if node.value.replace(".", "").isidentifier() else None
    if isinstance(node, ast.BinOp):
        return class_of(node.left) or class_of(node.right)
    if isinstance(node, ast.Subscript):
        if (dotted(node.value) or "").rsplit(".", 1)[-1] not in {"Annotated", "Optional"}:
            return None
        inner = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice
        return class_of(inner)
    if isinstance(node, ast.Await):
        return class_of(node.value)
    return dotted(node) if isinstance(node, ast.Name | ast.Attribute | ast.Call) else None


def is_made_by(node: ast.AST, callers: frozenset[str]) -> bool:
    """Whether an expression is a call of a known function: what it gives is a thing and no text."""
    if isinstance(node, ast.Await):
        node = node.value
    return isinstance(node, ast.Call) and last_name(node) in callers


def loads_all(
    target: ast.expr, each: ast.expr, body: list[ast.AST], callers: frozenset[str]
) -> str | None:
    """The table or list of which a loop gives every entry to a known function; None for no such.

    Args:
        target: the names of the loop.
        each: what it goes through: a name, or ``NAME.items()``.
        body: what is done with each.
        callers: last names of known functions.
    """
    if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and not each.args:
        each = each.func.value
    name = (dotted(each) or "").rsplit(".", 1)[-1] if isinstance(each, _NAMES) else ""
    if not name:
        return None
    own = names_in(target)
    for node in (inner for part in body for inner in ast.walk(part)):
        if isinstance(node, ast.Call) and last_name(node) in callers:
            given = [*node.args, *(k.value for k in node.keywords)]
            if any(own & names_in(argument) for argument in given):
                return name
    return None
