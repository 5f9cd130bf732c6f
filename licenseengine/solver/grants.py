"""What a license grants downstream, compared situation by situation.

A label that grants more than the terms beneath it allow is license drift. To see it, both are
asked about the same situations: two plain ones (a business selling, a researcher publishing) with
one fact changed at a time, over the sample values of the vocabulary, and every sensitive purpose.
The answers of one license are one number, a bit for each question, so that two licenses are
compared by one operation.

Floor: solver; pure (what is remembered depends on nothing but the arguments).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from licenseengine.language.evaluate import mentioned
from licenseengine.language.facts import Facts, FactValue, read_fact
from licenseengine.language.tree import Rule
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.library.records import Clause, License
from licenseengine.solver.decide import permission
from licenseengine.solver.match import Reach, Situation
from licenseengine.solver.records import Level

GRANTED_ACTIONS = ("use", "modify", "distribute", "host", "train-on")
THING = Reach(frozenset({"original"}), (frozenset({"original"}),))
VERSION = Reach(frozenset({"changed"}), (frozenset({"derivative"}),))
_PRIVATE = {"use.commercial": "false", "use.purposes": ["research"], "use.production": "false"}
_HELD = {"use.date", "use.source_offered", "use.outputs.labelled"}
_Told = tuple[tuple[str, FactValue], ...]


@dataclass(frozen=True, slots=True)
class OverGrant:
    """Something that one license grants and another does not: the act, the facts, the clause.

    It is `sure`, or hangs on what is `missing`, such as what a license leaves to be filled in.
    """

    action: str
    changed: tuple[str, ...]
    clause: Clause | None
    sure: bool
    missing: frozenset[str]


class Case(NamedTuple):
    """Facts of one situation of the comparison.

    `changed` is the fact in which it differs from the plain one before it, None for a plain one;
    `label` says so in words.
    """

    facts: dict[str, FactValue]
    changed: str | None
    label: tuple[str, ...]


@lru_cache(maxsize=4)
def situations(vocabulary: Vocabulary) -> tuple[Case, ...]:
    """The situations of the comparison."""
    return tuple(_all_situations(vocabulary))


def _all_situations(vocabulary: Vocabulary) -> Iterator[Case]:
    specs = vocabulary.facts
    selling = {
        name: read_fact(spec, spec.samples[0], vocabulary)[0]
        for name, spec in specs.items()
        if spec.samples
    }
    private = {**selling, **{n: read_fact(specs[n], v, vocabulary)[0] for n, v in _PRIVATE.items()}}
    for base, label in ((selling, ()), (private, ("use.commercial = false",))):
        yield Case(base, None, label)
        for name, spec in specs.items():
            for sample in spec.samples[1:] if name not in _HELD else ():
                value = read_fact(spec, sample, vocabulary)[0]
                if value != base[name]:
                    said = (*label, f"{name} = {_show(sample)}")
                    yield Case({**base, name: value}, name, said)
        for purpose in sorted(vocabulary.sensitive_purposes):
            purposes = base["use.purposes"]
            assert isinstance(purposes, frozenset)  # noqa: S101 - read by type
            told = {**base, "use.purposes": purposes | {purpose}}
            yield Case(told, "use.purposes", (*label, f"use.purposes has {purpose}"))


def _show(sample: Any) -> str:  # noqa: ANN401 - text or list
    return ", ".join(sample) if isinstance(sample, list) else str(sample)


@lru_cache(maxsize=20_000)
def _granted(
    license_: License, side: Reach, told: _Told, vocabulary: Vocabulary
) -> tuple[int, int]:
    """The questions answered with yes, and those not answered with no, as bits in their order."""
    yes, not_no = 0, 0
    plain = (0, 0)
    asked = _asked(license_)
    for place, case in enumerate(situations(vocabulary)):
        if case.changed is None or case.changed in asked:
            known = Facts({**dict(told), **case.facts})
            here = _answers(license_, side, known, vocabulary)
            plain = here if case.changed is None else plain
        else:  # what the license does not ask about cannot change its answer
            here = plain
        shift = place * len(GRANTED_ACTIONS)
        yes, not_no = yes | here[0] << shift, not_no | here[1] << shift
    return yes, not_no


def _answers(
    license_: License, side: Reach, known: Facts, vocabulary: Vocabulary
) -> tuple[int, int]:
    yes, not_no = 0, 0
    for i, action in enumerate(GRANTED_ACTIONS):
        level = permission(license_, Situation(action, side, known, vocabulary)).level
        yes |= (level is Level.PERMITTED) << i
        not_no |= (level is not Level.PROHIBITED) << i
    return yes, not_no


@lru_cache(maxsize=4_000)
def _asked(license_: License) -> frozenset[str]:
    """The facts that a license's clauses ask about."""
    rules = (c.sentence for c in license_.clauses)
    asked = (mentioned(r.when) | mentioned(r.unless) for r in rules if isinstance(r, Rule))
    return frozenset(name for names in asked for name in names)


def open_laws(outer: License, inner: License, facts: Facts) -> frozenset[str]:
    """The legal questions that either license asks and nobody answered."""
    asked = _asked(outer) | _asked(inner)
    return frozenset(n for n in asked if n.startswith("law.") and facts.get(n) is None)


def _about_stack(license_: License, facts: Facts, vocabulary: Vocabulary) -> _Told:
    """What the stack tells, as far as the license asks about it; a user's facts are replaced."""
    names = {n for n in _asked(license_) if n not in situations(vocabulary)[0].facts}
    kinds = {"artefact.kind", "artefact.class"}
    values = ((n, facts.get(n)) for n in sorted(names | kinds))
    return tuple((n, v) for n, v in values if v is not None)


def over_grant(
    outer: License, inner: License, inner_side: Reach, facts: Facts, vocabulary: Vocabulary
) -> OverGrant | None:
    """The first thing that `outer` grants downstream and `inner` does not; None if there is none.

    What is surely granted is looked for first; then what may be granted, and surely not beneath.

    Args:
        outer: the license put on the work.
        inner: a license that binds the work.
        inner_side: what the work's state counts as under `inner`.
        facts: the facts of the stack (kinds, classes, dates); those of the user are replaced.
        vocabulary: the words.
    """
    outer_told = _about_stack(outer, facts, vocabulary)
    inner_told = _about_stack(inner, facts, vocabulary)
    sides = ((THING, inner_side), (VERSION, VERSION))
    above = [_granted(outer, side, outer_told, vocabulary) for side, _ in sides]
    below = [_granted(inner, side, inner_told, vocabulary) for _, side in sides]
    for sure in (True, False):
        for i, (outer_side, side) in enumerate(sides):
            more = above[i][not sure] & ~below[i][not sure]
            if more:
                place = (more & -more).bit_length() - 1
                case = situations(vocabulary)[place // len(GRANTED_ACTIONS)]
                action = GRANTED_ACTIONS[place % len(GRANTED_ACTIONS)]
                upper, lower = (
                    permission(
                        x, Situation(action, s, Facts({**dict(t), **case.facts}), vocabulary)
                    )
                    for x, s, t in ((outer, outer_side, outer_told), (inner, side, inner_told))
                )
                return OverGrant(action, case.label, lower.clause, sure, upper.missing)
    return None
