"""Calls and components in JavaScript: which argument is a module, a default, mere prose.

Floor: discover.
"""

import re

from tree_sitter import Node

from licenseengine.discover.formats.javascript_around import Around, Enter, Frame
from licenseengine.discover.formats.javascript_names import dotted, first, key_of, quoted, raw

# Properties that hold prose for people, or looks.
PROSE = frozenset(
    {
        "alt", "aria-label", "class", "className", "content", "desc", "description", "help",
        "helpText", "hint", "label", "message", "placeholder", "prompt", "style", "subtitle",
        "systemPrompt", "text", "title", "tooltip",
    }
)  # fmt: skip
# Functions that print, compare, name tests, or take texts apart.
_TALK = frozenset(
    {
        "assert", "debug", "describe", "endsWith", "error", "exec", "includes", "indexOf", "info",
        "it", "join", "log", "match", "matchAll", "replace", "replaceAll", "split", "startsWith",
        "test", "trace", "trim", "warn",
    }
)  # fmt: skip
_MODULES = frozenset({"require", "import", "require.resolve"})
_ENVIRONMENT = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+")
_OPAQUE = frozenset({"identifier", "member_expression", "call_expression", "spread_element"})


def call(node: Node, around: Around) -> Frame:
    """A call: its arguments have its name, and their own or their number."""
    callee = dotted(node.child_by_field_name("function"))
    return _called(node, callee, around)


def new(node: Node, around: Around) -> Frame:
    """An instance of a class; told by itself where no model is given."""
    callee = dotted(node.child_by_field_name("constructor"))
    frame = _called(node, callee, around)
    last = callee.rsplit(".", 1)[-1]
    if last[:1].isupper() and not last.endswith("Error"):
        given = _given(node.child_by_field_name("arguments"))
        if not any("model" in name.casefold() for name in given):
            at = around._replace(keys=given, form="instance", callee=callee)
            frame.said = ((callee, node, at),)
    return frame


def _called(node: Node, callee: str, around: Around) -> Frame:
    given = node.child_by_field_name("arguments")
    inner = _arguments(callee, around)
    if given is not None and given.type == "template_string" and inner.form == "argument":
        inner = inner._replace(keys=inner.joined("0"))
    rest = around._replace(form="value", callee=None, options=False, several=False, constant=False)
    return Frame(rest, fields={"arguments": inner})


def _arguments(callee: str, around: Around) -> Around:
    last = callee.rsplit(".", 1)[-1]
    own = Around(around.keys, "argument", callee or None, around.scope, around.choice)
    if callee in _MODULES:
        return own._replace(keys=(), form="import")
    if last in _TALK or last.endswith("Error"):
        return own._replace(form="text")
    if last in {"default", "prefault"} and around.keys and "." in callee:
        return own._replace(form="default")
    return own


def arguments(node: Node, around: Around) -> Frame:
    """The arguments of a call; of ``get("NAME", "default")`` the second is a default."""
    name = first(node)
    asks = None
    if name is not None and name.type == "string" and node.named_child_count > 1:
        text = quoted(name)
        asks = text if _ENVIRONMENT.fullmatch(text) else None
    return Frame(around, counts=True, asks=asks)


def _given(node: Node | None) -> tuple[str, ...]:
    """Which arguments are given: positions, names of options, ``**`` for what is not seen."""
    found: list[str] = []
    for number, child in enumerate(node.named_children if node is not None else ()):
        if child.type == "object":
            found += _options(child)
        elif child.type in _OPAQUE:
            found += [str(number), "**"]
        elif child.type != "comment":
            found.append(str(number))
    return tuple(found)


def _options(node: Node) -> list[str]:
    found: list[str] = []
    for child in node.named_children:
        if child.type == "pair":
            found.append(key_of(child.child_by_field_name("key")) or "**")
        elif child.type == "shorthand_property_identifier":
            found.append(raw(child))
        elif child.type == "spread_element":
            found.append("**")
    return found


def _component(node: Node, around: Around) -> Frame:
    name = dotted(node.child_by_field_name("name"))
    return Frame(Around((), "argument", name or None, around.scope, around.choice))


def _attribute(node: Node, around: Around) -> Frame:
    name = key_of(first(node)) or ""
    if name in PROSE:
        return Frame(around.mute())
    return Frame(around._replace(keys=(name,)))


ENTER: dict[str, Enter] = {
    "call_expression": call,
    "new_expression": new,
    "arguments": arguments,
    "jsx_opening_element": _component,
    "jsx_self_closing_element": _component,
    "jsx_attribute": _attribute,
}
