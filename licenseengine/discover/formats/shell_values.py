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
    expansion = _Expansion(variables)
    text = _PART.sub(expansion.part, _whole_braces(raw))
    if expansion.folded or expansion.names:
        text = text[:LONGEST]
    return Value(text, tuple(dict.fromkeys(expansion.names)), expansion.folded, at)


class _Expansion:
    def __init__(self, variables: Variables) -> None:
        self.variables = variables
        self.names: list[str] = []
        self.folded = False
        self._room = LONGEST

    def part(self, found: re.Match[str]) -> str:
        """A quoted or bare part of a word, without its quotes."""
        match found.lastgroup:
            case "double":
                return _ESCAPE.sub(r"\1", _VARIABLE.sub(self.put, found["double"]))
            case "single":
                return found["single"]
            case "escaped":
                return found["escaped"].strip("\n")
            case _:
                return _VARIABLE.sub(self.put, found[0])

    def put(self, found: re.Match[str]) -> str:
        """The text of a variable, or of its default; as written when there is neither."""
        if self._room <= 0:
            return ""
        known = self.variables.get(found["name"] or found["plain"])
        default = found["default"]
        if known is not None and known.text:
            self.names += known.names
            self.folded = True
            self._room -= len(known.text)
            return known.text
        if default is None:
            return found[0]
        inner = value_of(default, self.variables)
        self.names += [found["name"], *inner.names]
        self._room -= len(inner.text)
        return inner.text


def _needs(raw: str) -> bool:
    return "$" in raw or '"' in raw or "'" in raw or "\\" in raw


def _whole_braces(raw: str) -> str:
    """A default in quotes, ``${X:-"y"}``, without them: they would end the part too early."""
    if "${" not in raw:
        return raw
    return re.sub(r"""(\$\{\w+:?[-=])["']([^"'{}]*)["']\}""", r"\1\2}", raw)
