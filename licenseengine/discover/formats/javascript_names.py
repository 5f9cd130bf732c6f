"""Names and texts in a JavaScript syntax tree: what is called, what is set, what a text says.

Floor: discover.
"""

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from licenseengine.discover.formats.folding import named

UNKNOWN = named("?")
DEFAULTS = frozenset({"||", "??"})
_WRAPPERS = frozenset(
    {
        "as_expression", "await_expression", "non_null_expression", "parenthesized_expression",
        "satisfies_expression", "type_assertion",
    }
)  # fmt: skip
_NAMES = frozenset(
    {
        "identifier", "import", "meta_property", "private_property_identifier",
        "property_identifier", "shorthand_property_identifier",
        "shorthand_property_identifier_pattern", "super", "this", "type_identifier",
    }
)  # fmt: skip
_EQUALS = frozenset({"===", "==", "!==", "!="})
_STEPS = 12
_FALLBACKS = 4
_DEEPEST = 6
_MOST = 100
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|(.))", re.DOTALL
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_WORD = re.compile(r"[A-Za-z_][\w.-]{0,80}")


def raw(node: Node) -> str:
    """The text of a node as it is written."""
    return (node.text or b"").decode("utf-8", "replace")


def quoted(node: Node) -> str:
    """The text of a string, without its quotes and escapes."""
    return _plain(raw(node)[1:-1])


def _plain(text: str) -> str:
    return _ESCAPE.sub(_escaped, text) if "\\" in text else text


def _escaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else "?"  # noqa: PLR2004 - Unicode
    return "" if found[4] else _LETTERS.get(found[5], found[5])


def first(node: Node | None) -> Node | None:
    """The first part of a node that is no comment; None where it has none."""
    for index in range(min(node.named_child_count, _STEPS) if node is not None else 0):
        child = node.named_child(index) if node is not None else None
        if child is not None and child.type != "comment":
            return child
    return None


def operator(node: Node) -> str:
    """The operator of an expression with two sides."""
    found = node.child_by_field_name("operator")
    return found.type if found else ""


def unwrapped(node: Node | None) -> Node | None:
    """An expression without parentheses, types and `await`."""
    for _ in range(_STEPS):
        if node is None or node.type not in _WRAPPERS:
            return node
        node = first(node)
    return None


def dotted(node: Node | None) -> str:
    """A name with its properties, dotted; calls and entries in between are left out."""
    parts: list[str] = []
    for _ in range(_STEPS):
        node = unwrapped(node)
        if node is None:
            break
        if node.type in {"member_expression", "nested_identifier", "subscript_expression"}:
            property_ = node.child_by_field_name("property")
            if property_ is not None:
                parts.append(raw(property_))
            node = node.child_by_field_name("object")
        elif node.type == "call_expression":
            node = node.child_by_field_name("function")
        else:
            if node.type in _NAMES and node.end_byte - node.start_byte < _MOST:
                parts.append(raw(node))
            break
    return ".".join(reversed(parts))


def name_of(node: Node | None) -> str | None:
    """A name with its properties and nothing else; None for any other expression."""
    parts: list[str] = []
    for _ in range(_STEPS):
        if node is None:
            return None
        if node.type in _NAMES:
            parts.append(raw(node))
            return ".".join(reversed(parts))
        if node.type == "member_expression":
            last = node.child_by_field_name("property")
            parts.append(raw(last) if last is not None else "")
        elif node.type == "subscript_expression":
            last = node.child_by_field_name("index")
            if last is None or last.type != "string":
                return None
            parts.append(quoted(last))
        else:
            return None
        node = node.child_by_field_name("object")
    return None


def target(node: Node | None) -> tuple[str, ...]:
    """The names that an assignment gives its value; empty for patterns."""
    name = name_of(node)
    parts = name.split(".") if name else []
    while parts and parts[0] in {"this", "module", "exports", "process", "env", "window", "self"}:
        parts.pop(0)
    return tuple(parts)


def key_of(node: Node | None) -> str | None:
    """The name of a property or field; None where it is put together."""
    if node is None:
        return None
    if node.type == "string":
        return quoted(node)
    if node.type == "computed_property_name":
        inner = first(node)
        return quoted(inner) if inner is not None and inner.type == "string" else None
    return raw(node) if node.end_byte - node.start_byte < _MOST else None


def fallbacks(node: Node | None) -> tuple[str, ...]:
    """The names before ``||`` and ``??``, outermost first: what must be unset for the default."""
    found: list[str] = []
    for _ in range(_FALLBACKS):
        node = unwrapped(node)
        side = node
        if node is not None and node.type == "binary_expression":
            if operator(node) not in DEFAULTS:
                break
            side, node = node.child_by_field_name("right"), node.child_by_field_name("left")
        else:
            node = None
        name = _asked(unwrapped(side))
        if name:
            found.append(name)
        if node is None:
            break
    return tuple(reversed(found))


def _asked(node: Node | None) -> str | None:
    """The name that an expression asks for: a variable, a property, ``get("NAME")``."""
    if node is None:
        return None
    if node.type == "call_expression":
        given = node.child_by_field_name("arguments")
        asked = first(given)
        if asked is not None and asked.type == "string" and _WORD.fullmatch(quoted(asked)):
            return quoted(asked)
        return dotted(node).rsplit(".", 1)[-1] or None
    name = name_of(node)
    return name.rsplit(".", 1)[-1] if name else None


def compared(test: Node | None) -> str | None:
    """The word that a test compares something with; None when it compares with none."""
    test = unwrapped(test)
    if test is None or test.type != "binary_expression" or operator(test) not in _EQUALS:
        return None
    if operator(test).startswith("!"):
        return None
    for side in ("right", "left"):
        node = test.child_by_field_name(side)
        if node is not None and node.type == "string":
            return quoted(node)
    return None


def text_of(node: Node | None, depth: int = 0) -> str | None:
    """The text of an expression, with marks for names; None when it is no text."""
    node = unwrapped(node)
    if node is None or depth > _DEEPEST:
        return None
    match node.type:
        case "string":
            return quoted(node)
        case "template_string":
            return "".join(_pieces(node, depth))
        case "number":
            return raw(node)
        case "binary_expression":
            return _joined(node, depth)
        case _:
            name = name_of(node)
            return named(name) if name else None


def _pieces(node: Node, depth: int) -> Iterator[str]:
    for child in islice(node.named_children, _MOST):
        if child.type == "template_substitution":
            text = text_of(first(child), depth + 1)
            yield UNKNOWN if text is None else text
        else:
            yield _plain(raw(child))


def _joined(node: Node, depth: int) -> str | None:
    """Texts joined by ``+``; of ``a || b`` the default, b."""
    if operator(node) in DEFAULTS:
        return text_of(node.child_by_field_name("right"), depth + 1)
    parts: list[str] = []
    left: Node | None = node
    while left is not None and left.type == "binary_expression" and len(parts) < _MOST:
        if operator(left) != "+":
            return None
        text = text_of(left.child_by_field_name("right"), depth + 1)
        parts.append(UNKNOWN if text is None else text)
        left = unwrapped(left.child_by_field_name("left"))
    text = text_of(left, depth + 1)
    parts.append(UNKNOWN if text is None else text)
    return "".join(reversed(parts))
