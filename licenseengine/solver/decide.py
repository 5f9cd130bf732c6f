"""Decide: one act under one binding.

Floor: solver; pure. Permitted, forbidden, not granted and silent are four different outcomes, and
each names the clause it rests on.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

from licenseengine.language.facts import Facts
from licenseengine.language.tree import Rule
from licenseengine.language.truth import Truth, any_of, negate
from licenseengine.library.records import Clause, License
from licenseengine.solver.match import Match, Situation
from licenseengine.solver.records import Judgement, Level

MAX_OPEN_LAWS = 5


def permission(license_: License, situation: Situation) -> Judgement:
    """Whether the license lets the act be done, by its permits and forbids alone.

    Unknown answers are left open in `missing`; what partial encodings and missing licenses mean
    is decided here too: they never lead to a yes.
    """
    ways = situation.reach.ways
    if len(ways) == 1 and len(ways[0]) == 1:
        return _permission(license_, situation)
    told = (situation.facts, situation.vocabulary)
    judged = [
        max(
            (_permission(license_, Situation(situation.action, side, *told)) for side in sides),
            key=_weight,
        )
        for sides in situation.reach.sides()
    ]
    worst = max(judged, key=_weight)
    if all(j.level is worst.level for j in judged):
        return worst
    missing = situation.reach.missing.union(*(j.missing for j in judged))
    return replace(worst, level=Level.CONDITIONAL, missing=missing)


def _weight(judged: Judgement) -> tuple[Level, bool]:
    return judged.level, judged.clause is not None


def _permission(license_: License, situation: Situation) -> Judgement:
    forbids = situation.matches(license_, "forbid")
    hit = next((m for m in forbids if m.truth is Truth.TRUE), None)
    if hit:
        return Judgement(Level.PROHIBITED, "forbidden", hit.clause)
    open_forbids = [m for m in forbids if m.truth is Truth.UNKNOWN]
    partial = license_.encoded == "partial"
    if open_forbids and (license_.is_policy or situation.reach.bound is Truth.FALSE):
        return _open(open_forbids, partial=partial)
    if license_.is_policy:
        return _silent(license_)
    if situation.reach.bound is Truth.FALSE:
        return _unbound(license_, situation)
    if not license_.id or (partial and not license_.clauses):
        return Judgement(Level.REVIEW, "not-encoded" if license_.id else "no-license")
    permits = situation.matches(license_, "permit")
    return _bound(license_, situation, permits, open_forbids)


def _silent(license_: License) -> Judgement:
    """Nothing was said; where not all was seen, that is no yes."""
    if license_.encoded == "partial":
        return Judgement(Level.REVIEW, "not-seen" if license_.clauses else "not-encoded")
    return Judgement(Level.PERMITTED, "silent")


def _unbound(license_: License, situation: Situation) -> Judgement:
    """What the license does not reach is free; a permit that names the state is its proof."""
    permits = situation.matches(license_, "permit")
    clause = next((m.clause for m in permits if m.truth is Truth.TRUE), None)
    if clause is not None and license_.encoded == "full":
        return Judgement(Level.PERMITTED, "granted", clause)
    return _silent(license_)


def _bound(
    license_: License, situation: Situation, permits: list[Match], open_forbids: list[Match]
) -> Judgement:
    granted = any_of(m.truth for m in permits)
    allowed = min(granted, negate(any_of(m.truth for m in open_forbids)))
    partial = license_.encoded == "partial"
    if granted is Truth.FALSE:
        nearest = _nearest_permit(permits, license_, situation)
        if partial:
            return Judgement(Level.REVIEW, "not-seen", nearest)
        return Judgement(Level.PROHIBITED, "not-granted", nearest)
    if allowed is Truth.TRUE:
        clause = next(m.clause for m in permits if m.truth is Truth.TRUE)
        return Judgement(
            Level.REVIEW if partial else Level.PERMITTED,
            "not-seen" if partial else "granted",
            clause,
        )
    if granted is Truth.TRUE:
        return _open(open_forbids, partial=partial)
    undecided = [m for m in permits if m.truth is Truth.UNKNOWN]
    judged = _open([*open_forbids, *undecided], partial=partial)
    return replace(judged, outcome="not-granted")


def _nearest_permit(permits: list[Match], license_: License, situation: Situation) -> Clause | None:
    """The permit that would have granted it under other facts, or that speaks of its state."""
    for wanted in (Truth.TRUE, Truth.UNKNOWN):
        for match in permits:
            if match.scope is wanted:
                return match.clause
    speaking = (c for c in license_.permits if _names_state(c, situation))
    return next(speaking, license_.permits[0] if license_.permits else None)


def _names_state(clause: Clause, situation: Situation) -> bool:
    states = clause.sentence.states if isinstance(clause.sentence, Rule) else ()
    return situation.reach.speaks_of(states) is not Truth.FALSE


def _open(matches: list[Match], *, partial: bool = False) -> Judgement:
    missing = frozenset(name for m in matches for name in m.missing)
    about = tuple(dict.fromkeys(m.clause.ref for m in matches))
    level = Level.REVIEW if partial else Level.CONDITIONAL
    return Judgement(level, "forbidden", matches[0].clause, missing, about=about)


def settle(judge: Callable[[Facts], Judgement], facts: Facts) -> Judgement:
    """Judge under every answer to the legal questions that are open and matter.

    Where all positions lead to one level, that is the level; where they differ it is review, and
    the positions say what each leads to. Facts that stay unknown make it conditional.
    """
    first = judge(facts)
    laws = sorted(name for name in first.missing if name.startswith("law."))
    if not laws:
        return first
    if len(laws) > MAX_OPEN_LAWS:
        return Judgement(Level.REVIEW, first.outcome, first.clause, first.missing)
    positions = []
    for answers in product((True, False), repeat=len(laws)):
        told = dict(zip(laws, answers, strict=True))
        judged = judge(facts.telling(told))
        more = sorted(n for n in judged.missing if n.startswith("law."))
        if more:
            judged = settle(judge, facts.telling(told))
        positions.append((tuple(told.items()), judged))
    levels = {judged.level for _, judged in positions}
    worst = max((judged for _, judged in positions), key=lambda j: j.level)
    if len(levels) == 1:
        best = positions[-1][1]
        chosen = worst if worst.level > Level.PERMITTED else best if best.clause else worst
        missing = frozenset(n for _, j in positions for n in j.missing)
        return Judgement(
            worst.level, chosen.outcome, chosen.clause, missing, worst.positions, worst.about
        )
    missing = frozenset(laws) | frozenset(n for _, j in positions for n in j.missing)
    told_levels = tuple((answers, judged.level) for answers, judged in positions)
    return Judgement(Level.REVIEW, worst.outcome, worst.clause, missing, told_levels, worst.about)
