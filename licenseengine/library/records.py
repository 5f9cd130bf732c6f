"""What a license is, once read: clauses with their sections, and where they were read.

Floor: library. Plain frozen values that the solver works on; nothing here touches files.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from licenseengine.language.tree import (
    Accept,
    Condition,
    Quantity,
    Relicense,
    Rule,
    Sentence,
    Treat,
)

LicenseKind = Literal[
    "open-source",
    "creative-commons",
    "data",
    "model",
    "rail",
    "source-available",
    "terms",
    "policy",
    "exception",
]


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day that a clause's figures count for: an anchor, and the period before it.

    `anchor` is ``released`` (of this license), ``use`` (the day of judgement) or a date.
    """

    anchor: str | date
    period: str = "day"


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule of a license with the section it comes from.

    `license` is the id of the text in which the section stands: a policy that a license takes in
    keeps its own name. `declared` is the id of the file's entry that states it: a family's, where
    versions share it. `burdens` names what the clause lays on those downstream, when the duty
    itself does not. `alternatives` are strings that do as well as the one that the duty quotes.
    """

    id: str
    cite: str
    sentence: Sentence
    license: str
    as_of: AsOf | None = None
    burdens: tuple[str, ...] = ()
    remedy: str | None = None
    note: str | None = None
    declared: str = ""
    alternatives: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """``license#rule``: how reports and accepted findings name a clause."""
        return f"{self.license}#{self.id}"


@dataclass(frozen=True, slots=True)
class Handling:
    """What a text says about data that is sent to a service: one stance on one topic.

    `topic`, `stance` and the words of `of` (which data; empty: the text makes no difference) are
    those of the vocabulary's `handling`. `rule` is the id of the `reserve` rule of which the
    statement tells more: what the provider may do, and when, stands in the rule, and how far it
    goes stands here. `license` is the id of the text in which the section stands.
    """

    topic: str
    stance: str
    cite: str
    license: str
    of: tuple[str, ...] = ()
    when: Condition | None = None
    period: Quantity | None = None
    places: tuple[str, ...] = ()
    url: str | None = None
    rule: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The text that the clauses were read from: address, sha256, and the day it was read."""

    url: str | None = None
    sha256: str | None = None
    read: date | None = None


@dataclass(frozen=True, eq=False)
class License:
    """A license with its effective clauses: those of its family, as its version changes them.

    `encoded` is ``partial`` when only a part of the text was at hand: what was not seen can only
    lead to review. `reusable` licenses may be put on anybody's work; others only on what
    descends from their licensor's. `effective` is the day from which terms are in force, and
    `series` the name under which their versions are listed. `lifts` are the rules
    of a base license that an exception takes away. `handling` is what it says about data beyond
    what its `reserve` rules say. Licenses are compared by identity: a library makes each once.
    """

    id: str
    name: str
    kind: LicenseKind
    clauses: tuple[Clause, ...] = field(repr=False)
    licensor: str | None = None
    released: date | None = None
    series: str | None = None
    effective: date | None = None
    source: Source = Source()
    encoded: Literal["full", "partial"] = "full"
    reusable: bool = False
    contact: str | None = None
    aliases: tuple[str, ...] = ()
    cases: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    family: tuple[str, ...] = ()
    group: str = ""
    lifts: tuple[str, ...] = ()
    reviewed: str | None = None
    handling: tuple[Handling, ...] = field(default=(), repr=False)

    @cached_property
    def permits(self) -> tuple[Clause, ...]:
        """Clauses that grant."""
        return self._rules("permit")

    @cached_property
    def forbids(self) -> tuple[Clause, ...]:
        """Clauses that forbid."""
        return self._rules("forbid")

    @cached_property
    def duties(self) -> tuple[Clause, ...]:
        """Clauses that order something."""
        return self._rules("require")

    @cached_property
    def reserves(self) -> tuple[Clause, ...]:
        """Clauses by which a provider keeps rights for itself."""
        return self._rules("reserve")

    def _rules(self, verb: str) -> tuple[Clause, ...]:
        return tuple(
            c for c in self.clauses if isinstance(c.sentence, Rule) and c.sentence.verb == verb
        )

    @cached_property
    def treatments(self) -> tuple[tuple[Clause, Treat], ...]:
        """What the text itself makes of a state."""
        return tuple((c, c.sentence) for c in self.clauses if isinstance(c.sentence, Treat))

    @cached_property
    def accepts(self) -> frozenset[str]:
        """Burdens that the license tolerates beside itself."""
        accepted = (c.sentence.burdens for c in self.clauses if isinstance(c.sentence, Accept))
        return frozenset(b for burdens in accepted for b in burdens)

    @cached_property
    def relicenses(self) -> tuple[tuple[Clause, Relicense], ...]:
        """Other licenses under which derivatives may go out."""
        return tuple((c, c.sentence) for c in self.clauses if isinstance(c.sentence, Relicense))

    @cached_property
    def burdens(self) -> frozenset[str]:
        """What the license lays on those who receive the work, as vocabulary burdens."""
        found: set[str] = set()
        for clause in self.clauses:
            found.update(clause.burdens)
            if isinstance(clause.sentence, Rule) and clause.sentence.duty:
                found.add(clause.sentence.duty)
        return frozenset(found)

    @property
    def is_policy(self) -> bool:
        """A policy restricts and grants nothing."""
        return self.kind == "policy"
