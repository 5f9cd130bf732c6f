"""What a license grants downstream, compared situation by situation.

A label that grants more than the terms beneath it allow is license drift. To see it, both are
asked about the same situations: two plain ones (a business selling, a researcher publishing) with
one fact changed at a time, over the sample values of the vocabulary, and every sensitive purpose.

Floor: solver; pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from licenseengine.language.evaluate import mentioned
from licenseengine.language.facts import Facts, FactValue, read_fact
from licenseengine.language.tree import Rule, Treat
from licenseengine.language.truth import Truth
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import Clause, License
from licenseengine.solver.decide import permission
from licenseengine.solver.match import Reach, Situation
from licenseengine.solver.records import Level

GRANTED_ACTIONS = ("use", "modify", "distribute", "host", "train-on")
_PRIVATE = {"use.commercial": "false", "use.purposes": ["research"], "use.production": "false"}
_HELD = {"use.date", "use.source_offered", "use.outputs.labelled"}


@dataclass(frozen=True, slots=True)
class OverGrant:
    """Something that one license grants and another does not: the act, the facts, the clause."""

    action: str
    changed: tuple[str, ...]
    clause: Clause | None


@lru_cache(maxsize=8)
def _situations(vocabulary_id: int, vocabulary: "_Key") -> tuple[tuple[dict[str, FactValue], tuple[str, ...]], ...]:
    return tuple(_all_situations(vocabulary.vocabulary))


class _Key:
    """A vocabulary as a cache key: vocabularies are compared by identity."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __hash__(self) -> int:
        return id(self.vocabulary)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.vocabulary is self.vocabulary


def situations(vocabulary: Vocabulary) -> tuple[tuple[dict[str, FactValue], tuple[str, ...]], ...]:
    """The situations of the comparison, each with the facts in which it differs from the plain."""
    return _situations(id(vocabulary), _Key(vocabulary))


def plain_facts(vocabulary: Vocabulary) -> dict[str, FactValue]:
    """The plain situation: the first sample of every fact."""
    return {
        name: read_fact(spec, spec.samples[0], vocabulary)[0]
        for name, spec in vocabulary.facts.items()
        if spec.samples
    }


def _all_situations(vocabulary: Vocabulary) -> Iterator[tuple[dict[str, FactValue], tuple[str, ...]]]:
    specs = vocabulary.facts
    selling = plain_facts(vocabulary)
    private = {**selling, **{n: read_fact(specs[n], v, vocabulary)[0] for n, v in _PRIVATE.items()}}
    for base, label in ((selling, ()), (private, ("use.commercial = false",))):
        yield base, label
        for name, spec in specs.items():
            if name in _HELD:
                continue
            for sample in spec.samples[1:]:
                value = read_fact(spec, sample, vocabulary)[0]
                if value != base.get(name):
                    yield {**base, name: value}, (*label, f"{name} = {_show(sample)}")
        purposes = base["use.purposes"]
        for purpose in sorted(vocabulary.sensitive_purposes):
            told = frozenset({*purposes, purpose})  # type: ignore[misc]
            yield {**base, "use.purposes": told}, (*label, f"use.purposes has {purpose}")


def _show(sample: Any) -> str:  # noqa: ANN401 - text or list
    return ", ".join(sample) if isinstance(sample, list) else str(sample)


def is_unrestricted(license_: License, vocabulary: Vocabulary) -> bool:
    """Whether the license grants everything in every situation, so that nothing can exceed it."""
    if license_.encoded == "partial":
        return False
    for clause in license_.forbids:
        rule = clause.sentence
        asked = mentioned(rule.when) if isinstance(rule, Rule) else frozenset()
        if not asked or any(vocabulary.facts[n].assumed is None for n in asked if n in vocabulary.facts):
            return False
    granted: set[str] = set()
    for clause in license_.permits:
        rule = clause.sentence
        assert isinstance(rule, Rule)  # noqa: S101 - permits are rules
        free = rule.when is None and rule.unless is None and not rule.kinds
        states = not rule.states or {"original", "derivative"} <= set(rule.states) or "any" in rule.states
        if free and states:
            granted |= set(rule.actions)
    return "any" in granted or set(GRANTED_ACTIONS) <= granted


def over_grant(
    outer: License, inner: License, inner_reach: Reach, facts: Facts, vocabulary: Vocabulary
) -> OverGrant | None:
    """The first thing that `outer` grants downstream and `inner` does not; None if there is none.

    Args:
        outer: the license put on the work.
        inner: a license that binds the work.
        inner_reach: what the work's state counts as under `inner`.
        facts: the facts of the stack (kinds, classes, dates); those of the user are replaced.
        vocabulary: the words.
    """
    if is_unrestricted(inner, vocabulary):
        return None
    thing = Reach({"original": Truth.TRUE}, frozenset())
    changed = Reach({"changed": Truth.TRUE, "derivative": Truth.TRUE}, frozenset())
    everything = is_unrestricted(outer, vocabulary)
    for told, label in situations(vocabulary):
        known = Facts({**facts.told, **told}, facts.assumed)
        for action in GRANTED_ACTIONS:
            for outer_reach, inner_side in ((thing, inner_reach), (changed, changed)):
                outside = Situation(action, outer_reach, known, vocabulary)
                if not everything and permission(outer, outside).level is not Level.PERMITTED:
                    continue
                judged = permission(inner, Situation(action, inner_side, known, vocabulary))
                if judged.level is not Level.PERMITTED:
                    return OverGrant(action, label, judged.clause)
    return None


def treats(license_: License, state: str) -> tuple[Treat, ...]:
    """What the license's own text makes of a state."""
    return tuple(t for _, t in license_.treatments if t.state == state)
