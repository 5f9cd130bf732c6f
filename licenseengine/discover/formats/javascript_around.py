"""What surrounds an expression of JavaScript: the names that lead to it, and how it is stated.

Floor: discover.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tree_sitter import Node

from licenseengine.discover.records import Form

Known = tuple[str | None, str, str | None]  # a scope, a name in it, the text that it stands for
_NONE: Mapping[str, "Around"] = {}
_MOST_KEYS = 12
_LONGEST_SCOPE = 200
_FIXED = frozenset({"text", "import", "default"})


class Around(NamedTuple):
    """The surroundings of an expression, as :class:`Statement` has them.

    `options` says that it is an object given to a function, whose entries are named arguments;
    `several` that it is an entry of several; `constant` that it belongs to a constant of the file.
    """

    keys: tuple[str, ...] = ()
    form: Form = "value"
    callee: str | None = None
    scope: str | None = None
    choice: str | None = None
    options: bool = False
    several: bool = False
    constant: bool = False

    def joined(self, *names: str) -> tuple[str, ...]:
        """The keys with further names; only the innermost, where there are very many."""
        return (*self.keys, *names)[-_MOST_KEYS:]

    def plain(self) -> "Around":
        """Where a new statement of the language begins: only scope and choice are left."""
        return Around(scope=self.scope, choice=self.choice)

    def mute(self) -> "Around":
        """Where texts state nothing."""
        return Around(form="text", scope=self.scope, choice=self.choice)

    def within(self, name: str) -> str:
        """The qualified name of a part that is defined here."""
        if self.scope is None:
            return name
        return f"{self.scope}.{name}" if len(self.scope) < _LONGEST_SCOPE else self.scope

    def under(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The keys with the names of what must be unset put before the innermost."""
        outer = tuple(name for name in names if name not in self.keys[-1:])
        return (*self.keys[:-1], *outer, *self.keys[-1:])[-_MOST_KEYS:]


@dataclass(slots=True)
class Frame:
    """A node that the walk is within: what surrounds its children, by their field or all alike.

    `counts` says that its children are arguments, known by their number; `asks` that the first
    names what the others are the default of; `lists` that they are items. `said` and `known` are
    what the node itself states, and the constants that it gives. `end` is where the node ends.
    """

    rest: Around
    end: int = 0
    fields: Mapping[str, Around] = field(default_factory=lambda: _NONE)
    counts: bool = False
    lists: bool = False
    asks: str | None = None
    number: int = -1
    said: tuple[tuple[str, Node, Around], ...] = ()
    known: tuple[Known, ...] = ()

    def next(self, around: Around, kind: str) -> Around:
        """What surrounds the next argument."""
        self.number += 1
        if around.form in _FIXED:
            return around
        if self.asks is not None:
            if self.number == 0:
                return around.mute()
            return around._replace(keys=around.under((self.asks,)), form="default")
        if kind == "object":
            return around._replace(options=True)
        return around._replace(keys=around.joined(str(self.number)))


Enter = Callable[[Node, Around], Frame]
