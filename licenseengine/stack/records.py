"""Artefacts, operations, a use and a policy: what the solver is asked about.

Floor: stack. Plain frozen values; the manifest and the scanners write them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from licenseengine.language.facts import Facts

Who = Literal["us", "upstream"]
OWN = "own"
PROPRIETARY = "proprietary"


@dataclass(frozen=True, slots=True)
class Input:
    """What goes into an operation, and as what."""

    role: str
    node: str


@dataclass(frozen=True, slots=True)
class Operation:
    """How an artefact was made from others, and by whom."""

    by: str
    inputs: tuple[Input, ...]
    who: Who = "us"


@dataclass(frozen=True, slots=True)
class Artefact:
    """One node of a stack. Its fields are the node keys of the manifest.

    `license` is an SPDX expression as declared, ``own`` for our own material, or None.
    `declared` keeps a statement of another source that disagrees (`conflict` says which).
    """

    id: str
    kind: str
    ref: str | None = None
    artefact_class: str | None = None
    license: str | None = None
    date: dt.date | None = None
    name: str | None = None
    part: str | None = None
    made: Operation | None = None
    release: str | None = None
    version: str | None = None
    plan: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def made_by_us(self) -> bool:
        """Whether we made this version."""
        return self.made is not None and self.made.who == "us"


@dataclass(frozen=True, slots=True)
class Use:
    """What is planned: actions on nodes, and the facts told about the plan and the licensee."""

    do: tuple[str, ...]
    of: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that the project accepts: by whose rule, why, and until when."""

    rule: str
    reason: str
    until: dt.date | None = None
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """A project's answers to legal questions, and the findings it accepts."""

    laws: Mapping[str, bool] = field(default_factory=dict)
    allow: tuple[Acceptance, ...] = ()


@dataclass(frozen=True, slots=True)
class Stack:
    """Artefacts in the order of their file, a use if one is stated, a policy."""

    artefacts: tuple[Artefact, ...]
    use: Use | None = None
    policy: Policy = Policy()

    def get(self, id_: str) -> Artefact:
        """The artefact of this id. Raises KeyError."""
        for artefact in self.artefacts:
            if artefact.id == id_:
                return artefact
        raise KeyError(id_)
