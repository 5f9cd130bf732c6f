"""The parts of JavaScript and TypeScript that lead to a text: what each means for what is in it.

Floor: discover.
"""

from typing import TYPE_CHECKING

from tree_sitter import Node

from licenseengine.discover.formats import javascript_calls
from licenseengine.discover.formats.javascript_around import Around, Enter, Frame
from licenseengine.discover.formats.javascript_names import (
    DEFAULTS,
    compared,
    fallbacks,
    key_of,
    operator,
    quoted,
    raw,
    target,
    text_of,
)

if TYPE_CHECKING:
    from licenseengine.discover.records import Form

_COMPARES = frozenset({"===", "==", "!==", "!=", "<", ">", "<=", ">=", "in", "instanceof"})


def _plain(node: Node, around: Around) -> Frame:  # noqa: ARG001 - as all of them
    return Frame(around.plain())


def _mute(node: Node, around: Around) -> Frame:  # noqa: ARG001 - as all of them
    return Frame(around.mute())


def _source(node: Node, around: Around) -> Frame:  # noqa: ARG001 - as all of them
    module = around.plain()._replace(form="import")
    return Frame(around.plain(), fields={"source": module})


def _declaration(node: Node, around: Around) -> Frame:
    kind = node.child_by_field_name("kind")
    constant = kind is not None and kind.type == "const"
    return Frame(around.plain()._replace(constant=constant))


def _declarator(node: Node, around: Around) -> Frame:
    name = target(node.child_by_field_name("name"))
    value = around._replace(keys=name)
    text = text_of(node.child_by_field_name("value")) if around.constant else None
    known = tuple((around.scope, first, text) for first in name[:1])
    return Frame(around.plain(), fields={"value": value}, known=known)


def _assignment(node: Node, around: Around) -> Frame:
    keys = target(node.child_by_field_name("left"))
    form: Form = "default" if operator(node) in {"||=", "??="} else "value"
    value = around.plain()._replace(keys=keys, form=form)
    return Frame(around.plain(), fields={"right": value})


def _function(node: Node, around: Around) -> Frame:
    name = key_of(node.child_by_field_name("name"))
    if name is None and around.keys and not around.keys[-1].isdigit():
        name = around.keys[-1]
    scope = around.within(name) if name else around.scope
    inner = Around(scope=scope, choice=around.choice)
    body = node.child_by_field_name("body")
    gives = inner
    if body is not None and body.type != "statement_block":
        gives = around._replace(scope=scope, options=False, several=False, constant=False)
    if name == "constructor" and around.scope:
        name = around.scope.rsplit(".", 1)[-1]
    given = inner._replace(keys=(name,) if name else ())
    parameters = node.child_by_field_name("parameters")
    own = parameters.named_children if parameters is not None else ()
    known = tuple((scope, word, None) for child in own if (word := _word(child)))
    return Frame(inner, fields={"parameters": given, "body": gives}, known=known)


def _word(parameter: Node) -> str | None:
    """The name of a parameter: within its function it is no constant of the file."""
    name = target(parameter.child_by_field_name("pattern") or parameter)
    return name[0] if len(name) == 1 else None


def _class(node: Node, around: Around) -> Frame:
    name = key_of(node.child_by_field_name("name")) or (around.keys[-1] if around.keys else None)
    return Frame(Around(scope=around.within(name) if name else around.scope, choice=around.choice))


def _field(node: Node, around: Around) -> Frame:
    """A field of a class: a constant of the class, or what its instances have at first."""
    name = key_of(node.child_by_field_name("name") or node.child_by_field_name("property"))
    if name is None:
        return Frame(around.plain())
    owner = (around.scope or "").rsplit(".", 1)[-1]
    is_static = any(child.type == "static" for child in node.children[:4])
    plain = name.removeprefix("#")
    keys = (owner, plain) if owner else (plain,)
    value = around.plain()._replace(keys=keys, form="value" if is_static else "default")
    text = text_of(node.child_by_field_name("value"))
    known = ((None, f"{owner}.{name}", text), (around.scope, f"this.{name}", text))
    return Frame(around.plain(), fields={"value": value}, known=known)


def _parameter(node: Node, around: Around) -> Frame:
    """A parameter or a part of a pattern with a default."""
    name = target(node.child_by_field_name("pattern") or node.child_by_field_name("left"))
    keys = around.keys if name == around.keys[-1:] else around.joined(*name)
    value = around._replace(keys=keys, form="default")
    return Frame(around, fields={"value": value, "right": value})


def _pair_pattern(node: Node, around: Around) -> Frame:
    key = key_of(node.child_by_field_name("key"))
    return Frame(
        around, fields={"value": around._replace(keys=around.joined(*([key] if key else ())))}
    )


def _object(node: Node, around: Around) -> Frame:
    return Frame(around._replace(several=node.named_child_count > 1))


def _array(node: Node, around: Around) -> Frame:  # noqa: ARG001 - as all of them
    form: Form = "text" if around.form == "text" else "item"
    return Frame(around._replace(form=form, constant=False, options=False), lists=True)


def _pair(node: Node, around: Around) -> Frame:
    """An entry of an object; a key in quotes is stated too, as it may be the name of a model."""
    at, value = node.child_by_field_name("key"), node.child_by_field_name("value")
    key = key_of(at)
    if key is None:
        return Frame(around.plain(), fields={"value": around._replace(form="value", options=False)})
    keys = around.joined(key)
    choice = around.choice
    if choice is None and around.several and around.keys and not around.options:
        choice = key
    form: Form = "argument" if around.options else "value"
    if key in javascript_calls.PROSE:
        form = "text"
    inner = around._replace(keys=keys, form=form, choice=choice, options=False, several=False)
    frame = Frame(around.plain(), fields={"value": inner, "key": around.mute()})
    if at is not None and at.type == "string" and around.form != "text":
        rate: Form = "rate" if value is not None and value.type == "number" else "key"
        frame.said = ((key, at, around._replace(form=rate, callee=None, choice=key)),)
    if around.constant:
        frame.known = ((around.scope, ".".join(keys), text_of(value)),)
    return frame


def _shorthand(node: Node, around: Around) -> Frame:
    name = raw(node)
    form: Form = "argument" if around.options else "value"
    at = around._replace(keys=around.joined(name), form=form)
    return Frame(around, said=((f"\x01{name}\x02", node, at),))


def _two_sides(node: Node, around: Around) -> Frame:
    """``a || "b"`` has a default; what is compared states nothing."""
    sign = operator(node)
    if sign in DEFAULTS:
        names = fallbacks(node.child_by_field_name("left"))
        right = around._replace(keys=around.under(names), form="default")
        return Frame(around, fields={"right": around if around.form == "text" else right})
    return Frame(around.mute()) if sign in _COMPARES else Frame(around._replace(options=False))


def _choice(node: Node, around: Around) -> Frame:
    test = node.child_by_field_name("condition")
    first = around._replace(choice=compared(test) or around.choice)
    return Frame(around, fields={"condition": around.plain(), "consequence": first})


def _case(node: Node, around: Around) -> Frame:
    value = node.child_by_field_name("value")
    word = quoted(value) if value is not None and value.type == "string" else around.choice
    return Frame(around.plain()._replace(choice=word), fields={"value": around.mute()})


def _index(node: Node, around: Around) -> Frame:  # noqa: ARG001 - as all of them
    return Frame(around._replace(options=False), fields={"index": around.mute()})


def _named_type(node: Node, around: Around) -> Frame:
    name = key_of(node.child_by_field_name("name"))
    keys = around.joined(name) if name else around.keys
    return Frame(around._replace(keys=keys, form="value"), fields={"name": around.mute()})


def _literal_type(node: Node, around: Around) -> Frame:  # noqa: ARG001 - as all of them
    return Frame(around._replace(form="item"))


def _member(node: Node, around: Around) -> Frame:
    """A member of an enumeration."""
    name = key_of(node.child_by_field_name("name"))
    if name is None:
        return Frame(around.plain())
    keys = around.joined(name)
    known = ((around.scope, ".".join(keys), text_of(node.child_by_field_name("value"))),)
    value = around._replace(keys=keys, form="item", choice=name)
    return Frame(around, fields={"value": value, "name": around.mute()}, known=known)


ENTER: dict[str, Enter] = javascript_calls.ENTER | {
    "import_statement": _source,
    "import_require_clause": _source,
    "export_statement": _source,
    "import_attribute": _mute,
    "expression_statement": _plain,
    "jsx_element": _plain,
    "return_statement": _plain,
    "throw_statement": _mute,
    "lexical_declaration": _declaration,
    "variable_declaration": _declaration,
    "variable_declarator": _declarator,
    "assignment_expression": _assignment,
    "augmented_assignment_expression": _assignment,
    "function_declaration": _function,
    "generator_function_declaration": _function,
    "function_expression": _function,
    "generator_function": _function,
    "arrow_function": _function,
    "method_definition": _function,
    "class_declaration": _class,
    "abstract_class_declaration": _class,
    "class": _class,
    "field_definition": _field,
    "public_field_definition": _field,
    "required_parameter": _parameter,
    "optional_parameter": _parameter,
    "assignment_pattern": _parameter,
    "object_assignment_pattern": _parameter,
    "pair_pattern": _pair_pattern,
    "object": _object,
    "array": _array,
    "pair": _pair,
    "shorthand_property_identifier": _shorthand,
    "binary_expression": _two_sides,
    "ternary_expression": _choice,
    "if_statement": _choice,
    "switch_case": _case,
    "subscript_expression": _index,
    "type_alias_declaration": _named_type,
    "interface_declaration": _named_type,
    "property_signature": _named_type,
    "enum_declaration": _named_type,
    "literal_type": _literal_type,
    "enum_assignment": _member,
}
