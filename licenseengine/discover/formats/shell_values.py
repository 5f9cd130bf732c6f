"""Words of a script made into text: quotes taken off, variables set earlier or by default put in.

Floor: discover.
"""

import re
from collections.abc import MutableMapping
from dataclasses import dataclass

LONGEST = 2_000
_PART = re.compile(
    r""""(?P<double>(?:[^"\\]|\\.)*+)"|'(?P<single>[^']*+)'|\\(?P<escaped>.)|(?P<bare>[^"'\\]++)|(?P<odd>.)""",
    re.DOTALL,
)
_ESCAPE = re.compile(r'\\(["\\$`])|\\\r?\n')
_VARIABLE = re.compile(
    r"\$(?:\{(?P<name>[A-Za-z_]\w*|\d)(?::?[-=](?P<default>(?:[^{}$]|\$(?!\{)|\$\{[^{}]*\})*))?\}"
    r"|(?P<plain>[A-Za-z_]\w*|\d))"
)


@dataclass(frozen=True, slots=True)
class Value:
    """The text of a word; the variables whose default it holds; whether parts stand elsewhere."""

    text: str
    names: tuple[str, ...] = ()
    folded: bool = False
    at: int = 0


Variables = MutableMapping[str, Value]


def value_of(raw: str, variables: Variables, at: int = 0) -> Value:
    """The text of a word as far as the script tells it; unknown variables stay as written.

    Args:
        raw: the word, with its quotes.
        variables: what was assigned before.
        at: where the word begins.
    """
    if not _needs(raw):
        return Value(raw, at=at)
    names: list[str] = []
    folded = False

    def put(found: re.Match[str]) -> str:
        nonlocal folded
        known = variables.get(found["name"] or found["plain"])
        default = found["default"]
        if known is not None and known.text:
            names.extend(known.names)
            folded = True
            return known.text
        if default is None:
            return found[0]
        inner = value_of(default, variables)
        names.extend((found["name"], *inner.names))
        return inner.text

    def part(found: re.Match[str]) -> str:
        match found.lastgroup:
            case "double":
                return _ESCAPE.sub(r"\1", _VARIABLE.sub(put, found["double"]))
            case "single":
                return found["single"]
            case "escaped":
                return found["escaped"].strip("\n")
            case _:
                return _VARIABLE.sub(put, found[0])

    text = _bounded(_PART.sub(part, _whole_braces(raw)))
    return Value(text, tuple(dict.fromkeys(names)), folded, at)


def _needs(raw: str) -> bool:
    return "$" in raw or '"' in raw or "'" in raw or "\\" in raw


def _whole_braces(raw: str) -> str:
    """A default in quotes, ``${X:-"y"}``, without them: they would end the part too early."""
    if "${" not in raw:
        return raw
    return re.sub(r"""(\$\{\w+:?[-=])["']([^"'{}]*)["']\}""", r"\1\2}", raw)


def _bounded(text: str) -> str:
    return text if len(text) <= 10 * LONGEST else text[: 10 * LONGEST]
