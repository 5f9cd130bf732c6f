"""Trees of the rule language: plain, frozen, without places or words of the vocabulary.

A sentence is one of `Rule` (permit, forbid, require, reserve), `Treat`, `Accept` and
`Relicense`; a condition is built of `Test`, `Not`, `All`, `Any`. Everything converts to and
from lists of JSON (see :mod:`licenseengine.language.compact`), which is how licenses are kept
compiled.

Floor: language.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a unit of the vocabulary: ``700M users`` is 700_000_000 users."""

    value: int
    unit: str


Value = Quantity | date | bool | str
Operator = Literal["=", "!=", ">", ">=", "<", "<=", "in", "has", "within", "is"]


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of a fact. ``is`` asks whether a flag holds and has no values.

    ``has`` holds if the fact's set shares a member with `values`; ``within`` if it has no other
    members; ``in`` if the fact's one value is among them. A value may be the name of another
    fact, as in ``use.date >= params.change_date``.
    """

    fact: str
    operator: Operator
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    operand: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """Conjunction of two or more conditions."""

    operands: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Disjunction of two or more conditions."""

    operands: tuple["Condition", ...]


Condition = Test | Not | All | Any


@dataclass(frozen=True, slots=True)
class Rule:
    """``permit``, ``forbid``, ``require`` or ``reserve``, with the scope in which it speaks.

    `states` empty means: whatever the license binds. `duty` and `text` belong to ``require``;
    `names` are the rights of ``reserve``.
    """

    verb: Literal["permit", "forbid", "require", "reserve"]
    actions: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    when: Condition | None = None
    unless: Condition | None = None
    duty: str | None = None
    text: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Treat:
    """``treat STATE as STATE [when COND]``: what the license makes of a state."""

    state: str
    target: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Accept:
    """``accept BURDENS``: what a copyleft license tolerates beside itself."""

    burdens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relicense:
    """``relicense to LICENSES [when COND]``: other licenses under which a derivative may go out."""

    licenses: tuple[str, ...]
    when: Condition | None = None


Sentence = Rule | Treat | Accept | Relicense
