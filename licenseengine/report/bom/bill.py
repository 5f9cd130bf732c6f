"""A bill of materials before it takes a form: things, what they were made of, what is told of them.

Floor: report; pure. Both forms are written from a `Bill`, so that neither says more than the other.
Every text in it can stand in JSON and in XML (see `clean`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID, uuid5

# Under which the marks of all bills are made; itself made once, at random.
_MARKS = UUID("6f2b1f0e-3c1d-4d0a-9a67-5b7a0f6c2c11")
# What XML 1.0 cannot hold: most control characters, halves of pairs, two of no character.
_UNFIT = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Properties = tuple[tuple[str, str], ...]


def clean(text: str) -> str:
    """A text with what no form of a bill can hold replaced by the sign for that."""
    return _UNFIT.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Term:
    """One license of an expression: its id, how people call it, and where its text stands.

    `is_listed` says that the id is of the SPDX license list.
    """

    id: str
    name: str
    url: str | None = None
    is_listed: bool = False
    exception: str | None = None

    def __str__(self) -> str:
        return f"{self.id} WITH {self.exception}" if self.exception else self.id


@dataclass(frozen=True, slots=True)
class Licensing:
    """A license expression taken apart: each branch binds all of its terms.

    `text` is the expression over ids. A statement that names no license has no branches.
    """

    text: str
    branches: tuple[tuple[Term, ...], ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms, each once."""
        return tuple(dict.fromkeys(term for branch in self.branches for term in branch))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A line that names a thing."""

    file: str
    line: int
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Data that goes to a service, or comes back from it."""

    data: str
    comes_back: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What went into a thing, and as what: `carries` is how terms pass, in the vocabulary's words.

    `is_optional` is true of what the thing holds only if one chooses it.
    """

    thing: str
    role: str
    carries: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """One entry of a bill.

    `id` is its own within the bill. `name` is what its ecosystem calls it, else what people do.
    `package` is the ecosystem of a software package; `hub` the owner and name on the hub of
    models, with the file where it is only one. `concluded` is the license that is judged by,
    `declared` what is stated of it, `observed` what running text says. `sources` are what it was
    made of, by the operation `made_by`; `is_ours` says that we made it, or that it is our own.
    `scope` is ``optional`` for what runs only if one chooses it, ``excluded`` for what trains or
    shows the product and is not in it.
    `findings` and `duties` are JSON.
    """

    id: str
    name: str
    kind: str
    is_ours: bool = False
    version: str | None = None
    package: str | None = None
    hub: tuple[str, str, str | None] | None = None
    concluded: Licensing | None = None
    declared: tuple[Licensing, ...] = ()
    observed: tuple[Licensing, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    made_by: str | None = None
    sources: tuple[Source, ...] = ()
    scope: Literal["optional", "excluded"] | None = None
    author: str | None = None
    page: str | None = None
    copyright: str | None = None
    flows: tuple[Flow, ...] = ()
    properties: Properties = ()
    findings: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()

    @property
    def is_hosted(self) -> bool:
        """Whether it runs with others, who are asked over a network."""
        return self.kind == "service" and not self.is_ours

    def by_carrying(self, *carried: str) -> tuple[Source, ...]:
        """The sources whose terms pass in one of these ways."""
        return tuple(source for source in self.sources if source.carries in carried)


@dataclass(frozen=True)
class Bill:
    """A bill: what it is about, everything else that it lists, and what holds for the whole.

    `is_plan` says that a manifest alone tells the stack, and nothing was found in files.
    """

    main: Thing
    things: tuple[Thing, ...]
    properties: Properties
    version: str
    day: date | None = None
    is_plan: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def everything(self) -> tuple[Thing, ...]:
        """What it is about first, then the rest."""
        return (self.main, *self.things)

    def mark(self, form: str) -> UUID:
        """The mark of the bill in one form: the same for the same content."""
        return uuid5(_MARKS, f"{form}\0{self!r}")
