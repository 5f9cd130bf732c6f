"""What a question was understood as: one tree, whatever language it was asked in.

Floor: ask. Plain frozen values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Wants = Literal["verdict", "duties", "release", "why", "remedies"]
HERE = "."


@dataclass(frozen=True, slots=True)
class Thing:
    """Something named: by a ref (the project asked in is ``.``), or by a license.

    `kind` is what the words call it (dataset, software, model), if anything. `of` is the number, in
    the tree's `acts`, of the act whose role it has.
    """

    ref: str | None = None
    license: str | None = None
    role: str | None = None
    kind: str | None = None
    of: int | None = None

    @property
    def name(self) -> str:
        """The ref, or the license."""
        return self.ref or self.license or HERE


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    `do` are actions and operations, `acts` the operations in the order in which they are done;
    `facts` the facts told, as a manifest would write them; `name` the public name of the result.
    """

    text: str
    lang: str
    do: tuple[str, ...]
    things: tuple[Thing, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    wants: Wants = "verdict"
    acts: tuple[str, ...] = ()
    name: str | None = None

    @property
    def release(self) -> str | None:
        """The license to be put on the result."""
        return next((t.license for t in self.things if t.role == "release"), None)
