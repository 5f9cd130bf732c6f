"""SPDX license expressions as choices: which licenses bind together, and what may be chosen.

Floor: language; the only home of license-expression, imported when an expression has operators.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any

from licenseengine.errors import Diagnostic, ReadError, Span

MAX_BRANCHES = 64
_WORDS = frozenset({"AND", "OR", "WITH"})


@dataclass(frozen=True, slots=True)
class Term:
    """One license of an expression, with the exception that `WITH` adds."""

    license: str
    exception: str | None = None

    def __str__(self) -> str:
        return f"{self.license} WITH {self.exception}" if self.exception else self.license


Branch = tuple[Term, ...]


def read_expression(text: str, place: Span | None = None) -> tuple[Branch, ...]:
    """The choices that an expression leaves: each branch binds all of its terms.

    ``MIT OR (Apache-2.0 AND CC0-1.0)`` gives two branches, the second of two terms.

    Raises:
        ReadError: LE206, the text is no expression, or leaves more than 64 choices.
    """
    text = text.strip()
    if text and text not in _WORDS and not any(c.isspace() or c in "()" for c in text):
        return ((Term(text),),)
    from license_expression import (  # type: ignore[import-untyped]  # noqa: PLC0415 - only for operators
        ExpressionError,
        Licensing,
    )

    place = place or Span("<license>")
    try:
        parsed = Licensing().parse(text)
    except (ExpressionError, ValueError, TypeError, AttributeError) as error:
        said = f"`{text}` is no SPDX license expression: {str(error).splitlines()[0]}"
        raise ReadError([Diagnostic("LE206", place, said, None, _REMEDY)]) from None
    if parsed is None:
        raise ReadError(
            [Diagnostic("LE206", place, "the license expression is empty", None, _REMEDY)]
        )
    branches = _branches(parsed)
    if len(branches) > MAX_BRANCHES:
        said = f"`{text}` leaves more than {MAX_BRANCHES} choices"
        raise ReadError([Diagnostic("LE206", place, said)])
    return tuple(dict.fromkeys(branches))


_REMEDY = "write ids joined by AND, OR, WITH, such as `MIT OR Apache-2.0`"


def _branches(node: Any) -> list[Branch]:  # noqa: ANN401 - license-expression has no types
    from license_expression import LicenseWithExceptionSymbol  # noqa: PLC0415 - as above

    if isinstance(node, LicenseWithExceptionSymbol):
        return [(Term(node.license_symbol.key, node.exception_symbol.key),)]
    operator = getattr(node, "operator", "").strip()
    if operator == "OR":
        return [branch for part in node.args for branch in _branches(part)]
    if operator == "AND":
        parts = [_branches(part) for part in node.args]
        size = 1
        for part in parts:
            size *= len(part)
        if size > MAX_BRANCHES:
            return [()] * (MAX_BRANCHES + 1)
        joined = [tuple(term for branch in choice for term in branch) for choice in product(*parts)]
        return [tuple(dict.fromkeys(branch)) for branch in joined]
    return [(Term(node.key),)]
