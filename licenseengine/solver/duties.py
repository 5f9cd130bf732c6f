"""Duties: what clauses order for an act, and whether the plan itself shows them met or broken.

Floor: solver; pure. A duty that the plan contradicts makes the act prohibited as planned; one of
which nothing is known stays a duty, met: unknown.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from licenseengine.language.facts import Facts
from licenseengine.language.printer import write_condition
from licenseengine.language.tree import Rule
from licenseengine.language.truth import Truth
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import License
from licenseengine.solver.match import Match, Situation
from licenseengine.solver.records import Binding, Duty

Met = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Ordered:
    """A duty that a clause orders, or may order (`match` is then unknown)."""

    match: Match
    met: Met
    maker: bool

    @property
    def rule(self) -> Rule:
        """The sentence."""
        assert isinstance(self.match.clause.sentence, Rule)  # noqa: S101 - by construction
        return self.match.clause.sentence


def ordered(
    license_: License, situation: Situation, name: str | None, *, checkable: bool = False
) -> list[Ordered]:
    """Every duty that the license orders, or may order, for the act.

    `name` is what the thing handed on is called; some licenses order how. With `checkable`, only
    those of which a plan can show that they are met or broken.
    """
    entries = situation.vocabulary.raw["duties"]
    if checkable and not _checkable(license_, situation.vocabulary):
        return []
    found = []
    for match in situation.matches(license_, "require"):
        if match.truth is Truth.FALSE:
            continue
        rule = match.clause.sentence
        assert isinstance(rule, Rule)  # noqa: S101 - duties are rules
        entry = entries[rule.duty]
        if not checkable or "check" in entry:
            met = _met(entry, rule, license_, situation.facts, name)
            found.append(Ordered(match, met, entry.get("who") == "maker"))
    return found


@lru_cache(maxsize=4_000)
def _checkable(license_: License, vocabulary: Vocabulary) -> bool:
    """Whether the license orders any duty that a plan can show."""
    entries = vocabulary.raw["duties"]
    rules = (c.sentence for c in license_.duties)
    return any("check" in entries[r.duty] for r in rules if isinstance(r, Rule))


def _met(
    entry: dict[str, str], rule: Rule, license_: License, facts: Facts, name: str | None
) -> Met:
    match entry.get("check"):
        case "name-prefix" if rule.text and name:
            return _yes(_spoken(name).startswith(_spoken(rule.text)))
        case "name-includes" if rule.text and name:
            return _yes(_spoken(rule.text) in _spoken(name))
        case "fact":
            told = facts.get(entry["fact"])
            return "unknown" if not isinstance(told, bool) else _yes(told)
        case "licensor":
            told = facts.get(entry["fact"])
            if not isinstance(told, frozenset) or license_.licensor is None:
                return "unknown"
            return _yes(license_.licensor in told)
        case _:
            return "unknown"


def _spoken(name: str) -> str:
    """A name as it is said: `Llama-3-Blend` begins with `Llama 3`."""
    return " ".join(re.split(r"[\s_-]+", name.casefold().strip()))


def _yes(answer: bool) -> Met:  # noqa: FBT001 - the answer itself
    return "yes" if answer else "no"


def duty_of(item: Ordered, binding: Binding, action: str) -> Duty:
    """The duty as the answer lists it; `guard` tells on what it hangs, when that is open."""
    return Duty(
        duty=str(item.rule.duty),
        text=item.rule.text,
        license=item.match.clause.license,
        clause=item.match.clause,
        node=binding.holder,
        origin=binding.origin,
        actions=(action,),
        met=item.met,
        guard=guard_of(item.match),
    )


def guard_of(match: Match) -> str | None:
    """On what an undecided clause hangs, in the rule language; None when it is decided."""
    if match.truth is not Truth.UNKNOWN:
        return None
    rule = match.clause.sentence
    laws = sorted(n for n in match.missing if n.startswith("law."))
    if laws:
        return " and ".join(laws)
    if isinstance(rule, Rule) and rule.when is not None:
        return write_condition(rule.when)
    return " and ".join(sorted(match.missing)) or None


def merge(duties: list[Duty], vocabulary: Vocabulary) -> tuple[Duty, ...]:
    """One entry for each duty, clause and node: actions joined, the certain one kept."""
    entries = vocabulary.raw["duties"]
    order = list(entries)
    found: dict[tuple[str, str | None, str, str], Duty] = {}
    for duty in duties:
        if entries[duty.duty].get("listed") == "false":
            continue
        key = (duty.duty, duty.text, duty.clause.ref, duty.node)
        old = found.get(key)
        if old is None:
            found[key] = duty
            continue
        actions = tuple(dict.fromkeys((*old.actions, *duty.actions)))
        guard = None if old.guard is None or duty.guard is None else old.guard
        found[key] = Duty(
            old.duty,
            old.text,
            old.license,
            old.clause,
            old.node,
            old.origin,
            actions,
            old.met,
            guard,
        )
    return tuple(
        sorted(
            found.values(),
            key=lambda d: (d.license, order.index(d.duty), d.clause.cite, d.node, d.origin),
        )
    )
