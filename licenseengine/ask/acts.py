"""The verbs of a question as acts, and the things that it names, each with its part in an act.

Floor: ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from licenseengine.ask.names import Name
from licenseengine.library.index import Library

_OF_MODELS = frozenset({"base", "model", "models", "teacher", "student", "service"})
_OF_DATA = frozenset({"data", "index", "datasets"})
_MANY = frozenset({"models", "datasets", "libraries", "parts", "data", "teacher"})


@dataclass(eq=False)
class Act:
    """One verb: what it does, the table of its roles, where it stands, what fills its roles.

    `joined` says that "and" or a comma ties it to the verb before; `purpose` that it says what the
    verb before is done for ("to train", "in a RAG").
    """

    do: str
    roles: Mapping[str, Any]
    place: int
    sense: Mapping[str, Any]
    joined: bool = False
    purpose: str | None = None
    dropped: bool = False
    filled: set[str] = field(default_factory=set)
    ours: bool = False  # done to "my model", "it": to the project, where nothing else is named

    def candidates(self, prep: str | None) -> tuple[str, ...]:
        """The roles that a preposition may give, the likeliest first."""
        found = self.roles.get(prep or "of", ())
        return (found,) if isinstance(found, str) else tuple(found)


@dataclass(eq=False)
class Named:
    """One thing named: `name` is None for the project asked in."""

    name: Name | None
    place: int
    start: int
    end: int
    prep: str | None = None
    act: Act | None = None
    role: str | None = None
    kind: str | None = None
    license: str | None = None
    is_output: bool = False
    pending: bool = False  # its preposition still looks for a verb

    def give(self, role: str, act: Act) -> None:
        """Give it a role in an act."""
        self.role, self.act, self.pending = role, act, False
        act.filled.add(role)


class Roles:
    """Chooses roles by what verbs take and by what kind of thing is named."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def choose(self, named: Named, act: Act, roles: Sequence[str], *, along: bool = False) -> bool:
        """Give the first role that is free and fits; `along`: beside one that fills it already."""
        for role in roles:
            taken = role in act.filled and role not in _MANY and not along
            if not taken and self.fits(named, role):
                named.give(role, act)
                return True
        return False

    def fits(self, named: Named, role: str) -> bool:
        """Whether a thing of this kind can have the role; of an unknown kind, it can."""
        kind = self.kind(named)
        if kind in {"model", "service"} and role in _OF_DATA:
            return False
        return not (kind == "dataset" and role in _OF_MODELS)

    def kind(self, named: Named) -> str | None:
        """The kind of a thing: as the words call it, else by its form or the catalogue."""
        if named.kind in {"dataset", "model", "software"} or named.name is None:
            return named.kind
        if named.name.is_license:
            return None
        if named.name.is_service:
            return "service"
        entry = self.library.find_artefact(named.name.text)
        return entry.kind if entry else None
