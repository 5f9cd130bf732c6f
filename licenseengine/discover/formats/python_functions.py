"""The parameters of Python functions: their classes, and what they hold when nobody gives them.

Floor: discover.
"""

import ast
from collections.abc import Iterator

from licenseengine.discover.formats.python_calls import flag_name
from licenseengine.discover.formats.python_parts import Lead, Parts
from licenseengine.discover.formats.python_shapes import class_of
from licenseengine.discover.formats.python_texts import UNKNOWN, held


def parameters(
    node: ast.FunctionDef | ast.AsyncFunctionDef,
    name: str,
    scope: str | None,
    choice: str | None,
    parts: Parts,
) -> Iterator[tuple[ast.arg, ast.expr | None, Lead]]:
    """Each parameter with its default and what leads to it; `parts` gets to know them all.

    Args:
        node: the function.
        name: its qualified name.
        scope: what it stands in.
        choice: the alternative that it belongs to.
        parts: of the module.
    """
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    names = tuple(a.arg for a in (*plain, *given.kwonlyargs))
    is_method = bool(plain) and names[0] in {"self", "cls"}
    parts.parameters[name] = names[1:] if is_method else names
    if is_method and scope:
        parts.types[names[0]] = scope.rsplit(".", 1)[-1]
    flags = _flags(node, parts)
    for argument in (*plain, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))):
        parts.texts.pop(argument.arg, None)
        if not (is_method and argument is plain[0]):
            parts.types.pop(argument.arg, None)
        if argument.annotation and (class_ := class_of(argument.annotation)):
            parts.types[argument.arg] = class_
        parts.given[argument.arg] = flags.get(argument.arg, UNKNOWN)
    nothing: list[ast.expr | None] = [None] * (len(plain) - len(given.defaults))
    both = [
        *zip(plain, [*nothing, *given.defaults], strict=True),
        *zip(given.kwonlyargs, given.kw_defaults, strict=True),
    ]
    for argument, default in both:
        text = held(default, {}) if default is not None else None
        if text is not None:
            parts.given[argument.arg] = text
        if (text := parts.given[argument.arg]) != UNKNOWN:
            parts.constants[f"{name}({argument.arg})"] = text
        yield argument, default, Lead((node.name, argument.arg), "default", None, name, choice)


def _flags(node: ast.FunctionDef | ast.AsyncFunctionDef, parts: Parts) -> dict[str, str]:
    """The defaults of the flags that decorators declare, which become parameters."""
    names = (flag_name(d) for d in node.decorator_list if isinstance(d, ast.Call))
    known = {n: parts.constants.get(f"?.{n}") for n in names if n}
    return {n: text for n, text in known.items() if text is not None}
