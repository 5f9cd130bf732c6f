"""What the solver is asked, and what it answers.

Floor: solver. A `Problem` holds everything a decision leans on; a `Verdict` holds the whole answer,
so that reports add words and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any, Literal

from licenseengine.language.facts import Facts
from licenseengine.language.tree import Treat
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import Clause, License
from licenseengine.stack.records import Artefact, Policy, Who


class Level(IntEnum):
    """How an act stands, from best to worst; a whole is as bad as its worst part."""

    PERMITTED = 0
    CONDITIONAL = 1
    REVIEW = 2
    PROHIBITED = 3

    def __str__(self) -> str:
        return self.name.lower()


Outcome = Literal[
    "granted",
    "forbidden",
    "not-granted",
    "silent",
    "law",
    "no-license",
    "not-encoded",
    "not-seen",
    "duty-broken",
    "reserved",
    "same-license",
    "further-restrictions",
    "burdens",
    "pass-on",
    "over-grant",
    "no-candidate",
    "conflict",
]


@dataclass(frozen=True, slots=True)
class Elected:
    """One choice of an expression: the licenses that bind a node together."""

    text: str
    licenses: tuple[License, ...]


@dataclass(frozen=True)
class Problem:
    """A stack with its licenses found, a use, and what is known.

    `artefacts` come in an order in which each follows what it was made from. `choices` gives each
    node the branches of its expression; none for a node without a license. `unlicensed` nodes are
    those that need a license and have none. `declared` texts disagree with the catalogue. `survey`
    asks for all licenses under which a work may go out; else only whether there is one is found.
    """

    artefacts: tuple[Artefact, ...]
    choices: Mapping[str, tuple[Elected, ...]]
    unlicensed: frozenset[str]
    do: tuple[str, ...]
    of: tuple[str, ...]
    facts: Facts
    vocabulary: Vocabulary
    defaults: tuple[Treat, ...]
    policy: Policy = field(default_factory=Policy)
    reusable: tuple[License, ...] = ()
    survey: bool = True
    releases: Mapping[str, License | None] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Binding:
    """A license that reaches a node.

    `origin` is the licensed artefact, `node` the one reached, `path` the way between them, both
    included. `within` says that it lies unchanged in the node, beside other parts; `holder` is
    the node that counts as the version made from it; `stranger` that somebody else drew the
    outputs through which it reaches us.
    """

    license: License
    origin: str
    node: str
    state: str
    path: tuple[str, ...]
    holder: str
    within: bool = False
    stranger: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done: an action on a node; `result` is the node that an operation makes."""

    action: str
    node: str
    result: str
    who: Who = "us"
    on_output: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one act stands under one license.

    `missing` are the facts on which a level short of certain hangs; `positions` the level under
    each answer to the legal questions that decide; `about` names what the outcome speaks of.
    """

    level: Level
    outcome: Outcome
    clause: Clause | None = None
    missing: frozenset[str] = frozenset()
    positions: tuple[tuple[tuple[tuple[str, bool], ...], Level], ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A judgement with the place in the stack where it was made."""

    level: Level
    outcome: Outcome
    license: str | None
    clause: Clause | None
    node: str
    at: str
    action: str
    state: str
    path: tuple[str, ...]
    who: Who = "us"
    counts: bool = True
    guard: str | None = None
    missing: frozenset[str] = frozenset()
    positions: tuple[tuple[tuple[tuple[str, bool], ...], Level], ...] = ()
    about: tuple[str, ...] = ()
    accepted: str | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """What a clause orders for a planned act; `met` as far as the plan shows it."""

    duty: str
    text: str | None
    license: str
    clause: Clause
    node: str
    origin: str
    actions: tuple[str, ...]
    met: Literal["yes", "no", "unknown"] = "unknown"
    guard: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A missing fact that decides, with the clauses that ask for it."""

    fact: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """Under which licenses a work may go out, and whether the one asked for is among them."""

    node: str
    asked: str | None
    fits: bool | None
    candidates: tuple[str, ...]
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assumption:
    """A fact taken because nobody told it, with the clauses that lean on it."""

    fact: str
    value: Any
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Verdict:
    """The whole answer about a plan, with its proof."""

    level: Level
    findings: tuple[Finding, ...]
    duties: tuple[Duty, ...]
    questions: tuple[Question, ...]
    releases: tuple[Release, ...]
    assumptions: tuple[Assumption, ...]
    elected: Mapping[str, str]
    do: tuple[str, ...]
    of: tuple[str, ...]
    facts: Facts
    policy: Policy
    notes: tuple[str, ...] = ()
    day: date | None = None
