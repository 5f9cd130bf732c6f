"""Text of a rule to its tree, with the place of every complaint.

lark is imported, and the grammar read, when the first sentence is parsed: reading compiled
licenses needs neither. The basic lexer is used because the contextual one takes a keyword for a
name where only a name may stand, and then blames a later word.

Floor: language; the only home of lark.
"""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from licenseengine.errors import Diagnostic, ReadError, Span
from licenseengine.language.figures import read_figure
from licenseengine.language.tree import (
    Accept,
    All,
    Any,
    Condition,
    Not,
    Operator,
    Quantity,
    Relicense,
    Rule,
    Sentence,
    Test,
    Treat,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lark import Lark, Token, Tree

    Branch = Tree[Token] | Token

_REMEDY = "see docs/language.md for the forms of a rule"


def data_folder(name: str) -> Path:
    """The folder `name` (grammar, licenses), in a checkout or inside the installed package."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_data" / name
    return inside if inside.is_dir() else package.parent / name


@lru_cache(maxsize=2)
def _parser(start: str) -> "Lark":
    from lark import Lark  # noqa: PLC0415 - imported only when something must be parsed

    grammar = (data_folder("grammar") / "rule.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", start=start, propagate_positions=False)


def parse_sentence(text: str, origin: Span | None = None) -> Sentence:
    """Read one rule.

    Args:
        text: the sentence, such as ``forbid any when licensee.monthly_active_users > 700M users``.
        origin: where its first character stands; the text itself, when None.

    Raises:
        ReadError: LE201, the text is no sentence of ``grammar/rule.lark``.
    """
    return _sentence(_parse("start", text, origin).children[0])


def parse_condition(text: str, origin: Span | None = None) -> Condition:
    """Read one condition, such as ``use.commercial and not use.production``.

    Raises:
        ReadError: LE201, the text is no condition of ``grammar/rule.lark``.
    """
    return _condition(_parse("condition", text, origin))


def _parse(start: str, text: str, origin: Span | None) -> "Tree[Token]":
    from lark import UnexpectedCharacters, UnexpectedToken  # noqa: PLC0415 - as above

    origin = origin or Span("<text>")
    try:
        return _parser(start).parse(text)
    except UnexpectedCharacters as error:
        column, width, message = error.column, 1, f"unexpected character `{error.char}`"
    except UnexpectedToken as error:
        if error.token.type == "$END":
            column, width, message = len(text) + 1, 1, "the rule ends too early"
        else:
            column = error.token.column or 1
            width, message = len(str(error.token)), f"unexpected `{error.token}`"
    place = Span(origin.path, origin.line, origin.column + column - 1, width)
    raise ReadError([Diagnostic("LE201", place, message, None, _REMEDY)], None) from None


def _children(branch: "Branch") -> "list[Branch]":
    return cast("Tree[Token]", branch).children


def _kind(branch: "Branch") -> str:
    return str(getattr(branch, "data", "token"))


def _part(branches: "Sequence[Branch]", kind: str) -> "Branch | None":
    return next((b for b in branches if _kind(b) == kind), None)


def _names(branch: "Branch | None") -> tuple[str, ...]:
    return tuple(str(token) for token in _children(branch)) if branch is not None else ()


def _sentence(branch: "Branch") -> Sentence:
    parts = _children(branch)
    match _kind(branch):
        case "treat":
            return Treat(str(parts[0]), str(parts[1]), _optional(_part(parts, "when")))
        case "accept":
            return Accept(_names(parts[0]))
        case "relicense":
            return Relicense(_names(parts[0]), _optional(_part(parts, "when")))
        case "reserve":
            when, unless = (_optional(_part(parts, word)) for word in ("when", "unless"))
            return Rule("reserve", names=_names(parts[0]), when=when, unless=unless)
        case verb:
            return _rule(verb, parts)


def _rule(verb: str, parts: "Sequence[Branch]") -> Rule:
    scope = _children(cast("Branch", _part(parts, "scope")))
    of, kinds = _part(scope, "of"), _part(scope, "in")
    duty = _children(d) if (d := _part(parts, "duty")) is not None else []
    return Rule(
        verb="permit" if verb == "permit" else "forbid" if verb == "forbid" else "require",
        actions=_names(_children(cast("Branch", _part(parts, "actions")))[0]),
        states=_names(_children(of)[0]) if of is not None else (),
        kinds=_names(_children(kinds)[0]) if kinds is not None else (),
        when=_optional(_part(scope, "when")),
        unless=_optional(_part(scope, "unless")),
        duty=str(duty[0]) if duty else None,
        text=str(duty[1])[1:-1] if len(duty) > 1 else None,
    )


def _optional(branch: "Branch | None") -> Condition | None:
    return _condition(_children(branch)[0]) if branch is not None else None


def _condition(branch: "Branch") -> Condition:  # noqa: PLR0911 - a case for each form
    kind, parts = _kind(branch), _children(branch)
    match kind:
        case "disjunction" if len(parts) > 1:
            return Any(tuple(_condition(p) for p in parts))
        case "conjunction" if len(parts) > 1:
            return All(tuple(_condition(p) for p in parts))
        case "negated":
            return Not(_condition(parts[0]))
        case "fact":
            return Test(str(parts[0]), "is")
        case "comparison":
            return Test(str(parts[0]), cast("Operator", str(parts[1])), _values(parts[2]))
        case "membership":
            return Test(str(parts[0]), "in", _values(parts[1]))
        case "within":
            return Test(str(parts[0]), "within", _values(parts[1]))
        case "containment":
            return Test(str(parts[0]), "has", _values(parts[-1]))
        case _:
            return _condition(parts[0])


def _values(branch: "Branch") -> tuple[Value, ...]:
    if _kind(branch) == "values":
        return tuple(_value(b) for b in _children(branch))
    return (_value(branch),)


def _value(branch: "Branch") -> Value:
    parts = _children(branch)
    match _kind(branch):
        case "quantity":
            return Quantity(read_figure(str(parts[0])), str(parts[1]) if len(parts) > 1 else "")
        case "date":
            return date.fromisoformat(str(parts[0]))
        case "text":
            return str(parts[0])[1:-1]
        case _:
            return {"true": True, "false": False}.get(str(parts[0]), str(parts[0]))
